// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/geo/geometry.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

// What `access` says about people: means and medians by group, who has no value and why, means by
// tract. The statistics themselves are those of DemandPoints.

namespace tractwise::cli {

/// A group of people, counted where they live; NaN is nobody.
struct CountedGroup {
    std::string name;
    std::vector<double> people;
};

/// One measure seen by one group. Mean and median are over the people who have a value; the others
/// are beside them, never in them.
struct GroupSummary {
    std::string name;
    double people = 0;
    double mean = 0, median = 0; ///< NaN where nobody has a value
    double people_without = 0;   ///< no value where they live
};
std::vector<GroupSummary> by_group(const std::vector<double>& values,
                                   const std::vector<CountedGroup>& groups);

/// How many people have no value for which reason, in the order of `reasons`; those that never
/// hold are left out. `reason_of` has one entry per row, an index in `reasons`. Rows are the points
/// once, or once for each way of travelling: row i is point i % points.
struct WithoutValue {
    std::string reason;
    std::size_t points = 0;
    double people = 0;
};
std::vector<WithoutValue> why_without(const std::vector<double>& values,
                                      const std::vector<double>& people,
                                      const std::vector<std::size_t>& reason_of,
                                      const std::vector<std::string>& reasons, std::size_t points);

/// 1 - walkers / people, 1 where nobody lives and NaN where one of the two is missing. Walkers
/// beyond the people of a place count as all of them, with a finding.
std::vector<double> share_with_car(std::span<const double> people, std::span<const double> walkers,
                                   const std::vector<std::string>& ids, Diagnostics& diagnostics);

/// Means by people over the points of each tract, tracts in ascending order.
struct TractMeans {
    std::vector<std::string> tract;
    std::vector<double> people;
    std::vector<geo::LonLat> centre;          ///< of the people; NaN where nobody lives
    std::vector<std::vector<double>> means;   ///< one per column of values
    std::vector<std::vector<double>> without; ///< beside `means`: people without a value
};
/// `tract_of` is the tract of each point, empty where it has none: left out.
TractMeans means_by_tract(const std::vector<std::string>& tract_of,
                          const std::vector<double>& people, const std::vector<geo::LonLat>& places,
                          const std::vector<std::vector<double>>& columns);

} // namespace tractwise::cli
