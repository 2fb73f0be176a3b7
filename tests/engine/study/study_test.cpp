// SPDX-License-Identifier: Apache-2.0
#include "engine/study/study.hpp"

#include "engine/core/atomic_file.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

namespace tractwise::study {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

class StudyTest : public testing::Test {
protected:
    Study with(const std::string& from, const std::string& to) {
        toy_.folder.write("study.toml", test::toy_study_with(from, to));
        return Study::read(toy_.file());
    }
    std::string error_with(const std::string& from, const std::string& to) {
        return error_of([&] { with(from, to); });
    }
    test::ToyStudy toy_;
};

TEST_F(StudyTest, ReadsPathsRelativeToItself) {
    const Study study = Study::read(toy_.file());
    EXPECT_EQ(study.sources.at("acs").path, (toy_.folder / "acs.csv").string());
    EXPECT_EQ(study.layers.size(), 3U);
    EXPECT_EQ(study.region.prefixes, std::vector<std::string>{"99001"});
}

TEST_F(StudyTest, SavesWhatItReads) {
    Study study = with("recipe = \"recipe.toml\"",
                       "recipe = \"risk\"\nenable = [\"social\"]\nreference = \"county\"\n"
                       "[index.weights]\nhousing = 2.5");
    study.sources.at("acs").where["odd \"key\""] = {"a", "b"};
    study.sources.at("acs").crosswalk = {"homes", {"E_TOTPOP"}, {"EP_POV150"}, "E_TOTPOP"};
    study.sources.at("acs").sum = {"E_TOTPOP"};
    study.sources.at("stores").nodes = "/elsewhere/stores_nodes.csv";
    study.units = Units::Metric;
    study.sources.at("acs").id_columns = {"state", "county", "tract"};
    const Study again =
        Study::parse(ConfigTable::parse(study.to_toml(), "saved.toml"), "/elsewhere");
    EXPECT_EQ(again, study) << study.to_toml();
    EXPECT_EQ(again.index->weights.at("housing"), 2.5);
}

TEST_F(StudyTest, EveryMistakeNamesItsPlaceAndTheRemedy) {
    EXPECT_THAT(error_with("[outputs]", "[outputz]"),
                AllOf(HasSubstr("study.toml:30:"), HasSubstr("did you mean \"outputs\"")));
    EXPECT_THAT(error_with("source = \"homes\"", "source = \"hoomes\""),
                AllOf(HasSubstr("study.toml:7:"), HasSubstr("did you mean \"homes\"")));
    EXPECT_THAT(error_with("[region]", "units = \"imperial\"\n[region]"),
                AllOf(HasSubstr("study.toml:"), HasSubstr("imperial"), HasSubstr("metric")));
    EXPECT_THAT(error_with("[\"99001\"]", "[\"9901\"]"), HasSubstr("5-digit code"));
    EXPECT_THAT(error_with("[\"99001\"]", "[99001]"), HasSubstr("put it in quotes"));
    EXPECT_THAT(error_with("vintage = 2020", "vintage = 2022"), HasSubstr("census year"));
    EXPECT_THAT(error_with("path = \"acs.csv\"", "paht = \"acs.csv\""),
                HasSubstr("did you mean \"path\""));
    EXPECT_THAT(error_with("\"gpkg\"]", "\"gpgk\"]"), HasSubstr("did you mean \"gpkg\""));
    EXPECT_THAT(error_with("[tracts]\nsource = \"tracts\"", ""), HasSubstr("names no tracts"));
    EXPECT_THAT(error_with("title = \"Toy\"", "title = Toy"), HasSubstr("not valid TOML"));
    EXPECT_THAT(error_of([&] { Study::read(toy_.folder / "absent.toml"); }),
                HasSubstr("no such file"));
    EXPECT_THAT(error_of([&] { Study::read(toy_.folder.path()); }), HasSubstr("is a folder"));
}

TEST_F(StudyTest, ChangesReachTheRecipe) {
    const index::IndexRecipe risk = index::load_recipe("risk", {test::source_file("data/recipes")});
    IndexChoice choice{.recipe = "risk", .enable = {"social"}, .weights = {{"housing", 3}}};
    const index::IndexRecipe changed = apply(choice, risk);
    for (const index::Domain& domain : changed.overall.domains) {
        EXPECT_TRUE(domain.enabled) << domain.name;
        EXPECT_EQ(domain.weight, domain.name == "housing" ? 3 : 1);
    }
    choice.enable = {"socail"};
    EXPECT_THAT(error_of([&] { apply(choice, risk); }), HasSubstr("did you mean \"social\""));
}

TEST(ShippedStudies, AllOfThemParse) {
    for (const char* name :
         {"sample", "sample_health", "sample_siting", "cook_2020", "cook_2010", "cook_siting"})
        EXPECT_FALSE(Study::read(test::source_file(std::string("data/studies/") + name + ".toml"))
                         .layers.empty());
}

} // namespace
} // namespace tractwise::study
