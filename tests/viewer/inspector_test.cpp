// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/panel_harness.hpp"

#include "viewer/map/inspector.hpp"

#include "engine/core/numbers.hpp"
#include "engine/report/explain.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::sample_study;

void place(Inspector& card, ImVec2 size = {1150, 900}) {
    card.place({400, 50}, size);
}

TEST(Inspector, IsThereOnlyForAPinnedTract) {
    Inspector card;
    place(card);
    {
        PanelHarness nothing;
        nothing.view.pinned = 1;
        nothing.draw(card);
        EXPECT_FALSE(nothing.has("inspector.close"));
    }
    PanelHarness at(sample_study());
    at.draw(card, 3);
    EXPECT_FALSE(at.has("inspector.close"));
    at.view.pinned = 5;
    at.draw(card, 3);
    EXPECT_TRUE(at.has("inspector.close"));
    at.click(card, "inspector.zoom");
    EXPECT_EQ(at.asked<Edits::ZoomToRows>()->rows, (std::vector<std::uint32_t>{5}));
    at.click(card, "inspector.select");
    EXPECT_TRUE(at.view.selection.has(5));
    at.click(card, "inspector.fold");
    at.draw(card, 2);
    EXPECT_FALSE(at.has("inspector.select"));
    at.click(card, "inspector.close");
    EXPECT_FALSE(at.view.pinned);
}

TEST(Inspector, CopiesTheGeoid) {
    Inspector card;
    place(card);
    PanelHarness at(sample_study());
    static std::string clipboard;
    ImGui::GetIO().SetClipboardTextFn = [](void*, const char* text) { clipboard = text; };
    at.view.pinned = 2;
    at.draw(card, 3);
    at.click(card, "inspector.copy");
    EXPECT_EQ(clipboard, at.snapshot.results->tracts->geoid(2));
    EXPECT_NE(at.asked<Edits::Say>(), nullptr);
}

TEST(Inspector, NumbersAreThoseOfExplain) {
    PanelHarness at(sample_study());
    const study::Results& results = *at.snapshot.results;
    for (const std::size_t row : {0U, 7U, 40U, 79U}) {
        const auto json =
            nlohmann::json::parse(report::explain_json(results, results.tracts->geoid(row)));
        const auto& parts = json["index"]["parts"];
        const std::vector<PartFact> facts = part_facts(results, row);
        ASSERT_EQ(facts.size(), parts.size());
        const auto same = [](const nlohmann::json& number, double value) {
            return number.is_null() ? std::isnan(value) : number.get<double>() == value;
        };
        for (std::size_t p = 0; p < facts.size(); ++p) {
            EXPECT_EQ(facts[p].name, parts[p]["name"]);
            EXPECT_TRUE(same(parts[p]["value"], facts[p].value)) << facts[p].name;
            EXPECT_TRUE(same(parts[p]["normalised"], facts[p].normalized)) << facts[p].name;
            EXPECT_TRUE(same(parts[p]["contribution"], facts[p].adds)) << facts[p].name;
            EXPECT_EQ(facts[p].weight, parts[p]["weight"]);
        }
    }
}

TEST(Inspector, SharesOfTheDomainsAddUpToTheScore) {
    PanelHarness at(sample_study());
    const study::Results& results = *at.snapshot.results;
    std::size_t checked = 0;
    for (std::size_t row = 0; row < results.tracts->size(); ++row) {
        if (!(results.index->score[row] > 0))
            continue;
        double domains = 0, indicators = 0;
        for (const PartFact& fact : part_facts(results, row)) {
            domains += fact.depth == 0 ? fact.share : 0;
            indicators += fact.is_indicator && !std::isnan(fact.share) ? fact.share : 0;
        }
        EXPECT_NEAR(domains, 1, 1e-12);
        EXPECT_NEAR(indicators, 1, 1e-12);
        ++checked;
    }
    EXPECT_GT(checked, 50U);
}

TEST(Inspector, FactsOfAColumnAgainstBruteForce) {
    PanelHarness at(sample_study());
    ColumnFacts facts;
    for (const char* name : {"cost_burden_share", "clinic_nearest_m", "risk_score"}) {
        const tract::Column& column = (*at.snapshot.columns)[name];
        std::vector<double> known;
        for (const double value : column.values)
            if (!std::isnan(value))
                known.push_back(value);
        std::sort(known.begin(), known.end());
        const std::size_t n = known.size();
        const double median = n % 2 == 1 ? known[n / 2] : (known[n / 2 - 1] + known[n / 2]) / 2;
        for (const std::uint32_t row : {1U, 30U, 1U}) {
            const ColumnFact fact = facts.of(at.snapshot, name, row);
            EXPECT_EQ(fact.median, median) << name;
            if (std::isnan(column.values[row]))
                continue;
            EXPECT_EQ(fact.value, column.values[row]);
            const auto below =
                std::lower_bound(known.begin(), known.end(), fact.value) - known.begin();
            EXPECT_DOUBLE_EQ(fact.below, static_cast<double>(below) / static_cast<double>(n));
        }
    }
    EXPECT_TRUE(std::isnan(facts.of(at.snapshot, "no_such_column", 1).value));
    EXPECT_NE(facts.of(at.snapshot, "cost_burden_share", 1).reliability,
              stats::Reliability::Unknown);
}

TEST(Inspector, MediansFollowNewWeights) {
    PanelHarness at(sample_study());
    ColumnFacts facts;
    const double before = facts.of(at.snapshot, "risk_score", 1).median;
    at.history.change({"", ""}, "",
                      [](Document& next) { next.study.index->weights["housing"] = 5; });
    at.rerun();
    const double now = facts.of(at.snapshot, "risk_score", 1).median;
    EXPECT_EQ(now, median_of(at.snapshot.results->index->score));
    EXPECT_NE(now, before);
}

TEST(Inspector, MedianByHand) {
    EXPECT_EQ(median_of({3, 1, 2}), 2);
    EXPECT_EQ(median_of({4, kNaN, 1, 2, 9}), 3);
    EXPECT_TRUE(std::isnan(median_of({kNaN})));
}

TEST(Inspector, EveryTractInBothLanguagesNarrowAndFoldedOpen) {
    Inspector card;
    PanelHarness at(sample_study());
    at.view.pinned = 0;
    place(card, {1150, 2600});
    ImGui::GetIO().DisplaySize = {1600, 2800};
    at.draw(card, 4);
    at.click(card, "inspector.part.housing"); // folds its indicators
    at.draw(card, 3);
    at.click(card, "inspector.section.columns");
    at.draw(card, 3);
    for (std::uint32_t row = 0; row < at.snapshot.results->tracts->size(); ++row) {
        at.view.pinned = row;
        at.view.language = row % 2 == 0 ? Language::English : Language::Spanish;
        place(card, row % 3 == 0 ? ImVec2{1150, 900} : ImVec2{330, 400});
        at.draw(card, 2);
        EXPECT_TRUE(at.has("inspector.close")) << row;
    }
}

TEST(Inspector, WithoutAnIndex) {
    Inspector card;
    place(card);
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) { next.study.index.reset(); });
    at.rerun();
    at.view.pinned = 4;
    at.draw(card, 3);
    EXPECT_TRUE(at.has("inspector.section.columns"));
    EXPECT_FALSE(at.has("inspector.section.parts"));
    EXPECT_TRUE(part_facts(*at.snapshot.results, 4).empty());
}

} // namespace
} // namespace tractwise::viewer
