// SPDX-License-Identifier: Apache-2.0
#include "engine/study/bring_to_tracts.hpp"

#include "engine/core/error.hpp"

#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

namespace tractwise::study {
namespace {

using test::error_of;
using testing::HasSubstr;

class BringTest : public testing::Test {
protected:
    io::SourceSpec file(const char* name, const char* text) {
        return io::source_from_path(name, folder_.write(std::string(name) + ".csv", text).string());
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(BringTest, BlockGroupsAddUpAndMissingPartsStayMissing) {
    io::SourceSpec source =
        file("evictions", "GEOID,filings,rate\n990010001001,3,0.1\n990010001002,4,0.2\n"
                          "990010002001,5,0.3\n990010002002,,0.3\n");
    source.sum = {"filings"};
    const io::Table tracts =
        sum_to_tracts(io::read_table(source, diagnostics_), source, diagnostics_);
    ASSERT_EQ(tracts.rows(), 2U);
    EXPECT_EQ(tracts.cell(0, 0), "99001000100");
    EXPECT_EQ(tracts.cell(0, 1), "7");
    EXPECT_EQ(tracts.cell(1, 1), "");       // not 5
    EXPECT_EQ(tracts.columns().size(), 2U); // a rate cannot be added
}

// A cell is known by its label, also where its rows were added up.
TEST_F(BringTest, LabelsGoAlong) {
    io::SourceSpec source =
        file("acs", "GEO_ID,B08201_001E,B08201_002E\n"
                    "Geography,Estimate!!Total:,Estimate!!Total:!!No vehicle available\n"
                    "1500000US990010001001,9,3\n1500000US990010001002,9,4\n");
    source.sum = {"B08201_002E"};
    const io::Table tracts =
        sum_to_tracts(io::read_table(source, diagnostics_), source, diagnostics_);
    EXPECT_EQ(tracts.label(tracts.require("B08201_002E")),
              "Estimate!!Total:!!No vehicle available");
    EXPECT_EQ(tracts.label(0), ""); // the id is ours
}

TEST_F(BringTest, TheSameBlockGroupTwiceIsRefused) {
    io::SourceSpec source =
        file("evictions", "GEOID,year,filings\n990010001001,2015,3\n990010001001,2016,4\n");
    source.sum = {"filings"};
    const io::Table table = io::read_table(source, diagnostics_);
    EXPECT_THAT(error_of([&] { sum_to_tracts(table, source, diagnostics_); }),
                HasSubstr("where = { year"));
}

TEST_F(BringTest, CountsAreSplitAndRatesWeighed) {
    const io::SourceSpec relationship = file(
        "rel", "GEOID_TRACT_20,AREALAND_TRACT_20,GEOID_TRACT_10,AREALAND_TRACT_10,AREALAND_PART\n"
               "99001000101,25,99001000100,100,25\n99001000102,75,99001000100,100,75\n");
    io::SourceSpec source = file("atlas", "CensusTract,people,share\n99001000100,400,12.5\n");
    source.vintage = 2010;
    source.crosswalk = {"rel", {"people"}, {"share"}, "people"};
    const io::Table crossed =
        cross(io::read_table(source, diagnostics_), source, relationship, 2020, diagnostics_);
    ASSERT_EQ(crossed.rows(), 2U);
    EXPECT_EQ(crossed.cell(0, 1), "100");
    EXPECT_EQ(crossed.cell(1, 1), "300");
    EXPECT_EQ(crossed.cell(1, 2), "12.5");
    source.vintage = 2000;
    EXPECT_THAT(
        error_of([&] {
            cross(io::read_table(source, diagnostics_), source, relationship, 2020, diagnostics_);
        }),
        testing::AllOf(HasSubstr("joins tracts of 2010 and 2020"), HasSubstr("are of 2000")));
    source.vintage.reset();
    const io::Table table = io::read_table(source, diagnostics_);
    EXPECT_THAT(error_of([&] { cross(table, source, relationship, 2020, diagnostics_); }),
                HasSubstr("vintage = 2010"));
}

// The Census Bureau's relationship files know Connecticut's counties only.
TEST_F(BringTest, PlanningRegionCodesMeetTheRelationshipFileInCountyCodes) {
    const io::SourceSpec relationship = file(
        "rel", "GEOID_TRACT_20,AREALAND_TRACT_20,GEOID_TRACT_10,AREALAND_TRACT_10,AREALAND_PART\n"
               "09001010101,25,09001010100,100,25\n09001010102,75,09001010100,100,75\n"
               "46102940500,10,46113940500,10,10\n");
    // Backwards, from tracts of 2020 under planning regions to those of 2010.
    io::SourceSpec source = file("acs", "GEOID,people\n09190010101,100\n09190010102,300\n");
    source.vintage = 2020;
    source.crosswalk = {"rel", {"people"}, {}, ""};
    const io::Table crossed =
        cross(io::read_table(source, diagnostics_), source, relationship, 2010, diagnostics_);
    EXPECT_EQ(crossed.cell(0, 0), "09001010100");
    EXPECT_EQ(crossed.cell(0, 1), "400");
    EXPECT_THAT(diagnostics_.findings().front().message,
                HasSubstr("2 rows with planning-region codes were brought to county codes"));
    // Forwards: a list of 2010 that has Shannon County under its later name.
    io::SourceSpec later = file("later", "GEOID,people\n46102940500,70\n09001010100,400\n");
    later.vintage = 2010;
    later.crosswalk = {"rel", {"people"}, {}, ""};
    const io::Table forward =
        cross(io::read_table(later, diagnostics_), later, relationship, 2020, diagnostics_);
    ASSERT_EQ(forward.rows(), 3U);
    EXPECT_EQ(forward.cell(2, 1), "70");
}

TEST_F(BringTest, RowsThatTheRelationshipFileDoesNotKnowAreCounted) {
    const io::SourceSpec relationship = file(
        "rel", "GEOID_TRACT_20,AREALAND_TRACT_20,GEOID_TRACT_10,AREALAND_TRACT_10,AREALAND_PART\n"
               "99001000101,25,99001000100,100,25\n99001000102,75,99001000100,100,75\n");
    io::SourceSpec source =
        file("atlas", "GEOID,people\n99001000100,400\n99001000900,5\n98001000100,6\n");
    source.vintage = 2010;
    source.crosswalk = {"rel", {"people"}, {}, ""};
    cross(io::read_table(source, diagnostics_), source, relationship, 2020, diagnostics_);
    const Finding& lost = diagnostics_.findings().front();
    EXPECT_EQ(lost.code, "row-without-crosswalk");
    EXPECT_EQ(lost.count, 1U) << "the row of another county is not the file's business";
    EXPECT_THAT(lost.examples, testing::ElementsAre("99001000900"));
    io::SourceSpec foreign = file("foreign", "GEOID,people\n98001000100,6\n");
    foreign.vintage = 2010;
    foreign.crosswalk = source.crosswalk;
    const io::Table table = io::read_table(foreign, diagnostics_);
    EXPECT_THAT(error_of([&] { cross(table, foreign, relationship, 2020, diagnostics_); }),
                testing::AllOf(HasSubstr("none of the ids"), HasSubstr("98001000100"),
                               HasSubstr("99001000100")));
}

} // namespace
} // namespace tractwise::study
