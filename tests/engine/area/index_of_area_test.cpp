// SPDX-License-Identifier: Apache-2.0
#include "engine/area/index_of_area.hpp"

#include "tests/engine/map/made_results.hpp"

#include <gmock/gmock.h>

namespace tractwise::area {
namespace {

using test::made_column;
using test::made_results;

constexpr const char* kRecipe = R"(
id = "toy"
title = "Toy index"
[[domain]]
name = "all"
[[domain.indicator]]
column = "poor_share"
)";

std::shared_ptr<study::Results> toy(tract::Pooling pooling) {
    // Ten tracts of 100 people: 1, 2, ... 10 are poor.
    tract::Counts part, whole;
    std::vector<double> values;
    for (int t = 1; t <= 10; ++t) {
        part.values.push_back(t);
        whole.values.push_back(100);
        values.push_back(t / 100.0);
    }
    tract::Column poor = made_column("poor_share", "share", values);
    poor.info.pooling = pooling;
    poor.part = std::make_shared<tract::Counts>(std::move(part));
    poor.whole = std::make_shared<tract::Counts>(std::move(whole));
    tract::Column people = made_column("population", "people", std::vector<double>(10, 100.0));
    people.info.pooling = tract::Pooling::Sum;
    auto results = made_results({poor, people});
    Diagnostics diagnostics;
    results->index = std::make_shared<index::IndexResult>(
        index::evaluate(index::parse_recipe(ConfigTable::parse(kRecipe, "toy.toml")),
                        *results->table, diagnostics));
    return results;
}

// Tracts 9 and 10 together have 19 of 200: 9.5 %. Nine of the ten tracts are lower; the mean of both
// percentiles of tracts would be (8/9 + 1) / 2.
TEST(IndexOfArea, RanksTheAreaAsOneMoreTract) {
    const auto results = toy(tract::Pooling::Ratio);
    const Area area = of_tracts(*results, "two", {8, 9});
    const std::vector<double> people(10, 100.0);
    const Pool pool(area, people);
    const AreaIndex found = index_of(*results, pool, Language::English);
    ASSERT_TRUE(found.index) << found.why;
    EXPECT_DOUBLE_EQ(found.percentile, 0.9);
}

TEST(IndexOfArea, SaysWhyItHasNone) {
    const auto results = toy(tract::Pooling::None);
    const Area area = of_tracts(*results, "two", {8, 9});
    const std::vector<double> people(10, 100.0);
    const Pool pool(area, people);
    const AreaIndex found = index_of(*results, pool, Language::English);
    EXPECT_FALSE(found.index);
    EXPECT_THAT(found.why, testing::HasSubstr("poor_share"));
}

} // namespace
} // namespace tractwise::area
