// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class Inspect : public testing::Test {
protected:
    DatasetSummary look(const std::filesystem::path& path) {
        return inspect(source_from_path("x", path.string()), diagnostics);
    }
    LayerSummary look_at(std::string_view csv, const std::string& name = "t.csv") {
        return look(folder.write(name, csv)).layers.at(0);
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Inspect, TextTable) {
    const auto layer = look_at("phone,GEOID20,lon,lat\n7735551234,17031010100,-87.6,41.8\n");
    EXPECT_EQ(layer.rows, 1U);
    EXPECT_THAT(layer.columns, ElementsAre("phone", "GEOID20", "lon", "lat"));
    EXPECT_EQ(layer.first_row.at(1), "17031010100");
    EXPECT_EQ(layer.geometry, "places in columns lon and lat");
}

TEST_F(Inspect, ASpreadsheetOfPlaces) {
    OutTable sheet;
    sheet.name = "sites";
    sheet.columns = {{.name = "site", .values = std::vector<std::string>{"A", "B"}},
                     {.name = "Longitude", .values = std::vector<double>{-87.6, -87.7}},
                     {.name = "Latitude", .values = std::vector<double>{41.8, 41.9}}};
    write_xlsx(folder / "sites.xlsx", {&sheet, 1});
    EXPECT_EQ(look(folder / "sites.xlsx").layers.at(0).geometry,
              "places in columns Longitude and Latitude");
    const PointFeatures points =
        read_points(source_from_path("x", (folder / "sites.xlsx").string()), diagnostics);
    EXPECT_EQ(points.places.at(1).lat, 41.9);
}

TEST_F(Inspect, HandsUpTheRowsItLookedAt) {
    const auto layer = look_at("GEOID,x\n17031010100,1\n17031010200,2\n");
    EXPECT_EQ(layer.sample.rows(), 2U);
    EXPECT_EQ(layer.sample.cell(1, 0), "17031010200");
    test::make_dataset(folder / "a.gpkg", test::kTwoSquares, {"-nln", "areas"});
    EXPECT_EQ(look(folder / "a.gpkg").layers.at(0).sample.rows(), 2U);
}

TEST_F(Inspect, LayersOfADataset) {
    test::make_dataset(folder / "a.gpkg", test::kTwoSquares, {"-nln", "areas"});
    test::make_dataset(folder / "a.gpkg", test::kTwoPlaces, {"-update", "-nln", "places"});
    const auto summary = look(folder / "a.gpkg");
    EXPECT_EQ(summary.driver, "GPKG");
    ASSERT_EQ(summary.layers.size(), 2U);
    EXPECT_EQ(summary.layers[0].name, "areas");
    EXPECT_EQ(summary.layers[0].geometry, "Polygon");
    EXPECT_THAT(summary.layers[0].crs, HasSubstr("4326"));
    EXPECT_EQ(summary.layers[1].rows, 2U);
}

TEST_F(Inspect, MissingReferenceSystemIsShownNotThrown) {
    test::make_dataset(folder / "a.shp", test::kTwoSquares);
    std::filesystem::remove(folder / "a.prj");
    EXPECT_THAT(look(folder / "a.shp").layers.at(0).crs, StartsWith("missing"));
}

TEST_F(Inspect, StreetsWhoseNodesAreNotSorted) {
    const auto summary = look(folder.write("s.osm", R"(<osm version="0.6">
<node id="2" lat="41.0" lon="-87.0"/><node id="1" lat="41.1" lon="-87.1"/>
<way id="1"><nd ref="2"/><nd ref="1"/><tag k="highway" v="residential"/></way></osm>)"));
    EXPECT_EQ(summary.driver, "OSM");
    const auto lines =
        std::find_if(summary.layers.begin(), summary.layers.end(),
                     [](const LayerSummary& layer) { return layer.name == "lines"; });
    ASSERT_NE(lines, summary.layers.end());
    EXPECT_EQ(lines->rows, 1U);
}

TEST_F(Inspect, RealFiles) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    const auto layer = look(test::data_pack("data/tracts/cb_2025_17_tract_500k.shp")).layers.at(0);
    EXPECT_EQ(layer.rows, 3263U);
    EXPECT_THAT(layer.crs, HasSubstr("4269"));
}

} // namespace
} // namespace tractwise::io
