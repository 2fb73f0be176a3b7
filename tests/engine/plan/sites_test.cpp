// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"

#include "tests/engine/plan/toy_siting.hpp"

#include <gmock/gmock.h>

namespace tractwise::plan {
namespace {

using siting::Role;
using test::finding;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kBarePlan = "k = 1\nwithin = \"500 m\"\nneed = \"uninsured_people\"\n";
const std::string kAll = kBarePlan + "existing = \"clinics\"\ncandidates = \"sites\"\n";

class SitingSites : public test::SitingTest {
protected:
    std::vector<std::string> ids(const std::string& siting) {
        std::vector<std::string> ids;
        for (const siting::Site& site : run(siting).problem->sites)
            ids.push_back(site.id);
        return ids;
    }
};

TEST_F(SitingSites, ExistingOnesStandBeforeCandidates) {
    EXPECT_THAT(ids(kAll), ElementsAre("North", "A", "B", "C", "D", "E"));
    const auto& sites = results_->siting->problem->sites;
    EXPECT_EQ(sites[0].role, Role::Existing);
    EXPECT_EQ(sites[1].role, Role::Candidate);
    EXPECT_EQ(sites[1].name, "Almond School");
    EXPECT_EQ(sites[1].place.lat, 39.0045);
}

// As in layers, blanks and case do not matter.
TEST_F(SitingSites, WhereKeepsRows) {
    EXPECT_THAT(
        ids(kBarePlan + "candidates = { source = \"sites\", where = { parking = [\"YES\"] } }"),
        ElementsAre("A", "B", "C", "D", "G"));
    EXPECT_THAT(
        toy_.error(kBarePlan +
                   "candidates = { source = \"sites\", where = { parking = [\"maybe\"] } }"),
        AllOf(HasSubstr("study.toml"), HasSubstr("none of the 7 rows")));
    EXPECT_THAT(toy_.error(kBarePlan +
                           "candidates = { source = \"sites\", where = { parkng = [\"yes\"] } }"),
                HasSubstr("did you mean \"parking\""));
}

TEST_F(SitingSites, CandidatesWithoutCoordinatesAreCounted) {
    ids(kAll);
    const Finding found = finding(*results_, "site-without-place");
    EXPECT_EQ(found.count, 1U);
    EXPECT_THAT(found.examples, ElementsAre("F"));
}

TEST_F(SitingSites, ACandidateBesideAnExistingSiteIsThatSite) {
    ids(kAll);
    EXPECT_THAT(finding(*results_, "candidate-exists").examples, ElementsAre("G"));
    // Unless somebody asks for it by name.
    EXPECT_THAT(ids(kAll + "required = [\"G\"]"),
                ElementsAre("North", "A", "B", "C", "D", "E", "G"));
    EXPECT_EQ(results_->siting->problem->sites[6].role, Role::Required);
    EXPECT_THAT(test::stop_ids(*results_->siting), ElementsAre("G"));
    EXPECT_THAT(toy_.error(kAll + "[siting.scenarios]\na = [\"G\"]"),
                HasSubstr("is within 50 m of the existing site \"North\""));
}

TEST_F(SitingSites, RolesAreGivenByName) {
    ids(kAll + "required = [\"C\"]\nexcluded = [\"A\"]");
    EXPECT_EQ(results_->siting->problem->sites[1].role, Role::Excluded);
    EXPECT_EQ(results_->siting->problem->sites[3].role, Role::Required);
    EXPECT_THAT(test::stop_ids(*results_->siting), ElementsAre("C"));
}

TEST_F(SitingSites, ContradictionsAreRefused) {
    EXPECT_THAT(toy_.error(kAll + "required = [\"Q\"]"),
                AllOf(HasSubstr("study.toml:"), HasSubstr("no candidate has the id \"Q\"")));
    EXPECT_THAT(toy_.error(kBarePlan + "candidates = { source = \"sites\", id = \"name\" }\n"
                                       "required = [\"Almond Schol\"]"),
                HasSubstr("did you mean \"Almond School\""));
    EXPECT_THAT(toy_.error(kAll + "excluded = [\"North\"]"),
                HasSubstr("leave it out of `existing`"));
    EXPECT_THAT(toy_.error(kAll + "required = [\"North\"]"), HasSubstr("stays open anyway"));
    EXPECT_THAT(toy_.error(kBarePlan +
                           "candidates = { source = \"sites\", where = { parking = [\"yes\"] } }\n"
                           "required = [\"E\"]"),
                HasSubstr("is left out by `where`"));
    EXPECT_EQ(kind(kAll + "excluded = [\"North\"]"), ErrorKind::Usage);
}

TEST_F(SitingSites, ARowMayNotBeExistingAndRequiredAtOnce) {
    const std::string both = kBarePlan +
                             "existing = { source = \"sites\", where = { name = [\"Almond "
                             "School\"] } }\ncandidates = \"sites\"\n";
    EXPECT_THAT(ids(both), ElementsAre("A", "B", "C", "D", "E", "G"));
    EXPECT_EQ(results_->siting->problem->sites[0].role, Role::Existing);
    EXPECT_EQ(results_->siting->problem->sites[1].role, Role::Candidate);
    EXPECT_THAT(toy_.error(both + "required = [\"A\"]"), HasSubstr("is an existing site"));
    EXPECT_THAT(toy_.error(both + "excluded = [\"A\"]"), HasSubstr("is an existing site"));
    EXPECT_THAT(toy_.error(both + "[siting.scenarios]\na = [\"A\"]"),
                HasSubstr("is the existing site \"A\""));
}

TEST_F(SitingSites, ARequiredSiteNeedsCoordinates) {
    EXPECT_THAT(
        toy_.error(kAll + "required = [\"F\"]"),
        AllOf(HasSubstr("sites"), HasSubstr("line 7"), HasSubstr("\"F\" has no coordinates")));
    EXPECT_EQ(kind(kAll + "required = [\"F\"]"), ErrorKind::Input);
}

TEST_F(SitingSites, MoreStopsThanCandidatesAreRefused) {
    const std::string six = "k = 6\nwithin = \"500 m\"\nexisting = \"clinics\"\n"
                            "candidates = \"sites\"\nexcluded = [\"A\"]";
    EXPECT_THAT(toy_.error(six),
                AllOf(HasSubstr("study.toml"), HasSubstr("k = 6, but there are 4 candidates"),
                      HasSubstr("1 excluded by name")));
    EXPECT_EQ(kind(six), ErrorKind::Usage);
}

TEST_F(SitingSites, AnIdThatStandsForTwoPlacesIsRefused) {
    const std::string rows = "id,name,lat,lon\nA,First,39.0045,-96.9826\nB,Other,39.0045,-96.971\n";
    toy_.toy.folder.write("sites.csv", rows + "A,Second,38.9955,-96.9826\n");
    EXPECT_THAT(toy_.error(kAll), AllOf(HasSubstr("line 4"), HasSubstr("line 2"),
                                        HasSubstr("\"A\" stands for two places")));
    EXPECT_EQ(kind(kAll), ErrorKind::Input);
}

TEST_F(SitingSites, ASiteThatStandsTwiceCountsOnce) {
    toy_.toy.folder.write("sites.csv", "id,name,lat,lon\nA,First,39.0045,-96.9826\n"
                                       "B,Other,39.0045,-96.971\nA,First again,39.0045,-96.9826\n");
    EXPECT_THAT(ids(kAll), ElementsAre("North", "A", "B"));
    EXPECT_EQ(finding(*results_, "site-twice").count, 1U);
}

TEST_F(SitingSites, IdsOfTwoSourcesAreToldApart) {
    toy_.toy.folder.write("clinics.csv", "id,name,lat,lon\nA,North,39.0045,-96.9942\n");
    EXPECT_THAT(ids(kAll), ElementsAre("clinics:A", "B", "C", "D", "E", "sites:A"));
    // What the candidates' own file calls A can only be the candidate.
    ids(kAll + "required = [\"A\"]");
    EXPECT_THAT(test::stop_ids(*results_->siting), ElementsAre("sites:A"));
}

TEST_F(SitingSites, WithoutIdsRowsAreNumbered) {
    toy_.toy.folder.write("sites.csv",
                          "name,lat,lon\nStop,39.0045,-96.9826\nStop,39.0045,-96.971\n");
    EXPECT_THAT(ids(kAll), ElementsAre("North", "sites-1", "sites-2"));
    EXPECT_EQ(finding(*results_, "site-without-id").count, 2U);
}

TEST_F(SitingSites, TheOrderOfRowsMakesNoDifference) {
    const std::string plan = "k = 2\nobjective = \"p-median\"\ncandidates = \"sites\"\n";
    const auto first = toy_.run(plan);
    test::ToySiting other;
    other.toy.folder.write("sites.csv", "id,name,lat,lon\nD,Dogwood Hall,38.9955,-96.9826\n"
                                        "C,Cedar Library,38.9955,-96.9942\nE,Elm Lot,40.0,-96.0\n"
                                        "G,Grove Chapel,39.0047,-96.9942\nF,Fir School,,\n"
                                        "B,Beech Church,39.0045,-96.9710\n"
                                        "A,Almond School,39.0045,-96.9826\n");
    const auto second = other.run(plan);
    EXPECT_EQ(test::stop_ids(*first->siting), test::stop_ids(*second->siting));
    EXPECT_EQ(first->siting->plan.value, second->siting->plan.value);
}

TEST_F(SitingSites, HomesCanBeCandidates) {
    const auto all = ids(kBarePlan + "candidates = \"demand\"\nexisting = \"clinics\"");
    EXPECT_THAT(all, ElementsAre("North", "990010002001000", "990010003001000", "990010004001000",
                                 "990010005001000", "990019900001000"));
    EXPECT_THAT(test::stop_ids(*results_->siting), ElementsAre("990010003001000"));
}

TEST_F(SitingSites, CostsAndCapacitiesComeFromColumns) {
    const std::string rich =
        "candidates = { source = \"sites\", cost = \"cost\", capacity = \"capacity\", "
        "where = { parking = [\"yes\"] } }\nneed = \"uninsured_people\"\nwithin = \"500 m\"\n";
    // 6 buys A (30 people, costs 3), C (20, 2) and D (nobody is known, 1), or B alone (45, 5).
    const auto results = toy_.run("budget = 5\n" + rich);
    EXPECT_EQ(results->siting->plan.value, 50);
    EXPECT_THAT(test::stop_ids(*results->siting), ElementsAre("A", "C"));
    // A serves 25 of 30, B 30 of 45.
    const auto full = toy_.run("k = 2\ncapacities = true\n" + rich);
    EXPECT_EQ(full->siting->plan.value, 55);
    EXPECT_EQ(full->siting->plan.served.size(), 2U);
    EXPECT_THAT(toy_.error("budget = 5\nwithin = 500\ncandidates = \"sites\""),
                HasSubstr("names a column of costs"));
    EXPECT_THAT(toy_.error("k = 1\ncapacities = true\nwithin = 500\ncandidates = \"sites\""),
                HasSubstr("names a column of capacities"));
}

TEST_F(SitingSites, ACostThatIsNoNumberIsRefused) {
    toy_.toy.folder.write("sites.csv", "id,lat,lon,cost\nA,39.0045,-96.9826,dear\n");
    EXPECT_THAT(
        toy_.error(
            "budget = 5\nwithin = 500\ncandidates = { source = \"sites\", cost = \"cost\" }"),
        AllOf(HasSubstr("line 2"), HasSubstr("\"dear\" is no cost")));
}

TEST_F(SitingSites, ClosedPlacesAreNeitherExistingNorCandidates) {
    toy_.toy.folder.write("clinics.csv", "name,lat,lon,is_closed\nNorth,39.0045,-96.9942,no\n"
                                         "Old,38.9955,-96.9942,yes\n");
    toy_.toy.folder.write("sites.csv", "id,parking,lat,lon,status,closed_date\n"
                                       "A,yes,39.0045,-96.9826,Open,\nB,yes,39.0045,-96.9710,Open,"
                                       "3/31/2015\nC,yes,38.9955,-96.9942,Permanently closed,\n"
                                       "D,yes,38.9955,-96.9826,Open,12/31/9999\n");
    EXPECT_THAT(ids(kAll), ElementsAre("North", "A", "D"));
    EXPECT_THAT(toy_.error(kAll + "required = [\"B\"]\n"),
                AllOf(HasSubstr("study.toml:"), HasSubstr("site \"B\" is closed, or not open yet"),
                      HasSubstr("open = \"all\" of its source")));
    // Whoever filters by the column has chosen.
    EXPECT_THAT(ids(kBarePlan + "candidates = { source = \"sites\", where = { status = [\"open\", "
                                "\"permanently closed\"] } }"),
                ElementsAre("A", "C", "D"));
}

} // namespace
} // namespace tractwise::plan
