// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/people_group.hpp"
#include "engine/geo/geometry.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

// What an access measure says about people instead of places: means and medians by group, who has
// no value and why, means by tract. Everything here counts people, never places, and never averages
// the people without a value away: they stand beside the mean, in numbers of their own. The
// weighted means and medians are those of DemandPoints (tract/demand_points.hpp). Sums are made in
// the order of the rows.

namespace tractwise::access {

/// One measure seen by one group of people.
///
///     const std::vector<double> minutes{10, 20, NaN};
///     const auto of = summarize_groups(minutes, std::vector{PeopleGroup{"all", "", {1, 3, 2}}});
///     of[0].mean;              // (1 * 10 + 3 * 20) / 4 = 17.5, over the 4 with a value
///     of[0].median;            // 20: half of the 4 are within 20 minutes, not within 10
///     of[0].people_without;    // 2
///
/// Mean and median are in the unit of the values, of the people who have one; NaN where nobody has.
/// People that are NaN are nobody. One summary per group, in their order. Groups have as many
/// counts as there are values. Cost: a sort of the values for each group.
struct GroupSummary {
    std::string name;
    double people = 0;           ///< with a value or without
    double mean = 0, median = 0; ///< the lower of two medians
    double people_without = 0;   ///< no value where they live
};
std::vector<GroupSummary> summarize_groups(std::span<const double> values,
                                           std::span<const PeopleGroup> groups);

/// How many people have no value for which reason, in the order of `reasons`; those that never
/// hold are left out.
///
///     why_without({NaN, 5, NaN}, {4, 2, 1}, {1, 0, 0}, {"no street near", "too far"}, 3);
///     // {"no street near", 1 place, 1 person}, {"too far", 1 place, 4 people}
///
/// `reason_of` is an index in `reasons` for each row, looked at where the value is NaN. Rows are
/// the places once, or once for each way of traveling (mixed_travel.hpp): row i is place
/// i % places, and a place counts once for each reason. Cost: one pass over the rows.
struct WithoutValue {
    std::string reason;
    std::size_t places = 0;
    double people = 0;
};
std::vector<WithoutValue> why_without(std::span<const double> values,
                                      std::span<const double> people,
                                      std::span<const std::size_t> reason_of,
                                      std::span<const std::string> reasons, std::size_t places);

/// Means by people over the places of each census tract, tracts in ascending order.
///
///     const std::vector<std::string> tract_of{"B", "A", "B"};
///     const TractMeans means = means_by_tract(tract_of, people, places, {minutes});
///     means.tract[1];         // "B"
///     means.means[0][1];      // (people[0] minutes[0] + people[2] minutes[2]) / their sum
///     means.without[0][1];    // people of B without minutes: they are not in the mean
///
/// `tract_of` is the tract of each place; places with an empty one are left out. Places may stand
/// in any order. People that are NaN are nobody. A mean is NaN where nobody lives or nobody has a
/// value. Cost: a sort of the places and one pass for each column.
struct TractMeans {
    std::vector<std::string> tract;
    std::vector<double> people;
    std::vector<geo::LonLat> center;          ///< of the people, in degrees; NaN where nobody lives
    std::vector<std::vector<double>> means;   ///< one per column of values
    std::vector<std::vector<double>> without; ///< beside `means`: people without a value
};
TractMeans means_by_tract(std::span<const std::string> tract_of, std::span<const double> people,
                          std::span<const geo::LonLat> places,
                          std::span<const std::vector<double>> columns);

} // namespace tractwise::access
