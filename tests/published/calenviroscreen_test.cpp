// SPDX-License-Identifier: Apache-2.0
// CalEnviroScreen recomputed from its raw indicators and compared with the percentiles and scores
// that OEHHA published.
#include "published_data.hpp"

#include "support/data_pack.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::test {
namespace {

TEST(CalEnviroScreen2, PercentilesComponentsAndScoresEqualThePublishedOnes) {
    TRACTWISE_NEEDS("data/published/CES2_data.csv");
    TRACTWISE_NEEDS("data/published/CES2_pctls.csv");
    TRACTWISE_NEEDS("data/published/CES2_scores.csv");
    const auto input = numeric_table(read_published("data/published/CES2_data.csv"), "FIPS");
    const auto percentiles = numeric_table(read_published("data/published/CES2_pctls.csv"), "FIPS");
    const auto scores = numeric_table(read_published("data/published/CES2_scores.csv"), "FIPS");
    Diagnostics findings;
    const auto ours = columns_by_name(evaluate(shipped_recipe("ces2"), input, findings));

    Agreement all;
    for (const auto& published : percentiles.columns())
        all += compare(input.ids(), ours.at(published->info.name + "_pctl"), percentiles,
                       published->info.name);
    report("ces2 percentiles", all);
    EXPECT_EQ(all.cells, 19U * 8035U);
    EXPECT_EQ(all.patterns, 0U);
    EXPECT_LE(all.largest, 1e-6) << all.worst;

    for (const char* name : {"Pollution", "PopChar", "Score"}) {
        const bool score = std::string(name) == "Score";
        const auto agreement = compare(input.ids(), ours.at(score ? "score" : name), scores, name);
        report(std::string("ces2 ") + name, agreement);
        EXPECT_EQ(agreement.cells, 8035U);
        EXPECT_EQ(agreement.patterns, 0U) << agreement.worst;
        EXPECT_LE(agreement.largest, 1e-6) << agreement.worst;
    }
}

// PopChar of OEHHA's draft percentiles, computed by others: BAAQMD/CalEnviroScreen,
// CESv3-with_uniform_weighting.csv (the weights that file changes are those of Pollution only).
TEST(CalEnviroScreen3, PopulationCharacteristicsEqualAnIndependentRun) {
    TRACTWISE_NEEDS("data/published/CES3_data.csv");
    const auto input = numeric_table(read_published("data/published/CES3_data.csv"), "FIPS");
    Diagnostics findings;
    const auto ours = columns_by_name(evaluate(shipped_recipe("ces3"), input, findings));
    const auto& popchar = ours.at("PopChar").values;
    struct Tract {
        const char* geoid;
        double popchar;
    };
    for (const Tract& tract :
         {Tract{"06115041100", 3.7550986110167694}, Tract{"06115040301", 8.722445751251179},
          Tract{"06113011500", 4.677138752594368}, Tract{"06113010605", 1.0053550960376139},
          Tract{"06111009100", 9.228950603218795}, Tract{"06111007406", 0.4544694123259002},
          Tract{"06111005802", 0.9688756066755901}, Tract{"06111004902", 8.260169290213552}})
        EXPECT_NEAR(popchar[*input.find_row(tract.geoid)], tract.popchar, 1e-12) << tract.geoid;
    for (const char* absent : {"06111980000", "06111007513"})
        EXPECT_TRUE(std::isnan(popchar[*input.find_row(absent)])) << absent;
}

TEST(CalEnviroScreen3, RunsAndKeepsItsInvariants) {
    TRACTWISE_NEEDS("data/published/CES3_data.csv");
    const auto input = numeric_table(read_published("data/published/CES3_data.csv"), "FIPS");
    Diagnostics findings;
    const auto result = evaluate(shipped_recipe("ces3"), input, findings);
    const auto ours = columns_by_name(result);
    EXPECT_EQ(result.n_indicators, 20U);
    EXPECT_GT(result.n_ranked, 7000U);
    for (const char* component : {"Pollution", "PopChar"}) {
        double greatest = 0;
        for (const double value : ours.at(component).values)
            greatest = std::isnan(value) ? greatest : std::max(greatest, value);
        EXPECT_DOUBLE_EQ(greatest, 10) << component;
    }
    for (std::size_t row = 0; row < result.rows(); ++row) {
        const double product = ours.at("Pollution").values[row] * ours.at("PopChar").values[row];
        if (std::isnan(product))
            EXPECT_TRUE(std::isnan(result.score[row]));
        else
            EXPECT_DOUBLE_EQ(result.score[row], product);
    }
}

} // namespace
} // namespace tractwise::test
