// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/segregation.hpp"

#include "engine/core/numbers.hpp"
#include "engine/spatial/contiguity.hpp"
#include "engine/stats/segregation.hpp"
#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

namespace tractwise::spatial {
namespace {

using testing::HasSubstr;
using Counts = std::vector<double>;

/// 4 x 4 tracts of 100 people, each of one group alone.
Counts one_group(bool (*is_in)(std::size_t row, std::size_t column), bool wanted) {
    Counts counts;
    for (std::size_t r = 0; r < 4; ++r)
        for (std::size_t c = 0; c < 4; ++c)
            counts.push_back(is_in(r, c) == wanted ? 100 : 0);
    return counts;
}
bool black_square(std::size_t row, std::size_t column) {
    return (row + column) % 2 == 0;
}
bool left_half(std::size_t, std::size_t column) {
    return column < 2;
}

// Tracts are all one group, so without neighbors both towns are segregated as far as can be.
TEST(SpatialSegregation, ACheckerboardIsNotTwoHalves) {
    const Weights corners = queen(lattice(4, 4));
    const SpatialSegregation board =
        spatial_segregation(one_group(black_square, true), one_group(black_square, false), corners);
    // Of a tract and its 3, 5 or 8 neighbors 2 of 4 (4 corners), 3 of 6 (8 edges) and 5 of 9 (4 inner ones) are its own
    // group: |p~ - 1/2| is 1/18 at most, over 16 tracts divided by 1/2.
    EXPECT_NEAR(board.dissimilarity, 2 * (4.0 / 18) / 16, 1e-14);
    EXPECT_NEAR(board.isolation, (12 * 0.5 + 4 * 5.0 / 9) / 16, 1e-14);
    EXPECT_NEAR(board.exposure, 1 - board.isolation, 1e-15);
    const auto entropy = [](double p) {
        return -(p * std::log(p) + (1 - p) * std::log(1 - p)) / std::log(2.0);
    };
    EXPECT_NEAR(board.entropy, 1 - (12 + 4 * entropy(5.0 / 9)) / 16, 1e-14);
    // Of 42 borders the 24 edges divide, the 18 corners do not.
    EXPECT_NEAR(board.border_dissimilarity, 1 - 24.0 / 42, 1e-14);
    const SpatialSegregation edges = spatial_segregation(
        one_group(black_square, true), one_group(black_square, false), rook(lattice(4, 4)));
    EXPECT_NEAR(edges.border_dissimilarity, 0, 1e-14);
    // Surrounded by the others: 1/3, 1/4 and 1/5 its own, which is as uneven as the other way round.
    EXPECT_NEAR(edges.dissimilarity, 2 * (4.0 / 6 + 8.0 / 4 + 4 * 0.3) / 16, 1e-14);
    EXPECT_NEAR(edges.isolation, (4.0 / 3 + 8.0 / 4 + 4.0 / 5) / 16, 1e-14);

    const SpatialSegregation halves =
        spatial_segregation(one_group(left_half, true), one_group(left_half, false), corners);
    // Only the two middle columns look across: 4 edges and 6 corners of 42.
    EXPECT_NEAR(halves.border_dissimilarity, 1 - 10.0 / 42, 1e-14);
    // The outer columns see their own alone, the middle ones two of three.
    EXPECT_NEAR(halves.dissimilarity, 2 * (8.0 / 2 + 8.0 / 6) / 16, 1e-14);
    EXPECT_NEAR(halves.isolation, (8 + 8 * 2.0 / 3) / 16, 1e-14);
}

TEST(SpatialSegregation, WithoutNeighborsAsTractsAlone) {
    const Counts group{30, 10, 7, 0, kNaN}, others{10, 50, 3, 0, 4};
    const SpatialSegregation found = spatial_segregation(group, others, Weights::from_links(5, {}));
    const stats::Segregation tracts = stats::segregation(group, others);
    EXPECT_NEAR(found.dissimilarity, tracts.dissimilarity, 1e-14);
    EXPECT_NEAR(found.entropy, tracts.entropy, 1e-14);
    EXPECT_NEAR(found.isolation, tracts.isolation, 1e-14);
    EXPECT_NEAR(found.border_dissimilarity, tracts.dissimilarity, 1e-14);
    EXPECT_EQ(found.tracts, 3U);
    EXPECT_EQ(found.left_out, 2U);
    // Who has nobody, or is not known, is nobody's neighbor.
    const SpatialSegregation linked = spatial_segregation(
        group, others, Weights::from_links(5, {{0, 3}, {3, 0}, {0, 4}, {4, 0}}));
    EXPECT_NEAR(linked.dissimilarity, tracts.dissimilarity, 1e-14);
}

TEST(SpatialSegregation, WhatCannotBeTold) {
    const Weights two = Weights::from_links(2, {{0, 1}, {1, 0}});
    EXPECT_TRUE(std::isnan(spatial_segregation(Counts{0, 0}, Counts{1, 2}, two).isolation));
    EXPECT_TRUE(std::isnan(spatial_segregation(Counts{1, 2}, Counts{0, 0}, two).entropy));
    EXPECT_THAT(test::error_of([&] {
                    spatial_segregation(Counts{-1, 0}, Counts{1, 2}, two);
                }),
                HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([&] { spatial_segregation(Counts{1}, Counts{1}, two); }),
                HasSubstr("neighbors"));
}

} // namespace
} // namespace tractwise::spatial
