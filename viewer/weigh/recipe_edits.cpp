// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/recipe_edits.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

const index::Domain* domain_below(const index::Domain& domain, std::string_view name) {
    for (const index::Domain& inner : domain.domains) {
        if (inner.name == name)
            return &inner;
        if (const index::Domain* found = domain_below(inner, name))
            return found;
    }
    return nullptr;
}

const index::Indicator* indicator_below(const index::Domain& domain, std::string_view name) {
    for (const index::Indicator& indicator : domain.indicators)
        if (indicator.name == name)
            return &indicator;
    for (const index::Domain& inner : domain.domains)
        if (const index::Indicator* found = indicator_below(inner, name))
            return found;
    return nullptr;
}

/// The value under a name, or no key where it is what the recipe has anyway.
template <typename Value>
void put(std::map<std::string, Value>& values, const std::string& name, const Value& value,
         const std::optional<Value>& own) {
    if (own && *own == value)
        values.erase(name);
    else
        values[name] = value;
}

void remove(std::vector<std::string>& names, const std::string& name) {
    std::erase(names, name);
}

bool weights_are_shares(index::Aggregation method) {
    return method != index::Aggregation::Product && method != index::Aggregation::Maximum &&
           method != index::Aggregation::PrincipalComponent;
}

void add_shares(const index::Domain& domain, double above, std::map<std::string, double>& shares) {
    if (!weights_are_shares(domain.aggregation))
        return;
    double weights = 0;
    const auto each = [&](auto what) {
        for (const index::Indicator& indicator : domain.indicators)
            if (indicator.enabled)
                what(indicator);
        for (const index::Domain& inner : domain.domains)
            if (inner.enabled)
                what(inner);
    };
    each([&](const auto& part) { weights += part.weight; });
    if (weights > 0)
        each([&](const auto& part) { shares[part.name] = above * part.weight / weights; });
    for (const index::Domain& inner : domain.domains)
        if (inner.enabled && weights > 0)
            add_shares(inner, above * inner.weight / weights, shares);
}

/// True where an enabled domain has nothing left that counts.
bool weighs_nothing(const index::Domain& domain) {
    if (!domain.enabled)
        return false;
    double weights = 0;
    for (const index::Indicator& indicator : domain.indicators)
        weights += indicator.enabled ? indicator.weight : 0;
    for (const index::Domain& inner : domain.domains)
        weights += inner.enabled ? inner.weight : 0;
    return weights == 0 ||
           std::any_of(domain.domains.begin(), domain.domains.end(), weighs_nothing);
}

/// The recipe with the choice's switches and weights, unchecked.
void apply_switches(const study::IndexChoice& choice, index::Domain& domain) {
    const auto apply_to = [&](auto& part) {
        const auto in = [&](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), part.name) != names.end();
        };
        part.enabled = (part.enabled || in(choice.enable)) && !in(choice.disable);
        if (const auto weight = choice.weights.find(part.name); weight != choice.weights.end())
            part.weight = weight->second;
    };
    for (index::Indicator& indicator : domain.indicators)
        apply_to(indicator);
    for (index::Domain& inner : domain.domains) {
        apply_to(inner);
        apply_switches(choice, inner);
    }
}

} // namespace

const index::Domain* find_domain(const index::IndexRecipe& recipe, std::string_view name) {
    return name == "overall" ? &recipe.overall : domain_below(recipe.overall, name);
}

const index::Indicator* find_indicator(const index::IndexRecipe& recipe, std::string_view name) {
    return indicator_below(recipe.overall, name);
}

void set_weight(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                const std::string& name, double weight) {
    std::optional<double> own;
    if (const index::Domain* domain = find_domain(recipe, name))
        own = domain->weight;
    else if (const index::Indicator* indicator = find_indicator(recipe, name))
        own = indicator->weight;
    put(choice.weights, name, weight, own);
}

void set_enabled(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                 const std::string& name, bool on) {
    remove(choice.enable, name);
    remove(choice.disable, name);
    bool own = !on;
    if (const index::Domain* domain = find_domain(recipe, name))
        own = domain->enabled;
    else if (const index::Indicator* indicator = find_indicator(recipe, name))
        own = indicator->enabled;
    if (own != on)
        (on ? choice.enable : choice.disable).push_back(name);
}

void set_direction(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                   const std::string& name, tract::Direction direction) {
    const index::Indicator* indicator = find_indicator(recipe, name);
    put(choice.direction, name, direction,
        indicator == nullptr ? std::nullopt : std::optional(indicator->direction));
}

void set_normalization(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                       const std::string& name, index::Normalization method) {
    const index::Indicator* indicator = find_indicator(recipe, name);
    put(choice.normalize, name, method,
        indicator == nullptr ? std::nullopt : std::optional(indicator->normalizer.method));
}

void set_aggregation(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                     const std::string& name, index::Aggregation method) {
    const index::Domain* domain = find_domain(recipe, name);
    put(choice.aggregate, name, method,
        domain == nullptr ? std::nullopt : std::optional(domain->aggregation));
}

void set_reference(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                   index::Reference reference) {
    choice.reference =
        reference == recipe.reference ? std::nullopt : std::optional<index::Reference>(reference);
}

void reset_part(study::IndexChoice& choice, const std::string& name) {
    remove(choice.enable, name);
    remove(choice.disable, name);
    choice.weights.erase(name);
    choice.direction.erase(name);
    choice.normalize.erase(name);
    choice.aggregate.erase(name);
}

bool is_changed(const study::IndexChoice& choice, std::string_view name) {
    const std::string key(name);
    const auto listed = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), key) != names.end();
    };
    return listed(choice.enable) || listed(choice.disable) || choice.weights.contains(key) ||
           choice.direction.contains(key) || choice.normalize.contains(key) ||
           choice.aggregate.contains(key);
}

void reset_all(study::IndexChoice& choice) {
    study::IndexChoice plain;
    plain.recipe = choice.recipe;
    plain.declared = choice.declared;
    choice = std::move(plain);
}

std::map<std::string, double> shares_of(const index::IndexRecipe& recipe) {
    std::map<std::string, double> shares;
    add_shares(recipe.overall, 1, shares);
    return shares;
}

std::optional<Refusal> refusal(const study::IndexChoice& choice, const index::IndexRecipe& recipe,
                               const tract::TractTable& table) {
    index::IndexRecipe switched = recipe;
    apply_switches(choice, switched.overall);
    if (weighs_nothing(switched.overall))
        return Refusal{Refusal::Why::NoWeights, {}};
    try {
        std::vector<std::string> absent;
        for (const std::string& column : index::required_columns(study::apply(choice, recipe)))
            if (!table.has(column))
                absent.push_back(column);
        if (!absent.empty())
            return Refusal{Refusal::Why::MissingColumns, join(absent, ", ")};
    } catch (const Error& error) {
        return Refusal{Refusal::Why::Other, error.message()};
    }
    return std::nullopt;
}

} // namespace tractwise::viewer
