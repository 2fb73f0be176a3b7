// SPDX-License-Identifier: Apache-2.0
// CalEnviroScreen recomputed from its raw indicators and compared with the percentiles and scores
// that OEHHA published.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <map>

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
    const auto ours = columns_by_name(index::evaluate(shipped_recipe("ces2"), input, findings));

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
    const auto ours = columns_by_name(index::evaluate(shipped_recipe("ces3"), input, findings));
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
    const auto result = index::evaluate(shipped_recipe("ces3"), input, findings);
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

// One tract of OEHHA's final file (calenviroscreen50_070126.csv, tract 6001400100 in Berkeley): its 23
// percentiles and what OEHHA made of them. The whole file is not at hand; which indicator belongs to
// which group, the half weight of effects and averaging by group follow from this row alone.
TEST(CalEnviroScreen5, GroupsAndWeightsOfOneTractEqualThePublishedOnes) {
    const std::map<std::string, double> percentiles = {
        {"ozoneP", 5.71052053591039},    {"pmP", 12.8706347463211},
        {"dieselP", 66.5604045289656},   {"pestP", 0},
        {"RSEIhazP", 55.1096902215853},  {"trafficP", 60.3495657909201},
        {"drinkP", 3.57260635374299},    {"leadP", 16.0825199645075},
        {"cleanupsP", 11.4164904862579}, {"gwthreatsP", 42.1068075117371},
        {"hazP", 94.3125734430082},      {"iwbP", 28.5067084857989},
        {"swisP", 19.6480406386067},     {"SmATSP", 31.0170633138752},
        {"asthmaP", 10.415518571586},    {"lbwP", 76.10559566787},
        {"cvdP", 4.83480176211454},      {"diabetesP", 27.8280044101433},
        {"eduP", 2.35984666986104},      {"lingP", 0},
        {"povP", 6.02809423736312},      {"unempP", 25.7870730893314},
        {"housingBP", 8.3370288248337}};
    tract::TractTable table({"06001400100"});
    for (const auto& [name, value] : percentiles) {
        tract::Column column;
        column.info.name = name;
        column.values = {value};
        table.add(std::move(column));
    }
    // The recipe on percentiles that are there already; the largest tract is elsewhere.
    index::IndexRecipe recipe = shipped_recipe("ces5");
    std::size_t indicators = 0;
    for (index::Domain& component : recipe.overall.domains) {
        component.scale_to_max.reset();
        for (index::Domain& group : component.domains)
            for (index::Indicator& indicator : group.indicators) {
                indicator.column = indicator.output;
                indicator.output.clear();
                indicator.normalizer = index::Normalizer{.method = index::Normalization::None};
                ++indicators;
            }
    }
    EXPECT_EQ(indicators, 23U);
    Diagnostics findings;
    const auto ours = columns_by_name(index::evaluate(recipe, table, findings));
    EXPECT_NEAR(ours.at("PollutionS").values[0], 30.9661998384563, 1e-12);
    EXPECT_NEAR(ours.at("PopCharSco").values[0], 19.1491943336032, 1e-12);
    // Scaled, 3.75832701931293 and 1.98014233624081: their product is the published score.
    EXPECT_NEAR(3.75832701931293 * 1.98014233624081, 7.44202244437926, 1e-12);
}

// The rules that versions 4.0 and 5.0 share, by hand on made up tracts.
TEST(CalEnviroScreen4And5, PercentilesZerosMissingAndTheProductByHand) {
    for (const char* id : {"ces4", "ces5"}) {
        const index::IndexRecipe recipe = shipped_recipe(id);
        tract::TractTable table({"06001000100", "06001000200", "06001000300", "06001000400"});
        const double missing = std::numeric_limits<double>::quiet_NaN();
        for (const std::string& name : index::required_columns(recipe)) {
            tract::Column column;
            column.info.name = name;
            column.values = {1, 2, 4, 8};
            if (name == "pest")
                column.values = {0, 3, 3, 5}; // of three above 0: 2/3, 2/3, 3/3
            // Four of the population's indicators missing in tract 1, five in tract 2.
            if (name == "pov" || name == "unemp" || name == "ling" || name == "edu")
                column.values[0] = column.values[1] = missing;
            if (name == "housingB")
                column.values[1] = missing;
            table.add(std::move(column));
        }
        Diagnostics findings;
        const auto ours = columns_by_name(index::evaluate(recipe, table, findings));
        EXPECT_EQ(ours.at("pestP").values[0], 0) << id << ": a zero has percentile 0";
        EXPECT_DOUBLE_EQ(ours.at("pestP").values[1], 200.0 / 3) << "ties share the highest rank";
        EXPECT_DOUBLE_EQ(ours.at("pmP").values[0], 25);
        // Tract 4 is the highest in everything: both components are 10.
        EXPECT_DOUBLE_EQ(ours.at("CIscore").values[3], 100);
        EXPECT_DOUBLE_EQ(ours.at("CIscoreP").values[3], 100);
        // Tract 1: seven exposures at 25 and one at 0, effects at 25, over 1.5.
        EXPECT_NEAR(ours.at("PollutionS").values[0], (7 * 25.0 / 8 + 0.5 * 25) / 1.5 / 10, 1e-12);
        EXPECT_FALSE(std::isnan(ours.at("CIscore").values[0])) << id << ": four may be missing";
        EXPECT_TRUE(std::isnan(ours.at("CIscore").values[1])) << id << ": five may not";
        EXPECT_FALSE(std::isnan(ours.at("PollutionS").values[1]));
    }
}

} // namespace
} // namespace tractwise::test
