// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <string>

namespace tractwise::report {

/// What a run prints at its end: tracts, people, coverage, the ten worst tracts, findings; plain
/// text, 100 columns.
std::string summary_text(const study::Results& results, std::size_t top = 10);
/// The audit as an aligned table with its losses and their reasons.
std::string audit_text(const study::Results& results);
std::string findings_text(const Diagnostics& diagnostics);

} // namespace tractwise::report
