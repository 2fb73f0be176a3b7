// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"

#include "engine/core/text.hpp"
#include "engine/io/open_rows.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Places called A, B, C ... with further columns, at one place; what is left of them on a day.
class OpenRows : public testing::Test {
protected:
    /// "End Date|Status" and a row a place: {"2012-06-30|OPEN", ...}.
    std::string left(const std::string& columns, const std::vector<std::string>& rows) {
        std::string text = "name,lon,lat," + comma(columns) + "\n";
        for (std::size_t r = 0; r < rows.size(); ++r)
            text += std::string(1, static_cast<char>('A' + r)) + ",-75,40," + comma(rows[r]) + "\n";
        source_.id = "stores";
        source_.path = folder_.write("places.csv", text).string();
        diagnostics_ = {};
        PointFeatures places = read_points(source_, diagnostics_);
        const std::size_t read = places.table.rows();
        count_ = keep_open(places, source_, rule_, diagnostics_);
        std::string names;
        for (std::size_t r = 0; r < places.table.rows(); ++r)
            names += places.table.cell(r, 0);
        EXPECT_EQ(places.places.size(), names.size());
        EXPECT_EQ(count_.left_out, read - names.size());
        return names;
    }
    std::string said(const std::string& code) const {
        const Finding* finding = test::found(diagnostics_, code);
        return finding == nullptr ? "" : finding->message;
    }
    bool silent() const {
        for (const char* code : {"place-closed", "place-not-open-yet", "place-closed-counted",
                                 "open-date-unreadable", "open-word-unknown", "licence-expired"})
            if (test::found(diagnostics_, code) != nullptr)
                return false;
        return true;
    }
    test::TemporaryFolder folder_;
    SourceSpec source_;
    OpenRule rule_{.day = parse_iso_day("2024-06-30").value(), .counted = {}};
    OpenCount count_;
    Diagnostics diagnostics_;

private:
    static std::string comma(std::string text) {
        std::string quoted = "\"";
        for (const char c : text)
            quoted += c == '|' ? std::string("\",\"") : std::string(1, c);
        return quoted + "\"";
    }
};

TEST_F(OpenRows, AnEndDateInThePastIsClosedAndSaidWithNumbers) {
    EXPECT_EQ(left("Authorization Date|End Date",
                   {"2004-01-10|2012-06-30", "2010-05-01|", "2015-05-01|"}),
              "BC");
    EXPECT_EQ(said("place-closed"),
              "1 of 3 rows has an end date in the past (column \"End Date\", before 2024-06-30) "
              "and is not counted; open = \"all\" keeps it");
    EXPECT_THAT(test::found(diagnostics_, "place-closed")->examples, ElementsAre("line 2"));
    EXPECT_TRUE(count_.by_day);
}

// Who closes at the end of a day is open on it.
TEST_F(OpenRows, TheLastDayStillCounts) {
    EXPECT_EQ(left("End Date", {"6/29/2024", "6/30/2024", "7/1/2024", "12/31/9999", "2024"}),
              "BCDE");
    EXPECT_THAT(said("open-date-unreadable"), HasSubstr("1 of 5 rows has something"))
        << "a year that the day lies in does not tell";
}

TEST_F(OpenRows, EndsUnderManyNames) {
    for (const char* name : {"End Date",
                             "END_DATE",
                             "enddate",
                             "End_Dt",
                             "EndDate",
                             "Authorization End Date",
                             "Withdrawn Date",
                             "HPSA Withdrawn Date String",
                             "withdrawal_date",
                             "closed_date",
                             "date_closed",
                             "Date Closed",
                             "ClosedDate",
                             "closing date",
                             "CLOSURE_DATE",
                             "closed_on",
                             "closed",
                             "Closed",
                             "Termination Date",
                             "TERM_DATE",
                             "TRMNTN_DT",
                             "NPI Deactivation Date",
                             "Facility.Close.Date",
                             "stores.END_DATE",
                             "site_end_date",
                             "Year Closed",
                             "TRMNTN_EXPRTN_DT",
                             "npideactdate",
                             "Terminatio",
                             "Withdrawn_"}) {
        EXPECT_EQ(left(name, {"06/30/2012", ""}), "B") << name;
        EXPECT_THAT(said("place-closed"), HasSubstr(name));
    }
}

// Their dates end something else.
TEST_F(OpenRows, EndsOfOtherThingsLeaveNothingOut) {
    for (const char* name :
         {"Project End Date", "Fiscal Year End", "Open year round", "Last updated",
          "Grant End Date", "Inspection Date", "Weekend", "Site Status Date",
          "Data Warehouse Record Create Date", "Legend date", "School Year End Date",
          "LICENSE STATUS CHANGE DATE", "End", "Close"}) {
        EXPECT_EQ(left(name, {"06/30/2012", ""}), "AB") << name;
        EXPECT_TRUE(silent()) << name;
        EXPECT_FALSE(count_.by_day) << name;
    }
}

TEST_F(OpenRows, AStartAfterTheDayIsNotOpenYet) {
    for (const char* name : {"Authorization Date", "Auth_Date", "Start Date", "OpenDate",
                             "date_opened", "Opening Date", "Site Added to Scope this Date"}) {
        EXPECT_EQ(left(name, {"2024-06-30", "2024-07-01", ""}), "AC") << name;
        EXPECT_THAT(said("place-not-open-yet"),
                    AllOf(HasSubstr("1 of 3 rows is not open yet on 2024-06-30"), HasSubstr(name)));
    }
}

// One row per authorization: the store of 2004-2012 has a new owner since 2013.
TEST_F(OpenRows, AStoreOfSeveralAuthorizationsIsOpenByItsOwnRow) {
    const std::vector<std::string> rows = {"2004-01-10|2012-06-30", "2013-02-01|2019-03-01",
                                           "2019-03-02|"};
    EXPECT_EQ(left("Authorization Date|End Date", rows), "C");
    rule_.day = parse_iso_day("2015-01-01").value();
    EXPECT_EQ(left("Authorization Date|End Date", rows), "B");
    rule_.day = parse_iso_day("2012-06-30").value();
    EXPECT_EQ(left("Authorization Date|End Date", rows), "A");
}

TEST_F(OpenRows, AReactivationMakesTheEndVoid) {
    EXPECT_EQ(left("NPI Deactivation Date|NPI Reactivation Date",
                   {"01/05/2012|", "01/05/2012|02/01/2012", "01/05/2012|02/01/2011", "|"}),
              "BD");
}

TEST_F(OpenRows, DatesThatCannotBeReadAreCountedAndKept) {
    EXPECT_EQ(left("End Date", {"soon", "2012-02-31", "2012-03-31", "01/01/1970", ""}), "ABDE");
    EXPECT_THAT(said("open-date-unreadable"),
                HasSubstr("3 of 5 rows have something in column \"End Date\" that tells no day"));
    EXPECT_THAT(
        test::found(diagnostics_, "open-date-unreadable")->examples,
        ElementsAre("line 2: \"soon\"", "line 3: \"2012-02-31\"", "line 5: \"01/01/1970\""));
}

TEST_F(OpenRows, OneCellWithTheDayFirstSpeaksForItsColumn) {
    EXPECT_EQ(left("End Date", {"30/06/2012", "07/08/2024", "07/06/2024"}), "B")
        << "7 August and 7 June";
    EXPECT_EQ(left("End Date", {"06/30/2012", "07/08/2024", "07/06/2024"}), "BC");
}

TEST_F(OpenRows, AStatusUnderManyNamesAndWords) {
    struct Case {
        const char *name, *closed, *open;
    };
    for (const Case& c : {Case{"Site Status Description", "Inactive", "Active"},
                          {"Site Statu", "Inactive", "Active"},
                          {"Site_Statu", "Inactive", "Active"},
                          {"SITESTATUS", "inactive ", "ACTIVE"},
                          {"STATUS", "CLOSED", "OPEN"},
                          {"New status", "CLOSED", "OPEN"},
                          {"LICENSE STATUS", "AAC", "AAI"},
                          {"license_status", "Revoked", "Issued"},
                          {"Operational Status", "Non-operational", "Operational"},
                          {"operating_status", "permanently_closed", "open"},
                          {"business_status", "CLOSED_TEMPORARILY", "OPERATIONAL"},
                          {"SY_STATUS_TEXT", "Closed", "Reopened"},
                          {"HPSA Status", "Withdrawn", "Designated"},
                          {"Facility Status", "Closed - demolished", "Active/Licensed"},
                          {"Status", "Out of business", "In business"},
                          {"is_open", "0", "1"},
                          {"Active", "N", "Y"},
                          {"active_flag", "false", "true"},
                          {"Active Status", "0", "1"},
                          {"Is_Closed", "True", "False"},
                          {"permanently_closed", "yes", "no"},
                          {"closed", "Y", "N"},
                          {"properties.is_closed", "true", "false"},
                          {"attributes.STATUS", "CLOSED", "OPEN"},
                          {"Open/Closed", "Closed", "Open"}}) {
        EXPECT_EQ(left(c.name, {c.closed, c.open, ""}), "BC") << c.name;
        EXPECT_THAT(said("place-closed"), AllOf(HasSubstr("1 of 3 rows is closed by column"),
                                                HasSubstr(c.name), HasSubstr("(1 row)")))
            << c.name;
        EXPECT_FALSE(count_.by_day) << c.name;
    }
}

TEST_F(OpenRows, OtherMattersThanOpeningLeaveNothingOut) {
    struct Case {
        const char *name, *one, *other;
    };
    for (const Case& c : {Case{"Match status", "Match", "Tie"},
                          {"Status", "Match", "No_Match"},
                          {"Testing_status", "Closed", "Open"},
                          {"Metropolitan Status", "Active", "Inactive"},
                          {"Survey Status", "Open", "Closed"},
                          {"Open", "Mo-Fr 8-17", "24/7"},
                          {"Active", "120", "0"},
                          {"Operational Schedule", "Full-Time", "Closed"},
                          {"Open Sundays", "N", "Y"},
                          {"Status", "Verified", "Verified"},
                          {"State", "Closed", "Open"},
                          {"Health Center Status Identification Number", "0", "1"}}) {
        EXPECT_EQ(left(c.name, {c.one, c.other, ""}), "ABC") << c.name;
        EXPECT_TRUE(silent()) << c.name;
    }
}

TEST_F(OpenRows, UnknownWordsLeaveNothingOutAndAreListed) {
    EXPECT_EQ(left("Status", {"1", "2", "1", "8"}), "ABCD");
    EXPECT_EQ(
        said("open-word-unknown"),
        "column \"Status\" may say which places are closed, but its values are not known: "
        "\"1\" (2 rows), \"2\" (1 row), \"8\" (1 row); every row counts; name those that are open, "
        "with where = { \"Status\" = [\"...\"] }")
        << "the commonest may be those that are closed";
    // "Closed" among answers to something else is no closed place.
    EXPECT_EQ(left("Status", {"Complete", "Refused", "Closed"}), "ABC");
    EXPECT_THAT(said("open-word-unknown"), HasSubstr("\"Refused\" (1 row)"));
    // A text beside the codes says what they mean.
    EXPECT_EQ(left("SY_STATUS|SY_STATUS_TEXT", {"1|Open", "2|Closed", "8|Reopened"}), "AC");
    EXPECT_EQ(said("open-word-unknown"), "");
}

TEST_F(OpenRows, AnUnknownWordBesideKnownOnesCounts) {
    EXPECT_EQ(left("New status", {"OPEN", "CLOSED", "ONLINE ORDERS ONLY"}), "AC");
    EXPECT_THAT(said("open-word-unknown"),
                AllOf(HasSubstr("1 of 3 rows has a status in column \"New status\""),
                      HasSubstr("\"ONLINE ORDERS ONLY\" (1 row)"),
                      HasSubstr("where = { \"New status\" = [\"OPEN\"] } leaves it out")));
}

TEST_F(OpenRows, NoCodeOfUnknownMeaningIsProposedAsOpen) {
    for (const char* closed : {"C", "0", "N"}) {
        left("STATUS", {closed, closed, "Z9"});
        EXPECT_THAT(said("open-word-unknown"),
                    testing::Not(HasSubstr(std::string("[\"") + closed + "\"]")));
    }
}

TEST_F(OpenRows, TheStudysOwnChoiceIsLeftAlone) {
    const std::vector<std::string> rows = {"Inactive|2012-01-01", "Active|", "Temporarily Closed|"};
    // `where` of the source: what it keeps counts.
    source_.where = {{"Status", {"Inactive", "Active"}}};
    EXPECT_EQ(left("Status|Gone", rows), "AB");
    EXPECT_TRUE(silent());
    source_.where.clear();
    // What a layer counts is not taken for closed; the rest is.
    rule_.counted = {{"status", {"temporarily closed", "Active"}}};
    EXPECT_EQ(left("Status|Gone", rows), "BC");
    EXPECT_THAT(said("place-closed"), HasSubstr("\"Inactive\" (1 row)"));
}

TEST_F(OpenRows, OpenAllKeepsEveryRowAndSaysWhatIsAmongThem) {
    source_.open = "all";
    EXPECT_EQ(left("End Date", {"2012-06-30", "", "2013-06-30"}), "ABC");
    EXPECT_EQ(said("place-closed"), "");
    EXPECT_THAT(said("place-closed-counted"),
                AllOf(HasSubstr("2 of 3 rows have an end date in the past"),
                      HasSubstr("as open = \"all\" asks")));
    EXPECT_EQ(test::found(diagnostics_, "place-closed-counted")->severity, Severity::Note);
}

TEST_F(OpenRows, ADayOfTheSourceGoesBeforeTheStudys) {
    source_.open = "2010-01-01";
    EXPECT_EQ(left("Authorization Date|End Date", {"2004-01-10|2012-06-30", "2011-05-01|"}), "A");
    EXPECT_FALSE(count_.by_day) << "nothing depends on today";
}

// Licenses are renewed, and a list is older than today; with a day of its own the user has said
// which day the list is of.
TEST_F(OpenRows, AnExpiryIsAWarningUnlessTheSourceNamesADay) {
    const std::vector<std::string> rows = {"05/15/2019", "12/31/2030", ""};
    EXPECT_EQ(left("LICENSE TERM EXPIRATION DATE", rows), "ABC");
    EXPECT_THAT(said("licence-expired"), HasSubstr("1 of 3 rows has an expiry in the past"));
    source_.open = "2024-06-30";
    EXPECT_EQ(left("LICENSE TERM EXPIRATION DATE", rows), "BC");
}

TEST_F(OpenRows, AListWithoutAnOpenPlaceIsRefused) {
    EXPECT_THAT(error_of([&] {
                    left("End Date", {"2012-06-30", "2013-06-30"});
                }),
                AllOf(HasSubstr("no place of this list is open"),
                      HasSubstr("2 of 2 rows have an end date in the past"),
                      HasSubstr("open = \"all\" counts every row"), HasSubstr("2019-06-30")));
}

TEST_F(OpenRows, PlacesOfASpreadsheetAndOfAShapefile) {
    // Names of ten letters, as every shapefile has them.
    EXPECT_EQ(
        left("Site Name|Site Statu|Authorizat",
             {"North|Inactive|2001-01-01", "South|Active|2030-01-01", "East|Active|2001-01-01"}),
        "C");
}

TEST_F(OpenRows, HawaiiHas896StoresLeft) {
    TRACTWISE_NEEDS("data/releases/SNAP_historical_Hawaii_2004_2024.csv");
    source_ = source_from_path(
        "snap", test::data_pack("data/releases/SNAP_historical_Hawaii_2004_2024.csv").string());
    rule_.day = parse_iso_day("2026-11-29").value();
    PointFeatures stores = read_points(source_, diagnostics_);
    count_ = keep_open(stores, source_, rule_, diagnostics_);
    EXPECT_EQ(count_.left_out, 1745U); // 2641 rows, 896 without an end date
    EXPECT_EQ(stores.table.rows(), 896U);
    EXPECT_THAT(said("place-closed"),
                HasSubstr("1,745 of 2,641 rows have an end date in the past"));
}

TEST_F(OpenRows, ChicagosGroceryStores) {
    TRACTWISE_NEEDS("data/food/Chicago_Grocery_Store_Status_20240219.csv");
    source_ = source_from_path(
        "stores", test::data_pack("data/food/Chicago_Grocery_Store_Status_20240219.csv").string());
    PointFeatures stores = read_points(source_, diagnostics_);
    EXPECT_EQ(keep_open(stores, source_, rule_, diagnostics_).left_out, 10U);
    EXPECT_THAT(said("place-closed"), HasSubstr("\"CLOSED\" (10 rows)"));
}

// A status tells of the day when the file was made; of the past the dates of the row tell.
TEST_F(OpenRows, DatesGoBeforeTheStatusForADayInThePast) {
    rule_.day = parse_iso_day("2011-01-01").value();
    EXPECT_EQ(left("Status|Closed Date", {"Closed|2012-06-30", "Closed|2010-06-30", "Closed|",
                                          "Open|", "Closed|someday"}),
              "AD");
    EXPECT_THAT(said("place-closed"), Not(IsEmpty()));
    rule_.day = today();
    EXPECT_EQ(left("Status|Closed Date", {"Closed|2999-06-30", "Open|"}), "B")
        << "today the status is as good as a date";
    rule_.day = parse_iso_day("2011-01-01").value();
    EXPECT_EQ(left("Status|Open Date", {"Closed|1990-01-01", "Open|"}), "B");
    EXPECT_THAT(said("place-closed"), HasSubstr("does not say since when"));
}

TEST_F(OpenRows, MoreNamesOfEnds) {
    for (const char* name : {"valid_to",
                             "Valid To",
                             "ValidTo",
                             "Out of Business Date",
                             "Cease Date",
                             "Date Ceased",
                             "Last Day of Operation",
                             "Delicensed Date",
                             "Store Close Date",
                             "Deauthorization Date",
                             "Location End Date",
                             "Business End Date",
                             "Out of Bus",
                             "Out_of_Bus",
                             "OutofBusin",
                             "Last Day o",
                             "Last_Day_o",
                             "LastDayofO",
                             "Delicensed",
                             "Store Clos",
                             "Store_Clos",
                             "StoreClose",
                             "Deauthoriz",
                             "Location E",
                             "Location_E",
                             "LocationEn",
                             "Business E",
                             "Business_E",
                             "BusinessEn"}) {
        EXPECT_EQ(left(name, {"2012-06-30", "", "2999-01-01"}), "BC") << name;
        EXPECT_THAT(said("place-closed"), HasSubstr(name));
    }
    EXPECT_EQ(left("valid_from|valid_to", {"2001-01-01|2012-06-30", "2001-01-01|", "2030-01-01|"}),
              "B");
    EXPECT_EQ(left("BusinessEn|Location E", {"LLC|North", "Inc|South"}), "AB");
    EXPECT_TRUE(silent()) << "ten letters of other names";
}

TEST_F(OpenRows, ATickedClosedIsClosed) {
    for (const char* name : {"Permanently Closed", "Closed", "Permanentl", "is_closed"})
        EXPECT_EQ(left(name, {"X", "", ""}), "BC") << name;
    EXPECT_EQ(left("Closed", {"X", "Monday", ""}), "ABC");
}

TEST_F(OpenRows, DatesUnderANameThatOnlyHintsAreAWarning) {
    for (const char* name :
         {"Shutdown", "Date Ceased Trading", "Facility Retirement Day", "Withdrew/Closed When"}) {
        EXPECT_EQ(left(name, {"2012-06-30", "", "2012-07-01"}), "ABC") << name;
        EXPECT_THAT(said("open-date-unclear"),
                    AllOf(HasSubstr(name), HasSubstr("2 of 3 rows"), HasSubstr("where = {")));
    }
    for (const char* name : {"Case Closed Date Text", "Fiscal Year End Date", "Project End Date",
                             "Inspection Closed Date", "Foreclosure Date"}) {
        EXPECT_EQ(left(name, {"2012-06-30", "2012-07-01"}), "AB") << name;
        EXPECT_EQ(said("open-date-unclear"), "") << name;
    }
    left("End Date|Shutdown", {"2012-06-30|2012-06-30", "|2012-06-30"});
    EXPECT_EQ(said("open-date-unclear"), "") << "the end is known";
}

} // namespace
} // namespace tractwise::io
