// SPDX-License-Identifier: Apache-2.0
// One test per quirk of text tables; each on a few lines written here, and on the real file that
// showed it.
#include "tests/engine/io/findings.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using testing::ElementsAre;
using testing::HasSubstr;

class Csv : public testing::Test {
protected:
    Table read(std::string_view bytes, const std::string& name = "t.csv") {
        return read_table(source_from_path("src", folder.write(name, bytes).string()), diagnostics);
    }
    std::string refused(std::string_view bytes) {
        return error_of([&] { read(bytes); });
    }
    Table read_real(const std::string& relative) {
        return read_table(source_from_path("src", test::data_pack(relative).string()), diagnostics);
    }
    static std::vector<std::string> row(const Table& table, std::size_t r) {
        std::vector<std::string> cells;
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            cells.emplace_back(table.cell(r, c));
        return cells;
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(Csv, CellsStayTextExactlyAsPublished) {
    const Table table = read("GEOID,x\n01001020100,100.0\n01001020200, 7 \n");
    EXPECT_THAT(table.columns(), ElementsAre("GEOID", "x"));
    EXPECT_THAT(row(table, 0), ElementsAre("01001020100", "100.0"));
    EXPECT_THAT(row(table, 1), ElementsAre("01001020200", " 7 "));
    EXPECT_EQ(table.row_name(1), "line 3");
    EXPECT_TRUE(diagnostics.findings().empty());
}

TEST_F(Csv, ByteOrderMarkIsLeftOut) {
    EXPECT_EQ(read("\xEF\xBB\xBFGEOID,x\n1,2\n").columns().front(), "GEOID");
    EXPECT_NE(found(diagnostics, "byte-order-mark"), nullptr);
}

TEST_F(Csv, ByteOrderMarkOfTheCentersOfPopulation) {
    TRACTWISE_NEEDS("data/pop/CenPop2020_Mean_TR.txt");
    const Table table = read_real("data/pop/CenPop2020_Mean_TR.txt");
    EXPECT_EQ(table.rows(), 85395U);
    EXPECT_EQ(table.columns().front(), "STATEFP");
    EXPECT_EQ(table.cell(0, 5), "-086.486599");
}

TEST_F(Csv, Latin1IsConverted) {
    const Table table = read("name,x\nEspa\xF1ola,1\nCaf\xC3\xA9,2\n");
    EXPECT_EQ(table.cell(0, 0), "Espa\xC3\xB1ola");
    EXPECT_EQ(table.cell(1, 0), "Caf\xC3\xA9"); // was UTF-8 already
    ASSERT_NE(found(diagnostics, "latin-1"), nullptr);
    EXPECT_EQ(found(diagnostics, "latin-1")->count, 1U);
}

TEST_F(Csv, Latin1OfTheOpioidPrograms) {
    TRACTWISE_NEEDS("data/clinics/OEPS_OTP_Geocoded.csv");
    EXPECT_EQ(read_real("data/clinics/OEPS_OTP_Geocoded.csv").rows(), 1831U);
    EXPECT_NE(found(diagnostics, "latin-1"), nullptr);
}

TEST_F(Csv, Utf16OfExcelIsConverted) {
    const std::string text("\xFF\xFE"
                           "a\0,\0b\0\n\0"
                           "1\0,\0\xF1\0\n\0",
                           2 + 8 + 8);
    const Table table = read(text);
    EXPECT_THAT(row(table, 0), ElementsAre("1", "\xC3\xB1"));
}

TEST_F(Csv, CarriageReturnsAloneEndLines) {
    const Table table = read("a,b\r1,2\r3,4\r");
    EXPECT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.row_name(1), "line 3");
    EXPECT_NE(found(diagnostics, "cr-line-ends"), nullptr);
}

TEST_F(Csv, CarriageReturnsOfTheTeachingList) {
    TRACTWISE_NEEDS("data/clinics/Chicago_health_facilities_CR_line_endings.csv");
    const Table table = read_real("data/clinics/Chicago_health_facilities_CR_line_endings.csv");
    EXPECT_EQ(table.rows(), 199U);
    EXPECT_EQ(table.cell(0, 1), "American Indian Health Service of Chicago, Inc.");
}

TEST_F(Csv, WindowsLineEndsAndALastLineWithoutEnd) {
    const Table table = read("a,b\r\n1,2\r\n3,4");
    EXPECT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(1, 1), "4");
    EXPECT_TRUE(diagnostics.findings().empty());
}

TEST_F(Csv, LabelRowAndTrailingColumnOfDataCensusGov) {
    const Table table = read("\"GEO_ID\",\"NAME\",\"P1_001N\",\n"
                             "\"Geography\",\"Geographic Area Name\",\" !!Total\",\n"
                             "\"1400000US17031010100\",\"Census Tract 101\",\"4905\",\n");
    EXPECT_EQ(table.rows(), 1U);
    EXPECT_THAT(table.columns(), ElementsAre("GEO_ID", "NAME", "P1_001N"));
    EXPECT_EQ(table.row_name(0), "line 3");
    EXPECT_NE(found(diagnostics, "label-row"), nullptr);
    EXPECT_NE(found(diagnostics, "trailing-empty-column"), nullptr);
}

TEST_F(Csv, LabelRowOfTheRealDownload) {
    TRACTWISE_NEEDS("data/acs/DECENNIALDHC2020.P1-Data.csv");
    const Table table = read_real("data/acs/DECENNIALDHC2020.P1-Data.csv");
    EXPECT_EQ(table.rows(), 1332U);
    EXPECT_THAT(table.columns(), ElementsAre("GEO_ID", "NAME", "P1_001N"));
}

TEST_F(Csv, UnnamedFirstColumnOfPandasIsCalledByItsNumber) {
    const Table table = read(",tract,x\n0,1,2\n1,3,4\n");
    EXPECT_THAT(table.columns(), ElementsAre("column_1", "tract", "x"));
    EXPECT_NE(found(diagnostics, "unnamed-column"), nullptr);
}

TEST_F(Csv, SeparatorIsTheOneTheFirstLineHoldsMostOf) {
    EXPECT_THAT(row(read("a|b|c\n1|2,5|3\n"), 0), ElementsAre("1", "2,5", "3"));
    EXPECT_THAT(row(read("a\tb\n1\t2\n"), 0), ElementsAre("1", "2"));
    EXPECT_THAT(row(read("a;b\n1;2,5\n"), 0), ElementsAre("1", "2,5"));
    EXPECT_THAT(row(read("\"a;b;c\",d\n1,2\n"), 0), ElementsAre("1", "2"));
    EXPECT_THAT(row(read("sep=;\na;b\n1;2\n"), 0), ElementsAre("1", "2"));
    EXPECT_THAT(row(read("id\n7\n"), 0), ElementsAre("7"));
}

TEST_F(Csv, QuotedFieldsHoldCommasLineBreaksAndQuotes) {
    const Table table = read("a,b\n\"x, y\",\"two\nlines\"\n\"say \"\"hi\"\", now\",\"\"\n5,6\n");
    EXPECT_THAT(row(table, 0), ElementsAre("x, y", "two\nlines"));
    EXPECT_THAT(row(table, 1), ElementsAre("say \"hi\", now", ""));
    EXPECT_EQ(table.row_name(1), "line 4"); // the line break inside a cell counts as a line
    EXPECT_EQ(table.row_name(2), "line 5");
}

TEST_F(Csv, UnterminatedQuoteNamesTheLineWhereItBegan) {
    EXPECT_THAT(refused("a,b\n1,2\n3,\"4\n5,6\n7,8\n"), HasSubstr("t.csv:3: a quoted field"));
}

TEST_F(Csv, TextAfterAClosingQuoteIsRefused) {
    EXPECT_THAT(refused("a,b\n1,\"x\"y\n"), HasSubstr("t.csv:2: text follows a closing quote"));
}

TEST_F(Csv, RowsOfAnotherLengthNameTheirLine) {
    EXPECT_THAT(refused("a,b,c\n1,2,3\n4,5\n"), HasSubstr("t.csv:3: this row has 2 cells"));
    EXPECT_THAT(refused("a,b\n1,2\n\n3,4,5\n"), HasSubstr("t.csv:4: this row has 3 cells"));
}

TEST_F(Csv, EmptyCellsBehindTheLastColumnAreTolerated) {
    EXPECT_EQ(read("a,b\n1,2,,\n3,4\n").rows(), 2U);
    ASSERT_NE(found(diagnostics, "trailing-empty-cells"), nullptr);
    EXPECT_THAT(found(diagnostics, "trailing-empty-cells")->examples, ElementsAre("line 2"));
}

TEST_F(Csv, BlankLinesAreIgnored) {
    const Table table = read("\n\na,b\n\n1,2\n   \n3,4\n,\n\n");
    EXPECT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.row_name(0), "line 5");
    ASSERT_NE(found(diagnostics, "empty-rows"), nullptr);
    EXPECT_THAT(found(diagnostics, "empty-rows")->examples, ElementsAre("line 8"));
}

TEST_F(Csv, RepeatedColumnNamesAreMadeUnique) {
    EXPECT_THAT(read("x,x,x_2\n1,2,3\n").columns(), ElementsAre("x", "x_3", "x_2"));
    EXPECT_NE(found(diagnostics, "duplicate-column"), nullptr);
}

TEST_F(Csv, HeaderAloneIsATableWithoutRows) {
    const Table table = read("GEOID,x\n");
    EXPECT_EQ(table.rows(), 0U);
    EXPECT_EQ(table.columns().size(), 2U);
}

TEST_F(Csv, WhatIsNoTextIsRefused) {
    EXPECT_THAT(refused(""), HasSubstr("is empty"));
    EXPECT_THAT(refused(" \n\n"), HasSubstr("is empty"));
    EXPECT_THAT(refused("\xEF\xBB\xBF"), HasSubstr("is empty"));
    EXPECT_THAT(refused(std::string("a,b\n1,\0\n", 8)), HasSubstr("NUL byte"));
    EXPECT_THAT(refused("PK\x03\x04 junk"), HasSubstr("zip archive"));
    EXPECT_THAT(refused("<!DOCTYPE html><html>login</html>"), HasSubstr("web page"));
    EXPECT_THAT(refused("\x01\x02\x03\x04\x05\x06\x07 binary"), HasSubstr("not a text file"));
}

TEST_F(Csv, MissingFileSuggestsItsNeighbor) {
    folder.write("clinics.csv", "a\n1\n");
    const std::string text = error_of(
        [&] { read_table(source_from_path("s", (folder / "clinic.csv").string()), diagnostics); });
    EXPECT_THAT(text, HasSubstr("no such file"));
    EXPECT_THAT(text, HasSubstr("did you mean \"clinics.csv\"?"));
}

TEST_F(Csv, FolderForAFileIsRefused) {
    EXPECT_THAT(
        error_of([&] { read_table(source_from_path("s", folder.path().string()), diagnostics); }),
        HasSubstr("is a folder"));
}

TEST_F(Csv, AbsentColumnIsAnErrorWithANearMiss) {
    const Table table = read("GEOID,E_TOTPOP\n1,2\n");
    EXPECT_EQ(table.require(" e_totpop "), 1U);
    EXPECT_THAT(error_of([&] { table.require("E_TOTPOPS"); }),
                HasSubstr("did you mean \"E_TOTPOP\"?"));
}

TEST_F(Csv, WhereKeepsTheListedValues) {
    SourceSpec source = source_from_path(
        "src", folder.write("w.csv", "id,status\n1,Active\n2,Closed\n3, Active \n").string());
    source.where = {{"status", {"Active", "Planned"}}};
    const Table table = read_table(source, diagnostics);
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(1, 0), "3");
    EXPECT_EQ(table.row_name(1), "line 4");
    ASSERT_NE(found(diagnostics, "rows-filtered"), nullptr);
    EXPECT_EQ(found(diagnostics, "rows-filtered")->count, 1U);
    EXPECT_THAT(found(diagnostics, "filter-value-absent")->message, HasSubstr("Planned"));

    source.where = {{"statu", {"Active"}}};
    source.declared_at = "study.toml:4:1";
    const std::string text = error_of([&] { read_table(source, diagnostics); });
    EXPECT_THAT(text, HasSubstr("study.toml:4:1"));
    EXPECT_THAT(text, HasSubstr("did you mean \"status\"?"));
}

TEST_F(Csv, WhereThatKeepsNothingIsRefusedWithTheValuesThereAre) {
    SourceSpec source = source_from_path(
        "src", folder.write("w.csv", "id,status\n1,Active\n2,Closed\n3, Active \n").string());
    source.where = {{"status", {"active", "Open"}}};
    EXPECT_THAT(error_of([&] { read_table(source, diagnostics); }),
                testing::AllOf(HasSubstr("none of the 3 rows"),
                               HasSubstr("status = \"active\" or \"Open\""),
                               HasSubstr("\"Active\" (2 rows), \"Closed\" (1 row)")));
}

TEST_F(Csv, KeepingFewRowsKeepsTheirTexts) {
    std::string text = "id,x\n";
    for (int i = 0; i < 1000; ++i)
        text += std::to_string(i) + (i == 500 ? ",yes\n" : ",no\n");
    SourceSpec source = source_from_path("src", folder.write("k.csv", text).string());
    source.where = {{"x", {"yes"}}};
    const Table table = read_table(source, diagnostics);
    EXPECT_THAT(row(table, 0), ElementsAre("500", "yes"));
}

} // namespace
} // namespace tractwise::io
