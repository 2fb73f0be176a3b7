// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/index/evaluate.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::index {

/// What became of one row's rank over many rankings.
struct RankShift {
    double mean = 0, median = 0, q5 = 0,
           q95 = 0;         ///< of the ranks; quantiles of Hyndman and Fan's type 7
    double mean_shift = 0;  ///< mean absolute distance from the rank as published
    double worst_tenth = 0; ///< share of the rankings in which it is among the worst tenth
};
/// `rankings[k][row]` is the rank in the k-th of them, 0 where it has none; `nominal` the published one. A row
/// without a published rank is NaN in all.
/// Source: COINr (Becker and others, 2022), rank statistics of its uncertainty analysis.
std::vector<RankShift> rank_shifts(std::span<const std::uint32_t> nominal,
                                   const std::vector<std::vector<std::uint32_t>>& rankings);

/// How the weights of a recipe are varied: of every domain, the weights of its parts are drawn from a Dirichlet
/// distribution around them, with the sum that they have.
///
/// `concentration` says how near: a part with a share p of its domain's weight gets a standard deviation of
/// sqrt(p (1 - p) / (concentration + 1)). 24 lets one of two equal parts vary by 0.1: 0.3 to 0.7 in nineteen of twenty.
struct WeightChoice {
    std::size_t draws = 1000;
    std::uint64_t seed = 1;
    double concentration = 24;
    friend bool operator==(const WeightChoice&, const WeightChoice&) = default;
};

/// The ranks of an index under other weights, which need no new normalization: `weights[i]` is that of part i
/// of IndexResult::parts. Cost: 3 ms for 85,000 rows and 20 indicators.
std::vector<std::uint32_t> ranks_with(const IndexResult& index, const std::vector<std::string>& ids,
                                      std::span<const double> weights);

/// Rankings under drawn weights; the same for any number of threads. Error(Usage) for a concentration that is not
/// above 0 or no draws; Error(Canceled).
std::vector<RankShift> weight_stability(const IndexResult& index,
                                        const std::vector<std::string>& ids,
                                        const WeightChoice& choice, const Progress& progress);

/// One choice made otherwise, and what it does to the worst tenth.
struct Alternative {
    enum class Kind { Normalization, Aggregation, Without, Reference } kind{};
    std::string name; ///< "min_max", "geometric_mean", the part that is left out, "county"
    std::string label, label_es; ///< of a part that is left out
    double
        enter = 0,
        leave =
            0; ///< people (tracts, where nobody is counted) who come into the worst tenth or leave it
    std::size_t tracts_enter = 0, tracts_leave = 0;
    double mean_shift = 0; ///< mean absolute change of rank
    double spearman = 0;   ///< of the two rankings
};
/// The index with each of its choices made otherwise, one at a time: every normalization that needs no table,
/// the domains put together by another mean, each indicator and domain left out, another reference.
/// Those that move most people first. `people` may be empty. An alternative that cannot be computed (a geometric mean
/// of zeros) is a finding.
std::vector<Alternative> alternatives(const IndexResult& index, const tract::TractTable& table,
                                      std::span<const double> people, Diagnostics& diagnostics,
                                      const Progress& progress);

/// How much of the movement of ranks each choice causes: Sobol's indices of the mean absolute rank shift.
///
/// Factors are the weight of every domain and indicator of the top (0.5 to 1.5 times), the normalization (percentile ranks,
/// min-max, z-scores) and the way the domains are put together (mean, geometric mean). First: the factor alone; total: with all that it does
/// together with others. Estimators: Saltelli and others (2010), first order mean(yB (yAB - yA)) / var, total mean((yA - yAB)^2) / (2 var).
/// With few samples both scatter and may leave 0 to 1. Cost: samples x (factors + 2) evaluations.
struct Sensitivity {
    struct Factor {
        std::string name;
        double first = 0, total = 0;
    };
    std::vector<Factor> factors;
    double mean_shift = 0, deviation = 0; ///< of the mean absolute rank shift over all samples
    std::size_t evaluations = 0;
};
Sensitivity sensitivity(const IndexResult& index, const tract::TractTable& table,
                        std::size_t samples, std::uint64_t seed, const Progress& progress);

} // namespace tractwise::index
