// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"
#include "engine/tract/join.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::tract {

/// Where people live inside the tracts: distances are measured from here and averaged by people.
///
///     using Join = DemandPoints::Join;
///     DemandPoints homes = DemandPoints::read(blocks, tracts, Join::Id, audit, diagnostics);
///     homes.place[i]; homes.people[i]; homes.tract[i];        // sorted by tract, then by id
///     std::vector<double> d = homes.mean_by_people(meters);   // per tract, NaN where no people
///
/// Read from blocks, block groups or centers of population and joined **by id**: a center may lie
/// outside its own polygon. Points of another vintage than the tracts can be placed by their
/// coordinates instead (Join::Place); points in no tract are then counted in the audit. Without a
/// source, tract centroids stand in and `kind` says so.
struct DemandPoints {
    enum class Kind { Blocks, BlockGroups, TractCenters, TractCentroids };
    Kind kind = Kind::TractCentroids;
    std::vector<std::uint32_t> tract;
    std::vector<geo::LonLat> place;
    std::vector<double> people;
    bool counts_people = true; ///< false: nothing counts them, each point weighs 1 in means
    std::vector<std::string> id;
    std::vector<std::size_t> first; ///< tracts + 1: points of tract t are [first[t], first[t + 1])

    std::size_t size() const { return place.size(); }

    enum class Join { Id, Place };
    static DemandPoints read(const io::SourceSpec& source, const TractSet& tracts, Join join,
                             JoinAudit& audit, Diagnostics& diagnostics);
    /// One point per tract at its centroid; `people` may be empty (then every tract weighs 1).
    static DemandPoints from_centroids(const TractSet& tracts, const std::vector<double>& people);

    std::vector<double> sum(const std::vector<double>& per_point) const; ///< per tract
    /// sum(people * value) / sum(people) per tract over points with a value; NaN where no people.
    /// Where a tract has points but nobody lives there, NaN.
    std::vector<double> mean_by_people(const std::vector<double>& per_point) const;
    /// The distance that half of the people of each tract stay within (weighted median, lower value
    /// on a tie).
    std::vector<double> median_by_people(const std::vector<double>& per_point) const;
    std::vector<double> people_by_tract() const;
};
std::string_view describe(DemandPoints::Kind kind);

} // namespace tractwise::tract
