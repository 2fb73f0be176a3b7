// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/nearest.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using Hit = NearestIndex::Hit;
using Places = std::vector<LonLat>;

/// All places by PROJ distance, ties by index.
std::vector<Hit> ranked(const Places& places, LonLat from) {
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double meters = geodesic_m(from, places[i]);
        if (!std::isnan(meters))
            hits.push_back({static_cast<std::uint32_t>(i), meters});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.meters < b.meters; });
    return hits;
}

void expect_equal_to_brute_force(const Places& places, const Places& from) {
    const NearestIndex index(places);
    const auto hits = index.nearest(from);
    const auto candidates = index.nearest_candidate(from);
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto truth = ranked(places, from[i]);
        ASSERT_EQ(hits[i].index, truth[0].index) << from[i].lon << ' ' << from[i].lat;
        ASSERT_NEAR(hits[i].meters, truth[0].meters, 1e-6);
        const Hit one = index.nearest(from[i]);
        ASSERT_EQ(one.index, hits[i].index);
        ASSERT_EQ(one.meters, hits[i].meters);
        // The chord may order places that are nearly as far as each other the other way.
        ASSERT_NEAR(geodesic_m(from[i], places[candidates[i]]), truth[0].meters,
                    truth[0].meters * (truth[0].meters > 1e6 ? 0.02 : 1e-5) + 1e-6);

        const auto first = index.nearest_k(from[i], 5);
        ASSERT_EQ(first.size(), std::min<std::size_t>(5, truth.size()));
        for (std::size_t k = 0; k < first.size(); ++k) {
            ASSERT_EQ(first[k].index, truth[k].index);
            ASSERT_EQ(first[k].meters, truth[k].meters);
        }
        // A limit that is exactly the distance of the third: inclusive.
        const double limit = truth[std::min<std::size_t>(2, truth.size() - 1)].meters;
        std::vector<std::uint32_t> expected, found;
        for (const Hit& hit : truth)
            if (hit.meters <= limit)
                expected.push_back(hit.index);
        std::sort(expected.begin(), expected.end());
        index.within(from[i], limit, [&](std::uint32_t place, double meters) {
            found.push_back(place);
            EXPECT_NEAR(meters, geodesic_m(from[i], places[place]), 1e-6);
        });
        ASSERT_EQ(found, expected);
    }
}

Places random_places(std::size_t n, std::uint64_t seed, LonLat low, LonLat high) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> lon(low.lon, high.lon), lat(low.lat, high.lat);
    Places places(n);
    for (LonLat& p : places)
        p = {lon(random), lat(random)};
    return places;
}

TEST(Nearest, EqualsBruteForceInOneCity) {
    expect_equal_to_brute_force(random_places(500, 1, {-88, 41}, {-87, 42}),
                                random_places(500, 2, {-88.2, 40.8}, {-86.8, 42.2}));
}

TEST(Nearest, EqualsBruteForceOverTheWholeEarth) {
    expect_equal_to_brute_force(random_places(300, 3, {-180, -90}, {180, 90}),
                                random_places(500, 4, {-180, -90}, {180, 90}));
}

TEST(Nearest, EqualsBruteForceWhereOnlyFarPlacesExist) { // antipodes, where chords say little
    expect_equal_to_brute_force(random_places(60, 5, {-10, -5}, {10, 5}),
                                random_places(300, 6, {165, -10}, {195, 10}));
}

TEST(Nearest, EqualsBruteForceAcrossTheAntimeridian) {
    Places places = random_places(200, 7, {178, 50}, {180, 53});
    for (LonLat p : random_places(200, 8, {-180, 50}, {-178, 53}))
        places.push_back(p);
    expect_equal_to_brute_force(places, random_places(200, 9, {179.5, 50}, {180, 53}));
    expect_equal_to_brute_force(places,
                                random_places(200, 10, {180, 50}, {180.5, 53})); // 180.5 is -179.5
}

TEST(Nearest, EqualsBruteForceNearThePoles) {
    expect_equal_to_brute_force(random_places(200, 11, {-180, 88}, {180, 90}),
                                random_places(200, 12, {-180, 88}, {180, 90}));
    expect_equal_to_brute_force(random_places(200, 13, {-180, -90}, {180, -89.9}),
                                {{0, -90}, {77, -90}, {10, -89.95}});
}

TEST(Nearest, TiesGoToTheLowerIndex) {
    // Four corners around the question, equally far in pairs, each written three times.
    Places places;
    for (int copy = 0; copy < 3; ++copy)
        for (LonLat p : {LonLat{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
            places.push_back(p);
    const NearestIndex index(places);
    const Hit hit = index.nearest({0, 0});
    EXPECT_EQ(hit.index, ranked(places, {0, 0})[0].index);
    EXPECT_EQ(hit.index, 2U); // a degree of latitude is the shorter one at the equator
    expect_equal_to_brute_force(places, {{0, 0}, {0, 1}, {1, 1}, {-0.5, -0.5}, {180, 0}});
}

TEST(Nearest, ManyCopiesOfFewPlaces) {
    Places places;
    for (int copy = 0; copy < 100; ++copy)
        for (LonLat p : random_places(10, 14, {-88, 41}, {-87, 42}))
            places.push_back(p);
    expect_equal_to_brute_force(places, random_places(100, 15, {-88, 41}, {-87, 42}));
}

TEST(Nearest, NoPlacesAndNoSuchPlaces) {
    const double nan = std::nan("");
    const double inf = std::numeric_limits<double>::infinity();
    const NearestIndex empty({});
    EXPECT_EQ(empty.nearest({0, 0}).index, NearestIndex::kNone);
    EXPECT_TRUE(std::isnan(empty.nearest({0, 0}).meters));
    EXPECT_TRUE(empty.nearest_k({0, 0}, 3).empty());
    EXPECT_EQ(empty.nearest_candidate(Places{{0, 0}}), std::vector{NearestIndex::kNone});
    empty.within({0, 0}, 1e9, [](std::uint32_t, double) { ADD_FAILURE(); });

    const NearestIndex index(Places{{nan, 1}, {1, nan}, {5, 91}, {inf, 0}, {5, 5}});
    EXPECT_EQ(index.nearest({0, 0}).index, 4U);
    EXPECT_EQ(index.nearest_k({0, 0}, 3).size(), 1U);
    const auto hits = index.nearest(Places{{nan, 0}, {5, 5}, {0, -91}});
    EXPECT_EQ(hits[0].index, NearestIndex::kNone);
    EXPECT_TRUE(std::isnan(hits[0].meters));
    EXPECT_EQ(hits[1].index, 4U);
    EXPECT_EQ(hits[1].meters, 0);
    EXPECT_EQ(hits[2].index, NearestIndex::kNone);
}

TEST(Nearest, LimitsOfWithin) {
    const NearestIndex index(Places{{0, 0}, {0, 1}, {0, 0}});
    std::vector<std::uint32_t> found;
    const auto note = [&](std::uint32_t i, double) { found.push_back(i); };
    index.within({0, 0}, 0, note);
    EXPECT_EQ(found, (std::vector<std::uint32_t>{0, 2})); // inclusive
    found.clear();
    index.within({0, 0}, -1, note);
    index.within({0, 0}, std::nan(""), note);
    index.within({std::nan(""), 0}, 1e6, note);
    EXPECT_TRUE(found.empty());
    index.within({0, 0}, std::numeric_limits<double>::infinity(), note);
    EXPECT_EQ(found, (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(Nearest, OrderAndThreadsDoNotMatter) {
    const Places places = random_places(5'000, 16, {-125, 24}, {-66, 50});
    const Places from = random_places(100'000, 17, {-125, 24}, {-66, 50});
    const NearestIndex index(places);
    const auto hits = index.nearest(from);
    const auto candidates = index.nearest_candidate(from);
    set_thread_limit(1);
    const auto again = index.nearest(Places(from.rbegin(), from.rend()));
    EXPECT_EQ(index.nearest_candidate(from), candidates);
    set_thread_limit(4);
    EXPECT_EQ(NearestIndex(places).nearest_candidate(from), candidates);
    for (std::size_t i = 0; i < from.size(); ++i) {
        ASSERT_EQ(again[from.size() - 1 - i].index, hits[i].index);
        ASSERT_EQ(again[from.size() - 1 - i].meters, hits[i].meters);
    }
}

} // namespace
} // namespace tractwise::geo
