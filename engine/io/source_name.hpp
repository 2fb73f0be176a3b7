// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/io/source.hpp>

#include <string>

namespace tractwise::io {

/// The path for messages, reports and run records: a database connection without its password.
std::string shown_path(const SourceSpec& source);
/// How findings call a source: its id, else its path.
std::string label_of(const SourceSpec& source);

} // namespace tractwise::io
