// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/coverage.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace tractwise::layer {
namespace {

using testing::Ge;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kSide = 10;
constexpr double kStep = 0.02; // degrees; 2.2 km to the north, 1.7 km to the east

/// Ten rows of ten square tracts near 97 W, 39 N: row by row from the south, each from the west.
tract::TractSet grid() {
    geo::PolygonSet squares;
    std::vector<std::string> geoids;
    for (int t = 0; t < kSide * kSide; ++t) {
        const double x = -97 + kStep * (t % kSide), y = 39 + kStep * (t / kSide);
        const geo::LonLat ring[] = {{x, y}, {x + kStep, y}, {x + kStep, y + kStep}, {x, y + kStep}};
        squares.begin_shape();
        squares.begin_part();
        squares.add_ring(ring);
        const std::string number = std::to_string(100 * (t + 1));
        geoids.push_back("99001" + std::string(6 - number.size(), '0') + number);
    }
    return tract::TractSet::from(std::move(geoids), std::move(squares), 2020);
}

/// A place in the middle of each tract of these columns, a little aside so that no two are in line.
std::vector<geo::LonLat> places_in_columns(int first, int last) {
    std::vector<geo::LonLat> places;
    for (int row = 0; row < kSide; ++row)
        for (int column = first; column <= last; ++column)
            places.push_back({-97 + kStep * (column + 0.5) + 0.001 * (row % 3),
                              39 + kStep * (row + 0.5) + 0.001 * (column % 3)});
    return places;
}

TEST(Coverage, AListOfTheWholeRegionLeavesNothingOut) {
    EXPECT_THAT(tracts_beyond(places_in_columns(0, kSide - 1), grid()), IsEmpty());
}

// The list of a city that is the west of its county.
TEST(Coverage, AListThatEndsInsideLeavesOutWhatLiesBeyond) {
    const std::vector<std::uint32_t> beyond = tracts_beyond(places_in_columns(0, 3), grid());
    EXPECT_THAT(beyond, SizeIs(Ge(50U)));
    for (const std::uint32_t row : beyond)
        EXPECT_GE(static_cast<int>(row) % kSide, 4)
            << "a tract with places of its own is covered: " << row;
    for (std::uint32_t row = 0; row < kSide * kSide; ++row)
        if (row % kSide >= 6) {
            EXPECT_TRUE(std::binary_search(beyond.begin(), beyond.end(), row)) << row;
        }
}

// Few places far apart are a thin list, not one that ends.
TEST(Coverage, AThinListIsNoPartialOne) {
    const std::vector<geo::LonLat> corners = {
        {-96.99, 39.01}, {-96.81, 39.01}, {-96.99, 39.19}, {-96.81, 39.19}};
    EXPECT_THAT(tracts_beyond(corners, grid()), IsEmpty());
}

TEST(Coverage, PlacesWithoutCoordinatesAndNoPlacesAtAllSayNothing) {
    EXPECT_THAT(tracts_beyond({}, grid()), IsEmpty());
    const std::vector<geo::LonLat> nowhere = {{std::nan(""), std::nan("")}};
    EXPECT_THAT(tracts_beyond(nowhere, grid()), IsEmpty());
}

} // namespace
} // namespace tractwise::layer
