// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/crs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"

#include "tests/support/data_pack.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

LonLat convert(const ToLonLat& to, LonLat p) {
    to.convert({&p, 1});
    return p;
}

TEST(Crs, ModernGeographicSystemsAreLeftAlone) {
    for (const char* crs : {"EPSG:4269", "EPSG:4326", "OGC:CRS84", "EPSG:4258", "EPSG:6318",
                            " EPSG:4979 ", "+proj=longlat +datum=NAD83 +no_defs"}) {
        const ToLonLat to(crs);
        EXPECT_TRUE(to.is_identity()) << crs;
        EXPECT_EQ(convert(to, {-87.6298, 41.8781}), (LonLat{-87.6298, 41.8781})) << crs;
    }
}

TEST(Crs, ProjectedSystemsGiveLonThenLat) {
    // Web Mercator by its formula; UTM 16N on its central meridian.
    const LonLat mercator = convert(ToLonLat("EPSG:3857"), {-9'755'646.05, 5'141'889.0});
    EXPECT_NEAR(mercator.lon, -9'755'646.05 / 6378137 * 180 / M_PI, 1e-9);
    EXPECT_NEAR(mercator.lat, 41.8781, 0.05);
    EXPECT_NEAR(convert(ToLonLat("EPSG:26916"), {500'000, 4'649'776}).lon, -87, 1e-9);
    const LonLat utm = convert(ToLonLat("+proj=utm +zone=16 +datum=WGS84"), {500'000, 4'649'776});
    EXPECT_NEAR(utm.lat, 42.0, 1e-5);
}

TEST(Crs, EsriTextFromAPrjFile) {
    const ToLonLat to(
        R"(GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])");
    EXPECT_TRUE(to.is_identity());
}

TEST(Crs, OldDatumsAreShifted) {
    // NAD27 to NAD83 in Chicago: a few meters to some tens of meters, never none.
    const ToLonLat to("EPSG:4267");
    EXPECT_FALSE(to.is_identity());
    const LonLat shifted = convert(to, {-87.6298, 41.8781});
    const double meters = geodesic_m(shifted, {-87.6298, 41.8781});
    EXPECT_GT(meters, 1);
    EXPECT_LT(meters, 50);
}

TEST(Crs, WhatPlacesCannotBeConvertedBecomeNaN) {
    const ToLonLat to("EPSG:3435");
    std::vector<LonLat> points{{1'178'461, 1'873'949}, {std::nan(""), 1}, {1e30, 1e30}};
    to.convert(points);
    EXPECT_NEAR(points[0].lat, 41.8, 0.1);
    EXPECT_TRUE(std::isnan(points[1].lon) && std::isnan(points[1].lat));
    EXPECT_TRUE(std::isnan(points[2].lon) && std::isnan(points[2].lat));
}

TEST(Crs, ManyPointsOnManyThreadsEqualOneByOne) {
    const ToLonLat to("EPSG:3435");
    std::vector<LonLat> points;
    for (int i = 0; i < 120'000; ++i)
        points.push_back({1'100'000.0 + i % 400 * 250, 1'800'000.0 + i / 400 * 250});
    std::vector<LonLat> together = points;
    to.convert(together);
    for (std::size_t i = 0; i < points.size(); i += 997)
        EXPECT_EQ(together[i], convert(to, points[i]));
}

TEST(Crs, UnknownTextIsAnErrorWithAHint) {
    for (const char* crs :
         {"", "EPSG:999999", "Illinois", "EPSG:5703" /* heights only */, "+proj=nonsense"}) {
        try {
            const ToLonLat to(crs);
            ADD_FAILURE() << "accepted \"" << crs << '"';
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Input);
            EXPECT_NE(error.hint().find("EPSG:4269"), std::string::npos);
        }
    }
}

std::vector<std::string> quoted_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return fields;
}

// Chicago publishes X, Y (EPSG:3435, US survey feet) beside longitude and latitude: somebody else's
// answer.
TEST(Crs, IllinoisEastFeetAgreeWithTheCity) {
    TRACTWISE_NEEDS("data/food/Chicago_Grocery_Stores_2013.csv");
    std::ifstream file(test::data_pack("data/food/Chicago_Grocery_Stores_2013.csv"));
    std::string line;
    std::getline(file, line);
    const auto names = quoted_fields(line);
    const auto column = [&](const char* name) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) -
                                        names.begin());
    };
    const std::size_t x = column("X COORDINATE"), y = column("Y COORDINATE");
    const std::size_t lat = column("LATITUDE"), lon = column("LONGITUDE");
    ASSERT_LT(std::max({x, y, lat, lon}), names.size());
    std::vector<LonLat> feet, published;
    while (std::getline(file, line)) {
        const auto fields = quoted_fields(line);
        if (fields.size() < names.size() || fields[x].empty() || fields[lat].empty())
            continue;
        feet.push_back({std::stod(fields[x]), std::stod(fields[y])});
        published.push_back({std::stod(fields[lon]), std::stod(fields[lat])});
    }
    ASSERT_GT(feet.size(), 450U);
    ToLonLat("EPSG:3435").convert(feet);
    std::size_t wrong = 0;
    double worst = 0;
    for (std::size_t i = 0; i < feet.size(); ++i) {
        const double meters = geodesic_m(feet[i], published[i]);
        if (meters < 2)
            worst = std::max(worst, meters);
        else
            ++wrong;
    }
    EXPECT_LE(wrong, 1U); // the row with X repeated in Y
    EXPECT_LT(worst, 2);
    RecordProperty("worst_m", std::to_string(worst));
}

} // namespace
} // namespace tractwise::geo
