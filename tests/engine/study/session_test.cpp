// SPDX-License-Identifier: Apache-2.0
#include <tractwise/study/session.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/layers/catalog.hpp>

#include "support/data_pack.hpp"
#include "support/toy_study.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

class SessionTest : public testing::Test {
protected:
    SessionTest() { add_layers(catalog_); }
    std::shared_ptr<const Results> run(const Study& study) {
        session_.update(study);
        return session_.run({});
    }
    std::string error_with(const std::string& from, const std::string& to) {
        toy_.folder.write("study.toml", test::toy_study_with(from, to));
        return error_of([&] { run(Study::read(toy_.file())); });
    }
    LayerCatalog catalog_;
    test::ToyStudy toy_;
    Session session_{catalog_, {test::source_file("data/recipes")}};
};

// 000300 is two squares (2 x 1,004 m) east of the only clinic and store, and nobody is further
// away.
TEST_F(SessionTest, RunsAllStages) {
    const auto results = run(Study::read(toy_.file()));
    ASSERT_EQ(results->tracts->size(), 6U);
    EXPECT_NEAR((*results->table)["clinic_nearest_m"].values[2], 2008, 5);
    EXPECT_EQ(results->people()[5], 0);
    EXPECT_EQ(results->index->n_ranked, 5U);
    EXPECT_EQ(results->index->rank[2], 1U);
    EXPECT_TRUE(std::isnan(results->index->score[5]));
    EXPECT_EQ(results->inputs.size(), 5U);
    EXPECT_EQ(results->inputs[0].sha256.size(), 64U);
    EXPECT_EQ(results->audits.size(), 4U); // homes, acs, stores, clinics
}

TEST_F(SessionTest, RestartsAtTheFirstStaleStage) {
    Study study = Study::read(toy_.file());
    const auto first = run(study);
    EXPECT_EQ(session_.first_stale_stage(), Session::Stage::Done);
    study.index->weights["food"] = 2;
    session_.update(study);
    EXPECT_EQ(session_.first_stale_stage(), Session::Stage::Index);
    const auto second = session_.run({});
    EXPECT_EQ(second->tracts.get(), first->tracts.get()); // nothing was read again
    EXPECT_EQ(second->table.get(), first->table.get());
    study.layers.pop_back();
    session_.update(study);
    EXPECT_EQ(session_.first_stale_stage(), Session::Stage::Layers);
    study.region.prefixes = {"99"};
    session_.update(study);
    EXPECT_EQ(session_.first_stale_stage(), Session::Stage::Tracts);
}

TEST_F(SessionTest, AFailedRunKeepsTheLastSnapshotAndCanBeRepaired) {
    Study study = Study::read(toy_.file());
    const auto good = run(study);
    Study bad = study;
    bad.index->weights["no_such_domain"] = 1;
    session_.update(bad);
    EXPECT_THROW(session_.run({}), Error);
    EXPECT_EQ(session_.results(), good);
    EXPECT_NE(run(study), nullptr);
}

TEST_F(SessionTest, StopsOnRequest) {
    std::stop_source stop;
    session_.update(Study::read(toy_.file()));
    const Progress progress{[&](std::string_view, double fraction) {
                                if (fraction > 0.5)
                                    stop.request_stop();
                            },
                            stop.get_token()};
    try {
        session_.run(progress);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Cancelled);
    }
    EXPECT_EQ(session_.results(), nullptr);
}

TEST_F(SessionTest, MistakesInLayersNameTheirPlace) {
    EXPECT_THAT(error_with("[layers.food_access]", "[layers.food_acess]"),
                AllOf(HasSubstr("study.toml:23"), HasSubstr("did you mean \"food_access\"")));
    EXPECT_THAT(error_with("clinics = \"clinics\"", "clinics = \"clincs\""),
                HasSubstr("did you mean \"clinics\""));
    EXPECT_THAT(error_with("clinics = \"clinics\"", "sites = \"clinics\""),
                HasSubstr("unknown key \"sites\""));
    EXPECT_THAT(error_with("clinics = \"clinics\"", ""), HasSubstr("needs \"clinics\""));
    EXPECT_THAT(error_with("recipe = \"recipe.toml\"", "recipe = \"rsik\""),
                HasSubstr("did you mean \"risk\""));
}

TEST_F(SessionTest, WithoutDemandPointsCentroidsAreALabelledFallback) {
    toy_.folder.write("study.toml", test::toy_study_with("[demand]\nsource = \"homes\"", ""));
    const auto results = run(Study::read(toy_.file()));
    EXPECT_EQ(results->demand->kind, DemandPoints::Kind::TractCentroids);
    EXPECT_EQ(results->diagnostics.findings().front().code, "demand-fallback");
    EXPECT_EQ((*results->table)["supermarket_beyond_1mi_people"].values[2], 300);
}

TEST_F(SessionTest, CheckReadsEverythingAndComputesNothing) {
    session_.update(Study::read(toy_.file()));
    const auto results = session_.check({});
    EXPECT_EQ(results->audits.size(), 4U);
    EXPECT_TRUE(results->table->columns().empty());
    EXPECT_FALSE(results->index);
}

TEST_F(SessionTest, EqualStudiesGiveEqualResults) {
    const auto first = run(Study::read(toy_.file()));
    Session other(catalog_, {test::source_file("data/recipes")});
    other.update(Study::read(toy_.file()));
    const auto second = other.run({});
    for (std::size_t c = 0; c < first->table->columns().size(); ++c)
        EXPECT_THAT(second->table->columns()[c]->values,
                    testing::Pointwise(testing::NanSensitiveDoubleEq(),
                                       first->table->columns()[c]->values));
    EXPECT_EQ(first->diagnostics.findings(), second->diagnostics.findings());
}

// Acceptance: Cook County on 2020 tracts, all five layers and the index; 2010 ids are refused.
class CookCounty : public SessionTest {};

TEST_F(CookCounty, RunsFromTheAgenciesFiles) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    Study study = Study::read(test::source_file("data/studies/cook_2020.toml"));
    for (auto& [id, source] : study.sources) // the pack may stand elsewhere than the study says
        source.path = test::data_pack(source.path.substr(source.path.find("shared/") + 7)).string();
    const auto results = run(study);
    EXPECT_EQ(results->tracts->size(), 1331U);
    EXPECT_EQ(results->index->n_ranked, 1328U);
    EXPECT_EQ(results->demand->size(), 4001U);

    io::SourceSpec atlas = io::source_from_path(
        "atlas", test::data_pack("data/food/FoodAtlas2019_US_6cols.csv").string());
    atlas.vintage = 2010;
    study.sources["atlas"] = atlas;
    for (LayerChoice& layer : study.layers)
        if (layer.id == "food_access")
            layer.options = ConfigTable::parse("stores = \"stores\"\natlas = \"atlas\"", "t.toml");
    EXPECT_THAT(error_of([&] { run(study); }), AllOf(HasSubstr("2010"), HasSubstr("2020"),
                                                     HasSubstr("match"), HasSubstr("crosswalk")));
    EXPECT_EQ(session_.results(), results);
}

// Census Reporter writes B08201001 for B08201_001E: joined row by row, and nothing of it is used.
TEST_F(SessionTest, ASourceOfWhichNoLayerReadsAColumnIsAWarning) {
    toy_.folder.write("acs.csv", "geoid,name,B08201001\n99001000100,a,1\n99001000200,b,2\n"
                                 "99001000300,c,3\n99001000400,d,4\n99001000500,e,5\n"
                                 "99001990000,f,0\n");
    toy_.folder.write("study.toml",
                      test::toy_study_with("[index]\nrecipe = \"recipe.toml\"\n", ""));
    const auto warning = [](const Results& results) {
        std::string found;
        for (const Finding& finding : results.diagnostics.findings())
            if (finding.code == "source-not-read")
                found += finding.source + ": " + finding.message;
        return found;
    };
    const auto words = AllOf(HasSubstr("acs: no layer reads a column of \"acs\""),
                             HasSubstr("it has: \"geoid\", \"name\", \"B08201001\""));
    EXPECT_THAT(warning(*run(Study::read(toy_.file()))), words);
    EXPECT_THAT(warning(*session_.check({})), words);
}

TEST_F(SessionTest, SourcesThatAreReadNeedNoWarning) {
    const auto has_warning = [](const Results& results) {
        for (const Finding& finding : results.diagnostics.findings())
            if (finding.code == "source-not-read")
                return true;
        return false;
    };
    EXPECT_FALSE(has_warning(*run(Study::read(toy_.file()))));
    EXPECT_FALSE(has_warning(*session_.check({})));
}

} // namespace
} // namespace tractwise
