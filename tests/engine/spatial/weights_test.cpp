// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/weights.hpp"

#include "engine/core/numbers.hpp"

#include "engine/spatial/contiguity.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <queue>

namespace tractwise::spatial {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Weights, AreRowsInOrder) {
    const Weights w = Weights::from_links(4, {{2, 0, 0.5}, {0, 2}, {0, 1}, {1, 0, 3}, {1, 2, 0}});
    EXPECT_EQ(w.size(), 4U);
    EXPECT_EQ(w.links(), 4U); // the link of weight 0 is none
    EXPECT_THAT(w.neighbors(0), ElementsAre(1, 2));
    EXPECT_THAT(w.values(1), ElementsAre(3.0));
    EXPECT_EQ(w.between(2, 0), 0.5);
    EXPECT_EQ(w.between(2, 1), 0);
    EXPECT_THAT(w.islands(), ElementsAre(3));
    EXPECT_FALSE(w.symmetric());
    EXPECT_EQ(w.max_degree(), 2U);
}

TEST(Weights, WhatIsNoWeightIsRefused) {
    EXPECT_THAT(error_of([] {
                    Weights::from_links(2, {{0, 1, -1}});
                }),
                HasSubstr("is -1, not 0 or more"));
    EXPECT_THAT(error_of([] {
                    Weights::from_links(2, {{0, 1, kNaN}}, {"a", "b"});
                }),
                HasSubstr("from a to b"));
    EXPECT_THAT(error_of([] { Weights::from_links(2, {{0, 2}}); }), HasSubstr("row 3 of 2"));
    EXPECT_THAT(error_of([] {
                    Weights::from_links(2, {{1, 1}});
                }),
                HasSubstr("row 2 is linked to itself"));
    EXPECT_THAT(error_of([] {
                    Weights::from_links(2, {{0, 1}, {0, 1}});
                }),
                HasSubstr("stands twice"));
    EXPECT_THAT(error_of([] { Weights::from_links(2, {}, {"a"}); }), HasSubstr("1 ids for 2 rows"));
}

TEST(Weights, Styles) {
    const Weights w = Weights::from_links(3, {{0, 1, 1}, {0, 2, 3}, {1, 0, 2}});
    EXPECT_THAT(styled(w, Style::Rows).values(0), ElementsAre(0.25, 0.75));
    EXPECT_THAT(styled(w, Style::Binary).values(0), ElementsAre(1, 1));
    EXPECT_EQ(styled(w, Style::AsGiven), w);
}

TEST(Weights, RestrictedToSomeRows) {
    const Weights w =
        Weights::from_links(4, {{0, 1}, {1, 0}, {1, 3}, {3, 1}, {2, 1}}, {"a", "b", "c", "d"});
    const Weights some = restricted(w, std::vector<char>{1, 0, 1, 1});
    EXPECT_EQ(some.links(), 0U); // everybody's neighbor was b
    EXPECT_THAT(some.islands(), ElementsAre(0, 1, 2));
    const Weights others = restricted(w, std::vector<char>{0, 1, 0, 1});
    EXPECT_THAT(others.neighbors(0), ElementsAre(1));
    EXPECT_THAT(others.ids(), ElementsAre("b", "d"));
}

TEST(Weights, SymmetricAndUnited) {
    const Weights one_way = Weights::from_links(3, {{0, 1, 2}, {1, 0, 1}, {2, 1, 4}});
    const Weights both = made_symmetric(one_way);
    EXPECT_TRUE(both.symmetric());
    EXPECT_EQ(both.between(0, 1), 2);
    EXPECT_EQ(both.between(1, 0), 2);
    EXPECT_EQ(both.between(1, 2), 4);
    const Weights more = united(one_way, Weights::from_links(3, {{0, 1, 1}, {0, 2, 5}}));
    EXPECT_THAT(more.values(0), ElementsAre(2, 5));
    EXPECT_THAT(error_of([&] { united(one_way, Weights::from_links(2, {})); }),
                HasSubstr("of 3 rows and of 2"));
}

TEST(Weights, HigherOrderIsTheShortestPath) {
    const Weights w = rook(lattice(5, 4));
    for (const std::size_t order : {1U, 2U, 3U, 7U}) {
        const Weights exactly = higher_order(w, order),
                      up_to = higher_order(w, order, Lower::Included);
        for (int i = 0; i < 20; ++i)
            for (int j = 0; j < 20; ++j) {
                // On a rook's lattice the shortest path is the sum of both differences.
                const auto steps =
                    static_cast<std::size_t>(std::abs(i % 5 - j % 5) + std::abs(i / 5 - j / 5));
                EXPECT_EQ(exactly.between(i, j), steps == order ? 1 : 0);
                EXPECT_EQ(up_to.between(i, j), steps > 0 && steps <= order ? 1 : 0);
            }
    }
    EXPECT_THAT(error_of([&] { higher_order(w, 0); }), HasSubstr("order 0"));
}

TEST(Weights, BlockIsAllOfTheSameGroup) {
    const Weights w = block(std::vector<std::uint32_t>{17031, 17043, 17031, 17031});
    EXPECT_THAT(w.neighbors(0), ElementsAre(2, 3));
    EXPECT_THAT(w.neighbors(2), ElementsAre(0, 3));
    EXPECT_THAT(w.islands(), ElementsAre(1));
}

} // namespace
} // namespace tractwise::spatial
