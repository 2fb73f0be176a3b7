// SPDX-License-Identifier: Apache-2.0
#include "engine/report/codebook.hpp"
#include "engine/report/explain.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/summary.hpp"

#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include "tests/engine/plan/toy_siting.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace tractwise::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SummaryTest : public testing::Test {
protected:
    SummaryTest() {
        layers::add_layers(catalog_);
        study::Session session(catalog_, {test::source_file("data/recipes")});
        session.update(study::Study::read(toy_.file()));
        results_ = session.run({});
    }
    layer::LayerCatalog catalog_;
    test::ToyStudy toy_;
    std::shared_ptr<const study::Results> results_;
};

TEST_F(SummaryTest, SaysWhatAReaderAsksFirst) {
    EXPECT_THAT(summary_text(*results_),
                AllOf(HasSubstr("6 of 2020 boundaries; 1 without residents"),
                      HasSubstr("5 tracts ranked"), HasSubstr("900 of 900 people"),
                      HasSubstr("census blocks"), HasSubstr("99001000300")));
}

// No demand points and no population: nobody was counted, which is not the same as nobody.
TEST_F(SummaryTest, PeopleWhomNothingCountsAreNotZero) {
    toy_.folder.write("bare.toml", "[tracts]\nsource = \"tracts\"\n"
                                   "[sources.tracts]\npath = \"tracts.geojson\"\nvintage = 2020\n"
                                   "[sources.stores]\npath = \"stores.csv\"\n"
                                   "[layers.food_access]\nstores = \"stores\"\n");
    study::Session session(catalog_, {test::source_file("data/recipes")});
    session.update(study::Study::read(toy_.folder / "bare.toml"));
    const auto results = session.run({});
    const std::string text = summary_text(*results);
    EXPECT_THAT(text, AllOf(HasSubstr("People   not counted"),
                            testing::Not(HasSubstr("0 without residents")),
                            testing::Not(HasSubstr("0 people"))));
    EXPECT_THAT(explain_text(*results, "99001000300"), HasSubstr("People: not counted"));
}

TEST_F(SummaryTest, TheAuditCountsTractsBesidePeople) {
    toy_.folder.write("acs.csv",
                      "GEOID,E_TOTPOP,M_TOTPOP\n99001000100,100,10\n99001000200,200,20\n");
    study::Session session(catalog_, {test::source_file("data/recipes")});
    session.update(study::Study::read(toy_.file()));
    // All people of the rows were used, and still four tracts have no row.
    EXPECT_THAT(audit_text(*session.run({})), AllOf(HasSubstr("2 of 6"), HasSubstr("300 of 300")));
}

TEST_F(SummaryTest, ExplainsOneTractInWords) {
    EXPECT_THAT(explain_text(*results_, "99001000300"),
                AllOf(HasSubstr("rank 1 of 5"),
                      HasSubstr("higher than 80.0 % of the ranked tracts"), HasSubstr("1.25 mi"),
                      HasSubstr("MOE ±30 people")));
    EXPECT_THAT(explain_text(*results_, "99001990000"), HasSubstr("not ranked"));
    EXPECT_THAT(test::error_of([&] { explain_text(*results_, "99001000301"); }),
                HasSubstr("did you mean"));
    EXPECT_THAT(explain_json(*results_, "99001000300"), HasSubstr("\"rank\": 1"));
}

TEST_F(SummaryTest, TheCodebookDescribesEveryColumn) {
    const io::OutTable book = codebook_frame(*results_);
    const auto& labels = std::get<std::vector<std::string>>(book.columns[1].values);
    const auto& names = std::get<std::vector<std::string>>(book.columns[0].values);
    for (std::size_t i = 0; i < labels.size(); ++i)
        EXPECT_FALSE(labels[i].empty()) << names[i];
    EXPECT_THAT(codebook_markdown(*results_),
                AllOf(HasSubstr("# Codebook: Toy"), HasSubstr("SHA-256")));
}

/// The clinic reaches its own tract and its neighbors; nobody knows the fifth tract's need.
TEST(OneTable, WhatThePlanAddsIsInTheExportTheCodebookAndTheExplanation) {
    test::ToySiting toy;
    const auto results = toy.run("k = 1\nwithin = \"1.2 km\"\nexisting = \"clinics\"\n"
                                 "candidates = \"sites\"\nneed = \"uninsured_people\"\n");
    const io::OutTable frame = tract_frame(*results);
    std::vector<std::string> names;
    for (const io::OutColumn& column : frame.columns)
        names.push_back(column.name);
    ASSERT_GT(names.size(), 6U);
    EXPECT_THAT(std::vector<std::string>(names.end() - 6, names.end()),
                testing::ElementsAre("reach_today_share", "reach_plan_share", "reach_plan_newly",
                                     "reach_plan_newly_moe", "nearest_open_cost", "missing"));
    const auto newly = std::get<std::vector<double>>(frame.columns[names.size() - 4].values);
    EXPECT_EQ(newly[2], 45);
    const auto& missing = std::get<std::vector<std::string>>(frame.columns.back().values);
    EXPECT_THAT(missing[4], HasSubstr("reach_plan_share=depends-on-missing"));
    EXPECT_THAT(missing[4], testing::Not(HasSubstr("toy_score"))); // toy_reason says that

    const io::OutTable book = codebook_frame(*results);
    EXPECT_EQ(std::get<std::vector<std::string>>(book.columns[0].values), names);
    const auto said = [&](const char* name, std::size_t field) {
        const auto at = std::find(names.begin(), names.end(), name) - names.begin();
        return std::get<std::vector<std::string>>(
            book.columns[field].values)[static_cast<std::size_t>(at)];
    };
    EXPECT_EQ(said("toy_percentile", 2), "percentile");
    EXPECT_EQ(said("toy_percentile", 7), "higher_is_worse");
    EXPECT_EQ(said("reach_plan_newly", 2), "people");
    EXPECT_EQ(said("reach_plan_share", 5), "plan of the study");
    EXPECT_EQ(said("missing", 7), "");
    EXPECT_THAT(explain_text(*results, "99001000300"),
                AllOf(HasSubstr("toy_percentile"), HasSubstr("reach_plan_newly")));
}

} // namespace
} // namespace tractwise::report
