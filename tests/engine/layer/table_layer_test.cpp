// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/table_layer.hpp"

#include "tests/engine/layer/layer_bench.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layer {
namespace {

using test::LayerBench;
using testing::HasSubstr;

constexpr const char* kA = "17031000100";
constexpr const char* kB = "17031000200";
constexpr const char* kC = "17031000300";

TableLayer layer(const std::string& indicators) {
    return TableLayer(LayerFile::parse(R"(
id = "rooms"
title = "Rooms"
question = "How many?"
acs_codes = 2022
[[need]]
role = "acs"
what = "ACS"
several = true
[[need]]
role = "other"
what = "Another file"
required = false
)" + indicators,
                                       "layer.toml"));
}

const char* const kVacancy = R"(
[[indicator]]
name = "vacancy_share"
label = "Vacant"
unit = "share"
range = [0.0, 1.0]
[[indicator.layout]]
from = "table B25002"
of = ["B25002_003E"]
over = ["B25002_001E"]
[[indicator.layout]]
from = "profile percent"
of = ["DP04_0003PE"]
percent = true
)";

TEST(TableLayer, DividesAndCarriesTheMargin) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("acs", {"GEOID", "B25002_001E", "B25002_001M", "B25002_003E", "B25002_003M"},
                      {{kA, "200", "30", "50", "20"}, {kB, "0", "12", "0", "12"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.25);
    EXPECT_DOUBLE_EQ(c.margin[0], std::sqrt(400 - 0.0625 * 900) / 200);
    EXPECT_TRUE(std::isnan(c.values[1]));
    EXPECT_EQ(c.reason(1), io::Missing::ZeroDenominator);
    EXPECT_EQ(c.reason(2), io::Missing::NoRow);
    EXPECT_TRUE(std::isnan(c.margin[2]));
    EXPECT_EQ(c.info.formula, "B25002_003E / B25002_001E");
    EXPECT_THAT(c.info.source, HasSubstr("table B25002"));
    EXPECT_EQ(c.info.vintage, 2020);
}

// What areas are summed from.
TEST(TableLayer, AShareKeepsTheCountsBehindIt) {
    LayerBench bench({kA, kB});
    bench.sources.add("acs", {"GEOID", "B25002_001E", "B25002_001M", "B25002_003E", "B25002_003M"},
                      {{kA, "200", "30", "50", "20"}, {kB, "0", "12", "0", "12"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_EQ(c.info.pooling, tract::Pooling::Ratio);
    ASSERT_TRUE(c.part && c.whole);
    EXPECT_EQ(c.part->values, (std::vector<double>{50, 0}));
    EXPECT_EQ(c.part->margin, (std::vector<double>{20, 12}));
    EXPECT_EQ(c.whole->values, (std::vector<double>{200, 0}));
    EXPECT_EQ(c.whole->margin, (std::vector<double>{30, 12}));
}

TEST(TableLayer, APublishedPercentAloneCannotBePooled) {
    LayerBench bench({kA});
    bench.sources.add("acs", {"GEOID", "DP04_0003PE"}, {{kA, "12.5"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_EQ(c.info.pooling, tract::Pooling::None);
    EXPECT_FALSE(c.part);
}

const char* const kPercents = R"(
[[indicator]]
name = "told_share"
label = "Of a whole that is told"
unit = "share"
of = ["EP_X"]
percent = true
counts = { part = ["E_X"], whole = ["E_HH"] }
[[indicator]]
name = "untold_share"
label = "Of a whole that is not"
unit = "share"
of = ["EP_Y"]
percent = true
counts = { part = ["E_Y"], whole_like = ["E_TOTPOP"] }
)";

// Tract A: 30 are 20 %, so of 150; B: 10 are 10 %, of 100. Together 250 of 300 people, so the 60
// people of C, where the share is 0, are taken for 50.
TEST(TableLayer, APublishedPercentNamesItsCounts) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("acs",
                      {"GEOID", "EP_X", "E_X", "M_X", "E_HH", "M_HH", "EP_Y", "E_Y", "E_TOTPOP"},
                      {{kA, "25", "20", "5", "80", "9", "20", "30", "180"},
                       {kB, "0", "0", "4", "70", "8", "10", "10", "120"},
                       {kC, "50", "10", "3", "20", "6", "0", "0", "60"}});
    const auto columns = bench.run(layer(kPercents), "acs = \"acs\"").columns;
    const tract::Column &told = columns.at(0), &untold = columns.at(1);
    ASSERT_TRUE(told.part && told.whole && untold.part && untold.whole);
    EXPECT_EQ(told.part->values, (std::vector<double>{20, 0, 10}));
    EXPECT_EQ(told.whole->values, (std::vector<double>{80, 70, 20}));
    EXPECT_EQ(untold.part->values, (std::vector<double>{30, 10, 0}));
    EXPECT_DOUBLE_EQ(untold.whole->values[0], 150);
    EXPECT_DOUBLE_EQ(untold.whole->values[1], 100);
    EXPECT_DOUBLE_EQ(untold.whole->values[2], 50);
}

TEST(TableLayer, TheFirstLayoutWhoseColumnsExistIsUsed) {
    LayerBench bench({kA});
    bench.sources.add("acs", {"GEOID", "B25002_003E", "DP04_0003PE"}, {{kA, "50", "12.5"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.125);
    EXPECT_EQ(c.info.formula, "DP04_0003PE / 100");
    EXPECT_TRUE(c.margin.empty()) << "no margin column, no margins";
}

TEST(TableLayer, ColumnsAreLookedUpOverAllSourcesOfTheRole) {
    LayerBench bench({kA});
    bench.sources.add("one", {"GEOID", "B25002_001E"}, {{kA, "200"}});
    bench.sources.add("two", {"GEOID", "B25002_003E"}, {{kA, "40"}}).title = "Second file";
    const tract::Column c = bench.run(layer(kVacancy), "acs = [\"one\", \"two\"]").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.2);
    EXPECT_THAT(c.info.source, testing::AllOf(HasSubstr("one"), HasSubstr("Second file")));
}

TEST(TableLayer, MissingInputsKeepTheirReason) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("acs", {"GEOID", "B25002_001E", "B25002_003E"},
                      {{kA, "-666666666", "5"}, {kB, "100", ""}, {kC, "100", "a few"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_EQ(c.reason(0), io::Missing::NoSample);
    EXPECT_EQ(c.reason(1), io::Missing::Empty);
    EXPECT_EQ(c.reason(2), io::Missing::NotText);
    EXPECT_EQ(bench.count("not-a-number"), 1U);
}

TEST(TableLayer, ControlledMarginIsZeroAndWithheldMarginUnknown) {
    LayerBench bench({kA, kB});
    bench.sources.add(
        "acs", {"GEOID", "B25002_001E", "B25002_001M", "B25002_003E", "B25002_003M"},
        {{kA, "200", "-555555555", "50", "20"}, {kB, "200", "30", "50", "-222222222"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.margin[0], 0.1);
    EXPECT_TRUE(std::isnan(c.margin[1]));
    EXPECT_DOUBLE_EQ(c.values[1], 0.25);
}

TEST(TableLayer, WithoutAnyLayoutTheColumnIsMissingAndAFindingSaysWhatWouldHelp) {
    LayerBench bench({kA});
    bench.sources.add("svi", {"GEOID", "E_TOTPOP"}, {{kA, "9"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = \"svi\"").columns.at(0);
    EXPECT_TRUE(std::isnan(c.values[0]));
    EXPECT_EQ(c.reason(0), io::Missing::NoSource);
    ASSERT_EQ(bench.count("indicator-without-source"), 1U);
    EXPECT_THAT(bench.diagnostics.findings()[0].examples, testing::ElementsAre("vacancy_share"));
    EXPECT_THAT(c.info.source, HasSubstr("table B25002, or profile percent"));
}

TEST(TableLayer, RequiredRoleAndSingleRoleAreChecked) {
    LayerBench bench({kA});
    bench.sources.add("x", {"GEOID", "X"}, {{kA, "1"}});
    EXPECT_THROW(bench.run(layer(kVacancy), ""), Error);
    const std::string other =
        "[[indicator]]\nname = \"x\"\nlabel = \"X\"\nunit = \"n\"\nrole = \"other\"\nof = \"X\"\n";
    EXPECT_THROW(bench.run(layer(other), "acs = \"x\"\nother = [\"x\", \"x\"]"), Error);
    bench.run(layer(other), "");
    EXPECT_EQ(bench.count("indicator-without-source"), 0U)
        << "an optional role left out is no doubt";
}

TEST(TableLayer, OperationsAreSumLessComplementAndPerArea) {
    LayerBench bench({kA});
    bench.sources.add("acs", {"GEOID", "P_1E", "P_1M", "P_2E", "P_2M"},
                      {{kA, "30", "3", "10", "4"}});
    const auto columns = bench
                             .run(layer(R"(
[[indicator]]
name = "sum"
label = "S"
unit = "n"
of = ["P_1E", "P_2E"]
[[indicator]]
name = "difference"
label = "D"
unit = "n"
of = "P_1E"
less = "P_2E"
[[indicator]]
name = "rest_share"
label = "R"
unit = "share"
of = "P_2E"
over = "P_1E"
complement = true
[[indicator]]
name = "per_area"
label = "A"
unit = "n/km2"
of = "P_1E"
per_km2 = true
)"),
                                  "acs = \"acs\"")
                             .columns;
    for (const tract::Column& c : columns)
        ASSERT_EQ(c.margin.size(), 1U) << c.info.name;
    EXPECT_EQ(columns[0].values[0], 40);
    EXPECT_DOUBLE_EQ(columns[0].margin[0], 5);
    EXPECT_EQ(columns[1].values[0], 20);
    EXPECT_DOUBLE_EQ(columns[1].margin[0], 5);
    EXPECT_DOUBLE_EQ(columns[2].values[0], 1 - 1.0 / 3);
    EXPECT_DOUBLE_EQ(columns[2].margin[0], std::sqrt(16 - 9. / 9) / 30) << "as of the share itself";
    EXPECT_EQ(columns[2].info.formula, "1 - P_2E / P_1E");
    const double km2 = bench.tracts.land_area_m2(0) / 1e6;
    EXPECT_NEAR(columns[3].values[0], 30 / km2, 1e-12);
    EXPECT_NEAR(columns[3].margin[0], 3 / km2, 1e-12);
}

const char* const kGuess = R"(
[[indicator]]
name = "beyond_share"
label = "B"
unit = "share"
range = [0.0, 1.0]
of = "lapophalfshare"
unit_guess = "share_or_percent"
)";

TEST(TableLayer, ShareOrPercentIsToldByTheLargestValueOfTheWholeFile) {
    LayerBench percent({kA});
    percent.sources.add("a", {"GEOID", "lapophalfshare"}, {{kA, "0.9"}, {kB, "88.5"}});
    EXPECT_DOUBLE_EQ(percent.run(layer(kGuess), "acs = \"a\"").columns[0].values[0], 0.009);
    ASSERT_EQ(percent.count("unit-guessed"), 1U);
    EXPECT_EQ(percent.diagnostics.findings()[0].severity, Severity::Note);

    LayerBench share({kA});
    share.sources.add("a", {"GEOID", "lapophalfshare"}, {{kA, "0.9"}, {kB, "1"}});
    EXPECT_DOUBLE_EQ(share.run(layer(kGuess), "acs = \"a\"").columns[0].values[0], 0.9);
}

TEST(TableLayer, ValuesOutsideTheRangeAreKeptAndFound) {
    LayerBench bench({kA, kB});
    bench.sources.add("acs", {"GEOID", "B25002_001E", "B25002_003E"},
                      {{kA, "10", "12"}, {kB, "10", "10"}});
    EXPECT_DOUBLE_EQ(bench.run(layer(kVacancy), "acs = \"acs\"").columns[0].values[0], 1.2);
    ASSERT_EQ(bench.count("out-of-range"), 1U);
    EXPECT_EQ(bench.diagnostics.findings()[0].count, 1U);
    EXPECT_THAT(bench.diagnostics.findings()[0].examples.at(0), HasSubstr(kA));
}

const char* const kHispanic = R"(
[[indicator]]
name = "hispanic"
label = "H"
unit = "people"
[[indicator.layout]]
from = "profile DP05"
of = "DP05_0073E"
)";

// DP05_0073E is the Hispanic population in 2022, the Puerto Rican one in 2020, and in 2024 no group
// of people of any origin at all.
TEST(TableLayer, RenumberedColumnsAreReadByTheYearOfTheSource) {
    LayerBench bench({kA});
    auto& spec = bench.sources.add(
        "acs", {"GEOID", "DP05_0071E", "DP05_0073E", "DP05_0073M", "DP05_0076E", "DP05_0090E"},
        {{kA, "700", "30", "4", "900", "1100"}});
    const TableLayer hispanic = layer(kHispanic);
    const auto read = [&](int year) {
        spec.year = year;
        return bench.run(hispanic, "acs = \"acs\"").columns[0];
    };
    EXPECT_EQ(read(2018).values[0], 700);
    EXPECT_EQ(read(2021).values[0], 700);
    EXPECT_EQ(read(2022).values[0], 30);
    EXPECT_EQ(read(2022).margin[0], 4);
    EXPECT_EQ(read(2023).values[0], 900);
    EXPECT_EQ(read(2024).values[0], 1100);
    EXPECT_EQ(read(2024).info.formula, "DP05_0090E"); // what was read, not the recipe's code
    EXPECT_TRUE(bench.diagnostics.findings().empty());
}

TEST(TableLayer, CodesOfAnUnknownYearAreRefused) {
    LayerBench bench({kA});
    auto& spec =
        bench.sources.add("acs", {"GEOID", "DP05_0071E", "DP05_0073E"}, {{kA, "700", "30"}});
    const TableLayer hispanic = layer(kHispanic);
    const auto why = [&] { return test::error_of([&] { bench.run(hispanic, "acs = \"acs\""); }); };
    EXPECT_THAT(why(), testing::AllOf(HasSubstr("nothing says which year"),
                                      HasSubstr("year = 2022"), HasSubstr("[sources.acs]")));
    spec.year = 2031;
    EXPECT_THAT(why(), testing::AllOf(HasSubstr("2031"), HasSubstr("second header row")));
}

// Another source that has the number under a code that cannot be mistaken goes before a refusal.
TEST(TableLayer, ACellOfUnknownYearDoesNotHideAnotherSource) {
    LayerBench bench({kA});
    bench.sources.add("profile", {"GEOID", "DP05_0073E"}, {{kA, "30"}});
    bench.sources.add("detail", {"GEOID", "B03002_012E"}, {{kA, "31"}});
    const TableLayer both = layer(
        std::string(kHispanic) + "[[indicator.layout]]\nfrom = \"B03002\"\nof = \"B03002_012E\"\n");
    EXPECT_EQ(bench.run(both, "acs = [\"profile\", \"detail\"]").columns[0].values[0], 31);
}

// One file per county: what the first lacks stands in the second.
TEST(TableLayer, TractsWithoutARowAreReadFromTheNextSource) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("one", {"GEOID", "B25002_001E", "B25002_001M", "B25002_003E", "B25002_003M"},
                      {{kA, "200", "30", "50", "20"}});
    bench.sources.add("two", {"GEOID", "B25002_001E", "B25002_001M", "B25002_003E", "B25002_003M"},
                      {{kA, "999", "1", "999", "1"}, {kB, "100", "10", "10", "5"}});
    const tract::Column c = bench.run(layer(kVacancy), "acs = [\"one\", \"two\"]").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.25); // the first source goes before
    EXPECT_DOUBLE_EQ(c.values[1], 0.1);
    EXPECT_DOUBLE_EQ(c.margin[1], std::sqrt(25 - 0.01 * 100) / 100);
    EXPECT_EQ(c.reason(2), io::Missing::NoRow);
    EXPECT_EQ(bench.count("rows-from-another-source"), 1U);
    // Another release would compare other years.
    LayerBench mixed({kA, kB});
    mixed.sources.add("one", {"GEOID", "B25002_001E", "B25002_003E"}, {{kA, "200", "50"}}).year =
        2022;
    mixed.sources.add("two", {"GEOID", "B25002_001E", "B25002_003E"}, {{kB, "100", "10"}}).year =
        2017;
    EXPECT_TRUE(
        std::isnan(mixed.run(layer(kVacancy), "acs = [\"one\", \"two\"]").columns.at(0).values[1]));
}

TEST(TableLayer, PercentSignsInSomeCellsOnlyAreRefused) {
    LayerBench bench({kA, kB});
    bench.sources.add("acs", {"GEOID", "DP04_0003PE"}, {{kA, "20.6%"}, {kB, "0.302"}});
    EXPECT_THAT(test::error_of([&] { bench.run(layer(kVacancy), "acs = \"acs\""); }),
                testing::AllOf(HasSubstr("20.6%"), HasSubstr("0.302")));
}

const char* const kDiabetes = R"(
[[indicator]]
name = "diabetes_share"
label = "Diabetes"
unit = "share"
of = ["DIABETES_CrudePrev"]
percent = true
limits = ["DIABETES_Crude95CI"]
counts = { whole = ["TotalPop18plus"] }
)";

TEST(TableLayer, LimitsOf95PercentBecomeAMargin) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("acs",
                      {"GEOID", "TotalPop18plus", "DIABETES_CrudePrev", "DIABETES_Crude95CI"},
                      {{kA, "2000", "8.0", "( 6.2, 10.1)"}, {kB, "500", "", ""}});
    const tract::Column c = bench.run(layer(kDiabetes), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.08);
    EXPECT_NEAR(c.margin[0], 0.017625, 1e-12); // (10.1 - 8.0) / 100 * 1.645 / 1.96
    EXPECT_EQ(c.reason(1), io::Missing::Empty);
    EXPECT_TRUE(std::isnan(c.margin[1]));
    EXPECT_EQ(c.reason(2), io::Missing::NoRow);
    EXPECT_EQ(bench.diagnostics.findings().size(), 0U);
    // Areas are pooled by the adults who have it, without a margin: the model's error is shared.
    EXPECT_EQ(c.info.pooling, tract::Pooling::Ratio);
    EXPECT_DOUBLE_EQ(c.part->values[0], 160);
    EXPECT_DOUBLE_EQ(c.whole->values[0], 2000);
    EXPECT_TRUE(c.part->margin.empty());
}

TEST(TableLayer, LimitsInTwoColumnsAreTheSameMargin) {
    LayerBench bench({kA});
    bench.sources.add("acs", {"GEOID", "X", "LOW", "HIGH"}, {{kA, "8.0", "6.2", "10.1"}});
    const tract::Column c =
        bench
            .run(layer("[[indicator]]\nname = \"x_share\"\nlabel = \"X\"\nunit = \"share\"\n"
                       "of = [\"X\"]\npercent = true\nlimits = [\"LOW\", \"HIGH\"]\n"),
                 "acs = \"acs\"")
            .columns.at(0);
    EXPECT_NEAR(c.margin[0], 0.017625, 1e-12);
}

TEST(TableLayer, WithoutLimitsOrAdultsThereIsNoMarginAndNoPooling) {
    LayerBench bench({kA});
    bench.sources.add("acs", {"GEOID", "DIABETES_CrudePrev"}, {{kA, "8.0"}});
    const tract::Column c = bench.run(layer(kDiabetes), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.08);
    EXPECT_TRUE(c.margin.empty());
    EXPECT_EQ(c.info.pooling, tract::Pooling::None);
}

TEST(TableLayer, AnEstimateOutsideItsLimitsHasNoMargin) {
    LayerBench bench({kA, kB});
    bench.sources.add("acs", {"GEOID", "DIABETES_CrudePrev", "DIABETES_Crude95CI"},
                      {{kA, "12.0", "( 6.2, 10.1)"}, {kB, "8.0", "6.2 / 10.1"}});
    const tract::Column c = bench.run(layer(kDiabetes), "acs = \"acs\"").columns.at(0);
    EXPECT_DOUBLE_EQ(c.values[0], 0.12);
    EXPECT_TRUE(std::isnan(c.margin[0]));
    EXPECT_TRUE(std::isnan(c.margin[1]));
    EXPECT_EQ(bench.total("estimate-outside-limits"), 1U);
    EXPECT_EQ(bench.total("not-a-number"), 2U); // the low and the high limit of one text
}

TEST(TableLayer, WhereReleasesVaryAnAbsentColumnIsANote) {
    const TableLayer varying(LayerFile::parse(R"(
id = "rooms"
title = "Rooms"
question = "How many?"
[[need]]
role = "places"
what = "A release"
varies = true
)" + std::string(kDiabetes),
                                              "layer.toml"));
    LayerBench bench({kA});
    bench.sources.add("places", {"GEOID", "STROKE_CrudePrev"}, {{kA, "3.1"}});
    bench.run(varying, "places = \"places\"");
    ASSERT_EQ(bench.count("indicator-without-source"), 1U);
    EXPECT_EQ(bench.diagnostics.findings()[0].severity, Severity::Note);
}

// CDC prints EP = 0.0 where nobody is in the universe.
TEST(TableLayer, ZeroOfAnEmptyUniverseIsMissing) {
    LayerBench bench({kA, kB, kC});
    bench.sources.add("svi", {"FIPS", "RPL_THEMES", "E_HH", "EP_NOVEH", "MP_NOVEH"},
                      {{kA, "0.1", "100", "0.0", "1.5"},
                       {kB, "-999", "0", "0.0", "-999"},
                       {kC, "-999", "10", "-999", "-999"}});
    const tract::Column c = bench
                                .run(layer(R"(
[[indicator]]
name = "no_vehicle_share"
label = "N"
unit = "share"
of = "EP_NOVEH"
percent = true
zero_when = "E_HH"
note = "rounded by CDC"
)"),
                                     "acs = \"svi\"")
                                .columns[0];
    EXPECT_EQ(c.values[0], 0);
    EXPECT_DOUBLE_EQ(c.margin[0], 0.015);
    EXPECT_EQ(c.reason(1), io::Missing::ZeroDenominator);
    EXPECT_EQ(c.reason(2), io::Missing::SviMissing);
    EXPECT_EQ(bench.count("other-definition"), 1U);
}

TEST(LayerCatalog, RefusesAnIdTwice) {
    LayerCatalog catalog;
    catalog.add(std::make_unique<TableLayer>(layer(kVacancy)));
    EXPECT_NE(catalog.find("rooms"), nullptr);
    EXPECT_EQ(catalog.find("room"), nullptr);
    EXPECT_THROW(catalog.add(std::make_unique<TableLayer>(layer(kVacancy))), Error);
    EXPECT_EQ(catalog.ids(), std::vector<std::string>{"rooms"});
}

} // namespace
} // namespace tractwise::layer
