// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/dragged_plan.hpp"

#include "engine/core/error.hpp"

#include "tests/engine/plan/toy_siting.hpp"

#include <gtest/gtest.h>

namespace tractwise::plan {
namespace {

/// Every candidate in turn in place of the first stop: the totals must be those that a plan with
/// this candidate has.
void expect_as_if_chosen(const std::shared_ptr<const SitingResults>& siting) {
    DraggedPlan dragged(siting);
    const auto existing = siting->problem->with_role(siting::Role::Existing);
    for (const std::uint32_t site : siting->problem->with_role(siting::Role::Candidate)) {
        SCOPED_TRACE(siting->problem->sites[site].id);
        std::vector<std::uint32_t> stops = siting->plan.stops;
        if (std::find(stops.begin() + 1, stops.end(), site) != stops.end())
            continue;
        stops.front() = site;
        const siting::PlanReach expected = siting::reach_of(siting->problem->costs, siting->limit,
                                                            *siting->homes, stops, existing);
        dragged.move(0, siting->problem->sites[site].place);
        for (std::size_t g = 0; g < expected.groups.size(); ++g) {
            EXPECT_NEAR(dragged.live().after(g), expected.groups[g].after.people, 1e-6);
            EXPECT_NEAR(dragged.live().stop_newly(0, g), expected.stop(0, g).newly.people, 1e-6);
            EXPECT_NEAR(dragged.live().stop_alone(0, g), expected.stop(0, g).alone.people, 1e-6);
        }
    }
}

std::shared_ptr<const SitingResults> sited(test::ToySiting& toy, const std::string& lines) {
    return toy.run(lines)->siting;
}

TEST(DraggedPlanTest, StraightLines) {
    test::ToySiting toy;
    expect_as_if_chosen(sited(toy, "k = 2\nwithin = \"1.2 km\"\nexisting = \"clinics\"\n"
                                   "candidates = \"sites\"\nneed = \"uninsured_people\"\n"));
}

TEST(DraggedPlanTest, AlongStreetsAndOnFoot) {
    test::ToySiting toy;
    expect_as_if_chosen(sited(toy, "k = 2\nwithin = \"3 min\"\nexisting = \"clinics\"\n"
                                   "candidates = \"sites\"\nneed = \"uninsured_people\"\n"
                                   "cost = \"drive\"\nstreets = \"streets\"\n"
                                   "no_vehicle = \"walk\"\n"));
}

TEST(DraggedPlanTest, TheSampleCountyByStreet) {
    test::ToySiting toy; // for its session
    toy.session.update(study::Study::read(test::source_file("data/studies/sample_siting.toml")));
    expect_as_if_chosen(toy.session.run({})->siting);
}

TEST(DraggedPlanTest, StopsComeAndGo) {
    test::ToySiting toy;
    const auto siting = sited(toy, "k = 1\nwithin = \"1.2 km\"\nexisting = \"clinics\"\n"
                                   "candidates = \"sites\"\nneed = \"uninsured_people\"\n");
    DraggedPlan dragged(siting);
    const double before = dragged.live().after(0);
    const geo::LonLat nowhere{0, 0};
    EXPECT_EQ(dragged.add(nowhere), 1U);
    EXPECT_EQ(dragged.live().after(0), before);
    EXPECT_EQ(dragged.live().stop_reached(1, 0), 0);
    dragged.remove(0);
    EXPECT_EQ(dragged.live().stops(), 1U);
    EXPECT_EQ(dragged.live().newly(0), 0);
    EXPECT_EQ(dragged.place(0), nowhere);
}

} // namespace
} // namespace tractwise::plan
