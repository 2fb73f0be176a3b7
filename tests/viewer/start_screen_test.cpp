// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/start_screen.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::TemporaryFolder;
const std::filesystem::path kStudies = test::sample_study().parent_path();

TEST(StartScreen, GuidedEntriesOpenTheSample) {
    PanelHarness at;
    const RecentFiles recent{{}};
    StartScreen screen(recent, kStudies);
    at.click(screen, "start.site");
    ASSERT_NE(at.asked<Edits::OpenStudy>(), nullptr);
    EXPECT_EQ(at.asked<Edits::OpenStudy>()->file, test::sample_siting_study());
    EXPECT_EQ(at.view.side, Side::Site);
    at.click(screen, "start.map");
    EXPECT_EQ(at.asked<Edits::OpenStudy>()->file, test::sample_study());
    EXPECT_EQ(at.view.side, Side::Map);
    EXPECT_EQ(at.asked<Edits::ShowDialog>(), nullptr);
    at.click(screen, "start.export");
    ASSERT_NE(at.asked<Edits::ShowDialog>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "export");
}

TEST(StartScreen, OpensSampleAndBrowser) {
    PanelHarness at;
    const RecentFiles recent{{}};
    StartScreen screen(recent, kStudies);
    at.click(screen, "start.sample");
    EXPECT_EQ(at.asked<Edits::OpenStudy>()->file, test::sample_study());
    at.click(screen, "start.open");
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "open");
    EXPECT_FALSE(at.has("start.restore"));
}

TEST(StartScreen, WithoutTheSampleItsCardsAreDead) {
    PanelHarness at;
    const RecentFiles recent{{}};
    StartScreen screen(recent, {});
    at.click(screen, "start.site");
    at.click(screen, "start.sample");
    EXPECT_EQ(at.asked<Edits::OpenStudy>(), nullptr);
}

TEST(StartScreen, RecentStudiesThatStillExist) {
    PanelHarness at;
    const TemporaryFolder folder;
    RecentFiles recent{{}};
    const auto gone = folder.write("gone.toml", ""), kept = folder.write("kept.toml", "");
    recent.add(kept, "Kept County");
    recent.add(gone, "Gone County");
    std::filesystem::remove(gone);
    StartScreen screen(recent, kStudies);
    at.draw(screen);
    EXPECT_FALSE(at.has("start.recent.1"));
    at.click(screen, "start.recent.0");
    EXPECT_EQ(at.asked<Edits::OpenStudy>()->file, kept);
}

TEST(StartScreen, OffersUnsavedWorkUntilItIsSetAside) {
    PanelHarness at;
    const TemporaryFolder folder;
    folder.write("autosave.toml", "title = \"Half done\"\n");
    const RecentFiles recent{{}};
    StartScreen screen(recent, kStudies, folder.path());
    at.click(screen, "start.restore");
    EXPECT_EQ(at.asked<Edits::OpenStudy>()->file, folder / "autosave.toml");
    at.click(screen, "start.set-aside");
    at.draw(screen, 3);
    EXPECT_FALSE(at.has("start.restore"));
    EXPECT_EQ(folder.read("autosave-old.toml"), "title = \"Half done\"\n");
}

TEST(StartScreen, ADamagedAutosaveIsNotOffered) {
    PanelHarness at;
    const TemporaryFolder folder;
    folder.write("autosave.toml", "title = \"Half");
    const RecentFiles recent{{}};
    StartScreen screen(recent, kStudies, folder.path());
    at.draw(screen);
    EXPECT_FALSE(at.has("start.restore"));
}

TEST(StartScreen, LanguageAndColors) {
    PanelHarness at;
    const RecentFiles recent{{}};
    StartScreen screen(recent, kStudies);
    at.click(screen, "start.language.1");
    EXPECT_EQ(at.view.language, Language::Spanish);
    at.click(screen, "start.dark");
    EXPECT_TRUE(at.view.dark);
    at.click(screen, "start.language.0");
    EXPECT_EQ(at.view.language, Language::English);
}

TEST(StartScreen, EveryWidgetIsInsideSmallAndLargeWindows) {
    for (const ImVec2 size : {ImVec2(800, 600), ImVec2(3840, 2160)}) {
        PanelHarness at;
        ImGui::GetIO().DisplaySize = size;
        const RecentFiles recent{{}};
        StartScreen screen(recent, kStudies);
        at.draw(screen, 4);
        for (const char* id : {"start.site", "start.export", "start.language.1", "start.dark"}) {
            const ui::Items::Item* item = at.ui.items.find(id);
            ASSERT_NE(item, nullptr) << id;
            EXPECT_GE(item->least.x, 0) << id;
            EXPECT_LE(item->greatest.x, size.x) << id;
        }
    }
}

TEST(WhenWords, DaysAreThoseOfTheCalendar) {
    const std::int64_t noon = 1'700'000'000;
    EXPECT_EQ(when_words(noon, noon, Language::English), "today");
    EXPECT_EQ(when_words(noon - 86'400, noon, Language::English), "yesterday");
    EXPECT_EQ(when_words(noon - 3 * 86'400, noon, Language::Spanish), "hace 3 días");
    EXPECT_EQ(when_words(noon - 30 * 86'400, noon, Language::English).size(), 10U);
    EXPECT_EQ(when_words(0, noon, Language::English), "");
}

} // namespace
} // namespace tractwise::viewer
