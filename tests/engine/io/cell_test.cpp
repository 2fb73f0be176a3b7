// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"

#include "engine/io/cell.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

void expect_number(std::string_view text, double value) {
    const Cell cell = parse_cell(text);
    EXPECT_EQ(cell.value, value) << text;
    EXPECT_EQ(cell.reason, Missing::None) << text;
}

void expect_missing(std::string_view text, Missing reason) {
    const Cell cell = parse_cell(text);
    EXPECT_TRUE(std::isnan(cell.value)) << text;
    EXPECT_EQ(name_of(cell.reason), name_of(reason)) << text;
}

TEST(Cell, ReadsNumbersAsAgenciesWriteThem) {
    expect_number("1775", 1775);
    expect_number("-86.5", -86.5);
    expect_number("+32.476823", 32.476823);
    expect_number("-086.486599", -86.486599);
    expect_number(" 7 ", 7);
    expect_number("5,000", 5000);
    expect_number("1,234,567.25", 1234567.25);
    expect_number("-1,234", -1234);
    expect_number("12.5%", 12.5);
    expect_number("$1,250", 1250);
    expect_number("-$5", -5);
    expect_number("1.5E+3", 1500);
    expect_number("0", 0);
    expect_number(".5", .5);
    expect_number("\xC2\xA0"
                  "42",
                  42);
    expect_number("\xE2\x88\x92"
                  "3",
                  -3);
}

TEST(Cell, CommasMustGroupThousands) {
    for (const char* text : {"1,23", "1,2345", ",5", "12,34,567", "1,,000", "1,000,", "1234,567"})
        expect_missing(text, Missing::NotText);
}

TEST(Cell, CensusAnnotationValues) {
    expect_missing("-666666666", Missing::NoSample);
    expect_missing("-666666666.0", Missing::NoSample);
    expect_missing("-888888888", Missing::NotApplicable);
    expect_missing("-999999999", Missing::NotAvailable);
    expect_missing("-222222222", Missing::MarginNoSample);
    expect_missing("-333333333", Missing::MarginOpenEnded);
    expect_missing("-555555555", Missing::MarginControlled);
}

TEST(Cell, CensusAnnotationTexts) {
    expect_missing("(X)", Missing::NotApplicable);
    expect_missing("-", Missing::NoSample);
    expect_missing("**", Missing::MarginNoSample);
    expect_missing("***", Missing::MarginOpenEnded);
    expect_missing("*****", Missing::MarginControlled);
    expect_missing("N", Missing::NotAvailable);
    for (const char* text : {"", " ", "null", "NULL", "NA", "N/A", "nan"})
        expect_missing(text, Missing::Empty);
}

TEST(Cell, SmallCountsThatArePublishedAsARangeAreWithheld) {
    for (const char* text : {"*", "D", "S", "suppressed", "<10", "< 11", "<=5",
                             "\xE2\x89\xA4"
                             "5",
                             "Fewer than 11", "less than 10", "1-9", "1 - 9", "1 to 9", "0-4",
                             "1\xE2\x80\x93"
                             "9"})
        expect_missing(text, Missing::Suppressed);
    for (const char* text : {"--", "---", "\xE2\x80\x94"})
        expect_missing(text, Missing::Empty);
    for (const char* text : {"9-1", "2019-2020", "215-555-1212", "<b>", "under review", "a-b"})
        expect_missing(text, Missing::NotText);
}

TEST(Cell, OpenEndedValuesKeepTheirBoundAndAreMarked) {
    EXPECT_EQ(parse_cell("250,000+").value, 250000);
    EXPECT_EQ(parse_cell("250,000+").reason, Missing::TopCoded);
    EXPECT_EQ(parse_cell("2,500-").value, 2500);
    EXPECT_EQ(parse_cell("2,500-").reason, Missing::BottomCoded);
    expect_number("250001", 250001);
}

TEST(Cell, Minus999IsMissingInSviFilesOnly) {
    expect_number("-999", -999);
    EXPECT_EQ(parse_cell("-999", true).reason, Missing::SviMissing);
    EXPECT_EQ(parse_cell("-999.0", true).reason, Missing::SviMissing);
}

TEST(Cell, TextIsNoNumber) {
    for (const char* text : {"abc", "12 apples", "0x1F", "inf", "1e999", "--5", "%", "$", "+"})
        expect_missing(text, Missing::NotText);
}

TEST(Cell, AnIntervalInOneCellHasTwoEnds) {
    for (const char* text : {"( 6.2, 10.1)", "(6.2, 10.1)", "[6.2,10.1]", " 6.2 , 10.1 ",
                             "6.2-10.1", "6.2 to 10.1", "(6.2 \xE2\x80\x93 10.1)"}) {
        const CellLimits limits = parse_limits(text);
        EXPECT_EQ(limits.low.value, 6.2) << text;
        EXPECT_EQ(limits.high.value, 10.1) << text;
    }
    EXPECT_EQ(parse_limits("").low.reason, Missing::Empty);
    EXPECT_EQ(parse_limits("NA").high.reason, Missing::Empty);
    EXPECT_EQ(parse_limits("*").high.reason, Missing::Suppressed);
    for (const char* text :
         {"12", "(6.2 10.1)", "(1, 2, 3)", "(1,234, 1,300)", "(1,234)", "(, 4)", "(a, b)"})
        EXPECT_EQ(parse_limits(text).low.reason, Missing::NotText) << text;
}

TEST(Cell, EveryReasonHasANameAndASentence) {
    for (int i = 0; i <= static_cast<int>(Missing::Dependent); ++i) {
        EXPECT_FALSE(name_of(static_cast<Missing>(i)).empty());
        EXPECT_TRUE(describe(static_cast<Missing>(i)).ends_with('.'));
    }
    EXPECT_EQ(name_of(Missing::NoSample), "no-sample");
    EXPECT_EQ(name_of(Missing::Dependent), "depends-on-missing");
}

TEST(Numbers, TextInANumberColumnIsOneFindingWithRows) {
    Table table("t.csv", {"id", "beds"});
    for (const auto& row : {std::array<std::string_view, 2>{"1", "20"}, {"2", "many"}, {"3", ""}})
        table.add_row(row);
    Diagnostics diagnostics;
    const NumberColumn beds = numbers(table, 1, diagnostics);
    EXPECT_EQ(beds.values[0], 20);
    EXPECT_EQ(beds.reasons[1], Missing::NotText);
    EXPECT_EQ(beds.reasons[2], Missing::Empty);
    const Finding* finding = test::found(diagnostics, "not-a-number");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->count, 1U);
    EXPECT_EQ(finding->examples.front(), "row 2: \"many\"");
}

} // namespace
} // namespace tractwise::io
