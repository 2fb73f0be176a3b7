// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"
#include "engine/layer/places.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::layer {

/// Tracts of which a list of places does not speak, where the list seems to end inside the region: a
/// list of one city in a study of its county. Who lives there seems far from every place.
///
///     const std::vector<std::uint32_t> rows = tracts_beyond(clinics, tracts);   // ascending
///
/// A list ends inside the region where more than one tract in ten lies outside the box of its places
/// and 0.05 degrees around it; else none is beyond. Then a tract is beyond that has places on one
/// side only (a half plane without any, among the nearest eight and all within five times the
/// distance of the nearest), and is farther from the nearest than 95 % of the tracts with places all
/// around. Tried on Chicago's lists in Cook County: of 541 tracts outside the city 449 (supermarkets)
/// and 497 (health centers) are found, of 789 inside 15 and 64, most of them at its edge. Centers of
/// tracts; water and places without coordinates do not count. Cost: two questions to a NearestIndex
/// for each tract, only where the list ends inside.
std::vector<std::uint32_t> tracts_beyond(std::span<const geo::LonLat> places,
                                         const tract::TractSet& tracts);

/// A list of places that seems to cover a part of the study only.
struct PartialList {
    std::string source; ///< id
    std::string title;
    std::vector<std::uint32_t> beyond; ///< tracts, ascending; never empty
    friend bool operator==(const PartialList&, const PartialList&) = default;
};
/// Of the lists that layers used, those that cover a part: by the places that count, corner shops
/// left out. Each source once.
std::vector<PartialList> partial_lists(const std::vector<PlaceAudit>& lists,
                                       const tract::TractSet& tracts);

} // namespace tractwise::layer
