// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/acs_columns.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::tract {
namespace {

using Kind = AcsColumns::Answer::Kind;
using testing::HasSubstr;

io::Table table_of(const std::vector<std::string>& names,
                   const std::vector<std::string>& labels = {}) {
    io::Table table("acs.csv", names);
    table.set_labels(labels);
    return table;
}

// Names and labels as data.census.gov printed them for the release of each year.
constexpr const char* kOrigin = "Estimate!!HISPANIC OR LATINO AND RACE!!Total population!!";

TEST(AcsName, EverySpellingOfACell) {
    using Measure = AcsName::Measure;
    struct Case {
        const char* column;
        const char* code;
        Measure measure;
    };
    for (const Case& c : {
             Case{"B08201_002E", "B08201_002", Measure::Estimate},
             Case{"b08201_002m", "B08201_002", Measure::Margin},
             Case{"B08201_002", "B08201_002", Measure::Estimate},
             Case{"B08201002", "B08201_002", Measure::Estimate}, // Census Reporter
             Case{"B08201002, Error", "B08201_002", Measure::Margin},
             Case{"B08201_E002", "B08201_002", Measure::Estimate}, // summary files since 2021
             Case{"B08201_M002", "B08201_002", Measure::Margin},
             Case{"B08201e2", "B08201_002", Measure::Estimate}, // TIGER geodatabases
             Case{"B08201m12", "B08201_012", Measure::Margin},
             Case{"B01001H_001E", "B01001H_001", Measure::Estimate},
             Case{"B01001He1", "B01001H_001", Measure::Estimate},
             Case{"B01001e_001e", "B01001E_001", Measure::Estimate}, // a race, in small letters
             Case{"B05001PR_001E", "B05001PR_001", Measure::Estimate},
             Case{"estimate_B08201_002", "B08201_002", Measure::Estimate}, // tidycensus, pivoted
             Case{"moe_B08201_002", "B08201_002", Measure::Margin},
             Case{"ACSDT5Y2020_B08201.B08201_002E", "B08201_002", Measure::Estimate}, // ArcGIS join
             Case{"ACSDT5Y2020_B08201_B08201_002E", "B08201_002", Measure::Estimate}, // QGIS join
             Case{"ACS20_5yr_B08201002", "B08201_002", Measure::Estimate}, // Social Explorer
             Case{"DP05_0001PE", "DP05_0001", Measure::Percent},
             Case{"DP05_0001PM", "DP05_0001", Measure::PercentMargin},
             Case{"S0101_C01_030E", "S0101_C01_030", Measure::Estimate},
         }) {
        const auto name = parse_acs_name(c.column);
        ASSERT_TRUE(name) << c.column;
        EXPECT_EQ(name->code, c.code) << c.column;
        EXPECT_EQ(name->measure, c.measure) << c.column;
    }
    for (const char* other :
         {"B08201_002EA",         // an annotation
          "ACS20_5yr_B08201002s", // Social Explorer's standard error is no margin
          "E_TOTPOP", "GEOID", "C032", "DP05", "AMPVE001", "S0101", "CD119FP", "B08201_02E", ""})
        EXPECT_FALSE(parse_acs_name(other)) << other;
}

TEST(AcsYear, IsWhatTheStudyDeclaresOrTheFileIsCalled) {
    const auto year_of = [](const std::string& path, std::optional<int> declared = {}) {
        io::SourceSpec source = io::source_from_path("acs", path);
        source.year = declared;
        return acs_year(source, io::Table(path, {"GEOID"}));
    };
    EXPECT_EQ(year_of("ACSDP5Y2024.DP05-Data.csv"), 2024);
    EXPECT_EQ(year_of("ACSST5Y2019.S1701_data_with_overlays_2021.csv"), 2019);
    EXPECT_EQ(year_of("acsdt5y2023-c17002.dat"), 2023);
    EXPECT_EQ(year_of("ACS_17_5YR_DP05_with_ann.csv"), 2017);
    EXPECT_EQ(year_of("Wayne_ACSDP5Y2024.DP02-Data.csv"), 2024);
    EXPECT_EQ(year_of("ACS5_2020_Delaware.csv"), 2020);
    EXPECT_EQ(year_of("acs.csv"), std::nullopt);
    EXPECT_EQ(year_of("acs.csv", 2021), 2021);
    EXPECT_EQ(year_of("cb_2024_17_tract.csv"), std::nullopt);
    EXPECT_THAT(test::error_of([&] { year_of("ACSDP5Y2024.DP05-Data.csv", 2022); }),
                HasSubstr("2024"));
}

TEST(AcsColumns, ALabelFindsTheCellWhateverItsCode) {
    // Codes that no release has: only the labels can tell.
    const io::Table table =
        table_of({"GEO_ID", "DP05_0500E", "DP05_0500M", "DP05_0500PE", "DP05_0501E", "DP05_0079E"},
                 {"Geography", std::string(kOrigin) + "Not Hispanic or Latino!!White alone",
                  "Margin of Error!!HISPANIC OR LATINO AND RACE!!Total population!!Not Hispanic or "
                  "Latino!!White alone",
                  "Percent!!HISPANIC OR LATINO AND RACE!!Total population!!Not Hispanic or "
                  "Latino!!White alone",
                  std::string(kOrigin) + "Hispanic or Latino (of any race)",
                  std::string(kOrigin) + "Hispanic or Latino (of any race)!!Cuban"});
    for (const std::optional<int> year :
         {std::optional<int>(), std::optional(2023), std::optional(2030)}) {
        const AcsColumns acs(table, year);
        EXPECT_EQ(acs.find("DP05_0079E", 2022).column, 1U);
        EXPECT_EQ(acs.find("DP05_0079M", 2022).column, 2U);
        EXPECT_EQ(acs.find("DP05_0079PE", 2022).column, 3U);
        EXPECT_EQ(acs.find("DP05_0077E", 2021).column, 1U); // the same cell by its code of 2021
        EXPECT_EQ(acs.find("DP05_0073E", 2022).column, 4U);
        EXPECT_EQ(acs.margin_of(1, "DP05_0079E"), 2U);
        EXPECT_EQ(acs.name_of(1), "DP05_0500E");
    }
}

TEST(AcsColumns, ALabelThatSaysSomethingElseIsQuoted) {
    const io::Table table = table_of(
        {"GEO_ID", "DP05_0079E"},
        {"Geography",
         "Estimate!!RACE!!Total population!!Two or More Races!!White and Some Other Race"});
    const AcsColumns acs(table, std::nullopt);
    const auto answer = acs.find("DP05_0079E", 2022);
    EXPECT_EQ(answer.kind, Kind::OtherLabel);
    const auto why =
        acs.refusal(answer, "DP05_0079E", 2022, io::source_from_path("acs", "acs.csv"));
    EXPECT_THAT(why.message,
                testing::AllOf(HasSubstr("White and Some Other Race"), HasSubstr("White alone")));
}

// "White alone" of all people is not "White alone" of those who are not Hispanic.
TEST(AcsColumns, TheWholeEndOfALabelCounts) {
    const io::Table table =
        table_of({"DP05_0037E", "DP05_0079E"},
                 {"Estimate!!RACE!!Total population!!One race!!White alone",
                  std::string(kOrigin) + "Not Hispanic or Latino!!White alone"});
    EXPECT_EQ(AcsColumns(table, std::nullopt).find("DP05_0077E", 2020).column, 1U);
}

// DP05_0021 and DP05_0025 are both "18 years and over".
TEST(AcsColumns, ANumberThatStandsTwiceIsTakenByItsCode) {
    const std::string label = "Estimate!!SEX AND AGE!!Total population!!18 years and over";
    const io::Table table = table_of({"DP05_0021E", "DP05_0025E"}, {label, label});
    EXPECT_EQ(AcsColumns(table, 2024).find("DP05_0021E", 2022).column, 0U);
    EXPECT_EQ(AcsColumns(table, std::nullopt).find("DP05_0021E", 2022).column, 0U);
}

TEST(AcsColumns, ColumnsOfSubjectTablesAreToldApart) {
    const io::Table table =
        table_of({"S0101_C01_030E", "S0101_C02_030E", "S0101_C03_030E"},
                 {"Estimate!!Total!!Total population!!SELECTED AGE CATEGORIES!!65 years and over",
                  "Estimate!!Percent!!Total population!!SELECTED AGE CATEGORIES!!65 years and over",
                  "Estimate!!Male!!Total population!!SELECTED AGE CATEGORIES!!65 years and over"});
    const AcsColumns acs(table, std::nullopt);
    EXPECT_EQ(acs.find("S0101_C01_030E", 2022).column, 0U);
    EXPECT_EQ(acs.find("S0101_C02_030E", 2022).column, 1U);
    // As subject tables were labeled until 2017.
    const io::Table old = table_of(
        {"S2801_C01_019E", "S2801_C02_019E"},
        {"Total!!Estimate!!TYPE OF INTERNET SUBSCRIPTIONS!!Without an Internet subscription",
         "Percent!!Estimate!!TYPE OF INTERNET SUBSCRIPTIONS!!Without an Internet subscription"});
    EXPECT_EQ(AcsColumns(old, 2017).find("S2801_C02_019E", 2022).column, 1U);
}

TEST(AcsColumns, WithoutLabelsTheYearDecides) {
    const io::Table table =
        table_of({"DP05_0001E", "DP05_0071E", "DP05_0073E", "DP02_0071E", "DP02_0072E"});
    const auto column = [&](int year, const char* cell, int codes_of) {
        return AcsColumns(table, year).find(cell, codes_of);
    };
    EXPECT_EQ(column(2020, "DP05_0073E", 2022).column, 1U);
    EXPECT_EQ(column(2022, "DP05_0073E", 2022).column, 2U);
    EXPECT_EQ(column(2024, "DP05_0073E", 2022).kind, Kind::Absent); // it is DP05_0090E there
    EXPECT_EQ(column(2018, "DP02_0072E", 2022).column, 3U);         // with a disability
    EXPECT_EQ(column(2024, "DP02_0072E", 2022).column, 4U);
    EXPECT_EQ(column(2026, "DP05_0073E", 2022).kind, Kind::YearNotKnown);
    const AcsColumns unknown(table, std::nullopt);
    EXPECT_EQ(unknown.find("DP05_0073E", 2022).kind, Kind::YearUnknown);
    EXPECT_EQ(unknown.find("DP05_0001E", 2022).column, 0U); // never moved since 2010
    EXPECT_EQ(unknown.find("S0101_C01_001E", 2022).kind, Kind::Absent);
}

TEST(AcsColumns, DetailedTablesKeepTheirCodesAndTheirLabelsAreChecked) {
    const io::Table plain = table_of({"geoid", "B08201002", "B08201002, Error"});
    const AcsColumns acs(plain, std::nullopt);
    EXPECT_EQ(acs.find("B08201_002E", 0).column, 1U);
    EXPECT_EQ(acs.margin_of(1, "B08201_002E"), 2U);
    EXPECT_THAT(acs.other_spellings(), testing::ElementsAre("B08201002 is B08201_002E",
                                                            "B08201002, Error is B08201_002M"));
    EXPECT_EQ(acs.find("B08201_003E", 0).kind, Kind::Absent);
    // A table view with a hidden line: the numbers behind it are one too low.
    const io::Table shifted =
        table_of({"B08201_001E", "B08201_002E"},
                 {"Estimate!!Total:", "Estimate!!Total:!!1 vehicle available"});
    EXPECT_EQ(AcsColumns(shifted, std::nullopt).find("B08201_002E", 0).kind, Kind::OtherLabel);
    const io::Table right =
        table_of({"B08201_001E", "B08201_002E"},
                 {"Estimate!!Total:", "Estimate!!Total:!!No vehicle available"});
    EXPECT_EQ(AcsColumns(right, std::nullopt).find("B08201_002E", 0).kind, Kind::Found);
}

TEST(AcsColumns, OtherColumnsAreFoundByName) {
    const io::Table table = table_of({"FIPS", "ep_pov150", "mp_pov150"});
    const AcsColumns acs(table, std::nullopt);
    EXPECT_EQ(acs.find("EP_POV150", 2022).column, 1U);
    EXPECT_EQ(acs.margin_of(1, "EP_POV150"), 2U);
    EXPECT_EQ(acs.find("EP_UNEMP", 2022).kind, Kind::Absent);
}

// A table view whose group "Not Hispanic" was hidden: white people of Hispanic origin stand where
// the others are looked for.
TEST(AcsColumns, TheWholePathOfADetailedTableCounts) {
    const auto kind = [](const char* column, const char* label) {
        const io::Table table = table_of({column}, {label});
        return AcsColumns(table, std::nullopt).find(column, 0).kind;
    };
    EXPECT_EQ(kind("B03002_003E", "Estimate!!Total:!!Not Hispanic or Latino:!!White alone"),
              Kind::Found);
    EXPECT_EQ(kind("B03002_003E", "Estimate!!Total:!!Hispanic or Latino:!!White alone"),
              Kind::OtherLabel);
    EXPECT_EQ(kind("B08201_002E", "Estimate!!Total:!!1-person household:!!No vehicle available"),
              Kind::OtherLabel);
    EXPECT_EQ(kind("B08201_002E", "Margin of Error!!Total:!!No vehicle available"),
              Kind::OtherLabel);
    EXPECT_EQ(kind("B08201_002E", "Estimate; Total: - No vehicle available"), Kind::Found);
}

// A file cut down to a few columns lacks a cell; it does not contradict it.
TEST(AcsColumns, InAFileOfAnotherReleaseACellMayBeAbsent) {
    const io::Table table =
        table_of({"DP05_0001E", "DP05_0076E", "DP05_0082E"},
                 {"Estimate!!SEX AND AGE!!Total population",
                  std::string(kOrigin) + "Hispanic or Latino (of any race)",
                  std::string(kOrigin) + "Not Hispanic or Latino!!White alone"});
    for (const std::optional<int> year : {std::optional<int>(), std::optional(2023)}) {
        const AcsColumns acs(table, year);
        EXPECT_EQ(acs.find("DP05_0079E", 2022).column, 2U);
        EXPECT_EQ(acs.find("DP05_0082E", 2022).kind,
                  Kind::Absent); // Asian people, DP05_0085 in 2023
    }
}

TEST(AcsColumns, ACellThatStandsTwiceIsRefusedUnlessTheYearTells) {
    const io::Table table =
        table_of({"t.GEOID", "ACSDT5Y2015_B01003.B01003_001E", "ACSDT5Y2020_B01003.B01003_001E"});
    const AcsColumns unknown(table, std::nullopt);
    const auto answer = unknown.find("B01003_001E", 0);
    EXPECT_EQ(answer.kind, Kind::Twice);
    EXPECT_THAT(
        unknown.refusal(answer, "B01003_001E", 0, io::source_from_path("acs", "x.csv")).message,
        testing::AllOf(HasSubstr("ACSDT5Y2015_B01003.B01003_001E"),
                       HasSubstr("ACSDT5Y2020_B01003.B01003_001E")));
    EXPECT_EQ(AcsColumns(table, 2020).find("B01003_001E", 0).column, 2U);
    EXPECT_EQ(AcsColumns(table, 2015).find("B01003_001E", 0).column, 1U);
}

TEST(AcsYear, SpansDatesAndColumns) {
    EXPECT_EQ(year_named_in("acs5_2018_2022.csv"), 2022);
    EXPECT_EQ(year_named_in("ACS_5YR_2018-2022.csv"), 2022);
    EXPECT_EQ(year_named_in("acs5_2018-22_dp05.csv"), 2022);
    EXPECT_EQ(year_named_in("acs_5yr_2024-05-01.csv"), std::nullopt);
    EXPECT_EQ(year_named_in("acs5_2024_05_01_dp05.csv"), std::nullopt);
    EXPECT_EQ(year_named_in("ACSDT5Y2020.B08201-2024-05-01T120000.csv"), 2020);
    EXPECT_EQ(year_named_in("ACS20_5yr_B08201002"), 2020);
    io::SourceSpec source = io::source_from_path("acs", "joined.csv");
    const io::Table table("joined.csv", {"GEOID", "ACSDP5Y2024.DP05_0079E"});
    EXPECT_EQ(acs_year(source, table), 2024);
    source.year = 2022;
    EXPECT_THAT(test::error_of([&] { acs_year(source, table); }),
                testing::AllOf(HasSubstr("2024"), HasSubstr("name of a column")));
}

TEST(AcsColumns, ColumnsThatNobodyKnowsGetTheAdviceThatFits) {
    EXPECT_THAT(advice_on_unknown_columns(table_of({"GISJOIN", "AMPVE001", "AMPVM001"})),
                testing::AllOf(HasSubstr("AMPVE001"), HasSubstr("codebook")));
    EXPECT_THAT(advice_on_unknown_columns(table_of({"GEOID", "hhE", "hhM"})),
                testing::AllOf(HasSubstr("hhE and hhM"), HasSubstr("tidycensus")));
    EXPECT_EQ(advice_on_unknown_columns(table_of({"GEOID", "NAME", "SCORE", "PLACE"})), "");
}

TEST(AcsCells, LabelsOfTheYearsAreOne) {
    const AcsCell* other = acs_cell("DP05_0082", 2020);
    ASSERT_NE(other, nullptr);
    EXPECT_TRUE(other->says("Estimate!!HISPANIC OR LATINO AND RACE!!Total population!!Not Hispanic "
                            "or Latino!!Some other race alone"));
    EXPECT_TRUE(other->says("Estimate!!HISPANIC OR LATINO AND RACE!!Total population!!Not Hispanic "
                            "or Latino!!Some Other Race alone"));
    EXPECT_EQ(other->code_in(2024), "DP05_0101");
    EXPECT_EQ(acs_cell("DP05_0082", 2023)->code_in(2021), "DP05_0077"); // white in 2023
    const AcsCell* income = acs_cell("DP03_0086", 2022);
    EXPECT_TRUE(income->says("Estimate!!INCOME AND BENEFITS (IN 2022 INFLATION-ADJUSTED "
                             "DOLLARS)!!Families!!Median family income (dollars)"));
    const AcsCell* per_head = acs_cell("B19301_001", 0);
    EXPECT_TRUE(per_head->says(
        "Estimate!!Per capita income in the past 12 months (in 2024 inflation-adjusted dollars)"));
    // Single parents: "own children" until 2018, all children of the householder since.
    EXPECT_FALSE(acs_cell("DP02_0007", 2018)->code_in(2019));
    EXPECT_EQ(acs_cell("DP02_0011", 2022)->constant_code(), std::nullopt);
}

} // namespace
} // namespace tractwise::tract
