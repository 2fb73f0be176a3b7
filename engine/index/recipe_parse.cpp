// SPDX-License-Identifier: Apache-2.0
#include "engine/index/recipe.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

namespace tractwise::index {

namespace {

using Names = std::vector<std::string>;

template <typename Enum>
Names names_until(Enum last) {
    Names names;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        names.emplace_back(name_of(static_cast<Enum>(i)));
    return names;
}

const Names& normalization_names() {
    static const Names names = names_until(Normalization::Cutpoints);
    return names;
}

// Keys that say how to normalize; allowed in an indicator, in `rank` and in [defaults].
const Names kNormalizerKeys{"normalise", "scale",     "range",        "centre",  "spread",
                            "rows",      "cutpoints", "round_before", "outliers"};

Names with(Names names, const Names& more) {
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

std::optional<int> decimals(const ConfigTable& table, std::string_view key) {
    if (!table.has(key))
        return std::nullopt;
    const int digits = table.integer(key);
    if (digits < 0 || digits > 15)
        table.fail(key, fmt::format("\"{}\" must be a number of decimals from 0 to 15", key));
    return digits;
}

/// "EPL_{name}" -> "EPL_POV150".
std::string expand(std::string text, const std::string& name) {
    constexpr std::string_view mark = "{name}";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + name.size()))
        text.replace(at, mark.size(), name);
    return text;
}

Condition parse_condition(const ConfigTable& table, std::string_view key, std::string_view text,
                          bool wants_column) {
    struct Sign {
        std::string_view text;
        Condition::Op op;
    };
    static constexpr std::array<Sign, 7> signs{{{"<=", Condition::Op::LessEqual},
                                                {">=", Condition::Op::GreaterEqual},
                                                {"!=", Condition::Op::NotEqual},
                                                {"==", Condition::Op::Equal},
                                                {"<", Condition::Op::Less},
                                                {">", Condition::Op::Greater},
                                                {"=", Condition::Op::Equal}}};
    for (const Sign& sign : signs) {
        const auto at = text.find(sign.text);
        if (at == std::string_view::npos)
            continue;
        const auto number = parse_number(text.substr(at + sign.text.size()));
        const std::string column(trim(text.substr(0, at)));
        if (!number || column.empty() == wants_column)
            break;
        return {column, sign.op, *number};
    }
    table.fail(key, fmt::format("\"{}\" is not a condition", trim(text)),
               wants_column ? "write \"COLUMN > 0\"; join several with \" and \""
                            : "write \">= 0.90\"");
}

std::vector<Condition> parse_pool(const ConfigTable& table) {
    std::vector<Condition> conditions;
    for (const std::string& text : table.texts("pool")) {
        constexpr std::string_view both = " and ";
        std::string_view rest = text;
        for (;;) {
            const auto at = rest.find(both);
            conditions.push_back(parse_condition(table, "pool", rest.substr(0, at), true));
            if (at == std::string_view::npos)
                break;
            rest.remove_prefix(at + both.size());
        }
    }
    return conditions;
}

Condition flag_condition(const ConfigTable& table, Condition fallback) {
    const auto text = table.text_if("flag_when");
    return text ? parse_condition(table, "flag_when", *text, false) : fallback;
}

Term parse_term(const ConfigTable& table, std::string_view key, std::string_view text) {
    text = trim(text);
    if (const auto constant = parse_number(text))
        return {{}, *constant};
    double factor = 1;
    if (text.starts_with('-') || text.starts_with('+')) {
        factor = text.front() == '-' ? -1 : 1;
        text = trim(text.substr(1));
    }
    if (text.empty())
        table.fail(key, fmt::format("\"{}\" holds an empty column name", key));
    return {std::string(text), factor};
}

std::vector<Term> parse_terms(const ConfigTable& table, std::string_view key) {
    std::vector<Term> terms;
    for (const std::string& text : table.texts(key))
        terms.push_back(parse_term(table, key, text));
    return terms;
}

Derived parse_derived(const ConfigTable& table) {
    table.allow({"name", "label", "copy", "sum", "ratio", "percent", "over", "scale", "round",
                 "zero_over", "log", "margin", "margin_round", "margin_max", "margin_of",
                 "margin_over", "zero_margins", "adjunct"});
    Derived entry;
    entry.name = table.text("name");
    entry.label = table.text("label", "");
    const std::array<const char*, 4> kinds{"copy", "sum", "ratio", "percent"};
    const auto used = std::count_if(kinds.begin(), kinds.end(),
                                    [&](const char* kind) { return table.has(kind); });
    if (used != 1)
        table.fail("name",
                   fmt::format("\"{}\" must have exactly one of copy, sum, ratio and percent",
                               entry.name));
    if (table.has("copy")) {
        entry.of = {{table.text("copy"), 1}};
    } else if (table.has("sum")) {
        entry.kind = Derived::Kind::Sum;
        entry.of = parse_terms(table, "sum");
    } else {
        const bool percent = table.has("percent");
        entry.kind = Derived::Kind::Ratio;
        entry.of = parse_terms(table, percent ? "percent" : "ratio");
        entry.scale = table.number("scale", percent ? 100 : 1);
        entry.over = parse_terms(table, "over");
        if (entry.over.empty())
            table.fail("over", fmt::format("\"{}\" is a ratio without a denominator", entry.name),
                       "add over = \"COLUMN\"");
        entry.zero_over = table.number_if("zero_over");
        entry.log = table.flag("log", false);
    }
    if (entry.kind != Derived::Kind::Ratio)
        for (const char* key : {"over", "scale", "zero_over", "log"})
            if (table.has(key))
                table.fail(key, fmt::format("\"{}\" belongs to ratio and percent only", key));
    entry.round = decimals(table, "round");
    entry.margin = table.text("margin", "");
    if (table.is_text("margin_round")) {
        if (table.text("margin_round") != "floor")
            table.fail("margin_round", "must be a number of decimals or \"floor\"");
        entry.margin_floor = true;
    } else {
        entry.margin_round = decimals(table, "margin_round");
    }
    entry.margin_max = table.number_if("margin_max");
    entry.margin_of = parse_terms(table, "margin_of");
    entry.margin_over = parse_terms(table, "margin_over");
    if (entry.margin_of.empty() != entry.margin_over.empty())
        table.fail("margin_of", "margin_of and margin_over belong together",
                   "margin_of = \"COUNT\", margin_over = \"UNIVERSE\"");
    if (!entry.margin_of.empty() && entry.kind == Derived::Kind::Ratio)
        table.fail("margin_of", "the margin of a ratio comes from its own counts");
    entry.zero_margins =
        static_cast<Derived::ZeroMargins>(table.choice("zero_margins", {"all", "largest"}, 0));
    entry.adjunct = table.flag("adjunct", false);
    return entry;
}

/// "treat", "keep", or a table of what differs from the usual rule.
std::optional<OutlierRule> parse_outliers(const ConfigTable& table) {
    if (!table.is_table("outliers"))
        return table.choice("outliers", {"keep", "treat"}, 0) == 0 ? std::nullopt
                                                                   : std::optional(OutlierRule{});
    const ConfigTable inner = table.table("outliers");
    inner.allow({"winsorize", "skewness", "kurtosis", "then", "lambda"});
    OutlierRule rule;
    rule.winsorize = inner.has("winsorize") ? inner.integer("winsorize") : rule.winsorize;
    rule.skewness = inner.number("skewness", rule.skewness);
    rule.kurtosis = inner.number("kurtosis", rule.kurtosis);
    rule.then = static_cast<OutlierRule::Then>(
        inner.choice("then", {"nothing", "log", "box_cox"}, static_cast<std::size_t>(rule.then)));
    if (inner.has("lambda") && rule.then != OutlierRule::Then::BoxCox)
        inner.fail("lambda", "belongs to then = \"box_cox\" only");
    rule.lambda = inner.number("lambda", rule.lambda);
    return rule;
}

Normalizer parse_normalizer(const ConfigTable& table, Normalizer fallback) {
    Normalizer how = std::move(fallback);
    how.method = static_cast<Normalization>(
        table.choice("normalise", normalization_names(), static_cast<std::size_t>(how.method)));
    how.scale = table.number("scale", how.scale);
    if (table.has("range")) {
        const auto range = table.numbers("range");
        if (range.size() != 2)
            table.fail("range", "must be two numbers such as [0, 100]");
        how.lower = range[0];
        how.upper = range[1];
    }
    how.center = table.number("centre", how.center);
    how.spread = table.number("spread", how.spread);
    if (table.has("rows")) {
        how.rows.clear();
        for (const auto& row : table.number_rows("rows")) {
            if (row.size() != 3)
                table.fail(
                    "rows", "each row must be [lower, upper, value]",
                    "the lower bound is exclusive, the upper inclusive; inf and -inf are numbers");
            how.rows.push_back({row[0], row[1], row[2]});
        }
    }
    if (table.has("cutpoints"))
        how.cutpoints = table.numbers("cutpoints");
    if (table.has("round_before"))
        how.round_before = decimals(table, "round_before");
    if (table.has("outliers"))
        how.outliers = parse_outliers(table);
    return how;
}

Presence parse_presence(const ConfigTable& table) {
    if (table.has("min_present") && table.has("max_missing"))
        table.fail("max_missing", "say min_present or max_missing, not both");
    if (table.has("max_missing"))
        return {Presence::Rule::AllBut, table.integer("max_missing")};
    if (!table.has("min_present"))
        return {};
    if (table.is_text("min_present"))
        return {static_cast<Presence::Rule>(table.choice("min_present", {"all", "half"}, 0)), 0};
    const int count = table.integer("min_present");
    if (count < 1)
        table.fail("min_present", "must be \"all\", \"half\" or a number of at least 1");
    return {Presence::Rule::AtLeast, count};
}

double parse_weight(const ConfigTable& table) {
    const double weight = table.number("weight", 1);
    if (!(weight >= 0))
        table.fail("weight", fmt::format("weight {} is negative", weight),
                   "to turn a scale over, use direction = \"higher_is_better\"");
    return weight;
}

/// Reads the tree of domains; [defaults] apply to every indicator.
class TreeParser {
public:
    explicit TreeParser(const ConfigTable& defaults) {
        defaults.allow(
            with(kNormalizerKeys, {"column", "round", "invert", "output", "flag", "flag_when"}));
        start_.column = defaults.text("column", "{name}");
        start_.normalizer = parse_normalizer(defaults, {});
        start_.round = decimals(defaults, "round");
        start_.invert = parse_invert(defaults, Invert::Before);
        start_.output = defaults.text("output", "");
        start_.flag = defaults.text("flag", "");
        start_.flag_when = flag_condition(defaults, start_.flag_when);
    }

    void read_parts(const ConfigTable& table, Domain& domain) const {
        for (const ConfigTable& inner : table.tables("indicator"))
            domain.indicators.push_back(read_indicator(inner));
        for (const ConfigTable& inner : table.tables("domain"))
            domain.domains.push_back(read_domain(inner));
    }

    void read_rules(const ConfigTable& table, Domain& domain) const {
        domain.label = table.text("label", domain.name);
        domain.label_es = table.text("label_es", "");
        domain.aggregation = static_cast<Aggregation>(
            table.choice("aggregate", names_until(Aggregation::PrincipalComponent),
                         static_cast<std::size_t>(Aggregation::Mean)));
        if (table.has("power") && domain.aggregation != Aggregation::PowerMean)
            table.fail("power", "belongs to aggregate = \"power_mean\" only");
        domain.power = table.number("power", 1);
        domain.presence = parse_presence(table);
        if (table.has("max_missing_indicators"))
            domain.max_missing_indicators = table.integer("max_missing_indicators");
        domain.round = decimals(table, "round");
        domain.scale_to_max = table.number_if("scale_to_max");
        if (table.has("rank")) {
            const ConfigTable rank = table.table("rank");
            rank.allow(with(kNormalizerKeys, {"round", "output", "carry"}));
            domain.rank = parse_normalizer(rank, {});
            domain.rank_round = decimals(rank, "round");
            domain.rank_output = expand(rank.text("output", ""), domain.name);
            domain.carry_rank = rank.flag("carry", false);
        }
        domain.output = expand(table.text("output", ""), domain.name);
        domain.flag = expand(table.text("flag", ""), domain.name);
        domain.flag_when = flag_condition(table, domain.flag_when);
        domain.flag_sum = expand(table.text("flag_sum", ""), domain.name);
    }

    static const Names& rule_keys() {
        static const Names keys{"label",
                                "label_es",
                                "aggregate",
                                "power",
                                "min_present",
                                "max_missing",
                                "max_missing_indicators",
                                "round",
                                "scale_to_max",
                                "rank",
                                "output",
                                "flag",
                                "flag_when",
                                "flag_sum"};
        return keys;
    }

private:
    static Invert parse_invert(const ConfigTable& table, Invert fallback) {
        return static_cast<Invert>(
            table.choice("invert", {"before", "after"}, static_cast<std::size_t>(fallback)));
    }

    Indicator read_indicator(const ConfigTable& table) const {
        table.allow(with(kNormalizerKeys, {"column", "also", "name", "label", "label_es",
                                           "direction", "invert", "weight", "enabled", "optional",
                                           "round", "output", "flag", "flag_when"}));
        if (!table.has("column") && !table.has("name"))
            table.fail("column", "an indicator needs a column", "add column = \"...\"");
        Indicator indicator = start_;
        indicator.name = table.text("name", table.text("column", ""));
        indicator.column = expand(table.text("column", start_.column), indicator.name);
        indicator.also = table.texts("also");
        indicator.label = table.text("label", indicator.name);
        indicator.label_es = table.text("label_es", "");
        indicator.direction = static_cast<tract::Direction>(
            table.choice("direction", {"higher_is_worse", "higher_is_better"}, 0));
        indicator.invert = parse_invert(table, start_.invert);
        indicator.weight = parse_weight(table);
        indicator.enabled = table.flag("enabled", true);
        indicator.optional = table.flag("optional", false);
        indicator.normalizer = parse_normalizer(table, start_.normalizer);
        if (table.has("round"))
            indicator.round = decimals(table, "round");
        indicator.output = expand(table.text("output", start_.output), indicator.name);
        indicator.flag = expand(table.text("flag", start_.flag), indicator.name);
        indicator.flag_when = flag_condition(table, start_.flag_when);
        return indicator;
    }

    Domain read_domain(const ConfigTable& table) const {
        table.allow(with(rule_keys(), {"name", "weight", "enabled", "indicator", "domain"}));
        Domain domain;
        domain.name = table.text("name");
        domain.weight = parse_weight(table);
        domain.enabled = table.flag("enabled", true);
        read_rules(table, domain);
        read_parts(table, domain);
        return domain;
    }

    Indicator start_;
};

} // namespace

IndexRecipe parse_recipe(const ConfigTable& table) {
    table.allow({"id", "title", "title_es", "description", "description_es", "sources", "acs_year",
                 "other_release_title", "pool", "reference", "score_direction", "defaults",
                 "derive", "overall", "domain", "indicator"});
    IndexRecipe recipe;
    recipe.declared_at = table.file();
    recipe.id = table.text("id");
    recipe.title = table.text("title", recipe.id);
    recipe.title_es = table.text("title_es", "");
    recipe.description = table.text("description", "");
    recipe.description_es = table.text("description_es", "");
    recipe.sources = table.texts("sources");
    if (table.has("acs_year")) {
        recipe.acs_year = table.integer("acs_year");
        if (*recipe.acs_year < 2009 || *recipe.acs_year > 2100)
            table.fail("acs_year", "a 5-year release is called by its last year, from 2009 on");
    }
    recipe.other_release_title = table.text("other_release_title", "");
    recipe.pool = parse_pool(table);
    recipe.reference =
        static_cast<Reference>(table.choice("reference", names_until(Reference::County), 0));
    recipe.direction = static_cast<tract::Direction>(
        table.choice("score_direction", {"higher_is_worse", "higher_is_better"}, 0));
    for (const ConfigTable& entry : table.tables("derive"))
        recipe.derived.push_back(parse_derived(entry));

    const TreeParser parser(table.table("defaults"));
    const ConfigTable overall = table.table("overall");
    overall.allow(TreeParser::rule_keys());
    recipe.overall.name = "overall";
    parser.read_rules(overall, recipe.overall);
    parser.read_parts(table, recipe.overall);
    validate(recipe);
    return recipe;
}

namespace {

Names recipe_ids(const std::filesystem::path& folder) {
    Names ids;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
        if (entry.path().extension() == ".toml")
            ids.push_back(entry.path().stem().string());
    return ids;
}

} // namespace

std::vector<std::string> list_recipes(const std::vector<std::filesystem::path>& folders) {
    std::set<std::string> ids;
    for (const auto& folder : folders)
        ids.merge([&] {
            const Names found = recipe_ids(folder);
            return std::set<std::string>(found.begin(), found.end());
        }());
    return {ids.begin(), ids.end()};
}

IndexRecipe load_recipe(const std::string& name_or_file,
                        const std::vector<std::filesystem::path>& folders) {
    if (std::filesystem::path(name_or_file).extension() == ".toml")
        return parse_recipe(ConfigTable::read(name_or_file));
    for (const auto& folder : folders) {
        const auto file = folder / (name_or_file + ".toml");
        if (std::filesystem::exists(file))
            return parse_recipe(ConfigTable::read(file));
    }
    throw Error(ErrorKind::Usage, fmt::format("unknown recipe \"{}\"", name_or_file),
                {.where = {}, .hint = suggestion(name_or_file, list_recipes(folders))});
}

} // namespace tractwise::index
