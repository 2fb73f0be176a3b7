// SPDX-License-Identifier: Apache-2.0
#include "engine/report/export.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/run_record.hpp"

#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/core/work_folder.hpp"
#include "engine/io/features.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

namespace tractwise::report {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using testing::HasSubstr;

class ExportTest : public testing::Test {
protected:
    ExportTest() { layers::add_layers(catalog_); }
    std::shared_ptr<const study::Results> results() {
        study::Session session(catalog_, {test::source_file("data/recipes")});
        session.update(study::Study::read(toy_.file()));
        return session.run({});
    }
    fs::path out(const char* name = "out") const { return toy_.folder / name; }
    std::vector<std::string> files_in(const fs::path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    layer::LayerCatalog catalog_;
    test::ToyStudy toy_;
};

TEST_F(ExportTest, WritesEverythingOnceAndTwiceTheSame) {
    const auto first = export_results(*results(), out("a"), {}, {});
    export_results(*results(), out("b"), {}, {});
    EXPECT_THAT(first, testing::ElementsAre("indices.csv", "indices.gpkg", "indices.geojson",
                                            "codebook.csv", "codebook.md", "audit.csv",
                                            "unmatched.csv", "findings.csv", "run.json"));
    for (const std::string& name : first) {
        if (name == "run.json")
            continue; // holds the time
        EXPECT_EQ(sha256_of_file(out("a") / name), sha256_of_file(out("b") / name)) << name;
    }
}

TEST_F(ExportTest, MissingIsEmptyWithItsReasonAndIdsAreText) {
    export_results(*results(), out(), {}, {});
    const std::string csv = toy_.folder.read("out/indices.csv");
    EXPECT_THAT(csv, HasSubstr("\"99001990000\""));
    EXPECT_EQ(csv.find("-999"), std::string::npos);
    EXPECT_EQ(csv.find("nan"), std::string::npos);
    Diagnostics diagnostics;
    const io::Table table =
        io::read_table(io::source_from_path("t", (out() / "indices.csv").string()), diagnostics);
    EXPECT_EQ(table.cell(5, table.require("toy_score")), "");
    EXPECT_EQ(table.cell(5, table.require("toy_reason")), "no-people");
    EXPECT_THAT(std::string(table.cell(5, table.require("missing"))),
                HasSubstr("clinic_nearest_m=no-people"));
    EXPECT_EQ(table.cell(0, table.require("population_moe")), "10");
}

TEST_F(ExportTest, ContributionsAddUpToTheScore) {
    const io::OutTable frame = tract_frame(*results());
    const auto column = [&](const std::string& name) {
        for (const io::OutColumn& c : frame.columns)
            if (c.name == name)
                return std::get<std::vector<double>>(c.values);
        throw std::runtime_error("no column " + name);
    };
    const auto score = column("toy_score"), food = column("toy_part_food"),
               care = column("toy_part_care");
    for (std::size_t t = 0; t < 5; ++t)
        EXPECT_NEAR(score[t], food[t] + care[t], 1e-12);
}

TEST_F(ExportTest, GeoFilesReadBack) {
    export_results(*results(), out(), {}, {});
    for (const char* name : {"indices.gpkg", "indices.geojson"}) {
        Diagnostics diagnostics;
        const auto features =
            io::read_polygons(io::source_from_path("t", (out() / name).string()), diagnostics);
        EXPECT_EQ(features.table.rows(), 6U) << name;
        EXPECT_EQ(features.table.cell(0, features.table.require("geoid")), "99001000100") << name;
        EXPECT_FALSE(features.shapes.shape_empty(5)) << name;
    }
}

TEST_F(ExportTest, AStoppedOrFailedExportChangesNothing) {
    const auto run = results();
    export_results(*run, out(), {}, {});
    const auto before = files_in(out());
    const std::string csv = sha256_of_file(out() / "indices.csv");
    std::stop_source stop;
    const Progress progress{[&](std::string_view stage, double) {
                                if (stage == "writing audit.csv")
                                    stop.request_stop();
                            },
                            stop.get_token()};
    EXPECT_THROW(export_results(*run, out(), {}, progress), Error);
    EXPECT_EQ(files_in(out()), before); // no partial folder left
    EXPECT_EQ(sha256_of_file(out() / "indices.csv"), csv);
    EXPECT_THAT(error_of([&] { export_results(*run, toy_.file(), {}, {}); }),
                HasSubstr("needs a folder"));
}

TEST_F(ExportTest, FilesOfTheRunBeforeGo) {
    take_writing_notes();
    export_results(*results(), out(), {}, {});
    toy_.folder.write("out/indices.geojson", "somebody wrote notes into it");
    toy_.folder.write("study.toml", test::toy_study_with(", \"geojson\", \"gpkg\"", ""));
    export_results(*results(), out(), {}, {});
    EXPECT_FALSE(fs::exists(out() / "indices.gpkg"));
    EXPECT_TRUE(fs::exists(out() / "indices.geojson"));
    EXPECT_THAT(take_writing_notes(),
                testing::UnorderedElementsAre(
                    testing::AllOf(HasSubstr("indices.geojson"), HasSubstr("it stays")),
                    testing::AllOf(HasSubstr("removed"), HasSubstr("indices.gpkg"))));
}

TEST_F(ExportTest, AStrangersFileOfTheSameNameIsKeptAside) {
    toy_.folder.write("out/audit.csv", "of our accountant");
    toy_.folder.write("out/run.json", "{\"program\": \"another\"}");
    for (int round = 0; round < 2; ++round) {
        export_results(*results(), out(), {}, {});
        EXPECT_EQ(toy_.folder.read("out/audit.before.csv"), "of our accountant");
        EXPECT_EQ(toy_.folder.read("out/run.before.json"), "{\"program\": \"another\"}");
        EXPECT_FALSE(fs::exists(out() / "audit.before-2.csv"));
    }
}

TEST_F(ExportTest, ARecordThatNothingFollowsFromIsRefused) {
    const auto run = results();
    export_results(*run, out(), {}, {});
    const std::string whole = toy_.folder.read("out/run.json");
    const auto said_of = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        text.replace(text.find(from), from.size(), to);
        toy_.folder.write("r.json", text);
        return error_of([&] { read_run_record(toy_.folder / "r.json"); });
    };
    const auto outputs = whole.find("\"outputs\": [");
    EXPECT_THAT(said_of(whole.substr(outputs), "\"outputs\": []}"), HasSubstr("no outputs"));
    EXPECT_THAT(said_of("\"source\": \"acs\"", "\"source\": \"x\""), HasSubstr("no source \"x\""));
    EXPECT_THAT(said_of(whole.substr(200), ""), HasSubstr("wrong at byte"));
    toy_.folder.write("r.json", "{\"program\": \"tractwise\", \"version\": \"" +
                                    std::string(2'000'000, 'x') + "\"}");
    EXPECT_LT(error_of([&] { read_run_record(toy_.folder / "r.json"); }).size(), 500U);
}

TEST_F(ExportTest, TheCodebookShowsWordsOfOthersAsText) {
    toy_.folder.write("study.toml",
                      test::toy_study_with("title = \"Toy\"",
                                           "title = \"<script>x</script>\\n# [Toy](http://x)\""));
    export_results(*results(), out(), {}, {});
    EXPECT_THAT(toy_.folder.read("out/codebook.md"),
                HasSubstr("# Codebook: &lt;script&gt;x&lt;/script&gt; # \\[Toy\\](http://x)\n"));
}

TEST_F(ExportTest, AnInputThatIsReplacedWhileItIsReadEndsTheRun) {
    for (const char* stage : {"reading where people live", "hashing inputs", "index toy"}) {
        study::Session session(catalog_, {test::source_file("data/recipes")});
        session.update(study::Study::read(toy_.file()));
        const Progress progress{[&](std::string_view now, double) {
                                    if (now == stage)
                                        toy_.folder.write("acs.csv", toy_.folder.read("acs.csv"));
                                },
                                {}};
        EXPECT_THAT(error_of([&] { session.run(progress); }),
                    testing::AllOf(HasSubstr("\"acs\" was changed"), HasSubstr("acs.csv")))
            << stage;
        // And the next run reads it anew.
        toy_.folder.write("acs.csv", toy_.folder.read("acs.csv"));
        EXPECT_EQ(session.run({})->inputs.size(), 5U);
    }
}

TEST_F(ExportTest, TheRunRecordHoldsAllThatAReplayNeeds) {
    const auto run = results();
    export_results(*run, out(), {"run", "study.toml"}, {});
    const RecordedRun record = read_run_record(out() / "run.json");
    EXPECT_EQ(record.study, run->study);
    EXPECT_EQ(record.inputs, run->inputs);
    EXPECT_EQ(index::parse_recipe(ConfigTable::parse(record.recipe, "recipe")), run->index->recipe);
    EXPECT_EQ(record.outputs.front().sha256, sha256_of_file(out() / "indices.csv"));
    toy_.folder.write("other.json", "{\"a\": 1}");
    EXPECT_THAT(error_of([&] { read_run_record(toy_.folder / "other.json"); }),
                HasSubstr("not a run record"));
    toy_.folder.write("cut.json", "{\"program\": \"tractw");
    EXPECT_THAT(error_of([&] { read_run_record(toy_.folder / "cut.json"); }),
                HasSubstr("not a run record"));
}

TEST_F(ExportTest, TheAuditNamesEveryLoss) {
    toy_.folder.write(
        "acs.csv",
        "GEOID,E_TOTPOP,M_TOTPOP\n99001000100,100,10\n99001000200,100,10\n99001000900,5,1\n"
        "17031010100,5,1\n,4,1\n");
    const auto run = results();
    export_results(*run, out(), {}, {});
    Diagnostics diagnostics;
    const io::Table audit =
        io::read_table(io::source_from_path("t", (out() / "audit.csv").string()), diagnostics);
    const auto cell = [&](const char* column) {
        return std::string(audit.cell(0, audit.require(column)));
    };
    EXPECT_EQ(cell("source"), "acs");
    EXPECT_EQ(cell("rows_read"), "5");
    EXPECT_EQ(cell("rows_matched"), "2");
    EXPECT_EQ(cell("rows_outside"), "1");
    EXPECT_EQ(cell("rows_without_id"), "1");
    EXPECT_EQ(cell("rows_unmatched"), "1");
    EXPECT_EQ(cell("tracts_without_row"), "4");
    EXPECT_EQ(cell("people_read"), "205");
    EXPECT_EQ(cell("people_matched"), "200");
    EXPECT_EQ(cell("rows_renumbered"), "0");
    EXPECT_THAT(toy_.folder.read("out/unmatched.csv"),
                testing::AllOf(HasSubstr("source,kind,geoid,rows,why\n"),
                               HasSubstr(R"("acs","row without tract","99001000900",1,)"),
                               HasSubstr(R"("acs","row without id",,1,"line 6 has no usable id")"),
                               HasSubstr(R"("acs","row outside the region","17031",1,)"),
                               HasSubstr(R"("acs","tract without row","99001000300",0,)")));
}

} // namespace
} // namespace tractwise::report
