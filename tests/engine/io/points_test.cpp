// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Points : public testing::Test {
protected:
    PointFeatures read(std::string_view csv, const SourceSpec& declared = {}) {
        SourceSpec source = declared;
        source.id = "sites";
        source.path = folder.write("p.csv", csv).string();
        return read_points(source, diagnostics);
    }
    PointFeatures read_real(const std::string& relative) {
        return read_points(source_from_path("sites", test::data_pack(relative).string()),
                           diagnostics);
    }
    void expect_chicago(const geo::LonLat& place) {
        EXPECT_NEAR(place.lon, -87.63, 1e-6);
        EXPECT_NEAR(place.lat, 41.88, 1e-6);
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Points, DeclaredLonLat) {
    SourceSpec source;
    source.lon = "a";
    source.lat = "b";
    expect_chicago(read("b,a\n41.88,-87.63\n", source).places[0]);
    EXPECT_EQ(found(diagnostics, "place-columns-guessed"), nullptr);
}

TEST_F(Points, UsualNamesAreGuessedAndSaid) {
    for (const char* header : {"INTPTLON20,INTPTLAT20", "LONGITUDE,LATITUDE", "Longitude,Latitude",
                               "lon,lat", "Lng,Lat", "X,Y",
                               "Geocoding Artifact Address Primary X Coordinate,Geocoding Artifact "
                               "Address Primary Y Coordinate"})
        expect_chicago(read(std::string(header) + "\n-87.63,+41.88\n").places[0]);
    EXPECT_NE(found(diagnostics, "place-columns-guessed"), nullptr);
}

TEST_F(Points, XAndYInFeetAreNotTakenForDegrees) {
    EXPECT_THAT(error_of([&] { read("X,Y\n1178461,1873949\n"); }), HasSubstr("x, y and crs"));
    EXPECT_THAT(error_of([&] { read("name,beds\na,1\n"); }), HasSubstr("name, beds"));
}

TEST_F(Points, ProjectedFeetAreConverted) {
    SourceSpec source;
    source.x = "X";
    source.y = "Y";
    source.crs = "EPSG:3435";
    const auto features = read("X,Y\n1178461.6344048942,1873949.3843109086\n0,0\n", source);
    EXPECT_NEAR(features.places[0].lon, -87.6209518020,
                1e-6); // as the City of Chicago publishes it
    EXPECT_NEAR(features.places[0].lat, 41.8094238941, 1e-6);
    EXPECT_TRUE(std::isnan(features.places[1].lon));
    EXPECT_NE(found(diagnostics, "point-at-zero"), nullptr);
}

TEST_F(Points, PlacesAsText) {
    expect_chicago(read("Location\nPOINT (-87.63 41.88)\n").places[0]);
    expect_chicago(read("LOCATION\n\"(41.88, -87.63)\"\n").places[0]);
    expect_chicago(read("LOCATION\n\"1 N STATE ST\nCHICAGO (IL)\n(41.88, -87.63)\"\n").places[0]);
    SourceSpec source;
    source.wkt = "g";
    expect_chicago(read("g\nSRID=4326;POINT Z (-87.63 41.88 180)\n", source).places[0]);
}

TEST_F(Points, UnusablePlacesStayAsRowsAndAreCounted) {
    const auto features =
        read("name,lon,lat\na,-87.63,41.88\nb,0,0\nc,-87.6,941.8\nd,,\ne,NA,41\n");
    ASSERT_EQ(features.places.size(), 5U);
    EXPECT_EQ(features.table.rows(), 5U);
    for (std::size_t i = 1; i < 5; ++i)
        EXPECT_TRUE(std::isnan(features.places[i].lon)) << i;
    EXPECT_THAT(found(diagnostics, "point-at-zero")->examples, ElementsAre("line 3"));
    EXPECT_THAT(found(diagnostics, "point-off-globe")->examples, ElementsAre("line 4"));
    EXPECT_THAT(found(diagnostics, "point-missing")->examples, ElementsAre("line 5", "line 6"));
}

TEST_F(Points, ExchangedLonLatIsSaid) {
    SourceSpec source;
    source.lon = "lat";
    source.lat = "lon";
    read("lon,lat\n-87.63,41.88\n-87.6,41.7\n", source);
    EXPECT_NE(found(diagnostics, "lon-lat-swapped"), nullptr);
}

TEST_F(Points, ExchangedLonLatWestOf90IsRefusedAsThat) {
    SourceSpec source;
    source.lon = "lat";
    source.lat = "lon";
    EXPECT_THAT(error_of([&] { read("lon,lat\n-97.1,39.0\n-122.4,37.8\n", source); }),
                HasSubstr("look exchanged"));
}

TEST_F(Points, ShapesOfAMapFileAreToldWhatHelpsThem) {
    const auto refused = [&](const char* name, const char* place) {
        return error_of([&] {
            read_points(source_from_path("s", folder
                                                  .write(name, std::string(
                                                                   R"({"type":"FeatureCollection",
            "features":[{"type":"Feature","properties":{"n":1},
            "geometry":{"type":"Point","coordinates":)") + place + "}}]}")
                                                  .string()),
                        diagnostics);
        });
    };
    const std::string mercator = refused("mercator.geojson", "[-9755000,5145000]");
    EXPECT_THAT(mercator, HasSubstr("crs = \"EPSG:3857\""));
    EXPECT_THAT(mercator, testing::Not(HasSubstr("column")));
    const std::string plane = refused("plane.geojson", "[1176000,1900000]");
    EXPECT_THAT(plane, HasSubstr("EPSG:3435"));
    EXPECT_THAT(plane, testing::Not(HasSubstr("x =")));
    const std::string exchanged = refused("exchanged.geojson", "[39.0,-97.1]");
    EXPECT_THAT(exchanged, HasSubstr("longitude first"));
    EXPECT_THAT(exchanged, testing::Not(HasSubstr("column")));

    // The advice works.
    SourceSpec source = source_from_path("s", (folder / "mercator.geojson").string());
    source.crs = "EPSG:3857";
    const PointFeatures features = read_points(source, diagnostics);
    EXPECT_NEAR(features.places.at(0).lon, -87.631, 0.001); // 9755000 / 6378137 radians
}

TEST_F(Points, WithoutRowsTheyAreRefused) {
    EXPECT_THAT(error_of([&] { read("name,lon,lat\n"); }), HasSubstr("a header but no rows"));
    const auto file =
        folder.write("e.geojson", R"({"type":"FeatureCollection","features":[]})").string();
    EXPECT_THAT(error_of([&] { read_points(source_from_path("s", file), diagnostics); }),
                HasSubstr("no rows"));
}

TEST_F(Points, OnePlaceFarFromAllOthersIsSaidAndKept) {
    std::string csv = "lon,lat\n";
    for (int i = 0; i < 100; ++i)
        csv += "-87." + std::to_string(600 + i) + ",41.8\n";
    const auto features = read(csv + "-87.6,38.0\n");
    EXPECT_THAT(found(diagnostics, "point-far-away")->examples, ElementsAre("line 102"));
    EXPECT_EQ(features.places.back().lat, 38.0);
}

TEST_F(Points, NationalSitesWithGuamHaveNoStrays) {
    TRACTWISE_NEEDS("data/clinics/OEPS_FQHC_Geocoded.csv");
    EXPECT_EQ(read_real("data/clinics/OEPS_FQHC_Geocoded.csv").places.size(), 13577U);
    EXPECT_EQ(found(diagnostics, "point-far-away"), nullptr);
}

TEST_F(Points, GroceryStoreWithXRepeatedInYIsFarAway) {
    TRACTWISE_NEEDS("data/food/Chicago_Grocery_Stores_2013.csv");
    SourceSpec source = source_from_path(
        "s", test::data_pack("data/food/Chicago_Grocery_Stores_2013.csv").string());
    const auto published = read_points(source, diagnostics); // by its LATITUDE and LONGITUDE
    source.x = "X COORDINATE";
    source.y = "Y COORDINATE";
    source.crs = "EPSG:3435";
    const auto converted = read_points(source, diagnostics);
    const Finding* far = found(diagnostics, "point-far-away");
    ASSERT_NE(far, nullptr);
    EXPECT_EQ(far->count, 1U);
    std::size_t agree = 0;
    for (std::size_t i = 0; i < converted.places.size(); ++i)
        agree += std::abs(converted.places[i].lon - published.places[i].lon) < 1e-5 &&
                 std::abs(converted.places[i].lat - published.places[i].lat) < 1e-5;
    EXPECT_GE(agree, 500U);
}

TEST_F(Points, GroceryStatusHasTwoStoresWithoutPlace) {
    TRACTWISE_NEEDS("data/food/Chicago_Grocery_Store_Status_20240219.csv");
    EXPECT_EQ(read_real("data/food/Chicago_Grocery_Store_Status_20240219.csv").places.size(), 264U);
    ASSERT_NE(found(diagnostics, "point-missing"), nullptr);
    EXPECT_EQ(found(diagnostics, "point-missing")->count, 2U);
}

TEST_F(Points, PointLayerWithFilter) {
    SourceSpec source = source_from_path("s", folder.write("p.geojson", test::kTwoPlaces).string());
    source.where = {{"name", {"South"}}};
    const auto features = read_points(source, diagnostics);
    ASSERT_EQ(features.places.size(), 1U);
    EXPECT_EQ(features.places[0].lat, 41.7);
}

TEST_F(Points, ProjectedPointLayer) {
    test::make_dataset(folder / "p.shp", test::kTwoPlaces, {"-t_srs", "EPSG:26916"});
    const auto features =
        read_points(source_from_path("s", (folder / "p.shp").string()), diagnostics);
    EXPECT_NEAR(features.places[0].lon, -87.65, 1e-6);
    EXPECT_NEAR(features.places[0].lat, 41.98, 1e-6);
}

TEST_F(Points, PolygonLayerWithInteriorPointColumns) {
    const auto file =
        folder.write("t.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature",
"properties":{"INTPTLAT":"+41.88","INTPTLON":"-087.63"},"geometry":{"type":"Polygon","coordinates":[[[-88,41],[-87,41],[-87,42],[-88,41]]]}}]})");
    expect_chicago(read_points(source_from_path("s", file.string()), diagnostics).places.at(0));
    EXPECT_THAT(
        error_of([&] {
            read_points(
                source_from_path("s", folder.write("q.geojson", test::kTwoSquares).string()),
                diagnostics);
        }),
        AllOf(HasSubstr("no columns that tell where"), HasSubstr("holds polygons, not points")));
}

TEST_F(Points, HrsaSitesOfChicago) {
    TRACTWISE_NEEDS("data/clinics/HRSA_health_center_sites_Chicago.geojson");
    const auto features = read_real("data/clinics/HRSA_health_center_sites_Chicago.geojson");
    EXPECT_EQ(features.places.size(), 213U);
    EXPECT_EQ(features.table.cell(0, features.table.require("Operating Hours per Week")), "56.5");
}

} // namespace
} // namespace tractwise::io
