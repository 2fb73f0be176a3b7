// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"

#include <CLI/CLI.hpp>

#include <optional>

namespace tractwise::cli {

/// --units us|metric: what printed distances and areas are in. Files and JSON do not change.
void add_units_option(CLI::App& command, std::optional<Units>& units);

} // namespace tractwise::cli
