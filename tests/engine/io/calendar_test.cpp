// SPDX-License-Identifier: Apache-2.0
#include "engine/io/calendar.hpp"

#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using Kind = DateCell::Kind;

/// "2012-06-30", "2012-06-01..2012-06-30", "empty", "never" or "unreadable".
std::string read(std::string_view text, DateCell::Order order = DateCell::Order::MonthFirst) {
    const DateCell cell = parse_date(text, order);
    switch (cell.kind) {
    case Kind::Empty:
        return "empty";
    case Kind::Never:
        return "never";
    case Kind::Unreadable:
        return "unreadable";
    case Kind::Date:
        break;
    }
    return iso_day(cell.first) + (cell.first == cell.last ? "" : ".." + iso_day(cell.last));
}

TEST(Calendar, ADayAsAgenciesWriteIt) {
    for (const char* text : {"2012-06-30",
                             " 2012-06-30 ",
                             "2012/06/30",
                             "2012.06.30",
                             "2012-6-30",
                             "2012-06-30T00:00:00.000Z",
                             "2012-06-30 23:59:59",
                             "2012-06-30T23:59:59-04:00",
                             "2012/06/30 00:00:00+00",
                             "6/30/2012",
                             "06/30/2012",
                             "06-30-2012",
                             "6/30/12",
                             "06/30/2012 05:00:00 PM",
                             "6/30/2012 0:00",
                             "20120630",
                             "20120630000000",
                             "20120630T000000Z",
                             "06302012",
                             "Jun 30, 2012",
                             "June 30 2012",
                             "30 June 2012",
                             "30-JUN-2012",
                             "30-Jun-12",
                             "30JUN2012",
                             "30JUN2012:00:00:00.000",
                             "Sat, June 30th, 2012",
                             "Jun 30 2012 12:00AM",
                             "\"2012-06-30\"",
                             "41090",
                             "41090.0",
                             "41090.75",
                             "1341014400000",
                             "1341014400000.0",
                             "1.3410144e+12",
                             "/Date(1341014400000)/"})
        EXPECT_EQ(read(text), "2012-06-30") << text;
    EXPECT_EQ(read("12OCT2012:12:30"), "2012-10-12");
    EXPECT_EQ(read("-315619200000"), "1960-01-01") << "milliseconds before 1970";
    EXPECT_EQ(read("12/14/71"), "1971-12-14");
    EXPECT_EQ(read("1/5/68"), "2068-01-05");
    EXPECT_EQ(read("2024-02-29"), "2024-02-29");
}

TEST(Calendar, AMonthAndAYearLastFromTheFirstDayToTheLast) {
    EXPECT_EQ(read("2012-02"), "2012-02-01..2012-02-29");
    EXPECT_EQ(read("02/2012"), "2012-02-01..2012-02-29");
    EXPECT_EQ(read("Feb 2012"), "2012-02-01..2012-02-29");
    EXPECT_EQ(read("201202"), "2012-02-01..2012-02-29");
    EXPECT_EQ(read("2012"), "2012-01-01..2012-12-31");
}

TEST(Calendar, NoDateAndForEverAreTold) {
    for (const char* text : {"", "  ", "NULL", "N/A", "None", "NaT", "-", "present", "Ongoing", "0",
                             "00000000", "0000-00-00", "00/00/0000", "1900-01-01", "01/01/1900",
                             "0001-01-01T00:00:00", "1899-12-30"})
        EXPECT_EQ(read(text), "empty") << text;
    for (const char* text :
         {"9999-12-31", "12/31/9999", "99991231", "99999999", "99/99/9999", "2999-12-31"})
        EXPECT_EQ(read(text), "never") << text;
    EXPECT_EQ(read("2099-12-31"), "2099-12-31") << "a day like any other, and not in the past";
}

TEST(Calendar, WhatIsNoDayIsNotGuessed) {
    for (const char* text :
         {"soon", "2012-02-30", "13/13/2012", "closed", "12:30", "6/2012/30/1", "TBD", "unknown",
          "12/31/99", "123", "1234567", "June", "40.5N", "$2012", "999", "2012-13-01",
          "see notes of 6/30/2012 and others that follow it in the file, which are many and long "
          "enough to be no date"})
        EXPECT_EQ(read(text), "unreadable") << text;
}

TEST(Calendar, DaysFirstWhereTheColumnSaysSo) {
    EXPECT_EQ(read("30/6/2012", DateCell::Order::DayFirst), "2012-06-30");
    EXPECT_EQ(read("5/6/2012", DateCell::Order::DayFirst), "2012-06-05");
    EXPECT_EQ(read("30/6/2012"), "unreadable");
    EXPECT_EQ(parse_date("30/6/2012").order, DateCell::Order::DayFirst);
    EXPECT_EQ(parse_date("6/30/2012").order, DateCell::Order::MonthFirst);
    EXPECT_EQ(parse_date("5/6/2012").order, DateCell::Order::Either);
}

TEST(Calendar, StudiesAreStricter) {
    EXPECT_EQ(iso_day(parse_iso_day("2024-06-30").value()), "2024-06-30");
    for (const char* text : {"", "6/30/2024", "2024-6-30", "2024-06-31", "2024-06-30 ", "today",
                             "20240630", "9999-12-31"})
        EXPECT_FALSE(parse_iso_day(text)) << text;
    EXPECT_EQ(iso_day(today()).size(), 10U);
}

} // namespace
} // namespace tractwise::io
