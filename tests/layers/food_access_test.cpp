// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;
using test::kDegree_m;

constexpr const char* kTownA = "17031000100";
constexpr const char* kTownB = "17031000200";
constexpr const char* kTownC = "17031000300";

// The neighborhood worked by hand in layers/food_access/README.md; everything lies on the equator.
struct FoodTown {
    FoodTown() : bench({kTownA, kTownB, kTownC}) {
        bench.demand = test::homes({{0, 0.01, 300}, {0, 0.02, 700}, {1, 0.15, 400}}, 3);
        bench.sources.add_points("stores", {"name", "Store_Type"},
                                 {{"S", "Super Store"},
                                  {"C", "Convenience Store"},
                                  {"R", "Restaurant Meals Program"},
                                  {"F", "Farmers and Markets"}},
                                 {{0, 0}, {0.01, 0}, {0.02, 0}, {0.15, 0}});
        bench.table.add(
            tract::Column{{.name = "no_vehicle_households"}, {120, 50, 0}, {}, {30, 20, 12}});
        bench.table.add(tract::Column{{.name = "no_vehicle_share"}, {0.24, 0.2, 0}, {}, {}});
    }
    layer::LayerResult measure(const std::string& more = "urban = \"all\"") {
        return bench.run(test::room("food_access"), "stores = \"stores\"\n" + more);
    }
    test::LayerBench bench;
};

TEST(FoodAccess, ReadmeTract) {
    FoodTown town;
    const auto columns = town.measure().columns;
    const auto value = [&](const char* name, std::size_t t) {
        return column(columns, name).values[t];
    };
    EXPECT_NEAR(value("supermarket_nearest_m", 0), 0.017 * kDegree_m, 1e-3);
    EXPECT_EQ(value("supermarket_beyond_half_mi_people", 0), 1000);
    EXPECT_EQ(value("supermarket_beyond_1mi_people", 0), 700);
    EXPECT_DOUBLE_EQ(value("supermarket_beyond_1mi_share", 0), 0.7);
    EXPECT_EQ(value("supermarket_beyond_10mi_people", 0), 0);
    EXPECT_EQ(value("supermarket_beyond_10mi_people", 1), 400) << "0.15 degrees are 10.38 miles";
    EXPECT_EQ(value("no_vehicle_beyond_half_mile_households", 0), 120);
    EXPECT_DOUBLE_EQ(value("no_vehicle_beyond_half_mile_share", 0), 0.24);
    EXPECT_EQ(column(columns, "no_vehicle_beyond_half_mile_households").margin[0], 30);
    EXPECT_DOUBLE_EQ(value("supermarkets_within_1mi", 0), 0.3);
    EXPECT_DOUBLE_EQ(value("convenience_stores_within_1mi", 0), 1);
    EXPECT_DOUBLE_EQ(value("food_stores_within_1mi", 0), 1.3);
    EXPECT_DOUBLE_EQ(value("healthy_food_ratio", 0), 0.3 / 1.3);
    EXPECT_DOUBLE_EQ(value("healthy_food_ratio", 1), 1) << "a farmers market is healthy";
    EXPECT_DOUBLE_EQ(value("other_food_stores_within_1mi", 1), 1);
    EXPECT_EQ(value("low_access_1", 0), 1);
    EXPECT_EQ(value("low_vehicle_access", 0), 1);
    EXPECT_EQ(value("low_vehicle_access", 1), 0);
    EXPECT_EQ(column(columns, "supermarket_nearest_m").reason(2), io::Missing::NoPeople);
    EXPECT_EQ(column(columns, "healthy_food_ratio").reason(2), io::Missing::NoPeople);
    EXPECT_TRUE(std::isnan(value("lila_1_10", 0))) << "income is not known";
}

TEST(FoodAccess, EveryStoreIsAccountedFor) {
    FoodTown town;
    town.bench.sources.add_closed(
        "stores", {{"Was", "Supermarket"}, {"Corner", "Convenience Store"}}, {{0.01, 0}, {0, 0}});
    const layer::LayerResult result = town.measure();
    ASSERT_EQ(result.places.size(), 1U);
    const layer::PlaceAudit& stores = result.places.front();
    EXPECT_EQ(stores.role(), "stores");
    using Fate = layer::PlaceAudit::Fate;
    const Fate fates[] = {Fate::Counts, Fate::Counts, Fate::OtherType,
                          Fate::Counts, Fate::Closed, Fate::Closed};
    const bool minor[] = {false, true, true, true, false, true};
    ASSERT_EQ(stores.size(), std::size(fates));
    for (std::size_t i = 0; i < stores.size(); ++i) {
        EXPECT_EQ(stores.fate(i), fates[i]) << stores.name(i);
        EXPECT_EQ(stores.minor(i), minor[i]) << stores.name(i);
    }
    EXPECT_EQ(stores.told(2), "Restaurant Meals Program");
}

TEST(FoodAccess, RuralTractsAreMeasuredAtTenAndTwentyMiles) {
    FoodTown town;
    const auto columns = town.measure("urban = \"none\"").columns;
    EXPECT_EQ(column(columns, "low_access_1").values[1], 0);
    EXPECT_EQ(column(columns, "low_access_10").values[1], 1);
    EXPECT_EQ(column(columns, "low_access_20").values[1], 0);
    EXPECT_EQ(column(columns, "low_access_1_10").values[1], 1);
    EXPECT_EQ(column(columns, "low_access_1_20").values[1], 0);
}

TEST(FoodAccess, UrbanFromRucaCodesOrUnknown) {
    FoodTown town;
    EXPECT_TRUE(std::isnan(column(town.measure("").columns, "low_access_1").values[0]));
    EXPECT_EQ(town.bench.count("urban-unknown"), 1U);
    town.bench.sources.add("ruca", {"GEOID", "RUCA1"},
                           {{kTownA, "1"}, {kTownB, "10"}, {kTownC, "99"}});
    const auto columns = town.measure("ruca = \"ruca\"").columns;
    EXPECT_EQ(column(columns, "urban").values[0], 1);
    EXPECT_EQ(column(columns, "urban").values[1], 0);
    EXPECT_TRUE(std::isnan(column(columns, "urban").values[2]));
}

TEST(FoodAccess, LowIncomeFromPovertyAndFamilyIncome) {
    FoodTown town;
    town.bench.sources.add("acs", {"GEOID", "B17001_001E", "B17001_002E", "B19113_001E"},
                           {{kTownA, "1000", "150", "60000"}, {kTownB, "400", "100", "90000"}});
    const auto columns = town.measure("urban = \"all\"\nacs = \"acs\"\n"
                                      "state_median_family_income = 80000")
                             .columns;
    EXPECT_EQ(column(columns, "low_income").values[0], 1) << "60,000 is below 80 % of 80,000";
    EXPECT_EQ(column(columns, "low_income").values[1], 1) << "25 % are poor";
    EXPECT_TRUE(std::isnan(column(columns, "low_income").values[2]));
    EXPECT_EQ(column(columns, "lila_1_10").values[0], 1);
}

TEST(FoodAccess, AgreementWithThePublishedAtlasIsCounted) {
    FoodTown town;
    town.bench.sources.add("atlas", {"CensusTract", "Urban", "LowIncomeTracts", "LATracts1"},
                           {{kTownA, "1", "1", "1"}, {kTownB, "1", "0", "0"}});
    const layer::LayerResult result = town.measure("atlas = \"atlas\"");
    EXPECT_EQ(column(result.columns, "low_income").values[0], 1) << "the published flag stands in";
    ASSERT_FALSE(result.tables.empty());
    const io::OutTable& table = result.tables[0];
    EXPECT_EQ(table.name, "food_access_agreement");
    const auto& measures = std::get<std::vector<std::string>>(table.columns[0].values);
    const auto row = static_cast<std::size_t>(
        std::find(measures.begin(), measures.end(), "low_access_1") - measures.begin());
    const auto cell = [&](const char* name) {
        for (const io::OutColumn& c : table.columns)
            if (c.name == name)
                return std::get<std::vector<double>>(c.values)[row];
        return -1.0;
    };
    // Own: tract A low (700 people), tract B low (400 people, all of them); published: A low, B
    // not.
    EXPECT_EQ(cell("tracts_both"), 1);
    EXPECT_EQ(cell("tracts_own_only"), 1);
    EXPECT_EQ(cell("tracts_not_compared"), 1);
    EXPECT_EQ(cell("people_both"), 1000);
    EXPECT_EQ(cell("people_own_only"), 400);
}

TEST(FoodAccess, StoreListsAreChecked) {
    FoodTown town;
    EXPECT_THROW(town.bench.run(test::room("food_access"), ""), Error);
    EXPECT_THROW(town.measure("store_type_column = \"Kind\""), Error);
    try {
        town.measure("supermarkets = [\"Hypermarket\"]");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("Convenience Store, Farmers and Markets"));
    }
    town.bench.sources.add_points("plain", {"name"}, {{"x"}}, {{0, 0}});
    town.bench.run(test::room("food_access"), "stores = \"plain\"\nurban = \"all\"");
    EXPECT_EQ(town.bench.count("stores-without-type"), 1U);
}

// The share is 0..1 in the file of 2015 and 0..100 in that of 2019.
TEST(FoodAccess, RealAtlasFilesOfTwoYears) {
    TRACTWISE_NEEDS("data/food/FoodAtlas2019_US_6cols.csv");
    const auto beyond = [](const std::string& year) {
        test::LayerBench bench(test::squares({"01001020100", "01001020200"}, 2010));
        bench.sources
            .add_file("atlas",
                      test::data_pack("data/food/FoodAtlas" + year + "_US_6cols.csv").string())
            .vintage = 2010;
        const auto columns = bench.run(test::room("food_access"), "atlas = \"atlas\"").columns;
        EXPECT_EQ(bench.count("unit-guessed"), 1U);
        EXPECT_EQ(column(columns, "atlas_low_access_half").values[0], 1);
        return column(columns, "atlas_beyond_half_mi_share").values[0];
    };
    EXPECT_DOUBLE_EQ(beyond("2019"), 1.0);
    EXPECT_DOUBLE_EQ(beyond("2015"), 0.905975663);
}

TEST(FoodAccess, RealAtlasInTheRenamedLayout) {
    TRACTWISE_NEEDS("truth/fara/fara2019_flags_DE_IL_WY_DC.csv");
    test::LayerBench bench(test::squares({"10001040100"}, 2010));
    bench.sources
        .add_file("atlas", test::data_pack("truth/fara/fara2019_flags_DE_IL_WY_DC.csv").string())
        .vintage = 2010;
    const auto columns = bench.run(test::room("food_access"), "atlas = \"atlas\"").columns;
    EXPECT_EQ(column(columns, "atlas_urban").values[0], 0);
    EXPECT_EQ(column(columns, "atlas_low_vehicle_access").values[0], 1);
    EXPECT_EQ(column(columns, "atlas_low_access_vehicle").values[0], 1);
    EXPECT_DOUBLE_EQ(column(columns, "atlas_poverty_share").values[0], 0.119);
    EXPECT_EQ(column(columns, "atlas_median_family_income").values[0], 71875);
}

// USDA's files of 2025, a few of their columns; the third tract holds nobody.
struct SramFiles {
    SramFiles() : bench({kTownA, kTownB, kTownC}) {
        bench.sources.add("general",
                          {"CensusTract20", "County20", "Urban", "POP2020", "LowIncomeTracts",
                           "PovertyRate", "MedianFamilyIncome"},
                          {{kTownA, "Cook County", "1", "1775", "1", "17.4", "76979"},
                           {kTownB, "Cook County", "0", "2055", "0", "20.1", "50000"},
                           {kTownC, "Cook County", "0", "0", "0", "", ""}});
        bench.sources.add("straight",
                          {"CensusTract20", "SD_SRAM_LILATracts_1And10", "SD_SRAM_LA1and10",
                           "SD_SRAM_HUNVFlag", "SD_SRAM_lapophalf", "SD_SRAM_lapophalfshare"},
                          {{kTownA, "1", "1", "0", "1624", "91.49"},
                           {kTownB, "0", "0", "1", "12", "0.58"},
                           {kTownC, "0", "", "0", "0", ""}});
        bench.sources.add("driving",
                          {"CensusTract20", "DD_SRAM_LILATracts_1And10", "DD_SRAM_lapop1share"},
                          {{kTownA, "0", "60.85"}, {kTownB, "1", "100"}, {kTownC, "0", ""}});
    }
    test::LayerBench bench;
};

TEST(FoodAccess, SnapRetailerMapOf2025UnderItsOwnNames) {
    SramFiles files;
    const auto columns =
        files.bench
            .run(test::room("food_access"), "sram = [\"general\", \"straight\", \"driving\"]")
            .columns;
    const auto value = [&](const char* name, std::size_t t) {
        return column(columns, name).values[t];
    };
    EXPECT_EQ(value("sram_urban", 0), 1);
    EXPECT_EQ(value("sram_population", 1), 2055);
    EXPECT_DOUBLE_EQ(value("sram_poverty_share", 0), 0.174);
    EXPECT_EQ(value("sram_low_income", 0), 1);
    EXPECT_EQ(value("sram_lila_1_10", 0), 1);
    EXPECT_EQ(value("sram_low_access_1_10", 0), 1);
    EXPECT_EQ(value("sram_low_vehicle_access", 1), 1);
    EXPECT_EQ(value("sram_beyond_half_mi_people", 0), 1624);
    EXPECT_DOUBLE_EQ(value("sram_beyond_half_mi_share", 0), 0.9149);
    EXPECT_DOUBLE_EQ(value("sram_beyond_half_mi_share", 1), 0.0058)
        << "percent whatever the largest value is";
    EXPECT_EQ(value("sram_drive_lila_1_10", 1), 1);
    EXPECT_DOUBLE_EQ(value("sram_drive_beyond_1mi_share", 0), 0.6085);
    EXPECT_TRUE(std::isnan(value("sram_low_access_1_10", 2)));
    EXPECT_EQ(files.bench.count("any-snap-retailer"), 3U);
    for (const tract::Column& made : columns) {
        if (!made.info.name.starts_with("atlas_"))
            continue;
        for (const double v : made.values)
            EXPECT_TRUE(std::isnan(v)) << made.info.name;
    }
}

TEST(FoodAccess, TheSnapRetailerMapIsNoAtlasAndTheOtherWayRound) {
    SramFiles files;
    for (const char* id : {"general", "straight", "driving"})
        EXPECT_THAT(test::error_of([&] {
                        files.bench.run(test::room("food_access"),
                                        std::string("atlas = \"") + id + "\"");
                    }),
                    testing::AllOf(testing::HasSubstr("SNAP-authorized Retailer Access Map"),
                                   testing::HasSubstr("sram = ")))
            << id;
    files.bench.sources.add("fara", {"CensusTract", "Urban", "Pop2010", "LATracts1"},
                            {{kTownA, "1", "100", "1"}});
    EXPECT_THAT(
        test::error_of([&] { files.bench.run(test::room("food_access"), "sram = \"fara\""); }),
        testing::HasSubstr("atlas = "));
}

TEST(FoodAccess, RucaOf2010AndOf2020ByTheirOwnNames) {
    for (const char* name : {"Primary RUCA Code 2010", "PrimaryRUCA", "primary_ruca"}) {
        FoodTown town;
        town.bench.sources.add("ruca", {"TractFIPS20", name},
                               {{kTownA, "4"}, {kTownB, "10"}, {kTownC, "99"}});
        const auto columns = town.measure("ruca = \"ruca\"").columns;
        EXPECT_THAT(column(columns, "ruca_code").values, testing::ElementsAre(4, 10, 99)) << name;
        EXPECT_THAT(column(columns, "urban").values, testing::ElementsAre(1, 0, testing::IsNan()))
            << name << ": 99 is a tract that nobody lives in, not a rural one";
    }
}

} // namespace
} // namespace tractwise::layers
