// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"
#include "engine/tract/geoid.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace tractwise::tract {

/// A table without ids of the level: says what its cells are instead (ids of 2 counties, ZIP code
/// areas, block groups, ids that end in NA, names) and what to do. `column`: the one that the study
/// names; else the one that looks most like ids.
[[noreturn]] void fail_without_ids(const io::Table& table, std::optional<std::size_t> column,
                                   AreaLevel level);

/// "ids in column GEOID end in NA (...)": of the column whose cells are ids but for letters behind
/// them; empty where there is none.
std::string spoilt_ids(const io::Table& table);

/// What to do about two rows of one tract that disagree: with the column of years that tells them
/// apart where there is one, `where = { year = ["2020"] }`.
std::string how_to_keep_one(const io::Table& table, std::size_t a, std::size_t b);

} // namespace tractwise::tract
