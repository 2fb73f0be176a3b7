// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/tract_set.hpp"
#include "engine/tract/tract_table.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::tract {
namespace {

std::string square_feature(const char* geoid, double x, const char* extra = "") {
    char text[400];
    std::snprintf(
        text, sizeof text,
        R"({"type":"Feature","properties":{"GEOID":"%s"%s},"geometry":{"type":"Polygon","coordinates":)"
        R"([[[%g,39],[%g,39],[%g,39.01],[%g,39.01],[%g,39]]]}})",
        geoid, extra, x, x + 0.01, x + 0.01, x, x);
    return text;
}

class TractSetTest : public testing::Test {
protected:
    TractSet read(const std::string& features, const Region& region = {},
                  std::optional<int> vintage = 2020) {
        auto source = io::source_from_path(
            "tracts",
            folder_
                .write("t.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}")
                .string());
        source.vintage = vintage;
        return TractSet::read(source, region, diagnostics_);
    }
    std::string error_of(const std::string& features, const Region& region,
                         std::optional<int> vintage) {
        return test::error_of([&] { read(features, region, vintage); });
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(TractSetTest, SortsByGeoidAndFlagsWater) {
    const TractSet set = read(square_feature("99001990000", -97, R"(,"ALAND":0)") + "," +
                              square_feature("99001000100", -96.9));
    EXPECT_THAT(set.geoids(), testing::ElementsAre("99001000100", "99001990000"));
    EXPECT_FALSE(set.is_water(0));
    EXPECT_TRUE(set.is_water(1));
    EXPECT_NEAR(set.area_m2()[0], 865.8 * 1110.1, 1000); // 0.01 degree squared at 39 N
    EXPECT_EQ(set.find("99001990000"), 1U);
    EXPECT_FALSE(set.find("99001000200"));
}

TEST_F(TractSetTest, CountiesAreRunsOfTractsWithNamesWhereTheFileHasThem) {
    const char* named = R"(,"NAMELSADCO":"Marrow County","STATE_NAME":"Exampleland")";
    const TractSet set =
        read(square_feature("99003000100", -96) + "," + square_feature("99001000200", -97, named) +
             "," + square_feature("99001000100", -97.1, named));
    ASSERT_EQ(set.counties().size(), 2U);
    EXPECT_EQ(set.counties()[0].code, "99001");
    EXPECT_EQ(set.counties()[0].name, "Marrow County");
    EXPECT_EQ(set.counties()[0].state, "Exampleland");
    EXPECT_EQ(set.counties()[1].name, "99003") << "the code where no name is told";
    EXPECT_EQ(set.county(1).code, "99001");
    EXPECT_EQ(set.county(2).code, "99003");
    EXPECT_EQ(set.counties()[1].first, 2U);
    EXPECT_EQ(set.counties()[1].last, 3U);
}

TEST_F(TractSetTest, SameTractTwiceIsKeptOnceOrRefused) {
    EXPECT_EQ(
        read(square_feature("99001000100", -97) + "," + square_feature("99001000100", -97)).size(),
        1U);
    EXPECT_THAT(
        error_of(square_feature("99001000100", -97) + "," + square_feature("99001000100", -96), {},
                 2020),
        testing::HasSubstr("twice with different shapes"));
}

TEST_F(TractSetTest, AnEmptyRegionSaysWhichCountiesThereAre) {
    EXPECT_THAT(error_of(square_feature("99001000100", -97), {"x", {"17031"}}, 2020),
                testing::HasSubstr("99001 (1)"));
}

TEST_F(TractSetTest, EveryPartOfTheRegionMustExist) {
    EXPECT_THAT(error_of(square_feature("99001000100", -97), {"x", {"99001", "99003"}}, 2020),
                testing::HasSubstr("99003"));
}

TEST_F(TractSetTest, ADeclaredVintageMayNotContradictTheFile) {
    const std::string tract = square_feature("99001000100", -97, R"(,"GEOID10":"99001000100")");
    EXPECT_THAT(error_of(tract, {}, 2020), testing::HasSubstr("the file is of 2010"));
}

TEST_F(TractSetTest, NoVintageIsAnError) {
    EXPECT_THAT(error_of(square_feature("99001000100", -97), {}, std::nullopt),
                testing::HasSubstr("vintage"));
    EXPECT_EQ(read(square_feature("99001000100", -97, R"(,"GEOIDFQ":"1400000US99001000100")"), {},
                   std::nullopt)
                  .vintage(),
              2020);
}

TEST(TableColumn, IsMadeOnceWhenItsValuesAreFirstAskedFor) {
    int made = 0;
    TractTable table({"a", "b"});
    table.add({{.name = "reach", .label = "Reached", .unit = "share"}, 2, [&] {
                   ++made;
                   Column column;
                   column.values = {0.25, 1};
                   column.set_missing(1, io::Missing::NoPeople);
                   return column;
               }});
    const TractTable copy = table;
    EXPECT_EQ(table.info("reach")->label, "Reached");
    EXPECT_TRUE(table.columns().front().has_source());
    EXPECT_EQ(made, 0);
    EXPECT_EQ(table["reach"].values[0], 0.25);
    EXPECT_EQ(copy.find("reach")->reason(1), io::Missing::NoPeople);
    EXPECT_EQ(copy["reach"].info.unit, "share"); // what the function leaves out
    EXPECT_EQ(made, 1);
}

TEST(TableColumn, ThrowsWhatItsMakerThrowsAndAsksItAgain) {
    int asked = 0;
    TractTable table({"a", "b"});
    table.add({{.name = "late"}, 2, [&] {
                   if (++asked == 1)
                       throw Error(ErrorKind::Input, "not yet");
                   Column column;
                   column.values = {1, 2};
                   return column;
               }});
    EXPECT_THROW(table["late"], Error);
    EXPECT_EQ(table["late"].values[1], 2);
    EXPECT_THROW(table.add({{.name = "one"}, 1, [] { return Column{}; }}), Error); // for two rows
    table.add({{.name = "short"}, 2, [] { return Column{}; }});
    EXPECT_THROW(table["short"], Error);
}

TEST(TractTable, AddsOnceAndSuggestsNames) {
    TractTable table({"a", "b"});
    table.add(Column{{.name = "poverty_share"}, {1, 2}, {}, {}});
    EXPECT_EQ(table["poverty_share"].values[1], 2);
    EXPECT_THROW(table.add(Column{{.name = "poverty_share"}, {1, 2}, {}, {}}), Error);
    try {
        (void)table["povrty_share"];
        FAIL();
    } catch (const Error& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("did you mean \"poverty_share\""));
    }
}

TEST(TractSetReal, TheCountiesOfIllinois) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    Diagnostics diagnostics;
    const TractSet set =
        TractSet::read(io::source_from_path(
                           "t", test::data_pack("data/tracts/cb_2025_17_tract_500k.shp").string()),
                       {}, diagnostics);
    EXPECT_EQ(set.counties().size(), 102U); // Illinois has 102
    const County& cook = set.county(*set.find("17031840300"));
    EXPECT_EQ(cook.name, "Cook County");
    EXPECT_EQ(cook.state, "Illinois");
}

TEST(TractSetReal, AllFortyOneThousandTractsOfTheScaleFile) {
    TRACTWISE_NEEDS("data/scale/cb_2018_tracts_42_states.zip");
    Diagnostics diagnostics;
    auto source = io::source_from_path(
        "t", test::data_pack("data/scale/cb_2018_tracts_42_states.zip").string());
    source.vintage = 2010;
    EXPECT_EQ(TractSet::read(source, {}, diagnostics).size(), 41088U);
}

} // namespace
} // namespace tractwise::tract
