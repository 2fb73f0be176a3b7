// SPDX-License-Identifier: Apache-2.0
// Numbers that cannot be, in every role that a file can have: refused with their line, or counted in a
// finding. None of them enters a sum.
#include "tests/cli/toy_program.hpp"

#include <gmock/gmock.h>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ImpossibleNumbers : public test::ToyProgram {
protected:
    void replace(const std::string& file, const std::string& from, const std::string& to) const {
        std::string text = files().read(file);
        ASSERT_NE(text.find(from), std::string::npos) << file;
        files().write(file, text.replace(text.find(from), from.size(), to));
    }
    std::string findings() const {
        EXPECT_EQ(run("run study.toml --quiet").exit_code, 0);
        return files().read("out/findings.csv");
    }
    static constexpr const char* kSite =
        "site study.toml --k 1 --need population --within \"1 mile\" --candidates clinics --quiet";
};

TEST_F(ImpossibleNumbers, PeopleAtAPoint) {
    for (const char* people : {"1e308", "12345678901", "5%", "-5"}) {
        test::ToyStudy fresh;
        files().write("homes.csv", fresh.folder.read("homes.csv"));
        replace("homes.csv", "1000,100,", std::string("1000,") + people + ",");
        for (const char* command : {"run study.toml", kSite})
            EXPECT_THAT(run(command).text(),
                        AllOf(HasSubstr("homes.csv, line 2"), HasSubstr("number of people"),
                              Not(HasSubstr("inf"))))
                << people;
        EXPECT_EQ(run("run study.toml").exit_code, 3) << people;
    }
}

TEST_F(ImpossibleNumbers, PeopleOfATract) {
    replace("acs.csv", "000100,100,", "000100,1e308,");
    EXPECT_THAT(findings(), HasSubstr("out-of-range"));
    const test::Outcome plan = run(kSite);
    EXPECT_EQ(plan.exit_code, 3);
    EXPECT_THAT(plan.text(), AllOf(HasSubstr("99001000100"), Not(HasSubstr("inf of"))));
}

TEST_F(ImpossibleNumbers, DemandUnlikeThePopulation) {
    EXPECT_THAT(findings(), Not(HasSubstr("unlike-population")));
    replace("homes.csv", "0002001000,200,", "0002001000,90000,");
    EXPECT_THAT(findings(), AllOf(HasSubstr("demand-unlike-population"),
                                  HasSubstr("99001000200: 90,000 at points, 200 in population"),
                                  HasSubstr("demand-total-unlike-population")));
}

TEST_F(ImpossibleNumbers, Margins) {
    replace("acs.csv", "000100,100,10", "000100,100,-10");
    EXPECT_THAT(findings(), AllOf(HasSubstr("out-of-range"), HasSubstr("margins are below 0"),
                                  HasSubstr("99001000100: -10")));
    EXPECT_THAT(files().read("out/indices.csv"), Not(HasSubstr("-10")));
}

TEST_F(ImpossibleNumbers, CountsWithAPercentSign) {
    files().write("acs.csv", "GEOID,E_TOTPOP\n99001000100,5%\n99001000200,7%\n");
    EXPECT_THAT(run("run study.toml").text(),
                AllOf(HasSubstr("acs.csv, line 2"), HasSubstr("a percent sign counts nothing")));
}

TEST_F(ImpossibleNumbers, HoursOfPlaces) {
    files().write("clinics.csv",
                  "name,lat,lon,Operating Hours per Week\nNorth,39.0045,-96.9942,-40\n"
                  "South,38.9955,-96.9826,40\nEast,38.9955,-96.9826,400\n");
    EXPECT_THAT(findings(), AllOf(HasSubstr("out-of-range"), HasSubstr("hours a week"),
                                  HasSubstr("it is negative"), HasSubstr("above 168")));
}

TEST_F(ImpossibleNumbers, CostsAndCapacitiesOfSites) {
    files().write("sites.csv", "name,lat,lon,rent,seats\nNorth,39.0045,-96.9942,5%,10\n"
                               "South,38.9955,-96.9826,7,1e308\n");
    const std::string study = files().read("study.toml");
    for (const auto& [key, says] : {std::pair{"cost = \"rent\"", "no cost"},
                                    std::pair{"capacity = \"seats\"", "no capacity"}}) {
        files().write("study.toml", study +
                                        "[sources.sites]\npath = \"sites.csv\"\n[siting]\n"
                                        "need = \"population\"\nwithin = \"1 mile\"\nk = 1\n"
                                        "candidates = { source = \"sites\", " +
                                        key + " }\n");
        EXPECT_THAT(run("site study.toml").text(),
                    AllOf(HasSubstr("sites.csv, line"), HasSubstr(says)));
    }
}

TEST_F(ImpossibleNumbers, TravelTimes) {
    for (const char* cost : {"1e308", "5%", "600000"}) {
        files().write("times.csv", std::string("from_id,to_id,minutes\n99001000100,North,") + cost +
                                       "\n99001000200,North,7\n");
        const test::Outcome out =
            run("access --demand homes.csv --facilities clinics.csv --table times.csv "
                "--measures nearest --out a.csv");
        EXPECT_EQ(out.exit_code, 3) << out.text();
        EXPECT_THAT(out.text(), AllOf(HasSubstr("times.csv:2"), HasSubstr("no travel time")));
    }
}

} // namespace
} // namespace tractwise
