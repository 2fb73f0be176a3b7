// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"

#include "tests/engine/plan/toy_siting.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::plan {
namespace {

using test::finding;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kStraightPlan =
    "k = 1\nwithin = \"500 m\"\nexisting = \"clinics\"\ncandidates = \"sites\"\n";
const std::string kByStreet = "k = 1\nwithin = \"4 min\"\nexisting = \"clinics\"\n"
                              "candidates = \"sites\"\ncost = \"drive\"\nstreets = \"streets\"\n";

class SitingNeed : public test::SitingTest {
protected:
    /// One home a tract, in order of the tracts.
    static const siting::SurveyGroup& group(const SitingResults& siting, const std::string& name) {
        for (const siting::SurveyGroup& each : siting.homes->groups)
            if (each.group.name == name)
                return each;
        throw std::logic_error("no group " + name);
    }
};

TEST_F(SitingNeed, APlainColumnKeepsItsMargins) {
    const SitingResults& siting = run(kStraightPlan + "need = \"uninsured_people\"");
    EXPECT_THAT(siting.problem->need, ElementsAre(10, 30, 45, 20, 0, 0));
    EXPECT_EQ(siting.homes->groups[0].group.name, "need");
    EXPECT_EQ(siting.homes->groups[0].group.people, siting.problem->need);
    EXPECT_THAT(siting.homes->groups[0].margin, ElementsAre(4, 6, 10, 5, 0, 12));
    EXPECT_EQ(siting.homes->groups[1].group.name, "population");
    EXPECT_THAT(siting.homes->groups[1].group.people, ElementsAre(100, 200, 300, 100, 200, 0));
    EXPECT_THAT(siting.homes->groups[1].margin, ElementsAre(10, 20, 30, 10, 20, 12));
    EXPECT_EQ(siting.need_unit, "people");
    EXPECT_EQ(siting.need_words, "People without health insurance");
    // B reaches 45 of 105; margins add as squares.
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("B"));
    EXPECT_EQ(siting.reach.groups[0].newly.people, 45);
    EXPECT_NEAR(siting.reach.groups[0].after.moe, std::sqrt(16 + 100), 1e-9);
}

TEST_F(SitingNeed, MissingNeedIsCountedAndNeverNobodyInSilence) {
    run(kStraightPlan + "need = \"uninsured_people\"");
    const Finding missing = finding(*results_, "need-missing");
    EXPECT_EQ(missing.count, 1U);
    EXPECT_THAT(missing.examples, ElementsAre("99001000500"));
    EXPECT_THAT(missing.message, HasSubstr("200 people live there"));
}

// 100 x 0.1, 200 x 0.5, 300 x 0, 100 x 0.25, 200 x 0.1
TEST_F(SitingNeed, AProductMultipliesAndItsMarginFollowsTheHandbook) {
    const SitingResults& siting =
        run(kStraightPlan + "need = [\"population\", \"no_vehicle_share\"]");
    EXPECT_THAT(siting.problem->need, ElementsAre(10, 100, 0, 25, 20, 0));
    EXPECT_EQ(siting.need_unit, "weighted people");
    // sqrt(200^2 x 0.1^2 + 0.5^2 x 20^2)
    EXPECT_NEAR(siting.homes->groups[0].margin[1], std::sqrt(400 + 100), 1e-9);
}

TEST_F(SitingNeed, AnIndexMayWeighPeople) {
    const SitingResults& siting =
        run(kStraightPlan + "need = [\"population\", \"toy_percentile\"]");
    const auto& percentile = results_->index->percentile;
    for (std::size_t t = 0; t < 5; ++t)
        EXPECT_DOUBLE_EQ(siting.problem->need[t],
                         (*results_->table)["population"].values[t] * percentile[t]);
    EXPECT_THAT(siting.need_words, testing::EndsWith(" times the toy percentile"));
    EXPECT_TRUE(siting.homes->groups[0].margin.empty());
    EXPECT_THAT(siting.doubts_left_out,
                testing::Contains("low-need: no margins for toy_percentile"));
    EXPECT_EQ(finding(*results_, "need-missing").count, 0U); // the water has no rank, and nobody
}

// 000300 is farthest from everything: the worst tract.
TEST_F(SitingNeed, OnlyKeepsTractsAndPercentIsUnderstood) {
    for (const char* only :
         {"toy_percentile >= 75", "toy_percentile >= 0.75", "toy_percentile >= 75 %"}) {
        const SitingResults& siting =
            run(kStraightPlan + "need = \"uninsured_people\"\nonly = \"" + only + "\"");
        EXPECT_THAT(siting.problem->need, ElementsAre(0, 0, 45, 0, 0, 0)) << only;
        EXPECT_THAT(siting.homes->groups[0].margin, ElementsAre(0, 0, 10, 0, 0, 0));
        EXPECT_THAT(siting.need_words, HasSubstr("in tracts with a toy percentile of 75 or more"));
        // Groups are of every tract.
        EXPECT_EQ(group(siting, "uninsured_people").group.people[1], 30);
    }
    EXPECT_THAT(toy_.error(kStraightPlan + "only = \"toy_percentile >= 101\""),
                HasSubstr("above 100 %"));
    EXPECT_THAT(toy_.error(kStraightPlan +
                           "need = \"no_vehicle_households\"\nonly = \"uninsured_people >= 500\""),
                AllOf(HasSubstr("nobody is in need"), HasSubstr("lower threshold")));
}

TEST_F(SitingNeed, ATractThatCannotBeRankedIsAFinding) {
    const SitingResults& siting =
        run(kStraightPlan + "need = \"population\"\nonly = \"uninsured_people >= 20\"");
    EXPECT_THAT(siting.problem->need, ElementsAre(0, 200, 300, 100, 0, 0));
    EXPECT_THAT(finding(*results_, "need-not-ranked").message, HasSubstr("200 people live there"));
}

TEST_F(SitingNeed, GroupsAreThoseOfTheTable) {
    const SitingResults& siting = run(kStraightPlan);
    std::vector<std::string> names;
    for (const auto& each : siting.homes->groups)
        names.push_back(each.group.name);
    EXPECT_THAT(names, ElementsAre("need", "population", "hispanic", "black_nh", "uninsured_people",
                                   "no_vehicle_households"));
    EXPECT_THAT(group(siting, "black_nh").margin, ElementsAre(8, 5, 12, 7, 4, 12));
    EXPECT_THAT(finding(*results_, "group-missing").message, HasSubstr("200 people live there"));
    const SitingResults& own = run(kStraightPlan + "groups = [\"black_nh\", \"population\"]");
    EXPECT_EQ(own.homes->groups.size(), 3U);
}

TEST_F(SitingNeed, AGroupThatCountsNobodyIsRefused) {
    EXPECT_THAT(toy_.error(kStraightPlan + "groups = [\"no_vehicle_share\"]"),
                AllOf(HasSubstr("study.toml"), HasSubstr("counts nobody")));
    EXPECT_THAT(toy_.error(kStraightPlan + "groups = [\"white_nh\"]"),
                HasSubstr("\"white_nh\" has no value in any tract"));
    EXPECT_THAT(toy_.error(kStraightPlan + "need = \"no_vehicle_share\""),
                HasSubstr("counts nobody"));
    EXPECT_THAT(toy_.error(kStraightPlan + "need = [\"population\", \"disability_share\"]"),
                HasSubstr("has no value in any tract"));
}

TEST_F(SitingNeed, ATractIsSpreadOverItsHomesByPeople) {
    toy_.toy.folder.write("homes.csv", "GEOID20,POP20,INTPTLAT20,INTPTLON20\n"
                                       "990010001001000,100,39.0045,-96.9942\n"
                                       "990010002001000,50,39.0045,-96.9826\n"
                                       "990010002001001,150,39.0040,-96.9820\n"
                                       "990010003001000,0,39.0045,-96.9710\n"
                                       "990010003001001,0,39.0046,-96.9711\n"
                                       "990010005001000,200,38.9955,-96.9826\n");
    const SitingResults& siting = run(kStraightPlan + "need = \"uninsured_people\"");
    EXPECT_THAT(siting.problem->need, ElementsAre(10, 7.5, 22.5, 22.5, 22.5, 0));
    EXPECT_THAT(finding(*results_, "need-without-people").examples, ElementsAre("99001000300"));
    const Finding nowhere = finding(*results_, "need-without-point");
    EXPECT_THAT(nowhere.message, HasSubstr("tracts with 20 in need"));
    EXPECT_THAT(nowhere.examples, ElementsAre("99001000400"));
}

// Half of 000200 has no vehicle. Driving a kilometer takes 2.4 minutes at 25 km/h, walking it 12.
TEST_F(SitingNeed, HouseholdsWithoutAVehicleTravelOnTheirOwnRows) {
    const SitingResults& siting =
        run(kByStreet + "no_vehicle = \"walk\"\nneed = \"uninsured_people\"");
    ASSERT_EQ(siting.problem->homes(), 12U);
    EXPECT_THAT(siting.problem->need, ElementsAre(9, 1, 15, 15, 45, 0, 15, 5, 0, 0, 0, 0));
    EXPECT_THAT(group(siting, "no_vehicle_households").group.people,
                ElementsAre(0, 4, 0, 40, 0, 0, 0, 10, 0, 8, 0, 0));
    EXPECT_EQ(siting.row_id[2], siting.row_id[3]);
    EXPECT_EQ(siting.homes->area[11], 5U);
    // A reaches the walkers of its own tract and the drivers of 000300.
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("A"));
    EXPECT_EQ(siting.plan.value, 100);
    EXPECT_EQ(siting.unit, "min");
    const auto& reach = siting.reach.groups;
    EXPECT_EQ(reach[0].before.people, 40);
    EXPECT_EQ(reach.back().name, "no_vehicle_households");
    EXPECT_EQ(reach.back().before.people, 4);
    EXPECT_EQ(reach.back().after.people, 44);
    EXPECT_EQ(siting.tally.nearest[3], 1U); // walkers of 000200: A at their door
    EXPECT_EQ(siting.tally.nearest[7], siting::PlanTally::kNone); // of 000400: nothing
    EXPECT_TRUE(std::isnan(siting.tally.nearest_cost[7]));
    EXPECT_THAT(siting.doubts_left_out,
                testing::Contains(HasSubstr("walking: households without a vehicle travel on")));
}

TEST_F(SitingNeed, PeopleOfNoStreetAreInNobodysCount) {
    toy_.toy.folder.write("homes.csv", "GEOID20,POP20,INTPTLAT20,INTPTLON20\n"
                                       "990010001001000,100,39.0045,-96.9942\n"
                                       "990010002001000,200,39.0045,-96.9826\n"
                                       "990010003001000,300,39.0045,-96.9710\n"
                                       "990010004001000,100,38.9,-96.9942\n"
                                       "990010005001000,200,38.9955,-96.9826\n");
    const SitingResults& siting = run(kByStreet + "need = \"uninsured_people\"");
    EXPECT_EQ(siting.problem->total_need(), 85);
    EXPECT_EQ(siting.reach.groups[1].total.people, 800);
    const Finding unplaced = finding(*results_, "need-not-placed");
    EXPECT_EQ(unplaced.count, 1U);
    EXPECT_THAT(unplaced.message, AllOf(HasSubstr("100 people"), HasSubstr("20 in need")));
}

TEST_F(SitingNeed, ATableOfTravelTimesKnowsSitesByTheirIds) {
    toy_.toy.folder.write("times.csv", "origin,destination,minutes\n990010001001000,North,4\n"
                                       "990010002001000,A,7\n990010003001000,A,22\n"
                                       "990010003001000,B,9\n990010004001000,C,3\n"
                                       "990010005001000,D,3\n");
    const SitingResults& siting =
        run("k = 1\nwithin = \"15 min\"\nexisting = { source = \"clinics\", id = \"name\" }\n"
            "candidates = \"sites\"\nid = \"id\"\nneed = \"uninsured_people\"\n"
            "cost = { table = \"times\" }\n[sources.times]\npath = \"times.csv\"");
    EXPECT_EQ(siting.unit, "min");
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("B"));
    EXPECT_EQ(siting.plan.value, 10 + 45);
    EXPECT_THAT(siting.doubts_left_out,
                testing::Contains(HasSubstr("walking: a table of travel times")));
    // 990000 is not in the table: nobody lives there, and no finding is due.
    EXPECT_EQ(finding(*results_, "need-not-placed").count, 0U);
    EXPECT_THAT(toy_.error("k = 1\nwithin = \"1 mile\"\ncandidates = \"sites\"\nid = \"id\"\n"
                           "cost = { table = \"times\" }\n[sources.times]\npath = \"times.csv\""),
                HasSubstr("travel is measured in minutes"));
}

TEST_F(SitingNeed, FairPlansLookAtRaceAndEthnicity) {
    const std::string fair = "objective = \"max-min\"\n" + kStraightPlan;
    const SitingResults& siting = run(fair);
    ASSERT_EQ(siting.problem->groups.size(), 2U);
    EXPECT_EQ(siting.problem->groups[0].name, "hispanic");
    EXPECT_THAT(siting.problem->groups[1].people, ElementsAre(50, 20, 0, 40, 10, 0));
    const SitingResults& own = run(fair + "fair_groups = [\"uninsured_people\"]");
    EXPECT_EQ(own.problem->groups.size(), 1U);
    EXPECT_TRUE(run(kStraightPlan).problem->groups.empty());
}

TEST_F(SitingNeed, AFairPlanMayServeItsGroupsWhereNobodyInNeedIsInReach) {
    const SitingResults& siting =
        run("objective = \"max-min\"\nk = 1\nwithin = \"500 m\"\nneed = \"uninsured_people\"\n"
            "only = \"toy_percentile >= 75\"\nfair_groups = [\"hispanic\"]\n"
            "candidates = { source = \"sites\", where = { name = [\"Dogwood Hall\"] } }\n");
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("D"));
    // The water is outside `only`: its margin is none of the need's.
    EXPECT_EQ(siting.homes->groups[0].margin.back(), 0);
}

} // namespace
} // namespace tractwise::plan
