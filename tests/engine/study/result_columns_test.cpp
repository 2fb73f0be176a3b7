// SPDX-License-Identifier: Apache-2.0
#include "engine/study/result_columns.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/plan/toy_siting.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::study {
namespace {

using test::expect_values;

tract::Column column(std::string name, std::string unit, std::vector<double> values,
                     std::vector<double> margin = {}) {
    tract::Column made;
    made.info = {.name = std::move(name), .label = "Label", .unit = std::move(unit)};
    made.values = std::move(values);
    made.margin = std::move(margin);
    for (std::size_t row = 0; row < made.values.size(); ++row)
        if (std::isnan(made.values[row]))
            made.set_missing(row, io::Missing::NoSample);
    return made;
}

TEST(ResultColumns, AreThoseOfTheTableThatASourceSupplies) {
    test::ToySiting toy;
    const ResultColumns columns(toy.run("k = 1\nwithin = \"1.2 km\"\ncandidates = \"sites\"\n"));
    std::vector<std::string> supplied, shown;
    for (const tract::TableColumn& column : columns.results().table->columns())
        if (column.has_source())
            supplied.push_back(column.info().name);
    for (const tract::ColumnInfo& info : columns.infos())
        shown.push_back(info.name);
    EXPECT_EQ(shown, supplied);
    EXPECT_LT(supplied.size(), columns.results().table->columns().size());
    EXPECT_EQ(columns.first_choice(), "toy_percentile");
    EXPECT_EQ(columns.info("toy_percentile")->unit, "percentile");
    EXPECT_FALSE(columns.results().layer_table->has("toy_percentile"));
    EXPECT_FALSE(columns.results().layer_table->has("reach_plan_share"));
}

TEST(ResultColumns, TakesAFrontEndsOwnColumn) {
    test::ToySiting toy;
    ResultColumns columns(toy.run("k = 1\nwithin = \"1.2 km\"\ncandidates = \"sites\"\n"));
    columns.add(difference(columns["reach_plan_share"], columns["reach_today_share"]));
    const tract::Column& gain = columns["reach_plan_share_less_reach_today_share"];
    EXPECT_EQ(gain.info.unit, "percentage points");
    EXPECT_EQ(gain.info.label, "In need and within 1.2 km of an open site, with the plan − today");
    EXPECT_EQ(columns.infos().back(), gain.info);
    EXPECT_THROW(columns.add(gain), Error);                           // a name twice
    EXPECT_THROW(columns.add(column("short", "people", {1})), Error); // one value for six tracts
}

TEST(Difference, KeepsUnitsMarginsAndWhatIsMissing) {
    const tract::Column people = difference(column("a", "people", {10, kNaN, 5}, {3, 1, 5}),
                                            column("b", "people", {4, 2, kNaN}, {4, 1, 1}));
    expect_values(people, {6, kNaN, kNaN});
    EXPECT_EQ(people.margin[0], 5); // 3, 4, 5
    EXPECT_TRUE(std::isnan(people.margin[1]));
    EXPECT_EQ(people.reason(0), io::Missing::None);
    EXPECT_EQ(people.reason(1), io::Missing::NoSample);
    EXPECT_EQ(people.reason(2), io::Missing::NoSample);
    EXPECT_EQ(people.info.name, "a_less_b");
    EXPECT_EQ(people.info.label, "Label − Label");
    EXPECT_EQ(people.info.unit, "people");

    const tract::Column shares =
        difference(column("a", "share", {0.5}), column("b", "share", {0.25}));
    expect_values(shares, {25});
    EXPECT_EQ(shares.info.unit, "percentage points");
    EXPECT_TRUE(shares.margin.empty());
    const tract::Column places =
        difference(column("a", "percentile", {0.2}), column("b", "percentile", {0.9}));
    expect_values(places, {-70});
    EXPECT_EQ(places.info.unit, "percentile points");

    EXPECT_THROW(difference(column("a", "share", {1}), column("b", "people", {1})), Error);
    EXPECT_THROW(difference(column("a", "people", {1}), column("b", "people", {1, 2})), Error);
}

} // namespace
} // namespace tractwise::study
