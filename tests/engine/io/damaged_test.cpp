// SPDX-License-Identifier: Apache-2.0
// Truncated and flipped files: an Error or a table, never a crash (run under address sanitizer
// too).
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"

#include <random>

#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

/// Every way of reading must end in a value or an Error.
void read_all_ways(const std::filesystem::path& path) {
    const SourceSpec source = source_from_path("t", path.string());
    const auto attempt = [&](auto read) {
        Diagnostics diagnostics;
        try {
            read(source, diagnostics);
        } catch (const Error& error) { // what a damaged file should give
            EXPECT_EQ(std::string(error.what()).find(".cpp"), std::string::npos)
                << "a path in the source of a library: " << error.what();
        }
    };
    attempt([](const auto& s, auto& d) { return read_table(s, d).rows(); });
    attempt([](const auto& s, auto& d) { return read_polygons(s, d).shapes.size(); });
    attempt([](const auto& s, auto& d) { return read_points(s, d).places.size(); });
    attempt([](const auto& s, auto& d) { return inspect(s, d).layers.size(); });
}

class Damaged : public testing::Test {
protected:
    void damage(const std::string& name) {
        const std::string whole = folder.read(name);
        std::mt19937 random(20201); // fixed: a failure can be repeated
        for (int round = 0; round < 12; ++round) {
            folder.write(name, whole.substr(0, random() % whole.size()));
            read_all_ways(folder / name);
        }
        for (int round = 0; round < 40; ++round) {
            std::string flipped = whole;
            for (int i = 0; i < 8; ++i)
                flipped[random() %
                        std::min<std::size_t>(flipped.size(), i < 4 ? 200 : flipped.size())] =
                    static_cast<char>(random());
            folder.write(name, flipped);
            read_all_ways(folder / name);
        }
    }
    test::TemporaryFolder folder;
};

TEST_F(Damaged, Csv) {
    std::string text = "GEOID,\"a b\",lon,lat,shape\n";
    for (int i = 0; i < 50; ++i)
        text += "1703100010" + std::to_string(i % 10) +
                ",\"x, \"\"y\"\"\",-87.6,41.8,\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"\n";
    folder.write("a.csv", text);
    damage("a.csv");
}

TEST_F(Damaged, JsonTable) {
    folder.write("a.json",
                 R"([["GEOID","lon","lat"],["17031000100",-87.6,41.8],["17031000200",null,"x"]])");
    damage("a.json");
}

TEST_F(Damaged, GeoJson) {
    folder.write("a.geojson", test::kTwoSquares);
    damage("a.geojson");
}

TEST_F(Damaged, Shapefile) {
    test::make_dataset(folder / "a.shp", test::kTwoSquares);
    for (const char* name : {"a.shp", "a.shx", "a.dbf", "a.prj"}) {
        const std::string whole = folder.read(name);
        damage(name);
        if (std::string(name) != "a.shp") {
            folder.write(name, whole.substr(0, whole.size() / 2));
            read_all_ways(folder / "a.shp");
        }
        folder.write(name, whole);
    }
}

TEST_F(Damaged, GeoPackage) {
    test::make_dataset(folder / "a.gpkg", test::kTwoSquares);
    damage("a.gpkg");
}

TEST_F(Damaged, Spreadsheet) {
    const OutTable table{.name = "s",
                         .columns = {{"GEOID", "", std::vector<std::string>{"1", "2"}}}};
    write_xlsx(folder / "a.xlsx", {&table, 1});
    damage("a.xlsx");
    // A byte in the middle of what is packed: GDAL then names a file of its own source.
    write_xlsx(folder / "b.xlsx", {&table, 1});
    const std::string whole = folder.read("b.xlsx");
    for (std::size_t at = 40; at < whole.size(); at += 23) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(~flipped[at]);
        folder.write("b.xlsx", flipped);
        read_all_ways(folder / "b.xlsx");
    }
}

TEST_F(Damaged, FilesOfOtherPrograms) {
    for (const std::string& start :
         {std::string("<stata_dta><header>"), std::string("$FL2@(#)"), std::string("PAR1"),
          std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), std::string("\x1F\x8B\x08"),
          std::string("7z\xBC\xAF\x27\x1C")}) {
        folder.write("a.csv", start + std::string(900, '\x3E'));
        damage("a.csv");
    }
    for (const char* name : {"a.xls", "a.json", "a.rds"}) {
        folder.write(name, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(8000, '\0'));
        damage(name);
    }
}

TEST_F(Damaged, WordsOfServers) {
    for (const char* text :
         {"<html><head><title>Missing Key</title></head><body><!-- x --><p>A &amp; "
          "b</p></body></html>",
          R"({"error":{"code":400,"message":"Invalid URL","details":["Invalid URL"]}})",
          R"({"meta":{"view":{"id":1}},"data":[[1,2],[3,"\"x"]],"next":null})",
          "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>x</Message></Error>",
          R"({"type":"FeatureCollection","exceededTransferLimit":true,"features":[]})",
          R"({"type":"FeatureCollection","numberMatched":12,"numberReturned":5,"features":[]})"}) {
        folder.write("a.json", text);
        damage("a.json");
    }
}

TEST_F(Damaged, Zip) {
    test::make_zip(folder / "a.zip", {{"a.geojson", test::kTwoSquares}});
    damage("a.zip");
}

} // namespace
} // namespace tractwise::io
