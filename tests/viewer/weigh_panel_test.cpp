// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/core/numbers.hpp"
#include "viewer/weigh/index_offers.hpp"
#include "viewer/weigh/weigh_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::sample_study;

PanelHarness::Draw scrolled(WeighPanel& panel, float by) {
    return [&panel, by](PanelContext& in) {
        ImGui::SetScrollY(by);
        panel.draw(in);
    };
}

const study::IndexChoice& choice(const PanelHarness& at) {
    return *at.document().study.index;
}

TEST(WeighPanel, DrawsWithoutResultsAndInBothLanguages) {
    WeighPanel panel;
    {
        PanelHarness nothing;
        nothing.draw(panel);
    }
    PanelHarness at(sample_study());
    at.draw(panel);
    EXPECT_TRUE(at.has("weigh.housing"));
    at.view.language = Language::Spanish;
    at.view.dark = true;
    at.draw(panel);
    EXPECT_TRUE(at.has("weigh.housing"));
}

TEST(WeighPanel, ADraggedSliderChangesTheWeightAndIsOneStep) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.drag(panel, "weigh.housing", 60);
    ASSERT_TRUE(choice(at).weights.contains("housing"));
    const double weight = choice(at).weights.at("housing");
    EXPECT_GT(weight, 1);
    EXPECT_NEAR(weight * 20, std::round(weight * 20), 1e-9);
    at.history.undo();
    EXPECT_TRUE(choice(at).weights.empty());
    EXPECT_FALSE(at.history.can_undo());
}

TEST(WeighPanel, TheMapFollowsAndWhatChangedIsCounted) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.drag(panel, "weigh.housing", 120);
    at.rerun();
    const IndexChanges changes =
        compare_percentiles(at.snapshot.remembered_percentile,
                            at.snapshot.results->index->percentile, at.snapshot.people);
    ASSERT_FALSE(changes.movers.empty());
    EXPECT_GT(changes.moved, 0U);
    EXPECT_LT(changes.spearman, 1);
    const auto foot = scrolled(panel, 5000);
    at.draw(foot, 3);
    at.click(foot, "weigh.mover.0");
    EXPECT_EQ(at.view.pinned, changes.movers[0].row);
    ASSERT_NE(at.asked<Edits::ZoomToRows>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ZoomToRows>()->rows,
              (std::vector<std::uint32_t>{changes.movers[0].row}));
    // From here on nothing has moved.
    at.click(foot, "weigh.keep");
    at.draw(foot, 3);
    EXPECT_FALSE(at.has("weigh.mover.0"));
    at.click(foot, "weigh.forget");
    at.draw(foot, 3);
    EXPECT_TRUE(at.has("weigh.mover.0"));
}

TEST(WeighPanel, SwitchesDirectionsAndMethods) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "weigh.social.on");
    EXPECT_EQ(choice(at).enable, (std::vector<std::string>{"social"}));
    at.click(panel, "weigh.social.on");
    EXPECT_TRUE(choice(at).enable.empty());
    EXPECT_TRUE(choice(at).disable.empty()) << "as in the recipe again: no key";

    at.click(panel, "weigh.housing.open");
    at.click(panel, "weigh.vacancy_share.on");
    EXPECT_EQ(choice(at).disable, (std::vector<std::string>{"vacancy_share"}));
    at.click(panel, "weigh.cost_burden_share.more");
    at.click(panel, "weigh.cost_burden_share.direction.1");
    EXPECT_EQ(choice(at).direction.at("cost_burden_share"), tract::Direction::HigherIsBetter);
    at.click(panel, "weigh.cost_burden_share.normalise");
    at.click(panel, "weigh.cost_burden_share.normalise.5");
    EXPECT_EQ(choice(at).normalize.at("cost_burden_share"),
              study::exchangeable_normalizations()[5]);
    at.click(panel, "weigh.cost_burden_share.reset");
    EXPECT_TRUE(choice(at).direction.empty());
    EXPECT_TRUE(choice(at).normalize.empty());

    at.click(panel, "weigh.housing.more");
    at.click(panel, "weigh.housing.aggregate");
    at.click(panel, "weigh.housing.aggregate.2");
    EXPECT_EQ(choice(at).aggregate.at("housing"), study::exchangeable_aggregations()[2]);
    at.click(panel, "weigh.reference.2");
    EXPECT_EQ(choice(at).reference, index::Reference::County);
    at.rerun(); // every one of these choices runs
}

TEST(WeighPanel, AllWeightsOfZeroNeverReachTheEngine) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "weigh.food_access.on");
    at.click(panel, "weigh.housing.on");
    EXPECT_EQ(choice(at).disable.size(), 2U);
    // The last domain that counts: neither switched off nor dragged to nothing.
    at.click(panel, "weigh.clinic_distance.on");
    EXPECT_EQ(choice(at).disable.size(), 2U);
    at.drag(panel, "weigh.clinic_distance", -400);
    EXPECT_TRUE(!choice(at).weights.contains("clinic_distance") ||
                choice(at).weights.at("clinic_distance") > 0);
    at.rerun();
    EXPECT_TRUE(at.snapshot.results->index);
}

TEST(WeighPanel, ResetsToTheStudyAsOpenedAndToTheRecipe) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.opened.study.index->weights["housing"] = 2;
    at.history.change({"", ""}, "",
                      [](Document& next) { next.study.index->weights["housing"] = 3; });
    const auto buttons = scrolled(panel, 400);
    at.draw(buttons, 3);
    at.click(buttons, "weigh.reset-opened");
    EXPECT_EQ(choice(at).weights.at("housing"), 2);
    at.click(buttons, "weigh.reset-recipe");
    EXPECT_TRUE(choice(at).weights.empty());
}

TEST(WeighPanel, WithoutAnIndexOneCanBeAdded) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) { next.study.index.reset(); });
    at.rerun();
    at.click(panel, "weigh.add-index");
    ASSERT_TRUE(at.document().study.index);
    EXPECT_EQ(choice(at).recipe, "risk");
    at.draw(panel);
    at.rerun();
    at.draw(panel);
    EXPECT_TRUE(at.has("weigh.housing"));
}

TEST(WeighPanel, APinnedTractShowsWhatEachPartAdds) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.view.pinned = 3;
    at.draw(panel, 3);
    EXPECT_TRUE(at.has("weigh.food_access"));
}

TEST(WeighPanel, NarrowAndWide) {
    WeighPanel panel;
    PanelHarness at(sample_study());
    at.view.pinned = 3;
    for (const float width : {240.0F, 620.0F}) {
        at.draw(test::in_side(panel, width), 3);
        const ui::Items::Item* item = at.ui.items.find("weigh.housing");
        ASSERT_NE(item, nullptr);
        EXPECT_LE(item->greatest.x - item->least.x, width);
    }
}

/// Draws a section until nothing is being found for it.
void find_out(PanelHarness& at, const PanelHarness::Draw& what, FirmnessSection& section) {
    at.click(what, "weigh.firm");
    section.wait();
    at.draw(what);
}

class Firmness : public testing::Test {
protected:
    Firmness() { at.click(what, "weigh.section.firm"); }
    void weigh(double weight) {
        at.history.change({"", ""}, "", [weight](Document& next) {
            next.study.index->weights["housing"] = weight;
        });
        at.rerun();
    }
    PanelHarness at{sample_study()};
    FirmnessSection section;
    PanelHarness::Draw what = [this](PanelContext& in) { section.draw(in); };
};

TEST_F(Firmness, IsThatOfTheEngineAndCountedByHand) {
    EXPECT_EQ(section.found(), nullptr) << "on request only";
    find_out(at, what, section);
    ASSERT_NE(section.found(), nullptr);
    EXPECT_TRUE(section.is_current());
    const study::Results& results = *at.snapshot.results;
    Diagnostics unheard;
    const report::Stability engine = report::stability_of(results, {}, unheard, {});
    for (const Language language : {Language::English, Language::Spanish})
        EXPECT_EQ(report::stability_text(results, *section.found(), language),
                  report::stability_text(results, engine, language));
    // Of 118 tracts 107 are better off than one with a percentile of 107 / 118 = 0.907, 106 / 118 is 0.898: eleven.
    const report::WorstTenthHold hold = report::worst_tenth_hold(results, engine);
    EXPECT_EQ(hold.ranked, 118U);
    EXPECT_EQ(hold.worst, 11U);
    std::size_t often = 0, sometimes = 0;
    double people = 0;
    const tract::Column column = report::weightings_column(results, engine);
    for (std::size_t row = 0; row < column.values.size(); ++row) {
        const bool worst = results.index->percentile[row] >= 0.9;
        often += worst && column.values[row] >= 0.9 ? 1 : 0;
        people += worst && column.values[row] >= 0.9 ? at.snapshot.people[row] : 0;
        sometimes += !worst && column.values[row] > 0 ? 1 : 0;
        EXPECT_EQ(std::isnan(column.values[row]), results.index->rank[row] == 0);
        EXPECT_EQ(column.reason(row) == io::Missing::None, results.index->rank[row] != 0);
    }
    EXPECT_EQ(hold.stay, often);
    EXPECT_EQ(hold.others, sometimes);
    EXPECT_DOUBLE_EQ(hold.people_stay, people);
    // Every draw has eleven tracts in its worst tenth, where no two scores are equal.
    double places = 0;
    for (const double share : column.values)
        places += std::isnan(share) ? 0 : share;
    EXPECT_NEAR(places, 11, 1e-9);
}

TEST_F(Firmness, AnIndexThatChangedAfterwardsIsOfBefore) {
    find_out(at, what, section);
    EXPECT_TRUE(at.has("weigh.firm.map"));
    EXPECT_FALSE(at.has("weigh.firm")) << "the same again would be the same";
    weigh(2);
    at.draw(what);
    EXPECT_NE(section.found(), nullptr);
    EXPECT_FALSE(section.is_current());
    EXPECT_FALSE(at.has("weigh.firm.map"));
    at.history.undo();
    at.rerun();
    at.draw(what);
    EXPECT_TRUE(section.is_current()) << "it is of this index again";
    weigh(2);
    find_out(at, what, section);
    EXPECT_TRUE(section.is_current());
}

TEST_F(Firmness, ASliderMovedMeanwhileGivesItUp) {
    at.click(what, "weigh.firm");
    ASSERT_TRUE(section.busy());
    weigh(2);
    at.draw(what, 1);
    section.wait();
    at.draw(what);
    EXPECT_FALSE(section.busy());
    EXPECT_EQ(section.found(), nullptr);
    find_out(at, what, section);
    EXPECT_TRUE(section.is_current());
}

TEST_F(Firmness, IsStoppedByHandAndBegunAgain) {
    at.click(what, "weigh.firm");
    ASSERT_TRUE(section.busy());
    at.click(what, "weigh.firm.cancel");
    section.wait();
    at.draw(what);
    EXPECT_EQ(section.found(), nullptr);
    find_out(at, what, section);
    EXPECT_TRUE(section.is_current());
}

TEST_F(Firmness, WithoutAnIndexItIsForgotten) {
    WeighPanel panel;
    at.history.change({"", ""}, "", [](Document& next) { next.study.index.reset(); });
    at.rerun();
    at.draw(panel);
    EXPECT_FALSE(at.has("weigh.section.firm"));
    section.forget();
    EXPECT_FALSE(section.busy());
    at.history.undo();
    at.rerun();
    at.click(what, "weigh.firm");
    section.forget(); // while it is being found
    section.wait();
    at.draw(what);
    EXPECT_EQ(section.found(), nullptr);
    EXPECT_FALSE(section.busy());
}

// The sample's lists cover it: to rank covered tracts only changes nothing, and its choices can still be made otherwise.
TEST_F(Firmness, OfCoveredTractsOnly) {
    find_out(at, what, section);
    const std::string all = report::stability_text(*at.snapshot.results, *section.found(), {});
    at.history.change({"", ""}, "", [](Document& next) { next.study.index->covered_only = true; });
    at.rerun();
    find_out(at, what, section);
    ASSERT_TRUE(section.is_current());
    EXPECT_EQ(report::stability_text(*at.snapshot.results, *section.found(), {}), all);
}

TEST_F(Firmness, AsksForItsColumnOnTheMap) {
    find_out(at, what, section);
    at.click(what, "weigh.firm.map");
    const auto* shown = at.asked<Edits::AddColumn>();
    ASSERT_NE(shown, nullptr);
    EXPECT_EQ(shown->column.info.name, "risk_worst_tenth_weightings");
    EXPECT_EQ(shown->column.info.unit, "share");
    EXPECT_NE(shown->column.info.label_es, shown->column.info.label);
    EXPECT_EQ(shown->column.values.size(), at.snapshot.results->tracts->size());
    EXPECT_EQ(at.document().style.column, shown->column.info.name);
}

TEST_F(Firmness, NarrowAndInBothLanguages) {
    find_out(at, what, section);
    const PanelHarness::Draw narrow = [this](PanelContext& in) {
        ImGui::BeginChild("side", {240, 3000});
        section.draw(in);
        ImGui::EndChild();
    };
    at.click(narrow, "weigh.section.firm"); // in another window it is closed at first
    for (const Language language : {Language::English, Language::Spanish}) {
        at.view.language = language;
        at.draw(narrow, 3);
        const ui::Items::Item* item = at.ui.items.find("weigh.firm.map");
        ASSERT_NE(item, nullptr);
        EXPECT_LE(item->greatest.x - item->least.x, 240);
    }
}

TEST(RecipeEdits, SharesAreWeightsLevelByLevel) {
    index::IndexRecipe recipe;
    index::Domain a, b;
    a.name = "a";
    a.weight = 3;
    a.indicators.resize(2);
    a.indicators[0].name = "x";
    a.indicators[1].name = "y";
    a.indicators[1].weight = 2;
    b.name = "b";
    b.indicators.resize(2);
    b.indicators[0].name = "z";
    b.indicators[1].name = "off";
    b.indicators[1].enabled = false;
    recipe.overall.domains = {a, b};
    const auto shares = shares_of(recipe);
    EXPECT_DOUBLE_EQ(shares.at("a"), 0.75);
    EXPECT_DOUBLE_EQ(shares.at("x"), 0.25);
    EXPECT_DOUBLE_EQ(shares.at("y"), 0.5);
    EXPECT_DOUBLE_EQ(shares.at("z"), 0.25);
    EXPECT_FALSE(shares.contains("off"));
    recipe.overall.domains[0].aggregation = index::Aggregation::Product;
    EXPECT_FALSE(shares_of(recipe).contains("x"));
    EXPECT_TRUE(shares_of(recipe).contains("a"));
}

TEST(RecipeEdits, SharesAreWhatTheEngineAddsUp) {
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) {
        next.study.index->weights = {{"housing", 2}, {"crowding_share", 0.5}};
    });
    at.rerun();
    const index::IndexResult& index = *at.snapshot.results->index;
    const auto shares = shares_of(index.recipe);
    // A tract where nothing is missing: a part adds its share of the score times its value.
    for (std::size_t row = 0; row < index.rows(); ++row) {
        if (index.n_present[row] != index.n_indicators)
            continue;
        for (std::size_t p = 0; p < index.parts.size(); ++p)
            EXPECT_NEAR(index.contribution(p, row),
                        shares.at(index.parts[p].name) * index.parts[p].values[row], 1e-12);
        return;
    }
    FAIL() << "no tract has all indicators";
}

TEST(RecipeEdits, ARefusalSaysWhatIsMissing) {
    PanelHarness at(sample_study());
    const index::IndexRecipe& recipe = at.snapshot.results->index->recipe;
    const tract::TractTable& table = *at.snapshot.results->layer_table;
    EXPECT_FALSE(refusal(study::IndexChoice{}, recipe, table));
    study::IndexChoice none;
    none.disable = {"food_access", "housing", "clinic_distance"};
    ASSERT_TRUE(refusal(none, recipe, table));
    EXPECT_EQ(refusal(none, recipe, table)->why, Refusal::Why::NoWeights);
    study::IndexChoice zero;
    zero.weights = {{"cost_burden_share", 0},
                    {"crowding_share", 0},
                    {"incomplete_plumbing_or_kitchen_share", 0},
                    {"vacancy_share", 0}};
    EXPECT_EQ(refusal(zero, recipe, table)->why, Refusal::Why::NoWeights);
    index::IndexRecipe other = recipe;
    other.overall.domains[0].indicators[0].column = "moon_rock_share";
    ASSERT_TRUE(refusal(study::IndexChoice{}, other, table));
    EXPECT_EQ(refusal(study::IndexChoice{}, other, table)->what, "moon_rock_share");
}

TEST(IndexChanges, ByHand) {
    // Ten tracts; the worst tenth is 0.9 and up.
    const std::vector<double> before = {0.95, 0.92, 0.5, 0.1, kNaN, 0.3};
    const std::vector<double> now = {0.96, 0.85, 0.91, 0.1, 0.2, kNaN};
    const std::vector<double> people = {100, 200, kNaN, 400, 500, 600};
    const IndexChanges c = compare_percentiles(before, now, people);
    EXPECT_EQ(c.worst, 2U);
    EXPECT_EQ(c.worst_people, 100);
    EXPECT_EQ(c.came_in, 1U);
    EXPECT_EQ(c.people_in, 0);
    EXPECT_EQ(c.went_out, 1U);
    EXPECT_EQ(c.people_out, 200);
    EXPECT_EQ(c.newly_ranked, 1U);
    EXPECT_EQ(c.no_longer_ranked, 1U);
    EXPECT_EQ(c.compared, 4U);
    EXPECT_EQ(c.moved, 3U);
    ASSERT_EQ(c.movers.size(), 3U);
    EXPECT_EQ(c.movers[0].row, 2U); // by 0.41
    EXPECT_EQ(c.movers[1].row, 1U); // by 0.07
    EXPECT_EQ(c.movers[2].row, 0U);
    // Ranks of the four: 4 3 2 1 before, 4 2 3 1 now; 1 - 6 * 2 / (4 * 15) = 0.8.
    EXPECT_NEAR(c.spearman, 0.8, 1e-12);
}

// Housing asks for half of its indicators: a study with two of four can carry it, with one it cannot.
TEST(IndexOffers, ADomainIsCarriedOnceEnoughOfItIsThere) {
    const std::vector<std::string> housing{"cost_burden_share", "crowding_share",
                                           "incomplete_plumbing_or_kitchen_share", "vacancy_share"};
    const auto housing_offered = [&](std::size_t filled) {
        tract::TractTable table({"99001000100", "99001000200"});
        table.add(tract::Column{.info = {.name = "population"}, .values = {10, 20}});
        for (std::size_t i = 0; i < housing.size(); ++i) {
            tract::Column column{.info = {.name = housing[i]}, .values = {0.1, 0.2}};
            for (std::size_t row = 0; i >= filled && row < 2; ++row) {
                column.reasons.resize(2);
                column.set_missing(row, io::Missing::NoSource);
            }
            table.add(std::move(column));
        }
        study::Results results;
        results.layer_table = std::make_shared<const tract::TractTable>(std::move(table));
        const std::filesystem::path data = sample_study().parent_path().parent_path();
        for (const IndexOffer& offer :
             index_offers(results, {data / "recipes"}, {}, Language::English))
            if (offer.id == "risk")
                return std::count(offer.with.begin(), offer.with.end(), "Housing") == 1;
        return false;
    };
    EXPECT_TRUE(housing_offered(4));
    EXPECT_TRUE(housing_offered(2));
    EXPECT_FALSE(housing_offered(1));
}

} // namespace
} // namespace tractwise::viewer
