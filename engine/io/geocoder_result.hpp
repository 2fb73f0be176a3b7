// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <string>
#include <string_view>

// Private to engine/io: what the Census Bureau's batch geocoder gives back.

namespace tractwise::io {

/// True for text whose first row says Match, No_Match or Tie in its third cell: there is no header.
bool is_geocoder_result(std::string_view text);

/// One row per address under names of ours: id, address, match, match_type, matched_address,
/// longitude, latitude, tiger_line, side, and state, county, tract, block where they were asked for.
/// `name` is the file, `source` how findings call it. Findings: "geocoder-result" (note),
/// "geocoder-no-match". Errors: Error(Input) with file:line for a row that is no answer.
Table read_geocoder_result(std::string_view text, const std::string& name,
                           const std::string& source, Diagnostics& diagnostics);

} // namespace tractwise::io
