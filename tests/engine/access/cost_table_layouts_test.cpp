// SPDX-License-Identifier: Apache-2.0
// Tables of travel costs as programs and people write them.
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
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Homes h1..h3 stand 1, 2 and 3 km (nearly) north of clinic c at 40 N: 0.009 degrees are 999.4 m.
class TravelTables : public testing::Test {
protected:
    TableCost read(std::string_view text, const TableCost::Columns& columns = {},
                   const io::SourceSpec::Trips& trips = {}) {
        diagnostics_ = {};
        auto source = io::source_from_path("costs", folder_.write("costs.csv", text).string());
        source.trips = trips;
        return TableCost::read(source, columns, diagnostics_);
    }
    std::vector<double> costs(const TableCost& table) {
        const CostMatrix matrix = table.matrix(
            {homes_, home_ids_, "homes"}, {clinics_, clinic_ids_, "clinics"}, {}, diagnostics_);
        std::vector<double> all;
        for (std::size_t i = 0; i < homes_.size(); ++i)
            for (const double cost : matrix.row_costs(i))
                all.push_back(cost);
        return all;
    }
    std::vector<double> costs(std::string_view text, const TableCost::Columns& columns = {},
                              const io::SourceSpec::Trips& trips = {}) {
        return costs(read(text, columns, trips));
    }
    const Finding* found(const std::string& code) const {
        for (const Finding& finding : diagnostics_.findings())
            if (finding.code == code)
                return &finding;
        return nullptr;
    }
    /// Three rows of origin, destination and cost under a header.
    static std::string three(const std::string& header, const char* a, const char* b,
                             const char* c) {
        return header + "\nh1,c," + a + "\nh2,c," + b + "\nh3,c," + c + "\n";
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
    std::vector<std::string> home_ids_{"h1", "h2", "h3"}, clinic_ids_{"c"};
    std::vector<geo::LonLat> homes_{{-75, 40.009}, {-75, 40.018}, {-75, 40.027}};
    std::vector<geo::LonLat> clinics_{{-75, 40}};
};

TEST_F(TravelTables, UsualNamesAreKnown) {
    for (const char* header :
         {"origin,destination,minutes", "OriginName,DestinationName,Total_Minutes",
          "from_id,to_id,travel_time_p50", "from_id,to_id,travel_time_p25",
          "Origin ID,Dest ID,Drive Minutes", "origin,destination,travelTimeMinutes",
          "orig_id,dest_id,time_min", "origin,destination,Travel Time (min)",
          "from,to,duration_min", "from_id,to_id,travel_time",
          "OriginName,DestinationName,Total_TravelTime", "from_id,to_id,total_time"})
        EXPECT_THAT(costs(three(header, "3", "6", "9")), ElementsAre(3, 6, 9)) << header;
    for (const char* header : {"origin_id,destination_id,duration_sec",
                               "origin,destination,seconds", "from_id,to_id,travel_time_seconds",
                               "origin,destination,duration", "origin,destination,duration_s"})
        EXPECT_THAT(costs(three(header, "180", "360", "540")), ElementsAre(3, 6, 9)) << header;
}

TEST_F(TravelTables, DistancesInTheirUnits) {
    EXPECT_THAT(costs(three("OriginName,DestinationName,Total_Kilometers", "1.5", "3", "4.5")),
                ElementsAre(1500, 3000, 4500));
    EXPECT_THAT(costs(three("origin,destination,distance_km", "1.5", "3", "4.5")),
                ElementsAre(1500, 3000, 4500));
    EXPECT_THAT(costs(three("OriginName,DestinationName,Total_Miles", "1", "2", "3")),
                ElementsAre(DoubleNear(1609.344, 1e-9), DoubleNear(3218.688, 1e-9),
                            DoubleNear(4828.032, 1e-9)));
    EXPECT_THAT(costs(three("origin,destination,distance_m", "1200", "2400", "3600")),
                ElementsAre(1200, 2400, 3600));
    EXPECT_THAT(costs(three("o,d,length", "1", "2", "3"), {.cost = "length", .unit = "miles"}),
                ElementsAre(DoubleNear(1609.344, 1e-9), DoubleNear(3218.688, 1e-9),
                            DoubleNear(4828.032, 1e-9)));
    EXPECT_THAT(costs(three("o,d,hours", "0.05", "0.1", "0.15")),
                ElementsAre(DoubleNear(3, 1e-12), DoubleNear(6, 1e-12), DoubleNear(9, 1e-12)));
}

TEST_F(TravelTables, TimesGoBeforeDistances) {
    EXPECT_THAT(costs("OriginName,DestinationName,Total_Miles,Total_Minutes\nh1,c,1,3\n"
                      "h2,c,2,6\nh3,c,3,9\n"),
                ElementsAre(3, 6, 9));
    EXPECT_THAT(
        error_of([&] { read("from_id,to_id,travel_time_p25,travel_time_p75\nh1,c,1,3\n"); }),
        AllOf(HasSubstr("\"travel_time_p25\", \"travel_time_p75\" may each be"),
              HasSubstr("--table-cost")));
}

TEST_F(TravelTables, ArcGisLinesNameBothEndsInOneCell) {
    // OriginID and DestinationID are numbers of its own.
    EXPECT_THAT(costs("ObjectID,Name,OriginID,DestinationID,DestinationRank,Total_Minutes\n"
                      "1,h1 - c,1,1,1,3\n2,h2 - c,2,1,1,6\n3,h3 - c,3,1,1,9\n"),
                ElementsAre(3, 6, 9));
    EXPECT_THAT(costs("OriginOID,DestinationOID,OriginName,DestinationName,Total_Minutes\n"
                      "1,1,h1,c,3\n2,1,h2,c,6\n3,1,h3,c,9\n"),
                ElementsAre(3, 6, 9));
    EXPECT_THAT(error_of([&] {
                    read("Name,DestinationRank,Total_Minutes\nh1 - c,1,3\nh2 - St. Luke - c,1,4\n");
                }),
                AllOf(HasSubstr("costs.csv:3"), HasSubstr("h2 - St. Luke - c")));
}

TEST_F(TravelTables, OriginsByDestinations) {
    clinic_ids_ = {"c", "k"};
    clinics_.push_back({-75, 40.036});
    const std::string matrix = "GEOID,c,k\nh1,3,9\nh2,6,6\nh3,,3\n";
    EXPECT_THAT(costs(matrix, {.unit = "minutes"}), ElementsAre(3, 9, 6, 6, 3));
    EXPECT_THAT(costs(matrix, {}, {.origin = {}, .destination = {}, .cost = {}, .unit = "minutes"}),
                ElementsAre(3, 9, 6, 6, 3));
    EXPECT_THAT(found("cost-columns")->message, HasSubstr("2 destinations beside it"));
    EXPECT_THAT(costs("GEOID,c,k\nh1,0:03:00,0:09:00\nh2,0:06:00,0:06:00\nh3,,0:03:00\n"),
                ElementsAre(3, 9, 6, 6, 3));
    EXPECT_THAT(error_of([&] { read(matrix); }),
                AllOf(HasSubstr("matrix"), HasSubstr("unit"), HasSubstr("--table-unit")));
}

TEST_F(TravelTables, HoursMinutesAndSeconds) {
    EXPECT_THAT(costs(three("origin,destination,Time (hh:mm:ss)", "0:03:00", "0:06:00", "0:09:00")),
                ElementsAre(3, 6, 9));
    for (const char* name : {"minutes", "seconds", "travel_time"})
        EXPECT_THAT(costs(three(std::string("origin,destination,") + name, "0:03:00", "00:06:00",
                                "0:09:30")),
                    ElementsAre(3, 6, 9.5))
            << name;
    EXPECT_THAT(costs(three("origin,destination,time", "3 min", "0 days 00:06:00", "0 h 9 mins")),
                ElementsAre(3, 6, 9));
    EXPECT_THAT(costs(three("origin,destination,minutes", "1:00:00", "1 hr 5 min", "90 s")),
                ElementsAre(60, 65, 1.5));
    EXPECT_THAT(
        error_of([&] { read(three("origin,destination,minutes", "0:03:00", "6:00", "9")); }),
        AllOf(HasSubstr("costs.csv:3"), HasSubstr("\"6:00\""), HasSubstr("h:mm:ss")));
    EXPECT_THAT(error_of([&] { read(three("origin,destination,minutes", "0:61:00", "6", "9")); }),
                HasSubstr("costs.csv:2"));
}

TEST_F(TravelTables, TheSourceMayNameItsColumns) {
    EXPECT_THAT(costs(three("tract,site,t", "180", "360", "540"), {},
                      {.origin = "tract", .destination = "site", .cost = "t", .unit = "seconds"}),
                ElementsAre(3, 6, 9));
    // What the command line says goes before it.
    EXPECT_THAT(costs(three("tract,site,t", "3", "6", "9"), {.unit = "minutes"},
                      {.origin = "tract", .destination = "site", .cost = "t", .unit = "seconds"}),
                ElementsAre(3, 6, 9));
    EXPECT_THAT(error_of([&] {
                    read(
                        "tract,site,t\nh1,c,1\n", {},
                        {.origin = "tract", .destination = "site", .cost = "t", .unit = "parsecs"});
                }),
                HasSubstr("unknown unit \"parsecs\""));
}

TEST_F(TravelTables, SecondsThatDoNotSaySoAreNotTakenForMinutes) {
    const TableCost table = read(three("origin,destination,travel_time", "180", "360", "540"));
    // 2 km in 360 "minutes" are a third of a kilometer an hour; in seconds 20 km/h.
    EXPECT_THAT(error_of([&] { costs(table); }),
                AllOf(HasSubstr("\"travel_time\" does not say its unit"), HasSubstr("0.3 km/h"),
                      HasSubstr("as seconds 20 km/h"), HasSubstr("trips = { unit = \"seconds\" }"),
                      HasSubstr("--table-unit seconds")));
    EXPECT_THAT(error_of([&] { costs(three("origin,destination,duration", "3", "6", "9")); }),
                AllOf(HasSubstr("read as seconds"), HasSubstr("as minutes 20 km/h")));
}

TEST_F(TravelTables, SlowAndFastTravelersPass) {
    // 2 km in 60 minutes on foot, and in 1.2 minutes on a motorway.
    EXPECT_THAT(costs(three("origin,destination,travel_time", "30", "60", "90")),
                ElementsAre(30, 60, 90));
    EXPECT_THAT(costs(three("origin,destination,travel_time", "0.6", "1.2", "1.8")),
                ElementsAre(0.6, 1.2, 1.8));
}

TEST_F(TravelTables, DistancesThatDoNotSayTheirUnit) {
    EXPECT_THAT(costs(three("origin,destination,distance", "1200", "2400", "3600")),
                ElementsAre(1200, 2400, 3600));
    EXPECT_THAT(error_of([&] { costs(three("origin,destination,distance", "1.2", "2.4", "3.6")); }),
                AllOf(HasSubstr("does not say its unit"), HasSubstr("kilometers 1.2 times")));
    EXPECT_THAT(error_of([&] { costs(three("origin,destination,cost", "3", "6", "9")); }),
                AllOf(HasSubstr("does not say its unit"), HasSubstr("as minutes 20 km/h")));
}

TEST_F(TravelTables, AUnitThatIsSaidButCannotBeIsAFinding) {
    EXPECT_THAT(costs(three("origin,destination,minutes", "180", "360", "540")),
                ElementsAre(180, 360, 540));
    ASSERT_NE(found("travel-cost-odd"), nullptr);
    EXPECT_THAT(found("travel-cost-odd")->message, HasSubstr("as seconds 20 km/h"));
}

TEST_F(TravelTables, WithoutPlacesAnAssumedUnitIsSaid) {
    homes_.assign(3, {std::nan(""), std::nan("")});
    EXPECT_THAT(costs(three("origin,destination,travel_time", "180", "360", "540")),
                ElementsAre(180, 360, 540));
    ASSERT_NE(found("cost-unit-assumed"), nullptr);
    EXPECT_THAT(found("cost-unit-assumed")->message,
                AllOf(HasSubstr("taken as minutes"), HasSubstr("--table-unit")));
    costs(three("origin,destination,minutes", "180", "360", "540"));
    EXPECT_EQ(found("cost-unit-assumed"), nullptr);
}

} // namespace
} // namespace tractwise::access
