// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_export.hpp"

#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/io/features.hpp"
#include "engine/report/plan_frames.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/report/staging.hpp"
#include "tests/engine/report/small_plan.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace tractwise::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class PlanExport : public testing::Test {
protected:
    PlanExport() {
        plan::SitingResults plan = test::small_plan();
        test::add_week(plan);
        results_ = test::small_results(std::move(plan));
    }
    fs::path made(const char* name) const {
        fs::create_directories(folder_ / name);
        return folder_ / name;
    }
    test::TemporaryFolder folder_;
    study::Results results_;
};

TEST_F(PlanExport, WritesEverythingOnceAndTwiceTheSame) {
    const auto names = write_plan(results_, made("a"), {});
    EXPECT_THAT(names,
                testing::ElementsAre("plan.csv", "plan.gpkg", "plan.geojson", "plan_groups.csv",
                                     "plan_overlap.csv", "plan_curve.csv", "plan_doubts.csv",
                                     "plan_scenarios.csv", "schedule.csv", "plan_codebook.csv"));
    EXPECT_EQ(write_plan(results_, made("b"), {}), names);
    for (const std::string& name : names)
        EXPECT_EQ(sha256_of_file(folder_ / "a" / name), sha256_of_file(folder_ / "b" / name))
            << name;
}

TEST_F(PlanExport, TheFormatsOfTheStudyAndNoWeekWithoutASchedule) {
    results_ = test::small_results();
    results_.study.formats = {"csv"};
    EXPECT_THAT(write_plan(results_, made("a"), {}),
                testing::ElementsAre("plan.csv", "plan_groups.csv", "plan_overlap.csv",
                                     "plan_curve.csv", "plan_doubts.csv", "plan_scenarios.csv",
                                     "plan_codebook.csv"));
}

TEST_F(PlanExport, TheLayersOfTheGeoPackageReadBack) {
    write_plan(results_, made("a"), {});
    Diagnostics diagnostics;
    io::SourceSpec source = io::source_from_path("t", (folder_ / "a/plan.gpkg").string());
    for (const auto& [layer, rows] :
         {std::pair{"stops", 2}, {"sites", 5}, {"served", 6}, {"lines", 5}}) {
        source.layer = layer;
        EXPECT_EQ(io::read_table(source, diagnostics).rows(), static_cast<std::size_t>(rows))
            << layer;
    }
    source.layer = "stops";
    const auto stops = io::read_points(source, diagnostics);
    EXPECT_EQ(stops.table.cell(0, stops.table.require("id")), "C2");
    EXPECT_EQ(stops.places[0].lon, -97.02);
}

TEST_F(PlanExport, TheCodebookDescribesEveryColumn) {
    write_plan(results_, made("a"), {});
    Diagnostics diagnostics;
    const io::Table book = io::read_table(
        io::source_from_path("t", (folder_ / "a/plan_codebook.csv").string()), diagnostics);
    EXPECT_GT(book.rows(), 100U);
    for (std::size_t row = 0; row < book.rows(); ++row)
        EXPECT_NE(book.cell(row, book.require("description")), "") << row;
}

TEST_F(PlanExport, AComparisonIsWrittenWithItsTracts) {
    const plan::SitingResults& plan = *results_.siting;
    const auto change = compare(plan.problem->costs, 15, *plan.homes, std::vector<std::uint32_t>{0},
                                std::vector<std::uint32_t>{0, 2});
    EXPECT_THAT(write_comparison(results_, change, made("a"), {}),
                testing::ElementsAre("compare.csv", "compare_groups.csv", "compare.gpkg",
                                     "compare.geojson"));
    EXPECT_THAT(folder_.read("a/compare.csv"), HasSubstr("people_share_change"));
    Diagnostics diagnostics;
    const auto tracts = io::read_polygons(
        io::source_from_path("t", (folder_ / "a/compare.geojson").string()), diagnostics);
    EXPECT_EQ(tracts.shapes.size(), 3U);
}

TEST_F(PlanExport, TheCodebookDescribesTheComparison) {
    const plan::SitingResults& plan = *results_.siting;
    const auto change = compare(plan.problem->costs, 15, *plan.homes, std::vector<std::uint32_t>{0},
                                std::vector<std::uint32_t>{0, 2});
    write_plan(results_, made("a"), {}, &change);
    EXPECT_THAT(folder_.read("a/plan_codebook.csv"),
                testing::AllOf(HasSubstr("compare.csv\",\"people_share_change"),
                               HasSubstr("compare_groups.csv\",\"gained")));
}

TEST_F(PlanExport, SumsOfACountAreWrittenWithoutTheirNoise) {
    siting::Comparison change;
    change.groups.resize(3);
    change.groups[0].total = 22346.999999999978;
    change.groups[1].total = 12.25;
    const io::OutTable table = comparison_groups_frame(*results_.siting, change);
    const auto& totals = std::get<std::vector<double>>(table.columns[2].values);
    EXPECT_EQ(totals[0], 22347);
    EXPECT_EQ(totals[1], 12.25);
}

TEST_F(PlanExport, FilesOfThePlanBeforeGoAndOthersStay) {
    const fs::path out = made("a");
    for (const char* name : {"schedule.csv", "compare.csv", "notes.csv", "compare.gpkg"})
        folder_.write(std::string("a/") + name, "old\n");
    folder_.write("a/run.json", R"({"program": "tractwise", "outputs": [{"name": "schedule.csv"},
        {"name": "compare.csv"}, {"name": "notes.csv"}, {"name": "../a/compare.gpkg"}]})");
    const auto moves_in = [&](const char* name) {
        Staging staging(out);
        write_text_file(staging.folder() / name, "new\n");
        staging.move_in({name});
    };
    moves_in("schedule.csv");
    EXPECT_EQ(folder_.read("a/schedule.csv"), "new\n");
    EXPECT_FALSE(fs::exists(out / "compare.csv"));
    EXPECT_TRUE(fs::exists(out / "notes.csv"));    // no file of a plan
    EXPECT_TRUE(fs::exists(out / "compare.gpkg")); // the record does not list it by name
    for (const char* record : {"{", "[]", R"({"program": "other"})"}) {
        folder_.write("a/run.json", record);
        moves_in("plan.csv");
        EXPECT_TRUE(fs::exists(out / "schedule.csv")) << record;
    }
}

} // namespace
} // namespace tractwise::report
