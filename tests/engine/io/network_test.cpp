// SPDX-License-Identifier: Apache-2.0
// What a file may not do to its reader: call a server, lead to another file, unpack without end.
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/error.hpp"
#include "engine/io/features.hpp"
#include "engine/io/input_watch.hpp"
#include "engine/io/network.hpp"
#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Elsewhere : public testing::Test {
protected:
    ~Elsewhere() override { allow_network(false); }
    std::string said(const std::string& path) {
        return error_of([&] { read_table(source_from_path("s", path), diagnostics_); });
    }
    std::string said_of(const std::string& name, const std::string& text) {
        return said(folder_.write(name, text).string());
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(Elsewhere, ServersNeedConsent) {
    for (const char* path :
         {"https://example.invalid/a.csv", "PG:dbname=x", "/vsicurl/http://example.invalid/a.csv",
          "/vsizip//vsicurl/http://example.invalid/a.zip", "/vsis3/bucket/a.csv",
          "WFS:http://example.invalid", "/vsisparse/a.xml"}) {
        EXPECT_TRUE(leaves_machine(path)) << path;
        EXPECT_THAT(said(path),
                    AllOf(HasSubstr("leaves this machine"), HasSubstr("--allow-network")));
    }
    for (const char* path : {"/data/a.csv", "/vsizip//data/a.zip/b.csv", "/vsigzip//data/a.csv.gz",
                             "notes: final.csv"})
        EXPECT_FALSE(leaves_machine(path)) << path;
    allow_network(true);
    EXPECT_THAT(said("PG:host=nowhere.invalid"), Not(HasSubstr("leaves this machine")));
}

TEST_F(Elsewhere, ConsentIsAskedForAllSourcesAtOnce) {
    std::map<std::string, SourceSpec> sources;
    for (const auto& [id, path] :
         {std::pair{"acs", "https://example.invalid/a.csv"}, std::pair{"homes", "homes.csv"},
          std::pair{"sites", "PG:password=secret dbname=x"}})
        sources.emplace(id, source_from_path(id, path));
    EXPECT_THAT(error_of([&] { require_consent(sources); }),
                AllOf(HasSubstr("\"acs\" (https://example.invalid/a.csv)"), HasSubstr("\"sites\""),
                      Not(HasSubstr("homes")), Not(HasSubstr("secret"))));
}

// GDAL tells these by what stands in them, whatever they are called.
TEST_F(Elsewhere, FilesThatLeadElsewhereAreNotFollowed) {
    const std::string secret =
        folder_.write("secret.csv", "GEOID,people\n17031010100,5\n").string();
    const std::string vrt = fmt::format(
        "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>{}</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>",
        secret);
    for (const char* name : {"a.vrt", "a.xml", "a", "a.dat2", "a.gml", "a.kml"})
        EXPECT_THAT(said_of(name, vrt), Not(HasSubstr("17031010100"))) << name;
    for (const char* name : {"b.xml", "b", "b.wfs"})
        EXPECT_THAT(said_of(name, "<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL>"
                                  "</OGRWFSDataSource>"),
                    AllOf(Not(HasSubstr("127.0.0.1")), HasSubstr("cannot be opened")))
            << name;
}

const char* const kGml =
    "<?xml version=\"1.0\"?><ogr:FeatureCollection xmlns:ogr=\"http://ogr.maptools.org/\" "
    "xmlns:gml=\"http://www.opengis.net/gml\"><gml:featureMember><ogr:t fid=\"t.0\">"
    "<ogr:GEOID>17031010100</ogr:GEOID><ogr:people>5</ogr:people></ogr:t></gml:featureMember>"
    "</ogr:FeatureCollection>";

TEST_F(Elsewhere, NothingIsWrittenBesideGmlAndNoOldSchemaIsReadThere) {
    const auto file = folder_.write("a.gml", kGml);
    const Table table = read_table(source_from_path("s", file.string()), diagnostics_);
    EXPECT_EQ(table.cell(0, table.require("people")), "5");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
    // Of another file of that name: its schema has no column "people".
    folder_.write("a.gfs", "<GMLFeatureClassList><GMLFeatureClass><Name>t</Name>"
                           "<ElementPath>t</ElementPath><PropertyDefn><Name>GEOID</Name>"
                           "<ElementPath>GEOID</ElementPath><Type>String</Type></PropertyDefn>"
                           "</GMLFeatureClass></GMLFeatureClassList>");
    std::filesystem::last_write_time(folder_ / "a.gfs", std::filesystem::file_time_type::max());
    const Table again = read_table(source_from_path("s", file.string()), diagnostics_);
    EXPECT_EQ(again.cell(0, again.require("people")), "5");
}

TEST_F(Elsewhere, AShapefileWithoutItsTableIsNamed) {
    // The head of an empty shapefile of polygons: file code, length in words, version, type.
    std::string shp(100, '\0');
    shp[2] = '\x27', shp[3] = '\x0A', shp[27] = 50, shp[28] = '\xE8', shp[29] = 3, shp[32] = 5;
    folder_.write("a.shx", shp);
    EXPECT_THAT(said_of("a.shp", shp), AllOf(HasSubstr(".dbf"), HasSubstr("is missing")));
}

TEST_F(Elsewhere, FoldersOfVeryManyFilesAreNotListed) {
    std::filesystem::create_directories(folder_ / "many");
    for (int i = 0; i <= 10'000; ++i)
        std::filesystem::create_hard_link(i == 0 ? folder_.write("x", "x") : folder_ / "x",
                                          folder_ / fmt::format("many/{}", i));
    EXPECT_THAT(error_of([&] {
                    read_polygons(source_from_path("s", (folder_ / "many").string()), diagnostics_);
                }),
                HasSubstr("more than 10,000 files"));
}

TEST_F(Elsewhere, ArchivesOfVeryManyFilesAreNotListed) {
    // The directory at the end of a zip, which says 20,000 files.
    std::string end = std::string("PK\x05\x06") + std::string(18, '\0');
    end[8] = end[10] = '\x20', end[9] = end[11] = '\x4E';
    EXPECT_THAT(said_of("many.zip", std::string("PK\x03\x04") + std::string(100, '\0') + end),
                HasSubstr("more than 10,000 files"));
}

// 300 MB of commas in 300 KB took gigabytes to read.
TEST_F(Elsewhere, ArchivesThatUnpackWithoutEndAreRefused) {
    const std::string commas = "GEOID,a\n" + std::string(std::size_t{300} << 20U, ',');
    test::make_zip(folder_ / "bomb.zip", {{"a.csv", commas}});
    ASSERT_LT(std::filesystem::file_size(folder_ / "bomb.zip"), 2'000'000U);
    EXPECT_THAT(said((folder_ / "bomb.zip").string()), HasSubstr("more than 100 times its size"));
}

// One in the other, deeper than any stack.
TEST_F(Elsewhere, WhatNestsTooDeeplyIsRefused) {
    const auto times = [](std::size_t n, const std::string& text) {
        std::string all;
        for (std::size_t i = 0; i < n; ++i)
            all += text;
        return all;
    };
    const auto collection = [&](const std::string& properties, const std::string& geometry) {
        return folder_
            .write("deep.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature",)"
                                   R"("properties":{"GEOID":"99001000100")" +
                                       properties + R"(},"geometry":)" + geometry + "}]}")
            .string();
    };
    constexpr std::size_t many = 300'000;
    EXPECT_THAT(said(collection("", R"({"type":"Polygon","coordinates":)" + times(many, "[") +
                                        times(many, "]") + "}")),
                HasSubstr("Too many nested"));
    EXPECT_THAT(
        said(collection(R"(,"x":)" + times(many, R"({"a":)") + "1" + times(many, "}"), "null")),
        HasSubstr("Too many nested"));
    test::make_zip(folder_ / "0.zip", {{"a.csv", "GEOID,a\n99001000100,1\n"}});
    for (int n = 1; n <= 40; ++n)
        test::make_zip(folder_ / fmt::format("{}.zip", n),
                       {{"in.zip", folder_.read(fmt::format("{}.zip", n - 1))}});
    EXPECT_THAT(said((folder_ / "40.zip").string()), HasSubstr("no table or map file"));
}

TEST_F(Elsewhere, AnInputThatChangesIsNoticed) {
    std::map<std::string, SourceSpec> sources;
    const auto file = folder_.write("a.csv", "a\n1\n");
    sources.emplace("a", source_from_path("a", file.string()));
    const InputWatch watch(sources);
    EXPECT_FALSE(watch.changed());
    folder_.write("a.csv", "a\n2\n");
    EXPECT_EQ(watch.changed(), "a");
    // As long as before, and its time set back.
    const InputWatch again(sources);
    const auto time = std::filesystem::last_write_time(file);
    folder_.write("a.csv", "a\n3\n");
    std::filesystem::last_write_time(file, time);
    EXPECT_EQ(again.changed(), "a");
    std::filesystem::remove(file); // a stick that was pulled tells nothing
    EXPECT_FALSE(watch.changed());
}

} // namespace
} // namespace tractwise::io
