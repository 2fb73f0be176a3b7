// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_dialog.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/drawer.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/io/writers.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>

#include <chrono>
#include <thread>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;
using test::PanelHarness;
using test::press;
using test::TemporaryFolder;
using test::type_into;
using Kind = ImportReading::Kind;
using Trouble = ImportReading::Trouble;

fs::path sample_file(const char* name) {
    return test::sample_study().parent_path().parent_path() / "sample" / name;
}

ImportReading read_file(const fs::path& file,
                        const std::shared_ptr<const MapGeometry>& geometry = nullptr) {
    return read_import(io::source_from_path("import", file.string()), geometry, {});
}

/// Draws until the file has been read.
void wait(PanelHarness& at, ImportDialog& dialog) {
    for (int i = 0; i < 2000 && dialog.reading(); ++i) {
        at.draw(dialog, 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    at.draw(dialog, 3);
    ASSERT_FALSE(dialog.reading());
}

/// Five places: three good, one without coordinates, one across the world.
const char* const kSites = "name,kind,lat,lon\n"
                           "First,school,39.32,-97.50\n"
                           "Second,school,39.33,-97.51\n"
                           "Nowhere,school,,\n"
                           "Far,school,10.0,20.0\n"
                           "Third,church,39.31,-97.49\n";

TEST(ImportReading, PointsWithRowsThatCannotBeUsed) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    const ImportReading reading =
        read_file(folder.write("sites.csv", kSites), at.snapshot.geometry);
    ASSERT_FALSE(reading.failure) << reading.failure->message;
    EXPECT_EQ(reading.kind, Kind::Points);
    EXPECT_EQ(reading.rows, 5U);
    EXPECT_EQ(reading.with_place, 4U);
    EXPECT_EQ(reading.inside, 3U);
    EXPECT_EQ(reading.name_column, 0U);
    EXPECT_EQ(reading.place_columns, (std::vector<std::size_t>{3, 2}));
    ASSERT_EQ(reading.problem_count, 2U);
    EXPECT_EQ(reading.problems[0].row, "line 4");
    EXPECT_EQ(reading.problems[0].trouble, Trouble::NoPlace);
    EXPECT_EQ(reading.problems[1].row, "line 5");
    EXPECT_EQ(reading.problems[1].trouble, Trouble::Outside);
    EXPECT_NE(reading.problems[1].detail.find("Far"), std::string::npos);
}

TEST(ImportReading, ATableWithSpoiltIds) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    const std::string good = at.snapshot.results->tracts->geoid(0);
    const ImportReading reading = read_file(
        folder.write("rates.csv", "GEOID,rate\n" + good + ",1\n9.9001E+10,2\n,3\nabc,4\n"),
        at.snapshot.geometry);
    ASSERT_FALSE(reading.failure) << reading.failure->message;
    EXPECT_EQ(reading.kind, Kind::Table);
    EXPECT_EQ(reading.id_columns, "GEOID");
    EXPECT_EQ(reading.with_id, 1U);
    ASSERT_EQ(reading.problem_count, 3U);
    EXPECT_EQ(reading.problems[0].trouble, Trouble::RuinedId);
    EXPECT_EQ(reading.problems[0].row, "line 3");
    EXPECT_EQ(reading.problems[0].detail, "9.9001E+10");
    EXPECT_EQ(reading.problems[1].trouble, Trouble::NoId);
    EXPECT_EQ(reading.problems[2].trouble, Trouble::NotAnId);
    EXPECT_FALSE(reading.notes.empty());
}

TEST(ImportReading, WhatIsNoDataSaysSo) {
    const TemporaryFolder folder;
    const ImportReading empty = read_file(folder.write("empty.csv", ""));
    ASSERT_TRUE(empty.failure);
    EXPECT_FALSE(empty.failure->message.empty());
    EXPECT_TRUE(read_file(folder / "gone.csv").failure);
}

TEST(ImportReading, TheSampleFilesAreRecognized) {
    PanelHarness at(test::sample_study());
    const auto read = [&](const char* name) {
        return read_file(sample_file(name), at.snapshot.geometry);
    };
    const ImportReading clinics = read("hrsa_sites.csv");
    EXPECT_EQ(clinics.kind, Kind::Points);
    EXPECT_EQ(clinics.rows, clinics.with_place);
    const ImportReading tracts = read("tracts.geojson");
    EXPECT_EQ(tracts.kind, Kind::Polygons);
    EXPECT_EQ(tracts.known_id, at.snapshot.results->tracts->size());
    EXPECT_EQ(tracts.vintage, 2020);
    EXPECT_EQ(tracts.problem_count, 0U);
    const ImportReading acs = read("acs5_detail.json");
    EXPECT_EQ(acs.kind, Kind::Table);
    EXPECT_EQ(acs.known_id, at.snapshot.results->tracts->size());
    EXPECT_EQ(read("water.geojson").kind, Kind::Polygons);
    EXPECT_EQ(read("water.geojson").problem_count, 0U);
    EXPECT_EQ(read("places.geojson").kind, Kind::Points);
    EXPECT_EQ(read("streets.osm").kind, Kind::Streets);
    EXPECT_EQ(read("blocks.csv").id_digits, 15U);
}

TEST(ImportDialog, PointsBecomeCandidatesOfThePlan) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_siting_study());
    ImportDialog dialog;
    dialog.ask({folder.write("My Schools.csv", kSites)});
    at.draw(dialog);
    wait(at, dialog);
    at.click(dialog, "import.add");
    const study::Study& study = at.document().study;
    ASSERT_TRUE(study.sources.contains("my_schools"));
    EXPECT_EQ(study.sources.at("my_schools").path, (folder / "My Schools.csv").string());
    EXPECT_EQ(study.siting->candidates.back().source, "my_schools");
    EXPECT_FALSE(dialog.is_open());
    EXPECT_TRUE(at.history.can_undo());
    // The study that comes out is one that runs.
    at.rerun();
    EXPECT_EQ(study::Study::parse(ConfigTable::parse(study.to_toml(), "t"), "/"), study);
}

TEST(ImportDialog, TheUserNamesTheColumnsOfTheCoordinates) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_siting_study());
    ImportDialog dialog;
    // Web Mercator meters under names that nobody could guess, and degrees beside them.
    dialog.ask({folder.write("lots.csv", "what,p,q,north_deg,east_deg\n"
                                         "Lot A,-10853650.35,4767613.03,39.32,-97.50\n"
                                         "Lot B,-10853650.35,4767613.03,39.32,-97.50\n")});
    at.draw(dialog);
    wait(at, dialog);
    const auto pick = [&](const char* menu, const char* column) {
        at.click(dialog, menu);
        at.click(dialog, std::string(menu) + "." + column);
    };
    pick("import.across", "east_deg"); // open at once: the file has neither ids nor places
    pick("import.up", "north_deg");
    at.click(dialog, "import.read-again");
    wait(at, dialog);
    at.click(dialog, "import.unit"); // the choice stays open: degrees were only a try
    at.click(dialog, "import.unit.1");
    pick("import.across", "p");
    pick("import.up", "what");
    at.click(dialog, "import.read-again");
    EXPECT_FALSE(dialog.reading()) << "a projected system has a number";
    const PanelHarness::Draw what = [&](PanelContext& in) { dialog.draw(in); };
    at.click(dialog, "import.epsg");
    press(at, what, GLFW_KEY_A, true);
    type_into(at, what, "3857");
    press(at, what, GLFW_KEY_ENTER);
    at.click(dialog, "import.read-again");
    wait(at, dialog);
    EXPECT_TRUE(at.has("import.up")) << "what cannot be read can be mended";
    pick("import.up", "q");
    at.click(dialog, "import.read-again");
    wait(at, dialog);
    at.click(dialog, "import.add");
    const study::Study& study = at.document().study;
    ASSERT_TRUE(study.sources.contains("lots"));
    const io::SourceSpec& source = study.sources.at("lots");
    EXPECT_EQ(source.x, "p");
    EXPECT_EQ(source.y, "q");
    EXPECT_EQ(source.crs, "EPSG:3857");
    EXPECT_EQ(source.lon, "");
    at.rerun(); // and the study reads it
}

TEST(ImportDialog, AFileWithSeveralSheetsIsAskedForOne) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_siting_study());
    io::OutTable notes, sites;
    notes.name = "notes";
    notes.columns = {{.name = "note", .values = std::vector<std::string>{"read the other sheet"}}};
    sites.name = "sites";
    sites.columns = {{.name = "site", .values = std::vector<std::string>{"Lot A"}},
                     {.name = "lon", .values = std::vector<double>{-97.5}},
                     {.name = "lat", .values = std::vector<double>{39.32}}};
    const std::vector<io::OutTable> sheets{notes, sites};
    io::write_xlsx(folder / "lots.xlsx", sheets);
    ImportDialog dialog;
    dialog.ask({folder / "lots.xlsx"});
    at.draw(dialog);
    wait(at, dialog);
    at.click(dialog, "import.layer"); // the first one has neither ids nor places
    at.click(dialog, "import.layer.1");
    wait(at, dialog);
    at.click(dialog, "import.add");
    ASSERT_TRUE(at.document().study.sources.contains("lots"));
    EXPECT_EQ(at.document().study.sources.at("lots").layer, "sites");
    EXPECT_EQ(at.document().study.siting->candidates.back().source, "lots");
    at.rerun();
}

TEST(ImportDialog, WithoutAPlanCandidatesBeginOne) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({folder.write("schools.csv", kSites)});
    at.draw(dialog);
    wait(at, dialog);
    at.click(dialog, "import.add");
    ASSERT_TRUE(at.document().study.siting);
    EXPECT_EQ(at.document().study.siting->existing.size(), 1U);
    at.rerun(true);
    EXPECT_NE(at.snapshot.results->siting, nullptr);
}

TEST(ImportDialog, ProblemsAndNotesHaveTheirPages) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({folder.write("sites.csv", kSites)});
    at.draw(dialog);
    wait(at, dialog);
    at.view.language = Language::Spanish;
    for (const char* page : {"import.page.1", "import.page.2", "import.page.0"}) {
        at.click(dialog, page);
        at.draw(dialog);
    }
    EXPECT_TRUE(at.has("import.use"));
}

TEST(ImportDialog, ATableThatNoLayerReadsIsAddedOnlyOnceItIsDescribed) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    const std::string good = at.snapshot.results->tracts->geoid(0);
    ImportDialog dialog;
    dialog.ask({folder.write("rates.csv", "GEOID,rate\n" + good + ",1\n"),
                folder.write("more.csv", "a,b\n1,2\n")});
    at.draw(dialog);
    wait(at, dialog);
    EXPECT_TRUE(at.has("import.own.0.column"));
    EXPECT_FALSE(at.ui.items.find("import.add")->enabled) << "no column was chosen";
    at.click(dialog, "import.skip");
    at.draw(dialog);
    wait(at, dialog);
    EXPECT_FALSE(at.has("import.use")) << "without ids nothing can be described";
    EXPECT_FALSE(at.ui.items.find("import.add")->enabled);
    at.click(dialog, "import.cancel");
    EXPECT_FALSE(dialog.is_open());
}

TEST(ImportDialog, CensusTablesGoToEveryLayer) {
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({sample_file("acs5_subject.json")});
    at.draw(dialog);
    wait(at, dialog);
    at.click(dialog, "import.add");
    for (const study::LayerChoice& layer : at.document().study.layers)
        if (layer.id == "housing" || layer.id == "social" || layer.id == "population") {
            EXPECT_EQ(layer.options.texts("acs").back(), "acs5_subject");
        }
}

TEST(ImportDialog, ANameThatIsTakenCannotBeUsed) {
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({sample_file("candidates.csv")});
    at.draw(dialog);
    wait(at, dialog);
    ImGui::GetIO().KeyMap[ImGuiKey_A] = GLFW_KEY_A;
    at.click(dialog, "import.id");
    at.key(dialog, GLFW_KEY_A, true);
    at.type(dialog, "clinics");
    at.draw(dialog);
    EXPECT_FALSE(at.ui.items.find("import.add")->enabled);
    at.key(dialog, GLFW_KEY_A, true);
    at.type(dialog, "two words");
    at.draw(dialog);
    EXPECT_FALSE(at.ui.items.find("import.add")->enabled);
    at.key(dialog, GLFW_KEY_A, true);
    at.type(dialog, "good_name");
    at.draw(dialog);
    EXPECT_TRUE(at.ui.items.find("import.add")->enabled);
}

TEST(ImportDialog, WithoutAStudyOneIsOpenedFirst) {
    PanelHarness at;
    ImportDialog dialog;
    dialog.ask({sample_file("hrsa_sites.csv")});
    at.click(dialog, "import.open-study");
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "open");
    EXPECT_FALSE(dialog.is_open());
}

TEST(ImportDialog, ClosingWhileReadingWaitsForNothing) {
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({sample_file("tracts.geojson")});
    at.draw(dialog, 1);
    at.key(dialog, GLFW_KEY_ESCAPE);
    EXPECT_FALSE(dialog.is_open());
    dialog.ask({sample_file("hrsa_sites.csv")});
    at.draw(dialog, 1);
    wait(at, dialog);
    EXPECT_TRUE(at.has("import.use"));
}

// "104 of 104 ids matched; no layer reads the columns" was a dead end.
TEST(ImportDialog, ColumnsThatNoLayerReadsCanBeDescribed) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    std::string csv = "GEOID,name,asthma,asthma_moe\n";
    for (std::size_t row = 0; row < at.snapshot.results->tracts->size(); ++row)
        csv +=
            at.snapshot.results->tracts->geoid(row) + ",tract," + std::to_string(row % 30) + ",2\n";
    ImportDialog dialog;
    dialog.ask({folder.write("asthma.csv", csv)});
    wait(at, dialog);
    ASSERT_TRUE(at.has("import.own.0.column"));
    at.click(dialog, "import.own.0.column");
    at.click(dialog, "import.own.0.column.asthma");
    at.click(dialog, "import.add");
    ASSERT_EQ(at.document().study.columns.size(), 1U);
    const layer::OwnColumn& own = at.document().study.columns[0];
    EXPECT_EQ(own.name, "asthma");
    EXPECT_EQ(own.source, "asthma");
    EXPECT_EQ(own.unit, "percent");
    EXPECT_EQ(own.direction, tract::Direction::HigherIsWorse);
    EXPECT_EQ(own.margin, "asthma_moe") << "found beside it";
    at.rerun();
    EXPECT_NEAR((*at.snapshot.columns)["asthma"].values[3], 0.03, 1e-12);
    EXPECT_EQ((*at.snapshot.columns)["asthma"].info.label, "asthma");
}

TEST(ImportDialog, RowsAreChosenByStatusAndType) {
    const TemporaryFolder folder;
    PanelHarness at(test::sample_study());
    ImportDialog dialog;
    dialog.ask({folder.write("sites.csv", kSites)});
    wait(at, dialog);
    at.click(dialog, "import.filter");
    at.click(dialog, "import.filter.0.1"); // church: one of five, after school
    at.click(dialog, "import.add");
    const auto& sources = at.document().study.sources;
    ASSERT_TRUE(sources.contains("sites"));
    EXPECT_EQ(sources.at("sites").where.at("kind"), std::vector<std::string>{"church"});
}

} // namespace
} // namespace tractwise::viewer
