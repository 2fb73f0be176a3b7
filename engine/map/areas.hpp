// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::map {

/// The number of each tract's county (5 digits of its id) or state (2), in order of first
/// appearance: what borders stand between.
///
///     topology.borders_between(groups_of(tracts, 5));     // county lines
std::vector<std::uint32_t> groups_of(const tract::TractSet& tracts, std::size_t digits);

/// What the tracts of a run are called together: the study's region, else the only county, else the
/// title of the study.
std::string region_name(const study::Results& results);

/// Where the contiguous states are, generously: a map of the country is made for them.
inline constexpr geo::Box kContiguous{-125, 24, -66, 50};

/// Whether tracts are those of a country: most lie in the contiguous states, and some beyond, which
/// would make the map a speck in an ocean.
bool is_country(const tract::TractSet& tracts);

} // namespace tractwise::map
