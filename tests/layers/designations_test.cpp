// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"

#include "layers/designations/area_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace tractwise::layers {
namespace {

using test::column;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using Row = test::MemorySources::Row;

const std::vector<std::string> kHpsaColumns = {"HPSA Geography Identification Number",
                                               "HPSA Component Type Description",
                                               "HPSA Status",
                                               "Designation Type",
                                               "HPSA Discipline Class",
                                               "HPSA Score",
                                               "HPSA ID",
                                               "HPSA Name",
                                               "State FIPS Code"};
Row hpsa(std::string id, std::string kind, std::string status, std::string type, std::string score,
         std::string name, std::string discipline = "Primary Care") {
    std::string state = id == "POINT" ? "17" : "";
    return {std::move(id),         std::move(kind),  std::move(status), std::move(type),
            std::move(discipline), std::move(score), "1" + name,        name,
            std::move(state)};
}

constexpr const char* kA = "17031010100";
constexpr const char* kB = "17031010201";
constexpr const char* kC = "17043840101";
constexpr const char* kD = "55059001900";

// The tract worked by hand in layers/designations/README.md is the first one.
struct ReadmeList {
    ReadmeList() : bench({kA, kB, kC, kD}) {
        bench.sources.add(
            "hpsa", kHpsaColumns,
            {hpsa(kA, "Census Tract", "Designated", "HPSA Population", "14", "Low income"),
             hpsa("17031", "Single County", "Proposed For Withdrawal", "Geographic HPSA", "9",
                  "Cook"),
             hpsa(kA, "Census Tract", "Withdrawn", "High Needs Geographic HPSA", "25", "Gone"),
             hpsa("POINT", "Unknown", "Designated", "Rural Health Clinic", "20", "Clinic"),
             hpsa("17043", "Single County", "Designated", "Geographic HPSA", "18", "DuPage teeth",
                  "Dental Health")});
    }
    std::vector<tract::Column> columns(const std::string& options = "hpsa = \"hpsa\"") {
        result = bench.run(test::room("designations"), options);
        return result.columns;
    }
    test::LayerBench bench;
    layer::LayerResult result;
};

std::vector<double> values(const std::vector<tract::Column>& columns, const char* name) {
    return column(columns, name).values;
}

TEST(Designations, ReadmeTract) {
    ReadmeList list;
    const auto columns = list.columns();
    // Illinois only: the tract of Wisconsin is missing, not "no".
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, 1, 0, IsNan()));
    EXPECT_THAT(values(columns, "hpsa_primary_care_geographic"), ElementsAre(1, 1, 0, IsNan()));
    EXPECT_THAT(values(columns, "hpsa_primary_care_score"), ElementsAre(14, 9, IsNan(), IsNan()))
        << "the withdrawn 25 and the clinic's 20 do not count";
    EXPECT_EQ(column(columns, "hpsa_primary_care_score").reason(2), io::Missing::NotApplicable);
    EXPECT_EQ(column(columns, "hpsa_primary_care").reason(3), io::Missing::NoRow);
    EXPECT_EQ(column(columns, "hpsa_mental").reason(0), io::Missing::NoSource)
        << "no mental health list was given, so nothing is no";
    EXPECT_EQ(list.bench.total("withdrawn-left-out"), 1U);
    EXPECT_EQ(list.bench.total("facility-designations"), 1U);
    EXPECT_EQ(list.bench.total("proposed-for-withdrawal"), 1U);
    EXPECT_GT(list.bench.total("list-of-other-places"), 0U);
}

TEST(Designations, TheTableNamesEachDesignationOfATractOnce) {
    ReadmeList list;
    list.columns();
    ASSERT_EQ(list.result.tables.size(), 1U);
    const io::OutTable& table = list.result.tables.front();
    EXPECT_EQ(table.name, "designations");
    EXPECT_EQ(std::get<std::vector<std::string>>(table.columns[0].values),
              (std::vector<std::string>{kA, kA, kB, kC}));
    EXPECT_EQ(std::get<std::vector<std::string>>(table.columns[3].values),
              (std::vector<std::string>{"Low income", "Cook", "Cook", "DuPage teeth"}));
}

TEST(Designations, AListOfOneCountyDoesNotSayNoForItsState) {
    ReadmeList list;
    const auto columns = list.columns();
    EXPECT_THAT(values(columns, "hpsa_dental"), ElementsAre(IsNan(), IsNan(), 1, IsNan()))
        << "the dental list has rows of DuPage County only";
}

TEST(Designations, PopulationGroupsAreNoGeographicDesignation) {
    test::LayerBench bench({kA, kB});
    bench.sources.add(
        "hpsa", kHpsaColumns,
        {hpsa(kA, "Census Tract", "Designated", "HPSA Population", "14", "Low income"),
         hpsa("17043840101", "Census Tract", "Designated", "HPSA Population", "3", "Elsewhere")});
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, 0));
    EXPECT_THAT(values(columns, "hpsa_primary_care_geographic"), ElementsAre(0, 0));
}

TEST(Designations, AFacilityDesignatesNoTract) {
    test::LayerBench bench({kA, kB});
    bench.sources.add(
        "hpsa", kHpsaColumns,
        {hpsa("POINT", "Unknown", "Designated", "Correctional Facility", "20", "Jail"),
         hpsa(kA, "Census Tract", "Designated", "Federally Qualified Health Center", "17",
              "Center")});
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(0, 0));
    EXPECT_EQ(bench.total("facility-designations"), 2U);
}

TEST(Designations, CountySubdivisionsLeaveTheTractsOfTheirCountyOpen) {
    test::LayerBench bench({kA, kB, kC});
    bench.sources.add(
        "hpsa", kHpsaColumns,
        {hpsa("1703129756", "County Subdivision", "Designated", "Geographic HPSA", "12",
              "Township"),
         hpsa(kA, "Census Tract", "Designated", "Geographic HPSA", "7", "Tract"),
         hpsa("17001", "Single County", "Withdrawn", "Geographic HPSA", "7", "Adams")});
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, IsNan(), 0));
    EXPECT_EQ(bench.total("part-of-county-listed"), 1U);
}

TEST(Designations, AListOfAnotherStateIsRefused) {
    test::LayerBench bench({"42101000101", "42101000102"});
    bench.sources.add("hpsa", kHpsaColumns,
                      {hpsa(kA, "Census Tract", "Designated", "Geographic HPSA", "7", "A"),
                       hpsa(kC, "Census Tract", "Designated", "Geographic HPSA", "7", "C")});
    bench.sources.add("qct", {"GEOID"}, {{kA}, {kC}});
    for (const char* options : {"hpsa = \"hpsa\"", "qct = \"qct\""}) {
        const std::string error =
            test::error_of([&] { bench.run(test::room("designations"), options); });
        EXPECT_THAT(error, HasSubstr("states 17 only")) << options;
        EXPECT_THAT(error, HasSubstr("lie in 42"));
    }
}

TEST(Designations, AFileWithoutStatusesIsRefused) {
    test::LayerBench bench({kA});
    bench.sources.add("hpsa",
                      {"HPSA Geography Identification Number", "Designation Type",
                       "HPSA Discipline Class", "HPSA Score"},
                      {{kA, "Geographic HPSA", "Primary Care", "7"}});
    const std::string error =
        test::error_of([&] { bench.run(test::room("designations"), "hpsa = \"hpsa\""); });
    EXPECT_THAT(error, HasSubstr("HPSA Status"));
    EXPECT_THAT(error, HasSubstr("BCD_HPSA_FCT_DET_PC.csv"));
}

TEST(Designations, ByTheKindOfAreaLostZerosAreToldFromSubdivisions) {
    using Kind = ListedArea::Kind;
    const auto read = [](const char* id, const char* kind) {
        const ListedArea area = area_of(id, kind);
        return std::pair(area.kind, area.code);
    };
    const auto is = [](Kind kind, std::string code) { return std::pair(kind, std::move(code)); };
    EXPECT_EQ(read("04013941000", "Census Tract"), is(Kind::Tract, "04013941000"));
    EXPECT_EQ(read("4013941000", "Census Tract"), is(Kind::Tract, "04013941000"));
    EXPECT_EQ(read("4201312345", "County Subdivision"), is(Kind::Subdivision, "42013"));
    EXPECT_EQ(read("900112345", "County Subdivision"), is(Kind::Subdivision, "09001"));
    EXPECT_EQ(read("9150", "Single County"), is(Kind::County, "09150"));
    EXPECT_EQ(read("POINT", "Unknown"), is(Kind::Facility, ""));
    EXPECT_EQ(read("4013941000", ""), is(Kind::Unknown, "")) << "either of two";
    EXPECT_EQ(read("17031", ""), is(Kind::County, "17031"));
    EXPECT_EQ(read("17031010100", "Unknown"), is(Kind::Tract, "17031010100"));
}

TEST(Designations, ConnecticutListsInTheCodesBeforeOrAfter2022) {
    // The list has the region of today, the study the counties of before, and the other way round.
    // Tracts 0101.01 and 0101.02 are in Greenwich, 7141.01 in Colchester in another county and region.
    const std::vector<std::string> before = {"09001010101", "09001010102", "09011714101"};
    const std::vector<std::string> after = {"09190010101", "09190010102", "09180714101"};
    for (const auto& [list, study, county] :
         {std::tuple(after, before, "09190"), std::tuple(before, after, "09001")}) {
        test::LayerBench bench(study);
        bench.sources.add(
            "hpsa", kHpsaColumns,
            {hpsa(list[0], "Census Tract", "Designated", "Geographic HPSA", "7", "T"),
             hpsa("09009", "Single County", "Withdrawn", "Geographic HPSA", "1", "W")});
        auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
        EXPECT_EQ(column(columns, "hpsa_primary_care").values[*bench.tracts.find(study[0])], 1);
        EXPECT_EQ(column(columns, "hpsa_primary_care").values[*bench.tracts.find(study[1])], 0);
        EXPECT_EQ(bench.total("renumbered"), 1U);

        test::LayerBench whole(study);
        whole.sources.add("hpsa", kHpsaColumns,
                          {hpsa(county, "Single County", "Designated", "Geographic HPSA", "7", "R"),
                           hpsa("POINT", "Unknown", "Designated", "Other Facility", "1", "F")});
        columns = whole.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_EQ(column(columns, "hpsa_primary_care").values[*whole.tracts.find(study[i])],
                      i < 2 ? 1 : 0)
                << county << " has the tracts of Greenwich, " << study[i];
    }
}

TEST(Designations, UnderservedAreasAndPopulationsWithTheLowestIndex) {
    test::LayerBench bench({kA, kB, kC});
    const std::string kind =
        "Medically Underserved Area/Population (MUA/P) Component Geographic Type Description";
    bench.sources.add(
        "mua",
        {"MUA/P ID", "MUA/P Area Code", "MUA/P Service Area Name", "Designation Type Code",
         "Designation Type", "MUA/P Status Description", "IMU Score", kind,
         "State and County Federal Information Processing Standard Code", "State FIPS Code"},
        {{"1", kA, "South", "MUA", "Medically Underserved Area", "Designated", "51.30",
          "Census Tract", "17031", "17"},
         {"2", kA, "North", "MUA", "Medically Underserved Area", "Designated", "60.00",
          "Census Tract", "17031", "17"},
         {"3", kB, "Poor", "MUP", "Medically Underserved Population", "Designated", "58.10",
          "Census Tract", "17031", "17"},
         {"4", "17043", "Gov", "MUP-GE",
          "Medically Underserved Population \xE2\x80\x93 Governor\xE2\x80\x99s Exception",
          "Designated", "0.0", "Single County", "17043", "17"},
         {"5", "17043", "Old", "MUA", "Medically Underserved Area", "Withdrawn", "20.0",
          "Single County", "17043", "17"}});
    const auto columns = bench.run(test::room("designations"), "mua = \"mua\"").columns;
    EXPECT_THAT(values(columns, "mua"), ElementsAre(1, 0, 0));
    EXPECT_THAT(values(columns, "mup"), ElementsAre(0, 1, 1));
    EXPECT_THAT(values(columns, "imu_score"), ElementsAre(51.3, 58.1, IsNan()))
        << "a governor's exception has no index, whatever its cell holds";
}

TEST(Designations, HudsListOfMembersJoinsAsYesOrNo) {
    // As HUD publishes it: ids without their leading zero, tract numbers without theirs.
    test::LayerBench bench({"01001020200", "01001020100", "17031010100"});
    bench.sources.add("qct", {"cbsa", "statefp", "cnty", "stcnty", "tract", "qct_id", "fips"},
                      {{"33860", "1", "1", "1001", "202", "METRO33860M33860", "1001020200"},
                       {"33860", "1", "1", "1001", "202", "METRO33860M33860", "1001020200"},
                       {"14860", "9", "120", "9120", "702", "x", "9120070200"}});
    const auto columns = bench.run(test::room("designations"), "qct = \"qct\"").columns;
    EXPECT_THAT(values(columns, "qct"), ElementsAre(0, 1, IsNan())); // sorted by id
    EXPECT_EQ(bench.total("duplicate-row"), 1U);
    EXPECT_EQ(bench.total("list-of-other-places"), 1U);
}

TEST(Designations, ABareListOfNumbersIsAListOfTracts) {
    test::LayerBench bench({kA, kB});
    bench.sources.add("qct", {"value"}, {{"17031010100"}, {"17031010100"}, {"17043840101"}});
    const auto columns = bench.run(test::room("designations"), "qct = \"qct\"").columns;
    EXPECT_THAT(values(columns, "qct"), ElementsAre(1, 0));
}

TEST(Designations, AListOfOtherBoundariesIsRefused) {
    // 17031010200 was split into 010201 and 010202: a list that names the whole is older.
    test::LayerBench bench({kA, kB, "17031010202"});
    io::SourceSpec& spec = bench.sources.add("qct", {"GEOID"}, {{kA}, {"17031010200"}, {kC}});
    EXPECT_THAT(test::error_of([&] { bench.run(test::room("designations"), "qct = \"qct\""); }),
                HasSubstr("17031010200"));
    spec.vintage = 2010;
    EXPECT_THAT(test::error_of([&] { bench.run(test::room("designations"), "qct = \"qct\""); }),
                HasSubstr("2010"));
    spec.vintage = 2020; // the user says that the list has them: then it is a finding
    bench.run(test::room("designations"), "qct = \"qct\"");
    EXPECT_EQ(bench.total("row-without-tract"), 1U);
}

TEST(Designations, EligibleTractsAreNoListOfMembers) {
    test::LayerBench bench({kA, kB, kC});
    bench.sources.add("oz2", {"census_tract_number", "eligible_lic"}, {{kA, "1"}, {kB, "0"}});
    bench.sources.add("oz1", {"GEOID"}, {{kB}, {kC}});
    const auto columns =
        bench.run(test::room("designations"), "opportunity_zones = [\"oz2\", \"oz1\"]").columns;
    EXPECT_THAT(values(columns, "opportunity_zone_eligible"), ElementsAre(1, 0, IsNan()));
    EXPECT_THAT(values(columns, "opportunity_zone"), ElementsAre(0, 1, 1));
}

struct ListOf {
    explicit ListOf(const char* of_role) : bench({kA, kB, kC}), role(of_role) {}
    std::vector<double> flags(const char* column, std::vector<std::string> names,
                              const std::vector<Row>& rows) {
        bench.sources.add("list", std::move(names), rows);
        bench.diagnostics = {};
        const auto made =
            bench.run(test::room("designations"), std::string(role) + " = \"list\"").columns;
        return values(made, column);
    }
    std::string error(std::vector<std::string> names, const std::vector<Row>& rows) {
        return test::error_of([&] { flags("qct", std::move(names), rows); });
    }
    test::LayerBench bench;
    const char* role;
};

TEST(Designations, AColumnOfTheListSaysWhichTractsAreQualified) {
    ListOf list("qct");
    struct Case {
        const char *column, *yes, *no;
    };
    for (const Case& c : {Case{"is_qct", "Yes", "No"},
                          {"IsQCT", "TRUE", "FALSE"},
                          {"QCT", "1", "0"},
                          {"QCT", "1.0", "0.0"},
                          {"QCT_status", "QCT", "Not QCT"},
                          {"QCT_FLAG", "Y", "N"},
                          {"is_qct_sta", "QCT\xC2\xA0", "Non-QCT"},
                          {"QCT 2025", "yes ", " no"},
                          {"Status", "Designated", "Not designated"},
                          {"designated", "t", "f"},
                          {"Qualified Census Tract", "Qualified", "not qualified"},
                          {"QCTSTATUS", "1", "0"}}) {
        EXPECT_THAT(list.flags("qct", {"GEOID", c.column}, {{kA, c.yes}, {kB, c.no}, {kC, c.yes}}),
                    ElementsAre(1, 0, 1))
            << c.column;
        EXPECT_EQ(list.bench.total("members-by-column"), 1U) << c.column;
    }
}

TEST(Designations, NamesThatAreNoAnswerAreLeftAlone) {
    ListOf list("qct");
    for (const char* name : {"qct_id", "Rural status", "QCT_NUM", "Designation date", "QCT",
                             "Low income status", "Metro status", "QCT_Population"})
        EXPECT_THAT(list.flags("qct", {"GEOID", name}, {{kA, "33860"}, {kC, "10100"}}),
                    ElementsAre(1, 0, 1))
            << name;
}

TEST(Designations, WhatACellOfAListDoesNotSayIsNeverYes) {
    ListOf list("qct");
    for (const char* odd : {"Pending", "2", "-1", "Former QCT", "DDA"}) {
        const std::string error = list.error({"GEOID", "QCT_status"}, {{kA, "QCT"}, {kB, odd}});
        EXPECT_THAT(error, HasSubstr(std::string("\"") + odd + "\" (1 row)"));
        EXPECT_THAT(error, HasSubstr("where = { \"QCT_status\" = [...] }"));
    }
    // The study says that those rows are meant.
    list.bench.sources.add("list", {"GEOID", "QCT_status"}, {{kA, "QCT"}, {kB, "Pending"}})
        .where["QCT_status"] = {"QCT", "Pending"};
    const auto made = list.bench.run(test::room("designations"), "qct = \"list\"").columns;
    EXPECT_THAT(values(made, "qct"), ElementsAre(1, 1, IsNan()));
}

TEST(Designations, EmptyCellsOfAFlagAreNoWhereItMarksMembersOnly) {
    ListOf list("qct");
    EXPECT_THAT(list.flags("qct", {"GEOID", "is_qct"}, {{kA, "1"}, {kB, ""}, {kC, "1"}}),
                ElementsAre(1, 0, 1));
    EXPECT_EQ(list.bench.total("empty-flag"), 1U);
    EXPECT_THAT(list.flags("qct", {"GEOID", "is_qct"}, {{kA, "1"}, {kB, ""}, {kC, "0"}}),
                ElementsAre(1, IsNan(), 0));
    EXPECT_EQ(list.bench.total("empty-flag"), 1U);
}

TEST(Designations, ColumnsOrRowsThatContradictEachOtherAreRefused) {
    ListOf list("qct");
    EXPECT_THAT(list.error({"GEOID", "QCT_2024", "QCT_2025"}, {{kA, "1", "1"}, {kB, "1", "0"}}),
                testing::AllOf(HasSubstr("\"QCT_2024\""), HasSubstr("\"QCT_2025\""),
                               HasSubstr("contradict")));
    EXPECT_THAT(list.error({"GEOID", "is_qct"}, {{kA, "1"}, {kA, "0"}, {kB, "1"}}),
                HasSubstr("stands twice"));
    EXPECT_THAT(list.flags("qct", {"GEOID", "is_qct", "QCT_status"},
                           {{kA, "Yes", "QCT"}, {kB, "No", "Not QCT"}, {kC, "No", "Not QCT"}}),
                ElementsAre(1, 0, 0));
}

TEST(Designations, ZonesAreDesignatedAndNotOnlyEligible) {
    ListOf list("opportunity_zones");
    struct Case {
        const char *column, *yes, *no;
    };
    for (const Case& c : {Case{"designated", "1", "0"},
                          {"Opportunit", "Y", "N"},
                          {"Designatio", "Designated", "No"},
                          {"Status", "Designated", "Eligible"},
                          {"Status", "designated", "Not designated"},
                          {"OZ", "Yes", "No"},
                          {"opportunity_zone", "TRUE", "FALSE"},
                          {"DesignatedOZ", "1", "0"},
                          {"Opportunity Zone Status", "Designated", "Eligible, not designated"}})
        EXPECT_THAT(list.flags("opportunity_zone", {"GEOID", c.column},
                               {{kA, c.yes}, {kB, c.no}, {kC, c.no}}),
                    ElementsAre(1, 0, 0))
            << c.column << " " << c.no;
}

TEST(Designations, EligibleAndDesignatedOfOneFileAreTwoColumns) {
    ListOf list("opportunity_zones");
    const std::vector<Row> rows = {{kA, "Yes", "No"}, {kB, "Yes", "Yes"}, {kC, "No", "No"}};
    EXPECT_THAT(list.flags("opportunity_zone", {"GEOID", "eligible", "designated"}, rows),
                ElementsAre(0, 1, 0));
    EXPECT_THAT(list.flags("opportunity_zone_eligible", {"GEOID", "eligible", "designated"}, rows),
                ElementsAre(1, 1, 0));
    for (const auto& [yes, no] : {std::pair("Yes", "No"), {"TRUE", "FALSE"}, {"1", "0"}}) {
        EXPECT_THAT(list.flags("opportunity_zone_eligible", {"GEOID", "eligible_lic"},
                               {{kA, yes}, {kB, no}, {kC, ""}}),
                    ElementsAre(1, 0, IsNan()));
        EXPECT_THAT(list.flags("opportunity_zone", {"GEOID", "eligible_lic"},
                               {{kA, yes}, {kB, no}, {kC, no}}),
                    ElementsAre(IsNan(), IsNan(), IsNan()))
            << "the list names no zones";
    }
    EXPECT_THAT(list.error({"GEOID", "eligible_lic"}, {{kA, "maybe"}}), HasSubstr("\"maybe\""));
}

TEST(Designations, AListUnderTheRoleOfAnotherIsRefused) {
    ListOf qct("qct"), zones("opportunity_zones");
    EXPECT_THAT(qct.error({"GEOID", "eligible_lic"}, {{kA, "1"}, {kC, "1"}}),
                testing::AllOf(HasSubstr("eligible_lic"), HasSubstr("opportunity_zones = ")));
    EXPECT_THAT(qct.error({"GEOID", "QOZ"}, {{kA, "1"}}), HasSubstr("opportunity_zones = "));
    EXPECT_THAT(zones.error({"cbsa", "tract", "qct_id", "fips"}, {{"1", "101", "x", kA}}),
                testing::AllOf(HasSubstr("qct_id"), HasSubstr("qct = \"list\"")));
    EXPECT_THAT(zones.error({"GEOID", "QCT"}, {{kA, "1"}}), HasSubstr("qualified census tracts"));
}

TEST(Designations, AListWhoseIdColumnTellsAnotherCensusIsRefused) {
    ListOf list("opportunity_zones");
    EXPECT_THAT(list.error({"GEOID10"}, {{kA}, {kC}}),
                testing::AllOf(HasSubstr("2010 (column GEOID10)"), HasSubstr("vintage = 2020")));
    list.bench.sources.add("list", {"GEOID10"}, {{kA}, {kC}}).vintage = 2020;
    const auto made = list.bench.run(test::room("designations"), "opportunity_zones = \"list\"");
    EXPECT_THAT(values(made.columns, "opportunity_zone"), ElementsAre(1, 0, 1));
}

/// `all` with ten letters, numbered where they are then the same, as GDAL writes a shapefile.
std::vector<std::string> cut_names(const std::vector<std::string>& all) {
    std::vector<std::string> cut;
    for (const std::string& name : all) {
        std::string ten = name.substr(0, 10);
        for (int n = 1; std::find(cut.begin(), cut.end(), ten) != cut.end(); ++n)
            ten = name.substr(0, 8) + "_" + std::to_string(n);
        cut.push_back(std::move(ten));
    }
    return cut;
}

TEST(Designations, ShortageAreasFromAShapefileWithCutNames) {
    test::LayerBench bench({kA, kB, kC});
    bench.sources.add(
        "hpsa",
        cut_names({"HPSA Name", "HPSA ID", "Designation Type", "HPSA Discipline Class",
                   "HPSA Score", "HPSA Status", "HPSA Designation Date",
                   "HPSA Geography Identification Number", "HPSA Component Name",
                   "HPSA Component Type Code", "HPSA Component Type Description",
                   "HPSA Status Code", "Discipline Class Number", "State FIPS Code"}),
        {{"Low income", "1", "HPSA Population", "Primary Care", "14", "Designated", "2020-01-01",
          kA, "Tract 101", "CT", "Census Tract", "D", "1", "17"},
         {"Gone", "2", "Geographic HPSA", "Primary Care", "9", "Withdrawn", "2020-01-01", kB,
          "Tract 102.01", "CT", "Census Tract", "W", "1", "17"},
         {"DuPage", "3", "Geographic HPSA", "Primary Care", "18", "Designated", "2020-01-01",
          "17043", "DuPage", "SCTY", "Single County", "D", "1", "17"}});
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, 0, 1));
    EXPECT_THAT(values(columns, "hpsa_primary_care_geographic"), ElementsAre(0, 0, 1));
    EXPECT_THAT(values(columns, "hpsa_primary_care_score"), ElementsAre(14, IsNan(), 18));
    EXPECT_GT(bench.total("name-cut"), 0U);
    EXPECT_EQ(bench.total("name-cut-unclear"), 0U);
}

TEST(Designations, AStatusWithOddBlanksIsStillDesignated) {
    test::LayerBench bench({kA, kB, kC});
    bench.sources.add("hpsa", kHpsaColumns,
                      {hpsa(kA, "Census Tract", "Designated\xC2\xA0", "Geographic HPSA", "7", "A"),
                       hpsa(kB, "Census Tract",
                            "\xE2\x80\xAF"
                            "Designated\t",
                            "Geographic HPSA", "7", "B"),
                       hpsa(kC, "Census\xC2\xA0Tract", "Proposed  For\xC2\xA0Withdrawal",
                            "High Needs\xC2\xA0Geographic HPSA", "7", "C")});
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, 1, 1));
    EXPECT_EQ(bench.total("other-status"), 0U);
    EXPECT_EQ(bench.total("proposed-for-withdrawal"), 1U);
}

TEST(Designations, NeedsAList) {
    test::LayerBench bench({kA});
    EXPECT_THAT(test::error_of([&] { bench.run(test::room("designations"), ""); }),
                HasSubstr("needs a list"));
}

TEST(Designations, HrsasOwnFileOfComponents) {
    TRACTWISE_NEEDS("data/releases/tiny/BCD_HPSA_FCT_DET_PC.csv");
    test::LayerBench bench({"04013941000", "04013941100", "04013941200"});
    bench.sources.add_file("hpsa",
                           test::data_pack("data/releases/tiny/BCD_HPSA_FCT_DET_PC.csv").string());
    const auto columns = bench.run(test::room("designations"), "hpsa = \"hpsa\"").columns;
    EXPECT_THAT(values(columns, "hpsa_primary_care_score"), ElementsAre(19, 19, IsNan()));
    EXPECT_THAT(values(columns, "hpsa_primary_care"), ElementsAre(1, 1, 0));
}

} // namespace
} // namespace tractwise::layers
