// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/exact.hpp"
#include "engine/siting/site_choice.hpp"
#include "engine/siting/visible_sites.hpp"

#include "engine/siting/problem.hpp"
#include "engine/siting/solve.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Maximal covering where no site serves more than its capacity: need may be split between sites.
/// Existing sites serve too, within theirs: they stand among the sites, cost nothing and do not
/// count for `most`. Homes with the same sites are one row.
struct CapacityModel : VisibleSites, SiteChoice {
    std::vector<double> need, capacity;
    std::vector<char> existing; ///< is open
    double constant = 0;        ///< need within the limit of existing sites without a capacity

    std::size_t homes() const { return need.size(); }
};
CapacityModel capacity_model(const SitingSpec& spec, const SitingProblem& problem);

/// The most need that these sites can serve together with existing ones (a maximal flow).
double served_by(const CapacityModel& model, std::span<const std::uint32_t> sites);

/// Lazy greedy choice (what a site adds only falls as others open), exchanges, a Lagrangian bound,
/// Cbc. Numbers of the model, without existing sites.
Found best_capacity(const CapacityModel& model, const SitingSpec& spec,
                    std::vector<std::uint32_t> start, const Progress& progress,
                    const Deadline& deadline);

/// No plan serves more. Prices u on serving a home, 0..1: L(u) = sum need_i u_i + what each open site
/// earns by filling its capacity with the homes of the highest 1 - u.
double capacity_bound(const CapacityModel& model, double known, const Progress& progress,
                      const Deadline& deadline);

/// Who goes where: as much need as can be served, and then the least travel (a linear program).
std::vector<SitingPlan::Served> allocate(const SitingSpec& spec, const SitingProblem& problem,
                                         std::span<const std::uint32_t> stops,
                                         const Progress& progress);

} // namespace tractwise::siting
