// SPDX-License-Identifier: Apache-2.0
// OECD/JRC composite indicators: every normalizer and mean against COINr 1.1.14 on its ASEM data
// (51 countries).
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/index/coherence.hpp"
#include "engine/index/normalize.hpp"
#include "engine/index/outliers.hpp"
#include "engine/index/principal.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

namespace tractwise::test {
namespace {

struct Node {
    int level;
    std::string code, parent;
    bool turned;
};

std::vector<Node> tree() {
    const auto meta = read_published("truth/coinr/asem_imeta.csv");
    std::vector<Node> nodes;
    for (std::size_t row = 0; row < meta.rows(); ++row) {
        const auto text = [&](const char* name) {
            return std::string(meta.cell(row, meta.require(name)));
        };
        if (text("Level") != "NA")
            nodes.push_back({std::stoi(text("Level")), text("iCode"), text("Parent"),
                             text("Direction") == "-1"});
    }
    return nodes;
}

double relative(double a, double b) {
    return std::abs(a - b) / std::max(1.0, std::abs(b));
}

// COINr's own data differ in the last binary digit in three cells that the CSV prints as equal
// (TolMin 5.1 and 3.4): ranks tell such values apart, and from the file they are ties.
bool printed_as_a_tie(const std::string& code, const std::string& unit) {
    return code == "TolMin" && (unit == "BGR" || unit == "CZE" || unit == "NOR");
}

void expect_normalized(const std::string& file, const index::Normalizer& how, bool ranks = false) {
    const auto input = numeric_table(read_published("truth/coinr/asem_idata.csv"), "uCode");
    const auto expected = numeric_table(read_published("truth/coinr/" + file), "uCode");
    std::size_t cells = 0;
    double largest = 0;
    for (const Node& node : tree()) {
        if (node.level != 1)
            continue;
        const auto ours = index::normalize(how, input[node.code].values,
                                           node.turned ? index::Turn::Before : index::Turn::None);
        for (std::size_t row = 0; row < input.rows(); ++row, ++cells) {
            const double theirs = expected[node.code].values[*expected.find_row(input.ids()[row])];
            ASSERT_EQ(std::isnan(ours[row]), std::isnan(theirs)) << node.code;
            if (!std::isnan(theirs) && !(ranks && printed_as_a_tie(node.code, input.ids()[row])))
                largest = std::max(largest, relative(ours[row], theirs));
        }
    }
    std::cout << fmt::format(
        "[ compared ] coinr {}: {} cells, largest relative difference {:.3g}\n", file, cells,
        largest);
    EXPECT_EQ(cells, 49U * 51U);
    EXPECT_LE(largest, 1e-10);
}

TEST(Coinr, MinMax) {
    TRACTWISE_NEEDS("truth/coinr/norm_minmax.csv");
    expect_normalized("norm_minmax.csv", {.method = index::Normalization::MinMax, .upper = 100});
    expect_normalized("coin_norm_minmax_1_100.csv",
                      {.method = index::Normalization::MinMax, .lower = 1, .upper = 100});
}
TEST(Coinr, ZScore) {
    TRACTWISE_NEEDS("truth/coinr/norm_zscore.csv");
    expect_normalized("norm_zscore.csv", {.method = index::Normalization::ZScore});
}
TEST(Coinr, RankAndBorda) {
    TRACTWISE_NEEDS("truth/coinr/norm_rank.csv");
    expect_normalized("norm_rank.csv", {.method = index::Normalization::Rank}, true);
    expect_normalized("norm_borda.csv", {.method = index::Normalization::Borda}, true);
}
TEST(Coinr, PercentRank) {
    TRACTWISE_NEEDS("truth/coinr/norm_prank.csv");
    expect_normalized("norm_prank.csv", {.method = index::Normalization::PercentRank}, true);
}
TEST(Coinr, DistanceToMax) {
    TRACTWISE_NEEDS("truth/coinr/norm_dist2max.csv");
    expect_normalized("norm_dist2max.csv", {.method = index::Normalization::DistanceToMax});
}

/// Index > sub-index > pillar > indicator, all weights 1, from raw data.
index::IndexRecipe asem_recipe(index::Aggregation method) {
    index::IndexRecipe recipe;
    recipe.id = "asem";
    recipe.overall.name = "Index";
    const auto nodes = tree();
    const auto domain = [&](const Node& node) {
        index::Domain d;
        d.name = d.output = node.code;
        d.aggregation = method;
        d.presence = {index::Presence::Rule::AtLeast, 1}; // COINr averages whatever is there
        return d;
    };
    recipe.overall = domain({4, "Index", "", false});
    for (const Node& sub : nodes) {
        if (sub.level != 3)
            continue;
        index::Domain sub_index = domain(sub);
        for (const Node& pillar : nodes) {
            if (pillar.level != 2 || pillar.parent != sub.code)
                continue;
            index::Domain group = domain(pillar);
            for (const Node& leaf : nodes)
                if (leaf.level == 1 && leaf.parent == pillar.code)
                    group.indicators.push_back(
                        {.column = leaf.code,
                         .name = leaf.code,
                         .direction = leaf.turned ? tract::Direction::HigherIsBetter
                                                  : tract::Direction::HigherIsWorse,
                         .normalizer = {
                             .method = index::Normalization::MinMax, .lower = 1, .upper = 100}});
            sub_index.domains.push_back(group);
        }
        recipe.overall.domains.push_back(sub_index);
    }
    return recipe;
}

void expect_aggregated(const std::string& file, index::Aggregation method) {
    const auto input = numeric_table(read_published("truth/coinr/asem_idata.csv"), "uCode");
    const auto expected = numeric_table(read_published("truth/coinr/" + file), "uCode");
    Diagnostics findings;
    const auto result = index::evaluate(asem_recipe(method), input, findings);
    std::size_t cells = 0;
    double largest = 0;
    for (const auto& [name, column] : columns_by_name(result))
        for (std::size_t row = 0; row < input.rows(); ++row, ++cells)
            largest = std::max(
                largest, relative(column.values[row],
                                  expected[name].values[*expected.find_row(input.ids()[row])]));
    for (std::size_t row = 0; row < input.rows(); ++row)
        EXPECT_EQ(result.rank[row], expected["Rank"].values[*expected.find_row(input.ids()[row])]);
    std::cout << fmt::format("[ compared ] coinr {}: {} cells and 51 ranks, largest relative "
                             "difference {:.3g}\n",
                             file, cells, largest);
    EXPECT_EQ(cells, 11U * 51U);
    EXPECT_LE(largest, 1e-10);
}

TEST(Coinr, ArithmeticMeans) {
    TRACTWISE_NEEDS("truth/coinr/agg_amean.csv");
    expect_aggregated("agg_amean.csv", index::Aggregation::Mean);
}
TEST(Coinr, GeometricMeans) {
    TRACTWISE_NEEDS("truth/coinr/agg_gmean.csv");
    expect_aggregated("agg_gmean.csv", index::Aggregation::GeometricMean);
}
TEST(Coinr, HarmonicMeans) {
    TRACTWISE_NEEDS("truth/coinr/agg_hmean.csv");
    expect_aggregated("agg_hmean.csv", index::Aggregation::HarmonicMean);
}

TEST(Coinr, PowerMeansOfPillars) {
    TRACTWISE_NEEDS("truth/coinr/pillar_genmean_copeland.csv");
    const auto input =
        numeric_table(read_published("truth/coinr/pillar_scores_amean.csv"), "uCode");
    const auto expected =
        numeric_table(read_published("truth/coinr/pillar_genmean_copeland.csv"), "uCode");
    for (const auto& [name, power] :
         {std::pair{"genmean_pm1", -1.0}, {"genmean_p05", 0.5}, {"genmean_p2", 2.0}}) {
        index::IndexRecipe recipe;
        recipe.id = name;
        recipe.overall.name = name;
        recipe.overall.aggregation = index::Aggregation::PowerMean;
        recipe.overall.power = power;
        for (const auto& column : input.columns())
            recipe.overall.indicators.push_back(
                {.column = column->info.name,
                 .name = column->info.name,
                 .normalizer = {.method = index::Normalization::None}});
        Diagnostics findings;
        const auto result = index::evaluate(recipe, input, findings);
        for (std::size_t row = 0; row < input.rows(); ++row)
            EXPECT_LE(relative(result.score[row],
                               expected[name].values[*expected.find_row(input.ids()[row])]),
                      1e-10);
    }
}

/// Indicators below a pillar or a sub-index, normalized to 1..100 as COINr did.
std::vector<std::vector<double>> leaves_below(const std::string& above) {
    const auto input = numeric_table(read_published("truth/coinr/asem_idata.csv"), "uCode");
    const auto nodes = tree();
    const auto parent_of = [&](const std::string& code) {
        for (const Node& node : nodes)
            if (node.code == code)
                return node.parent;
        return std::string();
    };
    std::vector<std::vector<double>> columns;
    for (const Node& node : nodes)
        if (node.level == 1 &&
            (above == "all" || node.parent == above || parent_of(node.parent) == above))
            columns.push_back(index::normalize(
                {.method = index::Normalization::MinMax, .lower = 1, .upper = 100},
                input[node.code].values, node.turned ? index::Turn::Before : index::Turn::None));
    return columns;
}

std::vector<std::vector<double>> pillars() {
    const auto scores =
        numeric_table(read_published("truth/coinr/pillar_scores_amean.csv"), "uCode");
    std::vector<std::vector<double>> columns;
    for (const char* name :
         {"Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"})
        columns.push_back(scores[name].values);
    return columns;
}

std::vector<std::span<const double>> spans(const std::vector<std::vector<double>>& columns) {
    return {columns.begin(), columns.end()};
}

TEST(Coinr, CronbachsAlpha) {
    TRACTWISE_NEEDS("truth/coinr/cronbach.csv");
    const auto expected = read_published("truth/coinr/cronbach.csv");
    double largest = 0;
    for (std::size_t row = 0; row < expected.rows(); ++row) {
        std::string group(expected.cell(row, 0));
        const double theirs = std::stod(std::string(expected.cell(row, 1)));
        if (group.ends_with("_L1"))
            group.resize(group.size() - 3);
        const auto columns = group == "pillars" ? pillars() : leaves_below(group);
        const double ours = index::cronbach_alpha(spans(columns));
        EXPECT_NEAR(ours, theirs, 1e-10) << group;
        largest = std::max(largest, relative(ours, theirs));
    }
    EXPECT_EQ(expected.rows(), 12U);
    std::cout << fmt::format(
        "[ compared ] coinr cronbach.csv: 12 groups, largest relative difference {:.3g}\n",
        largest);
}

TEST(Coinr, PrincipalComponentsOfPillars) {
    TRACTWISE_NEEDS("truth/coinr/pca_pillars_eigen.csv");
    const auto columns = pillars();
    const index::Symmetric matrix = index::correlations(spans(columns));
    const auto theirs =
        numeric_table(read_published("truth/coinr/corr_pillars_pearson.csv"), "Var");
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t j = 0; j < 8; ++j)
            EXPECT_NEAR(matrix(i, j), theirs[theirs.ids()[j]].values[i], 1e-12);
    const index::Eigen e = index::eigen(matrix);
    const auto values = numeric_table(read_published("truth/coinr/pca_pillars_eigen.csv"), "PC");
    const auto rotation =
        numeric_table(read_published("truth/coinr/pca_pillars_rotation.csv"), "pillar");
    for (std::size_t k = 0; k < 8; ++k) {
        EXPECT_NEAR(e.values[k], values["eigen"].values[k], 1e-12);
        const auto& vector = rotation[values.ids()[k]].values;
        const double sign = e.vectors[k][0] * vector[0] < 0 ? -1 : 1; // nobody's
        for (std::size_t i = 0; i < 8; ++i)
            EXPECT_NEAR(e.vectors[k][i], sign * vector[i], 1e-11) << k << " " << i;
    }
}

TEST(Coinr, SkewnessAndKurtosis) {
    TRACTWISE_NEEDS("truth/coinr/stats.csv");
    const auto input = numeric_table(read_published("truth/coinr/asem_idata.csv"), "uCode");
    const auto expected = read_published("truth/coinr/stats.csv");
    for (std::size_t row = 0; row < expected.rows(); ++row) {
        const auto text = [&](const char* name) {
            return std::string(expected.cell(row, expected.require(name)));
        };
        const index::Shape shape = index::shape_of(input[text("iCode")].values);
        EXPECT_NEAR(shape.skewness, std::stod(text("Skew")), 1e-11) << text("iCode");
        EXPECT_NEAR(shape.kurtosis, std::stod(text("Kurt")), 1e-11) << text("iCode");
        EXPECT_EQ(index::outlying(shape, {}), text("Flag.SkewKurt") == "OUT") << text("iCode");
    }
    EXPECT_EQ(expected.rows(), 49U);
}

TEST(Coinr, OutliersTreated) {
    TRACTWISE_NEEDS("truth/coinr/treated_winsorise5_logCT.csv");
    const auto input = numeric_table(read_published("truth/coinr/asem_idata.csv"), "uCode");
    const auto expected =
        numeric_table(read_published("truth/coinr/treated_winsorise5_logCT.csv"), "uCode");
    const auto details = read_published("truth/coinr/treated_details.csv");
    std::size_t cells = 0, treated = 0;
    for (std::size_t row = 0; row < details.rows(); ++row) {
        const std::string code(details.cell(row, details.require("iCode")));
        const std::string winsorized(details.cell(row, details.require("winsorise.nwin")));
        const index::Treated ours = index::treat_outliers(input[code].values, {});
        EXPECT_EQ(ours.winsorized, winsorized == "NA" ? 0U : std::stoul(winsorized)) << code;
        EXPECT_TRUE(ours.passes && !ours.transformed) << code;
        treated += ours.winsorized > 0;
        for (std::size_t unit = 0; unit < input.rows(); ++unit, ++cells) {
            const double theirs = expected[code].values[*expected.find_row(input.ids()[unit])];
            ASSERT_EQ(std::isnan(ours.values[unit]), std::isnan(theirs)) << code;
            if (!std::isnan(theirs)) {
                EXPECT_LE(relative(ours.values[unit], theirs), 1e-12)
                    << code << " " << input.ids()[unit];
            }
        }
    }
    std::cout << fmt::format(
        "[ compared ] coinr treated: {} cells of {} indicators, {} of them winsorized\n", cells,
        details.rows(), treated);
    EXPECT_EQ(cells, 49U * 51U);
    EXPECT_EQ(treated, 18U);
}

} // namespace
} // namespace tractwise::test
