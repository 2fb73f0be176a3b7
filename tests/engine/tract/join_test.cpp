// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/join.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <array>

namespace tractwise::tract {
namespace {

using testing::HasSubstr;

geo::PolygonSet squares(std::size_t n) {
    geo::PolygonSet set;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = -97.0 + 0.01 * static_cast<double>(i);
        set.begin_shape();
        set.begin_part();
        set.add_ring(std::array<geo::LonLat, 5>{
            {{x, 39}, {x + 0.01, 39}, {x + 0.01, 39.01}, {x, 39.01}, {x, 39}}});
    }
    return set;
}

class JoinTest : public testing::Test {
protected:
    RowMatch match(std::string_view csv, std::optional<int> vintage = 2020) {
        auto source = io::source_from_path("acs", folder_.write("acs.csv", csv).string());
        source.vintage = vintage;
        table_ = io::read_table(source, diagnostics_);
        return match_rows(table_, source, tracts_, audit_, diagnostics_);
    }
    std::string error_of(std::string_view csv, std::optional<int> vintage = 2020) {
        try {
            match(csv, vintage);
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Input);
            return e.what();
        }
        return "no error";
    }
    test::TemporaryFolder folder_;
    TractSet tracts_ =
        TractSet::from({"99001000200", "99001000100", "99001990000"}, squares(3), 2020);
    io::Table table_;
    JoinAudit audit_;
    Diagnostics diagnostics_;
};

TEST_F(JoinTest, EveryRowIsAccountedFor) {
    const auto m =
        match("GEOID,E_TOTPOP\n99001000100,10\n99001000100,10\n99001000900,5\n98001000100,7\n,1\n");
    EXPECT_EQ(m.row_of_tract[0], 0U);
    EXPECT_EQ(m.row_of_tract[1], RowMatch::kNone);
    EXPECT_EQ(audit_.rows_read, 5U);
    EXPECT_EQ(audit_.rows_matched, 1U);
    EXPECT_EQ(audit_.rows_duplicate, 1U);
    EXPECT_EQ(audit_.rows_outside, 1U);
    EXPECT_EQ(audit_.rows_without_id, 1U);
    EXPECT_THAT(audit_.unmatched_rows, testing::ElementsAre("99001000900"));
    EXPECT_EQ(audit_.people_read, 15);
    EXPECT_EQ(audit_.people_matched, 10);
}

TEST_F(JoinTest, DuplicatesThatDisagreeAreRefusedWithBothRows) {
    EXPECT_THAT(error_of("GEOID,x\n99001000100,10\n99001000100,11\n"),
                testing::AllOf(HasSubstr("99001000100"), HasSubstr("line 2 and line 3")));
}

TEST_F(JoinTest, OneOfSeveralYearsIsToBeChosen) {
    EXPECT_THAT(error_of("GEOID,year,x\n99001000100,2020,10\n99001000100,2019,11\n"),
                testing::AllOf(HasSubstr("99001000100"),
                               HasSubstr(R"(where = { "year" = ["2020"] })"),
                               HasSubstr("\"2019\"")));
}

TEST_F(JoinTest, AnotherVintageIsRefusedByNameAndCount) {
    EXPECT_THAT(error_of("GEOID,x\n99001000100,10\n99001000700,11\n", 2010),
                testing::AllOf(HasSubstr("2010"), HasSubstr("2020"), HasSubstr("1 of its 2 ids"),
                               HasSubstr("crosswalk")));
}

TEST_F(JoinTest, AnUndeclaredForeignVintageIsNoticed) {
    EXPECT_THAT(error_of("GEOID,x\n99001000100,10\n99001000201,11\n", std::nullopt),
                HasSubstr("declare vintage"));
}

TEST_F(JoinTest, ASourceThatMatchesNothingIsRefused) {
    EXPECT_THAT(error_of("GEOID,x\n98001000100,10\n"),
                testing::AllOf(HasSubstr("none of the 1 rows"), HasSubstr("98001")));
    EXPECT_THAT(error_of("GEOID,x\n990010001001,10\n", 2020), HasSubstr("sum = "));
    EXPECT_THAT(error_of("GEOID,x\n"), HasSubstr("no rows"));
    // The likely reason: other counties, by how many rows each; or other ids of the same county.
    EXPECT_THAT(error_of("GEOID,x\n98001000100,10\n98003000100,1\n98003000200,1\n"),
                testing::AllOf(HasSubstr("98003 (2 rows), 98001 (1 row)"), HasSubstr("99001")));
    EXPECT_THAT(
        error_of("GEOID,x\n99001777700,10\n"),
        testing::AllOf(HasSubstr("99001777700"), HasSubstr("vintage"), HasSubstr("crosswalk")));
}

TEST_F(JoinTest, OtherTractsOfTheCountyAreOutsideAStudyOfSomeTracts) {
    test::TemporaryFolder folder;
    const auto file = folder.write(
        "t.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                     R"({"GEOID":"99001000100"},"geometry":{"type":"Polygon","coordinates":)"
                     R"([[[0,0],[1,0],[1,1],[0,0]]]}}]})");
    auto source = io::source_from_path("tracts", file.string());
    source.vintage = 2020;
    tracts_ = TractSet::read(source, {"one", {"99001000100"}}, diagnostics_);
    match("GEOID,x\n99001000100,1\n99001000200,2\n");
    EXPECT_EQ(audit_.rows_outside, 1U);
    EXPECT_TRUE(audit_.unmatched_rows.empty());
}

// Most ids of 2010 and 2020 are the same: all rows match here.
TEST_F(JoinTest, AnIdColumnOfAnotherCensusIsRefusedThoughItsIdsMatch) {
    for (const std::string name : {"GEOID10", "TractFIPS10", "TRACT_FIPS_2010", "GEOID_2010"}) {
        const std::string csv = name + ",x\n99001000100,1\n99001000200,2\n";
        const std::string error = error_of(csv, std::nullopt);
        EXPECT_THAT(error, testing::AllOf(HasSubstr("2010 (column " + name + ")"),
                                          HasSubstr("are of 2020"), HasSubstr("2 of its 2"),
                                          HasSubstr("crosswalk"), HasSubstr("vintage = 2020")))
            << name;
        EXPECT_EQ(match(csv, 2020).row_of_tract[1], 1U) << "the study insists";
    }
    EXPECT_THAT(error_of("STATEFP10,COUNTYFP10,TRACTCE10,x\n99,001,000100,1\n99,001,000200,2\n",
                         std::nullopt),
                HasSubstr("TRACTCE10"));
    tracts_ = TractSet::from({"99001000200", "99001000100", "99001990000"}, squares(3), 2010);
    for (const std::string name : {"CensusTract20", "GEOID20", "TractFIPS23"})
        EXPECT_THAT(error_of(name + ",x\n99001000100,1\n99001000200,2\n", std::nullopt),
                    HasSubstr("2020 (column " + name + ")"));
}

// CDC PLACES was on tracts of 2010 until its release of 2023, on those of 2020 since.
TEST_F(JoinTest, ReleasesOfPlacesOnTractsOfAnotherCensusAreRefused) {
    const auto rows = [](const std::string& measure) {
        return "TractFIPS," + measure + "\n99001000100,1\n99001000200,2\n";
    };
    EXPECT_THAT(error_of(rows("KIDNEY_CrudePrev"), std::nullopt),
                testing::AllOf(HasSubstr("2010 (column KIDNEY_CrudePrev of CDC PLACES)"),
                               HasSubstr("vintage = 2020")));
    EXPECT_EQ(match(rows("KIDNEY_CrudePrev"), 2020).row_of_tract[1], 1U) << "the study insists";
    EXPECT_EQ(match(rows("FOODSTAMP_CrudePrev"), std::nullopt).row_of_tract[1], 1U);
    EXPECT_EQ(match(rows("DIABETES_CrudePrev"), std::nullopt).row_of_tract[1], 1U) << "not told";
    tracts_ = TractSet::from({"99001000200", "99001000100", "99001990000"}, squares(3), 2010);
    EXPECT_THAT(error_of(rows("lacktrpt_crudeprev"), std::nullopt),
                HasSubstr("2020 (column lacktrpt_crudeprev of CDC PLACES)"));
}

TEST_F(JoinTest, OfTwoIdColumnsTheOneOfTheStudysCensusIsRead) {
    const char* both = "GEOID10,GEOID20,x\n99001000100,99001000200,1\n99001000200,99001000100,2\n";
    EXPECT_EQ(match(both, std::nullopt).row_of_tract[0], 1U);
    EXPECT_EQ(audit_.id_column, "GEOID20");
    match("TractFIPS20,TractFIPS23,x\n99001000100,99001000100,1\n99001000200,99001000200,2\n",
          std::nullopt);
    EXPECT_EQ(audit_.rows_matched, 2U);
    const auto hints = [&] {
        return std::count_if(diagnostics_.findings().begin(), diagnostics_.findings().end(),
                             [](const Finding& f) { return f.code == "vintage-hint"; });
    };
    EXPECT_EQ(hints(), 0);
}

TEST_F(JoinTest, PeopleOfAnotherCensusAreAHint) {
    const auto hint = [&](const std::string& name, std::optional<int> vintage = std::nullopt) {
        diagnostics_ = {};
        match("GEOID," + name + "\n99001000100,1,1\n99001000200,2,1\n", vintage);
        for (const Finding& f : diagnostics_.findings())
            if (f.code == "vintage-hint")
                return f.message;
        return std::string();
    };
    for (const char* name : {"Pop2010", "POP2010", "Primary RUCA Code 2010", "POP10",
                             "Tract Population 2010", "OHU2010"})
        EXPECT_THAT(hint(std::string(name) + ",x"),
                    testing::AllOf(HasSubstr(std::string("\"") + name + "\" speaks of 2010"),
                                   HasSubstr("2 of its 2"), HasSubstr("vintage = 2010 or 2020")))
            << name;
    EXPECT_EQ(hint("Pop2010,x", 2020), "") << "the study says so";
    EXPECT_EQ(hint("POP2020,x"), "");
    EXPECT_EQ(hint("Pop2010,Pop2020"), "") << "a change between two";
    EXPECT_EQ(hint("Opened2010,x"), "");
    EXPECT_EQ(hint("lapop10,x"), "") << "people beyond ten miles";
    EXPECT_EQ(hint("Pop2015,x"), "");
}

TEST(JoinReal, FoodAtlasOn2020TractsIsRefused) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    Diagnostics diagnostics;
    auto tract_source = io::source_from_path(
        "tracts", test::data_pack("data/tracts/cb_2025_17_tract_500k.shp").string());
    tract_source.vintage = 2020;
    const TractSet tracts = TractSet::read(tract_source, {"Cook", {"17031"}}, diagnostics);
    EXPECT_EQ(tracts.size(), 1331U);
    auto atlas = io::source_from_path(
        "atlas", test::data_pack("data/food/FoodAtlas2019_US_6cols.csv").string());
    const io::Table table = io::read_table(atlas, diagnostics);
    for (const std::optional<int> vintage : {std::optional<int>(2010), std::optional<int>()}) {
        atlas.vintage = vintage; // refused whether or not the study says that these are 2010 ids
        JoinAudit audit;
        EXPECT_THROW(match_rows(table, atlas, tracts, audit, diagnostics), Error);
    }
}

} // namespace
} // namespace tractwise::tract
