// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/people_group.hpp"
#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::siting {

/// What may happen at a site.
enum class Role {
    Existing,  ///< open already and stays: counts for everybody, never for k or the budget
    Required,  ///< must be among the stops, and counts as one of them
    Candidate, ///< may be chosen
    Excluded   ///< may not
};
std::string_view name_of(Role role); ///< "existing", "required", "candidate", "excluded"

/// A place where a stop is, or could be.
struct Site {
    std::string id;   ///< unique among the sites of a problem
    std::string name; ///< for people to read; may be empty
    geo::LonLat place{};
    Role role = Role::Candidate;
    double cost = 1; ///< counts against the budget; money, or any other unit
    /// Most people it can serve; for plans with capacities only.
    double capacity = std::numeric_limits<double>::infinity();
};

/// Who is in need, where a stop could be, and how far it is from the one to the other.
///
///     const SitingProblem problem{.costs = drive.matrix(homes, places, {.limit = 15}, ...),
///                                 .need = uninsured_at_homes,
///                                 .sites = sites};        // roles decide what solve() may choose
///     const SitingPlan plan = solve({.objective = Objective::Mclp, .k = 6, .rings = {{15, 1}}}, problem, progress);
///
/// Rows of `costs` are demand points, columns are sites of every role, so that a change of roles
/// needs no new costs. A pair that is absent is out of reach. `need` is any amount per demand point
/// that can be summed (people, uninsured people, people times a percentile); NaN and 0 are nobody;
/// below 0 is Error(Input). `groups` are those whose coverage a fair plan balances.
struct SitingProblem {
    access::CostMatrix costs;
    std::vector<double> need;
    std::vector<Site> sites;
    std::vector<access::PeopleGroup> groups;

    std::size_t homes() const { return need.size(); }
    std::vector<std::uint32_t> with_role(Role role) const; ///< sites, ascending
    double total_need() const;
};

/// For each site of the problem: 1 where it is open with these stops, that is for them and for
/// existing sites.
std::vector<char> open_sites(const SitingProblem& problem, std::span<const std::uint32_t> stops);

} // namespace tractwise::siting
