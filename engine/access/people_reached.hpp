// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/people_group.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tractwise::access {

/// How many people live within reach of each facility, and of any.
///
///     const PeopleReached reached = people_reached(costs, std::vector{10.0, 20.0}, groups);
///     reached.of(facility, 1, 0);      // people of group 0 within 20 minutes of this facility
///     reached.of_any(1, 0);            // within 20 minutes of at least one: each person once
struct PeopleReached {
    std::vector<double> limits;                   ///< ascending, each once
    std::vector<std::string> names, descriptions; ///< of the groups
    std::size_t facilities = 0;
    std::vector<double> each;  ///< facility by facility, limit by limit, group by group
    std::vector<double> any;   ///< limit by limit, group by group
    std::vector<double> total; ///< per group: everybody, reached or not

    double of(std::size_t facility, std::size_t limit, std::size_t group) const {
        return each[(facility * limits.size() + limit) * names.size() + group];
    }
    double of_any(std::size_t limit, std::size_t group) const {
        return any[limit * names.size() + group];
    }
    /// Everybody else: out of reach of all facilities, or nowhere on the map.
    double beyond(std::size_t limit, std::size_t group) const {
        return total[group] - of_any(limit, group);
    }
};

/// From travel costs, never from areas: a home across a river from a street is not reached by it. A
/// cost exactly at the limit is within. Errors: Error(Usage) where the matrix ends before the
/// largest limit, or a limit is not above 0; Error(Input) where people are fewer or more than the
/// origins, or below 0. Cost: one pass over the pairs.
PeopleReached people_reached(const CostMatrix& costs, std::span<const double> limits,
                             std::span<const PeopleGroup> groups);

} // namespace tractwise::access
