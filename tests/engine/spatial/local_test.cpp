// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/local.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/distances.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace tractwise::spatial {
namespace {

using test::error_of;
using testing::HasSubstr;

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

std::vector<Local> all_methods(const std::vector<double>& x, const std::vector<double>& y,
                               const std::vector<double>& yes, const Weights& w,
                               const LocalSpec& spec) {
    return {local_moran(x, w, spec),
            local_geary(x, w, spec),
            local_g(x, w, Star::Neighbors, spec),
            local_g(x, w, Star::Itself, spec),
            local_joins(yes, w, spec),
            local_moran_bivariate(y, x, w, spec)};
}

/// Some of everything: contiguity, an island, weights that differ.
Weights mixed_weights(const geo::PolygonSet& squares) {
    std::vector<geo::LonLat> middles;
    for (std::size_t s = 0; s < squares.size(); ++s)
        middles.push_back(geo::LonLat{squares.ring(s)[0].lon, squares.ring(s)[0].lat});
    return united(queen(squares), kernel(middles, Kernel::Triangular, 2'000));
}

TEST(Local, OneThreadAndManyTheSameBytes) {
    const auto x = random_values(300, 1), y = random_values(300, 2);
    std::vector<double> yes;
    for (const double v : y)
        yes.push_back(v > 10 ? 1 : 0);
    const geo::PolygonSet squares = lattice(20, 15);
    for (const Weights& w : {queen(squares), mixed_weights(squares)})
        for (const std::size_t draws : {0U, 1U, 999U, 9'000U}) {
            const LocalSpec spec{.draws = draws, .seed = 11};
            set_thread_limit(1);
            const auto one = all_methods(x, y, yes, w, spec);
            set_thread_limit(4);
            const auto many = all_methods(x, y, yes, w, spec);
            for (std::size_t m = 0; m < one.size(); ++m) {
                EXPECT_TRUE(same_bytes(one[m].statistic, many[m].statistic));
                EXPECT_TRUE(same_bytes(one[m].p, many[m].p)) << m << " " << draws;
                EXPECT_TRUE(same_bytes(one[m].p_two_sided, many[m].p_two_sided));
            }
        }
}

TEST(Local, RowsInAnotherOrderTheSameNumbers) {
    const std::size_t n = 300;
    auto x = random_values(n, 1);
    const auto y = random_values(n, 2);
    std::vector<double> yes;
    for (const double v : y)
        yes.push_back(v > 10 ? 1 : 0);
    for (std::size_t i = 0; i < n; i += 7)
        x[i] = 12; // equal values, told apart by their ids
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < n; ++i)
        ids.push_back(std::to_string(100'000 + (i * 7919) % n));
    const geo::PolygonSet squares = lattice(20, 15);
    Weights w = mixed_weights(squares);
    w.set_ids(ids);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937(9));
    const auto moved = [&](const auto& column) {
        auto other = column;
        for (std::size_t i = 0; i < n; ++i)
            other[i] = column[order[i]];
        return other;
    };
    geo::PolygonSet shapes;
    for (const std::size_t at : order)
        shapes.append(squares, at);
    Weights other_w = mixed_weights(shapes);
    other_w.set_ids(moved(ids));
    const LocalSpec spec{.draws = 999};
    const auto here = all_methods(x, y, yes, w, spec),
               there = all_methods(moved(x), moved(y), moved(yes), other_w, spec);
    for (std::size_t m = 0; m < here.size(); ++m) {
        const auto statistic = moved(here[m].statistic);
        for (std::size_t i = 0; i < n; ++i)
            EXPECT_NEAR(there[m].statistic[i], statistic[i], 1e-12);
        EXPECT_TRUE(same_bytes(there[m].p, moved(here[m].p))) << m;
    }
}

TEST(Local, MissingAndIslandsStandApart) {
    auto x = random_values(25, 3);
    x[24] = kNaN;
    x[12] = kInfinity;
    // Tract 0 has only the tract without a value beside it.
    std::vector<Link> links;
    const Weights q = queen(lattice(5, 5));
    for (std::uint32_t i = 1; i < 25; ++i)
        for (const std::uint32_t j : q.neighbors(i))
            if (j != 0)
                links.push_back({i, j});
    links.push_back({0, 24});
    const Weights w = Weights::from_links(25, links);
    const Local local = local_moran(x, w);
    EXPECT_EQ(local.tracts, 23U);
    EXPECT_EQ(local.missing, 2U);
    EXPECT_EQ(local.islands, 1U);
    const auto found = clusters(local, {.alpha = 0.999});
    for (const std::size_t row : {12U, 24U}) {
        EXPECT_EQ(found[row], Cluster::NoValue);
        EXPECT_TRUE(std::isnan(local.p[row]));
    }
    EXPECT_EQ(found[0], Cluster::Island);
    EXPECT_TRUE(std::isnan(local.statistic[0]) && std::isnan(local.p[0]));
    EXPECT_EQ(local.value[0], x[0]);
    EXPECT_NE(found[6], Cluster::Island);
    // What is left are the numbers of the others alone.
    std::vector<char> keep(25, 1);
    keep[12] = keep[24] = 0;
    std::vector<double> kept;
    for (std::size_t i = 0; i < 25; ++i)
        if (keep[i])
            kept.push_back(x[i]);
    const Local alone = local_moran(kept, restricted(w, keep));
    for (std::size_t i = 0, row = 0; i < 25; ++i)
        if (keep[i]) {
            EXPECT_TRUE(std::isnan(alone.p[row]) ? std::isnan(local.p[i])
                                                 : alone.p[row] == local.p[i]);
            ++row;
        }
}

TEST(Local, ClassesOfAHotAndAColdCorner) {
    const std::size_t side = 20;
    std::vector<double> x = random_values(side * side, 4);
    for (std::size_t r = 0; r < 5; ++r)
        for (std::size_t c = 0; c < 5; ++c) {
            x[r * side + c] += 30;                           // southwest
            x[(side - 1 - r) * side + (side - 1 - c)] -= 30; // northeast
        }
    x[2 * side + 2] = -20; // low among high
    for (double& v : x)
        v += 100;
    const Weights w = queen(lattice(side, side));
    const auto moran = clusters(local_moran(x, w), {.alpha = 0.01});
    EXPECT_EQ(moran[side + 1], Cluster::HighHigh);
    EXPECT_EQ(moran[2 * side + 2], Cluster::LowHigh);
    EXPECT_EQ(moran[side * side - 1], Cluster::LowLow);
    const auto geary = clusters(local_geary(x, w), {.alpha = 0.01});
    EXPECT_EQ(geary[0], Cluster::HighHigh);
    EXPECT_EQ(geary[2 * side + 2], Cluster::Unlike);
    EXPECT_EQ(geary[side * side - 1], Cluster::LowLow);
    const auto g = clusters(local_g(x, w, Star::Itself), {.alpha = 0.01});
    EXPECT_EQ(g[side + 1], Cluster::Hot);
    EXPECT_EQ(g[side * side - 1], Cluster::Cold);
    const auto strict =
        clusters(local_moran(x, w, {.draws = 99}), {.correction = Correction::Bonferroni});
    EXPECT_EQ(std::count(strict.begin(), strict.end(), Cluster::NotSignificant),
              400); // 99 draws are too few
    std::vector<double> yes;
    for (const double v : x)
        yes.push_back(v > 120 ? 1 : 0);
    const Local joins = local_joins(yes, w);
    const auto joined = clusters(joins, {.alpha = 0.01});
    EXPECT_EQ(joined[side + 1], Cluster::Joined);
    EXPECT_EQ(joined[side * side - 1], Cluster::NotSignificant);
    EXPECT_TRUE(std::isnan(joins.p[side * side - 1]));
    EXPECT_EQ(joins.statistic[side + 1], 7); // eight neighbors, one of them low
}

TEST(Local, ValuesBelowZeroHaveNoGButAllElse) {
    auto x = random_values(100, 5);
    const Weights w = queen(lattice(10, 10));
    const Local above = local_g(x, w, Star::Neighbors);
    for (double& v : x)
        v -= 10;
    const Local moved = local_g(x, w, Star::Neighbors);
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_TRUE(std::isnan(moved.statistic[i]));
        EXPECT_NEAR(moved.z[i], above.z[i], 1e-12);
        EXPECT_EQ(moved.p[i], above.p[i]);
    }
}

TEST(Local, WhatIsEqualToTheMeanIsNotRare) {
    std::vector<double> x{1, 2, 3, 4, 5, 5, 4, 2, 1}; // the mean is 3
    const Local local = local_moran(x, queen(lattice(3, 3)));
    EXPECT_EQ(local.statistic[2], 0);
    EXPECT_EQ(local.p[2], 1);
    EXPECT_EQ(clusters(local)[2], Cluster::NotSignificant);
}

TEST(Local, WhatMakesNoSenseIsRefused) {
    const auto x = random_values(9, 1);
    const Weights w = queen(lattice(3, 3));
    EXPECT_THAT(error_of([&] { clusters(local_moran(x, w), {.alpha = 0}); }),
                HasSubstr("between 0 and 1"));
    EXPECT_THAT(error_of([&] { clusters(local_moran(x, w, {.draws = 0})); }),
                HasSubstr("without draws"));
    EXPECT_THAT(error_of([&] { local_moran(std::vector<double>(9, 1.0), w); }),
                HasSubstr("all 9 values are 1"));
    EXPECT_THAT(error_of([&] { local_joins(x, w); }), HasSubstr("of 0 and 1"));
    EXPECT_THAT(error_of([&] { local_geary(x, Weights::from_links(9, {})); }),
                HasSubstr("has a neighbor"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(local_moran(x, w, {}, {.report = {}, .stop = stop.get_token()}), Error);
}

} // namespace
} // namespace tractwise::spatial
