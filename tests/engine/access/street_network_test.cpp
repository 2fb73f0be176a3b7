// SPDX-License-Identifier: Apache-2.0
#include "tests/support/error_of.hpp"
#include "tests/support/street_map.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/access/street_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::access {
namespace {

using test::StreetMap;

/// A profile of the tests' own, so that they do not depend on anybody's default speeds: 36 km/h is
/// 10 m a second.
TravelProfile law_abiding_car() {
    TravelProfile profile;
    profile.id = "car";
    profile.classes = {{"residential", {.kmh = 36}},
                       {"motorway", {.kmh = 108, .joinable = false}},
                       {"ferry", {.kmh = 18, .joinable = false}}};
    profile.oneway_keys = {"oneway"};
    profile.access_keys = {"motor_vehicle", "access"};
    profile.closed_values = {"no", "private"};
    profile.barriers_stop = true;
    profile.barriers_except = {"gate"};
    profile.turn_restrictions = true;
    profile.except_names = {"motorcar"};
    profile.access_kmh = 3.6;
    profile.join_limit_m = 500;
    profile.island_m = 0;
    return profile;
}

StreetNetwork build(const StreetMap& map, const TravelProfile& profile = law_abiding_car()) {
    Diagnostics diagnostics;
    return StreetNetwork::build(map.streets, profile, diagnostics);
}

/// Minutes between two letters of the map, NaN where there is no way.
double minutes(const StreetMap& map, char from, char to,
               const TravelProfile& profile = law_abiding_car()) {
    const StreetCost cost(std::make_shared<const StreetNetwork>(build(map, profile)));
    const geo::LonLat a[] = {map.place(from)}, b[] = {map.place(to)};
    Diagnostics diagnostics;
    return cost.nearest({a, {}, "homes"}, {b, {}, "clinics"}, {}, diagnostics).cost[0];
}
/// Meters driven at 10 m a second.
double meters(double minutes) {
    return minutes * 600;
}

constexpr double kNear = 0.5; // meters: drawings are placed on a sphere of letters

TEST(StreetNetwork, NodesAreCrossingsAndEndsNotBends) {
    StreetMap map(R"(A   B   C
                     .   .   .
                     D   E   F)",
                  100);
    map.way("ABC", {{"highway", "residential"}}).way("BEF", {{"highway", "residential"}});
    const StreetNetwork network = build(map);
    EXPECT_EQ(network.nodes(), 4U); // A, B, C, F
    EXPECT_EQ(network.segments(), 3U);
    EXPECT_EQ(network.arcs(), 6U);
    EXPECT_NEAR(network.segment(2).meters, 600, kNear);
    EXPECT_EQ(network.shape(2).size(), 3U);
    EXPECT_EQ(network.segment(2).forward_ms, network.segment(2).backward_ms);
    EXPECT_NEAR(network.segment(2).forward_ms, 60'000, 50);
}

TEST(StreetNetwork, OneWayStreetsInBothSpellings) {
    StreetMap map(R"(A   B
                     .   .
                     D   C)",
                  100);
    map.way("AB", {{"highway", "residential"}, {"oneway", "yes"}})
        .way("DC", {{"highway", "residential"}, {"oneway", "-1"}})
        .way("BC", {{"highway", "residential"}})
        .way("DA", {{"highway", "residential"}});
    EXPECT_NEAR(meters(minutes(map, 'A', 'B')), 400, kNear);
    EXPECT_NEAR(meters(minutes(map, 'B', 'A')), 200 + 400 + 200, kNear);
    EXPECT_NEAR(meters(minutes(map, 'C', 'D')), 400, kNear);
    EXPECT_NEAR(meters(minutes(map, 'D', 'C')), 200 + 400 + 200, kNear);
}

TEST(StreetNetwork, ParallelStreetsAndLoopsAreKept) {
    StreetMap map(R"(A   B
                     .   .
                     D   C)",
                  100);
    map.way("AB", {{"highway", "residential"}})
        .way("ADCB",
             {{"highway", "residential"}}) // the longer way round, between the same crossings
        .way("BCB", {{"highway", "residential"}}); // out and back
    const StreetNetwork network = build(map);
    EXPECT_NEAR(meters(minutes(map, 'A', 'B')), 400, kNear);
    EXPECT_EQ(network.weak_components(), 1U);
    EXPECT_EQ(network.segments(), 5U); // AB, ADC, CB, and BC, CB of the last one
}

TEST(StreetNetwork, LoopStreetIsReachedBothWaysRound) {
    StreetMap map(R"(A   B   C
                     .   .   .
                         E   D)",
                  100);
    map.way("AB", {{"highway", "residential"}}).way("BCDEB", {{"highway", "residential"}});
    EXPECT_NEAR(meters(minutes(map, 'A', 'C')), 800, kNear);
    EXPECT_NEAR(meters(minutes(map, 'A', 'E')), 600, kNear);
    EXPECT_NEAR(meters(minutes(map, 'E', 'C')), 600, kNear); // along the loop, through B or D
}

TEST(StreetNetwork, BarriersCutOnlyWhereTheyStopTheTraveler) {
    for (const char* barrier : {"bollard", "gate"}) {
        StreetMap map(R"(A   B   C)", 100);
        map.way("ABC", {{"highway", "residential"}}).node('B', {{"barrier", barrier}});
        const bool passes = std::string(barrier) == "gate";
        EXPECT_EQ(std::isnan(minutes(map, 'A', 'C')), !passes) << barrier;
        const StreetNetwork network = build(map);
        EXPECT_EQ(network.barriers(), passes ? 0U : 1U);
        EXPECT_EQ(network.weak_components(), passes ? 1U : 2U);
    }
}

TEST(StreetNetwork, ForbiddenTurnIsGoneRound) {
    StreetMap map(R"(A   B   C
                     .   .   .
                     F   E   D)",
                  100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}})
        .way("BE", {{"highway", "residential"}})
        .way("CD", {{"highway", "residential"}})
        .way("DE", {{"highway", "residential"}});
    EXPECT_NEAR(meters(minutes(map, 'A', 'E')), 600, kNear);
    map.no_turn("AB", 'B', "BE");
    const StreetNetwork network = build(map);
    EXPECT_EQ(network.turns_forbidden(), 1U);
    // B -> C and back is 800 m, B -> C -> D -> E as well: both 400 m more than... 400 + 400 + 200 + 400
    // against 400 + 400 + 400 + 200 with a U-turn at C.
    EXPECT_NEAR(meters(minutes(map, 'A', 'E')), 1400, kNear);
    EXPECT_NEAR(meters(minutes(map, 'A', 'C')), 800, kNear);
    EXPECT_NEAR(meters(minutes(map, 'C', 'E')), 600, kNear); // from the other side it is allowed
    EXPECT_NEAR(meters(minutes(map, 'E', 'A')), 600, kNear); // and backwards
    EXPECT_EQ(network.weak_components(), 1U);
}

TEST(StreetNetwork, OnlyThisTurnForbidsTheOthers) {
    StreetMap map(R"(A   B   C
                     .   .   .
                     F   E   D)",
                  100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}})
        .way("BE", {{"highway", "residential"}});
    map.only_turn("AB", 'B', "BC");
    EXPECT_NEAR(meters(minutes(map, 'A', 'C')), 800, kNear);
    EXPECT_NEAR(meters(minutes(map, 'A', 'E')), 400 + 400 + 400 + 200, kNear); // turns round at C
}

TEST(StreetNetwork, TwoRulesAtOneCrossingAndTheWayRoundThem) {
    StreetMap map(R"(    N
                     .   .   .
                     A   B   C
                     .   .   .
                         S    )",
                  100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}})
        .way("BN", {{"highway", "residential"}})
        .way("BS", {{"highway", "residential"}});
    map.no_turn("AB", 'B', "BN").no_turn("AB", 'B', "BS");
    // From A the only exits left are C and the way back: turning round at C goes on to N and S.
    EXPECT_NEAR(meters(minutes(map, 'A', 'C')), 800, kNear);
    EXPECT_NEAR(meters(minutes(map, 'A', 'N')), 400 + 800 + 200, kNear);
    EXPECT_NEAR(meters(minutes(map, 'A', 'S')), 400 + 800 + 200, kNear);
    EXPECT_NEAR(meters(minutes(map, 'S', 'N')), 400, kNear);
}

TEST(StreetNetwork, RulesForOthersDoNotHold) {
    StreetMap map(R"(A   B
                     .   .
                         C)",
                  100);
    map.way("AB", {{"highway", "residential"}}).way("BC", {{"highway", "residential"}});
    map.no_turn("AB", 'B', "BC");
    EXPECT_TRUE(std::isnan(minutes(map, 'A', 'C')));
    map.streets.restrictions[0].except = "psv;motorcar";
    EXPECT_FALSE(std::isnan(minutes(map, 'A', 'C')));
}

TEST(StreetNetwork, JoinsTheStreetAndNotTheCrossing) {
    StreetMap map(R"(A         B)", 100);
    map.way("AB", {{"highway", "residential"}});
    const StreetNetwork network = build(map);
    const auto join = network.join(map.near('A', 250, 60));
    ASSERT_TRUE(join);
    EXPECT_NEAR(join->along, 0.25, 1e-4);
    EXPECT_NEAR(join->off_m, 60, 0.1);
    EXPECT_FALSE(network.join(map.near('A', 250, 501))); // profile: 500 m
    EXPECT_TRUE(network.join(map.near('A', 250, 499)));
}

TEST(StreetNetwork, NobodyLivesOnAMotorway) {
    StreetMap map(R"(A         B
                     C         D)",
                  100);
    map.way("AB", {{"highway", "motorway"}})
        .way("CD", {{"highway", "residential"}})
        .way("AC", {{"highway", "residential"}})
        .way("BD", {{"highway", "residential"}});
    const StreetNetwork network = build(map);
    const auto join = network.join(map.near('A', 500, 20));
    ASSERT_TRUE(join);
    EXPECT_EQ(network.class_names()[network.segment(join->segment).class_index], "residential");
}

TEST(StreetNetwork, PlacesAreNotJoinedToAnIslandOfStreet) {
    StreetMap map(R"(A         B
                     C D        )",
                  100);
    map.way("AB", {{"highway", "residential"}}).way("CD", {{"highway", "residential"}});
    TravelProfile profile = law_abiding_car();
    profile.island_m = 300; // CD has 200 m
    const StreetNetwork network = build(map, profile);
    EXPECT_EQ(network.components(), 2U);
    EXPECT_NEAR(network.component_m(0), 1000, kNear);
    const auto join = network.join(map.near('C', 50, 0));
    ASSERT_TRUE(join);
    EXPECT_EQ(join->segment, 0U);
    EXPECT_NEAR(join->off_m, 100, 1);
}

TEST(StreetNetwork, StreetsThatOnlyLeadAwayAreNotJoined) {
    StreetMap map(R"(A    B    C
                     D    E     )",
                  100);
    map.way("AB", {{"highway", "residential"}})
        .way("BE", {{"highway", "residential"}})
        .way("ED", {{"highway", "residential"}})
        .way("DA", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}, {"oneway", "yes"}}); // leaves the map
    const auto join = build(map).join(map.near('C', 0, 0));
    ASSERT_FALSE(join && join->off_m < 1) << "who drives to C never comes back";
}

TEST(StreetNetwork, SignalsAndSlowdownCostTime) {
    StreetMap map(R"(A    B    C)", 100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}})
        .node('B', {{"highway", "traffic_signals"}});
    TravelProfile profile = law_abiding_car();
    profile.signal_s = 6;
    EXPECT_NEAR(minutes(map, 'A', 'C', profile), (100 + 6) / 60.0, 0.002);
    EXPECT_NEAR(minutes(map, 'C', 'A', profile), (100 + 6) / 60.0, 0.002);
    profile.slowdown = 1.25;
    EXPECT_NEAR(minutes(map, 'A', 'C', profile), 106 * 1.25 / 60.0, 0.002);
}

TEST(StreetNetwork, FerryTakesItsDuration) {
    StreetMap map(R"(A   B         C   D)", 100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"route", "ferry"}, {"duration", "00:12"}})
        .way("CD", {{"highway", "residential"}});
    EXPECT_NEAR(minutes(map, 'A', 'D'), 12 + 80 / 60.0, 0.01);
}

TEST(StreetNetwork, NoOpenWayIsAnErrorThatSaysWhatWasDropped) {
    StreetMap map(R"(A   B   C)", 100);
    map.way("AB", {{"highway", "footway"}})
        .way("BC", {{"highway", "residential"}, {"access", "private"}});
    const std::string message = test::error_of([&] { build(map); });
    EXPECT_THAT(message, testing::HasSubstr("none of the 2 ways is open to profile \"car\""));
    EXPECT_THAT(message, testing::HasSubstr("1 "));
}

TEST(StreetNetwork, StatedLengthsReplaceThoseOfTheMap) {
    StreetMap map(R"(A   B)", 100);
    map.way("AB", {{"highway", "residential"}});
    map.streets.stated_m = {1000, 0};
    EXPECT_NEAR(meters(minutes(map, 'A', 'B')), 1000, 0.1);
}

} // namespace
} // namespace tractwise::access
