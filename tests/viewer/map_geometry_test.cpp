// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_geometry.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

namespace tractwise::viewer {
namespace {

/// Two counties of 3 x 3 squares of 0.01 degrees side by side at 40 degrees north.
std::shared_ptr<const tract::TractSet> six_by_three() {
    geo::PolygonSet shapes;
    std::vector<std::string> geoids;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 6; ++column) {
            // Neighbors' corners are equal to the last bit, as in the agencies' files.
            const auto lon = [](int i) { return -90 + 0.01 * i; };
            const auto lat = [](int i) { return 40 + 0.01 * i; };
            shapes.begin_shape();
            shapes.begin_part();
            const std::array<geo::LonLat, 4> ring = {{{lon(column), lat(row)},
                                                      {lon(column + 1), lat(row)},
                                                      {lon(column + 1), lat(row + 1)},
                                                      {lon(column), lat(row + 1)}}};
            shapes.add_ring(ring);
            geoids.push_back(std::string(column < 3 ? "99001" : "99003") + "00" +
                             std::to_string(1000 + row * 10 + column % 3));
        }
    return std::make_shared<const tract::TractSet>(tract::TractSet::from(geoids, shapes, 2020));
}

class Geometry : public testing::Test {
protected:
    std::shared_ptr<const tract::TractSet> tracts = six_by_three();
    std::shared_ptr<const MapGeometry> geometry = MapGeometry::of(tracts, true, {});
};

TEST_F(Geometry, PickFindsTheTractUnderACentroid) {
    for (std::uint32_t t = 0; t < tracts->size(); ++t)
        EXPECT_EQ(geometry->pick(geometry->centroids[t]), t);
    EXPECT_EQ(geometry->pick({1e6, 1e6}), MapGeometry::kNone);
}

TEST_F(Geometry, CountyLinesAreOutlineAndTheLineBetween) {
    // Each square's side is a stretch: outline 2 x (6 + 3), three between the counties.
    const MapGeometry::Level& level = geometry->level(0);
    EXPECT_EQ(level.state_lines, 18U);
    EXPECT_EQ(level.county_lines, 2U * (6 + 3) + 3U);
    EXPECT_EQ(level.lines.size(), 6U * 4 + 3U * 7);
    const auto county = [&](std::uint32_t side) {
        return side == MapGeometry::kNone ? std::string() : tracts->geoid(side).substr(0, 5);
    };
    for (std::size_t i = 0; i < level.lines.size(); ++i)
        EXPECT_EQ(county(level.lines.sides[2 * i]) != county(level.lines.sides[2 * i + 1]),
                  i < level.county_lines);
    EXPECT_EQ(geometry->counties, 2U);
    EXPECT_EQ(geometry->states, 1U);
}

TEST_F(Geometry, BoxLassoAndRadiusTakeCentroidsInside) {
    MapBox west = MapBox::nothing();
    west.add(geometry->projection.forward({-90, 40}));
    west.add(geometry->projection.forward({-89.97, 40.03}));
    EXPECT_EQ(geometry->in_box(west).size(), 9U);
    const geo::Point middle = geometry->centroids[*tracts->find("99001001011")];
    EXPECT_EQ(geometry->in_circle(middle, 10).size(), 1U);
    EXPECT_EQ(geometry->in_circle(middle, 1200).size(), 5U); // 853 m and 1,110 m to its neighbors
    // A triangle over the lower left half of the western county.
    const std::vector<geo::Point> lasso = {geometry->projection.forward({-90.001, 39.999}),
                                           geometry->projection.forward({-89.969, 39.999}),
                                           geometry->projection.forward({-90.001, 40.031})};
    std::set<std::string> ids;
    for (const std::uint32_t row : geometry->in_polygon(lasso))
        ids.insert(tracts->geoid(row));
    EXPECT_EQ(ids, (std::set<std::string>{"99001001000", "99001001001", "99001001002",
                                          "99001001010", "99001001011", "99001001020"}));
}

TEST_F(Geometry, BoxOfRowsHoldsTheirShapes) {
    const MapBox box = geometry->box_of({0});
    EXPECT_NEAR(box.greatest.y - box.least.y, 1110, 2); // 0.01 degrees of latitude
    EXPECT_NEAR(box.greatest.x - box.least.x, 854, 2);  // times the cosine
    EXPECT_TRUE(geometry->box_of({}).empty());
    // Somebody who looks for a tract sees the tracts around it.
    const MapBox around = geometry->around({0});
    EXPECT_NEAR(around.greatest.y - around.least.y, 3 * 1110, 6);
    EXPECT_NEAR(geometry->around({0, 1}).greatest.y - geometry->around({0, 1}).least.y, 1110, 2);
}

TEST_F(Geometry, SmallSetsHaveFullDetailOnly) {
    EXPECT_EQ(geometry->levels(), 1U);
    EXPECT_EQ(geometry->level_for(5000), 0U);
}

TEST(GeometryOfMany, CoarserLevelsForSmallerScales) {
    // A comb of very many vertices, so that levels are worth their while.
    geo::PolygonSet shapes;
    std::vector<std::string> geoids;
    for (int s = 0; s < 12; ++s) {
        shapes.begin_shape();
        shapes.begin_part();
        std::vector<geo::LonLat> ring;
        const double west = -100 + s;
        for (int i = 0; i <= 20'000; ++i)
            ring.push_back({west + i / 25'000.0, 40 + 0.00001 * (i % 2)});
        ring.push_back({west + 0.8, 41});
        ring.push_back({west, 41});
        shapes.add_ring(ring);
        geoids.push_back("990010" + std::to_string(10000 + s));
    }
    const auto geometry = MapGeometry::of(
        std::make_shared<const tract::TractSet>(tract::TractSet::from(geoids, shapes, 2020)), true,
        {});
    ASSERT_GT(geometry->levels(), 1U);
    EXPECT_EQ(geometry->level_for(1), 0U);
    const std::size_t far = geometry->level_for(10'000);
    EXPECT_EQ(far, geometry->levels() - 1);
    EXPECT_LT(geometry->level(far).fills.xy.size(), geometry->level(0).fills.xy.size() / 100);
    // So many corners that boxes are asked: never no where a tract is, but no in the gaps between.
    for (const geo::Point& middle : geometry->centroids)
        EXPECT_TRUE(geometry->may_hold_tract(middle));
    EXPECT_FALSE(geometry->may_hold_tract(geometry->projection.forward({-94.1, 40.5})));
}

TEST_F(Geometry, TellsWhereTractsMayLie) {
    EXPECT_TRUE(geometry->may_hold_tract(geometry->centroids[7]));
    EXPECT_FALSE(geometry->may_hold_tract({1e6, 0}));
}

TEST(GeometryOfNone, NoTractsAreNoTrouble) {
    const auto geometry = MapGeometry::of(std::make_shared<const tract::TractSet>(), true, {});
    EXPECT_TRUE(geometry->box.empty());
    EXPECT_EQ(geometry->pick({0, 0}), MapGeometry::kNone);
}

// Hawaii is an archipelago; one tract of it is a chain of islets far away.
TEST(MapGeometry, ARemotePartIsNoPartOfTheFirstView) {
    geo::PolygonSet shapes;
    std::vector<std::string> geoids;
    const auto add = [&](double lon, double lat, double side, int number) {
        const std::array<geo::LonLat, 4> ring = {
            {{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}}};
        shapes.begin_shape();
        shapes.begin_part();
        shapes.add_ring(ring);
        geoids.push_back("15003" + std::to_string(100000 + number));
    };
    for (int i = 0; i < 60; ++i)
        add(-158 + 0.02 * (i % 10), 21 + 0.02 * (i / 10), 0.02, i);
    add(-170, 25, 3, 60);
    const auto geometry =
        MapGeometry::of(std::make_shared<const tract::TractSet>(
                            tract::TractSet::from(std::move(geoids), std::move(shapes), 2020)),
                        false, {});
    EXPECT_LT(geometry->home.greatest.x - geometry->home.least.x, 25'000);
    EXPECT_GT(geometry->box.greatest.x - geometry->box.least.x, 1'000'000);
}

} // namespace
} // namespace tractwise::viewer
