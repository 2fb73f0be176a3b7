// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/workspace.hpp"

#include "tests/support/temporary_folder.hpp"

#include "engine/core/atomic_file.hpp"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

// No ImGui context stands here: a workspace draws nothing.

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(TRACTWISE_SOURCE_DIR) / "data";
const fs::path kSample = kData / "studies" / "sample.toml";
const fs::path kSiting = kData / "studies" / "sample_siting.toml";

Workspace::Options options(const fs::path& config = {}) {
    return {.recipe_folders = {kData / "recipes"},
            .studies = kData / "studies",
            .config = config,
            .wake = [] {}};
}

bool ask(Workspace& work, Edits::Request request) {
    const bool done = work.carry_out(request);
    work.wait();
    return done;
}

Edits::Change on_the_map(const std::string& column) {
    return {{"Column of the map", "Columna del mapa"}, "", [column](Document& next) {
                next.style.column = column;
            }};
}

Edits::Change weight(double value) {
    return {{"Weight", "Peso"}, "", [value](Document& next) {
                next.study.index->weights["housing"] = value;
            }};
}

TEST(Workspace, OpensAStudyAndShowsItsResults) {
    Workspace work(options());
    EXPECT_FALSE(work.is_open());
    EXPECT_EQ(work.snapshot(), nullptr);
    ASSERT_TRUE(work.open(kSample));
    EXPECT_TRUE(work.is_open());
    work.wait();
    ASSERT_NE(work.snapshot(), nullptr);
    EXPECT_EQ(work.snapshot()->scene.fill.size(), 120U);
    EXPECT_TRUE(work.take_changed());
    EXPECT_FALSE(work.take_changed());
    EXPECT_TRUE(work.take_unplaced()) << "the sample has no camera";
    EXPECT_FALSE(work.unsaved());
    work.close();
    EXPECT_FALSE(work.is_open());
    EXPECT_EQ(work.snapshot(), nullptr);
}

TEST(Workspace, AFileThatCannotBeReadLeavesTheStudyAndSaysWhy) {
    const test::TemporaryFolder folder;
    const fs::path broken = folder.path() / "broken.toml";
    write_text_file(broken, "title = \"x\"\n[tracts]\nsource = \"none\"\n");
    Workspace work(options());
    ASSERT_TRUE(work.open(kSample));
    work.wait();
    const auto results = work.snapshot()->results;
    EXPECT_FALSE(work.open(broken));
    EXPECT_FALSE(work.open(folder.path() / "gone.toml"));
    const std::vector<Workspace::Message> said = work.take_messages();
    ASSERT_EQ(said.size(), 2U);
    EXPECT_TRUE(said[0].error);
    EXPECT_NE(said[0].text.find("broken.toml"), std::string::npos) << said[0].text;
    EXPECT_EQ(work.snapshot()->results, results);
    EXPECT_EQ(work.document().study.file.filename(), "sample.toml");
}

TEST(Workspace, ChangesAreComputedAndUndone) {
    Workspace work(options());
    work.open(kSample);
    work.wait();
    const std::vector<double> before = work.snapshot()->results->index->score;
    EXPECT_TRUE(ask(work, weight(4)));
    EXPECT_NE(work.snapshot()->results->index->score, before);
    EXPECT_TRUE(work.unsaved());
    EXPECT_TRUE(ask(work, Edits::Undo{}));
    EXPECT_EQ(work.snapshot()->results->index->score[3], before[3]);
    EXPECT_FALSE(work.unsaved());
    EXPECT_TRUE(ask(work, Edits::Redo{}));
    EXPECT_EQ(work.document().study.index->weights.at("housing"), 4);
}

TEST(Workspace, OnlyWhatIsPartOfTheQuestionMakesAPlanOld) {
    Workspace work(options());
    work.open(kSiting);
    work.wait();
    const auto results = work.snapshot()->results;
    const auto is_answered = [&] {
        return work.snapshot()->results->plan_answers(work.document().study);
    };
    ask(work, Edits::Change{{"k", "k"}, "", [](Document& next) { next.study.siting->spec.k = 2; }});
    EXPECT_FALSE(is_answered());
    ask(work, Edits::Undo{});
    EXPECT_TRUE(is_answered());
    // A stop that was moved runs nothing; another search gives it up, and undo has it still.
    MovedStops moved;
    moved.placed = {{.place = {-97.5, 39.3}}};
    ask(work, Edits::Change{{"m", "m"}, "", [&](Document& next) { next.moved = moved; }});
    EXPECT_EQ(work.snapshot()->results, results);
    EXPECT_TRUE(is_answered());
    EXPECT_TRUE(work.unsaved());
    ask(work, Edits::SolvePlan{});
    EXPECT_TRUE(work.document().moved.empty());
    EXPECT_NE(work.snapshot()->results, results);
    ask(work, Edits::Undo{});
    EXPECT_EQ(work.document().moved, moved);
}

TEST(Workspace, AShippedStudyIsNotSavedOver) {
    const test::TemporaryFolder folder;
    Workspace work(options());
    work.open(kSample);
    work.wait();
    work.panel_lines = [] {
        return std::map<std::string, std::string>{{"charts", "kind = \"scatter\""}};
    };
    ask(work, weight(3));
    EXPECT_FALSE(work.has_own_file());
    EXPECT_FALSE(ask(work, Edits::Save{})) << "somebody has to be asked for a name";
    EXPECT_TRUE(work.unsaved());
    const fs::path file = folder.path() / "mine.toml";
    EXPECT_TRUE(ask(work, Edits::SaveAs{file}));
    EXPECT_FALSE(work.unsaved());
    EXPECT_TRUE(work.has_own_file());
    EXPECT_EQ(work.opened(), work.document());
    ask(work, weight(5));
    EXPECT_TRUE(ask(work, Edits::Save{}));
    const study::Study saved = study::Study::read(file);
    EXPECT_EQ(saved.index->weights.at("housing"), 5);
    EXPECT_EQ(saved.view.table("charts").text("kind"), "scatter");
}

TEST(Workspace, UnsavedWorkIsKeptAsideAndFoundAgain) {
    const test::TemporaryFolder folder;
    const fs::path kept = folder.path() / "autosave.toml";
    {
        Workspace work(options(folder.path()));
        work.open(kSample);
        work.wait();
        work.autosave();
        EXPECT_FALSE(fs::exists(kept)) << "nothing was changed";
        ask(work, weight(2.25));
        work.autosave();
        EXPECT_TRUE(fs::exists(kept));
    }
    Workspace work(options(folder.path()));
    ASSERT_TRUE(work.open(kept));
    work.wait();
    EXPECT_EQ(work.document().study.index->weights.at("housing"), 2.25);
    EXPECT_TRUE(work.unsaved());
    EXPECT_FALSE(work.has_own_file());
    ask(work, Edits::SaveAs{folder.path() / "own.toml"});
    EXPECT_FALSE(fs::exists(kept)) << "saved work needs no copy";
}

TEST(Workspace, APanelsColumnIsOnTheMapAndNeverInTheFile) {
    const test::TemporaryFolder folder;
    Workspace work(options());
    work.open(kSample);
    work.wait();
    const std::size_t tracts = work.snapshot()->results->tracts->size();
    tract::Column column;
    column.info = {.name = "risk_worst_tenth_weightings",
                   .label = "Share",
                   .label_es = "Proporción",
                   .unit = "share"};
    column.values.assign(tracts, 0.25);
    column.values[0] = 1;
    const auto before = work.snapshot()->columns;
    ask(work, Edits::AddColumn{column});
    ask(work, on_the_map(column.info.name));
    EXPECT_FALSE(before->has(column.info.name)) << "others may be reading them";
    EXPECT_EQ(work.snapshot()->scene.column, column.info.name);
    EXPECT_EQ(work.snapshot()->columns->find(column.info.name)->values, column.values);
    EXPECT_EQ(work.snapshot()->scene.legend.title, "Share");
    column.values[0] = 0.5;
    ask(work, Edits::AddColumn{column});
    EXPECT_EQ(work.snapshot()->columns->find(column.info.name)->values[0], 0.5);
    // Of before, once the index is another one; and not any more where the change is undone.
    ask(work, weight(3));
    EXPECT_EQ(work.snapshot()->scene.legend.title, "Share (of the index before the change)");
    work.view.language = Language::Spanish;
    work.remake_scene();
    EXPECT_EQ(work.snapshot()->scene.legend.title, "Proporción (del índice anterior al cambio)");
    work.view.language = Language::English;
    ask(work, Edits::Undo{});
    EXPECT_EQ(work.snapshot()->scene.legend.title, "Share");
    ask(work, Edits::SaveAs{folder.path() / "own.toml"});
    EXPECT_EQ(work.snapshot()->scene.column, column.info.name);
    EXPECT_EQ(read_text_file(folder.path() / "own.toml").find(column.info.name), std::string::npos);
    work.take_messages();
    ASSERT_TRUE(work.open(folder.path() / "own.toml"));
    work.wait();
    EXPECT_TRUE(work.take_messages().empty());
    EXPECT_FALSE(work.snapshot()->columns->has(column.info.name));
    EXPECT_EQ(work.snapshot()->scene.column, "risk_percentile");
}

// A plan of other stops, or no index at all: the map shows what there is and complains of nothing.
TEST(Workspace, APanelsColumnGoesWithTheIndex) {
    Workspace work(options());
    work.open(kSample);
    work.wait();
    tract::Column column;
    column.info = {.name = "risk_worst_tenth_weightings", .label = "Share", .unit = "share"};
    column.values.assign(work.snapshot()->results->tracts->size(), 0.25);
    ask(work, Edits::AddColumn{column});
    ask(work, on_the_map(column.info.name));
    ask(work, Edits::Change{{"", ""}, "", [](Document& next) { next.study.index.reset(); }});
    EXPECT_FALSE(work.snapshot()->columns->has(column.info.name));
    EXPECT_NE(work.snapshot()->scene.column, column.info.name);
    EXPECT_TRUE(work.take_messages().empty());
    ask(work, Edits::Undo{});
    EXPECT_EQ(work.snapshot()->scene.column, column.info.name);
}

TEST(Workspace, WhatIsAboutTheScreenIsLeftToIt) {
    Workspace work(options());
    work.open(kSample);
    work.wait();
    for (Edits::Request request :
         {Edits::Request(Edits::FitAll{}), Edits::Request(Edits::ShowDialog{"open"}),
          Edits::Request(Edits::Quit{}), Edits::Request(Edits::CloseStudy{})})
        EXPECT_FALSE(work.carry_out(request));
    EXPECT_TRUE(work.is_open());
}

} // namespace
} // namespace tractwise::viewer
