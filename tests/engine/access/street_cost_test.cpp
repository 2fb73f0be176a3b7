// SPDX-License-Identifier: Apache-2.0
#include "tests/support/street_map.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tractwise::access {
namespace {

using test::StreetMap;

/// 36 km/h: 10 m a second, 600 m a minute; on foot 3.6 km/h: 60 m a minute.
TravelProfile car_joining_within_300_m() {
    TravelProfile profile;
    profile.id = "car";
    profile.classes["residential"] = {.kmh = 36};
    profile.oneway_keys = {"oneway"};
    profile.access_kmh = 3.6;
    profile.island_m = 0;
    profile.join_limit_m = 300;
    return profile;
}

StreetCost cost_on(const StreetMap& map) {
    Diagnostics diagnostics;
    return StreetCost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(map.streets, car_joining_within_300_m(), diagnostics)));
}

/// A ring of one-way streets: round it is the only way.
StreetMap ring() {
    StreetMap map(R"(A         B
                     D         C)",
                  100);
    map.way("AB", {{"highway", "residential"}, {"oneway", "yes"}})
        .way("BC", {{"highway", "residential"}, {"oneway", "yes"}})
        .way("CD", {{"highway", "residential"}, {"oneway", "yes"}})
        .way("DA", {{"highway", "residential"}, {"oneway", "yes"}});
    return map;
}

double one(const StreetCost& cost, geo::LonLat from, geo::LonLat to, Direction direction) {
    const geo::LonLat a[] = {from}, b[] = {to};
    Diagnostics diagnostics;
    const CostMatrix m =
        cost.matrix({a, {}, "homes"}, {b, {}, "clinics"}, {.direction = direction}, diagnostics);
    const NearestCosts near =
        cost.nearest({a, {}, "homes"}, {b, {}, "clinics"}, {.direction = direction}, diagnostics);
    if (m.pairs() == 0) {
        EXPECT_TRUE(std::isnan(near.cost[0]));
        return std::nan("");
    }
    EXPECT_EQ(near.cost[0], m.row_costs(0)[0]);
    EXPECT_EQ(near.meters[0], static_cast<double>(m.row_meters(0)[0]));
    return near.cost[0];
}

TEST(StreetCost, ItsDescriptionIsASentenceForAnyProfile) {
    const auto described = [](const char* id, const char* title) {
        StreetMap map("A  B", 100);
        map.way("AB", {{"highway", "residential"}});
        TravelProfile profile = car_joining_within_300_m();
        profile.id = id;
        profile.title = title;
        Diagnostics diagnostics;
        return StreetCost(std::make_shared<const StreetNetwork>(
                              StreetNetwork::build(map.streets, profile, diagnostics)))
            .describe();
    };
    EXPECT_EQ(described("drive", "Driving"), "driving time by street (drive)");
    EXPECT_EQ(described("rush_hour", "Driving in the rush hour"),
              "travel time by street, Driving in the rush hour (rush_hour)");
    EXPECT_EQ(described("van", "van"), "travel time by street (van)");
    EXPECT_EQ(described("van", ""), "travel time by street (van)");
}

TEST(StreetCost, ThereAndBackDifferOnOneWayStreets) {
    const StreetMap map = ring();
    const StreetCost cost = cost_on(map);
    const geo::LonLat home = map.near('A', 200, 0), clinic = map.near('A', 800, 0);
    EXPECT_NEAR(one(cost, home, clinic, Direction::ToDestination), 1.0, 0.01); // 600 m
    EXPECT_NEAR(one(cost, home, clinic, Direction::FromDestination), 1600 / 600.0,
                0.01); // round the ring
    EXPECT_NEAR(one(cost, clinic, home, Direction::ToDestination), 1600 / 600.0, 0.01);
}

TEST(StreetCost, WalkToTheStreetCounts) {
    const StreetMap map = ring();
    const StreetCost cost = cost_on(map);
    const geo::LonLat home = map.near('A', 200, 120), clinic = map.near('A', 800, 60);
    EXPECT_NEAR(one(cost, home, clinic, Direction::ToDestination), 1.0 + 2 + 1, 0.01);
}

TEST(StreetCost, AHouseAtACornerFacesBothStreets) {
    // The one-way street comes first and would lead the wrong way round.
    for (const bool swapped : {false, true}) {
        StreetMap map(R"(A         B
                         D         C)",
                      100);
        if (swapped)
            map.way("AB", {{"highway", "residential"}});
        map.way("BC", {{"highway", "residential"}, {"oneway", "yes"}});
        if (!swapped)
            map.way("AB", {{"highway", "residential"}});
        map.way("CD", {{"highway", "residential"}}).way("DA", {{"highway", "residential"}});
        const StreetCost cost = cost_on(map);
        const geo::LonLat corner = map.near('B', 12, 9), shop = map.near('A', 400, 0);
        EXPECT_NEAR(one(cost, corner, shop, Direction::ToDestination), 15 / 60.0 + 1, 0.01);
        EXPECT_NEAR(one(cost, shop, corner, Direction::ToDestination), 15 / 60.0 + 1, 0.01);
        EXPECT_NEAR(one(cost, corner, shop, Direction::FromDestination), 15 / 60.0 + 1, 0.01);
    }
}

TEST(StreetCost, WhoMayNotTurnStillArrivesAtTheCorner) {
    StreetMap map(R"(A         B
                     .         C)",
                  100);
    map.way("AB", {{"highway", "residential"}}).way("BC", {{"highway", "residential"}});
    map.no_turn("AB", 'B', "BC");
    TravelProfile profile = car_joining_within_300_m();
    profile.turn_restrictions = true;
    Diagnostics diagnostics;
    const StreetCost cost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(map.streets, profile, diagnostics)));
    // The corner house is joined to BC; who comes by AB walks the last steps.
    EXPECT_NEAR(one(cost, map.place('A'), map.near('B', 6, -10), Direction::ToDestination),
                1000 / 600.0 + 16 / 60.0, 0.02);
}

TEST(StreetCost, SamePlaceIsNoTripAtAll) {
    const StreetMap map = ring();
    const geo::LonLat here = map.near('A', 500, 0);
    EXPECT_EQ(one(cost_on(map), here, here, Direction::ToDestination), 0);
}

TEST(StreetCost, LimitIsInclusiveAndTooFarFromStreetsIsAFinding) {
    StreetMap map(R"(A         B)", 100);
    map.way("AB", {{"highway", "residential"}});
    map.streets.stated_m = {1200, 0}; // exactly 2 minutes
    const StreetCost cost = cost_on(map);
    const std::vector<geo::LonLat> homes{
        map.place('A'), map.near('A', 0, 5000), {std::nan(""), std::nan("")}};
    const std::vector<std::string> ids{"first", "lake", "nowhere"};
    const geo::LonLat clinics[] = {map.place('B')};
    Diagnostics diagnostics;
    const auto at = [&](double limit) {
        return cost
            .matrix({homes, ids, "homes"}, {clinics, {}, "clinics"}, {.limit = limit}, diagnostics)
            .pairs();
    };
    EXPECT_EQ(at(2), 1U);
    EXPECT_EQ(at(1.999), 0U);
    ASSERT_EQ(diagnostics.findings().size(), 1U);
    EXPECT_EQ(diagnostics.findings()[0].code, "far-from-streets");
    EXPECT_EQ(diagnostics.findings()[0].examples.front(), "lake");
}

/// A town of 20 x 20 crossings with some one-way streets, and places scattered over it.
struct Town {
    Town() {
        std::mt19937_64 random(11);
        constexpr int kSide = 20;
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                streets.place.push_back({-97 + x * 0.002 + jitter(random), 39 + y * 0.002});
                streets.node_id.push_back(y * kSide + x);
            }
        const auto street = [&](int a, int b) {
            if (random() % 10 == 0)
                return; // a gap
            streets.way_id.push_back(static_cast<std::int64_t>(streets.ways()));
            streets.way_node.push_back(static_cast<std::uint32_t>(a));
            streets.way_node.push_back(static_cast<std::uint32_t>(b));
            streets.way_first.push_back(streets.way_node.size());
            streets.way_tags.begin_item();
            streets.way_tags.add("highway", "residential");
            if (random() % 4 == 0)
                streets.way_tags.add("oneway", random() % 2 == 0 ? "yes" : "-1");
        };
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                if (x + 1 < kSide)
                    street(y * kSide + x, y * kSide + x + 1);
                if (y + 1 < kSide)
                    street(y * kSide + x, (y + 1) * kSide + x);
            }
        for (int i = 0; i < 150; ++i)
            homes.push_back(anywhere(random));
        for (int i = 0; i < 12; ++i)
            clinics.push_back(anywhere(random));
        clinics.push_back(clinics.front()); // two at one address
    }
    static double jitter(std::mt19937_64& random) {
        return std::uniform_real_distribution<double>(-2e-4, 2e-4)(random);
    }
    static geo::LonLat anywhere(std::mt19937_64& random) {
        std::uniform_real_distribution<double> at(0, 0.038);
        return {-97 + at(random), 39 + at(random)};
    }
    io::StreetData streets;
    std::vector<geo::LonLat> homes, clinics;
};

TEST(StreetCost, SearchesFromEitherSideAgree) {
    const Town town;
    Diagnostics diagnostics;
    const StreetCost cost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(town.streets, car_joining_within_300_m(), diagnostics)));
    const Places homes{town.homes, {}, "homes"}, clinics{town.clinics, {}, "clinics"};
    // Many homes to few clinics searches from the clinics; few to many from the other side.
    const CostMatrix there = cost.matrix(homes, clinics, {.limit = 4}, diagnostics);
    const CostMatrix back =
        cost.matrix(clinics, homes, {.limit = 4, .direction = Direction::FromDestination},
                    diagnostics)
            .transposed();
    ASSERT_GT(there.pairs(), 300U);
    ASSERT_EQ(there.pairs(), back.pairs());
    for (std::size_t i = 0; i < there.origins(); ++i)
        for (std::size_t k = 0; k < there.row(i).size(); ++k) {
            EXPECT_EQ(there.row_destinations(i)[k], back.row_destinations(i)[k]);
            EXPECT_EQ(there.row_costs(i)[k], back.row_costs(i)[k]);
            EXPECT_NEAR(there.row_meters(i)[k], back.row_meters(i)[k], 0.01);
        }
}

TEST(StreetCost, NearestIsTheSmallestOfTheMatrix) {
    const Town town;
    Diagnostics diagnostics;
    const StreetCost cost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(town.streets, car_joining_within_300_m(), diagnostics)));
    const Places homes{town.homes, {}, "homes"}, clinics{town.clinics, {}, "clinics"};
    for (const Direction direction : {Direction::ToDestination, Direction::FromDestination}) {
        const CostMatrix all = cost.matrix(homes, clinics, {.direction = direction}, diagnostics);
        const NearestCosts near =
            cost.nearest(homes, clinics, {.direction = direction}, diagnostics);
        for (std::size_t i = 0; i < all.origins(); ++i) {
            double best = std::numeric_limits<double>::infinity();
            std::uint32_t at = NearestCosts::kNone;
            for (const auto entry : all.row(i))
                if (entry.cost < best) {
                    best = entry.cost;
                    at = entry.destination;
                }
            EXPECT_EQ(near.destination[i], at);
            if (at != NearestCosts::kNone) {
                EXPECT_EQ(near.cost[i], best);
            }
        }
    }
}

TEST(StreetCost, OneThreadEqualsMany) {
    const Town town;
    Diagnostics diagnostics;
    const StreetCost cost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(town.streets, car_joining_within_300_m(), diagnostics)));
    const Places homes{town.homes, {}, "homes"}, clinics{town.clinics, {}, "clinics"};
    const CostMatrix many = cost.matrix(homes, clinics, {.limit = 5}, diagnostics);
    set_thread_limit(1);
    const CostMatrix single = cost.matrix(homes, clinics, {.limit = 5}, diagnostics);
    set_thread_limit(4);
    ASSERT_EQ(many.pairs(), single.pairs());
    for (std::size_t i = 0; i < many.origins(); ++i)
        for (std::size_t k = 0; k < many.row(i).size(); ++k)
            EXPECT_EQ(many.row_costs(i)[k], single.row_costs(i)[k]);
}

TEST(StreetCost, StopsWhenAsked) {
    const Town town;
    Diagnostics diagnostics;
    const StreetCost cost(std::make_shared<const StreetNetwork>(
        StreetNetwork::build(town.streets, car_joining_within_300_m(), diagnostics)));
    std::stop_source stop;
    stop.request_stop();
    const Progress progress{{}, stop.get_token()};
    EXPECT_THROW(
        cost.matrix({town.homes, {}, ""}, {town.clinics, {}, ""}, {}, diagnostics, progress),
        Error);
    EXPECT_THROW(
        cost.nearest({town.homes, {}, ""}, {town.clinics, {}, ""}, {}, diagnostics, progress),
        Error);
}

TEST(ReachedStreets, EndWhereTheTimeEnds) {
    StreetMap map(R"(A         B         C)", 100);
    map.way("AB", {{"highway", "residential"}})
        .way("BC", {{"highway", "residential"}, {"oneway", "yes"}});
    Diagnostics diagnostics;
    const StreetNetwork network =
        StreetNetwork::build(map.streets, car_joining_within_300_m(), diagnostics);
    // From 500 m along AB, one minute is 600 m: 500 m back to A, 500 m on to B and 100 m of BC.
    const auto out =
        reached_streets(network, map.near('A', 500, 0), 1.0, Direction::FromDestination);
    double on_ab = 0, on_bc = 0;
    for (const ReachedStretch& s : out) {
        const double meters = (s.to - s.from) * network.segment(s.segment).meters;
        (s.segment == 0 ? on_ab : on_bc) += meters;
    }
    // Both halves of AB, and the 10 seconds left at A and at B spent in turning back.
    EXPECT_NEAR(on_ab, 500 + 500 + 100 + 100, 2);
    EXPECT_NEAR(on_bc, 100, 1);
    // Towards the clinic nobody comes from C.
    const auto in = reached_streets(network, map.near('A', 500, 0), 1.0, Direction::ToDestination);
    for (const ReachedStretch& s : in)
        EXPECT_EQ(s.segment, 0U);
}

} // namespace
} // namespace tractwise::access
