// SPDX-License-Identifier: Apache-2.0
#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/app_harness.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>
#include <cmath>

namespace tractwise::viewer {
namespace {

using test::AppHarness;
using test::sample_siting_study;
using test::sample_study;
using test::TemporaryFolder;

// Two tracts in the middle of the map, away from legend, card and tools.
const std::string kTract = "99001003100", kOther = "99001000300";

std::filesystem::path recipes() {
    return std::filesystem::path(TRACTWISE_SOURCE_DIR) / "data" / "recipes";
}

/// What `tractwise run` computes for a study file.
std::shared_ptr<const study::Results> run_of(const std::filesystem::path& file) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {recipes()});
    session.update(study::Study::read(file));
    return session.run({});
}

/// Whether the plan on the map answers the question as the document puts it now.
bool plan_answers(AppHarness& app) {
    return app->snapshot()->results->plan_answers(app->document().study);
}

void set_weight(AppHarness& app, double weight) {
    app->edits().change({"w", "w"}, "", [weight](Document& next) {
        next.study.index->weights["housing"] = weight;
    });
    app.frames(1);
    app.settle();
}

TEST(App, OpensTheSampleAndShowsEveryTract) {
    AppHarness app;
    EXPECT_EQ(app->snapshot(), nullptr);
    app.open(sample_study());
    ASSERT_NE(app->snapshot(), nullptr);
    EXPECT_EQ(app->snapshot()->results->tracts->size(), 120U);
    EXPECT_EQ(app->snapshot()->scene.fill.size(), 120U);
    EXPECT_TRUE(app.has("map"));
    EXPECT_NEAR(app->snapshot()->all_people, 265'018, 0.5);
}

TEST(App, HoverClickShiftAndEscapeSelect) {
    AppHarness app;
    app.open(sample_study());
    const ImVec2 at = app.pixel_of_tract(kTract);
    app.hover_at(at.x, at.y);
    ASSERT_TRUE(app->view().hovered);
    EXPECT_EQ(*app->view().hovered, app.row_of(kTract));
    app.click_at(at.x, at.y);
    EXPECT_EQ(app->view().pinned, app.row_of(kTract));
    EXPECT_EQ(app->view().selection.count(), 1U);
    const ImVec2 other = app.pixel_of_tract(kOther);
    app.click_at(other.x, other.y, true);
    EXPECT_EQ(app->view().selection.count(), 2U);
    app.click_at(other.x, other.y, false, true);
    EXPECT_EQ(app->view().selection.count(), 1U);
    app.key(GLFW_KEY_ESCAPE);
    EXPECT_TRUE(app->view().selection.empty());
    app.key(GLFW_KEY_ESCAPE);
    EXPECT_FALSE(app->view().pinned);
}

TEST(App, AMapOfClustersIsLookedAtSelectedAndComparedFromTheWindow) {
    AppHarness app({}, 1900, 1100);
    app.open(sample_study());
    app.click("map.kind.1");
    app.settle();
    ASSERT_NE(app->snapshot()->clusters, nullptr);
    const std::vector<spatial::Cluster>& classes = app->snapshot()->clusters->report.cluster;
    app.click("legend.class.0");
    const auto high = static_cast<std::size_t>(
        std::count(classes.begin(), classes.end(), spatial::Cluster::HighHigh));
    EXPECT_GT(high, 0U);
    EXPECT_EQ(app->view().selection.count(), high);
    for (const std::uint32_t row : app->view().selection.selected())
        EXPECT_EQ(classes[row], spatial::Cluster::HighHigh);
    app->view().drawer = Drawer::Charts;
    app.frames(4);
    EXPECT_TRUE(app.has("charts.moran"));
    app->view().pinned = app->view().selection.selected().front();
    app.frames(4);
    EXPECT_TRUE(app.has("inspector.cluster"));
    // The selection is one of tracts: those that are no cluster any more stay in it.
    app->edits().change({"a", "a"}, "",
                        [](Document& next) { next.clusters.significance.alpha = 0.001; });
    app.frames(1);
    app.settle();
    EXPECT_EQ(app->snapshot()->scene.legend.rows[0].tracts, 0U) << "999 draws: no p is so small";
    EXPECT_EQ(app->view().selection.count(), high);
    app->view().drawer = Drawer::Table;
    app->change_language(Language::Spanish);
    app.frames(4);
    const std::vector<std::string> texts = app.texts();
    EXPECT_NE(std::find(texts.begin(), texts.end(), "Agrupación"), texts.end());
    // Beside another column, which keeps classes of its own; and what differs.
    for (const Compare compare : {Compare::SideBySide, Compare::Difference}) {
        app->view().compare = compare;
        app->view().compare_with = "risk_score";
        app.settle();
        EXPECT_TRUE(app.open_study());
    }
}

TEST(App, ABoxAndALassoSelect) {
    AppHarness app;
    app.open(sample_study());
    const ui::Items::Item map = *app->ui().items.find("map");
    app.key(GLFW_KEY_B);
    app.drag_at(map.least.x + 5, map.least.y + 5, map.greatest.x - 90, map.greatest.y - 5);
    EXPECT_GT(app->view().selection.count(), 90U);
    app.key(GLFW_KEY_ESCAPE); // back to the hand
    app.key(GLFW_KEY_ESCAPE);
    EXPECT_TRUE(app->view().selection.empty());
}

TEST(App, DraggingMovesTheMapWithTheHandAndTheWheelZoomsAtTheCursor) {
    AppHarness app;
    app.open(sample_study());
    const ImVec2 before = app.pixel_of_tract(kTract);
    app.drag_at(700, 500, 760, 470);
    ImVec2 after = app.pixel_of_tract(kTract);
    EXPECT_NEAR(after.x - before.x, 60, 0.01);
    EXPECT_NEAR(after.y - before.y, -30, 0.01);
    EXPECT_TRUE(app->view().selection.empty()) << "a drag is no click";
    app.wheel_at(after.x, after.y, 3);
    const ImVec2 zoomed = app.pixel_of_tract(kTract);
    // The mouse stands on whole pixels: what is within one of it moves by less than that.
    EXPECT_NEAR(zoomed.x, after.x, 1);
    EXPECT_NEAR(zoomed.y, after.y, 1);
}

TEST(App, AWeightChangesTheScoresAndUndoBringsThemBack) {
    AppHarness app;
    app.open(sample_study());
    const std::vector<double> before = app->snapshot()->results->index->score;
    set_weight(app, 4);
    EXPECT_NE(app->snapshot()->results->index->score, before);
    app.key(GLFW_KEY_Z, true);
    app.settle();
    EXPECT_EQ(app->document().study.index->weights.count("housing"), 0U);
    EXPECT_EQ(app->snapshot()->results->index->score[3], before[3]);
    app.key(GLFW_KEY_Z, true, true);
    app.settle();
    EXPECT_EQ(app->document().study.index->weights.at("housing"), 4);
}

TEST(App, ASavedStudyGivesTheNumbersOnTheScreen) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "mine.toml";
    std::vector<double> shown;
    std::string geoid;
    {
        AppHarness app;
        app.open(sample_study());
        set_weight(app, 3.5);
        app->edits().change({"c", "c"}, "", [](Document& next) {
            next.style.column = "cost_burden_share";
            next.style.classes.count = 7;
        });
        app.frames();
        const ImVec2 at = app.pixel_of_tract(kTract);
        app.click_at(at.x, at.y);
        app->edits().ask(Edits::SaveAs{file});
        app.frames(3);
        shown = app->snapshot()->results->index->score;
    }
    const auto again = run_of(file);
    ASSERT_EQ(again->index->score.size(), shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (!std::isnan(shown[i])) {
            EXPECT_EQ(again->index->score[i], shown[i]);
        }
    // And everything looks as it did.
    AppHarness app;
    app.open(file);
    EXPECT_EQ(app->document().style.column, "cost_burden_share");
    EXPECT_EQ(app->document().style.classes.count, 7);
    EXPECT_EQ(app->view().pinned, app.row_of(kTract));
    EXPECT_EQ(app->view().selection.count(), 1U);
    EXPECT_EQ(app->document().study.index->weights.at("housing"), 3.5);
}

TEST(App, APlanSavedIsThePlanTheCommandLineFinds) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "plan.toml";
    std::vector<std::uint32_t> stops;
    {
        AppHarness app;
        app.open(sample_siting_study());
        app->edits().change({"k", "k"}, "", [](Document& next) { next.study.siting->spec.k = 3; });
        app->edits().ask(Edits::SolvePlan{});
        app.frames(1);
        app.settle();
        ASSERT_TRUE(plan_answers(app));
        stops = app->snapshot()->results->siting->plan.stops;
        app->edits().ask(Edits::SaveAs{file});
        app.frames(3);
    }
    EXPECT_EQ(stops.size(), 3U);
    EXPECT_EQ(run_of(file)->siting->plan.stops, stops);
}

TEST(App, AFailingStudyKeepsTheLastGoodMap) {
    AppHarness app;
    app.open(sample_study());
    app->edits().change({"x", "x"}, "", [](Document& next) {
        next.study.sources.at("acs_detail").path = "/nowhere/at/all.json";
    });
    app.frames(1);
    app.settle();
    ASSERT_TRUE(app->activity().failure);
    ASSERT_NE(app->snapshot(), nullptr);
    EXPECT_EQ(app->snapshot()->results->tracts->size(), 120U);
    app.key(GLFW_KEY_Z, true);
    app.settle();
    EXPECT_FALSE(app->activity().failure);
}

TEST(App, AStudyThatCannotBeReadIsSaidAndNothingOpens) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "broken.toml";
    write_text_file(file, "title = \"x\"\n[tracts]\nsource = \"none\"\n");
    AppHarness app;
    app->open(file);
    app.frames(3);
    EXPECT_EQ(app->snapshot(), nullptr);
    app->open(folder.path() / "gone.toml");
    app.frames(3);
    EXPECT_EQ(app->snapshot(), nullptr);
}

TEST(App, AnUnsavedStudyIsNotLostByClosing) {
    AppHarness app;
    app.open(sample_study());
    set_weight(app, 2);
    app->ask_quit();
    app.frames(3);
    EXPECT_FALSE(app->wants_quit());
    app.click("unsaved.cancel");
    EXPECT_FALSE(app->wants_quit());
    app->ask_quit();
    app.frames(3);
    app.click("unsaved.discard");
    EXPECT_TRUE(app->wants_quit());
}

TEST(App, ClosingWhileARunGoesOnIsNoTrouble) {
    AppHarness app;
    app->open(sample_siting_study());
    app.frames(1);
    app->edits().ask(Edits::CloseStudy{});
    app.frames(3);
    app.settle();
    EXPECT_EQ(app->snapshot(), nullptr);
    app->open(sample_siting_study());
    app.frames(1); // and the program ends while it loads
}

TEST(App, CancelStopsAndSaysSo) {
    AppHarness app;
    app.open(sample_siting_study());
    const auto before = app->snapshot()->results;
    app->edits().change({"k", "k"}, "", [](Document& next) { next.study.siting->spec.k = 5; });
    app->edits().ask(Edits::SolvePlan{});
    app->edits().ask(Edits::Cancel{});
    app.frames(1);
    app.settle();
    ASSERT_NE(app->snapshot(), nullptr);
    EXPECT_EQ(app->snapshot()->results->tracts, before->tracts);
}

TEST(App, AChangedQuestionMarksThePlanAsOld) {
    AppHarness app;
    app.open(sample_siting_study());
    EXPECT_TRUE(plan_answers(app));
    app->edits().change({"k", "k"}, "", [](Document& next) { next.study.siting->spec.k = 2; });
    app.frames(2);
    EXPECT_FALSE(plan_answers(app));
    app.key(GLFW_KEY_Z, true);
    app.frames(2);
    EXPECT_TRUE(plan_answers(app));
    // A weight that decides who is in need makes it old too, and keeps it on the map.
    set_weight(app, 3);
    EXPECT_NE(app->snapshot()->results->siting, nullptr);
    EXPECT_FALSE(plan_answers(app));
    EXPECT_TRUE(app->snapshot()->results->plan_is_older());
    // Undone, it is the answer again, and nothing has to be searched.
    app.key(GLFW_KEY_Z, true);
    app.settle();
    EXPECT_TRUE(plan_answers(app));
    EXPECT_FALSE(app->snapshot()->results->plan_is_older());
}

/// Where the first stop of the plan stands, in the window.
ImVec2 stop_in(AppHarness& app) {
    app.frames(1);
    return app->ui().items.find("site.stop.1")->center();
}

TEST(App, ADraggedStopIsUndoneRedoneSavedAndFoundAgain) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "moved.toml";
    ImVec2 moved;
    double newly = 0;
    MovedStops kept;
    {
        AppHarness app;
        app.open(sample_siting_study());
        const ImVec2 planned = stop_in(app);
        const double of_plan = app->newly_reached().value();
        app.drag("site.stop.1", 83, 61);
        moved = stop_in(app);
        newly = app->newly_reached().value();
        EXPECT_GT(std::hypot(moved.x - planned.x, moved.y - planned.y), 50);
        EXPECT_NE(newly, of_plan);
        EXPECT_TRUE(app->unsaved());
        EXPECT_TRUE(app->snapshot()->results->plan_answers(app->document().study))
            << "the plan is as it was found";
        // A weight afterwards is undone first, then the drag, and back again in the same order.
        set_weight(app, 3);
        app.key(GLFW_KEY_Z, true);
        app.settle();
        EXPECT_EQ(app->newly_reached(), newly);
        app.key(GLFW_KEY_Z, true);
        app.settle();
        EXPECT_EQ(app->newly_reached(), of_plan);
        EXPECT_FALSE(app->unsaved());
        EXPECT_NEAR(stop_in(app).x, planned.x, 0.01);
        app.key(GLFW_KEY_Z, true, true);
        app.settle();
        EXPECT_EQ(app->newly_reached(), newly);
        EXPECT_NEAR(stop_in(app).x, moved.x, 0.01);
        EXPECT_EQ(app->document().study.index->weights.count("housing"), 0U);
        // Nobody loses it by closing.
        app->ask_quit();
        app.frames(3);
        EXPECT_FALSE(app->wants_quit());
        app.click("unsaved.cancel");
        app->edits().ask(Edits::SaveAs{file});
        app.frames(3);
        EXPECT_FALSE(app->unsaved());
        kept = app->document().moved;
        EXPECT_EQ(kept.moved.size(), 1U);
    }
    EXPECT_EQ(run_of(file)->siting->plan.stops, run_of(sample_siting_study())->siting->plan.stops)
        << "no run depends on what was moved";
    AppHarness app;
    app.open(file);
    EXPECT_EQ(app->document().moved, kept);
    EXPECT_EQ(app->newly_reached(), newly);
    EXPECT_NEAR(stop_in(app).x, moved.x, 0.5); // the file keeps the camera to six decimals
    EXPECT_NEAR(stop_in(app).y, moved.y, 0.5);
    EXPECT_FALSE(app->unsaved());
    // Another search gives up what was moved; undo has it still.
    app->edits().ask(Edits::SolvePlan{});
    app.frames(1);
    app.settle();
    EXPECT_TRUE(app->document().moved.empty());
    EXPECT_NE(app->newly_reached(), newly);
    app.key(GLFW_KEY_Z, true);
    app.settle();
    EXPECT_EQ(app->newly_reached(), newly);
}

TEST(App, WindowsOfEverySizeAndBothLanguagesDraw) {
    AppHarness app;
    app.open(sample_siting_study());
    for (const auto& [width, height] : {std::pair{800, 600}, {3840, 2160}, {640, 480}}) {
        app.resize(width, height);
        for (const char* side :
             {"side.map", "side.weigh", "side.site", "side.findings", "side.sources"}) {
            app.click(side);
            app.frames(2);
        }
        app.key(GLFW_KEY_6);
        app.frames(2);
        app.key(GLFW_KEY_7);
        app.frames(2);
        app.key(GLFW_KEY_7);
        app->change_language(app->view().language == Language::English ? Language::Spanish
                                                                       : Language::English);
        app->view().dark = !app->view().dark;
        app.frames(3);
    }
    app->view().text_scale = 2;
    app.frames(3);
    app->view().text_scale = 0.7;
    app.frames(3);
}

/// What differed between two shares is on screen when the map gets a column of another unit.
TEST(App, WhatHasNoDifferenceLeavesOneMap) {
    AppHarness app;
    app.open(sample_study());
    const auto show = [&](const char* column) {
        app->edits().change({"", ""}, "", [column](Document& next) { next.style.column = column; });
        app.settle();
    };
    show("poverty_150_share");
    app->view().compare = Compare::Difference;
    app->view().compare_with = "no_vehicle_share";
    app.settle();
    show("supermarket_nearest_m");
    for (const float x : {500.0F, 900.0F, 1200.0F, 1500.0F}) // over either map, if there are two
        app.hover_at(x, 400);
    app->view().compare = Compare::SideBySide;
    app.settle();
    for (const float x : {500.0F, 900.0F, 1200.0F, 1500.0F})
        app.hover_at(x, 400);
    EXPECT_TRUE(app.open_study());
}

TEST(App, LanguageAndThemeAreRemembered) {
    const TemporaryFolder folder;
    {
        AppHarness app(folder.path());
        app->view().dark = true;
        app.frames(1);
        app.key(GLFW_KEY_D, true); // off again ...
        app.key(GLFW_KEY_D, true); // ... and on: the key writes it down
        EXPECT_TRUE(app->view().dark);
    }
    AppHarness app(folder.path());
    EXPECT_TRUE(app->view().dark);
}

TEST(App, MilesOrKilometersAreChosenAndRemembered) {
    const TemporaryFolder folder;
    const auto unit_of_legend = [](AppHarness& app) {
        const std::string& label = app->snapshot()->scene.legend.rows.back().label;
        return label.substr(label.rfind(' ') + 1);
    };
    const auto show_distance = [](AppHarness& app) {
        app.open(sample_study());
        app->edits().change({"c", "c"}, "", [](Document& next) {
            next.style.column = "clinic_nearest_m";
            next.style.locked.reset();
        });
        app.frames(2);
        app.settle();
    };
    {
        AppHarness app(folder.path());
        show_distance(app);
        EXPECT_EQ(unit_of_legend(app), "mi");
        // What the study says holds until the user chooses.
        app->edits().change({"u", "u"}, "",
                            [](Document& next) { next.study.units = Units::Metric; });
        app.frames(2);
        app.settle();
        EXPECT_EQ(unit_of_legend(app), "km");
        app.click("menu.view");
        app.click("menu.miles");
        app.settle();
        EXPECT_EQ(unit_of_legend(app), "mi");
        app.click("menu.view");
        app.click("menu.kilometers");
        app.settle();
    }
    AppHarness app(folder.path());
    show_distance(app);
    EXPECT_EQ(unit_of_legend(app), "km");
    EXPECT_FALSE(app->document().study.units.has_value());
}

TEST(App, UnsavedWorkIsKeptAsideEveryMinute) {
    const TemporaryFolder folder;
    AppHarness app(folder.path());
    app.open(sample_study());
    set_weight(app, 2.25);
    for (int i = 0; i < 65 * 60 / 10; ++i) {
        ImGui::GetIO().DeltaTime = 1.0F / 6;
        app->before_frame();
        ImGui::NewFrame();
        app->frame();
        ImGui::Render();
    }
    const std::filesystem::path kept = folder.path() / "autosave.toml";
    ASSERT_TRUE(std::filesystem::exists(kept));
    EXPECT_EQ(study::Study::read(kept).index->weights.at("housing"), 2.25);
    app->edits().ask(Edits::SaveAs{folder.path() / "own.toml"});
    app.frames(2);
    EXPECT_FALSE(std::filesystem::exists(kept)) << "saved work needs no copy";
}

TEST(App, IdleAsksForNoFrames) {
    AppHarness app;
    app.open(sample_study());
    app.frames(10);
    EXPECT_LT(app->next_frame_in(), 0);
    EXPECT_TRUE(app->settled());
}

} // namespace
} // namespace tractwise::viewer
