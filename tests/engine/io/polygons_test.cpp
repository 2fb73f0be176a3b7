// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using test::kTwoSquares;
using test::make_dataset;
using testing::HasSubstr;

class Polygons : public testing::Test {
protected:
    PolygonFeatures read(const std::filesystem::path& path, const std::string& crs = {}) {
        SourceSpec source = source_from_path("tracts", path.string());
        source.crs = crs;
        return read_polygons(source, diagnostics);
    }
    /// One feature with this geometry, as GeoJSON.
    PolygonFeatures read_geometry(const std::string& geometry) {
        return read(
            folder.write("g.geojson", fmt::format(R"({{"type":"FeatureCollection","features":[
{{"type":"Feature","properties":{{"id":"1"}},"geometry":{}}},
{{"type":"Feature","properties":{{"id":"2"}},"geometry":{{"type":"Polygon","coordinates":[[[5,5],[6,5],[6,6],[5,5]]]}}}}]}})",
                                                  geometry)));
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Polygons, ProjectedFeetBecomeDegrees) {
    make_dataset(folder / "feet.shp", kTwoSquares, {"-t_srs", "EPSG:3435"});
    const auto box = read(folder / "feet.shp").shapes.box();
    EXPECT_NEAR(box.min_x, -88, 1e-6);
    EXPECT_NEAR(box.max_y, 42, 1e-6);
}

TEST_F(Polygons, WebMercatorBecomesDegrees) {
    make_dataset(folder / "m.gpkg", kTwoSquares, {"-t_srs", "EPSG:3857"});
    EXPECT_NEAR(read(folder / "m.gpkg").shapes.box().min_x, -88, 1e-6);
}

TEST_F(Polygons, MissingPrjIsAnErrorWithAHint) {
    make_dataset(folder / "a.shp", kTwoSquares);
    std::filesystem::remove(folder / "a.prj");
    EXPECT_THAT(error_of([&] { read(folder / "a.shp"); }), HasSubstr("crs = \"EPSG:4269\""));
    EXPECT_EQ(read(folder / "a.shp", "EPSG:4269").shapes.size(), 2U);
}

TEST_F(Polygons, GeoJsonInFeetIsNotTakenForDegrees) {
    const auto file =
        folder.write("f.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature",
"properties":{},"geometry":{"type":"Polygon","coordinates":[[[1178461,1873949],[1188461,1873949],[1188461,1883949],[1178461,1873949]]]}}]})");
    EXPECT_THAT(error_of([&] { read(file); }), HasSubstr("not degrees"));
    EXPECT_NEAR(read(file, "EPSG:3435").shapes.box().min_y, 41.81, 0.01);
}

TEST_F(Polygons, WithoutRowsTheyAreRefused) {
    EXPECT_THAT(error_of([&] {
                    read(
                        folder.write("e.geojson", R"({"type":"FeatureCollection","features":[]})"));
                }),
                HasSubstr("no rows"));
    EXPECT_THAT(error_of([&] { read(folder.write("e.csv", "id,wkt\n")); }),
                HasSubstr("a header but no rows"));
}

TEST_F(Polygons, HeightsAreDropped) {
    const auto features =
        read_geometry(R"({"type":"Polygon","coordinates":[[[0,0,7],[1,0,7],[1,1,7],[0,0,7]]]})");
    EXPECT_EQ(features.shapes.ring(0).size(), 4U);
    EXPECT_EQ(features.shapes.box(0).max_x, 1);
}

TEST_F(Polygons, PolygonsOfACollectionAreKept) {
    const auto features = read_geometry(
        R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[9,9]},
{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},{"type":"LineString","coordinates":[[0,0],[9,9]]}]})");
    EXPECT_EQ(features.shapes.parts_of(0).size(), 1U);
    EXPECT_EQ(features.shapes.box(0).max_x, 1);
}

TEST_F(Polygons, CurvesBecomeLines) {
    const auto file = folder.write(
        "c.csv", "id,shape\n1,\"CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))\"\n"
                 "2,\"POLYGON ((5 5, 6 5, 6 6, 5 5))\"\n");
    const auto features = read(file);
    EXPECT_GT(features.shapes.ring(0).size(), 20U);
    EXPECT_NEAR(features.shapes.box(0).max_y, 1, 1e-3);
}

TEST_F(Polygons, RowsWithoutGeometryStayAsEmptyShapes) {
    const auto features = read_geometry("null");
    ASSERT_EQ(features.shapes.size(), 2U);
    EXPECT_TRUE(features.shapes.shape_empty(0));
    EXPECT_EQ(features.table.rows(), 2U);
    ASSERT_NE(found(diagnostics, "no-geometry"), nullptr);
    EXPECT_EQ(found(diagnostics, "no-geometry")->examples.front(), "row 1");
}

TEST_F(Polygons, BowTieIsRepairedAndReported) {
    const auto features =
        read_geometry(R"({"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]})");
    EXPECT_EQ(features.shapes.parts_of(0).size(), 2U);
    const Finding* finding = found(diagnostics, "invalid-polygon");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->count, 1U);
    EXPECT_THAT(finding->examples.front(), HasSubstr("row 1"));
}

TEST_F(Polygons, RingsWithoutAreaAreLeftOut) {
    const auto features =
        read_geometry(R"({"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]})");
    EXPECT_TRUE(features.shapes.shape_empty(0));
}

TEST_F(Polygons, PointsForPolygonsAreRefused) {
    EXPECT_THAT(error_of([&] { read(folder.write("p.geojson", test::kTwoPlaces)); }),
                HasSubstr("holds no polygons"));
    EXPECT_THAT(error_of([&] { read(folder.write("t.csv", "GEOID,x\n1,2\n")); }),
                HasSubstr("holds no polygons"));
}

TEST_F(Polygons, WhereFiltersShapesWithTheirRows) {
    SourceSpec source = source_from_path("t", folder.write("a.geojson", kTwoSquares).string());
    source.where = {{"GEOID", {"17031000200"}}};
    const auto features = read_polygons(source, diagnostics);
    ASSERT_EQ(features.shapes.size(), 1U);
    EXPECT_EQ(features.table.rows(), 1U);
    EXPECT_EQ(features.shapes.box().min_x, -87);
}

TEST_F(Polygons, IllinoisOf2025IsValidNad83) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    const auto features = read(test::data_pack("data/tracts/cb_2025_17_tract_500k.shp"));
    EXPECT_EQ(features.shapes.size(), 3263U);
    EXPECT_EQ(found(diagnostics, "invalid-polygon"), nullptr);
    EXPECT_EQ(features.table.cell(0, features.table.require("GEOID")), "17031824006");
}

TEST_F(Polygons, IllinoisOf2018IsWgs84GeoJson) {
    TRACTWISE_NEEDS("data/tracts/cb_2018_17_tract_500k.geojson");
    EXPECT_EQ(read(test::data_pack("data/tracts/cb_2018_17_tract_500k.geojson")).shapes.size(),
              3121U);
    EXPECT_EQ(found(diagnostics, "invalid-polygon"), nullptr);
}

} // namespace
} // namespace tractwise::io
