// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/exact.hpp"
#include "engine/siting/site_choice.hpp"
#include "engine/siting/visible_sites.hpp"

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Coverage of several groups at once. Homes that see the same sites are one row.
struct FairModel : VisibleSites, SiteChoice {
    std::size_t groups = 0;
    std::vector<double> people; ///< row by row, group by group
    std::vector<double> need;   ///< row by row
    std::vector<double> base;   ///< per group: covered by existing sites
    std::vector<double> total;  ///< per group, above 0
    double base_need = 0, total_need = 0;

    std::size_t homes() const { return need.size(); }
};

/// Groups without anybody anywhere are left out.
FairModel fair_model(const SitingSpec& spec, const SitingProblem& problem);

/// What some sites cover.
struct FairValue {
    std::vector<double> covered; ///< per group
    double need = 0;
};
FairValue fair_value(const FairModel& model, std::span<const std::uint32_t> sites);
double worst_share(const FairModel& model, const FairValue& value);
/// How far the groups stay below `fair_share` of the overall coverage, summed; 0 where none does.
double shortfall(const FairModel& model, const FairValue& value, double fair_share);
inline constexpr double kShortfallTolerance = 1e-8;

/// MaxMin and FairShare: exchange search with restarts, a Lagrangian bound, Cbc. Numbers of the
/// model. Error(Infeasible) where no plan can be fair.
Found best_fair(const FairModel& model, const SitingSpec& spec, std::vector<std::uint32_t> start,
                const Progress& progress, const Deadline& deadline);

/// The best of several starts by additions, removals and exchanges of sites. For MaxMin, of plans
/// with the same worst group that whose groups are covered better in all; for FairShare first the
/// least shortfall, then the most need.
std::vector<std::uint32_t> search_fair(const FairModel& model, const SitingSpec& spec,
                                       const std::vector<std::uint32_t>& start,
                                       const Progress& progress, const Deadline& deadline);

/// No plan is worth more: prices on coverage and on groups together. `known` is the value to beat.
double fair_bound(const FairModel& model, const SitingSpec& spec, double known,
                  const Progress& progress, const Deadline& deadline);

} // namespace tractwise::siting
