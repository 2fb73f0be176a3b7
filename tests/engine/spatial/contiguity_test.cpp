// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/contiguity.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tractwise::spatial {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Contiguity, KingsAndRooksOnALattice) {
    const geo::PolygonSet squares = lattice(7, 5);
    const Weights q = queen(squares), r = rook(squares);
    for (int i = 0; i < 35; ++i)
        for (int j = 0; j < 35; ++j) {
            const int across = std::abs(i % 7 - j % 7), up = std::abs(i / 7 - j / 7);
            EXPECT_EQ(q.between(i, j), i != j && across <= 1 && up <= 1 ? 1 : 0) << i << " " << j;
            EXPECT_EQ(r.between(i, j), across + up == 1 ? 1 : 0) << i << " " << j;
        }
}

/// All pairs of shapes, all pairs of vertices.
TEST(Contiguity, SharedVerticesByBruteForce) {
    // Squares of a lattice put together at random into shapes of several parts.
    const geo::PolygonSet squares = lattice(12, 9);
    std::mt19937 random(7);
    std::vector<std::size_t> owner(squares.size());
    for (auto& o : owner)
        o = random() % 30;
    geo::PolygonSet shapes;
    for (std::size_t s = 0; s < 30; ++s) {
        shapes.begin_shape();
        for (std::size_t i = 0; i < squares.size(); ++i)
            if (owner[i] == s) {
                shapes.begin_part();
                shapes.add_ring(squares.ring(i));
            }
    }
    using Corner = std::pair<double, double>;
    std::vector<std::set<Corner>> corners(30);
    std::vector<std::set<std::pair<Corner, Corner>>> edges(30);
    for (std::size_t i = 0; i < squares.size(); ++i) {
        const auto ring = squares.ring(i);
        for (std::size_t v = 0; v + 1 < ring.size(); ++v) {
            const Corner a{ring[v].lon, ring[v].lat}, b{ring[v + 1].lon, ring[v + 1].lat};
            corners[owner[i]].insert(a);
            edges[owner[i]].insert({std::min(a, b), std::max(a, b)});
        }
    }
    const auto meet = [](const auto& a, const auto& b) {
        return std::any_of(a.begin(), a.end(), [&](const auto& v) { return b.contains(v); });
    };
    const Weights q = queen(shapes), r = rook(shapes);
    for (std::size_t i = 0; i < 30; ++i)
        for (std::size_t j = 0; j < 30; ++j) {
            EXPECT_EQ(q.between(i, j) > 0, i != j && meet(corners[i], corners[j]));
            EXPECT_EQ(r.between(i, j) > 0, i != j && meet(edges[i], edges[j]));
        }
}

TEST(Contiguity, GapsAreSnappedAndCounted) {
    // 0.0001 degrees are 8.6 m east and 11.1 m north here.
    const geo::PolygonSet apart = lattice(3, 3, 0.0001);
    EXPECT_EQ(queen(apart).links(), 0U);
    const Contiguity near = contiguity(apart, Touch::Corner, 5);
    EXPECT_EQ(near.added_by_snap, 0U);
    const Contiguity q = contiguity(apart, Touch::Corner, 15); // corners are 14.1 m apart
    EXPECT_EQ(q.added_by_snap, 40U);
    EXPECT_EQ(q.weights, queen(lattice(3, 3)));
    const Contiguity r = contiguity(apart, Touch::Edge, 15);
    EXPECT_EQ(r.added_by_snap, 24U);
    EXPECT_EQ(r.weights, rook(lattice(3, 3)));
    const Contiguity whole = contiguity(lattice(3, 3), Touch::Corner, 15);
    EXPECT_EQ(whole.added_by_snap, 0U);
}

TEST(Contiguity, ACornerOnANeighborsStraightEdgeNeedsASnap) {
    geo::PolygonSet shapes;
    const auto box = [&](double west, double south, double east, double north) {
        shapes.begin_shape();
        shapes.begin_part();
        const std::array<geo::LonLat, 4> ring{
            {{west, south}, {east, south}, {east, north}, {west, north}}};
        shapes.add_ring(ring);
    };
    box(-97, 39, -96.97, 39.01);       // a long one below
    box(-96.99, 39.01, -96.98, 39.02); // and one that stands in the middle of its edge
    EXPECT_EQ(queen(shapes).links(), 0U);
    EXPECT_EQ(contiguity(shapes, Touch::Corner, 0.1).added_by_snap, 2U);
    EXPECT_EQ(contiguity(shapes, Touch::Edge, 0.1).added_by_snap, 2U);
}

TEST(Contiguity, EmptyShapesAreIslandsAndASnapIsNoNumberBelowZero) {
    geo::PolygonSet shapes = lattice(2, 1);
    shapes.begin_shape();
    EXPECT_THAT(queen(shapes).islands(), ElementsAre(2));
    EXPECT_THAT(contiguity(shapes, Touch::Corner, 10).weights.islands(), ElementsAre(2));
    EXPECT_THAT(test::error_of([&] { contiguity(shapes, Touch::Corner, -1); }),
                HasSubstr("not -1"));
    EXPECT_EQ(queen(geo::PolygonSet()).size(), 0U);
}

} // namespace
} // namespace tractwise::spatial
