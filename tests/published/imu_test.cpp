// SPDX-License-Identifier: Apache-2.0
// HRSA Index of Medical Underservice: published maxima, bounds and threshold.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/index/normalize.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace tractwise::test {
namespace {

struct Area {
    double poverty, aged, infant_deaths, physicians;
};

std::map<std::string, tract::Column> imu_of(const std::vector<Area>& areas,
                                            index::IndexResult* keep = nullptr) {
    std::vector<std::string> ids;
    std::vector<double> poverty, aged, deaths, physicians;
    for (const Area& area : areas) {
        ids.push_back("area " + std::to_string(ids.size()));
        poverty.push_back(area.poverty);
        aged.push_back(area.aged);
        deaths.push_back(area.infant_deaths);
        physicians.push_back(area.physicians);
    }
    tract::TractTable table(ids);
    const auto add = [&](const char* name, std::vector<double>& values) {
        tract::Column column;
        column.info.name = name;
        column.values = std::move(values);
        table.add(std::move(column));
    };
    add("pct_population_below_poverty", poverty);
    add("pct_population_65plus", aged);
    add("infant_deaths_per_1000_births", deaths);
    add("primary_care_physicians_per_1000", physicians);
    Diagnostics findings;
    const auto result = index::evaluate(shipped_recipe("imu"), table, findings);
    if (keep != nullptr)
        *keep = result;
    return columns_by_name(result);
}

TEST(Imu, MaximaAndZeroesAreThoseOfHrsa) {
    const auto ours = imu_of({{0, 0, 0, 5}, {100, 100, 100, 0}});
    EXPECT_EQ(ours.at("V1").values, (std::vector{25.1, 0.0}));
    EXPECT_EQ(ours.at("V2").values, (std::vector{20.2, 0.0}));
    EXPECT_EQ(ours.at("V3").values, (std::vector{26.0, 0.0}));
    EXPECT_EQ(ours.at("V4").values, (std::vector{28.7, 0.0}));
    EXPECT_EQ(ours.at("score").values, (std::vector{100.0, 0.0}));
}

TEST(Imu, UpperBoundsBelongToTheirRowAndValuesAreRoundedFirst) {
    const auto ours = imu_of({{4, 7, 8, 0.05},              // exactly on upper bounds
                              {4.04, 7.04, 8.04, 0.0504},   // rounds down on to them
                              {4.05, 7.05, 8.05, 0.0505}}); // rounds up into the next row
    EXPECT_EQ(ours.at("V1").values, (std::vector{23.7, 23.7, 22.8}));
    EXPECT_EQ(ours.at("V2").values, (std::vector{20.2, 20.2, 20.1}));
    EXPECT_EQ(ours.at("V3").values, (std::vector{26.0, 26.0, 25.6}));
    EXPECT_EQ(ours.at("V4").values, (std::vector{0.0, 0.0, 0.5}));
}

TEST(Imu, UnderservedAtExactly62) {
    // 22.8 + 19.8 + 19.5 + 0.0 = 62.1;  12.2 + 20.2 + 20.5 + 9.0 = 61.9;  18.7 + 19.9 + 10.8 + 12.6
    // = 62.0
    index::IndexResult result;
    const auto ours =
        imu_of({{5, 9.5, 15.5, 0}, {23, 6, 15, 0.37}, {13, 8.5, 23.5, 0.47}}, &result);
    EXPECT_EQ(ours.at("score").values, (std::vector{62.1, 61.9, 62.0}));
    EXPECT_EQ(ours.at("mua").values, (std::vector{0.0, 1.0, 1.0}));
    EXPECT_EQ(result.rank, (std::vector<std::uint32_t>{3, 1, 2})); // lowest is worst
    EXPECT_DOUBLE_EQ(result.percentile[1], 2.0 / 3);
}

TEST(Imu, AMissingValueLeavesTheScoreMissing) {
    const auto ours = imu_of({{5, std::numeric_limits<double>::quiet_NaN(), 15, 0.2}});
    EXPECT_TRUE(std::isnan(ours.at("score").values[0]));
    EXPECT_TRUE(std::isnan(ours.at("mua").values[0]));
    EXPECT_EQ(ours.at("V1").values[0], 22.8);
}

TEST(Imu, EveryRowOfTheTableIsInTheRecipe) {
    TRACTWISE_NEEDS("truth/imu/imu_tables.csv");
    const auto file = read_published("truth/imu/imu_tables.csv");
    const auto recipe = shipped_recipe("imu");
    std::size_t compared = 0;
    for (const index::Indicator& indicator : recipe.overall.indicators) {
        std::vector<index::LookupRow> rows;
        const auto bound = [&](std::size_t row, const char* name) {
            const std::string text(file.cell(row, file.require(name)));
            const double infinite = std::numeric_limits<double>::infinity();
            return text.empty() ? -infinite : text == "inf" ? infinite : std::stod(text);
        };
        for (std::size_t row = 0; row < file.rows(); ++row)
            if (file.cell(row, file.require("table")) == indicator.name) {
                rows.push_back({bound(row, "lower_exclusive"), bound(row, "upper_inclusive"),
                                bound(row, "weighted_value")});
                EXPECT_EQ(file.cell(row, file.require("variable")), indicator.column);
            }
        compared += rows.size();
        EXPECT_EQ(indicator.normalizer.rows, rows) << indicator.name;
    }
    EXPECT_EQ(compared, file.rows());
}

} // namespace
} // namespace tractwise::test
