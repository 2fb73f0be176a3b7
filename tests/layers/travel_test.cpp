// SPDX-License-Identifier: Apache-2.0
// Rooms with places when people travel along streets, by a table, or on foot without a vehicle.
#include "tests/layers/room.hpp"

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/geo/geodesic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;
using test::kDegree_m;
using testing::HasSubstr;

/// Two banks of a river along the equator and one bridge, 10 km to the east:
///
///     clinic (0, 0.01) --- north bank ------ (0.09, 0.01)
///                                               bridge
///     home A (0, 0)    --- south bank --- B --- (0.09, 0)
///
/// Home A sees the clinic at 1.1 km and reaches it after 21 km.
struct RiverTown {
    RiverTown() : bench({"17031000100", "17031000200", "17031000300"}) {
        bench.demand = test::homes({{0, 0.0, 400}, {0, 0.08, 100}, {1, 0.15, 500}}, 3);
        bench.sources.add_points("sites", {"name", "id"}, {{"Clinic", "c1"}}, {{0, 0.01}});
        io::StreetData streets;
        streets.name = "town";
        streets.place = {{-0.001, 0}, {0.09, 0}, {0.09, 0.01}, {-0.001, 0.01}};
        streets.node_id = {1, 2, 3, 4};
        for (std::uint32_t w = 0; w < 3; ++w) {
            streets.way_id.push_back(w);
            streets.way_node.insert(streets.way_node.end(), {w, w + 1});
            streets.way_first.push_back(streets.way_node.size());
            streets.way_tags.begin_item();
            streets.way_tags.add("highway", "residential");
            streets.way_tags.add("maxspeed", "90"); // km/h; driven at 72
        }
        bench.sources.add_streets("osm", std::move(streets));
    }
    layer::LayerResult measure(const std::string& options) {
        return bench.run(test::room("clinic_distance"), "clinics = \"sites\"\n" + options);
    }
    test::LayerBench bench;
};

constexpr const char* kDrive = "cost = \"drive\"\nstreets = \"osm\"\n";

TEST(TravelAlongStreets, TheRiverShows) {
    RiverTown town;
    const auto straight = town.measure("").columns;
    const auto by_car = town.measure(kDrive).columns;
    const auto m = [](const std::vector<tract::Column>& c, const char* name) {
        return column(c, name).values[0];
    };
    // Home A: 0.09 east, 0.01 north over the bridge, 0.09 back; home B 0.01 + 0.01 + 0.09.
    const double north = geo::geodesic_m({0.09, 0}, {0.09, 0.01});
    const double a = 0.18 * kDegree_m + north, b = 0.10 * kDegree_m + north;
    EXPECT_NEAR(m(by_car, "clinic_nearest_m"), 0.8 * a + 0.2 * b, 5);
    EXPECT_NEAR(m(by_car, "clinic_straight_m"), m(straight, "clinic_nearest_m"), 1e-6);
    EXPECT_NEAR(m(by_car, "clinic_detour"),
                m(by_car, "clinic_nearest_m") / m(by_car, "clinic_straight_m"), 1e-12);
    EXPECT_GT(m(by_car, "clinic_detour"), 5);
    EXPECT_NEAR(m(by_car, "clinic_nearest_min"), (0.8 * a + 0.2 * b) / 1000 / 72 * 60, 0.05);
    EXPECT_EQ(m(by_car, "clinic_beyond_15min_people"), 400);
    EXPECT_DOUBLE_EQ(m(by_car, "clinic_beyond_15min_share"), 0.8);
    EXPECT_EQ(m(straight, "clinic_beyond_5mi_people"), 100);
    EXPECT_EQ(m(by_car, "clinic_beyond_5mi_people"), 500);
    EXPECT_THAT(column(by_car, "clinic_nearest_m").info.formula, HasSubstr("along streets, drive"));
    EXPECT_THAT(column(by_car, "clinic_nearest_m").info.label, HasSubstr("(drive)"));
    EXPECT_THAT(column(straight, "clinic_nearest_m").info.formula, HasSubstr("straight line"));
    EXPECT_TRUE(std::isnan(m(straight, "clinic_nearest_min")));
}

TEST(TravelAlongStreets, OfWhomNothingIsKnownNothingIsSaid) {
    RiverTown town; // the home of tract 1 is 6 km from the end of the streets
    const auto columns = town.measure(kDrive).columns;
    for (const char* name : {"clinic_nearest_min", "clinic_beyond_30min_people", "clinic_nearest_m",
                             "clinic_beyond_30min_share", "clinic_e2sfca", "clinic_straight_m"}) {
        EXPECT_TRUE(std::isnan(column(columns, name).values[1])) << name;
        EXPECT_EQ(column(columns, name).reason(1), io::Missing::OutOfReach) << name;
        EXPECT_EQ(column(columns, name).reason(2), io::Missing::NoPeople) << name;
    }
    EXPECT_EQ(town.bench.count("unreachable"), 0U);
    EXPECT_EQ(town.bench.total("far-from-streets"), 1U) << "said once, though asked twice";
}

TEST(TravelByTable, WhoReachesNothingIsBeyondEverything) {
    RiverTown town;
    test::TemporaryFolder folder;
    town.bench.sources.add_file("od", folder.write("od.csv", "origin,destination,minutes\n"
                                                             "0,c1,12\n1,c1,20\n2,c1,\n"));
    const auto columns = town.measure("cost = { table = \"od\" }\nid = \"id\"\n").columns;
    EXPECT_TRUE(std::isnan(column(columns, "clinic_nearest_min").values[1]));
    EXPECT_EQ(column(columns, "clinic_nearest_min").reason(1), io::Missing::OutOfReach);
    EXPECT_EQ(column(columns, "clinic_beyond_30min_people").values[1], 500);
    EXPECT_EQ(column(columns, "clinic_beyond_30min_share").values[1], 1);
    EXPECT_EQ(column(columns, "clinic_e2sfca").values[1], 0);
    EXPECT_EQ(town.bench.count("unreachable"), 1U);
}

TEST(TravelAlongStreets, PeopleWithoutAVehicleWalk) {
    RiverTown town;
    tract::Column share{{.name = "no_vehicle_share"}, {0.25, 0.5, 0}, {}, {}};
    tract::Column households{{.name = "no_vehicle_households"}, {50, 100, 0}, {}, {}};
    town.bench.table.add(std::move(share));
    town.bench.table.add(std::move(households));
    const auto drive = town.measure(kDrive).columns;
    const auto walk = town.measure("cost = \"walk\"\nstreets = \"osm\"\n").columns;
    const layer::LayerResult mixed = town.measure(std::string(kDrive) + "no_vehicle = \"walk\"\n");
    const auto m = [](const std::vector<tract::Column>& c, const char* name) {
        return column(c, name).values[0];
    };
    EXPECT_NEAR(m(mixed.columns, "clinic_nearest_min"),
                0.75 * m(drive, "clinic_nearest_min") + 0.25 * m(walk, "clinic_nearest_min"), 1e-9);
    // B drives 15 minutes at most; everybody on foot needs hours.
    EXPECT_NEAR(m(mixed.columns, "clinic_beyond_15min_people"), 400 + 25, 1e-9);
    EXPECT_THAT(column(mixed.columns, "clinic_nearest_min").info.label,
                HasSubstr("(drive, without a vehicle walk)"));
    ASSERT_EQ(mixed.tables.size(), 1U);
    const io::OutTable& groups = mixed.tables.front();
    EXPECT_EQ(groups.name, "clinic_groups");
    const auto& names = std::get<std::vector<std::string>>(groups.columns[0].values);
    ASSERT_THAT(names, testing::ElementsAre("Everybody", "Households without a vehicle"));
    for (const io::OutColumn& c : groups.columns)
        if (c.name == "mean_nearest_min") {
            EXPECT_NEAR(std::get<std::vector<double>>(c.values)[1], m(walk, "clinic_nearest_min"),
                        1e-9);
        }
}

TEST(TravelByTable, MinutesComeFromTheUser) {
    RiverTown town;
    test::TemporaryFolder folder;
    town.bench.sources.add_file(
        "od", folder.write("od.csv", "from_id,to_id,travel_time_p50\n0,c1,12\n1,c1,20\n2,c1,\n"));
    const auto columns = town.measure("cost = { table = \"od\" }\nid = \"id\"\n").columns;
    EXPECT_DOUBLE_EQ(column(columns, "clinic_nearest_min").values[0], 0.8 * 12 + 0.2 * 20);
    EXPECT_EQ(column(columns, "clinic_beyond_15min_people").values[0], 100);
    EXPECT_EQ(column(columns, "clinic_beyond_15min_people").values[1], 500);
    EXPECT_NEAR(column(columns, "clinic_nearest_m").values[0],
                column(town.measure("").columns, "clinic_nearest_m").values[0], 1e-9)
        << "minutes say nothing about meters: those stay straight";
    EXPECT_THAT(column(columns, "clinic_nearest_m").info.formula, HasSubstr("straight line"));
    EXPECT_THAT(column(columns, "clinic_nearest_min").info.formula, HasSubstr("table \"od\""));
}

TEST(TravelOptions, MistakesAreNamed) {
    RiverTown town;
    const auto error = [&](const std::string& options) {
        return test::error_of([&] { town.measure(options); });
    };
    EXPECT_THAT(error("cost = \"drive\"\n"), HasSubstr("needs streets"));
    EXPECT_THAT(error("cost = \"drve\"\n"), HasSubstr("unknown cost \"drve\""));
    EXPECT_THAT(error("streets = \"osm\"\n"), HasSubstr("cost does not use them"));
    EXPECT_THAT(error(std::string(kDrive) + "no_vehicle = \"walk\"\n"), HasSubstr("social"));
    EXPECT_THAT(error("no_vehicle = \"walk\"\n"), HasSubstr("by street"));
    EXPECT_THAT(error(std::string(kDrive) + "e2sfca = \"10=1:5=2\"\n"), HasSubstr("study.toml:4"));
    EXPECT_THAT(error(std::string(kDrive) + "direction = \"back\"\n"), HasSubstr("direction"));
}

TEST(TravelAlongStreets, FoodFlagsStayStraight) {
    RiverTown town;
    town.bench.sources.add_points("stores", {"name", "Store_Type"}, {{"Shop", "Supermarket"}},
                                  {{0, 0.01}});
    const auto run = [&](const std::string& options) {
        return town.bench
            .run(test::room("food_access"), "stores = \"stores\"\nurban = \"all\"\n" + options)
            .columns;
    };
    const auto straight = run(""), by_car = run(kDrive);
    // By street everybody is beyond a mile; the USDA rule asks for straight lines.
    EXPECT_EQ(column(straight, "supermarket_beyond_1mi_share").values[0], 0.2);
    EXPECT_EQ(column(by_car, "supermarket_beyond_1mi_share").values[0], 1);
    EXPECT_EQ(column(straight, "low_access_1").values[0], column(by_car, "low_access_1").values[0]);
}

} // namespace
} // namespace tractwise::layers
