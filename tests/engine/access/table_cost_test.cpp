// SPDX-License-Identifier: Apache-2.0
#include "engine/access/nearest.hpp"
#include "engine/access/table_cost.hpp"

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::access {
namespace {

using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Places that only have ids.
struct Named {
    std::vector<std::string> ids;
    std::vector<geo::LonLat> at = std::vector<geo::LonLat>(ids.size());
    std::string what;
    operator Places() const { return {at, ids, what}; } // NOLINT(google-explicit-constructor)
};
Named homes(std::vector<std::string> ids) {
    return {.ids = std::move(ids), .what = "homes"};
}
Named clinics(std::vector<std::string> ids) {
    return {.ids = std::move(ids), .what = "clinics"};
}

class TableCostTest : public testing::Test {
protected:
    TableCost read(std::string_view text, const TableCost::Columns& columns = {}) {
        const auto file = folder_.write("costs.csv", text);
        return TableCost::read(io::source_from_path("costs", file.string()), columns, diagnostics_);
    }
    std::vector<std::string> codes() const {
        std::vector<std::string> out;
        for (const Finding& f : diagnostics_.findings())
            out.push_back(f.code);
        return out;
    }
    const Finding& finding(const std::string& code) const {
        for (const Finding& f : diagnostics_.findings())
            if (f.code == code)
                return f;
        ADD_FAILURE() << "no finding " << code;
        return diagnostics_.findings().front();
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(TableCostTest, FindsPairsById) {
    const auto table = read("from_id,to_id,travel_time_p50\nb,2,7\na,1,5\na,2,30\nb,1,NA\n");
    EXPECT_EQ(table.unit(), CostUnit::Minutes);
    EXPECT_EQ(table.describe(), "minutes of the table costs.csv"); // without its folders
    const auto costs =
        table.matrix(homes({"a", "b"}), clinics({"2", "1"}), {.limit = 30}, diagnostics_);
    EXPECT_THAT(costs.row_destinations(0), ElementsAre(0, 1));
    EXPECT_THAT(costs.row_costs(0), ElementsAre(30, 5));
    EXPECT_THAT(costs.row_destinations(1), ElementsAre(0)); // the other is NA: no way
    EXPECT_EQ(costs.limit(), 30);
    EXPECT_THAT(finding("cost-columns").message,
                HasSubstr("origin \"from_id\", destination \"to_id\", cost "
                          "\"travel_time_p50\" in minutes"));
    EXPECT_EQ(finding("empty-cost").count, 1U);
    EXPECT_THAT(table.matrix(homes({"a"}), clinics({"1", "2"}), {.limit = 29}, diagnostics_)
                    .row_destinations(0),
                ElementsAre(0));
}

TEST_F(TableCostTest, SecondsBecomeMinutes) {
    const auto table = read("origin_id,destination_id,duration_sec\na,x,90\n");
    EXPECT_EQ(table.unit(), CostUnit::Minutes);
    EXPECT_THAT(
        table.matrix(homes({"a"}), clinics({"x"}), {.limit = 1.5}, diagnostics_).row_costs(0),
        ElementsAre(1.5));
}

TEST_F(TableCostTest, MetersStayMeters) {
    EXPECT_EQ(read("origin,dest,distance_m\na,x,90\n").unit(), CostUnit::Meters);
    EXPECT_EQ(read("origin,dest,cost\na,x,90\n").unit(), CostUnit::Meters);
    EXPECT_EQ(read("origin,dest,cost\na,x,90\n", {.unit = "minutes"}).unit(), CostUnit::Minutes);
}

TEST_F(TableCostTest, ColumnsByNameAndUnit) {
    const auto table =
        read("h;c;t\na;x;3\n", {.origin = "h", .destination = "c", .cost = "t", .unit = "minutes"});
    EXPECT_EQ(table.matrix(homes({"a"}), clinics({"x"}), {}, diagnostics_).pairs(), 1U);
    EXPECT_THAT(codes(), testing::Not(testing::Contains("cost-columns")));
    EXPECT_THAT(
        error_of([&] { read("h,c,t\na,x,3\n", {.origin = "h", .destination = "c", .cost = "t"}); }),
        AllOf(HasSubstr("unit of the costs in column \"t\""), HasSubstr("minutes, seconds")));
    EXPECT_THAT(error_of([&] { read("origin,dest,cost\na,x,3\n", {.unit = "minuts"}); }),
                HasSubstr("did you mean \"minutes\"?"));
    EXPECT_THAT(error_of([&] { read("origin,dest,cost\na,x,3\n", {.cost = "costs"}); }),
                HasSubstr("did you mean \"cost\"?"));
    EXPECT_THAT(error_of([&] { read("where,dest,cost\na,x,3\n"); }),
                AllOf(HasSubstr("no column of origins"), HasSubstr("where, dest, cost")));
    EXPECT_THAT(error_of([&] { read("origin,dest,cost\na,x,3\n", {.origin = "dest"}); }),
                HasSubstr("three different columns"));
}

TEST_F(TableCostTest, ANegativeOrUnreadableCostNamesItsLine) {
    EXPECT_THAT(error_of([&] { read("origin,dest,minutes\na,x,3\na,y,-1\n"); }),
                AllOf(HasSubstr("costs.csv:3"), HasSubstr("-1 is negative"),
                      HasSubstr("leave the cell empty")));
    EXPECT_THAT(error_of([&] { read("origin,dest,minutes\na,x,far\n"); }),
                AllOf(HasSubstr("costs.csv:2"), HasSubstr("\"far\" is no travel cost")));
    EXPECT_THAT(error_of([&] { read("origin,dest,minutes\n,x,3\n"); }),
                AllOf(HasSubstr("costs.csv:2"), HasSubstr("no origin")));
}

TEST_F(TableCostTest, UnknownIdsReachNothingAndAreSaid) {
    const auto table = read("origin,dest,minutes\na,x,3\nb,x,4\nc,z,1\n");
    const auto costs = table.matrix(homes({"a", "q"}), clinics({"x", "y"}), {}, diagnostics_);
    EXPECT_THAT(costs.row_destinations(1), IsEmpty());
    std::vector<std::string> messages;
    for (const Finding& f : diagnostics_.findings())
        if (f.code == "not-in-cost-table")
            messages.push_back(f.message + " " + f.examples.front());
    EXPECT_THAT(messages, ElementsAre("homes are not in the cost table and reach nothing q",
                                      "clinics are not in the cost table and reach nothing y"));
    EXPECT_EQ(finding("cost-table-id-unused").count, 2U); // b and c
}

TEST_F(TableCostTest, WhereNoIdAgreesTheTwoAreOfDifferentKinds) {
    const auto table = read("origin,dest,minutes\ntract 7,x,3\n");
    EXPECT_THAT(
        error_of([&] { table.matrix(homes({"7"}), clinics({"x"}), {}, diagnostics_); }),
        AllOf(HasSubstr("none of the 1 homes"), HasSubstr("\"7\" here, \"tract 7\" in the table")));
    const auto ruined = read("origin,dest,minutes\n1.70E+10,x,3\n");
    EXPECT_THAT(
        error_of([&] { ruined.matrix(homes({"17031010100"}), clinics({"x"}), {}, diagnostics_); }),
        HasSubstr("a spreadsheet turned ids into \"1.70E+10\""));
    const Places unnamed{std::span<const geo::LonLat>(), {}, "homes"};
    EXPECT_EQ(table.matrix(unnamed, clinics({"x"}), {}, diagnostics_).origins(), 0U);
    const std::vector<geo::LonLat> one(1);
    EXPECT_THAT(error_of([&] {
                    table.matrix({one, {}, "homes"}, clinics({"x"}), {}, diagnostics_);
                }),
                HasSubstr("homes have no ids"));
}

TEST_F(TableCostTest, ALostLeadingZeroIsPutBack) {
    const auto table = read("origin,dest,minutes\n1001020100,x,3\n");
    const auto costs = table.matrix(homes({"01001020100"}), clinics({"x"}), {}, diagnostics_);
    EXPECT_THAT(costs.row_costs(0), ElementsAre(3));
    EXPECT_EQ(finding("lost-leading-zero").count, 1U);
    EXPECT_THAT(finding("lost-leading-zero").examples, ElementsAre("1001020100"));
}

TEST_F(TableCostTest, APairGivenTwice) {
    const auto same = read("origin,dest,minutes\na,x,3\na,x,3\n");
    EXPECT_THAT(codes(), testing::Not(testing::Contains("pair-given-twice")));
    const auto table = read("origin,dest,minutes\na,x,5\nb,x,1\na,x,3\na,x,4\n");
    EXPECT_EQ(finding("pair-given-twice").count, 2U);
    EXPECT_THAT(finding("pair-given-twice").examples, ElementsAre("line 2", "line 5"));
    EXPECT_THAT(table.matrix(homes({"a"}), clinics({"x"}), {}, diagnostics_).row_costs(0),
                ElementsAre(3));
}

TEST_F(TableCostTest, TheWayBackIsLookedUpTheOtherWayRound) {
    const auto table = read("origin,dest,minutes\nhome,clinic,10\nclinic,home,25\n");
    const CostQuery there{}, back{.direction = Direction::FromDestination};
    EXPECT_THAT(
        table.matrix(homes({"home"}), clinics({"clinic"}), there, diagnostics_).row_costs(0),
        ElementsAre(10));
    EXPECT_THAT(table.matrix(homes({"home"}), clinics({"clinic"}), back, diagnostics_).row_costs(0),
                ElementsAre(25));
    EXPECT_EQ(table.nearest(homes({"home"}), clinics({"clinic"}), back, diagnostics_).cost[0], 25);
}

TEST_F(TableCostTest, PlacesMayShareAnId) {
    const auto table = read("origin,dest,minutes\na,x,3\na,y,2\n");
    const auto costs = table.matrix(homes({"a", "a"}), clinics({"x", "y", "x"}), {}, diagnostics_);
    EXPECT_THAT(costs.row_destinations(1), ElementsAre(0, 1, 2));
    EXPECT_THAT(costs.row_costs(1), ElementsAre(3, 2, 3));
}

TEST_F(TableCostTest, NearestAgreesWithTheMatrix) {
    std::string text = "origin,dest,minutes\n";
    std::vector<std::string> from, to;
    for (int i = 0; i < 40; ++i)
        from.push_back("h" + std::to_string(i));
    for (int j = 0; j < 15; ++j)
        to.push_back("c" + std::to_string(14 - j));
    for (int i = 0; i < 39; ++i)
        for (int j = 0; j < 15; ++j)
            if ((i * 7 + j * 3) % 4 == 0)
                text += "h" + std::to_string(i) + ",c" + std::to_string(j) + "," +
                        std::to_string((i * 31 + j * 17) % 11) + "\n"; // many ties
    const auto table = read(text);
    for (const double limit : {3.0, 1e9}) {
        const auto near = table.nearest(homes(from), clinics(to), {.limit = limit}, diagnostics_);
        const auto by_matrix =
            nearest(table.matrix(homes(from), clinics(to), {.limit = limit}, diagnostics_));
        EXPECT_EQ(near.destination, by_matrix.destination);
        for (std::size_t i = 0; i < from.size(); ++i)
            EXPECT_TRUE(near.cost[i] == by_matrix.cost[i] ||
                        (std::isnan(near.cost[i]) && std::isnan(by_matrix.cost[i])));
    }
}

TEST_F(TableCostTest, CensusIdsWrittenOtherwiseAreFound) {
    const auto table = read("from,to,minutes\n1400000US42101000101,k,5\n42101000102.0,k,6\n"
                            "42101000103,k,7\n1400000US01001020100,k,8\n");
    const auto costs =
        table.nearest(homes({"42101000101", "42101000102", "1400000US42101000103", "01001020100"}),
                      clinics({"k"}), {}, diagnostics_);
    EXPECT_THAT(costs.cost, ElementsAre(5, 6, 7, 8));
    EXPECT_EQ(finding("id-written-otherwise").count, 4U);
    EXPECT_EQ(finding("id-written-otherwise").severity, Severity::Note);
}

TEST_F(TableCostTest, NinesThatRepeatFarAboveTheRestAreSaid) {
    read("from,to,minutes\na,1,5\na,2,9999\nb,1,40\nb,2,9999.0\n");
    EXPECT_EQ(finding("cost-sentinel").count, 2U);
    EXPECT_THAT(finding("cost-sentinel").message, HasSubstr("the cost 9999"));
    EXPECT_EQ(finding("cost-sentinel").severity, Severity::Warning);
    for (const char* fine : {"from,to,minutes\na,1,5\na,2,999\nb,1,40\n",    // once
                             "from,to,seconds\na,1,999\na,2,999\nb,1,900\n", // not by far
                             "from,to,minutes\na,1,5\na,2,1000\nb,1,40\nb,2,1000\n"}) {
        diagnostics_ = {};
        read(fine);
        EXPECT_THAT(codes(), testing::Not(testing::Contains("cost-sentinel"))) << fine;
    }
}

} // namespace
} // namespace tractwise::access
