// SPDX-License-Identifier: Apache-2.0
#include "engine/report/cluster_choice.hpp"

#include "tests/engine/map/made_results.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::report {
namespace {

using test::error_of;
using testing::HasSubstr;
using testing::Not;

ClusterChoice parsed(const std::string& text) {
    return ClusterChoice::parse(ConfigTable::parse(text, "test").table("c"));
}

TEST(ClusterChoice, DefaultsAreNotWritten) {
    EXPECT_EQ(ClusterChoice{}.to_toml("c"), "");
    EXPECT_EQ(parsed(""), ClusterChoice{});
    EXPECT_EQ(parsed("[c]\n"), ClusterChoice{});
    EXPECT_EQ(ClusterChoice{}.significance.sides, spatial::Sides::Both);
    EXPECT_EQ(ClusterChoice{}.significance.correction, spatial::Correction::Fdr);
}

TEST(ClusterChoice, ReadsBackAsEqual) {
    ClusterChoice choice{.shown = true,
                         .method = spatial::LocalMethod::GStar,
                         .weights = "band:3218.688",
                         .draws = 9999,
                         .seed = 7,
                         .significance = {.alpha = 0.01,
                                          .correction = spatial::Correction::None,
                                          .sides = spatial::Sides::Folded}};
    const std::string text = choice.to_toml("c");
    EXPECT_THAT(text, HasSubstr("[c]\nshown = true\nmethod = \"gistar\"\n"));
    EXPECT_EQ(parsed(text), choice);
    EXPECT_EQ(choice.question("x").weights.number, 3218.688);
    EXPECT_EQ(choice.options(), "--method gistar --weights band:3218.688 --draws 9999 --seed 7 "
                                "--alpha 0.01 --correction none --sides folded");
    choice.significance.correction = spatial::Correction::Bonferroni;
    EXPECT_EQ(parsed(choice.to_toml("c")), choice);
}

TEST(ClusterChoice, WhatCannotBeMeantIsRefusedAtItsKey) {
    for (const auto& [text, words] : {std::pair{"method = \"joins\"", "joins"},
                                      {"weights = \"county\"", "no neighbors"},
                                      {"weights = \"knn:x\"", "knn:x"},
                                      {"weights = \"band\"", "band"},
                                      {"draws = 0", "1 to"},
                                      {"draws = 100000", "1 to"},
                                      {"seed = -1", "seed"},
                                      {"alpha = 1", "alpha"},
                                      {"alpha = 0", "alpha"},
                                      {"correction = \"holm\"", "holm"},
                                      {"sides = \"left\"", "left"},
                                      {"colour = 1", "colour"}})
        EXPECT_THAT(error_of([&] { parsed(std::string("[c]\n") + text); }), HasSubstr(words));
}

// Ten squares in a row, low ones in the west and high ones in the east.
class ClusterWords : public testing::Test {
protected:
    study::ResultColumns columns_{test::made_results(
        {test::made_column("share", "share", {.1, .1, .12, .11, .1, .8, .9, .85, .9, .88},
                           std::vector<double>(10, .02)),
         test::made_column("population", "people", std::vector<double>(10, 100))})};
    std::string legend(ClusterChoice choice, Reader reader = {}) {
        return cluster_map(find_clusters(columns_, choice.question("share")), reader).method;
    }
};

TEST_F(ClusterWords, TheLegendSaysHowItWasFound) {
    ClusterChoice choice;
    const std::string words = legend(choice);
    EXPECT_THAT(words, HasSubstr("local Moran's I, 999 permutations, seed 1"));
    EXPECT_THAT(words, HasSubstr("p (two-sided) is at most 0.05, after Benjamini and Hochberg"));
    EXPECT_THAT(words, HasSubstr("Neighbors: tracts that share a corner (queen)."));
    EXPECT_THAT(words, HasSubstr("10 tests were corrected together."));
    EXPECT_THAT(words, HasSubstr("margins of error are not in these p"));
    choice.significance = {.alpha = 0.1};
    EXPECT_THAT(legend(choice), HasSubstr("about 2 of 10 tracts would be significant by chance"));
    EXPECT_THAT(legend(choice), Not(HasSubstr("corrected")));
    choice.weights = "band:1609.344";
    EXPECT_THAT(legend(choice), HasSubstr("tracts within 1.00 mi"));
    EXPECT_THAT(legend(choice, {Language::Spanish, Units::Metric}),
                HasSubstr("sectores a menos de 1.61 km"));
}

TEST_F(ClusterWords, AllTractsInSentences) {
    const auto said =
        global_sentences(find_clusters(columns_, {.column = "share"}), Language::English);
    ASSERT_EQ(said.size(), 3U);
    EXPECT_THAT(said[0], HasSubstr("Moran's I: 0."));
    EXPECT_THAT(said[2], HasSubstr("Like values lie beside like ones"));
}

} // namespace
} // namespace tractwise::report
