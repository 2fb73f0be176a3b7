// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/geodesic.hpp"

#include "engine/geo/ecef.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::square;

TEST(Geodesic, PublishedDistances) {
    // GeographicLib's documentation (Karney): Wellington to Salamanca, nearly antipodal.
    EXPECT_NEAR(geodesic_m({174.81, -41.32}, {-5.50, 40.96}), 19959679.267, 0.001);
    // GeodSolve -i: JFK to Heathrow.
    EXPECT_NEAR(geodesic_m({-73.8, 40.6}, {-0.5, 51.6}), 5551759.400, 0.001);
    // The quarter meridian and one degree of the equator.
    EXPECT_NEAR(geodesic_m({0, 0}, {0, 90}), 10001965.729, 0.001);
    EXPECT_NEAR(geodesic_m({-87, 0}, {-88, 0}), 6378137 * std::numbers::pi / 180, 1e-6);
    EXPECT_EQ(geodesic_m({-87.6, 41.9}, {-87.6, 41.9}), 0);
    EXPECT_NEAR(geodesic_m({179.999, 0}, {-179.999, 0}), 0.002 * 111319.490793, 1e-5);
}

TEST(Geodesic, AreaOfTheEarthInEightParts) {
    // WGS84: 510,065,621.724 km^2; an octant is an eighth of it.
    PolygonSet set;
    add(set, {{{0, 0}, {90, 0}, {0, 90}}});
    EXPECT_NEAR(area_m2(set, 0), 510065621.724e6 / 8, 1e3);
}

TEST(Geodesic, AreaTakesHolesAwayInAnyDirection) {
    test::Ring hole = square(-87.9, 41.1, 0.1);
    PolygonSet set;
    add(set, {square(-88, 41, 1)});
    add(set, {hole});
    add(set, {square(-88, 41, 1), hole});
    std::reverse(hole.begin(), hole.end());
    add(set, {square(-88, 41, 1), hole});
    set.begin_shape();
    EXPECT_NEAR(area_m2(set, 2), area_m2(set, 0) - area_m2(set, 1), 1e-3);
    EXPECT_NEAR(area_m2(set, 3), area_m2(set, 2), 1e-3);
    EXPECT_EQ(area_m2(set, 4), 0);
}

TEST(Geodesic, CentroidOfASmallSquareIsItsMiddle) {
    PolygonSet set;
    add(set, {square(-87.61, 41.87, 0.02)});
    const LonLat c = centroid(set, 0);
    EXPECT_NEAR(c.lon, -87.60, 1e-9);
    // A degree square narrows to the north: its centroid lies south of the middle by h^2 tan(lat) /
    // (12 R).
    const double h = 0.02 * 111'000;
    const double shift_m = geodesic_m(c, {-87.60, 41.88});
    EXPECT_LT(c.lat, 41.88);
    EXPECT_NEAR(shift_m, h * h * std::tan(41.88 * std::numbers::pi / 180) / (12 * 6.37e6), 0.005);
}

TEST(Geodesic, CentroidHandlesHolesPartsEmptyAndTheAntimeridian) {
    PolygonSet set;
    add(set, {square(0, 0, 0.03), square(0.02, 0.01, 0.01)}); // hole east of the middle
    add(set, {square(0, 0, 0.01)});
    set.begin_part();
    set.add_ring(square(0.02, 0, 0.01));
    set.begin_shape();
    add(set, {square(179.98, 51, 0.02)}); // an island group on both sides of the antimeridian
    set.begin_part();
    set.add_ring(square(-180, 51, 0.02));
    add(set, {{{1, 1}, {2, 2}, {1, 1}}}); // no area
    EXPECT_NEAR(centroid(set, 0).lon, (9 * 0.015 - 0.025) / 8, 1e-8);
    EXPECT_NEAR(centroid(set, 0).lat, 0.015, 1e-8);
    EXPECT_NEAR(centroid(set, 1).lon, 0.015, 1e-8);
    EXPECT_TRUE(std::isnan(centroid(set, 2).lon));
    EXPECT_NEAR(std::abs(centroid(set, 3).lon), 180, 1e-8);
    EXPECT_NEAR(centroid(set, 3).lat, 51.01, 1e-5);
    EXPECT_NEAR(centroid(set, 4).lon, 1.5, 1e-3);
}

LonLat random_place(std::mt19937_64& random) {
    std::uniform_real_distribution<double> z(-1, 1), lon(-180, 180);
    return {lon(random), std::asin(z(random)) * 180 / std::numbers::pi};
}

// The claim of ecef.hpp, over the whole range of the series and the whole earth, poles and equator
// included.
TEST(Ecef, SeriesAgreesWithProj) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> exponent(-2, 5), unit(0, 1), degrees(-180, 180);
    double worst = 0;
    for (int i = 0; i < 300'000; ++i) {
        LonLat a = random_place(random);
        if (i % 10 == 0)
            a.lat = std::copysign(90 - std::pow(10, -unit(random) * 8), a.lat);
        if (i % 10 == 1)
            a.lat *= 1e-6;
        // About 0.01 m to 100 km away, in any direction.
        const double meters = i % 2 ? std::pow(10, exponent(random)) : 1e5 * unit(random);
        const double turn = degrees(random) * std::numbers::pi / 180;
        const double lat = a.lat + meters / 111'500 * std::cos(turn);
        const double east = meters / 111'500 * std::sin(turn);
        const double shrink = std::max(std::cos(a.lat * std::numbers::pi / 180), 1e-9);
        const LonLat b{std::remainder(a.lon + std::clamp(east / shrink, -180.0, 180.0), 360),
                       std::clamp(lat, -90.0, 90.0)};
        const Point3 p = to_ecef(a), q = to_ecef(b);
        if (std::sqrt(distance2(p, q)) > kSeriesLimit)
            continue;
        worst = std::max(worst, std::abs(geodesic_by_series(p, q) - geodesic_m(a, b)));
    }
    EXPECT_LT(worst, kRounding);
    RecordProperty("worst_m", std::to_string(worst));
}

TEST(Ecef, ChordAndItsBoundEncloseTheGeodesic) {
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> exponent(-6, 0);
    for (int i = 0; i < 300'000; ++i) {
        const LonLat a = random_place(random);
        LonLat b = random_place(random);
        if (i % 3) { // near by
            const double t = std::pow(10, exponent(random));
            b = {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
        }
        const double meters = geodesic_m(a, b);
        const double chord = std::sqrt(distance2(to_ecef(a), to_ecef(b)));
        EXPECT_LE(chord, meters + 1e-7);
        EXPECT_LE(meters, longest_geodesic(chord) + 1e-7);
        EXPECT_GE(std::sqrt(rival_limit2(chord * chord)), longest_geodesic(chord));
    }
}

TEST(AllDistances, AreThoseOfProjAsFarAsAFloatCanTell) {
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> unit(-1, 1);
    for (const double degrees : {0.01, 1.0, 8.0, 30.0}) {
        std::vector<LonLat> from, to;
        for (int i = 0; i < 60; ++i) {
            from.push_back({-90 + degrees * unit(random), 40 + degrees / 2 * unit(random)});
            to.push_back({-90 + degrees * unit(random), 40 + degrees / 2 * unit(random)});
        }
        from[3].lon = std::nan("");
        to[5].lat = std::nan("");
        std::vector<float> meters(from.size() * to.size());
        all_distances(from, to, meters);
        for (std::size_t i = 0; i < from.size(); ++i)
            for (std::size_t j = 0; j < to.size(); ++j) {
                const double got = double{meters[i * to.size() + j]};
                if (i == 3 || j == 5) {
                    EXPECT_TRUE(std::isnan(got));
                    continue;
                }
                const double exact = geodesic_m(from[i], to[j]);
                EXPECT_NEAR(got, exact, exact * 1e-7 + 1e-6) << degrees;
            }
    }
}

} // namespace
} // namespace tractwise::geo
