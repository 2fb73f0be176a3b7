// SPDX-License-Identifier: Apache-2.0
#include "engine/report/summary.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/map/certainty.hpp"
#include "engine/map/describe.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/plan_text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

struct TopPart {
    std::string label;
    double contribution;
};

// The leaves that weigh most in a row's score.
std::vector<TopPart> top_indicators(const index::IndexResult& index, std::size_t row,
                                    std::size_t most) {
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
std::vector<std::string> absent_indicators(const index::IndexResult& index) {
    std::vector<std::string> labels;
    for (const index::IndexPart& part : index.parts)
        if (part.is_indicator && std::all_of(part.values.begin(), part.values.end(),
                                             [](double value) { return std::isnan(value); }))
            labels.push_back(part.label);
    return labels;
}

} // namespace

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

std::string audit_text(const study::Results& results) {
    // A column of its own only where places are left out.
    const bool closed = std::any_of(results.audits.begin(), results.audits.end(),
                                    [](const tract::JoinAudit& a) { return a.rows_closed > 0; });
    // People of rows that were read say nothing about tracts of which no row was: both stand here.
    std::string text =
        fmt::format("{:<16} {:>8} {:>8} {:>8} {:>7}{} {:>7} {:>9} {:>15}  {}\n", "Source", "rows",
                    "matched", "outside", "no id", closed ? fmt::format(" {:>7}", "closed") : "",
                    "twice", "unmatched", "tracts", "people in rows");
    for (const tract::JoinAudit& a : results.audits) {
        const std::string people = std::isnan(a.people_read) || a.people_read == 0
                                       ? ""
                                       : fmt::format("{} of {}", format_count(a.people_matched),
                                                     format_count(a.people_read));
        const bool by_id = a.id_column != "(by place)";
        const std::size_t all = results.tracts->size();
        const std::string tracts =
            by_id ? fmt::format("{} of {}",
                                format_count(static_cast<double>(all - a.tracts_without.size())),
                                format_count(static_cast<double>(all)))
                  : std::string();
        const std::string closed_rows = format_count(static_cast<double>(a.rows_closed));
        text +=
            fmt::format("{:<16} {:>8} {:>8} {:>8} {:>7}{} {:>7} {:>9} {:>15}  {}\n",
                        fit(a.source, 15), format_count(static_cast<double>(a.rows_read)),
                        format_count(static_cast<double>(a.rows_matched)),
                        format_count(static_cast<double>(a.rows_outside)),
                        format_count(static_cast<double>(a.rows_without_id)),
                        closed ? fmt::format(" {:>7}", closed_rows) : "",
                        format_count(static_cast<double>(a.rows_duplicate)),
                        format_count(static_cast<double>(a.unmatched_rows.size())), tracts, people);
    }
    return text;
}

std::string summary_text(const study::Results& results, std::size_t top) {
    const tract::TractSet& tracts = *results.tracts;
    const std::vector<double> people = results.people();
    double total = 0, ranked_people = 0;
    std::size_t empty = 0;
    bool counted = false;
    for (std::size_t t = 0; t < people.size(); ++t) {
        empty += people[t] == 0;
        counted = counted || !std::isnan(people[t]);
        if (!(people[t] > 0))
            continue;
        total += people[t];
        if (results.index && !std::isnan(results.index->score[t]))
            ranked_people += people[t];
    }
    std::string text = results.study.title.empty() ? "" : results.study.title + "\n";
    text += fmt::format("Tracts   {} of {} boundaries{}\n",
                        format_count(static_cast<double>(tracts.size())), tracts.vintage(),
                        counted ? fmt::format("; {} without residents", empty) : std::string());
    text += fmt::format(
        "People   {}; distances from {} {}\n", counted ? format_count(total) : "not counted",
        format_count(static_cast<double>(results.demand->size())), describe(results.demand->kind));
    const auto columns = results.layer_table->columns();
    const auto supplied =
        std::count_if(columns.begin(), columns.end(), [](const auto& c) { return c.has_source(); });
    text += fmt::format("Columns  {} from {} layers", supplied, results.study.layers.size());
    if (const auto absent = static_cast<long>(columns.size()) - supplied; absent > 0)
        text +=
            fmt::format("; {} more need sources or options that this study does not give", absent);
    text += "\n\n";
    text += audit_text(results) + "\n";
    if (results.index) {
        const index::IndexResult& index = *results.index;
        text += fmt::format("Index    {} ({}): {} tracts ranked", index.recipe.title,
                            index.recipe.id, format_count(static_cast<double>(index.n_ranked)));
        if (total > 0)
            text += fmt::format(", {} of {} people ({} %)", format_count(ranked_people),
                                format_count(total), format_fixed(100 * ranked_people / total, 1));
        if (const auto absent = absent_indicators(index); !absent.empty())
            text += fmt::format("\nIt stands on {} of {} indicators; missing everywhere: {}",
                                index.n_indicators - absent.size(), index.n_indicators,
                                join(absent, "; "));
        text += fmt::format(
            "\nCompared with {}. The worst {}:\n",
            map::reference_words(index.recipe, results.study.region, Language::English), top);
        std::vector<std::size_t> order;
        for (std::size_t t = 0; t < tracts.size(); ++t)
            if (index.rank[t] != 0)
                order.push_back(t);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return index.percentile[a] > index.percentile[b];
        });
        order.resize(std::min(order.size(), top));
        const auto interval = [&](std::size_t t) {
            return index.uncertainty
                       ? fmt::format("{:>10}",
                                     fmt::format("{} to {}", index.uncertainty->rank_lo[t],
                                                 index.uncertainty->rank_hi[t]))
                       : std::string();
        };
        text += fmt::format("  {:>4}{}  {:<11}  {:<28}{:>8}{:>12}{:>10}  {}\n", "rank",
                            index.uncertainty ? fmt::format("{:>10}", "90 %") : "", "GEOID", "name",
                            "score", "percentile", "people", "mostly because of");
        for (const std::size_t t : order) {
            std::vector<std::string> reasons;
            for (const TopPart& part : top_indicators(index, t, 2))
                reasons.push_back(part.label);
            text += fmt::format(
                "  {:>4}{}  {:<11}  {:<28}{:>8}{:>12}{:>10}  {}\n", index.rank[t], interval(t),
                tracts.geoid(t), fit(tracts.name(t), 27), format_fixed(index.score[t], 3),
                format_fixed(index.percentile[t], 3),
                std::isnan(people[t]) ? "unknown" : format_count(people[t]), join(reasons, "; "));
        }
        if (index.uncertainty)
            text += wrapped("", map::certainty_words(index, Language::English));
        text += "\n";
    }
    if (results.siting)
        text += plan_text(results);
    return text + findings_text(results.diagnostics);
}

} // namespace tractwise::report
