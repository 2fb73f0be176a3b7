// SPDX-License-Identifier: Apache-2.0
// Draws against what they are drawn from: published vectors of the generator, and all possible draws.
#include "engine/spatial/random.hpp"

#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/local.hpp"
#include "engine/spatial/shared_draws.hpp"

#include "tests/engine/spatial/lattice.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace tractwise::spatial {
namespace {

// Random123 (D. E. Shaw Research), tests/kat_vectors: philox4x32 of 10 rounds.
TEST(Philox, KnownAnswers) {
    using Four = std::array<std::uint32_t, 4>;
    EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    const std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}),
              (Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Draws, EveryArrangementIsAsLikely) {
    std::vector<std::uint32_t> pool{0, 1, 2, 3, 4}, drawn(3), swaps(3);
    std::map<std::vector<std::uint32_t>, int> seen;
    constexpr int draws = 60'000;
    for (int d = 0; d < draws; ++d) {
        DrawRandom random(42, static_cast<std::uint64_t>(d));
        draw_some(random, pool, drawn, swaps);
        ++seen[drawn];
        ASSERT_THAT(pool, testing::ElementsAre(0, 1, 2, 3, 4));
    }
    EXPECT_EQ(seen.size(), 60U); // 5 x 4 x 3
    double chi2 = 0;
    for (const auto& [arrangement, count] : seen)
        chi2 += (count - 1000.0) * (count - 1000.0) / 1000.0;
    EXPECT_LT(chi2, 98.3); // 59 degrees of freedom, one in a thousand
    EXPECT_GT(chi2, 29.7);
}

/// Shares of all ways in which the other values can lie on a tract's neighbors: at least, at most the
/// observed.
struct Exact {
    double at_least = 0, at_most = 0;
};
Exact exact(const std::vector<double>& v, const Weights& w, std::size_t i, Summed summed) {
    const auto of = [&](double value) {
        return summed == Summed::Values ? value : (v[i] - value) * (v[i] - value);
    };
    double observed = 0;
    for (std::size_t n = 0; n < w.degree(i); ++n)
        observed += w.values(i)[n] * of(v[w.neighbors(i)[n]]);
    std::vector<char> used(v.size());
    used[i] = 1;
    double ways = 0;
    Exact found;
    const std::function<void(std::size_t, double)> place = [&](std::size_t n, double sum) {
        if (n == w.degree(i)) {
            ++ways;
            found.at_least += sum >= observed - 1e-9;
            found.at_most += sum <= observed + 1e-9;
            return;
        }
        for (std::size_t j = 0; j < v.size(); ++j)
            if (!used[j]) {
                used[j] = 1;
                place(n + 1, sum + w.values(i)[n] * of(v[j]));
                used[j] = 0;
            }
    };
    place(0, 0);
    found.at_least /= ways;
    found.at_most /= ways;
    return found;
}

/// Of so many tracts a few are beyond three standard errors by chance; none is beyond 4.5.
void expect_exact(const std::vector<double>& v, const Weights& w, Summed summed,
                  std::uint64_t seed) {
    constexpr std::size_t draws = 99'999;
    const Tails tails = conditional_draws(v, w, summed, draws, seed, {});
    int beyond_three = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        const Exact e = exact(v, w, i, summed);
        for (const auto& [count, p] :
             {std::pair(tails.at_least[i], e.at_least), std::pair(tails.at_most[i], e.at_most)}) {
            const double error = std::sqrt(std::max(p * (1 - p), 1e-9) / draws);
            const double off = std::abs(static_cast<double>(count) / draws - p) / error;
            EXPECT_LT(off, 4.5) << "tract " << i << ", exact " << p;
            beyond_three += off > 3;
        }
    }
    EXPECT_LE(beyond_three, 1);
}

TEST(Draws, EqualWeightsAgainstAllPermutations) {
    const Weights w = rook(lattice(3, 3)); // two, three or four neighbors out of eight
    expect_exact(random_values(9, 1), w, Summed::Values, 1);
    expect_exact(random_values(9, 2), w, Summed::Distances, 2);
    expect_exact({1, 1, 2, 2, 2, 3, 3, 0, 0}, w, Summed::Values, 3); // ties
    expect_exact({1, 0, 1, 1, 0, 0, 1, 0, 1}, w, Summed::Distances, 4);
    expect_exact(random_values(9, 5), queen(lattice(3, 3)), Summed::Values, 5); // eight: everybody
}

TEST(Draws, WeightsThatDifferAgainstAllPermutations) {
    std::vector<Link> links;
    const Weights q = rook(lattice(3, 3));
    for (std::uint32_t i = 0; i < 9; ++i)
        for (const std::uint32_t j : q.neighbors(i))
            links.push_back({i, j, 1 + 0.3 * (i + 2 * j)});
    const Weights w = Weights::from_links(9, links);
    expect_exact(random_values(9, 1), w, Summed::Values, 1);
    expect_exact(random_values(9, 2), w, Summed::Distances, 2);
}

TEST(Draws, JoinsFollowTheHypergeometricDistribution) {
    std::vector<double> yes(100, 0.0);
    for (std::size_t i = 0; i < 30; ++i)
        yes[(i * 37) % 100] = 1;
    const Weights w = queen(lattice(10, 10));
    constexpr std::size_t draws = 99'999;
    const Local local = local_joins(yes, w, {.style = Style::Binary, .draws = draws});
    const auto choose = [](int n, int k) {
        return k < 0 || k > n
                   ? 0
                   : std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1));
    };
    for (std::size_t i = 0; i < 100; ++i) {
        if (yes[i] == 0)
            continue;
        const int k = static_cast<int>(w.degree(i));
        double p = 0;
        for (int both = static_cast<int>(local.statistic[i]); both <= k; ++both)
            p += choose(29, both) * choose(70, k - both) / choose(99, k);
        const double error = std::sqrt(p * (1 - p) / draws);
        EXPECT_NEAR(local.p[i], p, 4 * error + 1.0 / draws);
        EXPECT_NEAR(local.expected[i], k * 29 / 99.0, 1e-12);
    }
}

TEST(Draws, ZIsThatOfTheDrawnDistribution) {
    // Tails of many draws against z: where the statistic is one of a sum of eight, nearly normal.
    const auto x = random_values(400, 6);
    const Weights w = queen(lattice(20, 20));
    const Local moran = local_moran(x, w, {.draws = 9'999});
    double sum_z = 0, sum_z2 = 0;
    std::size_t below = 0;
    for (std::size_t i = 0; i < 400; ++i) {
        sum_z += moran.z[i];
        sum_z2 += moran.z[i] * moran.z[i];
        below += moran.p_two_sided[i] <= 0.05;
        EXPECT_NEAR(moran.p_two_sided[i], two_sided_normal(moran.z[i]), 0.05);
    }
    EXPECT_NEAR(sum_z2 / 400, 1, 0.2);
    EXPECT_NEAR(static_cast<double>(below), 20,
                13); // 5 % of 400, clustered by overlapping neighbors
}

} // namespace
} // namespace tractwise::spatial
