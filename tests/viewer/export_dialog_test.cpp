// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/export_dialog.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::TemporaryFolder;

/// The dialog over the sample, writing below a temporary folder.
struct Exporting {
    PanelHarness at{test::sample_study()};
    TemporaryFolder folder;
    ExportDialog dialog;

    Exporting() {
        at.history.change({"", ""}, "", [&](Document& next) {
            next.study.file = folder / "county.toml";
            next.study.out = "results";
        });
        at.history.rename(folder / "county.toml", {});
        dialog.ask();
        at.draw(dialog, 4);
    }
};

TEST(ExportDialog, AMapAsAPage) {
    Exporting in;
    in.at.click(in.dialog, "export.sheet");
    in.at.click(in.dialog, "export.sheet.2"); // A4
    in.at.click(in.dialog, "export.turn.2");  // landscape
    in.at.click(in.dialog, "export.go");
    const Edits::ExportMap* map = in.at.asked<Edits::ExportMap>();
    ASSERT_NE(map, nullptr);
    EXPECT_NEAR(map->page.sheet.width, 595.276, 0.001);
    EXPECT_EQ(map->page.landscape, std::optional(true));
    EXPECT_FALSE(map->page.stops) << "nothing was moved";
    EXPECT_FALSE(map->page.kind.kind) << "as on the screen";
    EXPECT_EQ(map->file, in.folder / "results" / (in.at.snapshot.scene.column + ".pdf"));
    EXPECT_FALSE(in.dialog.is_open());
}

TEST(ExportDialog, ClustersArePrintedAsTheyAreShown) {
    Exporting in;
    in.at.snapshot.clusters = std::make_shared<const FoundClusters>(
        find_clusters_of(in.at.snapshot.columns, "no_vehicle_share", {.shown = true}));
    in.at.click(in.dialog, "export.go");
    const Edits::ExportMap* map = in.at.asked<Edits::ExportMap>();
    ASSERT_NE(map, nullptr);
    EXPECT_EQ(map->page.kind.kind, paper::MapKind::Clusters);
    ASSERT_NE(map->page.kind.clusters, nullptr);
    EXPECT_EQ(map->page.kind.clusters->column, "no_vehicle_share");
    EXPECT_EQ(map->page.kind.clusters->cluster, in.at.snapshot.clusters->report.cluster);
}

TEST(ExportDialog, AMapOfAnotherKind) {
    Exporting in;
    in.at.click(in.dialog, "export.kind");
    in.at.click(in.dialog, "export.kind.1");
    in.at.click(in.dialog, "export.go");
    ASSERT_NE(in.at.asked<Edits::ExportMap>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::ExportMap>()->page.kind.kind, paper::MapKind::Symbols);
}

TEST(ExportDialog, TheFormatIsTheEndOfTheName) {
    Exporting in;
    EXPECT_EQ(in.at.ui.items.find("export.dpi"), nullptr);
    in.at.click(in.dialog, "export.format.2"); // PNG
    in.at.draw(in.dialog, 2);
    EXPECT_NE(in.at.ui.items.find("export.dpi"), nullptr);
    in.at.click(in.dialog, "export.go");
    EXPECT_EQ(in.at.asked<Edits::ExportMap>()->file.extension(), ".png");
}

TEST(ExportDialog, AsksBeforeAPictureIsReplaced) {
    Exporting in;
    std::filesystem::create_directory(in.folder / "results");
    in.folder.write("results/" + in.at.snapshot.scene.column + ".pdf", "old");
    in.at.click(in.dialog, "export.go");
    EXPECT_EQ(in.at.asked<Edits::ExportMap>(), nullptr);
    EXPECT_TRUE(in.dialog.is_open());
    in.at.click(in.dialog, "export.go");
    EXPECT_NE(in.at.asked<Edits::ExportMap>(), nullptr);
}

TEST(ExportDialog, RowsOfTheSelectionOrAll) {
    Exporting in;
    in.at.click(in.dialog, "export.what.1");
    in.at.click(in.dialog, "export.go");
    ASSERT_NE(in.at.asked<Edits::ExportRows>(), nullptr);
    EXPECT_TRUE(in.at.asked<Edits::ExportRows>()->rows.empty());
    EXPECT_EQ(in.at.asked<Edits::ExportRows>()->file, in.folder / "results" / "tracts.csv");
    const std::vector<std::uint32_t> rows{2, 5};
    in.at.view.selection.apply(rows, Selection::Mode::Replace);
    in.dialog.ask();
    in.at.click(in.dialog, "export.go");
    EXPECT_EQ(in.at.asked<Edits::ExportRows>()->rows, rows);
    in.dialog.ask();
    in.at.click(in.dialog, "export.all");
    in.at.click(in.dialog, "export.go");
    EXPECT_TRUE(in.at.asked<Edits::ExportRows>()->rows.empty());
}

TEST(ExportDialog, AWholeRunIntoAnotherFolder) {
    Exporting in;
    std::filesystem::create_directory(in.folder / "elsewhere");
    in.at.click(in.dialog, "export.what.2");
    in.at.click(in.dialog, "export.browse");
    in.at.draw(in.dialog, 3);
    in.at.click(in.dialog, "export.file.elsewhere");
    in.at.click(in.dialog, "export.use");
    in.at.click(in.dialog, "export.go");
    ASSERT_NE(in.at.asked<Edits::ExportRun>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::ExportRun>()->folder, in.folder / "elsewhere");
}

TEST(ExportDialog, TheStudyGoesToItsOwnDialog) {
    Exporting in;
    in.at.click(in.dialog, "export.what.3");
    in.at.click(in.dialog, "export.save-as");
    EXPECT_EQ(in.at.asked<Edits::ShowDialog>()->name, "save-as");
    EXPECT_FALSE(in.dialog.is_open());
}

TEST(ExportDialog, WaitsForResultsAndClosesWithEscape) {
    PanelHarness at;
    ExportDialog dialog;
    dialog.ask();
    at.draw(dialog, 3);
    EXPECT_FALSE(at.ui.items.find("export.go")->enabled);
    at.key(dialog, GLFW_KEY_ESCAPE);
    EXPECT_FALSE(dialog.is_open());
}

TEST(ExportDialog, EscapeClosesAMenuFirst) {
    Exporting in;
    in.at.click(in.dialog, "export.sheet");
    in.at.draw(in.dialog, 2);
    in.at.key(in.dialog, GLFW_KEY_ESCAPE);
    EXPECT_TRUE(in.dialog.is_open());
}

TEST(ExportDialog, DrawsInSpanishAndSmall) {
    Exporting in;
    in.at.view.language = Language::Spanish;
    ImGui::GetIO().DisplaySize = {800, 480};
    for (const char* page : {"export.what.1", "export.what.2", "export.what.3", "export.what.0"}) {
        in.at.click(in.dialog, page);
        in.at.draw(in.dialog, 2);
        EXPECT_LE(in.at.ui.items.find("export.cancel")->greatest.y, 480);
    }
}

} // namespace
} // namespace tractwise::viewer
