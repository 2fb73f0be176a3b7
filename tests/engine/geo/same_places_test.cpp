// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/same_places.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>

namespace tractwise::geo {
namespace {

TEST(SamePlaces, AreNumberedInOrderOfFirstSight) {
    const std::vector<LonLat> vertices{{1, 2},    {3, 4},    {1, 2},   {0.0, 5},
                                       {-0.0, 5}, {kNaN, 1}, {kNaN, 1}};
    std::vector<LonLat> places;
    EXPECT_THAT(number_places(vertices, places), testing::ElementsAre(0, 1, 0, 2, 2, 3, 3));
    EXPECT_EQ(places.size(), 4U);
    EXPECT_EQ(places[1], vertices[1]);
    std::vector<LonLat> none;
    EXPECT_TRUE(number_places({}, none).empty());
}

TEST(SamePlaces, AsAMapFindsThem) {
    std::mt19937 random(1);
    for (const std::size_t n : {1U, 5U, 33U, 1'000U, 50'000U}) {
        std::vector<LonLat> vertices;
        for (std::size_t i = 0; i < n; ++i)
            vertices.push_back(
                {static_cast<double>(random() % 200) * 0.01, static_cast<double>(random() % 200)});
        std::map<std::pair<double, double>, std::uint32_t> known;
        std::vector<LonLat> places;
        const auto number = number_places(vertices, places);
        for (std::size_t i = 0; i < n; ++i) {
            const auto next = static_cast<std::uint32_t>(known.size());
            const auto [at, fresh] =
                known.emplace(std::pair(vertices[i].lon, vertices[i].lat), next);
            ASSERT_EQ(number[i], at->second);
            ASSERT_EQ(places[number[i]], vertices[i]);
        }
        EXPECT_EQ(places.size(), known.size());
    }
}

} // namespace
} // namespace tractwise::geo
