// SPDX-License-Identifier: Apache-2.0
#include "engine/report/codebook.hpp"

#include "engine/core/text.hpp"
#include "engine/report/described_columns.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

struct Entry {
    std::string name, label, unit, universe, formula, source, vintage, direction;
    std::size_t missing = 0;
};

std::size_t count_missing(const DescribedColumn& column) {
    if (const auto* values = std::get_if<std::vector<double>>(&column.values))
        return static_cast<std::size_t>(
            std::count_if(values->begin(), values->end(), [](double v) { return std::isnan(v); }));
    return 0;
}

std::vector<Entry> entries(const study::Results& results) {
    std::vector<Entry> all;
    for (const DescribedColumn& column : tract_columns(results)) {
        const tract::ColumnInfo& info = column.info;
        all.push_back({info.name, info.label, info.unit, info.universe, info.formula, info.source,
                       info.vintage == 0 ? "" : std::to_string(info.vintage),
                       column.is_text() ? "" : std::string(name_of(info.direction)),
                       count_missing(column)});
    }
    return all;
}

/// Words of others, shown as they are: no tags, no pictures from elsewhere, no lines or table cells of
/// their own.
std::string cell(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        if (c == '<' || c == '>' || c == '&')
            shown += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
        else if (c == '[' || c == ']' || c == '`')
            shown += std::string("\\") + c;
        else
            shown += c == '|' ? '/' : static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return shown;
}

} // namespace

io::OutTable codebook_frame(const study::Results& results) {
    std::vector<std::string> columns[8];
    std::vector<double> missing;
    for (const Entry& e : entries(results)) {
        const std::string* fields[] = {&e.name,    &e.label,  &e.unit,    &e.universe,
                                       &e.formula, &e.source, &e.vintage, &e.direction};
        for (std::size_t i = 0; i < 8; ++i)
            columns[i].push_back(*fields[i]);
        missing.push_back(static_cast<double>(e.missing));
    }
    io::OutTable table{"codebook", "What each column of indices.csv means", {}};
    const char* names[] = {"name",    "label",  "unit",    "universe",
                           "formula", "source", "vintage", "direction"};
    for (std::size_t i = 0; i < 8; ++i)
        table.columns.push_back({names[i], "", std::move(columns[i])});
    table.columns.push_back({"n_missing", "", std::move(missing)});
    return table;
}

std::string codebook_markdown(const study::Results& results) {
    std::string text = fmt::format("# Codebook: {}\n\n", cell(results.study.title));
    text += fmt::format("{} census tracts of {} boundaries", results.tracts->size(),
                        results.tracts->vintage());
    if (!results.study.region.name.empty())
        text += ", " + cell(results.study.region.name);
    text += fmt::format(". Distances are geodesic and measured from {}.\n\n",
                        describe(results.demand->kind));
    text += "Missing values are empty, never 0 and never -999; the column `missing` says why. "
            "Shares and percentiles "
            "run from 0 to 1.\n";
    if (results.index) {
        const index::IndexRecipe& recipe = results.index->recipe;
        text +=
            fmt::format("\n## Index: {}\n\n{}\n\n", cell(recipe.title), cell(recipe.description));
        text += fmt::format(
            "{} of {} tracts are ranked. Percentile: share of ranked tracts ({}) that are better "
            "off.\n",
            results.index->n_ranked, results.tracts->size(),
            recipe.reference == index::Reference::All
                ? std::string("all tracts read")
                : "same " + std::string(name_of(recipe.reference)));
        for (const std::string& source : recipe.sources)
            text += "\n- " + cell(source);
        text += "\n";
    }
    text += "\n## Sources\n\n| source | title | file | vintage | year | license | SHA-256 "
            "|\n|---|---|---|---|---|---|---|\n";
    for (const study::InputFile& input : results.inputs) {
        const io::SourceSpec& source = results.study.sources.at(input.source);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", cell(input.source),
                            cell(source.title),
                            cell(input.path.substr(input.path.find_last_of('/') + 1)),
                            source.vintage ? std::to_string(*source.vintage) : "",
                            source.year ? std::to_string(*source.year) : "", cell(source.license),
                            input.sha256.substr(0, 12));
    }
    text += "\n## Columns\n\n| name | label | unit | universe | formula | source | direction | "
            "missing |\n"
            "|---|---|---|---|---|---|---|---|\n";
    for (const Entry& e : entries(results))
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", cell(e.name),
                            cell(e.label), cell(e.unit), cell(e.universe), cell(e.formula),
                            cell(e.source), e.direction, e.missing);
    std::string absent;
    for (const tract::TableColumn& column : results.table->columns())
        if (!column.has_source())
            absent += fmt::format("| {} | {} | {} |\n", cell(column.info().name),
                                  cell(column.info().label), cell(column.info().source));
    if (!absent.empty())
        text += "\n## Columns that no source of this study supplies\n\n| name | label | source "
                "|\n|---|---|---|\n" +
                absent;
    return text;
}

} // namespace tractwise::report
