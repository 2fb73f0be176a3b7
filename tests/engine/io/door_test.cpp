// SPDX-License-Identifier: Apache-2.0
// Files as people and agencies hand them over: rows round the table, labels, sheets, the table view,
// one row per variable, all summary levels in one file.
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"
#include "engine/io/level_rows.hpp"
#include "engine/io/table.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using testing::ElementsAre;
using testing::HasSubstr;

/// A sheet of cells; a text that begins with "=" is a number, with its style behind "@".
struct TestSheet {
    std::string name;
    std::vector<std::vector<std::string>> rows;
    std::string state; ///< "hidden"
};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
    return out;
}

/// A workbook as programs other than Excel write it; styles: 1 is a date, 2 a date with time, 3 a
/// percentage, 4 a number with a percent sign as text behind it, 5 a percentage of the user's own.
void make_xlsx(const std::filesystem::path& path, const std::vector<TestSheet>& sheets) {
    std::string book, relations;
    std::vector<test::ZipEntry> entries;
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        const std::string n = std::to_string(s + 1);
        book += "<sheet name=\"" + escaped(sheets[s].name) + "\" sheetId=\"" + n + "\" r:id=\"rId" +
                n + "\"" + (sheets[s].state.empty() ? "" : " state=\"" + sheets[s].state + "\"") +
                "/>";
        relations += "<Relationship Id=\"rId" + n +
                     "\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>";
        std::string xml = "<worksheet xmlns=\"http://x\"><sheetData>";
        for (std::size_t r = 0; r < sheets[s].rows.size(); ++r) {
            if (sheets[s].rows[r].empty())
                continue;
            xml += "<row r=\"" + std::to_string(r + 1) + "\">";
            for (std::size_t c = 0; c < sheets[s].rows[r].size(); ++c) {
                const std::string& cell = sheets[s].rows[r][c];
                if (cell.empty())
                    continue;
                const std::string at = "r=\"" + std::string(1, static_cast<char>('A' + c)) +
                                       std::to_string(r + 1) + "\"";
                const auto style = cell.find('@');
                if (cell.front() != '=')
                    xml +=
                        "<c " + at + " t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>";
                else
                    xml += "<c " + at +
                           (style == std::string::npos ? ""
                                                       : " s=\"" + cell.substr(style + 1) + "\"") +
                           "><v>" + cell.substr(1, style - 1) + "</v></c>";
            }
            xml += "</row>";
        }
        entries.push_back({"xl/worksheets/sheet" + n + ".xml", xml + "</sheetData></worksheet>"});
    }
    entries.push_back(
        {"xl/workbook.xml", "<workbook xmlns=\"http://x\" xmlns:r=\"http://r\"><sheets>" + book +
                                "</sheets></workbook>"});
    entries.push_back({"xl/styles.xml",
                       "<styleSheet xmlns=\"http://x\"><numFmts><numFmt numFmtId=\"164\" "
                       "formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/>"
                       "<numFmt numFmtId=\"165\" formatCode=\"0.0\\%\"/><numFmt numFmtId=\"166\" "
                       "formatCode=\"[Red]#,##0.0%;-0.0%\"/>"
                       "</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf "
                       "numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
                       "<xf numFmtId=\"164\"/><xf numFmtId=\"10\"/><xf numFmtId=\"165\"/>"
                       "<xf numFmtId=\"166\"/></cellXfs></styleSheet>"});
    entries.push_back(
        {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"st\" "
                                       "Type=\"http://x/styles\" Target=\"/xl/styles.xml\"/>" +
                                           relations + "</Relationships>"});
    test::make_zip(path, entries);
}

class Door : public testing::Test {
protected:
    SourceSpec source(const std::string& name, std::string_view bytes) {
        return source_from_path("src", folder.write(name, bytes).string());
    }
    Table read(std::string_view bytes, const std::string& name = "t.csv") {
        return read_table(source(name, bytes), diagnostics);
    }
    SourceSpec book(const std::vector<TestSheet>& sheets, const std::string& name = "t.xlsx") {
        make_xlsx(folder / name, sheets);
        return source_from_path("src", (folder / name).string());
    }
    std::string refused(std::string_view bytes, const std::string& name = "t.csv") {
        return error_of([&] { read(bytes, name); });
    }
    std::string said(const std::string& code) {
        const Finding* finding = found(diagnostics, code);
        if (finding == nullptr)
            return {};
        std::string text = finding->message;
        for (const std::string& example : finding->examples)
            text += "; " + example;
        return text;
    }
    static std::vector<std::string> row(const Table& table, std::size_t r) {
        std::vector<std::string> cells;
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            cells.emplace_back(table.cell(r, c));
        return cells;
    }
    static std::vector<std::string> labels(const Table& table) {
        std::vector<std::string> texts;
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            texts.emplace_back(table.label(c));
        return texts;
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

// Labels ------------------------------------------------------------------------------------------

TEST_F(Door, LabelRowWithQuotesThatAreNotDoubled) {
    for (const char* end : {"\n", "\r\n"}) {
        const std::string line = end;
        const Table table =
            read("\"GEO_ID\",\"NAME\",\"DP02_0115E\",\"DP02_0116E\"," + line +
                 "\"Geography\",\"Geographic Area Name\",\"Speak English less than \"very well\"\","
                 "\"Estimate!!\"so\" and, \"so\", too\"," +
                 line + "\"1400000US26163500100\",\"Census Tract 5001\",\"12\",\"5\"," + line);
        EXPECT_EQ(table.rows(), 1U);
        EXPECT_THAT(labels(table), ElementsAre("Geography", "Geographic Area Name",
                                               "Speak English less than \"very well\"",
                                               "Estimate!!\"so\" and, \"so\", too"));
        EXPECT_THAT(row(table, 0),
                    ElementsAre("1400000US26163500100", "Census Tract 5001", "12", "5"));
        EXPECT_EQ(table.row_name(0), "line 3");
    }
}

TEST_F(Door, LabelRowWithDoubledQuotesKeepsOne) {
    const Table table =
        read("GEO_ID,x\nGeography,\"less than \"\"very well\"\"\"\n1400000US26163500100,1\n");
    EXPECT_EQ(table.label(1), "less than \"very well\"");
}

TEST_F(Door, StrayQuoteInADataRowIsStillRefused) {
    EXPECT_THAT(refused("\"GEO_ID\",\"NAME\"\n\"Geography\",\"a "
                        "\"b\"\"\n\"1400000US26163500100\",\"Tract \"A\" x\"\n"),
                HasSubstr("text follows a closing quote"));
    EXPECT_THAT(refused("\"GEO_ID\",\"NAME\"\n\"1400000US26163500100\",\"Tract \"A\" x\"\n"),
                HasSubstr("t.csv:2: text follows a closing quote"));
    EXPECT_THAT(refused("\"id\",\"NAME\"\n\"Geography\",\"a \"b\"\"\n"),
                HasSubstr("text follows a closing quote"));
}

TEST_F(Door, LabelRowOfNhgisAndFactFinder) {
    const Table nhgis = read("GISJOIN,STATEA,AMPVE001\nGIS Join Match Code,State Code,Estimates: "
                             "Total\nG4201010000101,42,1879\n");
    EXPECT_EQ(nhgis.rows(), 1U);
    EXPECT_EQ(nhgis.label(2), "Estimates: Total");
    const Table fact = read("GEO.id,GEO.id2,HD01_VD01\nId,Id2,Estimate; "
                            "Total\n1400000US17031010100,17031010100,4905\n");
    EXPECT_EQ(fact.rows(), 1U);
    EXPECT_EQ(fact.label(2), "Estimate; Total");
}

TEST_F(Door, LabelRowOfAnotherWidthIsLeftOut) {
    const Table table =
        read("GEO_ID,NAME,x\nGeography,Geographic Area Name\n1400000US26163500100,Tract,1\n");
    EXPECT_EQ(table.rows(), 1U);
    EXPECT_FALSE(table.has_labels());
    EXPECT_THAT(said("label-row"), HasSubstr("has 2 cells for 3 columns"));
}

TEST_F(Door, LabelsOfTheMetadataFileBesideTheData) {
    const std::string data = "GEO_ID,B01003_001E\n1400000US42101000101,1879\n";
    const std::string metadata =
        "Column Name,Label\nGEO_ID,Geography\nB01003_001E,Estimate!!Total\n";
    folder.write("ACSDT5Y2020.B01003-Column-Metadata.csv", metadata);
    EXPECT_THAT(labels(read(data, "ACSDT5Y2020.B01003-Data.csv")),
                ElementsAre("Geography", "Estimate!!Total"));
    test::make_zip(folder / "t.zip", {{"ACSDT5Y2020.B01003-Column-Metadata.csv", metadata},
                                      {"ACSDT5Y2020.B01003-Data.csv", data}});
    EXPECT_THAT(labels(read_table(source_from_path("z", (folder / "t.zip").string()), diagnostics)),
                ElementsAre("Geography", "Estimate!!Total"));
}

TEST_F(Door, RealDownloadOf2024) {
    TRACTWISE_NEEDS("data/releases/Wayne_ACSDP5Y2024.DP02-Data.csv");
    const Table table = read_table(
        source_from_path("dp02",
                         test::data_pack("data/releases/Wayne_ACSDP5Y2024.DP02-Data.csv").string()),
        diagnostics);
    EXPECT_EQ(table.rows(), 627U);
    EXPECT_EQ(table.columns().size(), 618U);
    EXPECT_EQ(table.label(*table.find("DP02_0001E")),
              "Estimate!!HOUSEHOLDS BY TYPE!!Total households");
}

// Rows round the table -----------------------------------------------------------------------------

constexpr std::string_view kRows =
    "42101000101,1258,30.2\n42101000102,1837,20.6\n42101000200,1439,36.9\n";

TEST_F(Door, TitleAboveTheHeaderOfAText) {
    for (const char* title :
         {"Errata: some codes were updated.\n", "Errata: some codes were updated.,,\n",
          "\"Errata, quoted\"\n\n", "# exported 2024\n# source: ACS\n",
          "Department\nHouseholds by tract, 2020\n,,\n"}) {
        diagnostics = Diagnostics();
        const std::string above = title;
        const Table table = read(above + "Tract,Households,% none\n" + std::string(kRows));
        EXPECT_THAT(table.columns(), ElementsAre("Tract", "Households", "% none")) << above;
        EXPECT_EQ(table.rows(), 3U);
        const auto lines = std::count(above.begin(), above.end(), '\n');
        EXPECT_EQ(table.row_name(0), "line " + std::to_string(lines + 2));
        EXPECT_THAT(said("rows-above-header"), HasSubstr("line 1: \"")) << above;
    }
}

TEST_F(Door, TitleAboveOtherSeparators) {
    for (const char separator : {';', '\t', '|'}) {
        std::string text =
            "Households, vehicles, and tracts, 2020\nTract,Households,none\n" + std::string(kRows);
        std::replace(text.begin() + static_cast<long>(text.find('\n')), text.end(), ',', separator);
        EXPECT_THAT(read(text).columns(), ElementsAre("Tract", "Households", "none"));
    }
}

TEST_F(Door, NotesAndTotalsBelow) {
    for (const char* below : {"Total,4534,\n,,\n\"Source: ACS 2016-2020, table B25044\",,\n",
                              "Total,4534,\n\nSource: ACS 2016-2020\n",
                              "\"Philadelphia County, Pennsylvania\",4534,\n* rounded\n",
                              "Philadelphia County total,4534,29.2\nSource: ACS 2016-2020, table "
                              "B25044, retrieved 2024, by us\n",
                              ",4534,\nNote\n"}) {
        diagnostics = Diagnostics();
        const Table table = read("Tract,Households,% none\n" + std::string(kRows) + below);
        EXPECT_EQ(table.rows(), 3U) << below;
        EXPECT_THAT(said("total-rows"), HasSubstr("line 5: \"")) << below;
        EXPECT_THAT(said("total-rows"), HasSubstr("4534")) << below;
        EXPECT_THAT(said("notes-below"), HasSubstr("line ")) << below;
    }
}

TEST_F(Door, RowsThatAreNoTotalsStay) {
    EXPECT_EQ(read("Tract,Households\n42101000101,1258\n42101000102,1837\nElsewhere,77\n").rows(),
              3U); // for those who join to judge
    EXPECT_EQ(read("Tract,Households\n42101000101,1258\n42101000102,1837\n,77\n").rows(),
              3U); // no sum
    EXPECT_EQ(read("Name,Beds\nClinic A,1\nClinic B,2\nTotal Wine,3\n").rows(), 3U);
    EXPECT_EQ(read("Name,Lat,Lon\nClinic A,39,-75\nClinic B,,\n").rows(), 2U);
}

TEST_F(Door, LastLineThatWasCutOffIsRefused) {
    EXPECT_THAT(refused("Tract,Households,none\n" + std::string(kRows) + "42101000300,20"),
                HasSubstr("t.csv:5: this row has 2 cells"));
    EXPECT_THAT(refused("Tract,Households,none\n" + std::string(kRows) + "421010003"),
                HasSubstr("t.csv:5"));
    EXPECT_THAT(refused("Name,Lat,Lon\nClinic A,39,-75\nClinic of the poor and"),
                HasSubstr("t.csv:3"));
    EXPECT_THAT(refused("Tract,Households,none\n42101000101,1\n42101000102,2,3\n"),
                HasSubstr("t.csv:2"));
}

TEST_F(Door, HeaderCanBeDeclared) {
    SourceSpec spec = source("t.csv", "a,b\nc,d\nGEOID,x\n42101000101,1\n42101000102,2\n");
    spec.header = 3;
    EXPECT_THAT(read_table(spec, diagnostics).columns(), ElementsAre("GEOID", "x"));
    spec.header = 40;
    EXPECT_THAT(error_of([&] { read_table(spec, diagnostics); }),
                HasSubstr("header = 40 names a line"));
}

TEST_F(Door, HeaderOfWhatHasNoRowsOfNamesIsRefused) {
    SourceSpec spec = source("t.json", R"([["NAME","state"],["Tract 1","17"]])");
    spec.header = 1;
    EXPECT_THAT(error_of([&] { read_table(spec, diagnostics); }), HasSubstr("leave header = out"));
}

TEST_F(Door, TotalsAmongTheRowsAreLeftOut) {
    const Table table = read("Tract,Households\nTotal,4534\n42101000101,1258\n42101000102,1837\n"
                             "Bucks County total,3095\n42017100100,1439\n");
    EXPECT_EQ(table.rows(), 3U);
    EXPECT_THAT(said("total-rows"), HasSubstr("line 2: \"Total, 4534\""));
    EXPECT_THAT(said("total-rows"), HasSubstr("line 5: \"Bucks County total, 3095\""));
}

// Sheets -------------------------------------------------------------------------------------------

TEST_F(Door, SheetWithTitleGroupsTotalAndNote) {
    const Table table = read_table(book({{"T",
                                          {{"Department of Health"},
                                           {},
                                           {"Census Tract", "Households"},
                                           {"", "All", "% none"},
                                           {"42101000101", "=1258", "=30.199999999999999"},
                                           {},
                                           {"42101000102", "=1837", "=0.20599999999999999"},
                                           {"Total", "=3095"},
                                           {"Source: ACS"}},
                                          ""}}),
                                   diagnostics);
    EXPECT_THAT(table.columns(), ElementsAre("Census Tract", "All", "% none"));
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_THAT(row(table, 0), ElementsAre("42101000101", "1258", "30.2"));
    EXPECT_THAT(row(table, 1), ElementsAre("42101000102", "1837", "0.206"));
    EXPECT_EQ(table.row_name(0), "row 5");
    EXPECT_EQ(table.row_name(1), "row 7");
    EXPECT_THAT(said("rows-above-header"), HasSubstr("row 1: \"Department of Health\""));
    EXPECT_THAT(said("total-rows"), HasSubstr("row 8: \"Total, 3095\""));
    EXPECT_THAT(said("notes-below"), HasSubstr("row 9: \"Source: ACS\""));
}

TEST_F(Door, CellsOfASheetAreWhatAPersonSees) {
    const Table table = read_table(
        book({{"T",
               {{"GEOID", "n", "day", "at", "share", "text"},
                {"=4.2101000101E10", "=42101", "=45413@1", "=45413.5@2", "=0.125@3", "4.2101E+10"},
                {"=42101000102", "=-5.5", "=1@0", "", "", "007"}},
               ""}}),
        diagnostics);
    EXPECT_THAT(row(table, 0), ElementsAre("42101000101", "42101", "2024-05-01",
                                           "2024-05-01T12:00:00", "12.5%", "4.2101E+10"));
    EXPECT_THAT(row(table, 1), ElementsAre("42101000102", "-5.5", "1", "", "", "007"));
}

TEST_F(Door, PercentFormatsAreReadAsTheyAreShown) {
    const Table table =
        read_table(book({{"T",
                          {{"GEOID", "a", "b", "c"},
                           {"42101000101", "=0.12@3", "=12@4", "=7.0000000000000007E-2@5"},
                           {"42101000102", "=1@3", "=0.5@4", "=-0.302@5"},
                           {"42101000103", "=0.0005@3", "", "=0@5"},
                           {"42101000104", "=12.345@3", "", "=0.28999999999999998@5"},
                           {"42101000105", "=-999@3", "", "=-666666666@5"}},
                          ""}}),
                   diagnostics);
    EXPECT_THAT(row(table, 0), ElementsAre("42101000101", "12%", "12", "7%"));
    EXPECT_THAT(row(table, 1), ElementsAre("42101000102", "100%", "0.5", "-30.2%"));
    EXPECT_THAT(row(table, 2), ElementsAre("42101000103", "0.05%", "", "0%"));
    EXPECT_THAT(row(table, 3), ElementsAre("42101000104", "1234.5%", "", "29%"));
    EXPECT_THAT(row(table, 4), ElementsAre("42101000105", "-999", "", "-666666666"));
    EXPECT_EQ(found(diagnostics, "percent-mixed"), nullptr);
}

TEST_F(Door, ColumnsWithAndWithoutPercentSignsAreSaid) {
    read_table(book({{"T",
                      {{"GEOID", "EP_UNEMP"},
                       {"42101000101", "=0.12@3"},
                       {"42101000102", "=0.13"},
                       {"42101000103", "=0"}},
                      ""}}),
               diagnostics);
    ASSERT_NE(found(diagnostics, "percent-mixed"), nullptr);
    EXPECT_EQ(found(diagnostics, "percent-mixed")->count, 1U);
    EXPECT_THAT(said("percent-mixed"), HasSubstr("row 3: \"0.13\""));
}

TEST_F(Door, PercentagesOfOpenDocument) {
    const auto cell = [](const char* type, const char* value) {
        return std::string("<table:table-cell office:value-type=\"") + type + "\" office:value=\"" +
               value + "\"/>";
    };
    const auto text = [](const char* words) {
        return std::string("<table:table-cell office:value-type=\"string\"><text:p>") + words +
               "</text:p></table:table-cell>";
    };
    test::make_zip(
        folder / "p.ods",
        {{"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" "
                         "xmlns:text=\"x\"><table:table table:name=\"T\"><table:table-row>" +
                             text("GEOID") + text("share") + "</table:table-row><table:table-row>" +
                             text("42101000101") + cell("percentage", "0.123") +
                             "</table:table-row><table:table-row>" + text("42101000102") +
                             cell("percentage", "0.07") +
                             "</table:table-row></table:table></office:document-content>"}});
    const Table table =
        read_table(source_from_path("src", (folder / "p.ods").string()), diagnostics);
    EXPECT_THAT(row(table, 0), ElementsAre("42101000101", "12.3%"));
    EXPECT_THAT(row(table, 1), ElementsAre("42101000102", "7%"));
}

// Files without column names, and with column names again ------------------------------------------

TEST_F(Door, FileWithoutAHeaderKeepsItsFirstRow) {
    const Table list = read("42101000101\n42101000500\n42003010300\n", "list.txt");
    EXPECT_THAT(list.columns(), ElementsAre("column_1"));
    ASSERT_EQ(list.rows(), 3U);
    EXPECT_EQ(list.cell(0, 0), "42101000101");
    EXPECT_EQ(list.row_name(0), "line 1");
    ASSERT_NE(found(diagnostics, "no-header"), nullptr);
    EXPECT_EQ(found(diagnostics, "no-header")->severity, Severity::Warning);
    EXPECT_THAT(said("no-header"), HasSubstr("line 1: \"42101000101\""));
    EXPECT_THAT(said("no-header"), HasSubstr("header = 1"));

    const Table wide = read("42101000101;1879;x\n42101000500;12;y\n");
    EXPECT_THAT(wide.columns(), ElementsAre("column_1", "column_2", "column_3"));
    EXPECT_THAT(row(wide, 0), ElementsAre("42101000101", "1879", "x"));

    const Table places = read("A,\"39.9554, -75.1569\"\nB,\"39.9505, -75.1468\"\n");
    EXPECT_EQ(places.rows(), 2U);
    EXPECT_EQ(read_points(source("p.csv", "A,\"39.9554, -75.1569\"\nB,\"39.9505, -75.1468\"\n"),
                          diagnostics)
                  .places.size(),
              2U);

    const Table sheet = read_table(
        book({{"T", {{"=42101000101", "=5"}, {"=42101000102", "=6"}}, ""}}), diagnostics);
    EXPECT_THAT(row(sheet, 0), ElementsAre("42101000101", "5"));
    EXPECT_EQ(sheet.row_name(0), "row 1");
}

TEST_F(Door, HeaderOfNumbersCanBeDeclared) {
    SourceSpec spec = source("n.csv", "1.5,2.5\n3,4\n5,6\n");
    EXPECT_EQ(read_table(spec, diagnostics).rows(), 3U);
    spec.header = 1;
    Diagnostics quiet;
    const Table table = read_table(spec, quiet);
    EXPECT_THAT(table.columns(), ElementsAre("1.5", "2.5"));
    EXPECT_EQ(table.rows(), 2U);
    EXPECT_TRUE(quiet.findings().empty());
}

TEST_F(Door, RowOfAnotherLengthInAFileWithoutAHeader) {
    EXPECT_THAT(refused("42101000101,1\n42101000102,2\n42101000103,3,4\n42101000104,4\n"),
                HasSubstr("this row has 3 cells, line 1 has 2 columns"));
}

TEST_F(Door, RepeatedHeaderOfFilesPutTogetherIsLeftOut) {
    const Table table = read("GEOID,n\n42101000101,1\nGEOID,n\n42101000102,2\n\n"
                             "\"GEOID\", n\n42101000103,3\n");
    ASSERT_EQ(table.rows(), 3U);
    EXPECT_THAT(row(table, 2), ElementsAre("42101000103", "3"));
    EXPECT_EQ(table.row_name(2), "line 7");
    ASSERT_NE(found(diagnostics, "header-repeated"), nullptr);
    EXPECT_EQ(found(diagnostics, "header-repeated")->count, 2U);
    EXPECT_EQ(found(diagnostics, "header-repeated")->severity, Severity::Warning);
    EXPECT_THAT(found(diagnostics, "header-repeated")->examples, ElementsAre("line 3", "line 6"));

    Diagnostics of_sheet;
    const Table sheet = read_table(
        book({{"T",
               {{"GEOID", "n"}, {"42101000101", "=1"}, {}, {"GEOID", "n"}, {"42101000102", "=2"}},
               ""}}),
        of_sheet);
    EXPECT_EQ(sheet.rows(), 2U);
    EXPECT_THAT(found(of_sheet, "header-repeated")->examples, ElementsAre("row 4"));

    EXPECT_EQ(read("name\nSmith\nname\nJones\n").rows(), 2U); // one column
}

TEST_F(Door, RepeatedLabelsGoWithTheRepeatedHeader) {
    const std::string part = "GEO_ID,B01_001E\nGeography,Estimate!!Total\n1400000US42101000";
    const Table table = read(part + "101,5\n" + part + "102,6\n");
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(1, 1), "6");
}

TEST_F(Door, SecondTableBelowATitleIsRefused) {
    for (const std::string title : {"Second table: 2015\n", "Second table: 2015,\n",
                                    "\nSecond table: 2015,\n\n", ",Second table: 2015\n"}) {
        const std::string error =
            refused("GEOID,n\n42101000101,1\n42101000102,1\n" + title + "GEOID,n\n42101000103,3\n");
        EXPECT_THAT(error, HasSubstr("begins a second table")) << title;
        EXPECT_THAT(error, HasSubstr("Second table: 2015")) << title;
        EXPECT_THAT(error, HasSubstr("header = ")) << title;
    }
    const std::vector<std::vector<std::string>> rows{
        {"First table"},        {"GEOID", "n"}, {"42101000101", "=1"}, {},
        {"Second table: 2015"}, {"GEOID", "n"}, {"42101000102", "=2"}};
    SourceSpec spec = book({{"T", rows, ""}});
    EXPECT_THAT(error_of([&] { read_table(spec, diagnostics); }),
                HasSubstr("row 6 begins a second table"));
    std::string text = "First table,\nGEOID,n\n";
    for (int i = 101; i < 121; ++i)
        text += "42101000" + std::to_string(i) + ",1\n";
    EXPECT_THAT(refused(text + ",\nSecond table,\nGEOID,n\n42101000102,2\n"),
                HasSubstr("line 25 begins a second table: the column names stand there again, "
                          "below \"Second table\""));
    EXPECT_THAT(refused("First,\nGEOID,n\n42101000101,1\nSecond,\nGEOID,n\n42101000102,2\n"),
                HasSubstr("line 5 begins a second table"));
    spec.header = 6;
    const Table lower = read_table(spec, diagnostics);
    ASSERT_EQ(lower.rows(), 1U);
    EXPECT_EQ(lower.cell(0, 0), "42101000102");
}

TEST_F(Door, SecondTableOfAnotherSheetDoesNotMatter) {
    const TestSheet stacked{
        "Old", {{"Code", "n"}, {"A", "=1"}, {"Later"}, {"Code", "n"}, {"B", "=2"}}, ""};
    const TestSheet tracts{
        "Tracts", {{"Tract", "n"}, {"42101000101", "=1"}, {"42101000102", "=2"}}, ""};
    EXPECT_EQ(read_table(book({stacked, tracts}), diagnostics).rows(), 2U);
    EXPECT_EQ(inspect(book({stacked, tracts}), diagnostics).layers.size(), 2U);
    EXPECT_THAT(said("second-table"), HasSubstr("row 4 begins a second table"));
}

TEST_F(Door, FirstColumnOfASheetIsBlank) {
    const Table table = read_table(
        book({{"T",
               {{"", "Tract", "n"}, {"", "42101000101", "=1"}, {"", "42101000102", "=2"}},
               ""}}),
        diagnostics);
    EXPECT_THAT(table.columns(), ElementsAre("Tract", "n"));
    EXPECT_TRUE(diagnostics.findings().empty());
}

TEST_F(Door, TheSheetThatHoldsIdsOrPlacesIsTaken) {
    const TestSheet cover{
        "Instructions", {{"How to use this workbook"}, {"1. Fill in the tab Sites"}}, ""};
    const TestSheet lists{"Lists", {{"Status"}, {"Active"}, {"Closed"}}, ""};
    const TestSheet codes{
        "Codes", {{"Code", "Description"}, {"=1", "Metropolitan"}, {"=2", "Rural"}}, ""};
    const TestSheet sites{
        "Sites",
        {{"Name", "Latitude", "Longitude"}, {"A", "=39.95", "=-75.14"}, {"B", "=39.96", "=-75.15"}},
        ""};
    const TestSheet tracts{
        "Tracts", {{"Tract", "n"}, {"42101000101", "=1"}, {"42101000102", "=2"}}, ""};
    EXPECT_EQ(read_table(book({cover, sites, lists, codes}), diagnostics).columns().front(),
              "Name");
    EXPECT_THAT(said("sheet-chosen"), HasSubstr("of 4 sheets, \"Sites\" is the only one"));
    EXPECT_EQ(read_table(book({codes, tracts}), diagnostics).columns().front(), "Tract");
    EXPECT_EQ(read_points(book({cover, codes, sites}), diagnostics).places.size(), 2U);
    TestSheet hidden = tracts;
    hidden.name = "Old";
    hidden.state = "hidden";
    EXPECT_EQ(read_table(book({hidden, tracts}), diagnostics).rows(), 2U);

    TestSheet other = tracts;
    other.name = "2018";
    const std::string error = error_of([&] { read_table(book({other, tracts}), diagnostics); });
    EXPECT_THAT(error, HasSubstr("has 2 sheets, of which 2 hold census ids or places"));
    EXPECT_THAT(error, HasSubstr("\"2018\" (2 rows, 2 columns), \"Tracts\" (2 rows, 2 columns)"));
    SourceSpec named = book({other, tracts});
    named.layer = "2018";
    EXPECT_EQ(read_table(named, diagnostics).rows(), 2U);
}

TEST_F(Door, SheetsAreInspectedAsTheyAreRead) {
    const DatasetSummary summary =
        inspect(book({{"Read Me", {{"About"}}, ""},
                      {"Data",
                       {{"Errata"}, {"FIPS", "n"}, {"42101000101", "=1"}, {"42101000102", "=2"}},
                       ""}}),
                diagnostics);
    ASSERT_EQ(summary.layers.size(), 2U);
    EXPECT_EQ(summary.layers[1].name, "Data");
    EXPECT_THAT(summary.layers[1].columns, ElementsAre("FIPS", "n"));
    EXPECT_EQ(summary.layers[1].rows, 2U);
    ASSERT_NE(found(diagnostics, "rows-above-header"), nullptr);
    EXPECT_EQ(found(diagnostics, "rows-above-header")->source, "src, sheet \"Data\"");
}

TEST_F(Door, OpenDocumentSheetsTheSame) {
    test::make_dataset(folder / "t.ods", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"a":"Tract","b":"Households"},"geometry":null},
{"type":"Feature","properties":{"a":"42101000101","b":"1258"},"geometry":null},
{"type":"Feature","properties":{"a":"42101000102","b":"1837"},"geometry":null}]})");
    SourceSpec spec = source_from_path("src", (folder / "t.ods").string());
    spec.header = 2; // the first row is "a", "b"
    const Table table = read_table(spec, diagnostics);
    EXPECT_THAT(table.columns(), ElementsAre("Tract", "Households"));
    EXPECT_THAT(row(table, 1), ElementsAre("42101000102", "1837"));
    EXPECT_EQ(table.row_name(1), "row 4");
}

// The table view -----------------------------------------------------------------------------------

constexpr std::string_view kView =
    "\"Label (Grouping)\",\"Census Tract 1.01; Philadelphia County; Pennsylvania!!Estimate\","
    "\"Census Tract 1.01; Philadelphia County; Pennsylvania!!Margin of Error\","
    "\"Census Tract 1.02; Philadelphia County; Pennsylvania!!Estimate\","
    "\"Census Tract 1.02; Philadelphia County; Pennsylvania!!Margin of Error\"\n"
    "\"Total:\",\"1,258\",\"\xC2\xB1"
    "186\",\"1,837\",\"\xC2\xB1"
    "291\"\n"
    "\"\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0No vehicle available\",\"380\",\"\xC2\xB1"
    "142\",\"378\",\"\xC2\xB1"
    "137\"\n";

TEST_F(Door, TableViewBecomesRows) {
    for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
        const Table table =
            read(mark + std::string(kView), "ACSDT5Y2020.B08201-2024-05-01T120000.csv");
        EXPECT_THAT(table.columns(), ElementsAre("NAME", "B08201_001E", "B08201_001M",
                                                 "B08201_002E", "B08201_002M"));
        EXPECT_THAT(row(table, 0),
                    ElementsAre("Census Tract 1.01; Philadelphia County; Pennsylvania", "1,258",
                                "186", "380", "142"));
        EXPECT_EQ(table.cell(1, 3), "378");
        EXPECT_EQ(table.label(3), "Estimate!!Total:!!No vehicle available");
        EXPECT_EQ(table.label(4), "Margin of Error!!Total:!!No vehicle available");
        EXPECT_NE(found(diagnostics, "table-view"), nullptr);
    }
}

TEST_F(Door, TableViewOfProfilesCountsLinesWithValues) {
    const Table table = read("Label (Grouping),\"T!!Estimate\",\"T!!Margin of "
                             "Error\",T!!Percent,T!!Percent Margin of Error\n"
                             "SEX AND AGE,,,,\n    Total population,\"1,879\",\xC2\xB1"
                             "311,\"1,879\",(X)\n        Male,900,\xC2\xB1"
                             "90,47.9%,\xC2\xB1"
                             "4.1\n",
                             "ACSDP5Y2023.DP05-2024.csv");
    EXPECT_EQ(table.columns().at(1), "DP05_0001E");
    EXPECT_EQ(table.columns().at(7), "DP05_0002PE");
    EXPECT_THAT(row(table, 0),
                ElementsAre("T", "1,879", "311", "1,879", "(X)", "900", "90", "47.9%", "4.1"));
    EXPECT_EQ(table.label(7), "Percent!!SEX AND AGE!!Total population!!Male");
}

TEST_F(Door, TableViewOfSubjectTablesHasGroups) {
    const Table table = read("Label (Grouping),T!!Total!!Estimate,T!!Total!!Margin of "
                             "Error,T!!Percent!!Estimate,T!!Percent!!Margin of Error\n"
                             "Total population,\"1,879\",\xC2\xB1"
                             "311,(X),(X)\nAGE,,,,\n    Under 5 years,90,\xC2\xB1"
                             "20,4.8%,\xC2\xB1"
                             "1\n",
                             "ACSST5Y2023.S0101.csv");
    EXPECT_EQ(table.columns().at(1), "S0101_C01_001E");
    EXPECT_EQ(table.columns().at(7), "S0101_C02_002E");
    EXPECT_EQ(table.cell(0, 7), "4.8%");
    EXPECT_EQ(table.label(7), "Estimate!!Percent!!AGE!!Under 5 years");
}

TEST_F(Door, TableViewOfTheExcelDownload) {
    const Table table =
        read_table(book({{"Information", {{"Table ID", "B08201"}, {"Title", "Household size"}}, ""},
                         {"Data",
                          {{"", "Census Tract 1.01; Philadelphia County; Pennsylvania", "",
                            "Census Tract 1.02; Philadelphia County; Pennsylvania"},
                           {"Label", "Estimate", "Margin of Error", "Estimate", "Margin of Error"},
                           {"Total:", "1,258",
                            "\xC2\xB1"
                            "186",
                            "1,837",
                            "\xC2\xB1"
                            "291"},
                           {"    No vehicle available", "380",
                            "\xC2\xB1"
                            "142",
                            "378",
                            "\xC2\xB1"
                            "137"}},
                          ""}}),
                   diagnostics);
    EXPECT_EQ(table.columns().at(3), "B08201_002E");
    EXPECT_THAT(row(table, 0), ElementsAre("Census Tract 1.01; Philadelphia County; Pennsylvania",
                                           "1,258", "186", "380", "142"));
    EXPECT_EQ(table.cell(1, 4), "137");
}

TEST_F(Door, TableViewTransposed) {
    const Table table =
        read("Label (Grouping),Total:,\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0No vehicle available\n"
             "\"Census Tract 1.01; Philadelphia County; Pennsylvania\",,\n"
             "    Estimate,\"1,258\",380\n    Margin of Error,\xC2\xB1"
             "186,\xC2\xB1"
             "142\n",
             "ACSDT5Y2020.B08201.csv");
    EXPECT_THAT(table.columns(),
                ElementsAre("NAME", "B08201_001E", "B08201_001M", "B08201_002E", "B08201_002M"));
    EXPECT_THAT(row(table, 0), ElementsAre("Census Tract 1.01; Philadelphia County; Pennsylvania",
                                           "1,258", "186", "380", "142"));
    EXPECT_EQ(table.label(3), "Estimate!!Total:!!No vehicle available");
}

TEST_F(Door, TableViewTransposedWithTheAreaInEveryRow) {
    const Table table = read("\"\",Total:,Total:!!No vehicle available\n"
                             "\"Census Tract 1.01; Philadelphia County!!Estimate\",\"1,258\",380\n"
                             "\"Census Tract 1.01; Philadelphia County!!Margin of Error\",\xC2\xB1"
                             "186,\xC2\xB1"
                             "142\n",
                             "ACSDT5Y2020.B08201.csv");
    EXPECT_THAT(row(table, 0), ElementsAre("Census Tract 1.01; Philadelphia County", "1,258", "186",
                                           "380", "142"));
    EXPECT_EQ(table.label(3), "Estimate!!Total:!!No vehicle available");
}

TEST_F(Door, TableViewThatIsOddIsRefusedWithTheWayOut) {
    const std::string odd = "Label (Grouping),A!!Estimate,A!!Margin of "
                            "Error,B!!Estimate\nTotal:,1,2,3\n    Men,1,2,3\n";
    EXPECT_THAT(refused(odd), HasSubstr("\"B\" does not have the columns that \"A\" has"));
    EXPECT_THAT(refused(odd), HasSubstr("-Data.csv"));
    EXPECT_THAT(refused("Label (Grouping),A!!Estimate,A!!Margin of Error\n    No vehicle "
                        "available,1,2\n    1 vehicle available,1,2\n"),
                HasSubstr("lines above it are hidden"));
    EXPECT_THAT(refused("Label (Grouping),A!!Estimate,A!!Guess\nTotal:,1,2\n    Men,1,2\n"),
                HasSubstr("\"A!!Guess\" ends neither"));
}

// One row per variable -----------------------------------------------------------------------------

TEST_F(Door, OneRowPerVariableOfTidycensus) {
    const Table table = read(
        "GEOID,NAME,variable,estimate,moe\n42101000101,Tract 1.01,B08201_001,1258,186\n"
        "42101000101,Tract 1.01,B08201_002,380,142\n42101000102,Tract 1.02,B08201_002,378,137\n"
        "42101000102,Tract 1.02,B08201_001,1837,291\n42101000200,Tract 2,B08201_001,1439,447\n");
    EXPECT_THAT(table.columns(), ElementsAre("GEOID", "NAME", "B08201_001E", "B08201_001M",
                                             "B08201_002E", "B08201_002M"));
    EXPECT_THAT(row(table, 1),
                ElementsAre("42101000102", "Tract 1.02", "1837", "291", "378", "137"));
    EXPECT_THAT(row(table, 2), ElementsAre("42101000200", "Tract 2", "1439", "447", "", ""));
    EXPECT_EQ(table.row_name(1), "line 4");
    EXPECT_THAT(said("one-row-per-variable"),
                HasSubstr("5 rows of one variable each became 3 rows"));
}

TEST_F(Door, OneRowPerMeasureOfPlaces) {
    const Table table = read("Year,StateAbbr,LocationName,MeasureId,DataValueTypeID,Data_Value,Low_"
                             "Confidence_Limit,High_Confidence_Limit,TotalPopulation,LocationID\n"
                             "2022,PA,42101000101,ACCESS2,CrdPrv,9.0,8.1,10.3,1879,42101000101\n"
                             "2021,PA,42101000101,BPHIGH,CrdPrv,28.0,27.1,29.3,1879,42101000101\n");
    EXPECT_THAT(table.columns(), ElementsAre("StateAbbr", "LocationName", "TotalPopulation",
                                             "LocationID", "ACCESS2_CrudePrev", "ACCESS2_Crude95CI",
                                             "BPHIGH_CrudePrev", "BPHIGH_Crude95CI"));
    EXPECT_THAT(row(table, 0), ElementsAre("PA", "42101000101", "1879", "42101000101", "9.0",
                                           "( 8.1, 10.3)", "28.0", "(27.1, 29.3)"));
    EXPECT_THAT(said("one-row-per-variable"), HasSubstr("differ within an area: Year"));
}

TEST_F(Door, OneRowPerVariableOfSeveralYearsIsRefused) {
    const std::string rows = "GEOID,year,variable,value\n42101000101,2019,pop,1\n42101000101,2020,"
                             "pop,2\n42101000101,2020,poor,1\n";
    EXPECT_THAT(refused(rows), HasSubstr("line 2 and line 3 both hold \"pop\" of 42101000101"));
    EXPECT_THAT(refused(rows), HasSubstr("where = { \"year\" = [\"2020\"] }"));
    SourceSpec spec = source("t.csv", rows);
    spec.where = {{"year", {"2020"}}};
    const Table table = read_table(spec, diagnostics);
    EXPECT_THAT(table.columns(), ElementsAre("GEOID", "year", "pop", "poor"));
    EXPECT_THAT(row(table, 0), ElementsAre("42101000101", "2020", "2", "1"));
}

TEST_F(Door, WideTablesWithSuchNamesStay) {
    EXPECT_EQ(read("GEOID,indicator,value\n42101000101,a,1\n42101000102,a,2\n").columns().size(),
              3U);
    EXPECT_EQ(read("code,variable,value\n1,a,1\n1,b,2\n").columns().size(), 3U); // no area
}

// Summary files ------------------------------------------------------------------------------------

constexpr std::string_view kLevels =
    "GEO_ID|B01003_E001|B01003_M001\n0100000US|334922499|-555555555\n0400000US26|10|1\n"
    "1400000US26163500100|3896|849\n1500000US261635001001|9|9\n1400000US26163500200|2538|506\n";

TEST_F(Door, RowsOfOtherLevelsArePassedOverWhereTractsAreWanted) {
    for (const std::string end : {"\n", "\r\n"}) {
        diagnostics = Diagnostics();
        std::string text(kLevels);
        for (std::size_t at = text.find('\n'); at != std::string::npos;
             at = text.find('\n', at + end.size()))
            text.replace(at, 1, end);
        const Table table =
            read_table_of_level(source("acsdt5y2024-b01003.dat", text), "140", diagnostics);
        ASSERT_EQ(table.rows(), 2U);
        EXPECT_THAT(row(table, 1), ElementsAre("1400000US26163500200", "2538", "506"));
        EXPECT_EQ(table.row_name(1), "line 6");
        EXPECT_THAT(said("other-levels"),
                    HasSubstr("1 of the nation (010); 1 of states (040); 1 of block groups (150)"));
        EXPECT_EQ(found(diagnostics, "other-levels")->count, 3U);
    }
    EXPECT_EQ(read_table(source("a.dat", kLevels), diagnostics).rows(), 5U);
    EXPECT_EQ(
        read_table_of_level(source("a.dat", "GEO_ID|x\n1500000US261635001001|9\n0100000US|1\n"),
                            "140", diagnostics)
            .rows(),
        2U);
}

TEST_F(Door, LevelsBeyondTheHeadAreTheSameRows) {
    std::string text = "GEO_ID,NAME,x\n";
    std::vector<std::string> ids;
    for (int i = 0; i < 900; ++i) {
        const std::string level = i % 3 == 0 ? "140" : i % 3 == 1 ? "150" : "050";
        const std::string id = level + "0000US" + std::to_string(10000000000 + i);
        text += id + ",\"Tract \"\"A\"\",\n over lines\"," + std::to_string(i) + "\n";
        if (level == "140")
            ids.push_back(id);
    }
    const Table table = read_table_of_level(source("t.csv", text), "140", diagnostics);
    std::size_t tracts = 0;
    for (std::size_t r = 0; r < table.rows(); ++r)
        if (table.cell(r, 0).starts_with("140")) {
            EXPECT_EQ(table.cell(r, 0), ids.at(tracts++));
        }
    EXPECT_EQ(tracts, ids.size());
}

TEST_F(Door, LargeFilesAreInspectedByTheirHead) {
    std::string text = "GEO_ID|B01003_E001\n";
    std::size_t rows = 0;
    for (; text.size() < (std::size_t{49} << 20U); ++rows)
        text +=
            "1400000US" + std::to_string(10000000000 + rows) + "|" + std::to_string(rows) + "\n";
    const DatasetSummary summary = inspect(source("big.dat", text), diagnostics);
    EXPECT_EQ(summary.layers.at(0).rows, rows);
    EXPECT_EQ(summary.layers.at(0).columns.front(), "GEO_ID");
    EXPECT_NE(found(diagnostics, "rows-counted-as-lines"), nullptr);
}

// Damage -------------------------------------------------------------------------------------------

TEST_F(Door, DamagedFilesGiveAnErrorOrTheSameNumbers) {
    const std::string whole = "Report,,\n\nTract,Households,% none\n" + std::string(kRows) +
                              "Total,4534,\n\nSource: ACS 2016-2020\n";
    std::mt19937 random(12);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        Diagnostics unused;
        try {
            const Table table = read_table(source("cut.csv", whole.substr(0, size)), unused);
            for (std::size_t r = 0; r + 1 < table.rows();
                 ++r) // the last row may be cut within a number
                EXPECT_NE(whole.find(std::string(table.cell(r, 0))), std::string::npos);
        } catch (const Error&) {
        }
    }
    for (int round = 0; round < 300; ++round) {
        std::string flipped = round % 2 == 0 ? whole : std::string(kView);
        for (int i = 0; i < 3; ++i)
            flipped[random() % flipped.size()] = static_cast<char>(random());
        Diagnostics unused;
        try {
            read_table(source("flipped.csv", flipped), unused);
        } catch (const Error&) {
        }
    }
}

} // namespace
} // namespace tractwise::io
