// SPDX-License-Identifier: Apache-2.0
#include "engine/index/recipe.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/derive.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace tractwise::index {

bool Condition::holds(double value) const {
    if (std::isnan(value))
        return false;
    switch (op) {
    case Op::Less:
        return value < number;
    case Op::LessEqual:
        return value <= number;
    case Op::Equal:
        return value == number;
    case Op::NotEqual:
        return value != number;
    case Op::GreaterEqual:
        return value >= number;
    case Op::Greater:
        return value > number;
    }
    return false;
}

std::size_t Presence::needed(std::size_t parts) const {
    switch (rule) {
    case Rule::All:
        return parts;
    case Rule::Half:
        return std::max<std::size_t>(1, (parts + 1) / 2);
    case Rule::AtLeast:
        return std::max<std::size_t>(1, static_cast<std::size_t>(count));
    case Rule::AllBut:
        return std::max<std::size_t>(1, parts - std::min(parts, static_cast<std::size_t>(count)));
    }
    return parts;
}

std::string_view name_of(Normalization method) {
    switch (method) {
    case Normalization::None:
        return "none";
    case Normalization::PercentRank:
        return "percent_rank";
    case Normalization::PercentPositive:
        return "percent_positive";
    case Normalization::PercentMax:
        return "percent_max";
    case Normalization::PercentFloor:
        return "percent_floor";
    case Normalization::MinMax:
        return "min_max";
    case Normalization::ZScore:
        return "z_score";
    case Normalization::Rank:
        return "rank";
    case Normalization::Borda:
        return "borda";
    case Normalization::DistanceToMax:
        return "distance_to_max";
    case Normalization::Lookup:
        return "lookup";
    case Normalization::Cutpoints:
        return "cutpoints";
    }
    return {};
}

std::string_view name_of(Aggregation method) {
    switch (method) {
    case Aggregation::Sum:
        return "sum";
    case Aggregation::Mean:
        return "mean";
    case Aggregation::GeometricMean:
        return "geometric_mean";
    case Aggregation::HarmonicMean:
        return "harmonic_mean";
    case Aggregation::PowerMean:
        return "power_mean";
    case Aggregation::Product:
        return "product";
    case Aggregation::Maximum:
        return "maximum";
    case Aggregation::PrincipalComponent:
        return "principal_component";
    }
    return {};
}

std::string_view name_of(Reference reference) {
    switch (reference) {
    case Reference::All:
        return "all";
    case Reference::State:
        return "state";
    case Reference::County:
        return "county";
    }
    return {};
}

// `declared_at` says where a recipe was read, not what it is: a saved copy is the same recipe.
bool operator==(const IndexRecipe& a, const IndexRecipe& b) {
    const auto identity = [](const IndexRecipe& r) {
        return std::tie(r.id, r.title, r.title_es, r.description, r.description_es, r.sources,
                        r.acs_year, r.other_release_title, r.pool, r.reference, r.direction,
                        r.derived, r.overall);
    };
    return identity(a) == identity(b);
}

namespace {

/// Checks one recipe and names the place in every message: `domain "housing": ...`.
class Validator {
public:
    explicit Validator(const IndexRecipe& recipe) : recipe_(recipe) {}

    void run() {
        for (const Derived& entry : recipe_.derived)
            check(entry);
        check(recipe_.overall, "overall", true);
    }

private:
    [[noreturn]] void fail(const std::string& place, const std::string& message,
                           std::string hint = {}) const {
        throw Error(ErrorKind::Usage,
                    fmt::format("recipe \"{}\", {}: {}", recipe_.id, place, message),
                    {.where = recipe_.declared_at, .hint = std::move(hint)});
    }

    void claim(std::set<std::string>& taken, const std::string& name, const std::string& place,
               const char* what) {
        if (!name.empty() && !taken.insert(name).second)
            fail(place, fmt::format("the {} \"{}\" is used twice", what, name),
                 "give each its own name");
    }

    void check(const Derived& entry) {
        const std::string place = fmt::format("derive \"{}\"", entry.name);
        if (entry.name.empty())
            fail("derive", "an entry has no name", "add name = \"...\"");
        claim(columns_, entry.name, place, "column");
        claim(columns_, entry.margin, place, "column");
        if (entry.of.empty() || (entry.kind == Derived::Kind::Ratio) == entry.over.empty())
            fail(place, "needs columns",
                 "copy = \"A\"; sum = [\"A\", \"-B\"]; percent = \"A\", over = \"B\"");
        if (entry.kind == Derived::Kind::Ratio && !(std::isfinite(entry.scale) && entry.scale != 0))
            fail(place, "the scale of a ratio must not be 0");
    }

    void check_weight(double weight, const std::string& place) const {
        if (!(weight >= 0) || !std::isfinite(weight))
            fail(place, fmt::format("weight {} is not a number of at least 0", weight),
                 "to turn a scale over, use direction = \"higher_is_better\"");
    }

    void check(const Normalizer& how, const std::string& place) const {
        if (how.method == Normalization::MinMax && !(how.lower < how.upper))
            fail(place, "the range of min_max must go from a smaller to a larger number");
        if (how.method == Normalization::ZScore && !(how.spread > 0))
            fail(place, "the spread of z_score must be above 0");
        if (!std::isfinite(how.scale) || how.scale == 0)
            fail(place, "the scale must not be 0");
        if (how.outliers) {
            const OutlierRule& rule = *how.outliers;
            if (rule.winsorize < 0 || !(rule.skewness > 0) || !std::isfinite(rule.kurtosis) ||
                !std::isfinite(rule.lambda))
                fail(place, "outliers need a count of at least 0 and a skewness above 0",
                     "outliers = { winsorize = 5, skewness = 2, kurtosis = 3.5, then = \"log\" }");
        }
        if (how.method == Normalization::Lookup) {
            if (how.rows.empty())
                fail(place, "a lookup needs rows", "rows = [[lower, upper, value], ...]");
            for (std::size_t i = 0; i < how.rows.size(); ++i) {
                if (!(how.rows[i].lower < how.rows[i].upper))
                    fail(place, fmt::format("lookup row {} is empty: {} is not below {}", i + 1,
                                            how.rows[i].lower, how.rows[i].upper));
                if (i > 0 && how.rows[i].lower < how.rows[i - 1].upper)
                    fail(place, fmt::format("lookup rows {} and {} overlap", i, i + 1));
            }
        }
        if (how.method == Normalization::Cutpoints &&
            (how.cutpoints.empty() || !std::is_sorted(how.cutpoints.begin(), how.cutpoints.end())))
            fail(place, "cutpoints must be a list of ascending numbers");
    }

    void check(const Indicator& indicator) {
        const std::string place = fmt::format("indicator \"{}\"", indicator.name);
        if (indicator.column.empty())
            fail(place, "names no column", "add column = \"...\"");
        claim(names_, indicator.name, place, "name");
        claim(columns_, indicator.output, place, "column");
        claim(columns_, indicator.flag, place, "column");
        check_weight(indicator.weight, place);
        check(indicator.normalizer, place);
    }

    void check(const Domain& domain, const std::string& place, bool top) {
        if (!top)
            claim(names_, domain.name, place, "name");
        claim(columns_, domain.output, place, "column");
        claim(columns_, domain.rank_output, place, "column");
        claim(columns_, domain.flag, place, "column");
        claim(columns_, domain.flag_sum, place, "column");
        check_weight(domain.weight, place);
        if (domain.rank)
            check(*domain.rank, place);
        if (!domain.rank && (domain.carry_rank || !domain.rank_output.empty()))
            fail(place, "has no rank to write or to carry", "add rank = { ... }");
        if (domain.scale_to_max && !(*domain.scale_to_max > 0))
            fail(place, "scale_to_max must be above 0");
        if (domain.presence.count < 0)
            fail(place, "the number of parts present or missing must not be negative");
        if (domain.max_missing_indicators.value_or(0) < 0)
            fail(place, "max_missing_indicators must not be negative");

        std::size_t active = 0;
        double weights = 0;
        const auto count = [&](const auto& part) {
            active += part.enabled ? 1 : 0;
            weights += part.enabled ? part.weight : 0;
        };
        for (const Indicator& indicator : domain.indicators) {
            check(indicator);
            count(indicator);
        }
        for (const Domain& inner : domain.domains) {
            check(inner, fmt::format("domain \"{}\"", inner.name), false);
            count(inner);
        }
        if (!domain.enabled)
            return;
        if (domain.aggregation == Aggregation::PrincipalComponent)
            check_component(domain, place);
        if (active == 0)
            fail(place, "holds no enabled indicator or domain", "add one, or say enabled = false");
        if (weights == 0)
            fail(place, "all weights are 0", "give at least one part a weight above 0");
        if (domain.presence.rule == Presence::Rule::AtLeast &&
            static_cast<std::size_t>(domain.presence.count) > active)
            fail(place, fmt::format("min_present = {} asks for more than its {} parts",
                                    domain.presence.count, active));
    }

    void check_component(const Domain& domain, const std::string& place) const {
        const auto is_weighed = [](const auto& part) { return part.enabled && part.weight != 1; };
        if (std::any_of(domain.indicators.begin(), domain.indicators.end(), is_weighed) ||
            std::any_of(domain.domains.begin(), domain.domains.end(), is_weighed))
            fail(place, "the weights of a principal component come from the data",
                 "leave weights out, switch parts off with enabled = false, or take aggregate = "
                 "\"mean\"");
        if (domain.presence.rule != Presence::Rule::All)
            fail(place, "a principal component needs all of its parts",
                 "leave min_present and max_missing out");
        if (recipe_.reference != Reference::All)
            fail(place, "a principal component compares all areas with each other",
                 "leave reference out");
    }

    const IndexRecipe& recipe_;
    std::set<std::string> names_, columns_;
};

void collect(const Domain& domain, std::vector<std::string>& names) {
    if (!domain.enabled)
        return;
    for (const Indicator& indicator : domain.indicators)
        if (indicator.enabled && !indicator.optional)
            names.push_back(indicator.column);
    for (const Domain& inner : domain.domains)
        collect(inner, names);
}

void use_names(Domain& domain, const std::function<bool(const std::string&)>& has) {
    for (Indicator& indicator : domain.indicators) {
        if (has(indicator.column))
            continue;
        const auto known = std::find_if(indicator.also.begin(), indicator.also.end(), has);
        if (known != indicator.also.end())
            indicator.column = *known;
    }
    for (Domain& inner : domain.domains)
        use_names(inner, has);
}

} // namespace

IndexRecipe with_names_of(IndexRecipe recipe, const std::function<bool(const std::string&)>& has) {
    use_names(recipe.overall, [&](const std::string& name) {
        return has(name) || std::any_of(recipe.derived.begin(), recipe.derived.end(),
                                        [&](const Derived& entry) { return entry.name == name; });
    });
    return recipe;
}

void validate(const IndexRecipe& recipe) {
    Validator(recipe).run();
}

std::vector<std::string> required_columns(const IndexRecipe& recipe) {
    std::vector<std::string> used;
    std::set<std::string> known; // made by the recipe itself, or listed already
    for (const Derived& entry : recipe.derived) {
        if (!entry.adjunct)
            for (const std::string& name : inputs_of(entry))
                if (!known.contains(name))
                    used.push_back(name);
        known.insert(entry.name);
    }
    for (const Condition& condition : recipe.pool)
        if (!known.contains(condition.column))
            used.push_back(condition.column);
    std::vector<std::string> indicators;
    collect(recipe.overall, indicators);
    for (std::string& name : indicators)
        if (!known.contains(name))
            used.push_back(std::move(name));

    std::vector<std::string> unique;
    std::set<std::string> seen;
    for (std::string& name : used)
        if (seen.insert(name).second)
            unique.push_back(std::move(name));
    return unique;
}

} // namespace tractwise::index
