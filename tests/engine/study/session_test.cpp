// SPDX-License-Identifier: Apache-2.0
#include "engine/study/session.hpp"

#include "engine/core/error.hpp"
#include "engine/io/calendar.hpp"
#include "engine/study/coverage.hpp"
#include "layers/catalog.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace tractwise::study {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

class SessionTest : public testing::Test {
protected:
    SessionTest() { layers::add_layers(catalog_); }
    std::shared_ptr<const Results> run(const Study& study) {
        session_.update(study);
        return session_.run({});
    }
    std::string error_with(const std::string& from, const std::string& to) {
        toy_.folder.write("study.toml", test::toy_study_with(from, to));
        return error_of([&] { run(Study::read(toy_.file())); });
    }
    layer::LayerCatalog catalog_;
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

TEST_F(SessionTest, SaysHowSureRanksAreWhereItIsAsked) {
    Study study = Study::read(toy_.file());
    EXPECT_FALSE(run(study)->table->has("toy_pct_lo"));
    study.index->uncertainty = index::UncertaintyChoice{.draws = 200, .seed = 1};
    const auto sure = run(study);
    ASSERT_TRUE(sure->index->uncertainty);
    for (const char* name : {"toy_pct_lo", "toy_pct_hi", "toy_rank_lo", "toy_rank_hi",
                             "toy_p_worst_tenth", "toy_reliability"})
        ASSERT_TRUE(sure->table->has(name)) << name;
    for (std::size_t row = 0; row < 5; ++row) {
        EXPECT_LE((*sure->table)["toy_rank_lo"].values[row], sure->index->rank[row]);
        EXPECT_GE((*sure->table)["toy_rank_hi"].values[row], sure->index->rank[row]);
    }
    EXPECT_TRUE(std::isnan((*sure->table)["toy_p_worst_tenth"].values[5]));
    EXPECT_NE((*sure->table)["toy_pct_lo"].info.formula.find("200 draws"), std::string::npos);
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
    EXPECT_EQ(second->layer_table.get(), first->layer_table.get());
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
        EXPECT_EQ(e.kind(), ErrorKind::Canceled);
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

TEST_F(SessionTest, WithoutDemandPointsCentroidsAreALabeledFallback) {
    toy_.folder.write("study.toml", test::toy_study_with("[demand]\nsource = \"homes\"", ""));
    const auto results = run(Study::read(toy_.file()));
    EXPECT_EQ(results->demand->kind, tract::DemandPoints::Kind::TractCentroids);
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

// Plenty, the supermarket in 000100, closed in 2012; Far, 000300, has been open since 2015.
class OpenOnADay : public SessionTest {
protected:
    OpenOnADay() {
        toy_.folder.write("stores.csv",
                          "Store Name,Store Type,Latitude,Longitude,Authorization Date,End Date\n"
                          "Plenty,Supermarket,39.0045,-96.9942,2004-01-10,2012-06-30\n"
                          "Far,Supermarket,39.0045,-96.9710,2015-05-01,\n"
                          "Corner,Convenience Store,38.9955,-96.9826,2001-01-01,\n");
    }
    std::shared_ptr<const Results> with(const std::string& date,
                                        const std::string& of_source = "") {
        toy_.folder.write("study.toml",
                          date + test::toy_study_with("path = \"stores.csv\"",
                                                      "path = \"stores.csv\"\n" + of_source));
        return run(Study::read(toy_.file()));
    }
    static double to_supermarket(const Results& results, std::size_t tract) {
        return (*results.table)["supermarket_nearest_m"].values[tract];
    }
    static const tract::JoinAudit& stores(const Results& results) {
        for (const tract::JoinAudit& audit : results.audits)
            if (audit.source == "stores")
                return audit;
        throw Error(ErrorKind::Internal, "no audit of stores");
    }
};

TEST_F(OpenOnADay, ClosedStoresAreNoDestinations) {
    const auto results = with("");
    EXPECT_NEAR(to_supermarket(*results, 0), 2008, 5) << "two squares to the east";
    EXPECT_NEAR(to_supermarket(*results, 2), 0, 1);
    const tract::JoinAudit& audit = stores(*results);
    EXPECT_EQ(audit.rows_read, 3U);
    EXPECT_EQ(audit.rows_closed, 1U);
    EXPECT_EQ(audit.rows_matched, 2U);
    EXPECT_EQ(audit.rows_read,
              audit.rows_matched + audit.rows_outside + audit.rows_without_id + audit.rows_closed);
    EXPECT_EQ(results->open_on, io::iso_day(io::today()));
}

// Six rows: closed, counted inside, counted outside, without coordinates, of a type that is left
// out, and a corner shop.
TEST_F(OpenOnADay, TheResultsSayOfEachPlaceWhetherItCounts) {
    toy_.folder.write("stores.csv", "Store Name,Store Type,Latitude,Longitude,End Date\n"
                                    "Plenty,Supermarket,39.0045,-96.9942,2012-06-30\n"
                                    "Far,Supermarket,39.0045,-96.9710,\n"
                                    "Away,Supermarket,39.2,-96.9,\n"
                                    "Lost,Supermarket,,,\n"
                                    "Diner,Restaurant Meals Program,39.0045,-96.9710,\n"
                                    "Corner,Convenience Store,38.9955,-96.9826,\n");
    const auto results = with("");
    ASSERT_EQ(results->places->size(), 2U); // stores, clinics
    const layer::PlaceAudit& places = results->places->front();
    EXPECT_EQ(places.source(), "stores");
    std::vector<std::string> said;
    for (std::size_t i = 0; i < places.size(); ++i)
        said.push_back(places.row_name(i) + " " + std::string(places.name(i)) + " " +
                       (places.outside(i) ? "outside " : "") +
                       layer::words_of(places.fate(i)).english);
    EXPECT_THAT(said, testing::ElementsAre(
                          "line 3 Far ", "line 4 Away outside ", "line 5 Lost without coordinates",
                          "line 6 Diner of a type that the study leaves out", "line 7 Corner ",
                          "line 2 Plenty closed, or not open yet"));
    const tract::JoinAudit& audit = stores(*results);
    EXPECT_EQ(audit.rows_read, places.size());
    EXPECT_EQ(audit.rows_closed, 1U);
    EXPECT_EQ(audit.rows_without_id, 1U);
    EXPECT_EQ(audit.rows_outside, 1U);
    EXPECT_EQ(audit.rows_matched, 3U) << "Far, Diner, Corner";
}

// A slider of the index is no reason to make the lists anew; other options of a layer are.
TEST_F(OpenOnADay, TheListsStayUntilLayersRunAgain) {
    Study study = Study::read(toy_.file());
    const auto first = run(study);
    study.index->weights["food"] = 2;
    EXPECT_EQ(run(study)->places, first->places);
    session_.update(study);
    EXPECT_EQ(session_.run({}, Session::Stage::Tracts)->places, first->places);
    study.date = "2012-06-30";
    const auto then = run(study);
    EXPECT_NE(then->places, first->places);
    EXPECT_TRUE(session_.check({})->places->empty());
}

TEST_F(OpenOnADay, TheStudysDateDecides) {
    const auto then = with("date = \"2012-06-30\"\n");
    EXPECT_NEAR(to_supermarket(*then, 0), 0, 1);
    EXPECT_NEAR(to_supermarket(*then, 2), 2008, 5) << "Far is not open yet";
    EXPECT_EQ(stores(*then).rows_closed, 1U);
    EXPECT_EQ(then->open_on, "2012-06-30");
    EXPECT_NEAR(to_supermarket(*with("date = \"2013-01-01\"\n", "open = \"2010-01-01\""), 0), 0, 1)
        << "the source's own day goes before";
    const auto all = with("", "open = \"all\"");
    EXPECT_NEAR(to_supermarket(*all, 0), 0, 1);
    EXPECT_NEAR(to_supermarket(*all, 2), 0, 1);
    EXPECT_EQ(stores(*all).rows_closed, 0U);
    EXPECT_EQ(all->open_on, "");
}

TEST_F(OpenOnADay, AnotherDateReadsAnew) {
    Study study = Study::read(toy_.file());
    const auto now = run(study);
    study.date = "2012-06-30";
    session_.update(study);
    EXPECT_EQ(session_.first_stale_stage(), Session::Stage::Tracts);
    EXPECT_NEAR(to_supermarket(*session_.run({}), 0), 0, 1);
}

TEST_F(OpenOnADay, AStudyWithoutDatesDependsOnNoDay) {
    toy_.folder.write("stores.csv",
                      "Store_Name,Store_Type,Latitude,Longitude\nPlenty,Supermarket,39,-97\n");
    EXPECT_EQ(with("")->open_on, "");
}

// A layer that counts what the rule would take for closed has its way.
TEST_F(OpenOnADay, TheStatusThatALayerCountsCounts) {
    toy_.folder.write("clinics.csv",
                      "name,lat,lon,Status\nNorth,39.0045,-96.9942,Inactive\n"
                      "East,39.0045,-96.9710,Active\nSouth,38.9955,-96.9826,Closed\n");
    const auto nearest = [&](const std::string& options) {
        toy_.folder.write("study.toml", test::toy_study_with("clinics = \"clinics\"\n",
                                                             "clinics = \"clinics\"\n" + options));
        return (*run(Study::read(toy_.file()))->table)["clinic_nearest_m"].values[0];
    };
    EXPECT_NEAR(nearest(""), 2008, 5);
    EXPECT_NEAR(nearest("status_column = \"Status\"\n"), 2008, 5);
    EXPECT_NEAR(nearest("status_column = \"Status\"\nstatus = [\"Inactive\"]\n"), 0, 1);
}

TEST_F(OpenOnADay, MistakesNameTheirPlace) {
    EXPECT_THAT(error_of([&] { with("date = \"6/30/2024\"\n"); }),
                AllOf(HasSubstr("study.toml:1:"), HasSubstr("\"6/30/2024\" is no day"),
                      HasSubstr("of the form 2024-06-30")));
    EXPECT_THAT(error_of([&] { with("date = \"2024-02-30\"\n"); }), HasSubstr("is no day"));
    EXPECT_THAT(error_of([&] { with("", "open = \"now\""); }),
                AllOf(HasSubstr("study.toml:"), HasSubstr("\"now\" is neither \"all\" nor a day")));
    EXPECT_THAT(error_of([&] { with("date = \"2000-01-01\"\n"); }),
                AllOf(HasSubstr("no place of this list is open"),
                      HasSubstr("3 of 3 rows are not open yet on 2000-01-01")));
}

const std::string kOwn = "[sources.survey]\npath = \"survey.csv\"\nvintage = 2020\n"
                         "[columns.asthma_rate]\nsource = \"survey\"\ncolumn = \"ASTHMA\"\n"
                         "margin = \"ASTHMA_MOE\"\nlabel = \"Adults with asthma\"\n"
                         "label_es = \"Adultos con asma\"\nunit = \"percent\"\n"
                         "direction = \"higher_is_worse\"\n[index]";

// Columns that no layer knows: 000100 has 12.5 % with a margin of 2.5, 000200 is withheld.
TEST_F(SessionTest, OwnColumnsStandBesideThoseOfLayers) {
    toy_.folder.write("survey.csv", "GEOID,ASTHMA,ASTHMA_MOE\n99001000100,12.5,2.5\n"
                                    "99001000200,*,\n99001000300,20,3\n99001000400,8,1\n"
                                    "99001000500,10,1\n");
    toy_.folder.write("study.toml",
                      test::toy_study_with("[index]", kOwn + "\nown = [\"asthma_rate\"]"));
    const Study study = Study::read(toy_.file());
    EXPECT_EQ(Study::parse(ConfigTable::parse(study.to_toml(), "again"), toy_.file().parent_path()),
              study);
    const auto results = run(study);
    const tract::Column& asthma = (*results->table)["asthma_rate"];
    EXPECT_DOUBLE_EQ(asthma.values[0], 0.125);
    EXPECT_DOUBLE_EQ(asthma.margin[0], 0.025);
    EXPECT_TRUE(std::isnan(asthma.values[1]));
    EXPECT_EQ(asthma.reason(5), io::Missing::NoRow);
    EXPECT_EQ(asthma.info.unit, "share");
    EXPECT_EQ(asthma.info.label_in(Language::Spanish), "Adultos con asma");
    EXPECT_EQ(asthma.info.direction, tract::Direction::HigherIsWorse);
    // A third of the score: 000300 is the worst of all three.
    const auto own = std::find_if(results->index->parts.begin(), results->index->parts.end(),
                                  [](const auto& part) { return part.name == "own"; });
    ASSERT_NE(own, results->index->parts.end());
    EXPECT_EQ(results->index->rank[2], 1U);
    EXPECT_DOUBLE_EQ(own->values[2], 1);
}

TEST_F(SessionTest, OwnColumnsThatCannotBeAreRefused) {
    toy_.folder.write("survey.csv", "GEOID,ASTHMA\n99001000100,12.5\n");
    EXPECT_THAT(error_with("[index]", kOwn), HasSubstr("no column \"ASTHMA_MOE\""));
    EXPECT_THAT(
        error_with("[index]", "[columns.Asthma]\nsource = \"acs\"\ncolumn = \"X\"\n[index]"),
        HasSubstr("cannot be the name of a column"));
    EXPECT_THAT(error_with("[index]", "[columns.rate]\nsource = \"none\"\ncolumn = \"X\"\n[index]"),
                HasSubstr("no source \"none\""));
    EXPECT_THAT(
        error_with("[index]",
                   "[columns.population]\nsource = \"acs\"\ncolumn = \"E_TOTPOP\"\n[index]"),
        HasSubstr("population"));
}

// Chicago's lists in a study of Cook County: the suburbs look worst off because nobody knows their
// stores.
TEST_F(SessionTest, ListsThatEndInsideTheRegionAreSaidAndCanBeLeftOut) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    TRACTWISE_NEEDS("data/food/SNAP_retailers_Chicago.csv");
    Study study = Study::read(test::source_file("data/studies/cook_2020.toml"));
    const auto results = run(study);
    ASSERT_EQ(results->partial_lists.size(), 2U);
    for (const layer::PartialList& list : results->partial_lists) {
        EXPECT_GT(list.beyond.size(), 400U) << list.title;
        EXPECT_LT(list.beyond.size(), 640U) << list.title;
    }
    const auto doubts = coverage_doubts(*results, "risk_percentile");
    ASSERT_EQ(doubts.size(), 1U);
    EXPECT_EQ(doubts[0].titles.size(), 2U);
    EXPECT_THAT(words_of(doubts[0], *results, Language::English),
                HasSubstr("the index may be too high"));
    EXPECT_EQ(coverage_doubts(*results, "clinic_nearest_m").size(), 1U);
    EXPECT_TRUE(coverage_doubts(*results, "poverty_150_share").empty());
    const std::size_t ranked = results->index->n_ranked;

    study.index->covered_only = true;
    EXPECT_EQ(Study::parse(ConfigTable::parse(study.to_toml(), "again"), {}).index->covered_only,
              true);
    const auto covered = run(study);
    EXPECT_LT(covered->index->n_ranked, ranked - 400);
    EXPECT_TRUE(coverage_doubts(*covered, "risk_percentile").empty());
    for (const std::uint32_t row : covered->partial_lists[0].beyond)
        EXPECT_EQ(covered->index->rank[row], 0U) << covered->tracts->geoid(row);
}

} // namespace
} // namespace tractwise::study
