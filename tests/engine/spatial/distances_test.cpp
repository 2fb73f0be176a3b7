// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/distances.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace tractwise::spatial {
namespace {

using geo::LonLat;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<LonLat> scattered(std::size_t n) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> lon(-88, -87.5), lat(41.5, 42);
    std::vector<LonLat> places(n);
    for (LonLat& p : places)
        p = {lon(random), lat(random)};
    return places;
}

TEST(Distances, NearestByBruteForce) {
    const auto places = scattered(120);
    const Weights w = nearest_neighbors(places, 6);
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::vector<std::pair<double, std::uint32_t>> all;
        for (std::uint32_t j = 0; j < places.size(); ++j)
            if (j != i)
                all.emplace_back(geo::geodesic_m(places[i], places[j]), j);
        std::sort(all.begin(), all.end());
        ASSERT_EQ(w.degree(i), 6U);
        for (std::size_t k = 0; k < 6; ++k)
            EXPECT_EQ(w.between(i, all[k].second), 1);
    }
    EXPECT_FALSE(w.symmetric());
    EXPECT_TRUE(made_symmetric(w).symmetric());
}

TEST(Distances, BandAndInverseDistanceByBruteForce) {
    const auto places = scattered(120);
    const Weights band = distance_band(places, 5'000), inverse = distance_band(places, 5'000, 2);
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < places.size(); ++j) {
            const double far = geo::geodesic_m(places[i], places[j]);
            const bool linked = i != j && far <= 5'000;
            EXPECT_EQ(band.between(i, j), linked ? 1 : 0);
            EXPECT_NEAR(inverse.between(i, j) * far * far, linked ? 1 : 0, 1e-8);
        }
    EXPECT_TRUE(band.symmetric());
}

TEST(Distances, KernelsByTheirFormulas) {
    const auto places = scattered(60);
    const double h = 9'000;
    const auto of = [&](Kernel kind, double z) {
        switch (kind) {
        case Kernel::Triangular:
            return 1 - z;
        case Kernel::Uniform:
            return 0.5;
        case Kernel::Quadratic:
            return 0.75 * (1 - z * z);
        case Kernel::Quartic:
            return 0.9375 * std::pow(1 - z * z, 2);
        default:
            return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
        }
    };
    for (const Kernel kind : {Kernel::Triangular, Kernel::Uniform, Kernel::Quadratic,
                              Kernel::Quartic, Kernel::Gaussian}) {
        const Weights fixed = kernel(places, kind, h), own = adaptive_kernel(places, kind, 5);
        for (std::size_t i = 0; i < places.size(); ++i) {
            std::vector<double> far;
            for (std::size_t j = 0; j < places.size(); ++j)
                far.push_back(geo::geodesic_m(places[i], places[j]));
            std::vector<double> sorted = far;
            std::sort(sorted.begin(), sorted.end());
            EXPECT_EQ(own.degree(i), 5U);
            const double width = sorted[5] * 1.0000001; // sorted[0] is the place itself
            for (std::size_t j = 0; j < places.size(); ++j) {
                if (i == j)
                    continue;
                EXPECT_NEAR(fixed.between(i, j), far[j] <= h ? of(kind, far[j] / h) : 0, 1e-9);
                EXPECT_NEAR(own.between(i, j), far[j] <= width ? of(kind, far[j] / width) : 0,
                            1e-9);
            }
        }
    }
}

TEST(Distances, PlacesAtOneSpotAndNowhere) {
    const LonLat spot{-87.6, 41.8};
    std::vector<LonLat> places(5, spot);
    places.push_back(geo::kNowhere);
    const Weights w = nearest_neighbors(places, 3);
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(w.degree(i), 3U);
    EXPECT_THAT(w.islands(), ElementsAre(5));
    EXPECT_EQ(distance_band(places, 10, 1).between(0, 1), 1); // no infinite weight
    EXPECT_EQ(adaptive_kernel(places, Kernel::Triangular, 2).between(0, 1), 1);
}

TEST(Distances, IslandsAreJoinedBothWays) {
    const std::vector<LonLat> places{
        {-97, 39}, {-96.99, 39}, {-96.97, 39}, {-80, 30}, {-80.01, 30}};
    const Weights w = Weights::from_links(5, {{0, 1}, {1, 0}});
    const Joined all = join_islands(w, places);
    EXPECT_EQ(all.joined, 3U);
    EXPECT_TRUE(all.weights.islands().empty());
    EXPECT_TRUE(all.weights.symmetric());
    EXPECT_THAT(all.weights.neighbors(1), ElementsAre(0, 2));
    EXPECT_THAT(all.weights.neighbors(3), ElementsAre(4));
}

TEST(Distances, SameWithOneThreadAndMany) {
    const auto places = scattered(20'000);
    set_thread_limit(1);
    const Weights one = nearest_neighbors(places, 8);
    set_thread_limit(4);
    EXPECT_EQ(nearest_neighbors(places, 8), one);
}

TEST(Distances, WhatIsNoDistanceIsRefused) {
    const auto places = scattered(5);
    EXPECT_THAT(test::error_of([&] { nearest_neighbors(places, 0); }), HasSubstr("0 nearest"));
    EXPECT_THAT(test::error_of([&] { distance_band(places, 0); }), HasSubstr("above 0"));
    EXPECT_THAT(test::error_of([&] { distance_band(places, kInfinity); }), HasSubstr("above 0"));
    EXPECT_THAT(test::error_of([&] { kernel(places, Kernel::Uniform, -5); }), HasSubstr("above 0"));
    EXPECT_THAT(test::error_of([&] { join_islands(Weights(), places); }),
                HasSubstr("5 places for weights of 0"));
    EXPECT_EQ(nearest_neighbors(places, 9).max_degree(), 4U); // there are no more
}

} // namespace
} // namespace tractwise::spatial
