// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/actions.hpp"

#include "tests/viewer/panel_harness.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

bool overlap(const Key& a, const Key& b) {
    return a.code == b.code && a.ctrl == b.ctrl &&
           (a.shift == b.shift || a.shift == Key::Shift::Either || b.shift == Key::Shift::Either);
}

/// Presses a key, with what must be held beside it, over a frame that listens
/// to the actions.
void press(PanelHarness& at, const Key& key) {
    const PanelHarness::Draw listen = [](PanelContext& in) { run_keys(in); };
    ImGuiIO& io = ImGui::GetIO();
    at.draw(listen, 1);
    io.KeyCtrl = key.ctrl;
    io.KeyShift = key.shift == Key::Shift::Down;
    io.KeysDown[key.code] = true;
    at.draw(listen, 1);
    io.KeysDown[key.code] = io.KeyCtrl = io.KeyShift = false;
    at.draw(listen, 1);
}

TEST(Actions, HaveAnIdBothTextsAndSomethingToDo) {
    std::set<std::string> ids;
    for (const Action& each : actions()) {
        EXPECT_TRUE(ids.insert(each.id).second) << each.id;
        for (const Text& text : {each.group, each.label, what(each)}) {
            EXPECT_STRNE(text.english, "") << each.id;
            EXPECT_STRNE(text.spanish, "") << each.id;
        }
        if (each.label.english != std::string("English") &&
            each.label.english != std::string("Español")) {
            EXPECT_STRNE(what(each).english, what(each).spanish) << each.id;
        }
        EXPECT_NE(each.run, nullptr) << each.id;
        EXPECT_EQ(&action(each.id), &each);
    }
    EXPECT_THROW(action("no such action"), std::out_of_range);
}

TEST(Actions, NoTwoShareAKey) {
    for (const Action& a : actions())
        for (const Action& b : actions())
            for (const Key& one : a.keys)
                for (const Key& other : b.keys)
                    if (&one != &other) {
                        EXPECT_FALSE(overlap(one, other)) << a.id << " and " << b.id;
                    }
}

TEST(Actions, EveryOneWithAKeyIsOnTheSheetInBothLanguages) {
    for (const Language language : {Language::English, Language::Spanish}) {
        const std::vector<KeyLine> lines = key_lines(language);
        std::set<std::string> keys;
        for (const KeyLine& line : lines)
            EXPECT_TRUE(keys.insert(line.keys).second) << line.keys;
        for (const Action& each : actions()) {
            if (each.keys.empty())
                continue;
            const std::string first = first_key(each, language);
            EXPECT_NE(first, "") << each.id << ": its first key has no name";
            EXPECT_NE(tooltip_of(each, language).find("(" + first + ")"), std::string::npos);
            const Text words = *each.line.english != '\0' ? each.line : what(each);
            const auto line = std::find_if(lines.begin(), lines.end(), [&](const KeyLine& sheet) {
                const std::string all = " / " + sheet.keys + " / ";
                return std::string(sheet.what.english) == words.english &&
                       all.find(" / " + first + " / ") != std::string::npos;
            });
            EXPECT_NE(line, lines.end()) << each.id;
        }
    }
    EXPECT_EQ(first_key(action("redo"), Language::English), "Ctrl+Shift+Z");
    EXPECT_EQ(first_key(action("redo"), Language::Spanish), "Ctrl+Mayús+Z");
    EXPECT_EQ(first_key(action("larger"), Language::English), "Ctrl++");
    EXPECT_EQ(first_key(action("shortcuts"), Language::English), "?");
}

TEST(Actions, MenusNameActionsOnce) {
    std::set<std::string> seen;
    for (const Menu& menu : menus())
        for (const std::string entry : menu.entries) {
            if (entry.empty())
                continue;
            EXPECT_NO_THROW(action(entry)) << entry;
            EXPECT_TRUE(seen.insert(entry).second) << entry;
        }
}

TEST(Actions, AKeyThatSwitchesSomethingOnDoesSo) {
    for (const Action& each : actions()) {
        if (each.on == nullptr)
            continue;
        for (const Key& key : each.keys) {
            PanelHarness at(test::sample_study());
            bool before = false, after = false;
            if (each.id == std::string("pan"))
                at.view.tool = Tool::Box;
            if (each.id == std::string("map"))
                at.view.side_open = false;
            at.draw([&](PanelContext& in) { before = is_on(each, in); }, 1);
            press(at, key);
            at.draw([&](PanelContext& in) { after = is_on(each, in); }, 1);
            EXPECT_NE(before, after) << each.id;
        }
    }
}

TEST(Actions, ShiftTellsOpenFromAddAndUndoFromRedo) {
    PanelHarness at(test::sample_study());
    press(at, action("open").keys[0]);
    ASSERT_NE(at.asked<Edits::ShowDialog>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "open");
    press(at, action("add").keys[0]);
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "add-file");
    at.history.change({"", ""}, "", [](Document& next) { next.study.title = "other"; });
    press(at, action("undo").keys[0]);
    EXPECT_NE(at.document().study.title, "other");
    press(at, action("redo").keys[0]);
    EXPECT_EQ(at.document().study.title, "other");
    press(at, action("undo").keys[0]);
    press(at, action("redo").keys[1]); // Ctrl+Y
    EXPECT_EQ(at.document().study.title, "other");
}

TEST(Actions, WhatCannotBeDoneIsNotDoneByItsKey) {
    PanelHarness at; // no study
    for (const char* id : {"save", "export", "close", "reload", "fit", "box", "undo"})
        press(at, action(id).keys[0]);
    EXPECT_TRUE(at.requests.empty());
    EXPECT_EQ(at.view.tool, Tool::Pan);
    press(at, action("quit").keys[0]);
    EXPECT_NE(at.asked<Edits::Quit>(), nullptr);
}

} // namespace
} // namespace tractwise::viewer
