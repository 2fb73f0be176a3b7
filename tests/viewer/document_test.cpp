// SPDX-License-Identifier: Apache-2.0
#include "viewer/document.hpp"
#include "viewer/selection.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

void retitle(History& history, const char* title, const char* merge_key = "") {
    history.change({"Title", "Título"}, merge_key,
                   [&](Document& next) { next.study.title = title; });
}

TEST(History, UndoAndRedoWalkThroughEveryStep) {
    History history;
    retitle(history, "one");
    retitle(history, "two");
    EXPECT_EQ(history.now().study.title, "two");
    history.undo();
    EXPECT_EQ(history.now().study.title, "one");
    history.undo();
    EXPECT_EQ(history.now().study.title, "");
    EXPECT_FALSE(history.can_undo());
    history.redo();
    history.redo();
    EXPECT_EQ(history.now().study.title, "two");
    EXPECT_FALSE(history.can_redo());
}

TEST(History, ADraggedSliderIsOneStep) {
    History history;
    retitle(history, "before");
    for (const char* title : {"a", "b", "c"})
        retitle(history, title, "slider");
    history.end_merge();
    retitle(history, "d", "slider");
    history.undo();
    EXPECT_EQ(history.now().study.title, "c");
    history.undo();
    EXPECT_EQ(history.now().study.title, "before");
}

TEST(History, AChangeAfterUndoForgetsWhatWasUndone) {
    History history;
    retitle(history, "one");
    history.undo();
    retitle(history, "other");
    EXPECT_FALSE(history.can_redo());
    EXPECT_EQ(history.now().study.title, "other");
}

TEST(History, AChangeThatChangesNothingIsNoStep) {
    History history;
    retitle(history, "one");
    EXPECT_FALSE(history.change({"", ""}, "", [](Document&) {}));
    history.undo();
    EXPECT_EQ(history.now().study.title, "");
}

TEST(History, UnsavedUntilMarkedAndAgainAfterUndo) {
    History history;
    EXPECT_FALSE(history.unsaved());
    retitle(history, "one");
    EXPECT_TRUE(history.unsaved());
    history.mark_saved();
    EXPECT_FALSE(history.unsaved());
    history.undo();
    EXPECT_TRUE(history.unsaved());
    history.redo();
    EXPECT_FALSE(history.unsaved());
}

TEST(History, ForgetsTheOldestStepsOnly) {
    History history;
    for (std::size_t i = 0; i < History::kMostSteps + 50; ++i)
        retitle(history, std::to_string(i).c_str());
    std::size_t undone = 0;
    for (; history.can_undo(); ++undone)
        history.undo();
    EXPECT_EQ(undone, History::kMostSteps - 1);
    EXPECT_NE(history.now().study.title, "");
}

TEST(Selection, ModesCountAndInvert) {
    Selection selection;
    selection.reset(5);
    const std::uint32_t some[] = {1, 3}, more[] = {3, 4}, one[] = {3};
    selection.apply(some, Selection::Mode::Replace);
    selection.apply(more, Selection::Mode::Add);
    EXPECT_EQ(selection.selected(), (std::vector<std::uint32_t>{1, 3, 4}));
    selection.apply(one, Selection::Mode::Remove);
    EXPECT_EQ(selection.count(), 2U);
    selection.invert();
    EXPECT_EQ(selection.selected(), (std::vector<std::uint32_t>{0, 2, 3}));
    selection.toggle(0);
    EXPECT_EQ(selection.count(), 2U);
    const std::uint32_t outside[] = {99};
    selection.apply(outside, Selection::Mode::Add);
    EXPECT_EQ(selection.count(), 2U);
    selection.clear();
    EXPECT_TRUE(selection.empty());
}

} // namespace
} // namespace tractwise::viewer
