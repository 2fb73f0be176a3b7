// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/commands.hpp"

#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

Document sample(const std::filesystem::path& file) {
    Document document;
    document.study = study::Study::read(file);
    return document;
}

TEST(Commands, QuoteWhatAShellWouldTakeApart) {
    EXPECT_EQ(shell_quote("out/county_2.toml"), "out/county_2.toml");
    EXPECT_EQ(shell_quote("my county.toml"), "'my county.toml'");
    EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_quote(""), "''");
    EXPECT_EQ(shell_quote("$HOME"), "'$HOME'");
}

TEST(Commands, RunSiteExplainAndCheck) {
    Document document = sample(test::sample_siting_study());
    document.study.file = "/data/my county.toml";
    document.study.out = "out";
    const std::vector<CommandLine> lines = commands_for(document, "99001003100");
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0].line, "tractwise run '/data/my county.toml' --out /data/out");
    EXPECT_EQ(lines[1].line, "tractwise site '/data/my county.toml' --out /data/out/plan");
    EXPECT_EQ(lines[2].line, "tractwise explain '/data/my county.toml' 99001003100");
    EXPECT_EQ(lines[3].line, "tractwise check '/data/my county.toml'");
}

TEST(Commands, WithoutPlanPinOrFile) {
    Document document = sample(test::sample_study());
    document.study.file.clear();
    document.study.out.clear();
    const std::vector<CommandLine> lines = commands_for(document, std::nullopt);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].line, "tractwise run study.toml --out out");
}

TEST(Commands, ClustersAsTheMapFoundThem) {
    Document document = sample(test::sample_study());
    document.study.file = "/data/county.toml";
    document.study.out = "out";
    document.clusters.shown = true;
    document.clusters.weights = "knn:8";
    EXPECT_EQ(commands_for(document, std::nullopt).size(), 2U) << "of which column is not said";
    document.style.column = "poverty_share";
    EXPECT_EQ(commands_for(document, std::nullopt)[1].line,
              "tractwise clusters /data/county.toml --column poverty_share --method moran "
              "--weights knn:8 --draws 999 --seed 1 --alpha 0.05 --correction fdr --sides both "
              "--out /data/out/clusters");
}

TEST(ChangedLines, OnlyWhatDiffersUnderItsTable) {
    const Document before = sample(test::sample_study());
    Document now = before;
    EXPECT_TRUE(changed_lines(before, now).empty());
    now.study.title = "Another title";
    now.study.index->weights["housing"] = 2;
    const std::vector<DiffLine> lines = changed_lines(before, now);
    EXPECT_EQ(diff_text(lines), "- title = \"Marrow County (synthetic sample)\"\n"
                                "+ title = \"Another title\"\n"
                                "[index.weights]\n"
                                "+ housing = 2\n");
    now.study.index->weights["housing"] = 3;
    Document two = before;
    two.study.index->weights["housing"] = 2;
    two.study.title = "Another title";
    EXPECT_EQ(diff_text(changed_lines(two, now)),
              "[index.weights]\n- housing = 2\n+ housing = 3\n");
}

TEST(ChangedLines, TheLookOfTheMapCounts) {
    const Document before = sample(test::sample_study());
    Document now = before;
    now.style.column = "poverty_share";
    const std::vector<DiffLine> lines = changed_lines(before, now);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines[0], (DiffLine{DiffLine::Kind::Header, "[view.map]"}));
    EXPECT_NE(diff_text(lines).find("+ column = \"poverty_share\""), std::string::npos);
}

} // namespace
} // namespace tractwise::viewer
