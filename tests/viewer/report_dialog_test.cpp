// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/report_dialog.hpp"

#include "viewer/report/area_numbers.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/io/calendar.hpp"
#include "engine/needs/html.hpp"
#include "layers/catalog.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::TemporaryFolder;

/// The dialog over the sample, writing below a temporary folder.
struct Reporting {
    PanelHarness at{test::sample_study()};
    TemporaryFolder folder;
    layer::LayerCatalog catalog;
    std::unique_ptr<ReportDialog> dialog;

    Reporting() {
        layers::add_layers(catalog);
        dialog = std::make_unique<ReportDialog>(catalog);
        at.history.change({"", ""}, "", [&](Document& next) {
            next.study.file = folder / "county.toml";
            next.study.out = "results";
        });
        at.history.rename(folder / "county.toml", {});
        at.view.selection.apply(std::vector<std::uint32_t>{0, 1, 2, 3}, Selection::Mode::Replace);
    }
    void open() {
        dialog->ask();
        at.draw(*dialog, 4);
        wait();
    }
    void wait() {
        while (dialog->busy()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            at.draw(*dialog, 1);
        }
        at.draw(*dialog, 3);
    }
    void click(const std::string& id) {
        at.click(*dialog, id);
        wait();
    }
    std::string text(const std::string& id) const {
        const auto& texts = at.ui.items.texts();
        const auto found = texts.find(id);
        return found == texts.end() ? std::string() : found->second;
    }
    static std::string read(const std::filesystem::path& file) {
        std::ifstream in(file);
        std::stringstream all;
        all << in.rdbuf();
        return all.str();
    }
};

TEST(ReportDialog, ShowsTheFirstPageAndTheSectionsBeforeAnythingIsWritten) {
    Reporting in;
    in.open();
    EXPECT_TRUE(in.text("report.title").starts_with("Community needs: Area of 4 tracts in "))
        << in.text("report.title");
    EXPECT_TRUE(in.text("report.sections").starts_with("In short | "))
        << in.text("report.sections");
    EXPECT_FALSE(std::filesystem::exists(in.folder / "results"));
}

TEST(ReportDialog, WritesTheChosenFormatsAndSaysWhere) {
    Reporting in;
    in.open();
    in.click("report.pdf"); // a browser takes long
    in.click("report.write");
    const std::filesystem::path folder = in.text("report.written");
    EXPECT_EQ(folder.parent_path(), in.folder / "results" / "report");
    EXPECT_TRUE(std::filesystem::exists(folder / "report.html"));
    EXPECT_TRUE(std::filesystem::exists(folder / "tables.xlsx"));
    EXPECT_FALSE(std::filesystem::exists(folder / "report.pdf"));
    in.at.click(*in.dialog, "report.copy-file");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), (folder / "report.html").string());
    in.click("report.done");
    EXPECT_FALSE(in.dialog->is_open());
}

TEST(ReportDialog, TheLanguageIsThatOfTheWindowAndCanBeChanged) {
    Reporting in;
    in.at.view.language = Language::Spanish;
    in.open();
    EXPECT_TRUE(in.text("report.title").starts_with("Necesidades de la comunidad: Área de 4 "))
        << in.text("report.title");
    in.at.key(*in.dialog, GLFW_KEY_ESCAPE);
    in.at.view.language = Language::English;
    in.open();
    EXPECT_TRUE(in.text("report.title").starts_with("Community needs: Area of 4 "))
        << in.text("report.title");
    in.click("report.language.1");
    EXPECT_TRUE(in.text("report.title").starts_with("Necesidades de la comunidad: Área de 4 "))
        << in.text("report.title");
    in.click("report.language.0");
    EXPECT_TRUE(in.text("report.title").starts_with("Community needs: Area of 4 "))
        << in.text("report.title");
}

/// The same bytes as a report that is made without the dialog.
TEST(ReportDialog, WritesWhatTheCommandLineWould) {
    Reporting in;
    in.open();
    in.click("report.pdf");
    in.click("report.xlsx");
    in.click("report.write");
    const std::filesystem::path folder = in.text("report.written");
    const auto& results = in.at.snapshot.results;
    needs::ComparedPlaces compared(results, {}, {});
    compared.read_state(in.catalog, {});
    const std::string shown = in.read(folder / "report.html");
    needs::ReportChoice choice;
    choice.profile = needs::Profile::shipped();
    choice.places = compared.places_for(area::of_tracts(
        *results, "Area of 4 tracts in " + results->tracts->county(0).name, {0, 1, 2, 3}));
    choice.places_left_out = compared.left_out();
    choice.date = io::iso_day(io::today());
    const needs::Document report =
        needs::needs_report(*in.at.snapshot.columns, *in.at.snapshot.overlays, choice);
    EXPECT_EQ(shown, needs::html_of(report));
}

TEST(ReportDialog, AnAreaOfTooFewPeopleIsRefusedWithAHint) {
    Reporting in;
    const std::vector<double>& people = in.at.snapshot.people;
    const auto few = std::find_if(people.begin(), people.end(),
                                  [](double count) { return count >= 0 && count < 100; });
    if (few == people.end())
        GTEST_SKIP() << "every tract of the sample has a hundred people";
    in.at.view.selection.apply(
        std::vector<std::uint32_t>{static_cast<std::uint32_t>(few - people.begin())},
        Selection::Mode::Replace);
    in.open();
    EXPECT_EQ(in.text("report.title"), "");
    EXPECT_FALSE(in.at.ui.items.find("report.write")->enabled);
}

TEST(ReportDialog, AThemeThatCannotBeReadIsSaidAndNothingIsWritten) {
    Reporting in;
    in.open();
    in.at.click(*in.dialog, "report.theme");
    in.at.type(*in.dialog, "/no/such/theme.toml");
    in.wait();
    EXPECT_FALSE(in.at.ui.items.find("report.write")->enabled);
}

TEST(ReportDialog, AThemeIsPickedFromAListOfFiles) {
    Reporting in;
    in.folder.write("ours.toml", "organization = \"Marrow County Health Department\"\n");
    in.open();
    in.at.click(*in.dialog, "report.theme");
    in.at.type(*in.dialog, (in.folder / "ours.toml").string());
    in.click("report.pick-theme");
    in.click("report.file.ours.toml");
    in.click("report.use-theme");
    EXPECT_TRUE(in.at.ui.items.find("report.write")->enabled);
    in.click("report.pdf");
    in.click("report.write");
    const std::filesystem::path folder = in.text("report.written");
    EXPECT_NE(in.read(folder / "report.html").find("Marrow County Health Department"),
              std::string::npos);
}

TEST(ReportDialog, WritesPdfAndWordWithTheProgramsThatThereAre) {
    Reporting in;
    in.open();
    in.click("report.docx");
    in.click("report.write");
    const std::filesystem::path folder = in.text("report.written");
    const auto installed = [](const char* program) {
        std::stringstream path(std::getenv("PATH"));
        for (std::string entry; std::getline(path, entry, ':');)
            if (std::filesystem::exists(std::filesystem::path(entry) / program))
                return true;
        return false;
    };
    EXPECT_TRUE(std::filesystem::exists(folder / "report.html"));
    if (installed("chromium") || installed("weasyprint")) {
        EXPECT_TRUE(in.read(folder / "report.pdf").starts_with("%PDF-"));
    }
    if (installed("pandoc")) {
        EXPECT_TRUE(in.read(folder / "report.docx").starts_with("PK"));
    }
}

TEST(ReportMaker, StopsAndMakesTheReportAgain) {
    Reporting in;
    ReportMaker maker(in.catalog);
    const auto& shown = in.at.snapshot;
    const auto wait = [&] {
        while (maker.busy()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            maker.look();
        }
    };
    const auto want = [&] {
        maker.want("four tracts", [&] {
            return ReportMaker::Order{
                .results = shown.results,
                .columns = shown.columns,
                .overlays = shown.overlays,
                .area = selected_area(*shown.results, in.at.view.selection, "Four tracts"),
                .against = {},
                .theme = {},
                .reader = {},
                .date = "2026-11-30"};
        });
    };
    want();
    maker.stop();
    wait();
    EXPECT_TRUE(maker.stopped());
    want();
    EXPECT_EQ(maker.report(), nullptr) << "nobody asked for it again";
    maker.again();
    want();
    wait();
    ASSERT_NE(maker.report(), nullptr);
    EXPECT_EQ(maker.report()->title, "Community needs: Four tracts");
    const needs::Document* first = maker.report();
    want();
    wait();
    EXPECT_EQ(maker.report(), first) << "an equal key is the same report";
}

TEST(ReportDialog, NeedsAFormatAndASelection) {
    Reporting in;
    in.open();
    for (const char* format : {"report.html", "report.pdf", "report.xlsx"})
        in.click(format);
    EXPECT_FALSE(in.at.ui.items.find("report.write")->enabled);
    in.at.key(*in.dialog, GLFW_KEY_ESCAPE);
    EXPECT_FALSE(in.dialog->is_open());
    in.at.view.selection.clear();
    in.dialog->ask();
    in.at.draw(*in.dialog, 4);
    EXPECT_FALSE(in.dialog->busy());
}

TEST(ReportDialog, DrawsSmall) {
    Reporting in;
    ImGui::GetIO().DisplaySize = {800, 480};
    in.open();
    EXPECT_LE(in.at.ui.items.find("report.write")->greatest.y, 480);
}

} // namespace
} // namespace tractwise::viewer
