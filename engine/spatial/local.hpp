// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/spatial/significance.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tractwise::spatial {

/// Where does it cluster? A statistic for each tract, and how rare it is.
///
///     const Local local = local_moran(column.values, queen(shapes), {.draws = 999, .seed = 1});
///     local.p[i]                                             // 0.004
///     const auto class_of = clusters(local, {.alpha = 0.05, .correction = Correction::Fdr});
///     class_of[i] == Cluster::HighHigh                       // high, among high ones
///
/// With z = x - mean, m2 the variance of x, w the styled weights, n the tracts with a value:
///
/// | | formula of tract i | what is high |
/// |---|---|---|
/// | local_moran | z_i sum w z_j / m2 | like its neighbors |
/// | local_geary | sum w (z_i - z_j)^2 / m2 | unlike its neighbors |
/// | local_g | sum w x_j / (sum x - x_i) | among high values |
/// | local_g, Star::Itself | (w_ii x_i + sum w x_j) / sum x | the same, itself included |
/// | local_joins | x_i sum w x_j, of 0 and 1 | yes among yes |
/// | local_moran_bivariate | zx_i sum w zy_j / (deviation of x, of y) | x like its neighbors' y |
///
/// (L. Anselin, *Geographical Analysis* 27, 1995, and 51, 2019; J. K. Ord and A. Getis, *Geographical
/// Analysis* 27, 1995; L. Anselin and X. Li, *Journal of Geographical Systems* 21, 2019.)
///
/// **Where libraries differ**: m2 divides by n (Variance::N) or n - 1 (Variance::NLessOne, the default).
/// local_moran: n is R's spdep, n - 1 PySAL's esda and GeoDa. local_geary: n is esda, n - 1 spdep and
/// GeoDa. Neither z nor p depends on it. `expected` and `deviation` are those of conditional
/// permutation (R. R. Sokal, N. L. Oden and B. A. Thomson, *Geographical Analysis* 30, 1998), exact; esda
/// and spdep also print unconditional ones, in which they differ. G is standardized for Binary weights,
/// the usual ones, and for Rows alike: where a row's links weigh the same, z is the same. w_ii is the
/// largest weight of the row, before rows are standardized.
///
/// **Draws** are conditional permutations: a tract keeps its value, its neighbors get those of other
/// tracts that have one, without replacement (p: significance.hpp). All tracts share the draws, as in
/// esda: with another seed, the p of tracts that are alike move together. How far p is from that of all
/// permutations: monte_carlo_error(). The p of local_g with and without the tract itself and of
/// local_moran are the same, as they ask the same of the neighbors. local_joins has one tail: p counts draws
/// with as many joins or more, for tracts that are yes; others have none.
///
/// Tracts without a value (or y), and islands, have NaN everywhere and a class of their own. Values below
/// 0 have z, p and class of local_g, but no G: it is a share of a sum.
///
/// Errors: those of Global. Cost of 41,088 tracts: see tests/bench/README.md; 999 draws for all take less
/// than the weights do. Any number of threads gives the same bytes; rows in another order: as Global.
enum class Variance { N, NLessOne };
enum class Star { Neighbors, Itself };

struct LocalSpec {
    Style style = Style::Rows;
    Variance variance = Variance::NLessOne;
    std::size_t draws = 999; ///< 0: no p
    std::uint64_t seed = 1;
};

enum class LocalMethod { Moran, Geary, G, GStar, Joins, BivariateMoran };

/// Where a tract stands: itself against the mean, and its neighbors (of joins: as 1, as 0). Numbered as
/// esda does; a value at the mean is low.
enum class Quadrant : std::uint8_t { None = 0, HighHigh = 1, LowHigh = 2, LowLow = 3, HighLow = 4 };

struct Local {
    LocalMethod method = LocalMethod::Moran;
    std::vector<double> value,
        lag; ///< lag: sum w x_j (of y, in bivariate_moran), in the column's units
    std::vector<double> statistic, expected, deviation, z;
    std::vector<double> p, p_two_sided; ///< folded; two-sided
    std::vector<Quadrant> quadrant;
    std::size_t tracts = 0, missing = 0, islands = 0, draws = 0;
};

Local local_moran(std::span<const double> values, const Weights& weights,
                  const LocalSpec& spec = {}, const Progress& progress = {});
Local local_geary(std::span<const double> values, const Weights& weights,
                  const LocalSpec& spec = {}, const Progress& progress = {});
Local local_g(std::span<const double> values, const Weights& weights, Star star,
              const LocalSpec& spec = {.style = Style::Binary}, const Progress& progress = {});
Local local_joins(std::span<const double> values, const Weights& weights,
                  const LocalSpec& spec = {.style = Style::Binary}, const Progress& progress = {});
Local local_moran_bivariate(std::span<const double> x, std::span<const double> y,
                            const Weights& weights, const LocalSpec& spec = {},
                            const Progress& progress = {});

/// What a map shows of a tract.
///
/// | class | method | significant, and |
/// |---|---|---|
/// | HighHigh, LowLow | Moran, Geary | like its neighbors |
/// | LowHigh, HighLow | Moran | unlike its neighbors: itself first |
/// | OtherAlike | Geary | nearer to its neighbors than expected, across the mean |
/// | Unlike | Geary | farther from them than expected |
/// | Hot, Cold | G, G* | z above or below 0 |
/// | Joined | joins | yes among yes |
enum class Cluster : std::uint8_t {
    NoValue,
    Island,
    NotSignificant,
    HighHigh,
    LowLow,
    LowHigh,
    HighLow,
    OtherAlike,
    Unlike,
    Hot,
    Cold,
    Joined
};
std::string_view name_of(Cluster cluster); ///< "high_high", as files have it
Text text_of(Cluster cluster);             ///< "High among high"

/// Which p decides, and against what. Folded is what the field does; see PseudoP.
enum class Sides { Folded, Both };
struct ClusterSpec {
    double alpha = 0.05;
    Correction correction = Correction::None;
    Sides sides = Sides::Folded;
    friend bool operator==(const ClusterSpec&, const ClusterSpec&) = default;
};
/// The p that decides, adjusted: q where the correction is Fdr.
std::vector<double> deciding_p(const Local& local, const ClusterSpec& spec = {});
/// One a tract, from significant where deciding_p is at most alpha. Error(Usage) for an alpha that is
/// not above 0 and below 1, or without draws.
std::vector<Cluster> clusters(const Local& local, const ClusterSpec& spec = {});

} // namespace tractwise::spatial
