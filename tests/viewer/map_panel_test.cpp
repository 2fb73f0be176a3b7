// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "viewer/map/map_panel.hpp"
#include "viewer/ui/break_histogram.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::sample_siting_study;
using test::sample_study;

/// The panel scrolled down, for what does not fit into the window of the harness.
PanelHarness::Draw scrolled(MapPanel& panel, float by) {
    return [&panel, by](PanelContext& in) {
        ImGui::SetScrollY(by);
        panel.draw(in);
    };
}

TEST(MapPanel, DrawsWithoutResultsAndInBothLanguages) {
    MapPanel panel;
    {
        PanelHarness nothing;
        nothing.draw(panel);
        EXPECT_FALSE(nothing.has("map.column"));
    }
    PanelHarness at(sample_study());
    at.draw(panel);
    EXPECT_TRUE(at.has("map.column"));
    at.view.language = Language::Spanish;
    at.view.dark = true;
    at.remake_scene();
    at.draw(panel);
    EXPECT_TRUE(at.has("map.method"));
}

TEST(MapPanel, AnotherColumnAndAnotherMethod) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.column");
    at.click(panel, "map.column.risk_score");
    EXPECT_EQ(at.document().style.column, "risk_score");
    at.remake_scene();
    at.click(panel, "map.method");
    at.click(panel, "map.method.2");
    EXPECT_EQ(at.document().style.classes.method, stats::Method::EqualInterval);
    at.history.undo();
    at.history.undo();
    EXPECT_EQ(at.document().style.column, "");
}

TEST(MapPanel, ClustersInThePlaceOfClasses) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.two");
    EXPECT_FALSE(at.document().style.second.empty());
    at.remake_scene();
    at.click(panel, "map.kind.1");
    EXPECT_TRUE(at.document().clusters.shown);
    EXPECT_TRUE(at.document().style.second.empty()) << "clusters are of one column";
    at.remake_scene();
    at.draw(panel);
    EXPECT_FALSE(at.has("map.method"));
    EXPECT_FALSE(at.has("map.two"));
    EXPECT_FALSE(at.has("map.palette"));
    at.click(panel, "clusters.method");
    at.click(panel, "clusters.method.2");
    EXPECT_EQ(at.document().clusters.method, spatial::LocalMethod::GStar);
    EXPECT_FALSE(at.has("clusters.number"));
    at.click(panel, "clusters.neighbors");
    at.click(panel, "clusters.neighbors.2");
    EXPECT_EQ(at.document().clusters.weights, "knn:8");
    at.draw(panel);
    EXPECT_TRUE(at.has("clusters.number"));
    at.click(panel, "clusters.neighbors");
    at.click(panel, "clusters.neighbors.3");
    EXPECT_EQ(at.document().clusters.weights, "band:3218.688") << "2 miles";
    at.click(panel, "clusters.draws");
    at.click(panel, "clusters.draws.1");
    EXPECT_EQ(at.document().clusters.draws, 9999U);
    at.click(panel, "clusters.alpha");
    at.click(panel, "clusters.alpha.1");
    EXPECT_EQ(at.document().clusters.significance.alpha, 0.01);
    at.click(panel, "clusters.correction");
    at.click(panel, "clusters.correction.0");
    EXPECT_EQ(at.document().clusters.significance.correction, spatial::Correction::None);
    at.click(panel, "clusters.one-tail");
    EXPECT_EQ(at.document().clusters.significance.sides, spatial::Sides::Folded);
    at.click(panel, "map.kind.0");
    EXPECT_FALSE(at.document().clusters.shown);
    EXPECT_EQ(at.document().clusters.draws, 9999U) << "kept for the next time";
    at.history.undo();
    EXPECT_TRUE(at.document().clusters.shown);
}

TEST(MapPanel, WhyThereAreNoClustersAndHowToBeginAgain) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.kind.1");
    at.activity.no_clusters = Activity::Failure{"all 4 values are 5", "", "another column"};
    for (const Language language : {Language::English, Language::Spanish}) {
        at.view.language = language;
        at.draw(panel);
        EXPECT_TRUE(at.has("clusters.none"));
    }
    at.activity.no_clusters.reset();
    at.activity.clusters_stopped = true;
    at.click(panel, "clusters.again");
    EXPECT_NE(at.asked<Edits::FindClusters>(), nullptr);
}

// What is switched on is part of the style, which [view.map] keeps.
TEST(MapPanel, PlacesThatDoNotCountAreSwitchedOn) {
    MapPanel panel;
    PanelHarness at(sample_study());
    EXPECT_FALSE(at.document().style.show_uncounted);
    at.click(scrolled(panel, 400), "map.uncounted");
    EXPECT_TRUE(at.document().style.show_uncounted);
    EXPECT_NE(at.document().style.to_toml("view.map").find("uncounted = true\n"),
              std::string::npos);
    at.history.undo();
    EXPECT_FALSE(at.document().style.show_uncounted);
}

TEST(MapPanel, TheNumberOfClassesIsOneStepOfUndo) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.drag(panel, "map.count", 90);
    EXPECT_GT(at.document().style.classes.count, 5);
    at.history.undo();
    EXPECT_EQ(at.document().style.classes.count, 5);
    EXPECT_FALSE(at.history.can_undo());
}

TEST(MapPanel, ADraggedBreakMakesOwnBreaksAndKeepsTheOthers) {
    MapPanel panel;
    PanelHarness at(sample_study());
    const std::vector<double> before = at.snapshot.scene.breaks.upper;
    ASSERT_EQ(before.size(), 5U);
    at.drag(panel, "map.histogram.break.1", 12);
    const std::vector<double>& own = at.document().style.classes.own;
    ASSERT_EQ(own.size(), 4U);
    EXPECT_EQ(own[0], before[0]);
    EXPECT_GT(own[1], before[1]);
    EXPECT_LT(own[1], before[2]);
    EXPECT_EQ(own[2], before[2]);
    // A hundredth is what a few pixels of 0..1 snap to.
    EXPECT_NEAR(own[1] * 100, std::round(own[1] * 100), 1e-9);

    at.remake_scene();
    EXPECT_EQ(at.snapshot.scene.legend.rows[1].to, own[1]);
    at.history.undo();
    EXPECT_TRUE(at.document().style.classes.own.empty());
    EXPECT_FALSE(at.history.can_undo());
}

TEST(MapPanel, TypedBreaksCountWhenTheirFieldIsLeft) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.drag(panel, "map.histogram.break.1", 12);
    at.remake_scene();
    at.click(panel, "map.own");
    at.key(panel, 'A', true);
    at.type(panel, "10, 60");
    at.click(panel, "map.column");
    EXPECT_EQ(at.document().style.classes.own.size(), 2U);
}

TEST(MapPanel, ABreakStopsAtItsNeighbor) {
    MapPanel panel;
    PanelHarness at(sample_study());
    const double next = at.snapshot.scene.breaks.upper[1];
    at.drag(panel, "map.histogram.break.0", 250);
    const std::vector<double>& own = at.document().style.classes.own;
    ASSERT_EQ(own.size(), 4U);
    EXPECT_LT(own[0], next);
    EXPECT_EQ(own[1], next);
}

TEST(MapPanel, AClickOnABreakChangesNothing) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.histogram.break.1");
    EXPECT_FALSE(at.history.can_undo());
}

TEST(MapPanel, OwnBreaksAreTypedInTheUnitOfTheReader) {
    EXPECT_EQ(ClassEditor::parse_breaks("10, 20, 40 %", 100), (std::vector<double>{0.1, 0.2, 0.4}));
    EXPECT_EQ(ClassEditor::parse_breaks("1;2", 1), (std::vector<double>{1, 2}));
    EXPECT_FALSE(ClassEditor::parse_breaks("20, 10", 1));
    EXPECT_FALSE(ClassEditor::parse_breaks("10, 10", 1));
    EXPECT_FALSE(ClassEditor::parse_breaks("a few", 1));
    EXPECT_FALSE(ClassEditor::parse_breaks("", 1));
    EXPECT_FALSE(ClassEditor::parse_breaks("1,2,3,4,5,6,7,8,9", 1));
}

TEST(MapPanel, LockedClassesStayWhenValuesChange) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) { next.style.column = "risk_score"; });
    at.remake_scene();
    const stats::Classes before = at.snapshot.scene.breaks;
    at.click(panel, "map.lock");
    ASSERT_TRUE(at.document().style.locked);
    at.history.change({"", ""}, "",
                      [](Document& next) { next.study.index->weights["housing"] = 5; });
    at.rerun();
    EXPECT_EQ(at.snapshot.scene.breaks, before);
    at.click(panel, "map.lock");
    at.remake_scene();
    EXPECT_FALSE(at.document().style.locked);
    EXPECT_NE(at.snapshot.scene.breaks, before);
}

TEST(MapPanel, LockedClassesGoWithTheUnit) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.lock");
    at.click(panel, "map.column");
    at.click(panel, "map.column.risk_score"); // not a percentile any more
    EXPECT_FALSE(at.document().style.locked);
}

TEST(MapPanel, PalettesAreThoseForColorBlindReadersUntilAllAreAskedFor) {
    MapPanel panel;
    PanelHarness at(sample_study());
    const auto palettes = scrolled(panel, 300);
    at.click(palettes, "map.palette");
    EXPECT_TRUE(at.has("map.palette.viridis") || at.has("map.palette.YlOrRd"));
    at.click(palettes, "map.palette.YlGnBu");
    EXPECT_EQ(at.document().style.palette, "YlGnBu");
    at.click(palettes, "map.reversed");
    EXPECT_TRUE(at.document().style.reversed);
}

TEST(MapPanel, TwoColumnsAtOnce) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.click(panel, "map.two");
    ASSERT_FALSE(at.document().style.second.empty());
    at.remake_scene();
    ASSERT_TRUE(at.snapshot.scene.legend.bivariate);
    at.draw(panel);
    EXPECT_FALSE(at.has("map.histogram"));
    at.click(panel, "map.nine.crimson_blue");
    EXPECT_EQ(at.document().style.bivariate_palette, "crimson_blue");
    at.click(panel, "map.two");
    EXPECT_TRUE(at.document().style.second.empty());
}

TEST(MapPanel, WhatIsDrawnOverTheMapAndWhatBesideIt) {
    MapPanel panel;
    PanelHarness at(sample_study());
    const auto foot = scrolled(panel, 5000);
    at.draw(foot, 3);
    at.click(foot, "map.streets");
    EXPECT_FALSE(at.document().style.show_streets);
    at.click(foot, "map.compare.1");
    EXPECT_EQ(at.view.compare, Compare::SideBySide);
    EXPECT_NE(at.view.compare_with, at.snapshot.scene.column);
    EXPECT_TRUE(at.snapshot.columns->has(at.view.compare_with));
    // No other column of the sample is a percentile: nothing can be subtracted.
    at.click(foot, "map.compare.2");
    at.draw(foot);
    EXPECT_EQ(at.view.compare, Compare::Difference);
    EXPECT_EQ(at.view.compare_with, "");
    at.history.change({"", ""}, "",
                      [](Document& next) { next.style.column = "cost_burden_share"; });
    at.remake_scene();
    at.draw(foot);
    EXPECT_EQ(at.snapshot.columns->info(at.view.compare_with)->unit, "share");
    EXPECT_NE(at.view.compare_with, "cost_burden_share");
}

TEST(MapPanel, AStudyWithoutIndexAndOneWithAPlan) {
    MapPanel panel;
    {
        PanelHarness plan(sample_siting_study());
        plan.draw(panel);
        EXPECT_TRUE(plan.has("map.column"));
    }
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) { next.study.index.reset(); });
    at.rerun();
    at.draw(panel);
    EXPECT_TRUE(at.has("map.histogram"));
}

TEST(MapPanel, NarrowAndWide) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.view.pinned = 3;
    for (const float width : {240.0F, 620.0F}) {
        at.draw(test::in_side(panel, width), 3);
        const ui::Items::Item* item = at.ui.items.find("map.column");
        ASSERT_NE(item, nullptr);
        EXPECT_LE(item->greatest.x - item->least.x, width);
    }
}

TEST(BreakHistogram, RoundSteps) {
    EXPECT_DOUBLE_EQ(ui::round_step(0.013), 0.01);
    EXPECT_DOUBLE_EQ(ui::round_step(0.02), 0.02);
    EXPECT_DOUBLE_EQ(ui::round_step(7), 5);
    EXPECT_DOUBLE_EQ(ui::round_step(1234), 1000);
    EXPECT_EQ(ui::round_step(0), 0);
}

// "0.0 - 87.8 %" for nearly every tract says nothing: another method is offered.
TEST(MapPanel, AClassThatHoldsNearlyEverythingIsNoticed) {
    MapPanel panel;
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) {
        next.style.column = "no_vehicle_share";
        next.style.classes.own = {0.9, 0.95};
    });
    at.remake_scene();
    at.draw(panel, 3);
    ASSERT_TRUE(at.has("map.better-method"));
    at.click(panel, "map.better-method");
    EXPECT_TRUE(at.document().style.classes.own.empty());
    ASSERT_TRUE(at.document().style.classes.method);
    at.remake_scene();
    at.draw(panel, 3);
    EXPECT_FALSE(at.has("map.better-method"));
}

} // namespace
} // namespace tractwise::viewer
