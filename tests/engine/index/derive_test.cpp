// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/index/toy_table.hpp"

#include "engine/core/numbers.hpp"
#include "engine/index/derive.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::test {
namespace {

using testing::ElementsAre;
using testing::IsNan;

std::map<std::string, tract::Column> derived(const std::string& entries,
                                             const tract::TractTable& table) {
    const auto recipe =
        recipe_of("id = \"t\"\nderive = [" + entries + "]\nindicator = [{ column = \"x\" }]\n");
    Diagnostics findings;
    std::map<std::string, tract::Column> named;
    for (tract::Column& column : index::derive(recipe.derived, table, findings)) {
        std::string name = column.info.name;
        named.emplace(std::move(name), std::move(column));
    }
    return named;
}

TEST(Derive, SumsWithSignsConstantsAndFlooredMargins) {
    const auto table = toy_table({{"B01_001E", {10, 100}},
                                  {"B01_001M", {12, 3}},
                                  {"B01_002E", {4, kNaN}},
                                  {"B01_002M", {12, 4}}});
    const auto d = derived(R"(
        { name = "E_A", sum = ["B01_001E", "-B01_002E"], margin = "M_A", margin_round = "floor" },
        { name = "E_B", sum = ["100", "-B01_001E"], margin = "M_B" })",
                           table);
    EXPECT_THAT(d.at("E_A").values, ElementsAre(6, IsNan()));
    EXPECT_THAT(d.at("E_A").margin, ElementsAre(16, IsNan())); // sqrt(288) = 16.97
    EXPECT_EQ(d.at("E_A").reason(1), io::Missing::Dependent);
    EXPECT_THAT(d.at("E_B").values, ElementsAre(90, 0));
    EXPECT_THAT(d.at("E_B").margin, ElementsAre(12, 3)); // a constant has no margin
}

TEST(Derive, PercentWithZeroDenominatorAndRoundedProportionInTheMargin) {
    // CDC, Delaware 2020, tract 10001040100: 243 + margins give 3.8 +- 3.3 where the raw share
    // would give another digit.
    const auto table = toy_table({{"N_001E", {276, 5, 90}},
                                  {"N_001M", {243, 5, 5}},
                                  {"D_001E", {7262, 0, 100}},
                                  {"D_001M", {767, 12, 20}}});
    const auto d = derived(R"(
        { name = "EP_A", percent = "N_001E", over = "D_001E", round = 1, zero_over = 0, margin = "MP_A", margin_round = 1 },
        { name = "EP_B", percent = "N_001E", over = "D_001E", round = 1 },
        { name = "share", ratio = "N_001E", over = "D_001E", margin = "share_moe" })",
                           table);
    EXPECT_THAT(d.at("EP_A").values, ElementsAre(3.8, 0, 90));
    EXPECT_THAT(d.at("EP_A").margin,
                ElementsAre(3.3, IsNan(), 18.7)); // 90: radicand negative, plus
    EXPECT_THAT(d.at("EP_B").values, ElementsAre(3.8, IsNan(), 90));
    EXPECT_EQ(d.at("EP_B").reason(1), io::Missing::ZeroDenominator);
    EXPECT_DOUBLE_EQ(d.at("share").margin[2], 0.186815416922694); // Census handbook example
}

TEST(Derive, ControlledMarginsAreZeroAndUnknownOnesStayUnknown) {
    tract::TractTable table({"a", "b", "c"});
    table.add(toy_column("B_001E", {5, 5, 5}));
    table.add(toy_column(
        "B_001M", {kNaN, kNaN, kNaN},
        {io::Missing::Empty, io::Missing::MarginControlled, io::Missing::MarginNoSample}));
    const auto d = derived(R"({ name = "E_A", copy = "B_001E", margin = "M_A" })", table);
    EXPECT_THAT(d.at("E_A").margin, ElementsAre(0, 0, IsNan()));
}

TEST(Derive, OnlyTheLargestMarginOfZeroEstimatesWhereAsked) {
    // Census handbook, chapter 8.
    const auto table = toy_table({{"A_1E", {0}},
                                  {"A_1M", {13}},
                                  {"A_2E", {0}},
                                  {"A_2M", {22}},
                                  {"A_3E", {4}},
                                  {"A_3M", {3}}});
    const auto d = derived(R"(
        { name = "all", sum = ["A_1E", "A_2E", "A_3E"], margin = "all_m" },
        { name = "one", sum = ["A_1E", "A_2E", "A_3E"], margin = "one_m", zero_margins = "largest" })",
                           table);
    EXPECT_DOUBLE_EQ(d.at("all").margin[0], std::sqrt(13.0 * 13 + 22 * 22 + 9));
    EXPECT_DOUBLE_EQ(d.at("one").margin[0], std::sqrt(22.0 * 22 + 9));
}

TEST(Derive, CopiesKeepTheReason) {
    tract::TractTable table({"a"});
    table.add(toy_column("DP03_0009PE", {kNaN}, {io::Missing::NoSample}));
    const auto d =
        derived(R"({ name = "EP_UNEMP", copy = "DP03_0009PE", margin = "MP_UNEMP" })", table);
    EXPECT_EQ(d.at("EP_UNEMP").reason(0), io::Missing::NoSample);
}

TEST(Derive, AbsentMarginsAndAdjunctsAreFindingsAbsentInputsAnError) {
    const auto table = toy_table({{"x", {1, 2}}, {"B_001E", {1, 2}}});
    const auto recipe = recipe_of(R"(id = "t"
derive = [
    { name = "E_A", copy = "B_001E", margin = "M_A" },
    { name = "E_GONE", copy = "B_002E", adjunct = true },
]
indicator = [{ column = "x" }])");
    Diagnostics findings;
    const auto result = index::evaluate(recipe, table, findings);
    ASSERT_EQ(findings.findings().size(), 2U);
    EXPECT_EQ(findings.findings()[0].code, "no-margins");
    EXPECT_EQ(findings.findings()[1].code, "adjunct-absent");
    EXPECT_THAT(columns_of(result).at("M_A").values, ElementsAre(IsNan(), IsNan()));

    auto needed = recipe;
    needed.derived[1].adjunct = false;
    EXPECT_THAT(
        error_of([&] { index::evaluate(needed, table, findings); }),
        testing::AllOf(testing::HasSubstr("needs a column that the table lacks: \"B_002E\""),
                       testing::HasSubstr("did you mean \"B_001E\"?")));
}

} // namespace
} // namespace tractwise::test
