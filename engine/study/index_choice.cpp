// SPDX-License-Identifier: Apache-2.0
#include "engine/study/index_choice.hpp"

#include "engine/core/toml_text.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

const std::vector<std::string> kReferences = {"all", "state", "county"};
const std::vector<tract::Direction> kDirections = {tract::Direction::HigherIsWorse,
                                                   tract::Direction::HigherIsBetter};

/// The values of a table [index.KEY], each one of `choices` by name_of().
template <typename Value>
std::map<std::string, Value> parse_values(const ConfigTable& table,
                                          const std::vector<Value>& choices) {
    std::vector<std::string> names;
    for (const Value choice : choices)
        names.emplace_back(name_of(choice));
    std::map<std::string, Value> values;
    for (const std::string& key : table.keys())
        values.emplace(key, choices[table.choice(key, names, 0)]);
    return values;
}

template <typename Value>
void write_values(TomlText& text, const char* header, const std::map<std::string, Value>& values) {
    if (values.empty())
        return;
    text.header(header);
    for (const auto& [name, value] : values)
        text.raw(fmt::format("{} = {}\n", toml_key(name), toml_quote(name_of(value))));
}

/// A domain or an indicator of a recipe by its name.
struct Part {
    index::Domain* domain = nullptr;
    index::Indicator* indicator = nullptr;
};

Part find_part(index::Domain& domain, std::string_view name) {
    for (index::Domain& inner : domain.domains) {
        if (inner.name == name)
            return {.domain = &inner};
        if (const Part found = find_part(inner, name); found.domain || found.indicator)
            return found;
    }
    for (index::Indicator& indicator : domain.indicators)
        if (indicator.name == name)
            return {.indicator = &indicator};
    return {};
}

void collect_names(const index::Domain& domain, std::vector<std::string>& domains,
                   std::vector<std::string>& indicators) {
    for (const index::Domain& inner : domain.domains) {
        domains.push_back(inner.name);
        collect_names(inner, domains, indicators);
    }
    for (const index::Indicator& indicator : domain.indicators)
        indicators.push_back(indicator.name);
}

std::optional<index::UncertaintyChoice> parse_uncertainty(const ConfigTable& table) {
    const char* const key = "uncertainty";
    if (!table.has(key))
        return std::nullopt;
    index::UncertaintyChoice choice;
    if (!table.is_table(key)) {
        if (!table.flag(key, false))
            return std::nullopt;
        return choice;
    }
    const ConfigTable numbers = table.table(key);
    numbers.allow({"draws", "seed"});
    const auto whole = [&](const char* name, double usual, double least, double most) {
        const double number = numbers.number(name, usual);
        if (number != std::floor(number) || number < least || number > most)
            numbers.fail(name, fmt::format("\"{}\" is a whole number from {} to {}", name,
                                           format_count(least), format_count(most)));
        return number;
    };
    choice.draws = static_cast<std::size_t>(
        whole("draws", static_cast<double>(choice.draws), index::kFewestDraws, index::kMostDraws));
    choice.seed = static_cast<std::uint64_t>(whole("seed", 1, 0, 9e15));
    return choice;
}

} // namespace

IndexChoice IndexChoice::parse(const ConfigTable& table) {
    table.allow({"recipe", "enable", "disable", "weights", "direction", "normalise", "aggregate",
                 "reference", "covered_only", "own", "uncertainty"});
    IndexChoice choice;
    choice.declared = table;
    choice.recipe = table.text("recipe", "risk");
    choice.enable = table.texts("enable");
    choice.disable = table.texts("disable");
    const ConfigTable weights = table.table("weights");
    for (const std::string& name : weights.keys()) {
        choice.weights[name] = weights.number(name);
        if (choice.weights[name] < 0)
            weights.fail(name, "a weight may not be negative",
                         "turn the indicator's direction instead");
    }
    choice.direction = parse_values(table.table("direction"), kDirections);
    choice.normalize = parse_values(table.table("normalise"), exchangeable_normalizations());
    choice.aggregate = parse_values(table.table("aggregate"), exchangeable_aggregations());
    if (table.has("reference"))
        choice.reference = static_cast<index::Reference>(table.choice("reference", kReferences, 0));
    choice.covered_only = table.flag("covered_only", false);
    choice.own = table.texts("own");
    choice.uncertainty = parse_uncertainty(table);
    return choice;
}

std::string IndexChoice::to_toml() const {
    TomlText text;
    text.header("index");
    text.text("recipe", recipe);
    text.list("enable", enable);
    text.list("disable", disable);
    if (reference)
        text.text("reference", kReferences[static_cast<std::size_t>(*reference)]);
    text.list("own", own);
    if (covered_only)
        text.raw("covered_only = true\n");
    if (uncertainty)
        text.raw(fmt::format("uncertainty = {{ draws = {}, seed = {} }}\n", uncertainty->draws,
                             uncertainty->seed));
    if (!weights.empty()) {
        text.header("index.weights");
        for (const auto& [name, weight] : weights)
            text.raw(fmt::format("{} = {}\n", toml_key(name), format_number(weight)));
    }
    write_values(text, "index.direction", direction);
    write_values(text, "index.normalise", normalize);
    write_values(text, "index.aggregate", aggregate);
    return text.take();
}

const std::vector<index::Normalization>& exchangeable_normalizations() {
    static const std::vector<index::Normalization> methods = {
        index::Normalization::PercentRank,   index::Normalization::PercentPositive,
        index::Normalization::PercentMax,    index::Normalization::PercentFloor,
        index::Normalization::MinMax,        index::Normalization::ZScore,
        index::Normalization::Rank,          index::Normalization::Borda,
        index::Normalization::DistanceToMax, index::Normalization::None};
    return methods;
}

const std::vector<index::Aggregation>& exchangeable_aggregations() {
    static const std::vector<index::Aggregation> methods = {
        index::Aggregation::Mean,          index::Aggregation::Sum,
        index::Aggregation::GeometricMean, index::Aggregation::HarmonicMean,
        index::Aggregation::Product,       index::Aggregation::Maximum};
    return methods;
}

namespace {

/// A domain of the study's own columns: the mean of their percentile ranks.
index::Domain own_domain(const IndexChoice& choice, std::span<const layer::OwnColumn> columns) {
    index::Domain own;
    own.name = "own";
    own.label = "Columns of the study's own";
    own.label_es = "Columnas propias del estudio";
    own.aggregation = index::Aggregation::Mean;
    own.presence.rule = index::Presence::Rule::Half;
    for (const std::string& name : choice.own) {
        const auto declared = std::find_if(columns.begin(), columns.end(),
                                           [&](const auto& column) { return column.name == name; });
        index::Indicator indicator;
        indicator.column = indicator.name = name;
        indicator.label = name;
        if (declared != columns.end()) {
            indicator.label = declared->info().label;
            indicator.label_es = declared->label_es;
            if (declared->direction == tract::Direction::HigherIsBetter)
                indicator.direction = tract::Direction::HigherIsBetter;
        }
        own.indicators.push_back(std::move(indicator));
    }
    return own;
}

} // namespace

index::IndexRecipe with_own(const IndexChoice& choice, index::IndexRecipe recipe,
                            std::span<const layer::OwnColumn> columns) {
    const auto is_own = [](const index::Domain& domain) { return domain.name == "own"; };
    const std::vector<index::Domain>& domains = recipe.overall.domains;
    if (!choice.own.empty() && std::none_of(domains.begin(), domains.end(), is_own))
        recipe.overall.domains.push_back(own_domain(choice, columns));
    return recipe;
}

index::IndexRecipe apply(const IndexChoice& choice, index::IndexRecipe recipe,
                         std::span<const layer::OwnColumn> columns) {
    recipe = with_own(choice, std::move(recipe), columns);
    std::vector<std::string> domains, indicators;
    collect_names(recipe.overall, domains, indicators);
    const auto fail = [&](const ConfigTable& where, std::string_view key, const char* what,
                          const std::string& name, const std::vector<std::string>& known) {
        where.fail(key, fmt::format("recipe \"{}\" has no {} \"{}\"", recipe.id, what, name),
                   suggestion(name, known));
    };
    std::vector<std::string> both = domains;
    both.insert(both.end(), indicators.begin(), indicators.end());
    const auto part = [&](const ConfigTable& where, std::string_view key, const std::string& name) {
        const Part found = find_part(recipe.overall, name);
        if (!found.domain && !found.indicator)
            fail(where, key, "domain or indicator", name, both);
        return found;
    };
    const auto switch_to = [&](const char* key, const std::vector<std::string>& names, bool on) {
        for (const std::string& name : names) {
            const Part found = part(choice.declared, key, name);
            (found.domain ? found.domain->enabled : found.indicator->enabled) = on;
        }
    };
    switch_to("enable", choice.enable, true);
    switch_to("disable", choice.disable, false);
    for (const auto& [name, weight] : choice.weights) {
        const Part found = part(choice.declared.table("weights"), name, name);
        (found.domain ? found.domain->weight : found.indicator->weight) = weight;
    }
    const auto indicator = [&](const char* table, const std::string& name) -> index::Indicator& {
        const Part found = find_part(recipe.overall, name);
        if (!found.indicator)
            fail(choice.declared.table(table), name, "indicator", name, indicators);
        return *found.indicator;
    };
    for (const auto& [name, direction] : choice.direction)
        indicator("direction", name).direction = direction;
    for (const auto& [name, method] : choice.normalize)
        indicator("normalise", name).normalizer.method = method;
    for (const auto& [name, method] : choice.aggregate) {
        const Part found =
            name == "overall" ? Part{.domain = &recipe.overall} : find_part(recipe.overall, name);
        if (!found.domain)
            fail(choice.declared.table("aggregate"), name, "domain", name, domains);
        found.domain->aggregation = method;
    }
    if (choice.reference)
        recipe.reference = *choice.reference;
    index::validate(recipe);
    return recipe;
}

} // namespace tractwise::study
