// SPDX-License-Identifier: Apache-2.0
// Where the header stands: small grids, without files.
#include "engine/io/foot_rows.hpp"
#include "engine/io/header_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using testing::ElementsAre;

using Grid = std::vector<GridRow>;

const GridRow kFirst{"42101000101", "1258", "380"};
const GridRow kSecond{"42101000102", "1837", "378"};

/// "2-3: a|b": the rows of names, counted from 1, and the names.
std::string header(const Grid& grid) {
    const HeaderRows found = find_header(grid);
    std::string text = std::to_string(found.first + 1);
    if (found.last != found.first)
        text += "-" + std::to_string(found.last + 1);
    text += ":";
    for (std::size_t c = 0; c < found.names.size(); ++c)
        text += (c == 0 ? " " : "|") + found.names[c];
    return text;
}

TEST(HeaderRows, FirstRowThatNamesEveryColumnIsTheHeader) {
    EXPECT_EQ(header({{"tract", "all", "none"}, kFirst, kSecond}), "1: tract|all|none");
    EXPECT_EQ(header({{"", "tract", "none"}, {"1", "42101000101", "3"}, {"2", "42101000102", "4"}}),
              "1: |tract|none"); // row numbers of pandas and R
    EXPECT_EQ(header({{"tract", "2019", "2020"}, kFirst, kSecond}), "1: tract|2019|2020");
    EXPECT_EQ(header({{"name", "address"}, {"Clinic A", "1 Main St"}, {"Clinic B", "2 Main St"}}),
              "1: name|address");
    EXPECT_EQ(header({{"id", "n"},
                      {"0100000US", "9"},
                      {"0500000US42101", "8"},
                      {"1400000US42101000101", "1"}}),
              "1: id|n"); // the nation and a county above the tracts are rows
    EXPECT_EQ(
        header(
            {{"GEOID", "pop"}, {"Total", "5546"}, {"42101000101", "380"}, {"42101000102", "378"}}),
        "1: GEOID|pop");
}

TEST(HeaderRows, ListWithoutAHeaderBeginsWithItsData) {
    const auto data = [](const Grid& grid) {
        const HeaderRows found = find_header(grid);
        return found.data_instead.empty() ? std::string()
                                          : found.data_instead + " " + std::to_string(found.data());
    };
    EXPECT_EQ(data({{"42101000101", "1"}, {"42101000102", "2"}}), "a census id 0");
    EXPECT_EQ(data({{"42101000101"}, {"42101000102"}}), "a census id 0");
    EXPECT_EQ(data({{"42101000101"}}), "a census id 0"); // a list of one
    EXPECT_EQ(data({{""}, {"Census Tract 1.01", "5"}, {"Census Tract 1.02", "6"}}),
              "a census id 1");
    EXPECT_EQ(data({{"x", "G4201010000101"}, {"y", "G4201010000102"}}), "a census id 0");
    EXPECT_EQ(data({{"A", "39.9554, -75.1569"}, {"B", "39.9505, -75.1468"}}), "a place 0");
    EXPECT_EQ(data({{"A", "POINT (-75.1 39.9)"}}), "a place 0");
    EXPECT_EQ(data({{"6001400100", "Alameda"}, {"6001400200", "Alameda"}}), "a code 0");
    EXPECT_EQ(data({{"19104", "Clinic A"}, {"19107", "Clinic B"}}), "a code 0");
    EXPECT_EQ(data({{"39.95", "-75.15"}, {"39.96", "-75.16"}}), "numbers 0");
    EXPECT_EQ(data({{"1879", "1200"}, {"950", "130"}, {"970", "13"}, {"1000", "150"}}),
              "numbers 0");
    EXPECT_EQ(header({{"42101000101", "1", ""}, {"42101000102", "2", ""}}),
              "1: column_1|column_2|"); // a separator at the end of lines
    // The last rows may be a foot.
    EXPECT_EQ(data({{"42101000101", "1"}, {"42101000102", "2"}, {"Total", "3"}, {"Source: ACS"}}),
              "a census id 0");
}

TEST(HeaderRows, NumbersAndIdsThatAreNames) {
    for (const Grid& grid : std::vector<Grid>{
             {{"", "42101000101", "42101000102"}, {"42101000101", "0", "4"}}, // matrix of minutes
             {{"from", "42101000101", "42101000102"}, {"42101000101", "0", "4"}},
             {{"42101000101", "42101000102"}, {"0", "4"}, {"4", "0"}}, // without names of rows
             {{"", "10001", "10002"}, {"10001", "55001", "61002"}},    // meters of five digits
             {{"zone", "10001", "10002"}, {"10001", "55001", "61002"}},
             {{"10001", "10002"}, {"12", "7"}, {"7", "12"}},
             {{"0", "101", "102"}, {"101", "0", "7"}, {"102", "7", "0"}}, // a number in the corner
             {{"2010", "2015"}, {"5", "6"}},
             {{"0", "1"}, {"42101000101", "7"}, {"42101000102", "8"}}, // pandas without names
             {{"Tract 2010", "n"}, {"Tract 1.01", "7"}, {"Tract 1.02", "8"}},
             {{"Census Tract 2020"}, {"42101000101"}, {"42101000102"}},
             {{"2019", "n"}, {"2020", "5"}},
             {{"1 to 4", "5 to 9"}, {"7", "8"}},
             {{"tract", "0.5", "1.0"}, {"42101000101", "3", "4"}},
         })
        EXPECT_EQ(find_header(grid).data_instead, "") << grid[0][0];
}

TEST(HeaderRows, NamesAboveIdsAreNames) {
    EXPECT_EQ(header({{"value"}, {"42101000101"}, {"42101000102"}}), "1: value");
    EXPECT_EQ(header({{"a", "b"}}), "1: a|b");
}

TEST(HeaderRows, TitleNotesAndBlankRowsAbove) {
    const GridRow names{"Census Tract", "Households", "No vehicle"};
    EXPECT_EQ(header({{"Errata: codes changed."}, names, kFirst, kSecond}),
              "2: Census Tract|Households|No vehicle");
    EXPECT_EQ(header({{"Errata", "", ""}, names, kFirst, kSecond}),
              "2: Census Tract|Households|No vehicle");
    EXPECT_EQ(header({{"Department"}, {"Households, 2016-2020"}, {}, names, kFirst, kSecond}),
              "4: Census Tract|Households|No vehicle");
    EXPECT_EQ(header({{"Report"}, {}, names, {}, kFirst, kSecond}),
              "3: Census Tract|Households|No vehicle"); // a gap below the names
    EXPECT_EQ(header({{"Prepared:", "2024-05-01"}, {"By:", "J. Smith"}, names, kFirst, kSecond}),
              "3: Census Tract|Households|No vehicle");
    EXPECT_EQ(header({{"Report"},
                      {"", "Tract", "Households"},
                      {"", "42101000101", "1258"},
                      {"", "42101000102", "1837"}}),
              "2: |Tract|Households");
    EXPECT_EQ(header({{"Report"}, names, {"Total", "3095", "758"}, kFirst, kSecond}),
              "2: Census Tract|Households|No vehicle");
}

TEST(HeaderRows, CommentsAbove) {
    EXPECT_EQ(
        header(
            {{"# exported 2024-05-01"}, {"# source: ACS"}, {"tract", "a", "b"}, kFirst, kSecond}),
        "3: tract|a|b");
    EXPECT_EQ(
        header(
            {{"# exported", " by me"}, {"tract", "a"}, {"42101000101", "1"}, {"42101000102", "2"}}),
        "2: tract|a"); // as wide as the table
    EXPECT_EQ(header({{"#", "tract"}, {"1", "42101000101"}, {"2", "42101000102"}}), "1: #|tract");
}

TEST(HeaderRows, RowsAsWideAsTheTableThatAreNoHeader) {
    const GridRow names{"Census Tract", "Households", "No vehicle"};
    EXPECT_EQ(header({{"Households", " vehicles", " 2020"}, names, kFirst, kSecond}),
              "2: Census Tract|Households|No vehicle");
    EXPECT_EQ(header({{"Report date", "2024-05-01"},
                      {"GEOID", "pop"},
                      {"42101000101", "1"},
                      {"42101000102", "2"}}),
              "2: GEOID|pop");
    EXPECT_EQ(header({{" GEOID", " pop "}, {"42101000101", "1"}, {"42101000102", "2"}}),
              "1:  GEOID| pop ");
    EXPECT_EQ(
        header({{"GEOID", "pop"}, {"", "people"}, {"42101000101", "1"}, {"42101000102", "2"}}),
        "1: GEOID|pop"); // a row of units is a row
}

TEST(HeaderRows, PlacesHaveNoIds) {
    EXPECT_EQ(header({{"Clinics of the county"},
                      {"Name", "Latitude", "Longitude"},
                      {"A", "39.95", "-75.14"},
                      {"B", "39.96", "-75.15"}}),
              "2: Name|Latitude|Longitude");
    EXPECT_EQ(header({{"Clinics of the county"},
                      {"Name", "Address", "City"},
                      {"A", "1 Main St", "Philadelphia"},
                      {"B", "2 Main St", "Philadelphia"}}),
              "2: Name|Address|City");
}

TEST(HeaderRows, MergedCellsOverTheNames) {
    EXPECT_EQ(
        header({{"Census Tract", "Households", ""}, {"", "All", "No vehicle"}, kFirst, kSecond}),
        "1-2: Census Tract|All|No vehicle");
    EXPECT_EQ(header({{"A title"},
                      {},
                      {"Census Tract", "Households"},
                      {"", "All", "No vehicle"},
                      kFirst,
                      kSecond}),
              "3-4: Census Tract|All|No vehicle");
}

TEST(HeaderRows, NamesThatAreAlikeTakeTheNameAbove) {
    EXPECT_EQ(header({{"Tract", "All", "", "No vehicle", ""},
                      {"", "Estimate", "MOE", "Estimate", "MOE"},
                      {"42101000101", "1258", "186", "380", "142"},
                      {"42101000102", "1837", "291", "378", "137"}}),
              "1-2: Tract|All Estimate|All MOE|No vehicle Estimate|No vehicle MOE");
    EXPECT_EQ(header({{"", "All", "", "No vehicle", ""},
                      {"Tract", "Estimate", "MOE", "Estimate", "MOE"},
                      {"42101000101", "1258", "186", "380", "142"},
                      {"42101000102", "1837", "291", "378", "137"}}),
              "1-2: Tract|All Estimate|All MOE|No vehicle Estimate|No vehicle MOE");
    EXPECT_EQ(header({{"Tract", "All", "All", "None", "None"}, // as exports without merged cells
                      {"Tract", "Estimate", "MOE", "Estimate", "MOE"},
                      {"42101000101", "1258", "186", "380", "142"},
                      {"42101000102", "1837", "291", "378", "137"}}),
              "1-2: Tract|All Estimate|All MOE|None Estimate|None MOE");
}

TEST(HeaderRows, AreaIdsAreToldFromOtherNumbers) {
    for (const char* id :
         {"42101000101", "421010001011", "421010001011001", "42101000101.0", "1400000US42101000101",
          "0500000US42101", "14000US42101000101", "G4201010000101",
          "Census Tract 1.01; Philadelphia County", "42-101-000101"})
        EXPECT_TRUE(is_area_id(id)) << id;
    for (const char* other : {"", "1258", "42101", "2156856790", "215-685-6790", "1.01", "Tract",
                              "39.95051234567", "1,258", "2024-05-01", "US"})
        EXPECT_FALSE(is_area_id(other)) << other;
}

TEST(FootRows, OfATableOfAreas) {
    const auto kind = [](const GridRow& row) { return kind_of_row(row, 0); };
    EXPECT_EQ(kind(kFirst), RowKind::Data);
    EXPECT_EQ(kind({"Total", "12180", "5546"}), RowKind::Total);
    EXPECT_EQ(kind({"Philadelphia County total", "12180", "5546"}), RowKind::Total);
    EXPECT_EQ(kind({"", "Total:", "5546"}), RowKind::Total);
    EXPECT_EQ(kind({"Source: ACS", "", ""}), RowKind::Note);
    EXPECT_EQ(kind({"Anything in words", "", ""}), RowKind::Note);
    EXPECT_EQ(kind({"Source: ACS 2020", " B25044", " retrieved 2024"}), RowKind::Note);
    EXPECT_EQ(kind({"42101000101NA", "3", "4"}), RowKind::Data); // judged by those who join
    EXPECT_EQ(kind({"", "3", "4"}), RowKind::Data);
    EXPECT_EQ(kind({"", "Total Health Clinic", "39.95"}), RowKind::Data);
    EXPECT_EQ(kind({"", "Sum of All Parts Clinic", "1 Main St"}), RowKind::Data);
}

TEST(FootRows, OfAListOfPlaces) {
    const auto kind = [](const GridRow& row) { return kind_of_row(row, std::nullopt); };
    EXPECT_EQ(kind({"Clinic C", "", ""}), RowKind::Data); // a place without coordinates
    EXPECT_EQ(kind({"Total Wine", "39.9", "-75.1"}), RowKind::Data);
    EXPECT_EQ(kind({"Notable Care", "", ""}), RowKind::Data);
    EXPECT_EQ(kind({"Total", "3", ""}), RowKind::Total);
    EXPECT_EQ(kind({"Note: closed on Sundays", "", ""}), RowKind::Note);
    EXPECT_EQ(kind({"* estimated", "", ""}), RowKind::Note);
}

} // namespace
} // namespace tractwise::io
