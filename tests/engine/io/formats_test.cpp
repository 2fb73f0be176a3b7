// SPDX-License-Identifier: Apache-2.0
// Every format that users bring, read back as the same two squares.
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"
#include "engine/io/network.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using test::kTwoPlaces;
using test::kTwoSquares;
using test::make_dataset;
using testing::ElementsAre;
using testing::HasSubstr;

class Formats : public testing::Test {
protected:
    void expect_two_squares(const std::string& path, const std::string& layer = {},
                            double tolerance = 1e-9) {
        SourceSpec source = source_from_path("tracts", path);
        source.layer = layer;
        const PolygonFeatures features = read_polygons(source, diagnostics);
        ASSERT_EQ(features.shapes.size(), 2U) << path;
        const geo::Box box = features.shapes.box();
        EXPECT_NEAR(box.min_x, -88, tolerance) << path;
        EXPECT_NEAR(box.max_x, -86, tolerance) << path;
        EXPECT_NEAR(box.min_y, 41, tolerance) << path;
        EXPECT_NEAR(box.max_y, 42, tolerance) << path;
        const Table& table = features.table;
        EXPECT_EQ(table.cell(1, table.require("GEOID")), "17031000200") << path;
        EXPECT_EQ(table.cell(1, table.require("people")), "800") << path;
        EXPECT_EQ(table.cell(1, table.require("share")), "0.5") << path;
    }
    Table table_of(const std::string& path, const std::string& layer = {}) {
        SourceSpec source = source_from_path("t", path);
        source.layer = layer;
        return read_table(source, diagnostics);
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Formats, GeoJson) {
    expect_two_squares(folder.write("a.geojson", kTwoSquares).string());
}

TEST_F(Formats, Shapefile) {
    make_dataset(folder / "a.shp", kTwoSquares, {"-a_srs", "EPSG:4269"});
    expect_two_squares((folder / "a.shp").string());
}

TEST_F(Formats, ZippedShapefile) {
    make_dataset(folder / "a.shp.zip", kTwoSquares, {"-f", "ESRI Shapefile"});
    expect_two_squares((folder / "a.shp.zip").string());
}

TEST_F(Formats, GeoPackage) {
    make_dataset(folder / "a.gpkg", kTwoSquares, {"-nln", "areas"});
    expect_two_squares((folder / "a.gpkg").string());
    expect_two_squares((folder / "a.gpkg").string(), "areas");
    EXPECT_THAT(error_of([&] { table_of((folder / "a.gpkg").string(), "area"); }),
                HasSubstr("did you mean \"areas\"?"));
}

TEST_F(Formats, FlatGeobuf) {
    make_dataset(folder / "a.fgb", kTwoSquares, {"-lco", "SPATIAL_INDEX=NO"});
    expect_two_squares((folder / "a.fgb").string());
}

TEST_F(Formats, FileGeodatabaseIsAFolder) {
    make_dataset(folder / "a.gdb", kTwoSquares, {"-nln", "areas"});
    expect_two_squares((folder / "a.gdb").string());
    EXPECT_EQ(table_of((folder / "a.gdb").string()).rows(), 2U);
}

TEST_F(Formats, TopoJsonIsTakenAsLonLat) {
    const auto file = folder.write("t.json", R"({"type":"Topology","objects":{"tracts":{
"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"17031000100","arcs":[[0]]}]}},
"arcs":[[[-88,41],[-87,41],[-87,42],[-88,42],[-88,41]]]})");
    const auto features = read_polygons(source_from_path("t", file.string()), diagnostics);
    ASSERT_EQ(features.shapes.size(), 1U);
    EXPECT_EQ(features.table.cell(0, features.table.require("id")), "17031000100");
    EXPECT_EQ(features.shapes.box().min_x, -88);
}

TEST_F(Formats, TopoJsonOfIllinois2010) {
    TRACTWISE_NEEDS("data/crosswalk/il_tracts_2010.json");
    const auto path = test::data_pack("data/crosswalk/il_tracts_2010.json").string();
    EXPECT_EQ(read_polygons(source_from_path("t", path), diagnostics).shapes.size(), 3123U);
}

TEST_F(Formats, CsvWithWellKnownText) {
    const auto file =
        folder.write("a.csv", "GEOID,shape\n1,\"POLYGON ((-88 41, -87 41, -87 42, -88 41))\"\n"
                              "2,\"MULTIPOLYGON (((-88 41, -87 41, -87 42, -88 41)))\"\n");
    const auto features = read_polygons(source_from_path("t", file.string()), diagnostics);
    EXPECT_EQ(features.shapes.size(), 2U);
    EXPECT_FALSE(features.shapes.shape_empty(1));
    EXPECT_NE(found(diagnostics, "crs-assumed"), nullptr);
}

TEST_F(Formats, CsvWithWellKnownTextOfTheCityOfChicago) {
    TRACTWISE_NEEDS("data/tracts/Chicago_CensusTractsTIGER2010.csv");
    const auto path = test::data_pack("data/tracts/Chicago_CensusTractsTIGER2010.csv").string();
    const auto features = read_polygons(source_from_path("t", path), diagnostics);
    EXPECT_EQ(features.shapes.size(), 801U);
    EXPECT_NEAR(features.shapes.box().min_x, -87.9402, 1e-4);
}

TEST_F(Formats, ZipOfOneFilePerState) {
    const std::string one = R"({"type":"FeatureCollection","features":[{"type":"Feature",
"properties":{"GEOID":"01","a":"x"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]})";
    const std::string two = R"({"type":"FeatureCollection","features":[{"type":"Feature",
"properties":{"b":"y","GEOID":"02"},"geometry":{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1],[2,0]]]}}]})";
    test::make_zip(folder / "states.zip",
                   {{"pack/two.json", two}, {"pack/one.json", one}, {"pack/SHA256SUMS", "abc"}});
    SourceSpec source = source_from_path("t", (folder / "states.zip").string());
    const auto features = read_polygons(source, diagnostics);
    ASSERT_EQ(features.shapes.size(), 2U);
    EXPECT_THAT(features.table.columns(), ElementsAre("GEOID", "a", "b")); // by name of file
    EXPECT_EQ(features.table.cell(0, 0), "01");
    EXPECT_EQ(features.table.cell(1, 1), "");
    EXPECT_EQ(features.table.cell(1, 2), "y");
    EXPECT_EQ(features.shapes.box(1).min_x, 2);

    source.layer = "two"; // one of them
    EXPECT_EQ(read_polygons(source, diagnostics).shapes.size(), 1U);
}

TEST_F(Formats, FolderOfMapFilesIsOneLayer) {
    folder.write("one.geojson", kTwoSquares);
    folder.write("two.geojson", kTwoSquares);
    EXPECT_EQ(
        read_polygons(source_from_path("t", folder.path().string()), diagnostics).shapes.size(),
        4U);
}

TEST_F(Formats, ZippedTableOfDataCensusGov) {
    test::make_zip(folder / "t.zip",
                   {{"ACSDT5Y2022.B25070-Column-Metadata.csv", "a\n1\n"},
                    {"ACSDT5Y2022.B25070-Data.csv", "GEO_ID,x\n1400000US17031010100,5\n"},
                    {"notes.txt", "hello\n"}});
    EXPECT_EQ(table_of((folder / "t.zip").string()).cell(0, 1), "5");
    EXPECT_EQ(table_of((folder / "t.zip").string(), "notes.txt").columns().front(), "hello");
}

TEST_F(Formats, FortyFiveStatesInOneZip) {
    TRACTWISE_NEEDS("data/scale/cb_2018_tracts_42_states.zip");
    const auto path = test::data_pack("data/scale/cb_2018_tracts_42_states.zip").string();
    std::size_t reports = 0;
    double last = 0;
    Progress progress;
    progress.report = [&](std::string_view, double fraction) {
        ++reports;
        last = fraction;
    };
    const auto features = read_polygons(source_from_path("us", path), diagnostics, progress);
    EXPECT_EQ(features.shapes.size(), 41088U);
    EXPECT_EQ(features.table.rows(), 41088U);
    EXPECT_GT(features.shapes.vertex_count(), 2'600'000U);
    EXPECT_GT(reports, 20U);
    EXPECT_EQ(last, 1.0);
}

TEST_F(Formats, ReadingCanBeStopped) {
    std::stop_source stop;
    Progress progress;
    progress.stop = stop.get_token();
    progress.report = [&](std::string_view, double) { stop.request_stop(); };
    folder.write("one.geojson", kTwoSquares);
    folder.write("two.geojson", kTwoSquares);
    try {
        read_polygons(source_from_path("t", folder.path().string()), diagnostics, progress);
        FAIL() << "was not stopped";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Canceled);
    }
}

TEST_F(Formats, SpreadsheetFirstSheetUnlessNamed) {
    make_dataset(folder / "t.xlsx", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"GEOID":"01001020100","rate":12.5,"n":3},"geometry":null}]})",
                 {"-nln", "rates"});
    const Table table = table_of((folder / "t.xlsx").string());
    EXPECT_THAT(table.columns(), ElementsAre("GEOID", "rate", "n"));
    EXPECT_EQ(table.cell(0, 0), "01001020100");
    EXPECT_EQ(table.cell(0, 1), "12.5");
    EXPECT_EQ(table.cell(0, 2), "3");
    EXPECT_EQ(table_of((folder / "t.xlsx").string(), "rates").rows(), 1U);
    EXPECT_THAT(error_of([&] { table_of((folder / "t.xlsx").string(), "rate"); }),
                HasSubstr("did you mean \"rates\"?"));
}

TEST_F(Formats, DbfIsATable) {
    make_dataset(folder / "a.shp", kTwoSquares);
    const Table table = table_of((folder / "a.dbf").string());
    EXPECT_EQ(table.cell(0, table.require("GEOID")), "17031000100");
    EXPECT_EQ(table.cell(0, table.require("people")), "1200");
    EXPECT_EQ(table.row_name(0), "row 1");
}

TEST_F(Formats, AttributesAreTextsAsPublished) {
    const auto file = folder.write("a.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":17031000100,"whole":5.0,"part":0.1,"date":"2020/01/02","yes":true,"none":null},
"geometry":{"type":"Point","coordinates":[-87,41]}}]})");
    const Table table = table_of(file.string());
    const auto cell = [&](const char* name) { return table.cell(0, table.require(name)); };
    EXPECT_EQ(cell("id"), "17031000100");
    EXPECT_EQ(cell("whole"), "5");
    EXPECT_EQ(cell("part"), "0.1");
    EXPECT_EQ(cell("date"), "2020/01/02");
    EXPECT_EQ(cell("yes"), "true");
    EXPECT_EQ(cell("none"), "");
}

TEST_F(Formats, SeveralLayersMustBeNamed) {
    make_dataset(folder / "a.gpkg", kTwoSquares, {"-nln", "areas"});
    make_dataset(folder / "a.gpkg", kTwoPlaces, {"-update", "-nln", "places"});
    EXPECT_THAT(error_of([&] { table_of((folder / "a.gpkg").string()); }),
                HasSubstr("areas, places"));
    expect_two_squares((folder / "a.gpkg").string()); // only one holds polygons
    EXPECT_EQ(
        read_points(source_from_path("p", (folder / "a.gpkg").string()), diagnostics).places.size(),
        2U);
}

TEST_F(Formats, PostgresTable) { // e.g. TRACTWISE_PG="PG:dbname=gis user=me", with a table
                                 // tractwise_io_test(geoid, x)
    const char* connection = std::getenv("TRACTWISE_PG");
    if (connection == nullptr)
        GTEST_SKIP() << "TRACTWISE_PG is not set";
    allow_network(true);
    const Table table = table_of(connection, "tractwise_io_test");
    EXPECT_EQ(table.cell(0, table.require("geoid")), "01001020100");
}

} // namespace
} // namespace tractwise::io
