// SPDX-License-Identifier: Apache-2.0
#include <tractwise/report/summary.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/report/frames.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

struct TopPart {
    std::string label;
    double contribution;
};

// The leaves that weigh most in a row's score.
std::vector<TopPart> top_indicators(const IndexResult& index, std::size_t row, std::size_t most) {
    std::vector<TopPart> parts;
    for (std::size_t p = 0; p < index.parts.size(); ++p)
        if (index.parts[p].is_indicator)
            if (const double c = index.contribution(p, row); !std::isnan(c))
                parts.push_back({index.parts[p].label, c});
    std::stable_sort(parts.begin(), parts.end(), [](const TopPart& a, const TopPart& b) {
        return a.contribution > b.contribution;
    });
    parts.resize(std::min(parts.size(), most));
    return parts;
}

// Indicators that no ranked tract has: the ranking says nothing about them.
std::vector<std::string> absent_indicators(const IndexResult& index) {
    std::vector<std::string> labels;
    for (const IndexPart& part : index.parts)
        if (part.is_indicator && std::all_of(part.values.begin(), part.values.end(),
                                             [](double value) { return std::isnan(value); }))
            labels.push_back(part.label);
    return labels;
}

std::string reference_words(const IndexRecipe& recipe, const Region& region) {
    switch (recipe.reference) {
    case Reference::State:
        return "the same state";
    case Reference::County:
        return "the same county";
    case Reference::All:
        break;
    }
    return region.name.empty() ? "all tracts read" : region.name;
}

std::string shorten(const std::string& text, std::size_t width) {
    return text.size() <= width ? text : text.substr(0, width - 3) + "...";
}

// Units that a person reads: metres above a kilometre as km, shares as percent.
std::string value_words(double value, const std::string& unit) {
    if (std::isnan(value))
        return "missing";
    if (unit == "flag")
        return value != 0 ? "yes" : "no";
    if (unit == "share")
        return format_fixed(value * 100, 1) + " %";
    if (unit == "m")
        return value >= 1000 ? format_fixed(value / 1000, 2) + " km"
                             : format_fixed(value, 0) + " m";
    if (value == std::trunc(value))
        return format_count(value) + (unit.empty() ? "" : " " + unit);
    return format_fixed(value, std::abs(value) < 10 ? 2 : 1) + (unit.empty() ? "" : " " + unit);
}

std::string margin_words(const Column& column, std::size_t row) {
    if (column.margin.empty() || std::isnan(column.margin[row]))
        return "";
    return " (MOE ±" + value_words(column.margin[row], column.info.unit) + ")";
}

// An indicator's raw column: a layer's, or one that the recipe computed.
const Column* raw_column(const Results& results, const IndexPart& part) {
    if (!part.is_indicator)
        return nullptr;
    for (const Column& column : results.index->derived)
        if (column.info.name == part.column)
            return &column;
    return results.table->find(part.column);
}

std::size_t row_of(const Results& results, const std::string& geoid) {
    const ParsedGeoid parsed = parse_geoid(geoid, AreaLevel::Tract);
    if (const auto row = results.tracts->find(parsed.id.empty() ? geoid : parsed.id))
        return *row;
    throw Error(ErrorKind::Usage, fmt::format("there is no tract {} in this study", geoid),
                {.hint = suggestion(geoid, results.tracts->geoids())});
}

} // namespace

std::string percentile_words(double percentile, const IndexRecipe& recipe) {
    return fmt::format("{} than {} % of the ranked tracts",
                       recipe.direction == Direction::HigherIsBetter ? "worse off" : "higher",
                       format_fixed(percentile * 100, 1));
}

std::string findings_text(const Diagnostics& diagnostics) {
    if (diagnostics.findings().empty())
        return "Findings: none\n";
    std::string text = "Findings\n";
    for (const Finding& f : diagnostics.findings()) {
        const std::string source = f.source.substr(f.source.find_last_of('/') + 1);
        text += fmt::format("  {:<7} {:<28} {} {}: {}", to_string(f.severity), f.code,
                            format_count(static_cast<double>(f.count)), source, f.message);
        if (!f.examples.empty())
            text += fmt::format(
                " (e.g. {})",
                join(std::span(f.examples).first(std::min<std::size_t>(3, f.examples.size())),
                     ", "));
        text += "\n";
    }
    return text;
}

std::string audit_text(const Results& results) {
    std::string text = fmt::format("{:<16}{:>9}{:>9}{:>9}{:>8}{:>8}{:>10}{:>10}  {}\n", "Source",
                                   "rows", "matched", "outside", "no id", "twice", "unmatched",
                                   "no row", "people matched");
    for (const JoinAudit& a : results.audits) {
        const std::string people = std::isnan(a.people_read) || a.people_read == 0
                                       ? ""
                                       : fmt::format("{} of {}", format_count(a.people_matched),
                                                     format_count(a.people_read));
        text += fmt::format("{:<16}{:>9}{:>9}{:>9}{:>8}{:>8}{:>10}{:>10}  {}\n",
                            shorten(a.source, 15), format_count(static_cast<double>(a.rows_read)),
                            format_count(static_cast<double>(a.rows_matched)),
                            format_count(static_cast<double>(a.rows_outside)),
                            format_count(static_cast<double>(a.rows_without_id)),
                            format_count(static_cast<double>(a.rows_duplicate)),
                            format_count(static_cast<double>(a.unmatched_rows.size())),
                            format_count(static_cast<double>(a.tracts_without.size())), people);
    }
    return text;
}

std::string summary_text(const Results& results, std::size_t top) {
    const TractSet& tracts = *results.tracts;
    const std::vector<double> people = results.people();
    double total = 0, ranked_people = 0;
    std::size_t empty = 0;
    for (std::size_t t = 0; t < people.size(); ++t) {
        empty += people[t] == 0;
        if (!(people[t] > 0))
            continue;
        total += people[t];
        if (results.index && !std::isnan(results.index->score[t]))
            ranked_people += people[t];
    }
    std::string text = results.study.title.empty() ? "" : results.study.title + "\n";
    text += fmt::format("Tracts   {} of {} boundaries; {} without residents\n",
                        format_count(static_cast<double>(tracts.size())), tracts.vintage(), empty);
    text += fmt::format(
        "People   {}; distances from {} {}\n", total > 0 ? format_count(total) : "not counted",
        format_count(static_cast<double>(results.demand->size())), describe(results.demand->kind));
    const auto columns = results.table->columns();
    const auto supplied =
        std::count_if(columns.begin(), columns.end(), [](const auto& c) { return has_source(*c); });
    text += fmt::format("Columns  {} from {} layers", supplied, results.study.layers.size());
    if (const auto absent = static_cast<long>(columns.size()) - supplied; absent > 0)
        text += fmt::format("; {} more have no source in this study", absent);
    text += "\n\n";
    text += audit_text(results) + "\n";
    if (results.index) {
        const IndexResult& index = *results.index;
        text += fmt::format("Index    {} ({}): {} tracts ranked", index.recipe.title,
                            index.recipe.id, format_count(static_cast<double>(index.n_ranked)));
        if (total > 0)
            text += fmt::format(", {} of {} people ({} %)", format_count(ranked_people),
                                format_count(total), format_fixed(100 * ranked_people / total, 1));
        if (const auto absent = absent_indicators(index); !absent.empty())
            text += fmt::format("\nIt stands on {} of {} indicators; missing everywhere: {}",
                                index.n_indicators - absent.size(), index.n_indicators,
                                join(absent, "; "));
        text += fmt::format("\nCompared with {}. The worst {}:\n",
                            reference_words(index.recipe, results.study.region), top);
        std::vector<std::size_t> order;
        for (std::size_t t = 0; t < tracts.size(); ++t)
            if (index.rank[t] != 0)
                order.push_back(t);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return index.percentile[a] > index.percentile[b];
        });
        order.resize(std::min(order.size(), top));
        text += fmt::format("  {:>4}  {:<11}  {:<28}{:>8}{:>12}{:>10}  {}\n", "rank", "GEOID",
                            "name", "score", "percentile", "people", "mostly because of");
        for (const std::size_t t : order) {
            std::vector<std::string> reasons;
            for (const TopPart& part : top_indicators(index, t, 2))
                reasons.push_back(part.label);
            text += fmt::format(
                "  {:>4}  {:<11}  {:<28}{:>8}{:>12}{:>10}  {}\n", index.rank[t], tracts.geoid(t),
                shorten(tracts.name(t), 27), format_fixed(index.score[t], 3),
                format_fixed(index.percentile[t], 3), format_count(people[t]), join(reasons, "; "));
        }
        text += "\n";
    }
    return text + findings_text(results.diagnostics);
}

std::string explain_text(const Results& results, const std::string& geoid) {
    const std::size_t row = row_of(results, geoid);
    const TractSet& tracts = *results.tracts;
    const double people = results.people()[row];
    std::string text = fmt::format("{} ({})\n", tracts.name(row), tracts.geoid(row));
    text += fmt::format("People: {}; land area {} km²\n",
                        std::isnan(people) ? "not counted" : format_count(people),
                        format_fixed(tracts.land_area_m2()[row] / 1e6, 2));
    if (results.index) {
        const IndexResult& index = *results.index;
        text += fmt::format("\n{}\n", index.recipe.title);
        if (index.rank[row] == 0) {
            text += fmt::format("  not ranked: {}\n", index.why(row));
        } else {
            text += fmt::format("  score {}, rank {} of {}: {} in {}\n",
                                format_fixed(index.score[row], 4), index.rank[row], index.n_ranked,
                                percentile_words(index.percentile[row], index.recipe),
                                reference_words(index.recipe, results.study.region));
            text += fmt::format("  {} of {} indicators present\n", index.n_present[row],
                                index.n_indicators);
        }
        text += fmt::format("\n  {:<44}{:>16}{:>12}{:>8}{:>14}\n", "", "value", "normalised",
                            "weight", "contribution");
        for (std::size_t p = 0; p < index.parts.size(); ++p) {
            const IndexPart& part = index.parts[p];
            const Column* column = raw_column(results, part);
            const std::string value =
                column == nullptr ? "" : value_words(column->values[row], column->info.unit);
            std::string normalised = format_fixed(part.values[row], 4);
            if (normalised.empty() && !part.reasons.empty())
                normalised = std::string(io::name_of(part.reasons[row]));
            const std::string indent(static_cast<std::size_t>(part.depth) * 2, ' ');
            text +=
                fmt::format("  {:<44}{:>16}{:>12}{:>8}{:>14}\n", shorten(indent + part.label, 43),
                            value, normalised, format_number(part.weight),
                            format_fixed(index.contribution(p, row), 4));
        }
    }
    text += "\nAll columns\n";
    std::size_t absent = 0;
    for (const auto& column : results.table->columns()) {
        if (!has_source(*column)) {
            ++absent;
            continue;
        }
        const double value = column->values[row];
        std::string words = value_words(value, column->info.unit) + margin_words(*column, row);
        if (std::isnan(value))
            words = fmt::format("missing: {}", io::describe(column->reason(row)));
        text += fmt::format("  {:<40} {:<34} {}\n", shorten(column->info.name, 40), words,
                            column->info.source);
    }
    if (absent > 0)
        text += fmt::format(
            "  and {} columns that no source of the study supplies (codebook.md lists them)\n",
            absent);
    return text;
}

std::string explain_json(const Results& results, const std::string& geoid) {
    using Json = nlohmann::ordered_json;
    const std::size_t row = row_of(results, geoid);
    const auto number = [](double value) { return std::isnan(value) ? Json() : Json(value); };
    Json json{{"geoid", results.tracts->geoid(row)},
              {"name", results.tracts->name(row)},
              {"people", number(results.people()[row])}};
    if (results.index) {
        const IndexResult& index = *results.index;
        json["index"] = {{"recipe", index.recipe.id},
                         {"score", number(index.score[row])},
                         {"percentile", number(index.percentile[row])},
                         {"rank", index.rank[row] == 0 ? Json() : Json(index.rank[row])},
                         {"ranked", index.n_ranked},
                         {"n_present", index.n_present[row]},
                         {"not_ranked_because", index.why(row)}};
        for (std::size_t p = 0; p < index.parts.size(); ++p) {
            const IndexPart& part = index.parts[p];
            const Column* column = raw_column(results, part);
            json["index"]["parts"].push_back(
                {{"name", part.name},
                 {"label", part.label},
                 {"depth", part.depth},
                 {"value", column == nullptr ? Json() : number(column->values[row])},
                 {"normalised", number(part.values[row])},
                 {"weight", part.weight},
                 {"contribution", number(index.contribution(p, row))}});
        }
    }
    for (const auto& column : results.table->columns())
        json["columns"][column->info.name] = {
            {"value", number(column->values[row])},
            {"margin", column->margin.empty() ? Json() : number(column->margin[row])},
            {"missing",
             std::isnan(column->values[row]) ? Json(io::name_of(column->reason(row))) : Json()},
            {"unit", column->info.unit},
            {"formula", column->info.formula},
            {"source", column->info.source}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace tractwise
