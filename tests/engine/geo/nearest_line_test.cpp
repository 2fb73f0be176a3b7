// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest_line.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tractwise::geo {
namespace {

/// The nearest of the points every 4 m along every line, each line's ends included.
struct Brute {
    std::size_t line = 0;
    double meters = 1e99;
};
Brute brute_force(const LineSet& lines, LonLat place) {
    Brute best;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines.line(i);
        for (std::size_t k = 0; k + 1 < line.size(); ++k) {
            const int steps = static_cast<int>(geodesic_m(line[k], line[k + 1]) / 4) + 1;
            for (int step = 0; step <= steps; ++step) {
                const double t = static_cast<double>(step) / steps;
                const LonLat p{line[k].lon + t * (line[k + 1].lon - line[k].lon),
                               line[k].lat + t * (line[k + 1].lat - line[k].lat)};
                const double m = geodesic_m(place, p);
                if (m < best.meters)
                    best = {i, m};
            }
        }
    }
    return best;
}

TEST(NearestLine, AgreesWithBruteForceOnRandomStreets) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> lon(-97.1, -97.0), lat(39.0, 39.1), bend(-0.01, 0.01);
    LineSet lines;
    for (int i = 0; i < 60; ++i) {
        std::vector<LonLat> line{{lon(random), lat(random)}};
        for (int k = 0; k < 3; ++k)
            line.push_back({line.back().lon + bend(random), line.back().lat + bend(random)});
        lines.add(line);
    }
    lines.add(std::vector<LonLat>{{-97.2, 39.0}, {-96.9, 39.2}}); // one long road across
    const NearestLine index(lines);
    for (int i = 0; i < 25; ++i) {
        const LonLat place{lon(random) + bend(random), lat(random) + bend(random)};
        const Brute expected = brute_force(lines, place);
        const auto hit = index.nearest(place, 1e6);
        ASSERT_TRUE(hit);
        EXPECT_NEAR(hit->meters, expected.meters, 2.1 + expected.meters * 1e-3);
        EXPECT_NEAR(geodesic_m(place, hit->place), hit->meters, 1e-9);
    }
}

TEST(NearestLine, TellsWhereAlongTheLine) {
    LineSet lines;
    lines.add(std::vector<LonLat>{{-97.0, 39.0}, {-97.0, 39.01}, {-97.0, 39.04}});
    const NearestLine index(lines);
    const auto quarter = index.nearest({-96.999, 39.01}, 1000);
    ASSERT_TRUE(quarter);
    EXPECT_NEAR(quarter->along, 0.25, 1e-6);
    const auto before = index.nearest({-97.0, 38.999}, 1000);
    ASSERT_TRUE(before);
    EXPECT_EQ(before->along, 0);
    EXPECT_NEAR(before->meters, 111.0, 0.1);
}

TEST(NearestLine, LimitAndLinesLeftOut) {
    LineSet lines;
    lines.add(std::vector<LonLat>{{-97.0, 39.0}, {-97.0, 39.01}});
    lines.add(std::vector<LonLat>{{-97.02, 39.0}, {-97.02, 39.01}});
    const std::vector<char> second_only{0, 1};
    EXPECT_EQ(NearestLine(lines).nearest({-97.001, 39.005}, 1000)->line, 0U);
    EXPECT_EQ(NearestLine(lines, second_only).nearest({-97.001, 39.005}, 5000)->line, 1U);
    EXPECT_FALSE(NearestLine(lines, second_only).nearest({-97.001, 39.005}, 1000));
    EXPECT_FALSE(NearestLine(lines).nearest({-90, 39}, 2000));
    EXPECT_FALSE(NearestLine(lines).nearest({std::nan(""), 39}, 400));
    EXPECT_FALSE(NearestLine(LineSet{}).nearest({-97, 39}, 400));
}

// A map from the equator to 61 degrees: in its middle a degree of longitude is 0.86 of one of latitude, at 60 degrees half of
// one. The street to the north is nearer in the plane of the map, the one to the east on the earth.
TEST(NearestLine, NearestOnTheEarthNotInThePlaneOfTheMap) {
    LineSet lines;
    lines.add(std::vector<LonLat>{{-0.1, 60.006}, {0.1, 60.006}});
    lines.add(std::vector<LonLat>{{0.01, 59.9}, {0.01, 60.1}});
    lines.add(std::vector<LonLat>{{0, 0}, {0.1, 0}});
    lines.add(std::vector<LonLat>{{0, 61}, {0.1, 61}});
    const LonLat place{0, 60};
    ASSERT_LT(geodesic_m(place, {0.01, 60}), geodesic_m(place, {0, 60.006}));
    for (const double limit : {560.0, 1000.0, 1e7}) {
        const auto hit = NearestLine(lines).nearest(place, limit);
        ASSERT_TRUE(hit);
        EXPECT_EQ(hit->line, 1U);
        EXPECT_NEAR(hit->meters, geodesic_m(place, {0.01, 60}), 0.01);
    }
    EXPECT_FALSE(NearestLine(lines).nearest(place, 555));
}

TEST(NearestLine, BendsThatAreNoNumbersAreNotFound) {
    const double nan = std::nan("");
    LineSet lines;
    lines.add(std::vector<LonLat>{{-97.0, 39.0}, {nan, 39.01}, {-97.0, 39.02}});
    lines.add(std::vector<LonLat>{{-97.0, 39.03}, {-97.0, 39.04}, {-97.0, nan}});
    lines.add(std::vector<LonLat>{{-97.0, 39.0}});
    const NearestLine index(lines);
    const auto hit = index.nearest({-97.001, 39.0}, 1e6);
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->line, 1U);
    EXPECT_EQ(hit->place, (LonLat{-97.0, 39.03}));
    EXPECT_FALSE(index.nearest({INFINITY, 39}, 1e6));
    EXPECT_FALSE(index.nearest({-97, 95}, 1e9)); // no latitude
    EXPECT_FALSE(index.nearest({-97, 39}, nan));
    EXPECT_TRUE(index.nearest({-97, 90}, 1e9));
}

TEST(NearestLine, OfEqualLinesTheFirst) {
    LineSet lines;
    for (int i = 0; i < 3; ++i)
        lines.add(std::vector<LonLat>{{-97.0, 39.0}, {-97.0, 39.01}});
    EXPECT_EQ(NearestLine(lines).nearest({-97.001, 39.005}, 1000)->line, 0U);
}

} // namespace
} // namespace tractwise::geo
