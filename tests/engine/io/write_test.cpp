// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/numbers.hpp"
#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"

#include <cmath>
#include <csignal>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::HasSubstr;

OutTable two_tracts() {
    return {
        .name = "indices",
        .description = "A test",
        .columns = {{"GEOID", "Tract", std::vector<std::string>{"01001020100", "17031\"x, y\""}},
                    {"score", "Score 0..1", std::vector<double>{0.1, kNaN}},
                    {"people", "", std::vector<double>{1234567, 0}}}};
}

/// A square, wound clockwise with a counterclockwise hole (the wrong way for GeoJSON), and an empty
/// shape.
geo::PolygonSet square_and_nothing() {
    geo::PolygonSet set;
    set.begin_shape();
    set.begin_part();
    set.add_ring(std::vector<geo::LonLat>{{-88, 41}, {-88, 42}, {-87, 42}, {-87, 41}});
    set.add_ring(std::vector<geo::LonLat>{{-87.6, 41.4}, {-87.4, 41.4}, {-87.4, 41.6}});
    set.begin_shape();
    return set;
}

class Write : public testing::Test {
protected:
    Table read(const std::string& name) {
        return read_table(source_from_path("t", (folder / name).string()), diagnostics);
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Write, CsvQuotesTextsAndNeverNumbers) {
    write_csv(folder / "a.csv", two_tracts());
    EXPECT_EQ(folder.read("a.csv"), "GEOID,score,people\n"
                                    "\"01001020100\",0.1,1234567\n"
                                    "\"17031\"\"x, y\"\"\",,0\n");
    const Table table = read("a.csv");
    EXPECT_EQ(table.cell(1, 0), "17031\"x, y\"");
    EXPECT_EQ(table.cell(1, 1), "");
}

// A spreadsheet computes such a text, also between quotes; a name is not to call a program.
TEST_F(Write, CsvTextsThatASpreadsheetWouldComputeStayText) {
    write_csv(folder / "a.csv",
              {.name = "a",
               .columns = {{"=x", "",
                            std::vector<std::string>{"=HYPERLINK(\"http://x\")", "+1-312-5", "@SUM",
                                                     "-2+3", "\tx", "-87.6", "+41.0", "a=b"}}}});
    EXPECT_EQ(folder.read("a.csv"),
              "\"'=x\"\n\"'=HYPERLINK(\"\"http://x\"\")\"\n\"'+1-312-5\"\n\"'@SUM\"\n\"'-2+3\"\n"
              "\"'\tx\"\n\"-87.6\"\n\"+41.0\"\n\"a=b\"\n");
}

TEST_F(Write, CsvOfOneMissingValueIsNoBlankLine) {
    write_csv(folder / "a.csv",
              {.name = "a", .columns = {{"x", "", std::vector<double>{1, kNaN, 2}}}});
    EXPECT_EQ(folder.read("a.csv"), "x\n1\n\"\"\n2\n");
}

TEST_F(Write, GeoJsonIsRfc7946) {
    const auto set = square_and_nothing();
    write_geojson(folder / "a.geojson", two_tracts(), {.polygons = &set});
    EXPECT_EQ(folder.read("a.geojson"),
              "{\"type\":\"FeatureCollection\",\"name\":\"indices\",\"description\":\"A "
              "test\",\"features\":[\n"
              "{\"type\":\"Feature\",\"properties\":{\"GEOID\":\"01001020100\",\"score\":0.1,"
              "\"people\":1234567},"
              "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-88,41],[-87,41],[-87,42],[-"
              "88,42],[-88,41]],"
              "[[-87.6,41.4],[-87.4,41.6],[-87.4,41.4],[-87.6,41.4]]]}},\n"
              "{\"type\":\"Feature\",\"properties\":{\"GEOID\":\"17031\\\"x, "
              "y\\\"\",\"score\":null,\"people\":0},"
              "\"geometry\":null}\n]}\n");
    const auto back =
        read_polygons(source_from_path("t", (folder / "a.geojson").string()), diagnostics);
    EXPECT_EQ(back.shapes.rings_of(0).size(), 2U);
    EXPECT_TRUE(back.shapes.shape_empty(1));
}

TEST_F(Write, GeoJsonPoints) {
    const std::vector<geo::LonLat> places{{-87.123456789, 41}, {kNaN, kNaN}};
    write_geojson(folder / "p.geojson", two_tracts(), {.points = places});
    EXPECT_THAT(folder.read("p.geojson"), HasSubstr("[-87.1234568,41]"));
    const auto back =
        read_points(source_from_path("t", (folder / "p.geojson").string()), diagnostics);
    EXPECT_TRUE(std::isnan(back.places[1].lon));
}

TEST_F(Write, GpkgReadsBackInNad83) {
    const auto set = square_and_nothing();
    write_gpkg(folder / "a.gpkg", two_tracts(), {.polygons = &set});
    const auto back =
        read_polygons(source_from_path("t", (folder / "a.gpkg").string()), diagnostics);
    ASSERT_EQ(back.shapes.size(), 2U);
    EXPECT_EQ(back.shapes.rings_of(0).size(), 2U);
    EXPECT_EQ(back.table.cell(0, back.table.require("GEOID")), "01001020100");
    EXPECT_EQ(back.table.cell(0, back.table.require("score")), "0.1");
    EXPECT_EQ(back.table.cell(1, back.table.require("score")), "");
    const auto layer =
        inspect(source_from_path("t", (folder / "a.gpkg").string()), diagnostics).layers.at(0);
    EXPECT_EQ(layer.name, "indices");
    EXPECT_THAT(layer.crs, HasSubstr("4269"));
    EXPECT_EQ(layer.geometry, "Multi Polygon");
}

TEST_F(Write, GpkgOfPointsAndOfRowsAlone) {
    const std::vector<geo::LonLat> places{{-87.1, 41}, {kNaN, kNaN}};
    write_gpkg(folder / "p.gpkg", two_tracts(), {.points = places});
    const auto back = read_points(source_from_path("t", (folder / "p.gpkg").string()), diagnostics);
    EXPECT_EQ(back.places[0].lon, -87.1);
    OutTable table = two_tracts();
    table.columns[2].name = "FID"; // collides with GDAL's own
    write_gpkg(folder / "t.gpkg", table, {});
    EXPECT_EQ(read("t.gpkg").cell(0, 2), "1234567");
}

/// A street with a bend and a line of one point, which is none.
geo::LineSet bend_and_nothing() {
    geo::LineSet set;
    set.add(std::vector<geo::LonLat>{{-87.5, 41}, {-87.5, 41.25}, {-87.123456789, 41.25}});
    set.add(std::vector<geo::LonLat>{{-87, 41}});
    return set;
}

/// The shapes of a file as well-known text, read by GDAL.
std::vector<std::string> shapes_of(const std::filesystem::path& file, OGRwkbGeometryType& type) {
    GDALAllRegister();
    GDALDataset* dataset = GDALDataset::Open(file.string().c_str(), GDAL_OF_VECTOR);
    std::vector<std::string> shapes;
    type = dataset->GetLayer(0)->GetGeomType();
    for (const auto& feature : *dataset->GetLayer(0)) {
        const OGRGeometry* geometry = feature->GetGeometryRef();
        shapes.push_back(geometry == nullptr ? "none" : geometry->exportToWkt());
    }
    GDALClose(dataset);
    return shapes;
}

TEST_F(Write, Lines) {
    const auto lines = bend_and_nothing();
    write_geojson(folder / "l.geojson", two_tracts(), {.lines = &lines});
    write_gpkg(folder / "l.gpkg", two_tracts(), {.lines = &lines});
    OGRwkbGeometryType type = wkbUnknown;
    EXPECT_THAT(
        shapes_of(folder / "l.geojson", type),
        testing::ElementsAre("LINESTRING (-87.5 41.0,-87.5 41.25,-87.1234568 41.25)", "none"));
    EXPECT_EQ(type, wkbLineString);
    EXPECT_THAT(
        shapes_of(folder / "l.gpkg", type),
        testing::ElementsAre("LINESTRING (-87.5 41.0,-87.5 41.25,-87.123456789 41.25)", "none"));
    EXPECT_EQ(type, wkbLineString);
    EXPECT_EQ(read("l.gpkg").cell(1, 0), "17031\"x, y\"");
}

/// The layers of a file by name: kind of geometry and number of rows, as GDAL sees them.
std::vector<std::string> layers_of(const std::filesystem::path& file) {
    GDALAllRegister();
    GDALDataset* dataset = GDALDataset::Open(file.string().c_str(), GDAL_OF_VECTOR);
    std::vector<std::string> layers;
    for (OGRLayer* layer : dataset->GetLayers())
        layers.push_back(fmt::format("{} {} {}", layer->GetName(),
                                     OGRGeometryTypeToName(layer->GetGeomType()),
                                     layer->GetFeatureCount()));
    GDALClose(dataset);
    return layers;
}

OutTable named(const char* name) {
    OutTable table = two_tracts();
    table.name = name;
    return table;
}

TEST_F(Write, GpkgWithSeveralLayers) {
    const std::vector<geo::LonLat> places{{-87.1, 41}, {kNaN, kNaN}};
    const auto lines = bend_and_nothing();
    const auto set = square_and_nothing();
    const std::vector<OutLayer> layers{{named("stops"), {.points = places}},
                                       {named("lines"), {.lines = &lines}},
                                       {named("tracts"), {.polygons = &set}},
                                       {named("groups"), {}}};
    write_gpkg(folder / "all.gpkg", layers);
    EXPECT_THAT(layers_of(folder / "all.gpkg"),
                testing::ElementsAre("stops Point 2", "lines Line String 2",
                                     "tracts Multi Polygon 2", "groups None 2"));
    for (const char* name : {"stops", "lines", "tracts", "groups"}) {
        SourceSpec source = source_from_path("t", (folder / "all.gpkg").string());
        source.layer = name;
        const Table table = read_table(source, diagnostics);
        EXPECT_EQ(table.cell(1, table.require("GEOID")), "17031\"x, y\"") << name;
        EXPECT_EQ(table.cell(1, table.require("score")), "") << name;
    }
    write_gpkg(folder / "again.gpkg", layers);
    EXPECT_TRUE(folder.read("all.gpkg") == folder.read("again.gpkg"));
    // One layer is the same file through either door.
    write_gpkg(folder / "one.gpkg", std::span(layers).first(1));
    write_gpkg(folder / "plain.gpkg", named("stops"), {.points = places});
    EXPECT_TRUE(folder.read("one.gpkg") == folder.read("plain.gpkg"));
}

TEST_F(Write, GpkgDescribesTheColumnsOfEveryLayer) {
    write_gpkg(folder / "a.gpkg", std::vector<OutLayer>{{named("one"), {}}, {named("two"), {}}});
    GDALAllRegister();
    GDALDataset* dataset = GDALDataset::Open((folder / "a.gpkg").string().c_str(), GDAL_OF_VECTOR);
    OGRLayer* found = dataset->ExecuteSQL("SELECT table_name, column_name FROM gpkg_data_columns "
                                          "WHERE description = 'Score 0..1'",
                                          nullptr, nullptr);
    EXPECT_EQ(found->GetFeatureCount(), 2);
    dataset->ReleaseResultSet(found);
    GDALClose(dataset);
}

TEST_F(Write, LayersOfOneNameAreRefusedBeforeAnythingIsWritten) {
    folder.write("a.gpkg", "old");
    const std::vector<OutLayer> layers{{named("stops"), {}}, {named("Stops"), {}}};
    EXPECT_THAT(error_of([&] { write_gpkg(folder / "a.gpkg", layers); }),
                HasSubstr("two layers are called"));
    EXPECT_EQ(folder.read("a.gpkg"), "old");
}

TEST_F(Write, OneShapeARowOfOneKind) {
    geo::LineSet lines = bend_and_nothing();
    const auto set = square_and_nothing();
    EXPECT_THAT(error_of([&] {
                    write_geojson(folder / "a.geojson", two_tracts(),
                                  {.polygons = &set, .lines = &lines});
                }),
                HasSubstr("at once"));
    lines.add(std::vector<geo::LonLat>{{1, 1}, {2, 2}});
    EXPECT_THAT(error_of([&] { write_gpkg(folder / "a.gpkg", two_tracts(), {.lines = &lines}); }),
                HasSubstr("3 lines for 2 rows"));
}

TEST_F(Write, XlsxKeepsIdsAsTextAndBlanksForMissing) {
    const std::vector<OutTable> sheets{two_tracts(), two_tracts()};
    write_xlsx(folder / "a.xlsx", sheets);
    SourceSpec source = source_from_path("t", (folder / "a.xlsx").string());
    source.layer = "indices";
    const Table table = read_table(source, diagnostics);
    EXPECT_EQ(table.cell(0, 0), "01001020100");
    EXPECT_EQ(table.cell(0, 1), "0.1");
    EXPECT_EQ(table.cell(1, 1), "");
    source.layer = "indices 2";
    EXPECT_EQ(read_table(source, diagnostics).rows(), 2U);
}

TEST_F(Write, SameInputSameBytes) {
    const auto set = square_and_nothing();
    const auto write_all = [&](const std::string& prefix) {
        for (const char* name : {"a.gpkg", "a.xlsx", "a.geojson", "a.csv"})
            write_features(folder / (prefix + name), two_tracts(), {.polygons = &set});
    };
    write_all("1");
    std::this_thread::sleep_for(
        std::chrono::milliseconds(2100)); // zip archives count in two seconds
    write_all("2");
    for (const char* name : {"a.gpkg", "a.xlsx", "a.geojson", "a.csv"})
        EXPECT_TRUE(folder.read(std::string("1") + name) == folder.read(std::string("2") + name))
            << name;
}

TEST_F(Write, GpkgIsTheSameOnOneProcessor) {
    OutTable table{.name = "points", .columns = {{"n", "", std::vector<double>{}}}};
    std::vector<geo::LonLat> points;
    for (int n = 0; n < 30'000; ++n) {
        std::get<std::vector<double>>(table.columns[0].values).push_back(n);
        points.push_back({-90 + (n * 37 % 1000) * 0.001, 40 + (n * 91 % 1009) * 0.001});
    }
    write_gpkg(folder / "many.gpkg", table, {.points = points});
    std::thread([&] { // a thread of its own, so that the others keep their processors
        cpu_set_t before, one;
        ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
        CPU_ZERO(&one);
        for (std::size_t cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
            if (CPU_ISSET(cpu, &before))
                CPU_SET(cpu, &one);
        ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
        write_gpkg(folder / "one.gpkg", table, {.points = points});
    })
        .join();
    EXPECT_TRUE(folder.read("many.gpkg") == folder.read("one.gpkg"));
}

TEST_F(Write, FullDiskIsAnErrorAndKeepsTheOldFile) {
    OutTable large = two_tracts();
    for (OutColumn& column : large.columns)
        std::visit([](auto& values) { values.resize(50'000, values.front()); }, column.values);
    const char* const names[] = {"a.csv", "a.xlsx", "a.geojson", "a.gpkg"};
    for (const char* name : names)
        folder.write(name, "old");
    // A limit on file sizes fails as a full disk does, once the signal that goes with it is
    // ignored.
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 64 * 1024;
    setrlimit(RLIMIT_FSIZE, &small);
    std::vector<std::string> said;
    for (const char* name : names)
        said.push_back(error_of([&] { write_features(folder / name, large, {}); }));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    for (const std::string& text : said)
        EXPECT_THAT(text, HasSubstr("cannot write the file"));
    for (const char* name : names)
        EXPECT_TRUE(folder.read(name) == "old") << name;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_FALSE(entry.path().filename().string().starts_with(".tractwise")) << entry.path();
}

TEST_F(Write, UnknownExtensionNamesTheKnownOnes) {
    EXPECT_THAT(error_of([&] { write_features(folder / "a.shp", two_tracts(), {}); }),
                HasSubstr(".gpkg"));
}

TEST_F(Write, UnwritableTargetIsAnErrorAndLeavesNothing) {
    folder.write("file", "x"); // a file where a folder is needed, which stops even root
    for (const char* name : {"a.csv", "a.xlsx", "a.geojson", "a.gpkg"})
        EXPECT_NE(error_of([&] { write_features(folder / "file" / name, two_tracts(), {}); }), "")
            << name;
    if (::geteuid() != 0) {
        std::filesystem::create_directory(folder / "locked");
        std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_read);
        for (const char* name : {"a.csv", "a.xlsx", "a.geojson", "a.gpkg"})
            EXPECT_NE(error_of([&] { write_features(folder / "locked" / name, two_tracts(), {}); }),
                      "");
        std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_all);
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_FALSE(entry.path().filename().string().starts_with(".tractwise")) << entry.path();
}

} // namespace
} // namespace tractwise::io
