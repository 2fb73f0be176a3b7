// SPDX-License-Identifier: Apache-2.0
// A map of clusters as the program keeps it: asked for, found beside the window, undone, saved, given up.
#include "viewer/app/cluster_maker.hpp"
#include "viewer/app/workspace.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/atomic_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kClusterData = test::source_file("data");

Workspace::Options cluster_options() {
    return {.recipe_folders = {kClusterData / "recipes"}, .studies = kClusterData / "studies"};
}

Edits::Change shows_clusters(const std::string& column, report::ClusterChoice choice = {}) {
    choice.shown = true;
    return {{"Clusters", "Agrupaciones"}, "", [column, choice](Document& next) {
                next.style.column = column;
                next.clusters = choice;
            }};
}

bool asked(Workspace& work, Edits::Request request) {
    const bool done = work.carry_out(request);
    work.wait();
    return done;
}

/// Without waiting for what it starts.
void begin(Workspace& work, Edits::Request request) {
    work.carry_out(request);
}

class Clusters : public testing::Test {
protected:
    Clusters() {
        work_.open(kClusterData / "studies" / "sample.toml");
        work_.wait();
    }
    const Snapshot& shown() const { return *work_.snapshot(); }
    test::TemporaryFolder folder_;
    Workspace work_{cluster_options()};
};

// Moran's I by R's spdep, as in tests/cli/clusters_command_test.cpp.
TEST_F(Clusters, TheMapShowsTheClassesOfTheReport) {
    EXPECT_EQ(shown().clusters, nullptr);
    const std::vector<map::Rgb> before = shown().scene.fill;
    asked(work_, shows_clusters("no_vehicle_share"));
    ASSERT_NE(shown().clusters, nullptr);
    const FoundClusters& found = *shown().clusters;
    EXPECT_NEAR(found.moran.value, 0.6685333474710344337, 1e-12);
    EXPECT_NEAR(found.moran.randomization.z, 12.723723861905446, 1e-11);
    EXPECT_NEAR(found.scatter.slope, found.moran.value, 1e-12) << "no tract is without a neighbor";
    EXPECT_EQ(found.scatter.points, 118U);
    const report::ClusterReport report = report::find_clusters(
        *shown().columns, report::ClusterChoice{}.question("no_vehicle_share"));
    EXPECT_EQ(found.report.cluster, report.cluster);
    const map::Legend& legend = shown().scene.legend;
    ASSERT_EQ(legend.rows.size(), 5U) << "four classes and not significant";
    for (std::size_t i = 0; i < legend.rows.size(); ++i) {
        EXPECT_EQ(legend.rows[i].tracts, report.classes[i].tracts);
        EXPECT_NEAR(legend.rows[i].people, report.classes[i].people, 1e-6);
        EXPECT_EQ(legend.rows[i].color, map::color_of(report.classes[i].cluster));
    }
    EXPECT_EQ(legend.no_data.tracts, 2U);
    EXPECT_GT(legend.rows[0].tracts, 0U);
    EXPECT_THAT(legend.method_words, HasSubstr("118 tests were corrected together"));
    for (std::size_t row = 0; row < report.cluster.size(); ++row)
        EXPECT_EQ(shown().scene.fill[row], map::color_of(report.cluster[row]));
    // A step of undo, and back.
    EXPECT_TRUE(work_.unsaved());
    asked(work_, Edits::Undo{});
    EXPECT_EQ(shown().clusters, nullptr);
    EXPECT_EQ(shown().scene.fill, before);
    asked(work_, Edits::Redo{});
    ASSERT_NE(shown().clusters, nullptr);
    EXPECT_EQ(shown().clusters->report.cluster, report.cluster);
}

TEST_F(Clusters, EveryMethodHasItsClasses) {
    for (const auto& [method, rows] : {std::pair{spatial::LocalMethod::Geary, 5U},
                                       {spatial::LocalMethod::GStar, 3U},
                                       {spatial::LocalMethod::G, 3U}}) {
        asked(work_, shows_clusters("no_vehicle_share", {.method = method, .weights = "knn:8"}));
        ASSERT_NE(shown().clusters, nullptr);
        EXPECT_EQ(shown().scene.legend.rows.size(), rows);
        EXPECT_NEAR(shown().clusters->scatter.slope, shown().clusters->moran.value, 1e-12)
            << "the scatter plot is Moran's, whatever the map shows";
    }
}

TEST_F(Clusters, SavedAndOpenedAgain) {
    const report::ClusterChoice choice{.shown = true,
                                       .method = spatial::LocalMethod::GStar,
                                       .weights = "band:3218.688",
                                       .draws = 9999,
                                       .significance = {.alpha = 0.01}};
    asked(work_, shows_clusters("poverty_share", choice));
    const std::vector<spatial::Cluster> classes = shown().clusters->report.cluster;
    // The sample's sources are named from its folder.
    const fs::path copy = folder_.path() / "own.toml";
    asked(work_, Edits::SaveAs{copy});
    EXPECT_THAT(read_text_file(copy), HasSubstr("[view.clusters]"));
    EXPECT_FALSE(work_.unsaved());
    Workspace again(cluster_options());
    ASSERT_TRUE(again.open(copy));
    again.wait();
    EXPECT_EQ(again.document().clusters, choice);
    EXPECT_EQ(again.document().style.column, "poverty_share");
    ASSERT_NE(again.snapshot(), nullptr);
    ASSERT_NE(again.snapshot()->clusters, nullptr);
    EXPECT_EQ(again.snapshot()->clusters->report.cluster, classes);
}

TEST_F(Clusters, AViewThatCannotBeMeantIsRefused) {
    std::string text = read_text_file(kClusterData / "studies" / "sample.toml");
    const fs::path file = folder_.path() / "odd.toml";
    write_text_file(file, text + "\n[view.clusters]\nmethod = \"joins\"\n");
    EXPECT_FALSE(work_.open(file));
    ASSERT_NE(work_.snapshot(), nullptr) << "the study before it stays";
    EXPECT_THAT(work_.take_messages().back().text, HasSubstr("joins"));
}

// Clusters of one column under the name of another would be the worst that could happen.
TEST_F(Clusters, AnotherColumnWhileTheyAreBeingFound) {
    begin(work_, shows_clusters("no_vehicle_share", {.draws = 99'999}));
    begin(work_, shows_clusters("poverty_share", {.draws = 99'999}));
    EXPECT_EQ(shown().clusters, nullptr) << "the map of the column meanwhile";
    EXPECT_EQ(shown().scene.column, "poverty_share");
    EXPECT_EQ(shown().scene.legend.rows.size(), 5U);
    EXPECT_TRUE(work_.snapshot()->scene.breaks.size() > 0);
    work_.wait();
    work_.wait(); // what was given up, then what is wanted
    ASSERT_NE(shown().clusters, nullptr);
    EXPECT_EQ(shown().clusters->report.question.column, "poverty_share");
    EXPECT_EQ(shown().scene.column, "poverty_share");
    begin(work_, shows_clusters("no_vehicle_share"));
    EXPECT_EQ(shown().clusters, nullptr);
    EXPECT_EQ(shown().scene.column, "no_vehicle_share");
}

TEST_F(Clusters, AnotherQuestionLeavesTheAnswerToTheOneBefore) {
    asked(work_, shows_clusters("no_vehicle_share"));
    const auto before = shown().clusters;
    begin(work_, shows_clusters("no_vehicle_share", {.draws = 99'999}));
    EXPECT_EQ(shown().clusters, before);
    EXPECT_THAT(shown().scene.legend.method_words, HasSubstr("999 permutations"));
    work_.wait();
    EXPECT_NE(shown().clusters, before);
    EXPECT_THAT(shown().scene.legend.method_words, HasSubstr("99,999 permutations"));
}

TEST_F(Clusters, AWeightChangesThoseOfTheIndexOnly) {
    const auto weigh = [](double value) {
        return Edits::Change{{"Weight", "Peso"}, "", [value](Document& next) {
                                 next.study.index->weights["housing"] = value;
                             }};
    };
    asked(work_, shows_clusters("no_vehicle_share"));
    const auto of_layer = shown().clusters;
    asked(work_, weigh(5));
    EXPECT_EQ(shown().clusters, of_layer) << "its numbers are the same";
    asked(work_, shows_clusters("risk_score"));
    const auto of_index = shown().clusters;
    asked(work_, weigh(9));
    ASSERT_NE(shown().clusters, nullptr);
    EXPECT_NE(shown().clusters, of_index);
    EXPECT_TRUE(shown().clusters->belongs_to(*shown().columns, "risk_score"));
    EXPECT_FALSE(of_index->belongs_to(*shown().columns, "risk_score"));
}

TEST_F(Clusters, AnotherStudyWhileTheyAreBeingFound) {
    begin(work_, shows_clusters("no_vehicle_share", {.draws = 99'999}));
    ASSERT_TRUE(work_.open(kClusterData / "studies" / "sample_siting.toml"));
    EXPECT_EQ(work_.snapshot(), nullptr);
    work_.wait();
    ASSERT_NE(work_.snapshot(), nullptr);
    EXPECT_EQ(shown().clusters, nullptr);
    EXPECT_FALSE(work_.document().clusters.shown);
    EXPECT_FALSE(work_.activity().busy);
    begin(work_, shows_clusters("no_vehicle_share", {.draws = 99'999}));
    work_.close();
    work_.take_news();
    EXPECT_EQ(work_.snapshot(), nullptr);
}

TEST_F(Clusters, StoppedByHandAndBegunAgain) {
    begin(work_, shows_clusters("no_vehicle_share", {.draws = 99'999}));
    work_.take_news();
    begin(work_, Edits::Cancel{});
    work_.wait();
    EXPECT_TRUE(work_.activity().clusters_stopped);
    EXPECT_FALSE(work_.activity().busy);
    EXPECT_EQ(shown().clusters, nullptr);
    EXPECT_TRUE(work_.document().clusters.shown) << "what is asked for stays asked for";
    asked(work_, Edits::FindClusters{});
    EXPECT_FALSE(work_.activity().clusters_stopped);
    ASSERT_NE(shown().clusters, nullptr);
    EXPECT_EQ(shown().clusters->report.local.draws, 99'999U);
}

TEST_F(Clusters, WhereThereAreNoneTheColumnIsShownAndTheReasonSaid) {
    asked(work_, shows_clusters("no_vehicle_share"));
    ASSERT_NE(shown().clusters, nullptr);
    // Nobody lies within 10 m of anybody: no links.
    asked(work_, shows_clusters("no_vehicle_share", {.weights = "band:10"}));
    EXPECT_EQ(shown().clusters, nullptr) << "not those of the question before";
    ASSERT_TRUE(work_.activity().no_clusters);
    EXPECT_NE(work_.activity().no_clusters->message, "");
    EXPECT_GT(shown().scene.breaks.size(), 0U);
    asked(work_, Edits::Undo{});
    ASSERT_NE(shown().clusters, nullptr);
    EXPECT_FALSE(work_.activity().no_clusters);
}

/// Squares in a row, with columns that cannot cluster.
class ClustersOfFew : public testing::Test {
protected:
    void open(int tracts) {
        std::string shapes, rows = "GEOID,same,none,one\n";
        for (int i = 0; i < tracts; ++i) {
            const double west = -97 + 0.01 * i, east = west + 0.01;
            shapes += fmt_square(i, west, east, i > 0);
            rows += "9900100" + std::to_string(1000 + i) + ",5,," + (i == 0 ? "1" : "") + "\n";
        }
        write_text_file(folder_.path() / "tracts.geojson",
                        "{\"type\":\"FeatureCollection\",\"features\":[" + shapes + "]}");
        write_text_file(folder_.path() / "own.csv", rows);
        write_text_file(
            folder_.path() / "few.toml",
            "[tracts]\nsource = \"tracts\"\n[sources.tracts]\npath = \"tracts.geojson\"\n"
            "vintage = 2020\n[sources.own]\npath = \"own.csv\"\n"
            "[columns.same]\nsource = \"own\"\ncolumn = \"same\"\n"
            "[columns.none]\nsource = \"own\"\ncolumn = \"none\"\n"
            "[columns.one]\nsource = \"own\"\ncolumn = \"one\"\n");
        ASSERT_TRUE(work_.open(folder_.path() / "few.toml"));
        work_.wait();
        ASSERT_NE(work_.snapshot(), nullptr)
            << (work_.activity().failure ? work_.activity().failure->message : "");
    }
    static std::string fmt_square(int i, double west, double east, bool comma) {
        const auto at = [](double lon, const char* lat) {
            return "[" + std::to_string(lon) + "," + lat + "]";
        };
        return std::string(comma ? "," : "") +
               "{\"type\":\"Feature\",\"properties\":{\"GEOID\":\"9900100" +
               std::to_string(1000 + i) +
               "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[" + at(west, "39") + "," +
               at(east, "39") + "," + at(east, "39.01") + "," + at(west, "39.01") + "," +
               at(west, "39") + "]]}}";
    }
    test::TemporaryFolder folder_;
    Workspace work_{cluster_options()};
};

TEST_F(ClustersOfFew, OneTractHasNoNeighbors) {
    open(1);
    asked(work_, shows_clusters("same"));
    EXPECT_EQ(work_.snapshot()->clusters, nullptr);
    EXPECT_TRUE(work_.activity().no_clusters);
    EXPECT_EQ(work_.snapshot()->scene.fill.size(), 1U);
}

TEST_F(ClustersOfFew, AllEqualWithoutValuesAndOfOneValue) {
    open(6);
    for (const char* column : {"same", "none", "one"}) {
        SCOPED_TRACE(column);
        asked(work_, shows_clusters(column));
        EXPECT_EQ(work_.snapshot()->clusters, nullptr);
        ASSERT_TRUE(work_.activity().no_clusters);
        EXPECT_EQ(work_.snapshot()->scene.column, column);
        EXPECT_EQ(work_.snapshot()->scene.fill.size(), 6U);
    }
}

} // namespace
} // namespace tractwise::viewer
