// SPDX-License-Identifier: Apache-2.0
// Cut and flipped files through a whole run, inside this process so that the sanitizers watch: the
// run ends with whole files or with an Error that leaves the output folder as it was.
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"
#include "engine/report/export.hpp"
#include "engine/report/run_record.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

namespace fs = std::filesystem;

constexpr int kCuts = 20, kFlips = 60;

/// Fixed, so that a failure can be repeated; TRACTWISE_FUZZ_SEED=7 looks elsewhere.
std::mt19937 random_source() {
    const char* chosen = std::getenv("TRACTWISE_FUZZ_SEED");
    return std::mt19937(
        chosen == nullptr ? 20251122U : static_cast<unsigned>(std::strtoul(chosen, nullptr, 10)));
}

class DamagedRun : public testing::Test {
protected:
    DamagedRun() {
        layers::add_layers(catalog_);
        toy.folder.write("study.toml",
                         test::toy_study_with("\"geojson\", \"gpkg\"", "\"geojson\""));
        toy.folder.write("out/notes.txt", "mine");
        toy.folder.write("out/indices.csv", "an older run");
    }

    /// Runs the study with cut and flipped copies of one of its files.
    void damage(const std::string& name) {
        const std::string whole = toy.folder.read(name);
        const int errors_before = errors_;
        run_once("undamaged " + name);
        ASSERT_EQ(errors_, errors_before) << "the whole " << name << " must run";
        std::mt19937 random = random_source();
        for (int round = 0; round < kCuts; ++round) {
            toy.folder.write(name, whole.substr(0, random() % whole.size()));
            run_once(fmt::format("{} cut, round {}", name, round));
        }
        for (int round = 0; round < kFlips; ++round) {
            std::string flipped = whole;
            for (int i = 0; i <= round % 4; ++i)
                flipped[random() % flipped.size()] = static_cast<char>(random());
            toy.folder.write(name, flipped);
            run_once(fmt::format("{} flipped, round {}", name, round));
        }
        toy.folder.write(name, whole);
    }

    int errors() const { return errors_; }
    test::ToyStudy toy;

private:
    using Snapshot = std::map<std::string, std::string>; // name -> SHA-256

    static Snapshot snapshot(const fs::path& folder) {
        Snapshot files;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            files[entry.path().lexically_relative(folder).string()] =
                entry.is_directory() ? "folder" : sha256_of_file(entry.path());
        return files;
    }

    void run_once(const std::string& what) {
        SCOPED_TRACE(what);
        const fs::path out = toy.folder / "out";
        const Snapshot before = snapshot(toy.folder.path());
        try {
            study::Session session(catalog_, {test::source_file("data/recipes")});
            session.update(study::Study::read(toy.file()));
            const auto results = session.run({});
            expect_whole(report::export_results(*results, out, {}, {}), *results, out);
            // The next damage meets the same folder.
            fs::remove_all(out);
            toy.folder.write("out/notes.txt", "mine");
            toy.folder.write("out/indices.csv", "an older run");
        } catch (const Error& e) {
            ++errors_;
            EXPECT_NE(e.kind(), ErrorKind::Internal) << e.what();
            EXPECT_FALSE(e.message().empty());
        } catch (const std::exception& e) {
            ADD_FAILURE() << "an internal error: " << e.what();
        }
        EXPECT_EQ(snapshot(toy.folder.path()), before);
    }

    static void expect_whole(const std::vector<std::string>& names, const study::Results& results,
                             const fs::path& out) {
        ASSERT_FALSE(names.empty());
        EXPECT_EQ(names.back(), "run.json");
        const report::RecordedRun record = report::read_run_record(out / "run.json");
        EXPECT_EQ(record.outputs.size() + 1, names.size());
        for (const report::RecordedRun::Output& output : record.outputs)
            EXPECT_EQ(sha256_of_file(out / output.name), output.sha256) << output.name;
        // No record lists it: it may be anybody's.
        EXPECT_EQ(read_text_file(out / "indices.before.csv"), "an older run");
        for (const auto& entry : fs::directory_iterator(out)) {
            const std::string name = entry.path().filename().string();
            EXPECT_TRUE(name == "notes.txt" || name == "indices.csv" ||
                        name == "indices.before.csv" ||
                        std::find(names.begin(), names.end(), name) != names.end())
                << name;
        }
        if (std::find(names.begin(), names.end(), "indices.geojson") != names.end()) {
            const auto areas = nlohmann::json::parse(read_text_file(out / "indices.geojson"));
            EXPECT_EQ(areas.at("features").size(), results.tracts->size());
        }
        if (std::find(names.begin(), names.end(), "indices.csv") != names.end()) {
            Diagnostics diagnostics;
            const auto csv = io::source_from_path("csv", (out / "indices.csv").string());
            EXPECT_EQ(io::read_table(csv, diagnostics).rows(), results.tracts->size());
        }
    }

    layer::LayerCatalog catalog_;
    int errors_ = 0;
};

TEST_F(DamagedRun, Study) {
    damage("study.toml");
    EXPECT_GT(errors(), kCuts);
}

TEST_F(DamagedRun, Recipe) {
    damage("recipe.toml");
    EXPECT_GT(errors(), kCuts);
}

TEST_F(DamagedRun, TableJoinedById) {
    damage("acs.csv");
}

TEST_F(DamagedRun, DemandPoints) {
    damage("homes.csv");
}

TEST_F(DamagedRun, Sites) {
    damage("clinics.csv");
}

TEST_F(DamagedRun, GeoJson) {
    damage("tracts.geojson");
    EXPECT_GE(errors(), kCuts);
}

TEST_F(DamagedRun, Shapefile) {
    test::make_dataset(toy.folder / "tracts.shp", toy.folder.read("tracts.geojson"));
    std::string study = toy.folder.read("study.toml");
    study.replace(study.find("tracts.geojson"), 14, "tracts.shp");
    toy.folder.write("study.toml", study);
    for (const char* part : {"tracts.shp", "tracts.shx", "tracts.dbf", "tracts.prj"})
        damage(part);
}

TEST_F(DamagedRun, GeoPackage) {
    Diagnostics diagnostics;
    const auto features = io::read_polygons(
        io::source_from_path("tracts", (toy.folder / "tracts.geojson").string()), diagnostics);
    io::OutTable table{"tracts", "", {}};
    for (std::size_t c = 0; c < features.table.columns().size(); ++c) {
        std::vector<std::string> cells;
        for (std::size_t r = 0; r < features.table.rows(); ++r)
            cells.emplace_back(features.table.cell(r, c));
        table.columns.push_back({features.table.columns()[c], "", cells});
    }
    io::write_gpkg(toy.folder / "tracts.gpkg", table, {&features.shapes, {}});
    std::string study = toy.folder.read("study.toml");
    study.replace(study.find("tracts.geojson"), 14, "tracts.gpkg");
    toy.folder.write("study.toml", study);
    damage("tracts.gpkg");
}

// --- run records ---

TEST(DamagedRecord, GivesARecordOrAnError) {
    test::ToyStudy toy;
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    session.update(study::Study::read(toy.file()));
    report::export_results(*session.run({}), toy.folder / "out", {"run"}, {});
    const std::string whole = toy.folder.read("out/run.json");
    std::mt19937 random = random_source();
    const auto read = [&](const std::string& text) {
        toy.folder.write("damaged.json", text);
        try {
            report::read_run_record(toy.folder / "damaged.json");
        } catch (const Error& e) {
            EXPECT_NE(e.kind(), ErrorKind::Internal) << e.what();
        }
    };
    for (int round = 0; round < 200; ++round)
        read(whole.substr(0, random() % whole.size()));
    for (int round = 0; round < 400; ++round) {
        std::string flipped = whole;
        for (int i = 0; i <= round % 4; ++i)
            flipped[random() % flipped.size()] = static_cast<char>(random());
        read(flipped);
    }
    for (const char* text : {"", "{}", "[]", "null", "7", "\"tractwise\"", "{\"program\": 7}",
                             "{\"program\": \"tractwise\", \"version\": []}"}) {
        toy.folder.write("damaged.json", text);
        const std::string message =
            test::error_of([&] { report::read_run_record(toy.folder / "damaged.json"); });
        EXPECT_NE(message.find("not a run record"), std::string::npos) << text << ": " << message;
    }
}

// "Nothing was written" is meant to the letter: not even an empty folder.
TEST(StoppedRun, LeavesNoNewFolder) {
    test::ToyStudy toy;
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    session.update(study::Study::read(toy.file()));
    const auto results = session.run({});
    for (const char* stage : {"writing indices.csv", "writing indices.gpkg", "writing run.json"}) {
        std::stop_source stop;
        const Progress progress{[&](std::string_view now, double) {
                                    if (now == stage)
                                        stop.request_stop();
                                },
                                stop.get_token()};
        try {
            report::export_results(*results, toy.folder / "new/deep", {}, progress);
            ADD_FAILURE() << "was not stopped at " << stage;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Canceled);
        }
        EXPECT_FALSE(fs::exists(toy.folder / "new/deep")) << stage;
    }
}

} // namespace
} // namespace tractwise
