// SPDX-License-Identifier: Apache-2.0
#include "engine/index/columns.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/index/toy_table.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <memory>

namespace tractwise::index {
namespace {

using testing::ElementsAre;

const char* kToy = R"(id = "toy"
title = "Toy"
pool = "people > 0"
[defaults]
normalise = "none"
[[domain]]
name = "home"
indicator = [{ column = "rent", output = "E_RENT" }, { column = "crowding" }]
)";

/// The mean of two shares; the third area has no rent, the fourth no people.
class IndexColumns : public testing::Test {
protected:
    IndexColumns() {
        Diagnostics diagnostics;
        index_ = std::make_shared<const IndexResult>(
            evaluate(test::recipe_of(kToy), table_, diagnostics));
    }
    tract::TractTable table_ = test::toy_table({{"people", {10, 20, 30, 0}},
                                                {"rent", {0.2, 0.6, kNaN, 0.1}},
                                                {"crowding", {0.4, 0.2, 0.1, 0.1}}});
    std::shared_ptr<const IndexResult> index_;
};

TEST_F(IndexColumns, StandBeforeThoseOfTheLayersUnderOneNameEach) {
    const tract::TractTable all = with_index(table_, index_, 2020);
    EXPECT_THAT(all.names(), ElementsAre("toy_score", "toy_percentile", "toy_rank", "toy_n_present",
                                         "toy_part_home", "toy_part_rent", "toy_part_crowding",
                                         "E_RENT", "crowding", "people", "rent"));
    EXPECT_EQ(all["toy_percentile"].info.unit, "percentile");
    EXPECT_EQ(all["toy_percentile"].info.vintage, 2020);
    EXPECT_EQ(all["toy_percentile"].info.source, "recipe toy");
}

// Scores 0.3 and 0.4: the second area is worse off than one of the two that are ranked.
TEST_F(IndexColumns, AreTheNumbersOfTheIndexAndSayWhyTheyAreMissing) {
    const tract::TractTable all = with_index(table_, index_, 2020);
    EXPECT_NEAR(all["toy_score"].values[0], 0.3, 1e-12);
    EXPECT_NEAR(all["toy_score"].values[1], 0.4, 1e-12);
    EXPECT_EQ(all["toy_percentile"].values[1], 0.5);
    EXPECT_EQ(all["toy_rank"].values[1], 1);
    EXPECT_EQ(all["toy_n_present"].values[2], 1);
    EXPECT_NEAR(all["toy_part_rent"].values[1], 0.3, 1e-12);
    for (const char* name : {"toy_score", "toy_percentile", "toy_rank", "toy_part_crowding"}) {
        EXPECT_TRUE(std::isnan(all[name].values[2])) << name;
        EXPECT_EQ(all[name].reason(2), index_->reason[2]) << name;
        EXPECT_EQ(all[name].reason(3), io::Missing::NoPeople) << name;
    }
}

TEST_F(IndexColumns, ANameThatTheIndexMakesIsItsOwn) {
    table_.add(test::toy_column("toy_rank", {7, 7, 7, 7}));
    EXPECT_EQ(with_index(table_, index_, 2020)["toy_rank"].values[1], 1);
}

TEST(IndexColumnNames, AreMadeAndReadInOnePlace) {
    const ColumnNames names{.prefix = "risk_"};
    EXPECT_EQ(names.percentile(), "risk_percentile");
    EXPECT_EQ(names.part("rent"), "risk_part_rent");
    EXPECT_TRUE(names.is_overall("risk_rank"));
    EXPECT_FALSE(names.is_overall("risk_n_present"));
    EXPECT_FALSE(names.is_overall("svi_rank"));
    EXPECT_TRUE(names.is_part("risk_part_rent"));
    const auto read = overall_name("svi_2022_percentile");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->recipe, "svi_2022");
    EXPECT_EQ(read->what, "percentile");
    EXPECT_FALSE(overall_name("poverty_share"));
    EXPECT_FALSE(overall_name("_score"));
    EXPECT_FALSE(overall_name("score"));
}

} // namespace
} // namespace tractwise::index
