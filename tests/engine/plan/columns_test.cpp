// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/columns.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/plan/toy_siting.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::plan {
namespace {

using test::expect_values;

/// The toy study's clinic reaches its own tract and its neighbors within 1.2 km; the best stop
/// adds the tract at the end, 2 km away.
TEST(PlanColumns, ByHand) {
    test::ToySiting toy;
    const auto results =
        toy.run("k = 1\nwithin = \"1.2 km\"\nexisting = \"clinics\"\ncandidates = \"sites\"\n"
                "need = \"uninsured_people\"\n[siting.scenarios]\nfar = [\"E\"]\n");
    const tract::TractTable& columns = *results->table;
    expect_values(columns["reach_today_share"], {1, 1, 0, 1, kNaN, kNaN});
    expect_values(columns["reach_far_share"], {1, 1, 0, 1, kNaN, kNaN});
    expect_values(columns["reach_plan_share"], {1, 1, 1, 1, kNaN, kNaN});
    const tract::Column& newly = columns["reach_plan_newly"];
    expect_values(newly, {0, 0, 45, 0, kNaN, 0});
    EXPECT_EQ(newly.margin[2], 10); // all of the tract, so its whole margin
    EXPECT_EQ(newly.info.unit, "people");
    // The survey does not know the fifth tract's need; in the water there is none.
    EXPECT_EQ(columns["reach_plan_share"].reason(4), io::Missing::Dependent);
    EXPECT_EQ(columns["reach_plan_share"].reason(5), io::Missing::ZeroDenominator);
    EXPECT_EQ(newly.reason(4), io::Missing::Dependent);
    EXPECT_EQ(newly.reason(5), io::Missing::None);
    const tract::Column& cost = columns["nearest_open_cost"];
    EXPECT_EQ(cost.info.unit, "m");
    EXPECT_LT(cost.values[0], 5); // the clinic is in the middle of its tract
    EXPECT_EQ(cost.reason(5), io::Missing::NoPeople);
    EXPECT_EQ(columns.columns().back().info().name, "nearest_open_cost"); // behind the layers'
    EXPECT_EQ(columns.info("reach_plan_share")->label,
              "In need and within 1.2 km of an open site, with the plan");
}

TEST(PlanColumns, AreAbsentWithoutOne) {
    test::ToySiting toy;
    toy.session.update(toy.study("k = 1\nwithin = \"1.2 km\"\ncandidates = \"sites\"\n"));
    const auto results = toy.session.run({}, study::Session::Stage::Index);
    const tract::TractTable& columns = *results->table;
    EXPECT_FALSE(columns.has("reach_today_share"));
    EXPECT_FALSE(columns.has("nearest_open_cost"));
}

/// Summed over the tracts, the columns are what the plan says of the whole county.
TEST(PlanColumns, SumToThePlansOwnNumbers) {
    test::ToySiting toy; // for its session
    toy.session.update(study::Study::read(test::source_file("data/studies/sample_siting.toml")));
    const auto results = toy.session.run({});
    const tract::TractTable& columns = *results->table;
    const SitingResults& siting = *results->siting;
    std::vector<double> need(results->tracts->size(), 0), traveling = need;
    for (std::size_t home = 0; home < siting.homes->area.size(); ++home) {
        need[siting.homes->area[home]] += siting.homes->groups[0].group.people[home];
        if (!std::isnan(siting.tally.nearest_cost[home]))
            traveling[siting.homes->area[home]] += siting.homes->groups[1].group.people[home];
    }
    const auto reached = [&](const char* name) {
        double sum = 0;
        for (std::size_t t = 0; t < need.size(); ++t)
            if (const double share = columns[name].values[t]; !std::isnan(share)) {
                EXPECT_GE(share, 0);
                EXPECT_LE(share, 1 + 1e-12);
                sum += share * need[t];
            } else {
                EXPECT_EQ(need[t], 0);
            }
        return sum;
    };
    EXPECT_NEAR(reached("reach_today_share"), siting.reach.groups[0].before.people, 1e-6);
    EXPECT_NEAR(reached("reach_plan_share"), siting.reach.groups[0].after.people, 1e-6);
    EXPECT_NEAR(reached("reach_partners_share"),
                siting.scenarios.at("partners").groups[0].after.people, 1e-6);
    double newly = 0, cost = 0, all = 0;
    for (std::size_t t = 0; t < need.size(); ++t) {
        if (!std::isnan(columns["reach_plan_newly"].values[t]))
            newly += columns["reach_plan_newly"].values[t];
        if (traveling[t] > 0) {
            cost += columns["nearest_open_cost"].values[t] * traveling[t];
            all += traveling[t];
        }
    }
    EXPECT_NEAR(newly, siting.reach.groups[0].newly.people, 1e-6);
    EXPECT_NEAR(cost / all, siting.reach.groups[1].mean_cost, 1e-9);
}

} // namespace
} // namespace tractwise::plan
