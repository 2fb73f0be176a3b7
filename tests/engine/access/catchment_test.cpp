// SPDX-License-Identifier: Apache-2.0
#include "engine/access/catchment_layers.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/validity.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/street_map.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numbers>
#include <random>

namespace tractwise::access {
namespace {

using test::StreetMap;
using testing::HasSubstr;

/// 36 km/h: 600 m a minute.
TravelProfile car_joining_within_500_m() {
    TravelProfile profile;
    profile.id = "car";
    profile.classes = {{"residential", {.kmh = 36}}};
    profile.oneway_keys = {"oneway"};
    profile.access_kmh = 3.6;
    profile.join_limit_m = 500;
    profile.island_m = 0;
    return profile;
}

StreetNetwork network_of(const StreetMap& map) {
    Diagnostics diagnostics;
    return StreetNetwork::build(map.streets, car_joining_within_500_m(), diagnostics);
}

Catchments around(const StreetNetwork& network, std::vector<geo::LonLat> clinics,
                  const CatchmentOptions& options) {
    Diagnostics diagnostics;
    const Catchments made = catchments(network, {clinics, {}, "clinics"}, options, diagnostics);
    geo::PolygonSet copy = made.shapes;
    EXPECT_TRUE(geo::repair(copy).empty()) << "not valid";
    EXPECT_EQ(made.areas.size(), made.shapes.size());
    EXPECT_EQ(made.stretches.size(), made.lines.size());
    return made;
}

double length_m(std::span<const geo::LonLat> line) {
    double meters = 0;
    for (std::size_t i = 1; i < line.size(); ++i)
        meters += geo::geodesic_m(line[i - 1], line[i]);
    return meters;
}

/// Meters of street within `limit` of one facility.
double street_m(const Catchments& made, std::uint32_t facility, double limit) {
    double meters = 0;
    for (std::size_t i = 0; i < made.stretches.size(); ++i)
        if (made.stretches[i].facility == facility && made.stretches[i].limit <= limit)
            meters += length_m(made.lines.line(i));
    return meters;
}

bool inside(const Catchments& made, std::size_t area, geo::LonLat place) {
    geo::PolygonSet one;
    one.append(made.shapes, area);
    return geo::PointLocator(one).locate(place) != geo::PointLocator::kOutside;
}

StreetMap main_street(StreetMap::Tags tags = {{"highway", "residential"}}) {
    StreetMap map("A     B     C     D     E", 100); // 600 m from letter to letter
    map.way("ABCDE", tags);
    return map;
}

TEST(Catchment, AStreetIsReachedAsFarAsTheMinutesGo) {
    const StreetMap map = main_street();
    const Catchments made = around(network_of(map), {map.place('A')}, {.limits = {2, 1}});
    ASSERT_EQ(made.areas.size(), 2U);
    EXPECT_EQ(made.areas[0].limit, 1);
    EXPECT_EQ(made.areas[1].limit, 2);
    EXPECT_NEAR(street_m(made, 0, 1), 600, 3);
    EXPECT_NEAR(street_m(made, 0, 2), 1200, 3);
    for (std::size_t i = 0; i < made.stretches.size(); ++i) {
        const Catchments::Stretch& s = made.stretches[i];
        const double slow = std::max(s.from_minutes, s.to_minutes);
        EXPECT_LE(slow, s.limit + 1e-6);
        EXPECT_NEAR(std::abs(s.to_minutes - s.from_minutes), length_m(made.lines.line(i)) / 600,
                    0.001);
    }
    EXPECT_TRUE(inside(made, 0, map.near('A', 650, 50)));
    EXPECT_FALSE(inside(made, 0, map.near('A', 720, 0)));
    EXPECT_TRUE(inside(made, 1, map.near('A', 1250, -50)));
    EXPECT_FALSE(inside(made, 1, map.near('A', 900, 120)));
    const double area = 2 * 100 * 1200 + std::numbers::pi * 100 * 100;
    EXPECT_NEAR(geo::area_m2(made.shapes, 1), area, 0.02 * area);
}

TEST(Catchment, AWiderAreaHoldsTheNarrowerOne) {
    StreetMap map(R"(A     B     C
                     .     .     .
                     .     .     .
                     .     .     .
                     D     E     F)",
                  100);
    for (const char* way : {"AB", "BC", "DE", "EF", "AD", "BE", "CF"})
        map.way(way, {{"highway", "residential"}});
    const Catchments made = around(network_of(map), {map.place('A')}, {.limits = {0.5, 1, 1.5, 2}});
    for (std::size_t a = 1; a < made.areas.size(); ++a) {
        EXPECT_GT(geo::area_m2(made.shapes, a), geo::area_m2(made.shapes, a - 1));
        EXPECT_TRUE(inside(made, a, map.place('A')));
        for (const std::size_t r : made.shapes.rings_of(a - 1))
            for (const geo::LonLat p : made.shapes.ring(r)) {
                bool near = inside(made, a, p);
                for (const auto& [east, north] : {std::pair{4, 0}, {-4, 0}, {0, 4}, {0, -4}})
                    near = near ||
                           inside(made, a, {p.lon + east / 86'000.0, p.lat + north / 111'000.0});
                EXPECT_TRUE(near) << "a corner of ring " << a - 1;
            }
    }
}

TEST(Catchment, AStreetReachedFromBothEndsCountsOnceWithItsEarliestMinutes) {
    StreetMap map(R"(A     B
                     .     .
                     .     .
                     .     .
                     .     .
                     .     .
                     C     D)",
                  100);
    for (const char* way : {"AB", "BD", "DC", "CA"})
        map.way(way, {{"highway", "residential"}});
    const Catchments made = around(network_of(map), {map.place('A')}, {.limits = {10}});
    double around_m = 0, latest = 0;
    for (const char* way : {"AB", "BD", "DC", "CA"})
        around_m += geo::geodesic_m(map.place(way[0]), map.place(way[1]));
    for (const Catchments::Stretch& s : made.stretches)
        latest = std::max({latest, s.from_minutes, s.to_minutes});
    EXPECT_NEAR(street_m(made, 0, 10), around_m, 1);
    EXPECT_NEAR(latest, around_m / 2 / 600, 0.01);
}

TEST(Catchment, OneWayStreetsDifferByDirection) {
    StreetMap map(R"(A     B
                     .     .
                     .     .
                     .     .
                     .     .
                     .     .
                     C     D)",
                  100);
    for (const char* way : {"AB", "BD", "DC", "CA"}) // clockwise only
        map.way(way, {{"highway", "residential"}, {"oneway", "yes"}});
    const StreetNetwork network = network_of(map);
    const auto reach = [&](Direction direction) {
        return around(network, {map.place('A')}, {.limits = {1}, .direction = direction});
    };
    const Catchments to = reach(Direction::ToDestination), from = reach(Direction::FromDestination);
    EXPECT_TRUE(inside(to, 0, map.place('C')));
    EXPECT_FALSE(inside(to, 0, map.place('B')));
    EXPECT_FALSE(inside(from, 0, map.place('C')));
    EXPECT_TRUE(inside(from, 0, map.place('B')));
}

TEST(Catchment, TheWayToTheStreetIsPartOfTheArea) {
    const StreetMap map = main_street();
    // 60 m a minute on foot: 180 m are 3 minutes, 2 are left
    const geo::LonLat clinic = map.near('C', 0, 180);
    const Catchments made = around(network_of(map), {clinic}, {.limits = {2, 5}, .buffer_m = 50});
    EXPECT_TRUE(made.shapes.shape_empty(0));
    EXPECT_TRUE(inside(made, 1, clinic));
    EXPECT_NEAR(street_m(made, 0, 5), 2400, 10);
}

TEST(Catchment, AFacilityWithoutAStreetIsAFinding) {
    const StreetMap map = main_street();
    const std::vector<geo::LonLat> clinics{
        map.place('A'), map.near('A', 0, 5000), {std::nan(""), std::nan("")}};
    const std::vector<std::string> ids{"town", "hut", "nowhere"};
    Diagnostics diagnostics;
    const StreetNetwork network = network_of(map);
    const Catchments made =
        catchments(network, {clinics, ids, "clinics"}, {.limits = {1, 2}}, diagnostics);
    ASSERT_EQ(made.areas.size(), 6U);
    for (std::size_t a = 0; a < 6; ++a)
        EXPECT_EQ(made.shapes.shape_empty(a), a >= 2);
    ASSERT_EQ(diagnostics.findings().size(), 1U);
    EXPECT_EQ(diagnostics.findings()[0].count, 2U);
    EXPECT_THAT(diagnostics.findings()[0].examples, testing::ElementsAre("hut", "nowhere"));
}

TEST(Catchment, IsTheSameWithOneThreadAndWithMany) {
    const StreetMap map = main_street();
    const StreetNetwork network = network_of(map);
    const std::vector<geo::LonLat> clinics{map.place('A'), map.place('C'), map.near('D', 30, 20)};
    const auto same = [](std::span<const geo::LonLat> a, std::span<const geo::LonLat> b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    };
    const Catchments many = around(network, clinics, {.limits = {1, 3}});
    const std::size_t threads = thread_count();
    set_thread_limit(1);
    const Catchments one = around(network, clinics, {.limits = {1, 3}});
    set_thread_limit(threads);
    EXPECT_TRUE(same(many.shapes.vertices(), one.shapes.vertices()));
    EXPECT_TRUE(same(many.lines.vertices(), one.lines.vertices()));
}

TEST(Catchment, StraightOnesAreCircles) {
    const std::vector<geo::LonLat> clinics{{-84.5, 39}, {std::nan(""), 0}};
    Diagnostics diagnostics;
    const Catchments made =
        straight_catchments({clinics, {}, "clinics"}, {.limits = {5000, 1000}}, diagnostics);
    ASSERT_EQ(made.areas.size(), 4U);
    EXPECT_EQ(made.unit, CostUnit::Meters);
    EXPECT_EQ(made.areas[0].limit, 1000);
    for (const geo::LonLat p : made.shapes.ring(*made.shapes.rings_of(1).begin()))
        EXPECT_NEAR(geo::geodesic_m(clinics[0], p), 5000, 1e-3);
    EXPECT_TRUE(made.shapes.shape_empty(2));
    EXPECT_EQ(diagnostics.findings().size(), 1U);
}

// Two circles of 1 km: 4 km apart both count; at one place they are one; 1 km apart they share the
// lens of 2 acos(d / 2r) - (d / 2r) sqrt(4 - (d / r)^2) = 1.2284 km2, leaving 5.0548 of 6.2832.
TEST(Catchment, TogetherCountsWhatSeveralReachOnce) {
    const double km = 180 / (std::numbers::pi * 6367.4); // degrees of latitude near 39
    const auto together = [&](std::vector<geo::LonLat> clinics) {
        const Places places{clinics, {}, "clinics"};
        const CatchmentOptions options{.limits = {2000, 1000}};
        Diagnostics diagnostics;
        Catchments made = straight_catchments(places, options, diagnostics);
        add_together(made, places, options);
        EXPECT_EQ(made.areas.size(), 2 * (clinics.size() + 1));
        EXPECT_EQ(made.shapes.size(), made.areas.size());
        const Catchments::Area& last = made.areas[2 * clinics.size()];
        EXPECT_EQ(last.facility, Catchments::Area::kTogether);
        EXPECT_EQ(last.limit, 1000);
        EXPECT_NEAR(last.km2, geo::area_m2(made.shapes, 2 * clinics.size()) / 1e6, 1e-12);
        return last.km2;
    };
    const geo::LonLat here{-84.5, 39}, near{-84.5, 39 + km}, far{-84.5, 39 + 4 * km};
    const geo::LonLat nowhere{std::nan(""), 39};
    // The outline around several is drawn on a grid: 1.2 % less.
    EXPECT_NEAR(together({here, far}), 6.2832, 0.015 * 6.2832);
    EXPECT_NEAR(together({here, here}), 3.1416, 0.015 * 3.1416);
    EXPECT_NEAR(together({here, near}), 5.0548, 0.015 * 5.0548);
    EXPECT_NEAR(together({nowhere, here}), 3.1416, 0.001);
    EXPECT_NEAR(together({here}), 3.1416, 0.001);
    EXPECT_EQ(together({nowhere, nowhere}), 0);
    EXPECT_NEAR(together({{179.99, 0}, {-179.99, 0}}), together({{9.99, 0}, {10.01, 0}}), 1e-3)
        << "across the antimeridian";
}

TEST(Catchment, TogetherAlongOneStreetIsOneArea) {
    const StreetMap map = main_street(); // A and C reach a minute of street each: A-B, B-C, C-D
    const std::vector<geo::LonLat> clinics{map.place('A'), map.place('C')};
    const Places places{clinics, {}, "clinics"};
    const StreetNetwork network = network_of(map);
    const CatchmentOptions options{.limits = {1}};
    Diagnostics diagnostics;
    Catchments made = catchments(network, places, options, diagnostics);
    add_together(made, places, options);
    ASSERT_EQ(made.areas.size(), 3U);
    EXPECT_EQ(made.shapes.parts_of(2).size(), 1U);
    for (const char at : {'A', 'B', 'C', 'D'})
        EXPECT_TRUE(inside(made, 2, map.place(at))) << at;
    EXPECT_FALSE(inside(made, 2, map.place('E')));
    // 1.8 km of street 200 m wide with a round end at either side.
    EXPECT_NEAR(made.areas[2].km2, 1.8 * 0.2 + std::numbers::pi * 0.01, 0.01);
    // One facility: its own area.
    const Places one{std::span(clinics).first(1), {}, "clinics"};
    Catchments alone = catchments(network, one, options, diagnostics);
    add_together(alone, one, options);
    EXPECT_EQ(alone.areas[1].km2, alone.areas[0].km2);
}

TEST(Catchment, LimitsMustBeAboveZero) {
    Diagnostics diagnostics;
    const auto with = [&](std::vector<double> limits) {
        return test::error_of([&] {
            straight_catchments({{}, {}, "clinics"}, {.limits = limits}, diagnostics);
        });
    };
    EXPECT_THAT(with({}), HasSubstr("needs a limit"));
    EXPECT_THAT(with({10, 0}), HasSubstr("a catchment of 0 has no size"));
    EXPECT_THAT(with({std::nan("")}), HasSubstr("no size"));
}

// Three homes (rows) and two clinics (columns), minutes:
//            clinic 0  clinic 1    people  without a car
//   home 0      5         12         100        10
//   home 1     10          -          40       NaN
//   home 2      -          -           7         7
CostMatrix small_costs(double limit = 30) {
    return CostMatrix::from_pairs(CostUnit::Minutes, limit, 3, 2,
                                  {{0, 0, 5}, {0, 1, 12}, {1, 0, 10}});
}
const std::vector<double> kPeopleAtHomes{100, 40, 7};
const std::vector<double> kNoCar{10, std::nan(""), 7};
std::vector<PeopleGroup> groups() {
    return {{"people", "all people", kPeopleAtHomes}, {"no_car", "without a car", kNoCar}};
}

TEST(PeopleReached, CountsEachFacilityAndTheUnionByHand) {
    const std::vector<double> limits{20, 10};
    const PeopleReached reached = people_reached(small_costs(), limits, groups());
    EXPECT_THAT(reached.limits, testing::ElementsAre(10, 20));
    EXPECT_THAT(reached.total, testing::ElementsAre(147, 17));
    EXPECT_EQ(reached.of(0, 0, 0), 140) << "a cost at the limit is within";
    EXPECT_EQ(reached.of(0, 0, 1), 10);
    EXPECT_EQ(reached.of(1, 0, 0), 0);
    EXPECT_EQ(reached.of(1, 1, 0), 100);
    EXPECT_EQ(reached.of_any(0, 0), 140);
    EXPECT_EQ(reached.of_any(1, 0), 140) << "each person once";
    EXPECT_EQ(reached.of_any(1, 1), 10);
    EXPECT_EQ(reached.beyond(1, 0), 7);
    EXPECT_EQ(reached.beyond(1, 1), 7);
}

TEST(PeopleReached, AgreesWithBruteForce) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> cost(0, 60), people(0, 50);
    std::vector<CostMatrix::Pair> pairs;
    std::vector<double> homes;
    for (std::uint32_t i = 0; i < 200; ++i) {
        homes.push_back(people(random));
        for (std::uint32_t j = 0; j < 7; ++j)
            if (random() % 3 != 0)
                pairs.push_back({i, j, cost(random)});
    }
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, 60, 200, 7, pairs);
    const std::vector<double> limits{10, 20, 45};
    const std::vector<PeopleGroup> all{{"people", "", homes}};
    const PeopleReached reached = people_reached(costs, limits, all);
    for (std::size_t l = 0; l < 3; ++l) {
        std::vector<double> each(7);
        std::vector<bool> any(200);
        for (const CostMatrix::Pair& p : pairs)
            if (p.cost <= limits[l]) {
                each[p.destination] += homes[p.origin];
                any[p.origin] = true;
            }
        double together = 0;
        for (std::size_t i = 0; i < 200; ++i)
            together += any[i] ? homes[i] : 0;
        for (std::size_t j = 0; j < 7; ++j)
            EXPECT_NEAR(reached.of(j, l, 0), each[j], 1e-9);
        EXPECT_NEAR(reached.of_any(l, 0), together, 1e-9);
    }
}

TEST(PeopleReached, RefusesWhatItCannotKnow) {
    const std::vector<double> limits{40};
    EXPECT_THAT(test::error_of([&] { people_reached(small_costs(), limits, groups()); }),
                HasSubstr("travel costs end at 30 min"));
    const std::vector<double> few{1, 2}, below{1, -2, 3}, ten{10};
    const std::vector<PeopleGroup> too_few{{"few", "", few}}, negative{{"below", "", below}};
    EXPECT_THAT(test::error_of([&] { people_reached(small_costs(), ten, too_few); }),
                HasSubstr("\"few\" has 2 values for 3 places"));
    EXPECT_THAT(test::error_of([&] { people_reached(small_costs(), ten, negative); }),
                HasSubstr("\"below\" is below 0"));
}

TEST(CatchmentLayer, HasARowAnAreaWithThePeopleInside) {
    const std::vector<geo::LonLat> clinics{{-84.5, 39}, {-84.4, 39}};
    const std::vector<std::string> ids{"east", "west"};
    const Places places{clinics, ids, "clinics"};
    Diagnostics diagnostics;
    Catchments made = straight_catchments(places, {.limits = {10, 20}}, diagnostics);
    const std::vector<double> limits{10, 20};
    const auto costs =
        CostMatrix::from_pairs(CostUnit::Meters, 30, 3, 2, {{0, 0, 5}, {0, 1, 12}, {1, 0, 10}});
    const PeopleReached people = people_reached(costs, limits, groups());
    const CatchmentLayer layer = catchment_areas_layer(made, places, &people);
    ASSERT_EQ(layer.table.rows(), 4U);
    const auto texts = [&](std::size_t c) {
        return std::get<std::vector<std::string>>(layer.table.columns[c].values);
    };
    EXPECT_THAT(texts(0), testing::ElementsAre("east_10m", "east_20m", "west_10m", "west_20m"));
    EXPECT_EQ(layer.table.columns[2].name, "limit_m");
    EXPECT_EQ(layer.table.columns[4].name, "people");
    EXPECT_THAT(std::get<std::vector<double>>(layer.table.columns[4].values),
                testing::ElementsAre(140, 140, 0, 100));
    const test::TemporaryFolder folder;
    io::write_features(folder / "areas.geojson", layer.table, layer.geometry);
    EXPECT_THAT(folder.read("areas.geojson"), HasSubstr("\"west_20m\""));

    add_together(made, places, {.limits = {10, 20}});
    const CatchmentLayer with_all = catchment_areas_layer(made, places, &people);
    ASSERT_EQ(with_all.table.rows(), 6U);
    EXPECT_EQ(std::get<std::vector<std::string>>(with_all.table.columns[0].values)[5], "all_20m");
    EXPECT_EQ(std::get<std::vector<std::string>>(with_all.table.columns[1].values)[5],
              kAllFacilities);
    EXPECT_THAT(std::get<std::vector<double>>(with_all.table.columns[4].values),
                testing::ElementsAre(140, 140, 0, 100, 140, 140));
}

TEST(CatchmentLayer, HasARowAStretchWithItsMinutes) {
    StreetMap map("A     B     C", 100);
    map.way("ABC", {{"highway", "residential"}, {"name", "Main Street"}});
    const StreetNetwork network = network_of(map);
    const std::vector<geo::LonLat> clinics{map.place('A')};
    const Catchments made = around(network, clinics, {.limits = {1, 3}});
    const CatchmentLayer layer = catchment_streets_layer(made, network, {clinics, {}, "clinics"});
    EXPECT_EQ(layer.table.rows(), made.lines.size());
    EXPECT_EQ(layer.table.rows(), 2U) << "cut where a limit passes";
    EXPECT_EQ(std::get<std::vector<std::string>>(layer.table.columns[5].values)[0], "Main Street");
    EXPECT_EQ(std::get<std::vector<std::string>>(layer.table.columns[6].values)[0], "residential");
    EXPECT_EQ(layer.geometry.lines, &made.lines);
}

TEST(CatchmentRealData, AreasInNorthernKentuckyAgreeWithTravelTimes) {
    TRACTWISE_NEEDS("data/nky_osm/streets.osm.pbf");
    io::SourceSpec source;
    source.path = test::data_pack("data/nky_osm/streets.osm.pbf").string();
    Diagnostics diagnostics;
    const io::StreetData streets = io::read_streets(source, diagnostics);
    const auto network = std::make_shared<const StreetNetwork>(
        StreetNetwork::build(streets, TravelProfile::load("drive"), diagnostics));
    // At the crossing nearest to the middle of the file that is not one of a motorway.
    geo::Box box;
    for (const geo::LonLat p : streets.place)
        box.add(p);
    const geo::LonLat middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    std::vector<geo::LonLat> clinic(1);
    double nearest = 1e9;
    for (std::size_t n = 0; n < network->nodes(); ++n) {
        const geo::LonLat place = network->node_place(n);
        const double meters = geo::geodesic_m(place, middle);
        if (meters >= nearest)
            continue;
        if (const auto join = network->join(place); join && join->off_m < 1) {
            nearest = meters;
            clinic[0] = place;
        }
    }
    const std::vector<double> limits{3, 6, 12, 30};
    const Catchments made =
        catchments(*network, {clinic, {}, "clinics"}, {.limits = limits}, diagnostics);
    ASSERT_EQ(made.shapes.size(), 4U);
    geo::PolygonSet copy = made.shapes;
    EXPECT_TRUE(geo::repair(copy).empty());

    // Places beside streets: whoever gets there in time is inside the area.
    std::mt19937 random(11);
    std::vector<geo::LonLat> homes;
    for (int i = 0; i < 2000; ++i)
        homes.push_back(streets.place[random() % streets.nodes()]);
    const StreetCost cost(network);
    const NearestCosts near =
        cost.nearest({homes, {}, "homes"}, {clinic, {}, "clinics"}, {}, diagnostics);
    for (std::size_t a = 0; a < 4; ++a) {
        geo::PolygonSet one;
        one.append(made.shapes, a);
        const geo::PointLocator locator(one);
        std::size_t in_time = 0, in_time_inside = 0;
        for (std::size_t i = 0; i < homes.size(); ++i) {
            const auto join = network->join(homes[i]);
            if (!join || join->off_m > 50 || !(near.cost[i] <= limits[a] - 0.05))
                continue;
            ++in_time;
            in_time_inside += locator.locate(homes[i]) != geo::PointLocator::kOutside;
        }
        EXPECT_EQ(in_time_inside, in_time) << limits[a] << " minutes";
        RecordProperty("km2_" + std::to_string(a),
                       std::to_string(geo::area_m2(made.shapes, a) / 1e6));
        RecordProperty("homes_" + std::to_string(a), static_cast<int>(in_time));
        EXPECT_GT(in_time, 0U);
    }
}

} // namespace
} // namespace tractwise::access
