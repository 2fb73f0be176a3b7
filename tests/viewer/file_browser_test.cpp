// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/file_browser.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;
using test::PanelHarness;
using test::TemporaryFolder;
using Purpose = FileBrowser::Purpose;

/// A browser over a folder with a study, a table, a picture and a folder.
struct Browsing {
    PanelHarness at;
    TemporaryFolder folder;
    RecentFiles recent{{}};
    FileBrowser browser{recent};

    Browsing() {
        // Keys of text fields are found through this map; the window's backend fills it elsewhere.
        ImGuiIO& io = ImGui::GetIO();
        io.KeyMap[ImGuiKey_Enter] = GLFW_KEY_ENTER;
        io.KeyMap[ImGuiKey_Tab] = GLFW_KEY_TAB;
        folder.write("county.toml", "title = \"x\"\n");
        folder.write("sites.csv", "lon,lat\n");
        folder.write("photo.jpg", "");
        fs::create_directory(folder / "inner");
        fs::create_directory(folder / ".secret");
    }
    void double_click(const std::string& id) {
        at.click(browser, id);
        at.click(browser, id);
    }
    /// Puts text into a field and presses Enter.
    void type(const std::string& id, const std::string& text) {
        at.click(browser, id);
        at.key(browser, GLFW_KEY_END);
        ImGui::GetIO().KeyMap[ImGuiKey_A] = GLFW_KEY_A;
        at.key(browser, GLFW_KEY_A, true);
        at.type(browser, text);
    }
};

TEST(FileBrowser, ListsWhatTheFilterLets) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder.path());
    in.at.draw(in.browser, 4);
    EXPECT_TRUE(in.at.has("browser.file.county.toml"));
    EXPECT_TRUE(in.at.has("browser.file.sites.csv"));
    EXPECT_TRUE(in.at.has("browser.file.inner"));
    EXPECT_FALSE(in.at.has("browser.file.photo.jpg"));
    EXPECT_FALSE(in.at.has("browser.file..secret"));
    in.at.click(in.browser, "browser.hidden");
    in.at.draw(in.browser);
    EXPECT_TRUE(in.at.has("browser.file..secret"));
    in.at.click(in.browser, "browser.filter");
    in.at.click(in.browser, "browser.filter.3");
    in.at.draw(in.browser);
    EXPECT_TRUE(in.at.has("browser.file.photo.jpg"));
}

TEST(FileBrowser, DoubleClickOpensStudiesAndFiles) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder.path());
    in.double_click("browser.file.county.toml");
    ASSERT_NE(in.at.asked<Edits::OpenStudy>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::OpenStudy>()->file, in.folder / "county.toml");
    EXPECT_FALSE(in.browser.is_open());
    in.browser.ask(Purpose::OpenAny, in.folder.path());
    in.at.draw(in.browser, 40); // a new click is no third click
    in.double_click("browser.file.sites.csv");
    ASSERT_NE(in.at.asked<Edits::OpenFiles>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::OpenFiles>()->files,
              std::vector<fs::path>{in.folder / "sites.csv"});
}

TEST(FileBrowser, ClickMarksAndTheButtonOpens) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder / "county.toml"); // a file: its folder
    in.at.click(in.browser, "browser.file.sites.csv");
    EXPECT_TRUE(in.browser.is_open());
    in.at.click(in.browser, "browser.open");
    EXPECT_NE(in.at.asked<Edits::OpenFiles>(), nullptr);
}

TEST(FileBrowser, WalksByKeys) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder.path());
    in.at.draw(in.browser, 3);
    in.at.key(in.browser, GLFW_KEY_DOWN); // inner
    in.at.key(in.browser, GLFW_KEY_ENTER);
    in.at.draw(in.browser);
    EXPECT_FALSE(in.at.has("browser.file.county.toml"));
    in.at.key(in.browser, GLFW_KEY_BACKSPACE);
    in.at.draw(in.browser);
    ASSERT_TRUE(in.at.has("browser.file.county.toml"));
    in.at.key(in.browser, GLFW_KEY_DOWN); // from "inner", which is marked still
    in.at.key(in.browser, GLFW_KEY_ENTER);
    ASSERT_NE(in.at.asked<Edits::OpenStudy>(), nullptr);
    in.browser.ask(Purpose::OpenAny, in.folder.path());
    in.at.draw(in.browser);
    in.at.key(in.browser, GLFW_KEY_ESCAPE);
    EXPECT_FALSE(in.browser.is_open());
    EXPECT_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId));
}

TEST(FileBrowser, UpBookmarksAndCrumbs) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder / "inner");
    in.at.draw(in.browser, 3);
    in.at.click(in.browser, "browser.bookmark");
    ASSERT_EQ(in.recent.bookmarks().size(), 1U);
    EXPECT_EQ(in.recent.bookmarks()[0], in.folder / "inner");
    in.at.click(in.browser, "browser.up");
    in.at.draw(in.browser);
    EXPECT_TRUE(in.at.has("browser.file.county.toml"));
    in.at.click(in.browser, "browser.place.bookmark.0");
    in.at.draw(in.browser, 3);
    EXPECT_FALSE(in.at.has("browser.file.county.toml"));
    in.at.click(in.browser, "browser.place.study");
    in.at.draw(in.browser, 3);
    in.at.click(in.browser, "browser.bookmark");
    EXPECT_TRUE(in.recent.bookmarks().empty());
}

TEST(FileBrowser, ATypedPathCompletesAndOpens) {
    Browsing in;
    in.browser.ask(Purpose::OpenAny, in.folder / "inner");
    in.type("browser.path", (in.folder / "cou").string());
    in.at.key(in.browser, GLFW_KEY_TAB);
    in.at.key(in.browser, GLFW_KEY_ENTER);
    ASSERT_NE(in.at.asked<Edits::OpenStudy>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::OpenStudy>()->file, in.folder / "county.toml");
}

TEST(FileBrowser, SavingAddsTheEndingAndAsksBeforeReplacing) {
    Browsing in;
    in.browser.ask(Purpose::SaveStudy, in.folder / "county.toml");
    in.at.click(in.browser, "browser.save");
    EXPECT_EQ(in.at.asked<Edits::SaveAs>(), nullptr) << "replaced without asking";
    in.at.click(in.browser, "browser.save");
    ASSERT_NE(in.at.asked<Edits::SaveAs>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::SaveAs>()->file, in.folder / "county.toml");
    in.browser.ask(Purpose::SaveStudy, in.folder.path());
    in.type("browser.name", "mine");
    in.at.click(in.browser, "browser.save");
    EXPECT_EQ(in.at.asked<Edits::SaveAs>()->file, in.folder / "mine.toml");
    EXPECT_FALSE(in.browser.is_open());
}

TEST(FileBrowser, OwnWorkIsNotSavedAmongTheSamples) {
    Browsing in;
    FileBrowser browser(in.recent, in.folder.path());
    browser.ask(Purpose::SaveStudy, in.folder / "county.toml");
    in.at.draw(browser, 3);
    EXPECT_FALSE(in.at.has("browser.file.county.toml"));
    browser.ask(Purpose::OpenAny, in.folder / "inner");
    in.at.click(browser, "browser.place.samples");
    in.at.draw(browser, 2);
    EXPECT_TRUE(in.at.has("browser.file.county.toml"));
}

TEST(FileBrowser, SaysWhereNothingCanBeWritten) {
    Browsing in;
    in.browser.ask(Purpose::SaveStudy, in.folder / "new.toml");
    in.at.draw(in.browser, 3);
    in.type("browser.name", "photo.jpg/new.toml");
    in.at.draw(in.browser, 2);
    EXPECT_FALSE(in.at.ui.items.find("browser.save")->enabled);
    in.at.click(in.browser, "browser.save");
    EXPECT_EQ(in.at.asked<Edits::SaveAs>(), nullptr);
    in.at.click(in.browser, "browser.cancel");
    EXPECT_FALSE(in.browser.is_open());
}

TEST(FileBrowser, DrawsWhatCannotBeReadInSpanishAndSmall) {
    Browsing in;
    in.at.view.language = Language::Spanish;
    ImGui::GetIO().DisplaySize = {800, 600};
    const fs::path gone = in.folder / "inner";
    in.browser.ask(Purpose::OpenAny, gone);
    in.at.draw(in.browser);
    fs::remove(gone);
    in.browser.ask(Purpose::OpenAny, gone);
    in.at.draw(in.browser, 3);
    EXPECT_TRUE(in.at.has("browser.cancel"));
    const ui::Items::Item* cancel = in.at.ui.items.find("browser.open");
    EXPECT_LE(cancel->greatest.y, 600);
}

} // namespace
} // namespace tractwise::viewer
