// SPDX-License-Identifier: Apache-2.0
// Answers of servers that end before the data do.
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::found;
using test::make_zip;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string features(int first, int count) {
    std::string text;
    for (int i = first; i < first + count; ++i)
        text += fmt::format(
            R"({}{{"type":"Feature","properties":{{"GEOID":"1703101{:04}"}},"geometry":)"
            R"({{"type":"Polygon","coordinates":[[[{},0],[{},0],[{},1],[{},0]]]}}}})",
            i > first ? "," : "", i, i * 0.01, i * 0.01 + 0.01, i * 0.01 + 0.01, i * 0.01);
    return text;
}
std::string collection(const std::string& before, int first, int count,
                       const std::string& behind = "") {
    return "{\"type\":\"FeatureCollection\"," + before + "\"features\":[" + features(first, count) +
           "]" + behind + "}";
}

class CutAnswer : public testing::Test {
protected:
    /// The finding, from whichever way the file is read.
    const Finding* polygons(const std::string& name, std::string_view bytes) {
        return read(folder.write(name, bytes), [](const auto& s, auto& d) { read_polygons(s, d); });
    }
    template <typename Read>
    const Finding* read(const std::filesystem::path& file, Read how) {
        diagnostics = {};
        how(source_from_path("tracts", file.string()), diagnostics);
        return found(diagnostics, "answer-cut");
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(CutAnswer, ExceededTransferLimitWhereverServersWriteIt) {
    for (const std::string& text :
         {collection("\"exceededTransferLimit\":true,", 1, 5),
          collection("\"properties\": {\"exceededTransferLimit\" : true}, ", 1, 5),
          collection("", 1, 5, ",\"properties\":{\"exceededTransferLimit\":true}"),
          collection("", 1, 5, ", \"exceededTransferLimit\": true"),
          collection("", 1, 2000, ",\"exceededTransferLimit\":true"), // over 64 KB
          collection("\"exceededTransferLimit\":true,", 1, 2000)}) {
        const Finding* cut = polygons("a.geojson", text);
        ASSERT_NE(cut, nullptr) << text.substr(0, 100);
        EXPECT_EQ(cut->severity, Severity::Warning);
        EXPECT_EQ(cut->source, "tracts");
        const bool large = text.size() > 65536;
        EXPECT_THAT(cut->message,
                    AllOf(HasSubstr(large ? "after 2000 features" : "after 5 features"),
                          HasSubstr(large ? "&resultOffset=2000" : "&resultOffset=5")));
    }
}

TEST_F(CutAnswer, EveryWayOfReadingSaysIt) {
    const auto file = folder.write(
        "sites.geojson",
        R"({"type":"FeatureCollection","exceededTransferLimit":true,"features":[{"type":"Feature",
"properties":{"n":1},"geometry":{"type":"Point","coordinates":[-75,39]}}]})");
    EXPECT_NE(read(file, [](const auto& s, auto& d) { read_points(s, d); }), nullptr);
    EXPECT_NE(read(file, [](const auto& s, auto& d) { read_places(s, d); }), nullptr);
    EXPECT_NE(read(file, [](const auto& s, auto& d) { read_table(s, d); }), nullptr);
    EXPECT_NE(read(file, [](const auto& s, auto& d) { inspect(s, d); }), nullptr);
    EXPECT_EQ(diagnostics.findings().size(), 1U);
}

TEST_F(CutAnswer, EsriJson) {
    const auto file = folder.write(
        "sites.json", R"({"exceededTransferLimit":true,"geometryType":"esriGeometryPoint",
"spatialReference":{"wkid":4326},"fields":[{"name":"n","type":"esriFieldTypeInteger"}],
"features":[{"attributes":{"n":1},"geometry":{"x":-75,"y":39}},{"attributes":{"n":2},"geometry":{"x":-75,"y":39}}]})");
    const Finding* cut = read(file, [](const auto& s, auto& d) { read_points(s, d); });
    ASSERT_NE(cut, nullptr);
    EXPECT_THAT(cut->message, HasSubstr("after 2 features"));
}

TEST_F(CutAnswer, WholeAnswersAreQuiet) {
    EXPECT_EQ(polygons("a.geojson", collection("\"exceededTransferLimit\":false,", 1, 5)), nullptr);
    EXPECT_EQ(polygons("b.geojson", collection("", 1, 1000)),
              nullptr); // a round number proves nothing
    EXPECT_EQ(polygons("c.geojson", collection("\"numberMatched\":5,\"numberReturned\":5,", 1, 5)),
              nullptr);
    EXPECT_EQ(polygons("d.geojson",
                       collection("\"numberMatched\":\"unknown\",\"numberReturned\":5,", 1, 5)),
              nullptr);
}

TEST_F(CutAnswer, FeatureServiceThatMatchedMoreThanItReturned) {
    const Finding* cut = polygons(
        "a.geojson",
        collection("", 1, 5, ",\"totalFeatures\":12,\"numberMatched\":12,\"numberReturned\":5"));
    ASSERT_NE(cut, nullptr);
    EXPECT_THAT(cut->message,
                AllOf(HasSubstr("after 5 features of 12"), HasSubstr("startIndex=5")));
}

TEST_F(CutAnswer, PagesThatBelongTogetherAreWhole) {
    const std::string more = "\"exceededTransferLimit\":true,";
    const auto zip = [&](const std::vector<test::ZipEntry>& entries) {
        make_zip(folder / "pages.zip", entries);
        const Finding* cut =
            read(folder / "pages.zip", [](const auto& s, auto& d) { read_polygons(s, d); });
        std::filesystem::remove(folder / "pages.zip");
        return cut;
    };
    const test::ZipEntry one{"p1.geojson", collection(more, 1, 5)},
        two{"p2.geojson", collection(more, 6, 5)};
    EXPECT_EQ(zip({one, two, {"p3.geojson", collection("", 11, 2)}}), nullptr);
    const Finding* cut = zip({one, two}); // the last page is missing
    ASSERT_NE(cut, nullptr);
    EXPECT_EQ(cut->count, 2U);
    // One file per county, of which one is cut.
    cut = zip({{"a.geojson", collection("", 1, 5)},
               {"b.geojson", collection(more, 6, 5)},
               {"c.geojson", collection("", 11, 7)}});
    ASSERT_NE(cut, nullptr);
    EXPECT_THAT(cut->examples, ElementsAre(HasSubstr("b.geojson")));
    const std::string matched = "\"numberMatched\":8,\"numberReturned\":";
    EXPECT_EQ(zip({{"a.geojson", collection(matched + "5,", 1, 5)},
                   {"b.geojson", collection(matched + "3,", 6, 3)}}),
              nullptr);
}

} // namespace
} // namespace tractwise::io
