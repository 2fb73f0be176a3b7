// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/help_sheet.hpp"

#include "tests/viewer/panel_harness.hpp"
#include "viewer/app/help_texts.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>

#include <set>
#include <string>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using Page = HelpSheet::Page;

TEST(HelpSheet, EveryPageDrawsInBothLanguagesAndSizes) {
    PanelHarness at(test::sample_siting_study());
    HelpSheet sheet;
    for (const Language language : {Language::English, Language::Spanish})
        for (const ImVec2 size : {ImVec2(640, 480), ImVec2(1600, 1000)})
            for (const Page page : {Page::Shortcuts, Page::Words, Page::Command, Page::About}) {
                at.view.language = language;
                ImGui::GetIO().DisplaySize = size;
                sheet.ask(page);
                at.draw(sheet, 3);
                EXPECT_TRUE(at.has("help.close"));
            }
    at.key(sheet, GLFW_KEY_ESCAPE);
    EXPECT_FALSE(sheet.is_open());
}

TEST(HelpSheet, CommandsAreCopied) {
    PanelHarness at(test::sample_study());
    at.view.pinned = 4;
    HelpSheet sheet;
    sheet.ask(Page::Command);
    at.click(sheet, "help.copy.1");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), "tractwise explain " +
                                                          test::sample_study().string() + " " +
                                                          at.snapshot.results->tracts->geoid(4));
    EXPECT_FALSE(at.has("help.save"));
    EXPECT_FALSE(at.has("help.copy-changes"));
}

TEST(HelpSheet, UnsavedChangesAreShownAndSaved) {
    PanelHarness at(test::sample_study());
    at.history.change({"", ""}, "",
                      [](Document& next) { next.study.index->weights["housing"] = 2; });
    HelpSheet sheet;
    sheet.ask(Page::Command);
    at.click(sheet, "help.copy-changes");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), "[index.weights]\n+ housing = 2\n");
    at.click(sheet, "help.save");
    EXPECT_NE(at.asked<Edits::Save>(), nullptr);
}

TEST(HelpSheet, WithoutAStudyThereIsNoCommand) {
    PanelHarness at;
    HelpSheet sheet;
    sheet.ask(Page::Command);
    at.draw(sheet, 3);
    EXPECT_FALSE(at.has("help.copy.0"));
}

TEST(HelpTexts, NoWordTwice) {
    std::set<std::string> words;
    for (const Definition& word : kGlossary) {
        EXPECT_TRUE(words.insert(word.word.english).second) << word.word.english;
        EXPECT_NE(std::string(word.meaning.spanish), word.meaning.english);
    }
}

} // namespace
} // namespace tractwise::viewer
