// SPDX-License-Identifier: Apache-2.0
#include "tests/support/street_map.hpp"

#include "engine/access/street_summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::access {
namespace {

using test::StreetMap;
using testing::ElementsAre;

TravelProfile town_car() {
    TravelProfile profile;
    profile.id = "car";
    profile.title = "By car";
    profile.classes = {{"residential", {.kmh = 36}}, {"primary", {.kmh = 72}}};
    profile.oneway_keys = {"oneway"};
    profile.access_keys = {"access"};
    profile.closed_values = {"no"};
    profile.barriers_stop = true;
    profile.turn_restrictions = true;
    profile.island_m = 500;
    return profile;
}

// A square of primary streets with a dead end, a street that only leads away from it, an island,
// and two ways that no car may use. One cell is 100 m.
StreetMap town() {
    StreetMap map(R"(A . . . B . . C

                     . . . . . . . .

                     D . . . E . . F

                     . . . . . . . .

                     G . H . I . . J)",
                  100);
    map.way("ABEDA", {{"highway", "primary"}});
    map.way("BC", {{"highway", "residential"}});
    map.way("EF", {{"highway", "residential"}, {"oneway", "yes"}});
    map.way("GH", {{"highway", "residential"}});
    map.way("IJ", {{"highway", "footway"}});
    map.way("DG", {{"highway", "residential"}, {"access", "no"}});
    return map;
}

constexpr double kOneMeter = 1;

TEST(StreetSummary, CountsStreetByClassPieceAndReason) {
    const StreetMap map = town();
    Diagnostics diagnostics;
    const StreetNetwork network = StreetNetwork::build(map.streets, town_car(), diagnostics);
    const StreetSummary summary = summarize(network);
    EXPECT_EQ(summary.profile, "car");
    EXPECT_EQ(summary.title, "By car");
    EXPECT_EQ(summary.segments, network.segments());
    EXPECT_EQ(summary.nodes, network.nodes());
    EXPECT_EQ(summary.arcs, network.arcs());

    double meters = 0;
    for (std::size_t s = 0; s < network.segments(); ++s)
        meters += network.segment(s).meters;
    EXPECT_NEAR(summary.meters, meters, kOneMeter);

    EXPECT_EQ(summary.pieces, 2U); // the square with BC, and GH; F alone has no street
    EXPECT_EQ(summary.islands, 1U);
    EXPECT_DOUBLE_EQ(summary.island_limit_m, 500);
    EXPECT_NEAR(summary.largest_m + summary.islands_m + summary.between_m, summary.meters,
                kOneMeter);
    EXPECT_NEAR(summary.between_m, summary.one_way_m, kOneMeter); // EF leads out and not back

    ASSERT_EQ(summary.classes.size(), 2U);
    const StreetSummary::Class& primary = summary.classes[0];
    EXPECT_EQ(primary.name, "primary");
    EXPECT_NEAR(primary.mean_kmh, 72, 0.1);
    EXPECT_NEAR(primary.low_kmh, 72, 0.1);
    EXPECT_NEAR(primary.high_kmh, 72, 0.1);
    EXPECT_DOUBLE_EQ(primary.one_way_m, 0);
    const StreetSummary::Class& residential = summary.classes[1];
    EXPECT_EQ(residential.name, "residential");
    EXPECT_EQ(residential.segments, 3U);
    EXPECT_NEAR(residential.one_way_m, summary.one_way_m, kOneMeter);
    EXPECT_NEAR(primary.meters + residential.meters, summary.meters, kOneMeter);

    ASSERT_EQ(summary.dropped.size(), 2U);
    for (const auto& dropped : summary.dropped) {
        EXPECT_EQ(dropped.ways, 1U) << dropped.reason;
        EXPECT_GT(dropped.meters, 0) << dropped.reason;
    }
}

TEST(StreetSummary, SpeedsAreThoseTraveledWithASlowerAndAFasterTail) {
    StreetMap map(R"(A . . . . . . . . . . . . . . . . . . . B C)", 100);
    map.way("AB", {{"highway", "residential"}, {"maxspeed", "36"}});
    map.way("BC", {{"highway", "residential"}, {"maxspeed", "18"}});
    TravelProfile profile = town_car();
    profile.maxspeed_keys = {"maxspeed"};
    Diagnostics diagnostics;
    const StreetSummary summary =
        summarize(StreetNetwork::build(map.streets, profile, diagnostics));
    ASSERT_EQ(summary.classes.size(), 1U);
    const StreetSummary::Class& residential = summary.classes[0];
    EXPECT_NEAR(residential.high_kmh, 36, 0.1);
    // AB is 20 times as long as BC: a 21st of the length is slower, less than a 20th.
    EXPECT_NEAR(residential.mean_kmh, 21 / (20.0 / 36 + 1.0 / 18), 0.2);
    EXPECT_NEAR(residential.low_kmh, 36, 0.1);
}

TEST(StreetSummary, TurnsAndBarriersInForceAreCounted) {
    StreetMap map(R"(A . B . C
                     . . . . .
                     D . E . F)",
                  100);
    map.way("AB", {{"highway", "residential"}});
    map.way("BC", {{"highway", "residential"}});
    map.way("BE", {{"highway", "residential"}});
    map.way("DEF", {{"highway", "residential"}});
    map.node('F', {{"barrier", "bollard"}});
    map.no_turn("AB", 'B', "BE");
    Diagnostics diagnostics;
    const StreetNetwork network = StreetNetwork::build(map.streets, town_car(), diagnostics);
    const StreetSummary summary = summarize(network);
    EXPECT_EQ(summary.turns_forbidden, network.turns_forbidden());
    EXPECT_EQ(summary.turns_forbidden, 1U);
    EXPECT_EQ(summary.barriers, network.barriers());
}

TEST(StreetLayer, HasALineASegmentWithMinutesBothWays) {
    const StreetMap map = town();
    Diagnostics diagnostics;
    const StreetNetwork network = StreetNetwork::build(map.streets, town_car(), diagnostics);
    const StreetLayer layer = street_layer(network);
    ASSERT_EQ(layer.lines.size(), network.segments());
    ASSERT_EQ(layer.table.rows(), network.segments());
    std::vector<std::string> names;
    for (const io::OutColumn& column : layer.table.columns)
        names.push_back(column.name);
    EXPECT_THAT(names, ElementsAre("id", "class", "name", "forward_min", "backward_min", "metres",
                                   "piece"));
    const auto numbers = [&](std::size_t c) {
        return std::get<std::vector<double>>(layer.table.columns[c].values);
    };
    const auto classes = std::get<std::vector<std::string>>(layer.table.columns[1].values);
    std::size_t closed = 0, between = 0;
    for (std::size_t s = 0; s < network.segments(); ++s) {
        const double meters = numbers(5)[s];
        const double forward = numbers(3)[s], backward = numbers(4)[s];
        const double meters_a_minute = classes[s] == "primary" ? 1200 : 600;
        EXPECT_NEAR(std::isnan(forward) ? backward : forward, meters / meters_a_minute, 0.001);
        closed += std::isnan(forward) || std::isnan(backward);
        between += std::isnan(numbers(6)[s]);
    }
    EXPECT_EQ(closed, 1U); // EF
    EXPECT_EQ(between, 1U);
    EXPECT_EQ(layer.lines.line(0).size(), network.shape(0).size());
}

} // namespace
} // namespace tractwise::access
