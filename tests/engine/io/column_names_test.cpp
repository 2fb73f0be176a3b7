// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/column_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::found;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class NamesCutToTenLetters : public testing::Test {
protected:
    std::optional<std::size_t> find(std::vector<std::string> columns, std::string_view name,
                                    const std::function<bool(std::size_t)>& fits = {}) {
        return find_named(Table("sites.dbf", std::move(columns)), name, "clinics", diagnostics,
                          fits);
    }
    Diagnostics diagnostics;
};

constexpr std::string_view kStatus = "Site Status Description";

TEST_F(NamesCutToTenLetters, AreFoundAsGdalArcGisAndOthersWriteThem) {
    for (const char* cut : {"Site Statu", "Site_Statu", "SITE_STATU", "Site.Statu", "SiteStatus"}) {
        diagnostics = {};
        EXPECT_EQ(find({"Site Name", cut}, kStatus), 1U) << cut;
        ASSERT_NE(found(diagnostics, "name-cut"), nullptr) << cut;
        EXPECT_THAT(found(diagnostics, "name-cut")->message, HasSubstr(cut));
        EXPECT_THAT(found(diagnostics, "name-cut")->message, HasSubstr(std::string(kStatus)));
    }
}

TEST_F(NamesCutToTenLetters, AreNotLookedForWhereTheWholeNameIsThere) {
    EXPECT_EQ(find({"Site Statu", "site_status_description"}, kStatus), 1U);
    EXPECT_EQ(find({"Site_Statu", "SITESTATUSDESCRIPTION"}, kStatus), 1U);
    EXPECT_THAT(diagnostics.findings(), IsEmpty());
}

TEST_F(NamesCutToTenLetters, AreNotShorterOrLongerNamesThatBeginTheSame) {
    for (const char* other : {"Site", "Site Stat", "Site Status", "Site State", "Site Status Desc",
                              "Site Status Description 2", "Status"})
        EXPECT_EQ(find({other}, kStatus), std::nullopt) << other;
    EXPECT_EQ(find({"longitude"}, "longitude_x"), std::nullopt) << "no blank stands in its place";
    EXPECT_EQ(find({"X"}, "X coord"), std::nullopt) << "a short name is never cut";
    EXPECT_THAT(diagnostics.findings(), IsEmpty());
}

TEST_F(NamesCutToTenLetters, ABlankAtTheCutIsGone) {
    EXPECT_EQ(find({"Geocoding"}, "Geocoding Artifact Address Primary X Coordinate"), 0U);
    EXPECT_EQ(find({"Operating"}, "Operating Hours per Week"), 0U);
    EXPECT_EQ(find({"Operating_"}, "Operating Hours per Week"), 0U);
}

TEST_F(NamesCutToTenLetters, ThatCouldBeSeveralAreNotTakenInSilence) {
    const std::vector<std::string> columns{"Site Name", "Health Cen", "Health C_1", "Health C10"};
    EXPECT_EQ(find(columns, "Health Center Type Description"), std::nullopt);
    ASSERT_NE(found(diagnostics, "name-cut-unclear"), nullptr);
    EXPECT_THAT(found(diagnostics, "name-cut-unclear")->message,
                HasSubstr("\"Health Cen\", \"Health C_1\" and \"Health C10\""));
    EXPECT_EQ(found(diagnostics, "name-cut"), nullptr);
}

TEST_F(NamesCutToTenLetters, CanBeToldApartByTheirCells) {
    const std::vector<std::string> columns{"Health Cen", "Health C_1"};
    EXPECT_EQ(find(columns, "Health Center Type Description",
                   [](std::size_t column) { return column == 1; }),
              1U);
    EXPECT_EQ(found(diagnostics, "name-cut-unclear"), nullptr);
    EXPECT_EQ(find(columns, "Health Center Type Description", [](std::size_t) { return false; }),
              std::nullopt);
}

TEST_F(NamesCutToTenLetters, OfARealDbfFile) {
    const test::TemporaryFolder folder;
    const std::string dbf = (folder / "s.dbf").string();
    test::make_dataset(dbf, R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"Site Name":"A","Site Status Description":"Inactive","Operating Hours per Week":40,
        "Population group 1":1,"Population group 2":2},"geometry":null}]})",
                       {"-f", "ESRI Shapefile"});
    const Table table = read_table(source_from_path("s", dbf), diagnostics);
    EXPECT_THAT(table.columns(),
                ElementsAre("Site Name", "Site Statu", "Operating", "Population", "Populati_1"));
    const auto status = find_named(table, kStatus, "s", diagnostics);
    ASSERT_TRUE(status);
    EXPECT_EQ(table.cell(0, *status), "Inactive");
    EXPECT_THAT(columns_cut_from(table, "Population group 2"), ElementsAre(3U, 4U));
}

} // namespace
} // namespace tractwise::io
