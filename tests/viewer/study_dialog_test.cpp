// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/study_dialog.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/app_harness.hpp"
#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

fs::path sample_tracts() {
    return test::sample_study().parent_path().parent_path() / "sample" / "tracts.geojson";
}

void wait(test::PanelHarness& at, StudyDialog& dialog) {
    for (int i = 0; i < 2000 && dialog.reading(); ++i) {
        at.draw(dialog, 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    at.draw(dialog, 3);
    ASSERT_FALSE(dialog.reading());
}

TEST(StudyDialog, BeginsAStudyFromTheTractsAlone) {
    test::PanelHarness at;
    StudyDialog dialog;
    dialog.begin(sample_tracts());
    wait(at, dialog);
    ASSERT_TRUE(at.has("study.county.99001")) << "counties are listed from the file";
    at.click(dialog, "study.begin");
    const auto* begun = at.asked<Edits::NewStudy>();
    ASSERT_NE(begun, nullptr);
    EXPECT_EQ(begun->study->tracts, "tracts");
    EXPECT_EQ(begun->study->sources.at("tracts").vintage, 2020);
    EXPECT_TRUE(begun->study->layers.empty());
    EXPECT_FALSE(begun->study->title.empty());
    EXPECT_FALSE(dialog.is_open());
}

TEST(StudyDialog, AFileWithoutTractsSaysWhy) {
    const test::TemporaryFolder folder;
    test::PanelHarness at;
    StudyDialog dialog;
    dialog.begin(folder.write("notes.csv", "a,b\n1,2\n"));
    wait(at, dialog);
    EXPECT_TRUE(dialog.is_open());
    at.click(dialog, "study.cancel");
    EXPECT_EQ(at.asked<Edits::NewStudy>(), nullptr);
}

// A study of tracts only shows tracts; then an index is offered by what is there.
TEST(NewStudy, ShowsItsTractsAndIsNotSaved) {
    const test::TemporaryFolder folder;
    test::AppHarness app;
    study::Study study;
    study.title = "Mine";
    study.tracts = "tracts";
    study.sources.emplace("tracts",
                          io::source_from_path("tracts", fs::absolute(sample_tracts()).string()));
    study.sources.at("tracts").vintage = 2020;
    app->edits().ask(Edits::NewStudy{std::make_shared<const study::Study>(study)});
    app.frames(3);
    app.settle();
    ASSERT_NE(app->snapshot(), nullptr);
    EXPECT_EQ(app->snapshot()->scene.column, "land_area_km2");
    EXPECT_EQ(app->snapshot()->scene.legend.no_data.tracts, 0U);
    EXPECT_TRUE(app->unsaved());
    EXPECT_TRUE(app.has("sources.add.survey")) << "what could be added stands beside the map";
    app.click("side.weigh");
    EXPECT_FALSE(app.has("weigh.add.risk")) << "nothing of it can be carried yet";
}

// The word that was searched for, the tool and the selection belong to the study before.
TEST(NewStudy, NothingTypedGoesOnIntoTheNextStudy) {
    test::AppHarness app;
    app.open(test::sample_study());
    app->view().tool = Tool::Lasso;
    app->view().selection.select_all();
    app->view().compare = Compare::SideBySide;
    app->view().dark = true;
    app.open(test::sample_siting_study());
    EXPECT_EQ(app->view().tool, Tool::Pan);
    EXPECT_TRUE(app->view().selection.empty());
    EXPECT_EQ(app->view().compare, Compare::Off);
    EXPECT_TRUE(app->view().dark) << "colors are the user's";
}

} // namespace
} // namespace tractwise::viewer
