// SPDX-License-Identifier: Apache-2.0
#include "engine/area/pooled.hpp"

#include "tests/engine/map/made_results.hpp"
#include "tests/support/data_pack.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace tractwise::area {
namespace {

using test::made_column;
using test::made_results;

/// A share of one tract a part and a whole.
tract::Column share_column(std::vector<layer::Estimate> parts, std::vector<layer::Estimate> wholes,
                           bool complement = false) {
    tract::Counts part, whole;
    std::vector<double> values;
    for (std::size_t t = 0; t < parts.size(); ++t) {
        part.values.push_back(parts[t].value);
        part.margin.push_back(parts[t].moe);
        whole.values.push_back(wholes[t].value);
        whole.margin.push_back(wholes[t].moe);
        values.push_back(parts[t].value / wholes[t].value);
    }
    tract::Column column = made_column("some_share", "share", values);
    column.info.pooling = tract::Pooling::Ratio;
    column.part = std::make_shared<tract::Counts>(std::move(part));
    column.whole = std::make_shared<tract::Counts>(std::move(whole));
    column.complement = complement;
    return column;
}

Area all_of(std::size_t tracts) {
    return {"all", std::vector<double>(tracts, 1.0), Area::By::Tracts};
}

// "Understanding and Using American Community Survey Data" (2020), chapter 8: sums and a proportion,
// with the tracts of an area in the place of the handbook's counties and groups.
TEST(Pooled, MeetsTheHandbook) {
    TRACTWISE_NEEDS("truth/moe/moe_expected.json");
    std::ifstream file(test::data_pack("truth/moe/moe_expected.json"));
    int sums = 0, shares = 0;
    for (const auto& example : nlohmann::json::parse(file)) {
        const std::string op = example.at("op");
        if (op == "sum") {
            std::vector<double> values, margins;
            for (const auto& pair : example.at("input")) {
                values.push_back(pair[0]);
                margins.push_back(pair[1]);
            }
            tract::Column column = made_column("people", "people", values, margins);
            column.info.pooling = tract::Pooling::Sum;
            const std::vector<double> people(values.size(), 100.0);
            const Area area = all_of(values.size());
            const Pooled pooled = Pool(area, people).of(column);
            EXPECT_EQ(pooled.value, example.at("expected_estimate").get<double>());
            const double moe = example.at("expected_moe");
            EXPECT_NEAR(pooled.margin, moe, 1e-12 * moe);
            ++sums;
        } else if (op == "proportion") {
            const auto& in = example.at("input");
            const tract::Column column =
                share_column({{in[0][0], in[0][1]}}, {{in[1][0], in[1][1]}});
            const std::vector<double> people{100};
            const Area area = all_of(1);
            const Pooled pooled = Pool(area, people).of(column);
            const double value = example.at("expected_estimate"), moe = example.at("expected_moe");
            EXPECT_NEAR(pooled.value, value, 1e-12);
            EXPECT_NEAR(pooled.margin, moe, 1e-12);
            ++shares;
        }
    }
    EXPECT_EQ(sums, 5);
    EXPECT_EQ(shares, 1);
}

// 30 of 100 and 10 of 900 are 4 %, not the mean of 30 % and 1.1 %.
TEST(Pooled, ASumOverASumNotAMeanOfShares) {
    const tract::Column column = share_column({{30, 6}, {10, 4}}, {{100, 10}, {900, 30}});
    const std::vector<double> people{100, 900};
    const Area area = all_of(2);
    const Pooled pooled = Pool(area, people).of(column);
    EXPECT_DOUBLE_EQ(pooled.value, 0.04);
    // sqrt((36 + 16) - 0.04^2 (100 + 900)) / 1000
    EXPECT_NEAR(pooled.margin, std::sqrt(52 - 0.0016 * 1000) / 1000, 1e-15);
    EXPECT_EQ(pooled.part.value, 40);
    EXPECT_EQ(pooled.whole.value, 1000);
}

TEST(Pooled, ATractThatIsCutCountsInProportion) {
    const tract::Column column = share_column({{30, 6}, {10, 4}}, {{100, 10}, {900, 30}});
    const std::vector<double> people{100, 900};
    const Area half{"half", {0.5, 1}, Area::By::Homes};
    const Pooled pooled = Pool(half, people).of(column);
    EXPECT_DOUBLE_EQ(pooled.part.value, 25);
    EXPECT_DOUBLE_EQ(pooled.whole.value, 950);
    EXPECT_DOUBLE_EQ(pooled.part.moe, std::hypot(3, 4));
    EXPECT_EQ(half.cut_tracts(), 1U);
    EXPECT_EQ(half.whole_tracts(), 1U);
}

// 20 of 100 homes have a computer that is missing elsewhere: the share is of the other 80.
TEST(Pooled, AComplementCountsTheRest) {
    const tract::Column column = share_column({{20, 5}}, {{100, 8}}, true);
    const std::vector<double> people{250};
    const Area area = all_of(1);
    const Pooled pooled = Pool(area, people).of(column);
    EXPECT_DOUBLE_EQ(pooled.value, 0.8);
    EXPECT_DOUBLE_EQ(pooled.part.value, 80);
    EXPECT_DOUBLE_EQ(pooled.part.moe, std::hypot(5, 8));
    EXPECT_NEAR(pooled.margin, std::sqrt(25 - 0.04 * 64) / 100, 1e-15); // that of 20 %
}

TEST(Pooled, MeansAreByThePeopleInside) {
    tract::Column column = made_column("clinic_nearest_m", "m", {1000, 3000, kNaN});
    column.info.pooling = tract::Pooling::Mean;
    const std::vector<double> people{100, 300, 50};
    const Area area = all_of(3);
    const Pooled pooled = Pool(area, people).of(column);
    EXPECT_DOUBLE_EQ(pooled.value, 2500);
    EXPECT_EQ(pooled.missing, 1U);
    EXPECT_EQ(pooled.missing_people, 50);
    EXPECT_TRUE(std::isnan(pooled.margin));
}

TEST(Pooled, WhatCannotBePooledIsNotKnown) {
    const tract::Column median = made_column("median_income", "dollars", {40000, 60000});
    const std::vector<double> people{100, 100};
    const Area area = all_of(2);
    EXPECT_FALSE(Pool(area, people).of(median).known());
}

// Where half of the people live in tracts without a value, the rest says nothing of them.
TEST(Pooled, MissingIsNotZero) {
    tract::Column column = made_column("people", "people", {100, kNaN}, {10, kNaN});
    column.info.pooling = tract::Pooling::Sum;
    const std::vector<double> few{100, 20}, many{100, 100}, nobody{100, 0};
    const Area area = all_of(2);
    EXPECT_EQ(Pool(area, few).of(column).value, 100);
    EXPECT_EQ(Pool(area, few).of(column).missing, 1U);
    EXPECT_FALSE(Pool(area, many).of(column).known());
    EXPECT_EQ(Pool(area, nobody).of(column).missing, 0U);
}

TEST(Pooled, AMarginThatIsMissingMakesTheSumsUnknown) {
    tract::Column column = made_column("people", "people", {100, 50}, {10, kNaN});
    column.info.pooling = tract::Pooling::Sum;
    const std::vector<double> people{100, 50};
    const Area area = all_of(2);
    const Pooled pooled = Pool(area, people).of(column);
    EXPECT_EQ(pooled.value, 150);
    EXPECT_TRUE(std::isnan(pooled.margin));
}

// The handbook's test: |a - b| / sqrt(SEa^2 + SEb^2) > 1.645 with SE = MOE / 1.645, that is
// |a - b| > sqrt(MOEa^2 + MOEb^2).
TEST(Pooled, ComparesAsTheSurveyDoes) {
    Pooled a, b;
    a.value = 0.18, a.margin = 0.03;
    b.value = 0.13, b.margin = 0.04;
    EXPECT_EQ(compare(a, b, true), Compared::CannotTell); // 0.05 is not more than 0.05
    a.value = 0.1801;
    EXPECT_EQ(compare(a, b, true), Compared::Higher);
    EXPECT_EQ(compare(b, a, true), Compared::Lower);
    a.margin = kNaN;
    EXPECT_EQ(compare(a, b, true), Compared::Unknown);
    EXPECT_EQ(compare(a, b, false), Compared::Higher); // no survey, no margins
}

} // namespace
} // namespace tractwise::area
