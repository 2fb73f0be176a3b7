// SPDX-License-Identifier: Apache-2.0
#include "layers/food_access/usda.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/numbers.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tractwise::layers {
namespace {

/// A published file of the atlas by column name.
class Atlas {
public:
    explicit Atlas(const std::string& file)
        : table_(io::read_table(io::source_from_path("atlas", test::data_pack(file).string()),
                                diagnostics_)) {}
    std::size_t rows() const { return table_.rows(); }
    double number(std::size_t row, const char* column) const {
        return io::parse_cell(table_.cell(row, table_.require(column))).value;
    }
    bool flag(std::size_t row, const char* column) const { return number(row, column) == 1; }
    std::string text(std::size_t row, const char* column) const {
        return std::string(table_.cell(row, table_.require(column)));
    }

private:
    Diagnostics diagnostics_;
    io::Table table_;
};

TEST(Usda, ThresholdsAreInclusive) {
    EXPECT_TRUE(usda::low_access(500, 0.01));
    EXPECT_TRUE(usda::low_access(10, 0.33));
    EXPECT_FALSE(usda::low_access(499.9, 0.3299));
    EXPECT_TRUE(usda::low_vehicle_access(100));
    EXPECT_FALSE(usda::low_vehicle_access(99.5));
    EXPECT_EQ(usda::low_income(0.2, 90000, 60000, kNaN), true);
    EXPECT_EQ(usda::low_income(0.1, 48000, 60000, kNaN), true);
    EXPECT_EQ(usda::low_income(0.1, 50000, 60000, 80000), true) << "80 % of the metropolitan area";
    EXPECT_EQ(usda::low_income(0.1, 50000, 60000, kNaN), false);
    EXPECT_EQ(usda::low_income(0.1, kNaN, 60000, kNaN), std::nullopt);
    EXPECT_EQ(usda::low_income(0.3, kNaN, kNaN, kNaN), true) << "poverty alone decides";
}

TEST(Usda, MassachusettsFlagsFollowFromPublishedPeopleAndShares) {
    TRACTWISE_NEEDS("truth/fara/fara2019_massachusetts.csv");
    const Atlas atlas("truth/fara/fara2019_massachusetts.csv");
    ASSERT_EQ(atlas.rows(), 1467U);
    std::map<std::string, int> count;
    for (std::size_t r = 0; r < atlas.rows(); ++r) {
        const bool urban = atlas.flag(r, "Urban");
        const auto low = [&](const char* people, const char* share) {
            return usda::low_access(atlas.number(r, people), atlas.number(r, share) / 100);
        };
        const bool la1 = usda::urban_low_access(urban, low("lapop1", "lapop1share"));
        const bool la10 = usda::rural_low_access(urban, low("lapop10", "lapop10share"));
        const bool la20 = usda::rural_low_access(urban, low("lapop20", "lapop20share"));
        ASSERT_EQ(la1, atlas.flag(r, "LATracts1")) << atlas.text(r, "CensusTract");
        ASSERT_EQ(la10, atlas.flag(r, "LATracts10")) << atlas.text(r, "CensusTract");
        ASSERT_EQ(la20, atlas.flag(r, "LATracts20")) << atlas.text(r, "CensusTract");
        const bool near = usda::low_access_by_setting(urban, la1, la10);
        const bool far = usda::low_access_by_setting(urban, la1, la20);
        ASSERT_EQ(near, atlas.flag(r, "LA1and10"));
        ASSERT_EQ(far, atlas.flag(r, "LA1and20"));
        const bool poor = atlas.flag(r, "LowIncomeTracts");
        ASSERT_EQ(usda::low_income_low_access(poor, near), atlas.flag(r, "LILATracts_1And10"));
        ASSERT_EQ(usda::low_income_low_access(poor, far), atlas.flag(r, "LILATracts_1And20"));
        ASSERT_EQ(usda::low_income_low_access(poor, atlas.flag(r, "LATractsVehicle_20")),
                  atlas.flag(r, "LILATracts_Vehicle"));
        count["urban"] += urban;
        count["li"] += poor;
        count["la1_10"] += near;
        count["la1_20"] += far;
        count["lila1_10"] += poor && near;
        count["lila1_20"] += poor && far;
        count["lila_vehicle"] += poor && atlas.flag(r, "LATractsVehicle_20");
    }
    const std::map<std::string, int> expected = {
        {"urban", 1316},   {"li", 554},       {"la1_10", 608},      {"la1_20", 605},
        {"lila1_10", 112}, {"lila1_20", 111}, {"lila_vehicle", 204}};
    EXPECT_EQ(count, expected);
}

TEST(Usda, FlagsOfFourStatesAreLowIncomeAndLowAccess) {
    TRACTWISE_NEEDS("truth/fara/fara2019_flags_DE_IL_WY_DC.csv");
    const Atlas atlas("truth/fara/fara2019_flags_DE_IL_WY_DC.csv");
    std::map<std::string, std::vector<int>> count; // tracts, LI, LILA 1&10, half&10, 1&20, vehicle
    for (std::size_t r = 0; r < atlas.rows(); ++r) {
        const bool urban = atlas.flag(r, "urban_flag");
        const bool la1_10 = usda::low_access_by_setting(urban, atlas.flag(r, "la_tracts_1"),
                                                        atlas.flag(r, "la_tracts_10"));
        const bool half_10 = usda::low_access_by_setting(urban, atlas.flag(r, "la_tracts_half"),
                                                         atlas.flag(r, "la_tracts_10"));
        const bool la1_20 = usda::low_access_by_setting(urban, atlas.flag(r, "la_tracts_1"),
                                                        atlas.flag(r, "la_tracts_20"));
        const bool vehicle =
            usda::low_access_vehicle(atlas.flag(r, "la_lva_flag"), atlas.flag(r, "la_tracts_20"));
        ASSERT_EQ(la1_10, atlas.flag(r, "la_1_10")) << atlas.text(r, "census_tract");
        ASSERT_EQ(half_10, atlas.flag(r, "la_half_10")) << atlas.text(r, "census_tract");
        ASSERT_EQ(la1_20, atlas.flag(r, "la_1_20")) << atlas.text(r, "census_tract");
        ASSERT_EQ(vehicle, atlas.flag(r, "la_tracts_vehicle_20")) << atlas.text(r, "census_tract");
        const bool poor = atlas.flag(r, "low_income_tracts");
        const bool lila[] = {
            usda::low_income_low_access(poor, la1_10), usda::low_income_low_access(poor, half_10),
            usda::low_income_low_access(poor, la1_20), usda::low_income_low_access(poor, vehicle)};
        const char* const published[] = {"li_la_1_10", "li_la_half_10", "li_la_1_20",
                                         "li_la_vehicle"};
        auto& n = count[atlas.text(r, "state")];
        n.resize(6);
        ++n[0];
        n[1] += poor;
        for (std::size_t k = 0; k < 4; ++k) {
            ASSERT_EQ(lila[k], atlas.flag(r, published[k])) << atlas.text(r, "census_tract");
            n[k + 2] += lila[k];
        }
    }
    EXPECT_EQ(count["Delaware"], (std::vector<int>{214, 81, 32, 58, 32, 27}));
    EXPECT_EQ(count["Illinois"], (std::vector<int>{3115, 1344, 319, 871, 282, 424}));
    EXPECT_EQ(count.size(), 4U);
}

} // namespace
} // namespace tractwise::layers
