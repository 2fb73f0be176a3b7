// SPDX-License-Identifier: Apache-2.0
#include "engine/index/recipe.hpp"

#include "engine/core/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::index {

namespace {

std::string number(double value) {
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return format_number(value);
}

std::string_view sign_of(Condition::Op op) {
    switch (op) {
    case Condition::Op::Less:
        return "<";
    case Condition::Op::LessEqual:
        return "<=";
    case Condition::Op::Equal:
        return "==";
    case Condition::Op::NotEqual:
        return "!=";
    case Condition::Op::GreaterEqual:
        return ">=";
    case Condition::Op::Greater:
        return ">";
    }
    return {};
}

std::string condition(const Condition& c) {
    return fmt::format("{}{}{} {}", c.column, c.column.empty() ? "" : " ", sign_of(c.op),
                       number(c.number));
}

/// `key = value` pairs of one table, either on lines of their own or inline; defaults are not
/// written.
class Pairs {
public:
    void raw(std::string_view key, std::string value) {
        pairs_.push_back(fmt::format("{} = {}", key, std::move(value)));
    }
    void text(std::string_view key, std::string_view value, std::string_view fallback = {}) {
        if (value != fallback)
            raw(key, toml_quote(value));
    }
    void value(std::string_view key, double value, double fallback) {
        if (value != fallback)
            raw(key, number(value));
    }
    void value(std::string_view key, const std::optional<int>& digits) {
        if (digits)
            raw(key, fmt::format("{}", *digits));
    }
    void flag(std::string_view key, bool value, bool fallback) {
        if (value != fallback)
            raw(key, value ? "true" : "false");
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        if (values.empty())
            return;
        std::vector<std::string> quoted;
        for (const std::string& v : values)
            quoted.push_back(toml_quote(v));
        raw(key, fmt::format("[{}]", join(quoted, ", ")));
    }
    std::string lines() const { return pairs_.empty() ? "" : join(pairs_, "\n") + "\n"; }
    std::string inline_table() const { return fmt::format("{{ {} }}", join(pairs_, ", ")); }

private:
    std::vector<std::string> pairs_;
};

void write(Pairs& out, const Normalizer& how) {
    const Normalizer start;
    out.text("normalise", name_of(how.method), name_of(start.method));
    out.value("scale", how.scale, start.scale);
    if (how.lower != start.lower || how.upper != start.upper)
        out.raw("range", fmt::format("[{}, {}]", number(how.lower), number(how.upper)));
    out.value("centre", how.center, start.center);
    out.value("spread", how.spread, start.spread);
    if (!how.rows.empty()) {
        std::vector<std::string> rows;
        for (const LookupRow& row : how.rows)
            rows.push_back(fmt::format("[{}, {}, {}]", number(row.lower), number(row.upper),
                                       number(row.value)));
        out.raw("rows", fmt::format("[{}]", join(rows, ", ")));
    }
    if (!how.cutpoints.empty()) {
        std::vector<std::string> points;
        for (const double point : how.cutpoints)
            points.push_back(number(point));
        out.raw("cutpoints", fmt::format("[{}]", join(points, ", ")));
    }
    out.value("round_before", how.round_before);
    if (how.outliers) {
        const OutlierRule& rule = *how.outliers;
        const OutlierRule usual;
        constexpr const char* kThen[] = {"nothing", "log", "box_cox"};
        Pairs inner;
        inner.value("winsorize", rule.winsorize, usual.winsorize);
        inner.value("skewness", rule.skewness, usual.skewness);
        inner.value("kurtosis", rule.kurtosis, usual.kurtosis);
        inner.text("then", kThen[static_cast<std::size_t>(rule.then)],
                   kThen[static_cast<std::size_t>(usual.then)]);
        inner.value("lambda", rule.lambda, usual.lambda);
        out.raw("outliers", rule == usual ? toml_quote("treat") : inner.inline_table());
    }
}

void write_flag_condition(Pairs& out, const Condition& c) {
    const std::string usual = condition(Indicator{}.flag_when);
    out.text("flag_when", condition(c), usual);
}

std::string write(const Indicator& indicator, const std::string& path) {
    Pairs out;
    out.raw("column", toml_quote(indicator.column));
    out.texts("also", indicator.also);
    out.text("name", indicator.name, indicator.column);
    out.text("label", indicator.label, indicator.name);
    out.text("label_es", indicator.label_es);
    if (indicator.direction == tract::Direction::HigherIsBetter)
        out.text("direction", "higher_is_better");
    if (indicator.invert == Invert::After)
        out.text("invert", "after");
    out.value("weight", indicator.weight, 1);
    out.flag("enabled", indicator.enabled, true);
    out.flag("optional", indicator.optional, false);
    write(out, indicator.normalizer);
    out.value("round", indicator.round);
    out.text("output", indicator.output);
    out.text("flag", indicator.flag);
    write_flag_condition(out, indicator.flag_when);
    return fmt::format("\n[[{}]]\n{}", path, out.lines());
}

void write_rules(Pairs& out, const Domain& domain) {
    out.text("label", domain.label, domain.name);
    out.text("label_es", domain.label_es);
    out.text("aggregate", name_of(domain.aggregation), name_of(Aggregation::Mean));
    if (domain.aggregation == Aggregation::PowerMean)
        out.value("power", domain.power, 1);
    switch (domain.presence.rule) {
    case Presence::Rule::All:
        break;
    case Presence::Rule::Half:
        out.text("min_present", "half");
        break;
    case Presence::Rule::AtLeast:
        out.raw("min_present", fmt::format("{}", domain.presence.count));
        break;
    case Presence::Rule::AllBut:
        out.raw("max_missing", fmt::format("{}", domain.presence.count));
        break;
    }
    out.value("max_missing_indicators", domain.max_missing_indicators);
    out.value("round", domain.round);
    if (domain.scale_to_max)
        out.raw("scale_to_max", number(*domain.scale_to_max));
    out.text("output", domain.output);
    if (domain.rank) {
        Pairs rank;
        rank.text("normalise",
                  name_of(domain.rank->method)); // always, so that the table is never empty
        Normalizer rest = *domain.rank;
        rest.method = Normalizer{}.method;
        write(rank, rest);
        rank.value("round", domain.rank_round);
        rank.text("output", domain.rank_output);
        rank.flag("carry", domain.carry_rank, false);
        out.raw("rank", rank.inline_table());
    }
    out.text("flag", domain.flag);
    write_flag_condition(out, domain.flag_when);
    out.text("flag_sum", domain.flag_sum);
}

std::string write_parts(const Domain& domain, const std::string& prefix);

std::string write(const Domain& domain, const std::string& path) {
    Pairs out;
    out.raw("name", toml_quote(domain.name));
    out.value("weight", domain.weight, 1);
    out.flag("enabled", domain.enabled, true);
    write_rules(out, domain);
    return fmt::format("\n[[{}]]\n{}{}", path, out.lines(), write_parts(domain, path + "."));
}

std::string write_parts(const Domain& domain, const std::string& prefix) {
    std::string text;
    for (const Indicator& indicator : domain.indicators)
        text += write(indicator, prefix + "indicator");
    for (const Domain& inner : domain.domains)
        text += write(inner, prefix + "domain");
    return text;
}

std::vector<std::string> terms(const std::vector<Term>& list) {
    std::vector<std::string> texts;
    for (const Term& term : list)
        texts.push_back(term.column.empty() ? number(term.factor)
                                            : (term.factor < 0 ? "-" : "") + term.column);
    return texts;
}

std::string write(const Derived& entry) {
    Pairs out;
    out.raw("name", toml_quote(entry.name));
    out.text("label", entry.label);
    switch (entry.kind) {
    case Derived::Kind::Copy:
        out.text("copy", entry.of.front().column);
        break;
    case Derived::Kind::Sum:
        out.texts("sum", terms(entry.of));
        break;
    case Derived::Kind::Ratio:
        out.texts(entry.scale == 100 ? "percent" : "ratio", terms(entry.of));
        out.texts("over", terms(entry.over));
        if (entry.scale != 100)
            out.value("scale", entry.scale, 1);
        if (entry.zero_over)
            out.raw("zero_over", number(*entry.zero_over));
        out.flag("log", entry.log, false);
        break;
    }
    out.value("round", entry.round);
    out.text("margin", entry.margin);
    if (entry.margin_floor)
        out.text("margin_round", "floor");
    else
        out.value("margin_round", entry.margin_round);
    if (entry.margin_max)
        out.raw("margin_max", number(*entry.margin_max));
    out.texts("margin_of", terms(entry.margin_of));
    out.texts("margin_over", terms(entry.margin_over));
    if (entry.zero_margins == Derived::ZeroMargins::Largest)
        out.text("zero_margins", "largest");
    out.flag("adjunct", entry.adjunct, false);
    return "\n[[derive]]\n" + out.lines();
}

} // namespace

std::string to_toml(const IndexRecipe& recipe) {
    Pairs head;
    head.raw("id", toml_quote(recipe.id));
    head.text("title", recipe.title, recipe.id);
    head.text("title_es", recipe.title_es);
    head.text("description", recipe.description);
    head.text("description_es", recipe.description_es);
    head.texts("sources", recipe.sources);
    if (recipe.acs_year)
        head.raw("acs_year", std::to_string(*recipe.acs_year));
    head.text("other_release_title", recipe.other_release_title);
    std::vector<std::string> pool;
    for (const Condition& c : recipe.pool)
        pool.push_back(condition(c));
    head.texts("pool", pool);
    head.text("reference", name_of(recipe.reference), name_of(Reference::All));
    if (recipe.direction == tract::Direction::HigherIsBetter)
        head.text("score_direction", "higher_is_better");
    std::string text = head.lines();
    for (const Derived& entry : recipe.derived)
        text += write(entry);
    Pairs overall;
    write_rules(overall, recipe.overall);
    text += "\n[overall]\n" + overall.lines();
    return text + write_parts(recipe.overall, "");
}

} // namespace tractwise::index
