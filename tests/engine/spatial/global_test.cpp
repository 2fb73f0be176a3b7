// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/global.hpp"

#include "engine/core/parallel.hpp"

#include "engine/spatial/contiguity.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tractwise::spatial {
namespace {

using test::error_of;
using testing::HasSubstr;

TEST(Global, MoranAndGearyByHand) {
    // 0 - 1 - 2 - 3 in a line: z = -1.5, -0.5, 0.5, 1.5; sum z^2 = 5. Binary: S0 = 6,
    // sum w z z = 2 (0.75 - 0.25 + 0.75) = 2.5; sum w (x - x)^2 = 6.
    const Weights line = Weights::from_links(4, {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}});
    const std::vector<double> x{1, 2, 3, 4};
    EXPECT_DOUBLE_EQ(moran(x, line, {.style = Style::Binary}).value, 4.0 / 6 * 2.5 / 5);
    EXPECT_DOUBLE_EQ(geary(x, line, {.style = Style::Binary}).value, 3.0 * 6 / (2 * 6 * 5));
    // 2 (1x2 + 2x3 + 3x4) / (10^2 - 30)
    EXPECT_DOUBLE_EQ(general_g(x, line).value, 40.0 / 70);
}

TEST(Global, JoinsOfALattice) {
    // 4 x 4, the lower half 0 and the upper half 1: METHODS of PySAL's join counts.
    std::vector<double> halves(16, 0.0);
    std::fill(halves.begin() + 8, halves.end(), 1.0);
    const JoinCounts j = join_counts(halves, rook(lattice(4, 4)));
    EXPECT_EQ(j.both.value, 10);
    EXPECT_EQ(j.neither.value, 10);
    EXPECT_EQ(j.mixed.value, 4);
}

// R's spdep 1.2-7: joincount.multi on cell2nb(4, 3), which is a lattice of 3 columns and 4 rows.
TEST(Global, JoinMomentsAsSpdep) {
    const std::vector<double> x{1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1};
    const JoinCounts j = join_counts(x, rook(lattice(3, 4)));
    const auto expect = [](const Global& g, double value, double expected, double variance,
                           double z) {
        EXPECT_EQ(g.value, value);
        EXPECT_NEAR(g.expected, expected, 1e-14);
        EXPECT_NEAR(g.randomization.variance, variance, 1e-13);
        EXPECT_NEAR(g.randomization.z, z, 1e-13);
    };
    expect(j.neither, 4, 2.5757575757575757, 1.0927456382001832, 1.3624619337832541976);
    expect(j.both, 4, 5.4090909090909092, 1.3932506887052298, -1.1937802230557248429);
    expect(j.mixed, 9, 9.0151515151515156, 3.4694674012855842, -0.0081343837850997441);
}

/// Every permutation of seven values, once.
template <typename Statistic>
struct AllPermutations {
    double mean = 0, variance = 0;
    std::vector<double> values;

    AllPermutations(std::vector<double> x, const Statistic& statistic) {
        std::vector<int> order(x.size());
        std::iota(order.begin(), order.end(), 0);
        do {
            std::vector<double> moved;
            for (const int at : order)
                moved.push_back(x[static_cast<std::size_t>(at)]);
            values.push_back(statistic(moved));
        } while (std::next_permutation(order.begin(), order.end()));
        const double n = static_cast<double>(values.size());
        mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
        for (const double v : values)
            variance += (v - mean) * (v - mean) / n;
    }
    double at_least(double observed) const {
        return static_cast<double>(std::count_if(values.begin(), values.end(),
                                                 [&](double v) { return v >= observed - 1e-9; })) /
               static_cast<double>(values.size());
    }
};

Weights seven() { // not symmetric, and with an island
    return Weights::from_links(
        7, {{0, 1}, {1, 0, 2}, {1, 2}, {2, 4, 0.5}, {3, 1}, {4, 3}, {4, 0}, {2, 3}});
}

TEST(Global, MomentsAreThoseOfAllPermutations) {
    const std::vector<double> x{3, 1, 4, 1.5, 9, 2.6, 5}, y{2, 7, 1, 8, 2.8, 1.9, 4};
    const auto check = [&](const Global& g, const auto& statistic) {
        const AllPermutations all(x, statistic);
        EXPECT_NEAR(g.expected, all.mean, 1e-12);
        EXPECT_NEAR(g.randomization.variance, all.variance, 1e-12);
    };
    for (const Style style : {Style::Rows, Style::AsGiven, Style::Binary}) {
        const GlobalSpec spec{.style = style};
        check(moran(x, seven(), spec),
              [&](const auto& v) { return moran(v, seven(), spec).value; });
        check(geary(x, seven(), spec),
              [&](const auto& v) { return geary(v, seven(), spec).value; });
        check(general_g(x, seven(), spec),
              [&](const auto& v) { return general_g(v, seven(), spec).value; });
        check(bivariate_moran(y, x, seven(), spec),
              [&](const auto& v) { return bivariate_moran(y, v, seven(), spec).value; });
    }
    const std::vector<double> yes{1, 0, 1, 1, 0, 0, 1};
    const JoinCounts j = join_counts(yes, seven());
    for (const auto part : {&JoinCounts::both, &JoinCounts::neither, &JoinCounts::mixed}) {
        const AllPermutations all(
            yes, [&](const auto& v) { return (join_counts(v, seven()).*part).value; });
        EXPECT_NEAR((j.*part).expected, all.mean, 1e-12);
        EXPECT_NEAR((j.*part).randomization.variance, all.variance, 1e-12);
    }
}

TEST(Global, PseudoPIsWithinThreeErrorsOfAllPermutations) {
    const std::vector<double> x{3, 1, 4, 1.5, 9, 2.6, 5};
    constexpr std::size_t draws = 99'999;
    const auto check = [&](const Global& g,
                           const AllPermutations<std::function<double(std::vector<double>)>>& all) {
        const double exact = std::min(all.at_least(g.value), 1 - all.at_least(g.value));
        EXPECT_NEAR(g.p.folded, exact, 3 * monte_carlo_error(exact, draws) + 1.0 / draws);
        EXPECT_NEAR(g.permuted_mean, all.mean, 4 * std::sqrt(all.variance / draws));
        EXPECT_NEAR(g.permuted_deviation, std::sqrt(all.variance), 0.02 * std::sqrt(all.variance));
        EXPECT_EQ(g.draws, draws);
    };
    const GlobalSpec spec{.draws = draws, .seed = 5};
    check(moran(x, seven(), spec), {x, [](const auto& v) { return moran(v, seven()).value; }});
    check(geary(x, seven(), spec), {x, [](const auto& v) { return geary(v, seven()).value; }});
    check(general_g(x, seven(), spec),
          {x, [](const auto& v) { return general_g(v, seven(), {.style = Style::Rows}).value; }});
}

TEST(Global, OneThreadOrManyAndAnyOrderOfRows) {
    const geo::PolygonSet squares = lattice(20, 15);
    const std::vector<double> x = random_values(300, 1);
    const GlobalSpec spec{.draws = 499, .seed = 3};
    set_thread_limit(1);
    const Global one = moran(x, queen(squares), spec);
    set_thread_limit(4);
    const Global many = moran(x, queen(squares), spec);
    EXPECT_EQ(one.value, many.value);
    EXPECT_EQ(one.p.folded, many.p.folded);
    EXPECT_EQ(one.permuted_mean, many.permuted_mean);
    EXPECT_EQ(one.permuted_deviation, many.permuted_deviation);

    std::vector<std::size_t> order(300);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937(9));
    std::vector<double> moved;
    geo::PolygonSet shapes;
    for (const std::size_t at : order) {
        moved.push_back(x[at]);
        shapes.append(squares, at);
    }
    const Global other = moran(moved, queen(shapes), spec);
    EXPECT_NEAR(other.value, one.value, 1e-13);
    EXPECT_EQ(other.p.folded, one.p.folded);
    EXPECT_NEAR(other.permuted_mean, one.permuted_mean, 1e-13);
}

TEST(Global, MissingValuesAreNobodysNeighbors) {
    std::vector<double> x = random_values(20, 2);
    const Weights w = queen(lattice(5, 4));
    x[7] = kNaN;
    x[0] = kInfinity;
    const Global with_gaps = moran(x, w);
    EXPECT_EQ(with_gaps.tracts, 18U);
    EXPECT_EQ(with_gaps.missing, 2U);
    std::vector<char> keep(20, 1);
    keep[7] = keep[0] = 0;
    std::vector<double> kept;
    for (std::size_t i = 0; i < 20; ++i)
        if (keep[i])
            kept.push_back(x[i]);
    EXPECT_EQ(moran(kept, restricted(w, keep)).value, with_gaps.value);
}

TEST(Global, WhatCannotClusterIsSaid) {
    const Weights w = queen(lattice(5, 4));
    EXPECT_THAT(error_of([&] { moran(std::vector<double>(20, 7.0), w); }),
                HasSubstr("all 20 values are 7"));
    EXPECT_THAT(error_of([&] { moran(std::vector<double>(20, kNaN), w); }),
                HasSubstr("0 of 20 tracts"));
    EXPECT_THAT(error_of([&] { moran(std::vector<double>{1}, Weights::from_links(1, {})); }),
                HasSubstr("1 of 1 tracts have a value"));
    EXPECT_THAT(error_of([&] { geary(random_values(20, 1), Weights::from_links(20, {})); }),
                HasSubstr("none of the 20 tracts with a value has a neighbor"));
    EXPECT_THAT(error_of([&] { moran(random_values(19, 1), w); }),
                HasSubstr("19 values for weights of 20 rows"));
    std::vector<double> below = random_values(20, 1);
    below[3] = -1;
    EXPECT_THAT(error_of([&] { general_g(below, w); }), HasSubstr("not below 0"));
    EXPECT_THAT(error_of([&] { join_counts(below, w); }), HasSubstr("of 0 and 1, not of"));
}

} // namespace
} // namespace tractwise::spatial
