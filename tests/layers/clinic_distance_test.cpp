// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;
using test::kDegree_m;

// The neighborhood worked by hand in layers/clinic_distance/README.md: everything lies on the
// equator, where a degree of longitude is 111319.49 m.
struct ClinicTown {
    ClinicTown() : bench({"17031000100", "17031000200", "17031000300"}) {
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
    std::vector<tract::Column> measure() {
        return bench
            .run(test::room("clinic_distance"), "clinics = \"sites\"\nstatus_column = \"Status\"\n"
                                                "type_column = \"Kind\"\ntypes = [\"Clinic\"]\n")
            .columns;
    }
};

TEST(ClinicDistance, ReadmeTract) {
    ClinicTown town;
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
    ClinicTown town;
    for (const tract::Column& c : town.measure()) {
        if (c.reason(0) == io::Missing::NoSource)
            continue; // made along streets only
        EXPECT_TRUE(std::isnan(c.values[2])) << c.info.name;
        EXPECT_EQ(c.reason(2), io::Missing::NoPeople) << c.info.name;
    }
}

TEST(ClinicDistance, ClinicsWithoutHoursAreCounted) {
    ClinicTown town;
    town.measure();
    EXPECT_EQ(town.bench.count("clinic-without-hours"), 1U);
    EXPECT_EQ(town.bench.count("no-place-outside-region"), 0U);
}

TEST(ClinicDistance, MistakesInOptionsAreNamed) {
    ClinicTown town;
    const layer::Layer& layer = test::room("clinic_distance");
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
    tract::Column population{{.name = "population"}, {1200, std::nan("")}, {}, {}};
    bench.table.add(population);
    bench.sources.add_points("sites", {"name"}, {{"A"}}, {{0, 0}});
    const auto columns = bench.run(test::room("clinic_distance"), "clinics = \"sites\"").columns;
    EXPECT_EQ(column(columns, "clinic_beyond_1mi_people").values[0], 1200);
    EXPECT_NEAR(column(columns, "clinic_nearest_m").values[0], 0.05 * kDegree_m, 0.5);
    EXPECT_TRUE(std::isnan(column(columns, "clinic_nearest_m").values[1]));
    EXPECT_TRUE(std::isnan(column(columns, "people_per_clinic_hour").values[0])) << "no hours";
}

const Finding* said(const test::LayerBench& bench, const std::string& code) {
    for (const Finding& finding : bench.diagnostics.findings())
        if (finding.code == code)
            return &finding;
    return nullptr;
}

// Seven rows by hand: one counts, one counts outside the region (the squares end at 0.3 degrees),
// and five do not, each for another reason.
TEST(ClinicDistance, EachPlaceStandsOnceWithItsReason) {
    test::LayerBench bench({"17031000100", "17031000200", "17031000300"});
    bench.demand = test::homes({{0, 0.01, 300}}, 3);
    const double none = std::nan("");
    bench.sources.add_points("sites", {"Site Name", "Phase", "Health Center Type Description"},
                             {{"Counts", "Run", "Service Delivery Site"},
                              {"Beyond", "Run", "Service Delivery Site"},
                              {"Desk", "Run", "Administrative"},
                              {"Both", "Run", "Administrative/Service Delivery Site"},
                              {"Planned", "Draft", "Service Delivery Site"},
                              {"Lost", "Draft", "Administrative"}},
                             {{0, 0}, {0.4, 0}, {0.02, 0}, {0.1, 0}, {0.03, 0}, {none, none}});
    bench.sources.add_closed("sites", {{"Gone", "Run", "Service Delivery Site"}}, {{0.011, 0}});
    const layer::LayerResult result =
        bench.run(test::room("clinic_distance"),
                  "clinics = \"sites\"\nstatus_column = \"Phase\"\nstatus = [\"Run\"]\n"
                  "type_column = \"Health Center Type Description\"\n"
                  "types = [\"Service Delivery Site\"]\n");
    EXPECT_NEAR(column(result.columns, "clinic_nearest_m").values[0], 0.01 * kDegree_m, 1e-3);
    ASSERT_EQ(result.places.size(), 1U);
    const layer::PlaceAudit& places = result.places.front();
    EXPECT_EQ(places.role(), "clinics");
    EXPECT_EQ(places.source(), "sites");
    using Fate = layer::PlaceAudit::Fate;
    struct Expected {
        const char* name;
        Fate fate;
        bool outside;
        const char* told;
    };
    const Expected all[] = {
        {"Counts", Fate::Counts, false, ""},
        {"Beyond", Fate::Counts, true, ""},
        {"Desk", Fate::Office, false, "Administrative"},
        {"Both", Fate::OtherType, false, "Administrative/Service Delivery Site"},
        {"Planned", Fate::OtherStatus, false, "Draft"},
        {"Lost", Fate::NoPlace, false, ""},
        {"Gone", Fate::Closed, false, ""}};
    ASSERT_EQ(places.size(), std::size(all));
    for (std::size_t i = 0; i < places.size(); ++i) {
        EXPECT_EQ(places.name(i), all[i].name);
        EXPECT_EQ(places.fate(i), all[i].fate) << all[i].name;
        EXPECT_EQ(places.outside(i), all[i].outside) << all[i].name;
        EXPECT_EQ(places.told(i), all[i].told) << all[i].name;
    }
}

// A van, a seasonal site and an office, as HRSA's list tells them; the town is that of the README.
struct HrsaTown {
    explicit HrsaTown(const char* location = "Health Center Location Type Description",
                      const char* duty = "Health Center Type Description")
        : bench({"17031000100", "17031000200", "17031000300"}) {
        bench.demand = test::homes({{0, 0.01, 300}, {0, 0.02, 700}, {1, 0.15, 500}}, 3);
        bench.sources.add_points(
            "sites", {"name", location, "Health Center Operating Calendar", duty},
            {{"A", "Mobile Van", "Year-Round", "Service Delivery Site"},
             {"B", "Permanent", "Year-Round", "Administrative/Service Delivery Site"},
             {"C", "Seasonal", "Seasonal", "Service Delivery Site"},
             {"D", "Permanent", "Seasonal", "Service Delivery Site"},
             {"E", "Permanent", "Unknown", "Administrative"}},
            {{0, 0}, {0.2, 0}, {0.15, 0}, {0.14, 0}, {-0.2, 0}});
    }
    test::LayerBench bench;
    double permanent(const std::string& options, std::size_t tract) {
        return column(bench.run(test::room("clinic_distance"), "clinics = \"sites\"\n" + options)
                          .columns,
                      "clinic_permanent_nearest_m")
            .values[tract];
    }
};

TEST(ClinicDistance, VansAndSeasonalSitesAreToldApart) {
    HrsaTown town;
    EXPECT_NEAR(town.permanent("", 0), 20371.47, 0.01);
    EXPECT_NEAR(town.permanent("", 1), 0.05 * kDegree_m, 1e-3);
    const Finding* moves = said(town.bench, "clinic-moves");
    ASSERT_NE(moves, nullptr);
    EXPECT_EQ(moves->message.substr(0, 41), "of 5 clinics 1 is a van and 2 are seasona");
    const Finding* offices = said(town.bench, "clinic-office");
    ASSERT_NE(offices, nullptr);
    EXPECT_EQ(offices->message.substr(0, 47), "of 5 clinics 1 is an administrative office only");
}

// B sees patients; only E is an office and nothing else.
TEST(ClinicDistance, TheFilterOfTheReadmeLeavesOutOfficesAlone) {
    HrsaTown town;
    EXPECT_NEAR(town.permanent("type_column = \"Health Center Type Description\"\ntypes = "
                               "[\"Service Delivery Site\", "
                               "\"Administrative/Service Delivery Site\"]\n",
                               0),
                20371.47, 0.01);
    EXPECT_EQ(said(town.bench, "clinic-office"), nullptr);
}

TEST(ClinicDistance, KindsInAColumnOfAnotherNameOrCutByAShapefile) {
    HrsaTown own("What");
    EXPECT_TRUE(std::isnan(own.permanent("", 0))) << "the list does not tell";
    EXPECT_EQ(said(own.bench, "clinic-moves"), nullptr);
    EXPECT_NEAR(own.permanent("kind_column = \"What\"\n", 0), 20371.47, 0.01);
    HrsaTown cut("Health C_5", "Health C_6");
    EXPECT_NEAR(cut.permanent("", 0), 20371.47, 0.01);
    EXPECT_NE(said(cut.bench, "clinic-office"), nullptr);
}

TEST(ClinicDistance, WhereNothingMovesThePermanentOneIsTheNearest) {
    test::LayerBench bench({"17031000100"});
    bench.demand = test::homes({{0, 0.01, 300}}, 1);
    bench.sources.add_points("sites", {"name", "Health Center Location Type Description"},
                             {{"A", "Permanent"}, {"B", ""}}, {{0.5, 0}, {0, 0}});
    const auto columns = bench.run(test::room("clinic_distance"), "clinics = \"sites\"").columns;
    EXPECT_NEAR(column(columns, "clinic_permanent_nearest_m").values[0], 0.01 * kDegree_m, 1e-3);
    EXPECT_EQ(said(bench, "clinic-moves"), nullptr);
    // And where everything moves there is none.
    bench.sources.add_points("vans", {"Health Center Location Type Description"}, {{"Mobile Van"}},
                             {{0, 0}});
    const auto moving = bench.run(test::room("clinic_distance"), "clinics = \"vans\"").columns;
    EXPECT_TRUE(std::isnan(column(moving, "clinic_permanent_nearest_m").values[0]));
    EXPECT_EQ(column(moving, "clinic_permanent_nearest_m").reason(0), io::Missing::OutOfReach);
}

// 8 vans, 12 seasonal sites (2 of them by their calendar too) and 16 offices stand in the file.
TEST(ClinicDistance, ChicagosList) {
    TRACTWISE_NEEDS("data/clinics/HRSA_health_center_sites_Chicago.geojson");
    test::LayerBench bench({"17031000100"});
    bench.demand = test::homes({{0, 0.01, 300}}, 1);
    bench.sources.add_file(
        "hrsa", test::data_pack("data/clinics/HRSA_health_center_sites_Chicago.geojson").string());
    bench.run(test::room("clinic_distance"), "clinics = \"hrsa\"");
    ASSERT_NE(said(bench, "clinic-moves"), nullptr);
    EXPECT_EQ(said(bench, "clinic-moves")->message.substr(0, 47),
              "of 213 clinics 8 are vans and 12 are seasonal (");
    ASSERT_NE(said(bench, "clinic-office"), nullptr);
    EXPECT_EQ(said(bench, "clinic-office")->count, 16U);
}

} // namespace
} // namespace tractwise::layers
