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

TEST(NearestLine, OfEqualLinesTheFirst) {
    LineSet lines;
    for (int i = 0; i < 3; ++i)
        lines.add(std::vector<LonLat>{{-97.0, 39.0}, {-97.0, 39.01}});
    EXPECT_EQ(NearestLine(lines).nearest({-97.001, 39.005}, 1000)->line, 0U);
}

} // namespace
} // namespace tractwise::geo
