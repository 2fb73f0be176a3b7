// SPDX-License-Identifier: Apache-2.0
#include "engine/report/codebook.hpp"

#include "engine/core/text.hpp"
#include "engine/report/frames.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

struct Entry {
    std::string name, label, unit, universe, formula, source, vintage, direction;
    std::size_t missing = 0;
};

std::size_t count_missing(const io::OutColumn& column) {
    if (const auto* values = std::get_if<std::vector<double>>(&column.values))
        return static_cast<std::size_t>(
            std::count_if(values->begin(), values->end(), [](double v) { return std::isnan(v); }));
    return 0;
}

Entry entry_of(const tract::ColumnInfo& info) {
    return {info.name,
            info.label,
            info.unit,
            info.universe,
            info.formula,
            info.source,
            info.vintage == 0 ? "" : std::to_string(info.vintage),
            std::string(name_of(info.direction))};
}

std::vector<Entry> entries(const study::Results& results) {
    std::map<std::string, Entry> described;
    std::vector<tract::Column> recipe_columns;
    if (results.index)
        recipe_columns = results.index->columns();
    for (const tract::Column& column : recipe_columns)
        described.emplace(column.info.name, entry_of(column.info));
    for (const auto& column : results.table->columns()) {
        described.emplace(column->info.name, entry_of(column->info));
        if (!column->margin.empty()) {
            Entry margin = entry_of(column->info);
            margin.name += "_moe";
            margin.label = "Margin of error, 90 %: " + margin.label;
            margin.formula = "propagated from the ACS margins";
            described.emplace(margin.name, margin);
        }
    }
    std::vector<Entry> all;
    const io::OutTable frame = tract_frame(results);
    for (const io::OutColumn& column : frame.columns) {
        const auto found = described.find(column.name);
        Entry entry =
            found != described.end() ? found->second : Entry{column.name, column.description};
        if (found == described.end() && results.index &&
            column.name.starts_with(results.index->recipe.id + "_"))
            entry.source = "recipe " + results.index->recipe.id;
        entry.missing = count_missing(column);
        all.push_back(std::move(entry));
    }
    return all;
}

std::string cell(std::string text) {
    std::replace(text.begin(), text.end(), '|', '/');
    return text;
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
    std::string text = fmt::format("# Codebook: {}\n\n", results.study.title);
    text += fmt::format("{} census tracts of {} boundaries", results.tracts->size(),
                        results.tracts->vintage());
    if (!results.study.region.name.empty())
        text += ", " + results.study.region.name;
    text += fmt::format(". Distances are geodesic and measured from {}.\n\n",
                        describe(results.demand->kind));
    text += "Missing values are empty, never 0 and never -999; the column `missing` says why. "
            "Shares and percentiles "
            "run from 0 to 1.\n";
    if (results.index) {
        const index::IndexRecipe& recipe = results.index->recipe;
        text += fmt::format("\n## Index: {}\n\n{}\n\n", recipe.title, recipe.description);
        text += fmt::format(
            "{} of {} tracts are ranked. Percentile: share of ranked tracts ({}) that are better "
            "off.\n",
            results.index->n_ranked, results.tracts->size(),
            recipe.reference == index::Reference::All
                ? std::string("all tracts read")
                : "same " + std::string(name_of(recipe.reference)));
        for (const std::string& source : recipe.sources)
            text += "\n- " + source;
        text += "\n";
    }
    text += "\n## Sources\n\n| source | title | file | vintage | year | license | SHA-256 "
            "|\n|---|---|---|---|---|---|---|\n";
    for (const study::InputFile& input : results.inputs) {
        const io::SourceSpec& source = results.study.sources.at(input.source);
        text +=
            fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", input.source, cell(source.title),
                        cell(input.path.substr(input.path.find_last_of('/') + 1)),
                        source.vintage ? std::to_string(*source.vintage) : "",
                        source.year ? std::to_string(*source.year) : "", cell(source.license),
                        input.sha256.substr(0, 12));
    }
    text += "\n## Columns\n\n| name | label | unit | universe | formula | source | direction | "
            "missing |\n"
            "|---|---|---|---|---|---|---|---|\n";
    for (const Entry& e : entries(results))
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", e.name, cell(e.label),
                            e.unit, cell(e.universe), cell(e.formula), cell(e.source), e.direction,
                            e.missing);
    std::string absent;
    for (const auto& column : results.table->columns())
        if (!study::has_source(*column))
            absent += fmt::format("| {} | {} | {} |\n", column->info.name, cell(column->info.label),
                                  cell(column->info.source));
    if (!absent.empty())
        text += "\n## Columns that no source of this study supplies\n\n| name | label | source "
                "|\n|---|---|---|\n" +
                absent;
    return text;
}

} // namespace tractwise::report
