// SPDX-License-Identifier: Apache-2.0
#include "room.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise {
namespace {

using test::column;
using test::kDegree_m;

// The neighborhood worked by hand in layers/clinic_distance/README.md: everything lies on the
// equator, where a degree of longitude is 111319.49 m.
struct ReadmeTown {
    ReadmeTown() : bench({"17031000100", "17031000200", "17031000300"}) {
        bench.demand = test::homes({{0, 0.01, 300}, {0, 0.02, 700}, {1, 0.15, 500}}, 3);
        bench.sources.add_points("sites", {"name", "Status", "Kind", "Operating Hours per Week"},
                                 {{"A", "Active", "Clinic", "40"},
                                  {"B", "Active", "Clinic", "60"},
                                  {"C", "Closed", "Clinic", "60"},
                                  {"D", "Active", "Office", "60"},
                                  {"E", "Active", "Clinic", ""}},
                                 {{0, 0}, {0.2, 0}, {0.02, 0}, {0.021, 0}, {-0.2, 0}});
    }
    test::LayerBench bench;
    std::vector<Column> measure() {
        return bench
            .run(test::room("clinic_distance"), "clinics = \"sites\"\nstatus_column = \"Status\"\n"
                                                "type_column = \"Kind\"\ntypes = [\"Clinic\"]\n")
            .columns;
    }
};

TEST(ClinicDistance, ReadmeTract) {
    ReadmeTown town;
    const auto columns = town.measure();
    const auto value = [&](const char* name, std::size_t t) {
        return column(columns, name).values[t];
    };
    EXPECT_NEAR(value("clinic_nearest_m", 0), 0.017 * kDegree_m, 1e-3);
    EXPECT_NEAR(value("clinic_nearest_m", 0), 1892.43, 0.01);
    EXPECT_NEAR(value("clinic_median_m", 0), 0.02 * kDegree_m, 1e-3);
    EXPECT_NEAR(value("clinic_nearest_m", 1), 0.05 * kDegree_m, 1e-3)
        << "of clinic B, outside the tract";
    EXPECT_EQ(value("clinic_beyond_1mi_people", 0), 700);
    EXPECT_DOUBLE_EQ(value("clinic_beyond_1mi_share", 0), 0.7);
    EXPECT_EQ(value("clinic_beyond_5mi_share", 0), 0);
    EXPECT_EQ(value("clinics_within_5mi", 0), 1);
    // 10 miles are 0.1446 degrees: tract 1 reaches A only, tract 2 at 0.15 reaches B only.
    EXPECT_EQ(value("clinics_within_10mi", 0), 1);
    EXPECT_EQ(value("clinics_within_10mi", 1), 1);
    // Centers of population at 0.017 and 0.15: 0.133 degrees apart, so each sees the 1500 people of
    // both.
    EXPECT_EQ(value("clinic_hours_within_10mi", 0), 40);
    EXPECT_DOUBLE_EQ(value("people_per_clinic_hour", 0), 1500.0 / 40);
    EXPECT_DOUBLE_EQ(value("people_per_clinic_hour", 1), 1500.0 / 60);
}

TEST(ClinicDistance, WhereNobodyLivesNothingIsMeasured) {
    ReadmeTown town;
    for (const Column& c : town.measure()) {
        if (c.reason(0) == Missing::NoSource)
            continue; // made along streets only
        EXPECT_TRUE(std::isnan(c.values[2])) << c.info.name;
        EXPECT_EQ(c.reason(2), Missing::NoPeople) << c.info.name;
    }
}

TEST(ClinicDistance, ClinicsWithoutHoursAreCounted) {
    ReadmeTown town;
    town.measure();
    EXPECT_EQ(town.bench.count("clinic-without-hours"), 1U);
    EXPECT_EQ(town.bench.count("no-place-outside-region"), 0U);
}

TEST(ClinicDistance, MistakesInOptionsAreNamed) {
    ReadmeTown town;
    const Layer& layer = test::room("clinic_distance");
    EXPECT_THROW(town.bench.run(layer, ""), Error);
    EXPECT_THROW(town.bench.run(layer, "clinics = \"sites\"\nstatus_column = \"Sattus\""), Error);
    EXPECT_THROW(town.bench.run(layer, "clinics = \"sites\"\ntypes = [\"Clinic\"]"), Error);
    EXPECT_THROW(
        town.bench.run(layer, "clinics = \"sites\"\ntype_column = \"Kind\"\ntypes = [\"None\"]"),
        Error);
    EXPECT_THROW(town.bench.run(layer, "clinics = \"sites\"\nradius = 5"), Error);
}

// With centroids for homes, the population column says how many people each centroid stands for.
TEST(ClinicDistance, CentroidsHoldThePopulationOfTheTable) {
    test::LayerBench bench({"17031000100", "17031000200"});
    Column population{{.name = "population"}, {1200, std::nan("")}, {}, {}};
    bench.table.add(population);
    bench.sources.add_points("sites", {"name"}, {{"A"}}, {{0, 0}});
    const auto columns = bench.run(test::room("clinic_distance"), "clinics = \"sites\"").columns;
    EXPECT_EQ(column(columns, "clinic_beyond_1mi_people").values[0], 1200);
    EXPECT_NEAR(column(columns, "clinic_nearest_m").values[0], 0.05 * kDegree_m, 0.5);
    EXPECT_TRUE(std::isnan(column(columns, "clinic_nearest_m").values[1]));
    EXPECT_TRUE(std::isnan(column(columns, "people_per_clinic_hour").values[0])) << "no hours";
}

} // namespace
} // namespace tractwise
