// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/site_choice.hpp"
#include "engine/siting/visible_sites.hpp"

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting: what coverage, coverage in rings, and least travel have in common.

namespace tractwise::siting {

/// Choose sites so that constant + sum over homes of the largest gain among the chosen is highest.
///
/// Covering: the gain of a site within a ring is need times the ring's weight, less what existing
/// sites give already. Least travel: it is need times the travel that the site saves against the
/// worst case. Only positive gains are kept. Homes that see the same sites at the same gain per
/// person are one row: for blocks within a limit that is a fraction of them.
struct GainModel : VisibleSites, SiteChoice {
    std::vector<double> home_gain, site_gain; ///< of each pair, as home_site and site_home
    double constant = 0;
    bool whole = false; ///< all gains are whole numbers: so are the values of plans

    std::size_t homes() const { return rows(); }
    std::size_t pairs() const { return home_site.size(); }
    /// constant + gains of these sites (numbers of this model).
    double value(std::span<const std::uint32_t> chosen) const;
    /// Whether no choice is better than one of this value, but for the rounding of sums: a bound
    /// below the next whole value is a proof as well.
    bool closed(double reached, double bound) const;
    /// Fills the half by site from the half by home, and `whole`.
    void finish();
};

/// Mclp (with rings) and PMedian. The value of a PMedian plan is `worst_travel - value`.
struct GainTask {
    GainModel model;
    double worst_travel = 0;
    /// PMedian: homes whose need is out of reach cost this much more each; 0 where none can be.
    double penalty = 0;
    /// PMedian: of each home only its nearest sites are in the model, and those beyond count as if they
    /// were no farther than the last of these. Travel in the model is then never more than it is, so
    /// its bounds hold; its values are to be counted again.
    bool cut = false;
};
/// Pairs of the model of a PMedian where no more are needed: what a laptop searches in seconds.
inline constexpr std::size_t kMostTravelPairs = 20'000'000;
/// Whether so few stops are asked for that homes have to look at more sites than those pairs allow.
bool needs_more_pairs(const SitingSpec& spec, const SitingProblem& problem,
                      std::size_t most_pairs = kMostTravelPairs);
GainTask gain_task(const SitingSpec& spec, const SitingProblem& problem,
                   std::size_t most_pairs = kMostTravelPairs, const Progress& progress = {});

/// Coverage within `limit` only, homes weighing `weight`; the limit is inclusive.
GainModel cover_model(const SitingProblem& problem, double limit, std::span<const double> weight);

/// The same choice with some sites settled: `in` are chosen already, `out` cannot be.
/// `kept` says which site of the old model each new one is.
struct Reduced {
    GainModel model;
    std::vector<std::uint32_t> kept;
};
Reduced reduce(const GainModel& model, std::span<const char> in, std::span<const char> out);

/// Weight of a cost: that of the nearest ring it is in, 0 beyond the last.
double ring_weight(std::span<const Ring> rings, double cost);

} // namespace tractwise::siting
