// SPDX-License-Identifier: Apache-2.0
#include "engine/report/cluster_choice.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <vector>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

const std::vector<std::string> kMapMethods = {"moran", "geary", "gi", "gistar"};
const std::vector<std::string> kCorrections = {"none", "fdr", "bonferroni"};
const std::vector<std::string> kSides = {"folded", "both"};

void check_weights(const ConfigTable& table, const std::string& weights) {
    using Kind = spatial::WeightsChoice::Kind;
    try {
        const Kind kind = spatial::WeightsChoice::parse(weights).kind;
        if (kind == Kind::Queen || kind == Kind::Rook || kind == Kind::Nearest ||
            kind == Kind::Band)
            return;
    } catch (const Error& error) {
        table.fail("weights", error.message(), error.hint());
    }
    table.fail("weights", fmt::format("a map of clusters has no neighbors \"{}\"", weights),
               "queen, rook, knn:8 or band:5000");
}

template <typename Enum>
const std::string& word(const std::vector<std::string>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

} // namespace

ClusterQuestion ClusterChoice::question(const std::string& column) const {
    return {.column = column,
            .weights = spatial::WeightsChoice::parse(weights),
            .method = method,
            .draws = draws,
            .seed = seed,
            .significance = significance};
}

ClusterChoice ClusterChoice::parse(const ConfigTable& table) {
    table.allow({"shown", "method", "weights", "draws", "seed", "alpha", "correction", "sides"});
    ClusterChoice choice;
    choice.shown = table.flag("shown", choice.shown);
    choice.method = cluster_method(kMapMethods[table.choice("method", kMapMethods, 0)]);
    choice.weights = table.text("weights", choice.weights);
    check_weights(table, choice.weights);
    const int draws = table.integer("draws", static_cast<int>(choice.draws));
    if (draws < 1 || draws > static_cast<int>(kMostDraws))
        table.fail("draws", fmt::format("draws are 1 to {}, not {}", kMostDraws, draws),
                   "999 is usual; 9999 is surer and quick");
    choice.draws = static_cast<std::size_t>(draws);
    const int seed = table.integer("seed", static_cast<int>(choice.seed));
    if (seed < 0)
        table.fail("seed", "a seed is a whole number from 0 on");
    choice.seed = static_cast<std::uint64_t>(seed);
    choice.significance.alpha = table.number("alpha", choice.significance.alpha);
    if (!(choice.significance.alpha > 0 && choice.significance.alpha < 1))
        table.fail("alpha", "alpha lies between 0 and 1", "0.05 is usual, 0.01 stricter");
    const auto place = [](auto value) { return static_cast<std::size_t>(value); };
    choice.significance.correction = static_cast<spatial::Correction>(
        table.choice("correction", kCorrections, place(choice.significance.correction)));
    choice.significance.sides = static_cast<spatial::Sides>(
        table.choice("sides", kSides, place(choice.significance.sides)));
    return choice;
}

std::string ClusterChoice::to_toml(std::string_view header) const {
    const ClusterChoice usual;
    if (*this == usual)
        return {};
    std::string text = fmt::format("[{}]\n", header);
    const auto add = [&](const char* key, const std::string& value, bool differs) {
        if (differs)
            text += fmt::format("{} = {}\n", key, value);
    };
    add("shown", shown ? "true" : "false", shown != usual.shown);
    add("method", toml_quote(name_of_method(method)), method != usual.method);
    add("weights", toml_quote(weights), weights != usual.weights);
    add("draws", std::to_string(draws), draws != usual.draws);
    add("seed", std::to_string(seed), seed != usual.seed);
    add("alpha", format_number(significance.alpha), significance.alpha != usual.significance.alpha);
    add("correction", toml_quote(word(kCorrections, significance.correction)),
        significance.correction != usual.significance.correction);
    add("sides", toml_quote(word(kSides, significance.sides)),
        significance.sides != usual.significance.sides);
    return text;
}

std::string ClusterChoice::options() const {
    return fmt::format(
        "--method {} --weights {} --draws {} --seed {} --alpha {} --correction {} --sides {}",
        name_of_method(method), weights, draws, seed, format_number(significance.alpha),
        word(kCorrections, significance.correction), word(kSides, significance.sides));
}

} // namespace tractwise::report
