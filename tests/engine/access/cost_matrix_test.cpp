// SPDX-License-Identifier: Apache-2.0
#include "engine/access/cost_matrix.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <random>

namespace tractwise::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(CostMatrix, PairsInAnyOrderBecomeRowsInOrder) {
    const auto costs = CostMatrix::from_pairs(
        CostUnit::Minutes, 30, 3, 4, {{2, 3, 7}, {0, 2, 5}, {2, 0, 30}, {0, 1, 9}, {2, 1, 30.01}});
    EXPECT_EQ(costs.origins(), 3U);
    EXPECT_EQ(costs.destinations(), 4U);
    EXPECT_EQ(costs.pairs(), 4U);
    EXPECT_THAT(costs.row_destinations(0), ElementsAre(1, 2));
    EXPECT_THAT(costs.row_costs(0), ElementsAre(9, 5));
    EXPECT_THAT(costs.row_destinations(1), IsEmpty());
    EXPECT_THAT(costs.row_destinations(2), ElementsAre(0, 3)); // 30 is within 30, 30.01 is not
    double sum = 0;
    for (const CostMatrix::Entry e : costs.row(2))
        sum += e.cost;
    EXPECT_EQ(sum, 37);
    EXPECT_EQ(costs.row(2)[1].destination, 3U);
    EXPECT_EQ(to_string(costs.unit()), "min");
}

TEST(CostMatrix, OfAPairGivenTwiceTheSmallerCostCounts) {
    const auto costs =
        CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 2, 2,
                               {{0, 1, 5}, {0, 1, 3}, {0, 1, 4}, {1, 0, 2}, {1, 0, 2}, {0, 0, 8}});
    EXPECT_THAT(costs.row_destinations(0), ElementsAre(0, 1));
    EXPECT_THAT(costs.row_costs(0), ElementsAre(8, 3));
    EXPECT_THAT(costs.row_costs(1), ElementsAre(2));
}

TEST(CostMatrix, ACompactMatrixHasTheSamePairs) {
    const float none = std::numeric_limits<float>::quiet_NaN();
    const auto plain = CostMatrix::from_pairs(CostUnit::Meters, 9, 3, 3,
                                              {{0, 1, 5}, {0, 2, 3}, {2, 0, 8}, {2, 1, 0}});
    const auto compact =
        CostMatrix::compact(CostUnit::Meters, 9, 3, 3, {none, 5, 3, none, none, none, 8, 0, none});
    EXPECT_TRUE(compact.is_compact());
    const auto listed = [](const CostMatrix& costs) {
        std::vector<std::vector<std::pair<std::uint32_t, double>>> rows;
        for (std::size_t i = 0; i < costs.origins(); ++i) {
            rows.emplace_back();
            for (const CostMatrix::Entry e : costs.row(i))
                rows.back().emplace_back(e.destination, e.cost);
            EXPECT_EQ(costs.row(i).size(), rows.back().size());
            EXPECT_EQ(costs.row(i).empty(), rows.back().empty());
        }
        return rows;
    };
    EXPECT_EQ(listed(compact), listed(plain));
    EXPECT_EQ(compact.pairs(), 4U);
    EXPECT_EQ(compact.row(2)[1].destination, 1U);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::uint32_t j = 0; j < 3; ++j)
            EXPECT_EQ(compact.cost(i, j), plain.cost(i, j));
    EXPECT_EQ(plain.cost(0, 0), kInfinity);
    EXPECT_EQ(listed(compact.times(2)), listed(plain.times(2))); // 2 x 5 is beyond the limit
    EXPECT_TRUE(compact.times(2).is_compact());
    EXPECT_EQ(listed(compact.transposed()), listed(plain.transposed()));
    EXPECT_EQ(listed(compact.within(4)), listed(plain.within(4)));
    EXPECT_EQ(listed(compact.interleaved(plain)), listed(plain.interleaved(plain)));
    EXPECT_EQ(listed(plain.stacked(compact)), listed(plain.stacked(plain)));
}

TEST(CostMatrix, NaNIsNoCost) {
    const auto costs =
        CostMatrix::from_pairs(CostUnit::Meters, kInfinity, 1, 2, {{0, 0, kNaN}, {0, 1, 0}});
    EXPECT_THAT(costs.row_destinations(0), ElementsAre(1));
    EXPECT_THAT(costs.row_costs(0), ElementsAre(0));
}

TEST(CostMatrix, WithoutOriginsOrPairs) {
    EXPECT_EQ(CostMatrix().origins(), 0U);
    EXPECT_EQ(CostMatrix::from_pairs(CostUnit::Minutes, 1, 0, 0, {}).pairs(), 0U);
    const CostMatrix none(CostUnit::Minutes, 10, 2, 3);
    EXPECT_TRUE(none.row(1).empty());
    EXPECT_EQ(none.transposed().origins(), 3U);
}

TEST(CostMatrix, TransposedTwiceIsTheSame) {
    const auto costs = CostMatrix::from_rows(CostUnit::Minutes, 30, 3, {0, 2, 2, 3}, {0, 2, 1},
                                             {4, 5, 6}, {400, 500, 600});
    const auto turned = costs.transposed();
    EXPECT_THAT(turned.row_destinations(0), ElementsAre(0));
    EXPECT_THAT(turned.row_destinations(1), ElementsAre(2));
    EXPECT_THAT(turned.row_costs(2), ElementsAre(5));
    EXPECT_THAT(turned.row_meters(1), ElementsAre(600));
    const auto back = turned.transposed();
    EXPECT_THAT(back.row_destinations(0), ElementsAre(0, 2));
    EXPECT_THAT(back.row_costs(0), ElementsAre(4, 5));
    EXPECT_THAT(back.row_meters(0), ElementsAre(400, 500));
    EXPECT_EQ(back.limit(), 30);
}

TEST(CostMatrix, WithinIsInclusiveAndKeepsMeters) {
    const auto costs = CostMatrix::from_rows(CostUnit::Minutes, 30, 3, {0, 3}, {0, 1, 2}, {4, 5, 6},
                                             {400, 500, 600});
    const auto near = costs.within(5);
    EXPECT_THAT(near.row_destinations(0), ElementsAre(0, 1));
    EXPECT_THAT(near.row_meters(0), ElementsAre(400, 500));
    EXPECT_EQ(near.limit(), 5);
    EXPECT_EQ(costs.within(100).limit(), 30); // no pair came back from beyond the old limit
}

TEST(CostMatrix, StackedTakesTheLowerLimit) {
    const auto drive =
        CostMatrix::from_rows(CostUnit::Minutes, 60, 2, {0, 2}, {0, 1}, {10, 50}, {9, 9});
    const auto walk = CostMatrix::from_rows(CostUnit::Minutes, 30, 2, {0, 1}, {1}, {30});
    const auto both = drive.stacked(walk);
    EXPECT_EQ(both.origins(), 2U);
    EXPECT_EQ(both.limit(), 30);
    EXPECT_THAT(both.row_costs(0), ElementsAre(10)); // 50 lies beyond the limit of the walk
    EXPECT_THAT(both.row_destinations(1), ElementsAre(1));
    EXPECT_FALSE(both.has_meters()); // only one half had them
    EXPECT_EQ(walk.stacked(drive).row_costs(1).size(), 1U);
}

TEST(CostMatrix, MinutesAndMetersDoNotStack) {
    const CostMatrix minutes(CostUnit::Minutes, 30, 1, 1), meters(CostUnit::Meters, 30, 1, 1);
    EXPECT_THAT(test::error_of([&] { (void)minutes.stacked(meters); }),
                HasSubstr("minutes and costs in meters cannot be mixed"));
}

TEST(CostMatrix, InterleavedHasEachOriginTwice) {
    const auto drive = CostMatrix::from_rows(CostUnit::Minutes, 60, 2, {0, 2, 3}, {0, 1, 1},
                                             {10, 50, 20}, {9, 9, 7});
    const auto walk = CostMatrix::from_rows(CostUnit::Minutes, 30, 2, {0, 1, 1}, {1}, {30}, {8});
    const auto both = drive.interleaved(walk);
    EXPECT_EQ(both.origins(), 4U);
    EXPECT_EQ(both.limit(), 30);
    EXPECT_THAT(both.row_costs(0), ElementsAre(10)); // 50 lies beyond the limit of the walk
    EXPECT_THAT(both.row_costs(1), ElementsAre(30));
    EXPECT_THAT(both.row_destinations(1), ElementsAre(1));
    EXPECT_THAT(both.row_costs(2), ElementsAre(20));
    EXPECT_THAT(both.row_meters(2), ElementsAre(7));
    EXPECT_TRUE(both.row(3).empty());
    const auto only_one =
        drive.interleaved(CostMatrix::from_rows(CostUnit::Minutes, 60, 2, {0, 1, 1}, {1}, {30}));
    EXPECT_FALSE(only_one.has_meters());
    const CostMatrix fewer(CostUnit::Minutes, 60, 1, 2), meters(CostUnit::Meters, 60, 2, 2);
    EXPECT_THAT(test::error_of([&] { (void)drive.interleaved(fewer); }),
                HasSubstr("different origins"));
    EXPECT_THAT(test::error_of([&] { (void)drive.interleaved(meters); }),
                HasSubstr("minutes and costs in meters cannot be mixed"));
}

TEST(CostMatrix, TimesLeavesOutWhatBecomesTooFar) {
    const auto costs = CostMatrix::from_rows(CostUnit::Minutes, 30, 3, {0, 2, 3}, {0, 1, 2},
                                             {20, 20.5, 4}, {400, 500, 600});
    const auto slow = costs.times(1.5);
    EXPECT_THAT(slow.row_costs(0), ElementsAre(30)); // the limit is inclusive
    EXPECT_THAT(slow.row_costs(1), ElementsAre(6));
    EXPECT_THAT(slow.row_meters(1), ElementsAre(600)); // the way is as long as before
    EXPECT_EQ(slow.limit(), 30);
    EXPECT_EQ(slow.destinations(), 3U);
}

TEST(CostMatrix, ManyRandomPairsAgreeWithATable) {
    std::mt19937 random(7);
    constexpr std::size_t n = 200, m = 70;
    std::vector<double> table(n * m, kInfinity);
    std::vector<CostMatrix::Pair> pairs;
    for (int k = 0; k < 20'000; ++k) {
        const auto i = random() % n, j = random() % m;
        const auto cost = static_cast<double>(random() % 1000);
        pairs.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), cost});
        if (cost <= 900)
            table[i * m + j] = std::min(table[i * m + j], cost);
    }
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, 900, n, m, pairs);
    std::size_t found = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto row = costs.row_destinations(i);
        EXPECT_TRUE(std::adjacent_find(row.begin(), row.end(), std::greater_equal<>()) ==
                    row.end());
        for (const CostMatrix::Entry e : costs.row(i))
            EXPECT_EQ(e.cost, table[i * m + e.destination]);
        found += row.size();
    }
    EXPECT_EQ(found,
              n * m - static_cast<std::size_t>(std::count(table.begin(), table.end(), kInfinity)));
}

} // namespace
} // namespace tractwise::access
