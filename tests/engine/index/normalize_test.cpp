// SPDX-License-Identifier: Apache-2.0
#include "engine/index/normalize.hpp"

#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace tractwise::index {
namespace {

using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsNan;
using testing::Pointwise;

using Values = std::vector<double>;

TEST(Normalize, PercentMaxRanksAllValuesTurnedRound) {
    // Incomes 10, 20, 20, -5 with the lowest worst: -x ranks 2, ties at the top of theirs.
    EXPECT_THAT(normalize({.method = Normalization::PercentMax, .scale = 100},
                          std::vector<double>{10, 20, 20, -5}, Turn::Before),
                testing::ElementsAre(75, 50, 50, 100));
}

TEST(Normalize, PercentRankGivesTiesTheLowestRankAndSkipsMissing) {
    EXPECT_THAT(normalize({}, Values{3, 1, kNaN, 1, 9, 5}),
                ElementsAre(0.5, 0, IsNan(), 0, 1, 0.75));
    EXPECT_THAT(normalize({}, Values{7}), ElementsAre(0));
    EXPECT_THAT(normalize({.scale = 100}, Values{1, 2, 3, 4, 5}), ElementsAre(0, 25, 50, 75, 100));
}

TEST(Normalize, PercentPositiveKeepsZeroesOutOfTheCount) {
    const Normalizer ces{.method = Normalization::PercentPositive, .scale = 100};
    EXPECT_THAT(normalize(ces, Values{0, 1, 2, 2, 4, kNaN}),
                ElementsAre(0, 25, 75, 75, 100, IsNan())); // ties share the highest rank
}

TEST(Normalize, PercentFloorCutsToWholePercents) {
    const Normalizer floor{.method = Normalization::PercentFloor, .scale = 100};
    EXPECT_THAT(normalize(floor, Values{1, 2, 3}), ElementsAre(0, 33, 66));
}

TEST(Normalize, ScaledMethodsByHand) {
    EXPECT_THAT(normalize({.method = Normalization::MinMax, .upper = 100}, Values{2, 4, 3}),
                ElementsAre(0, 100, 50));
    EXPECT_THAT(
        normalize({.method = Normalization::MinMax, .lower = 1, .upper = 100}, Values{0, 1}),
        ElementsAre(1, 100));
    EXPECT_THAT(
        normalize({.method = Normalization::ZScore, .center = 50, .spread = 10}, Values{1, 2, 3}),
        ElementsAre(DoubleEq(40), DoubleEq(50), DoubleEq(60))); // sd with n - 1 is 1
    EXPECT_THAT(normalize({.method = Normalization::DistanceToMax}, Values{0, 5, 10}),
                ElementsAre(0, 0.5, 1));
    EXPECT_THAT(normalize({.method = Normalization::Rank}, Values{30, 10, 10, 20}),
                ElementsAre(4, 1, 1, 3));
    EXPECT_THAT(normalize({.method = Normalization::Borda}, Values{30, 10, 10, 20}),
                ElementsAre(3, 0, 0, 2));
    EXPECT_THAT(normalize({.method = Normalization::None}, Values{-1, kNaN}),
                ElementsAre(-1, IsNan()));
}

TEST(Normalize, AColumnWithoutSpreadHasNoScaleButRanks) {
    for (const auto method :
         {Normalization::MinMax, Normalization::ZScore, Normalization::DistanceToMax})
        EXPECT_THAT(normalize({.method = method}, Values{5, 5}), ElementsAre(IsNan(), IsNan()));
    EXPECT_THAT(normalize({}, Values{5, 5}), ElementsAre(0, 0));
}

TEST(Normalize, LookupHasExclusiveLowerAndInclusiveUpperBoundsAndRoundsFirst) {
    const Normalizer table{
        .method = Normalization::Lookup,
        .rows = {{-std::numeric_limits<double>::infinity(), 8, 26}, {8, 9, 25.6}, {9, 10, 24.8}},
        .round_before = 1};
    EXPECT_THAT(normalize(table, Values{-1, 8, 8.04, 8.05, 9.01, 11}),
                ElementsAre(26, 26, 26, 25.6, 25.6, IsNan()));
}

TEST(Normalize, CutpointsTakeTheLowerPercentileLikeEjscreen) {
    Normalizer table{.method = Normalization::Cutpoints};
    for (int i = 0; i <= 100; ++i)
        table.cutpoints.push_back(10 + 2 * i);
    EXPECT_THAT(normalize(table, Values{20, 25, 30, 3, 10, 500}), ElementsAre(5, 7, 10, 0, 0, 100));
    table.cutpoints = {0, 0, 0, 1, 2}; // ties at the minimum give 0
    EXPECT_THAT(normalize(table, Values{0, 0.5, 1}), ElementsAre(0, 2, 3));
}

TEST(Normalize, TurnsTheScaleBeforeOrAfter) {
    EXPECT_THAT(normalize({}, Values{1, 2, 2, 3}, Turn::Before),
                ElementsAre(1, DoubleEq(1.0 / 3), DoubleEq(1.0 / 3), 0));
    EXPECT_THAT(normalize({}, Values{1, 2, 2, 3}, Turn::After),
                ElementsAre(1, DoubleEq(2.0 / 3), DoubleEq(2.0 / 3), 0)); // ties differ: CDC's PCI
    const Normalizer percent{.method = Normalization::MinMax, .lower = 1, .upper = 100};
    EXPECT_THAT(normalize(percent, Values{0, 10}, Turn::After), ElementsAre(100, 1));
    EXPECT_THAT(normalize({.method = Normalization::Rank}, Values{5, 6, 7}, Turn::After),
                ElementsAre(3, 2, 1));
    EXPECT_THAT(normalize({.method = Normalization::Borda}, Values{5, 6, 7}, Turn::After),
                ElementsAre(2, 1, 0));
    EXPECT_THAT(
        normalize({.method = Normalization::ZScore, .center = 1}, Values{1, 2, 3}, Turn::After),
        ElementsAre(DoubleEq(2), DoubleEq(1), DoubleEq(0)));
}

TEST(Normalize, RoundsBeforeTurningAsCdcDoes) {
    // 1 / 32 = 0.03125 rounds to 0.0313, so that 1 - rank is 0.9687 and not 0.9688.
    Values values(33);
    std::iota(values.begin(), values.end(), 0.0);
    Groups everyone(1, std::vector<std::uint32_t>(33));
    std::iota(everyone[0].begin(), everyone[0].end(), 0U);
    ValueOrder order;
    Values out(33, kNaN);
    normalize_groups({}, Turn::After, 4, values, everyone, order, out);
    EXPECT_EQ(out[1], 0.9687);
    EXPECT_EQ(out[32], 0);
}

TEST(Normalize, RanksDoNotKnowTheUnitNorTheOrderOfRows) {
    std::mt19937 random(7);
    std::lognormal_distribution<double> meters(8, 2);
    Values values(3000);
    for (double& v : values)
        v = std::round(meters(random)); // many ties
    Values miles = values;
    for (double& v : miles)
        v /= 1609.344;
    EXPECT_EQ(normalize({}, values), normalize({}, miles));

    std::vector<std::size_t> shuffled(values.size());
    std::iota(shuffled.begin(), shuffled.end(), std::size_t{0});
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    for (const auto method : {Normalization::PercentRank, Normalization::PercentPositive,
                              Normalization::ZScore, Normalization::MinMax}) {
        Values mixed(values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            mixed[i] = values[shuffled[i]];
        const auto straight = normalize({.method = method}, values);
        const auto result = normalize({.method = method}, mixed);
        for (std::size_t i = 0; i < values.size(); ++i)
            ASSERT_EQ(result[i], straight[shuffled[i]]) << name_of(method);
    }
}

// The radix sort against counting, on values that share their leading bits, differ by sign, or
// repeat.
TEST(ValueOrder, AgreesWithBruteForce) {
    std::mt19937_64 random(11);
    const auto make = [&](int kind, std::size_t n) {
        Values v(n);
        for (double& x : v) {
            const double u = std::uniform_real_distribution<double>(-1, 1)(random);
            x = kind == 0   ? u * 1e9
                : kind == 1 ? 1e6 + u * 1e-9 // neighbors in the last binary digits
                : kind == 2 ? std::round(u * 20) * 0.1
                : kind == 3 ? std::ldexp(u, static_cast<int>(u * 900))
                            : (u > 0 ? 0.0 : -0.0);
        }
        v[n / 2] = kNaN;
        v[n / 3] = std::numeric_limits<double>::infinity();
        return v;
    };
    for (const std::size_t n : {3U, 100U, 2000U})
        for (int kind = 0; kind < 5; ++kind) {
            const Values values = make(kind, n);
            std::vector<std::uint32_t> rows(n);
            std::iota(rows.begin(), rows.end(), 0U);
            ValueOrder order;
            order.sort(values, rows);
            std::size_t seen = 0;
            order.each_tie(
                [&](std::size_t below, std::size_t upto, std::span<const std::uint32_t> tied) {
                    for (const std::uint32_t row : tied) {
                        ++seen;
                        const auto smaller = [&](double x) {
                            return std::isfinite(x) && x < values[row];
                        };
                        const auto equal = [&](double x) { return x == values[row]; };
                        ASSERT_EQ(below, static_cast<std::size_t>(
                                             std::count_if(values.begin(), values.end(), smaller)));
                        ASSERT_EQ(upto - below, static_cast<std::size_t>(std::count_if(
                                                    values.begin(), values.end(), equal)));
                    }
                });
            EXPECT_EQ(seen, order.size());
        }
}

} // namespace
} // namespace tractwise::index
