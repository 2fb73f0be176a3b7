// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/renumbered.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/crosswalk.hpp"
#include "engine/tract/demand_points.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/join.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::tract {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(Renumbered, ConnecticutsCountiesAndPlanningRegionsAreEachOther) {

    EXPECT_EQ(other_id("09001010101"), "09190010101");
    EXPECT_EQ(other_id("09190010101"), "09001010101");
    EXPECT_EQ(other_id("090010101011000"), "09190010101") << "a block belongs to its tract";
    EXPECT_EQ(other_id("09003400100"), "09110400100") << "a tract that was split since";
    EXPECT_TRUE(counties_linked("09001", "09190"));
    EXPECT_FALSE(counties_linked("09001", "09003")) << "both are counties";
    EXPECT_FALSE(codes_changed("17031010100"));
    EXPECT_EQ(other_id("17031010100"), "");
    EXPECT_EQ(other_id("09001"), "");
}

TEST(Renumbered, RenamedCountiesSince2010) {
    EXPECT_EQ(other_id("46113940500"), "46102940500");
    EXPECT_EQ(other_id("02158000100"), "02270000100");
    EXPECT_EQ(other_id("02261000100"), "02066000100");
    EXPECT_EQ(other_id("02261000200"), "02063000200");
    EXPECT_EQ(other_id("51515050100"), "51019050100");
    EXPECT_EQ(other_id("51019050100"), "51515050100");
    EXPECT_EQ(other_id("51019030101"), "") << "the rest of Bedford County has not changed";
}

TEST(Renumbered, SingleTractsThatTheCensusBureauRenumbered) {
    EXPECT_EQ(other_id("36053940700"), "36053030402"); // not 0307
    EXPECT_EQ(other_id("36065024800"), "36065940000");
    EXPECT_EQ(other_id("04019410501"), "04019004118");
    EXPECT_FALSE(codes_changed("04019000100"));
}

TEST(Renumbered, RedrawnTractsAreNamedAndNotBroughtOver) {
    EXPECT_EQ(other_id("06037930401"), "");
    EXPECT_THAT(std::string(redrawn_words("06037930401")), HasSubstr("06037137000"));
    EXPECT_TRUE(renumber({"06037930401"}, {"06037137000"}).empty());
    EXPECT_EQ(redrawn_words("17031010100"), "");
}

TEST(Renumbered, EqualSixDigitsAndALinkedCountyMakeAPair) {
    EXPECT_THAT(renumber({"09001010101", "09003400100"}, {"09190010101", "09110400100"}).partner,
                UnorderedElementsAre(Pair("09001010101", "09190010101"),
                                     Pair("09003400100", "09110400100")));
    EXPECT_THAT(renumber({"09190010101"}, {"09001010101"}).partner,
                ElementsAre(Pair("09190010101", "09001010101")));
    EXPECT_THAT(renumber({"02261000200", "02261000100"}, {"02063000200", "02066000100"}).partner,
                UnorderedElementsAre(Pair("02261000200", "02063000200"),
                                     Pair("02261000100", "02066000100")));
}

TEST(Renumbered, EqualSixDigitsInOtherCountiesProveNothing) {
    EXPECT_TRUE(renumber({"42003010100"}, {"42101010100"}).empty());
    EXPECT_TRUE(renumber({"09003010101"}, {"09001010101"}).empty());
    EXPECT_TRUE(renumber({"46113940500"}, {"46007940500"}).empty());
    EXPECT_TRUE(renumber({"51515030101"}, {"51515050100"}).empty());
}

TEST(Renumbered, AmbiguousNumbersStayWhereTheyAre) {
    EXPECT_TRUE(renumber({"09001990000"}, {"09190990000", "09120990000"}).empty());
    EXPECT_TRUE(renumber({"09001990000", "09009990000"}, {"09190990000"}).empty());
    EXPECT_EQ(renumber({"09001010101", "09001010101"}, {"09190010101"}).partner.size(), 1U)
        << "two rows of one id are no two areas";
}

// The Connecticut Data Collaborative lists all tracts of 2020 under both codes.
TEST(RenumberedReal, TheRuleAloneGivesAllTractsOfConnecticutBothWays) {
    TRACTWISE_NEEDS("data/releases/ct_2022tractcrosswalk.csv");
    Diagnostics diagnostics;
    const io::Table table = io::read_table(
        io::source_from_path("ct",
                             test::data_pack("data/releases/ct_2022tractcrosswalk.csv").string()),
        diagnostics);
    const std::size_t counties = table.require("tract_fips_2020"),
                      regions = table.require("Tract_fips_2022");
    std::vector<std::string> old_ids, new_ids;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        old_ids.emplace_back(table.cell(r, counties));
        new_ids.emplace_back(table.cell(r, regions));
        EXPECT_EQ(other_id(old_ids.back()), new_ids.back());
        EXPECT_EQ(other_id(new_ids.back()), old_ids.back());
    }
    ASSERT_EQ(old_ids.size(), 879U);
    const Renumbering forward = renumber(old_ids, new_ids), back = renumber(new_ids, old_ids);
    EXPECT_EQ(forward.partner.size(), 879U);
    EXPECT_EQ(back.partner.size(), 879U);
    for (std::size_t r = 0; r < old_ids.size(); ++r) {
        EXPECT_EQ(forward.partner.at(old_ids[r]), new_ids[r]);
        EXPECT_EQ(back.partner.at(new_ids[r]), old_ids[r]);
    }
}

/// Square tracts side by side, with these ids.
class RenumberedJoin : public testing::Test {
protected:
    TractSet tracts_of(const std::vector<std::string>& ids, const Region& region = {}) {
        std::string text = R"({"type":"FeatureCollection","features":[)";
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const double x = -73 + 0.01 * static_cast<double>(i);
            text += (i == 0 ? "" : ",") +
                    (R"({"type":"Feature","properties":{"GEOID":")" + ids[i] +
                     R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + format_number(x) +
                     ",41],[" + format_number(x + 0.01) + ",41],[" + format_number(x + 0.01) +
                     ",41.01],[" + format_number(x) + ",41.01],[" + format_number(x) + ",41]]]}}");
        }
        auto source =
            io::source_from_path("tracts", folder_.write("t.geojson", text + "]}").string());
        source.vintage = 2020;
        return TractSet::read(source, region, diagnostics_);
    }
    RowMatch match(const std::string& csv, const TractSet& tracts,
                   std::optional<int> vintage = 2020) {
        auto source = io::source_from_path("acs", folder_.write("acs.csv", csv).string());
        source.vintage = vintage;
        audit_ = {};
        return match_rows(io::read_table(source, diagnostics_), source, tracts, audit_,
                          diagnostics_);
    }
    std::vector<std::string> said(const std::string& code) const {
        std::vector<std::string> messages;
        for (const Finding& finding : diagnostics_.findings())
            if (finding.code == code)
                messages.push_back(finding.message);
        return messages;
    }
    const Finding& finding(const std::string& code) const {
        for (const Finding& finding : diagnostics_.findings())
            if (finding.code == code)
                return finding;
        throw std::runtime_error("no finding " + code);
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
    JoinAudit audit_;
};

TEST_F(RenumberedJoin, CountyCodesOnPlanningRegions) {
    const TractSet tracts = tracts_of({"09190010101", "09110400100", "09140350400"});
    const RowMatch rows = match("GEOID,population\n09001010101,3000\n09003400100,3200\n"
                                "09009350400,3500\n17031010100,9\n",
                                tracts);
    EXPECT_THAT(rows.row_of_tract, ElementsAre(1U, 2U, 0U)); // by GEOID: 09110, 09140, 09190
    EXPECT_EQ(audit_.rows_matched, 3U);
    EXPECT_EQ(audit_.rows_renumbered, 3U);
    EXPECT_EQ(audit_.rows_outside, 1U);
    EXPECT_EQ(audit_.people_matched, 9700);
    EXPECT_TRUE(audit_.tracts_without.empty());
    EXPECT_THAT(
        said("renumbered"),
        ElementsAre("Connecticut's county codes became planning-region codes in 2022: 3 rows "
                    "with county codes were brought to planning-region codes"));
    EXPECT_EQ(finding("renumbered").count, 3U);
    EXPECT_EQ(finding("renumbered").examples.front(), "09001010101 -> 09190010101");
    EXPECT_EQ(tracts.county(2).code, "09190") << "outputs keep the codes of the tract file";
}

TEST_F(RenumberedJoin, PlanningRegionsOnCountyCodes) {
    const RowMatch rows = match("GEO_ID,x\n1400000US09190010101,1\n1400000US09110400100,2\n",
                                tracts_of({"09001010101", "09003400100"}));
    EXPECT_THAT(rows.row_of_tract, ElementsAre(0U, 1U));
    EXPECT_THAT(said("renumbered"), ElementsAre(HasSubstr("2 rows with planning-region codes were "
                                                          "brought to county codes")));
}

TEST_F(RenumberedJoin, UndeclaredVintageIsNotTakenForAnother) {
    EXPECT_NO_THROW(match("GEOID,x\n09001010101,1\n09003400100,2\n",
                          tracts_of({"09190010101", "09110400100"}), std::nullopt));
}

TEST_F(RenumberedJoin, AnotherVintageUnderTheOtherCodesIsStillNoticed) {
    // 0101.01 and 4001 exist in both years; 0102 of 2010 was split.
    EXPECT_THROW(match("GEOID,x\n09001010101,1\n09001010200,2\n",
                       tracts_of({"09190010101", "09190010201", "09190010202"}), std::nullopt),
                 Error);
}

TEST_F(RenumberedJoin, ATractWithItsOwnRowKeepsIt) {
    const RowMatch rows = match("GEOID,x\n09001010101,1\n09190010101,2\n09001010102,3\n",
                                tracts_of({"09190010101", "09190010102"}));
    EXPECT_THAT(rows.row_of_tract, ElementsAre(1U, 2U));
    EXPECT_THAT(audit_.unmatched_rows, ElementsAre("09001010101"));
}

TEST_F(RenumberedJoin, ARowTwiceUnderTheOtherCodeIsRefusedWhereItDisagrees) {
    const TractSet tracts = tracts_of({"09190010101"});
    EXPECT_THAT(test::error_of([&] { match("GEOID,x\n09001010101,1\n09001010101,2\n", tracts); }),
                AllOf(HasSubstr("09001010101"), HasSubstr("line 2 and line 3")));
    match("GEOID,x\n09001010101,1\n09001010101,1\n", tracts);
    EXPECT_EQ(audit_.rows_duplicate, 1U);
}

TEST_F(RenumberedJoin, RowsOfOtherPlanningRegionsAreOutside) {
    const Region region{"Western", {"09190"}};
    match("GEOID,x\n09001010101,1\n09001060100,2\n09003400100,3\n09001010102,4\n",
          tracts_of({"09190010101", "09120060100"}, region));
    EXPECT_EQ(audit_.rows_matched, 1U);
    EXPECT_THAT(audit_.outside, ElementsAre(Pair("09001", 1U), Pair("09003", 1U)));
    EXPECT_THAT(audit_.unmatched_rows, ElementsAre("09001010102")); // in 09190 by its number
}

TEST_F(RenumberedJoin, ARegionMayBeNamedByEitherCode) {
    const std::vector<std::string> regions = {"09190010101", "09120060100", "09140350400"};
    const TractSet by_county = tracts_of(regions, {"Fairfield", {"09001"}});
    EXPECT_THAT(by_county.geoids(), ElementsAre("09120060100", "09190010101"));
    EXPECT_THAT(said("region-by-other-code"),
                ElementsAre(AllOf(HasSubstr("2022"), HasSubstr("09001"), HasSubstr("09120 (1)"))));
    EXPECT_EQ(tracts_of({"09001010101", "09003400100"}, {"", {"09190"}}).geoids(),
              std::vector<std::string>{"09001010101"});
    EXPECT_EQ(tracts_of(regions, {"", {"09001060100"}}).size(), 1U) << "a tract";
    // Rows in either code join such a region.
    match("GEOID,x\n09001010101,1\n09120060100,2\n09009350400,3\n", by_county);
    EXPECT_EQ(audit_.rows_matched, 2U);
    EXPECT_EQ(audit_.rows_outside, 1U);
    // A code that the file has means what it says: Bedford County of 2010 without its city.
    EXPECT_EQ(tracts_of({"51019030101", "51515050100"}, {"", {"51019"}}).size(), 1U);
    EXPECT_EQ(tracts_of({"51019030101", "51019050100"}, {"", {"51515"}}).geoids(),
              std::vector<std::string>{"51019050100"});
    EXPECT_THROW(tracts_of(regions, {"", {"09005"}}), Error);
}

TEST_F(RenumberedJoin, OtherCountiesAndSingleTracts) {
    match("GEOID,x\n46113940500,1\n02270000100,2\n02261000100,3\n51515050100,4\n36053940700,5\n"
          "04019470400,6\n",
          tracts_of({"46102940500", "02158000100", "02066000100", "51019050100", "36053030402",
                     "04019005200"}));
    EXPECT_EQ(audit_.rows_matched, 6U);
    EXPECT_EQ(said("renumbered").size(), 6U) << "one finding for each change";
    EXPECT_THAT(said("renumbered"), testing::Contains(HasSubstr("Oglala Lakota")));
}

TEST_F(RenumberedJoin, ARedrawnTractIsNamedInTheFinding) {
    match("GEOID,x\n06037930401,1\n06037800204,2\n", tracts_of({"06037137000", "06037800204"}));
    EXPECT_EQ(audit_.rows_matched, 1U);
    EXPECT_THAT(said("row-without-tract"), ElementsAre(HasSubstr("06037137000 in 2012")));
}

TEST_F(RenumberedJoin, DemandById) {
    const TractSet tracts = tracts_of({"09190010101", "09110400100"});
    const auto read = [&](const std::string& csv, DemandPoints::Join join) {
        audit_ = {};
        auto source = io::source_from_path("homes", folder_.write("homes.csv", csv).string());
        source.vintage = 2020;
        return DemandPoints::read(source, tracts, join, audit_, diagnostics_);
    };
    // Centers of population of 2020 have their id in parts, blocks have fifteen digits.
    const auto centers = read("STATEFP,COUNTYFP,TRACTCE,POPULATION,LATITUDE,LONGITUDE\n"
                              "09,001,010101,3000,+41.005,-072.995\n"
                              "09,003,400100,3200,+41.005,-072.985\n",
                              DemandPoints::Join::Id);
    EXPECT_THAT(centers.people_by_tract(), ElementsAre(3200, 3000));
    EXPECT_EQ(audit_.rows_renumbered, 2U);
    const auto blocks =
        read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n"
             "090010101011000,10,41.005,-72.995\n090010101011001,20,41.006,-72.994\n"
             "090034001002000,30,41.005,-72.985\n170310101001000,9,41.9,-87.6\n",
             DemandPoints::Join::Id);
    EXPECT_THAT(blocks.people_by_tract(), ElementsAre(30, 30));
    EXPECT_EQ(audit_.rows_outside, 1U);
    EXPECT_EQ(audit_.people_matched, 60);
    EXPECT_THAT(said("renumbered"), testing::Contains(HasSubstr("3 rows with county codes")));
    // By place the ids play no part, whatever county they name.
    const auto placed = read("GEOID,POP20,LATITUDE,LONGITUDE\n090010101011,10,41.005,-72.995\n"
                             "090034001002,30,41.005,-72.985\n090034001003,5,41.5,-72.985\n",
                             DemandPoints::Join::Place);
    EXPECT_THAT(placed.people_by_tract(), ElementsAre(30, 10));
    EXPECT_THAT(audit_.unmatched_rows, ElementsAre("090034001003")) << "of 09110, in no tract";
}

} // namespace
} // namespace tractwise::tract
