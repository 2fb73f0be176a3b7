// SPDX-License-Identifier: Apache-2.0
#include "engine/report/described_columns.hpp"

#include "engine/index/columns.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

/// "Distance to the nearest clinic (m)"; a score and a rank have no unit that a reader could miss.
std::string label_with_unit(const tract::ColumnInfo& info) {
    return words::unit(info.unit, {}).empty() ? info.label : info.label + " (" + info.unit + ")";
}

} // namespace

bool DescribedColumns::has(std::string_view name) const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [&](const DescribedColumn& column) { return column.info.name == name; });
}

void DescribedColumns::add_text(std::string name, std::string label, std::vector<std::string> cells,
                                std::string source) {
    if (!has(name))
        columns_.push_back(
            {{.name = std::move(name), .label = std::move(label), .source = std::move(source)},
             std::move(cells)});
}

void DescribedColumns::add(const tract::Column& column, Margins margins, Missing missing) {
    if (has(column.info.name))
        return;
    columns_.push_back({column.info, column.values});
    if (margins == Margins::Beside && !column.margin.empty()) {
        tract::ColumnInfo info = column.info;
        info.name += "_moe";
        info.label = "Margin of error, 90 %: " + info.label;
        info.formula = "propagated from the ACS margins";
        if (!has(info.name))
            columns_.push_back({std::move(info), column.margin});
    }
    if (missing == Missing::SaidElsewhere)
        return;
    for (std::size_t r = 0; r < column.values.size(); ++r)
        if (std::isnan(column.values[r])) {
            const io::Missing why =
                column.reason(r) == io::Missing::None ? io::Missing::Dependent : column.reason(r);
            if (!notes_[r].empty())
                notes_[r] += "; ";
            notes_[r] += fmt::format("{}={}", column.info.name, name_of(why));
        }
}

void DescribedColumns::add_missing() {
    add_text("missing", "Why cells of this row are empty: column=reason", std::move(notes_));
}

std::vector<DescribedColumn> tract_columns(const study::Results& results) {
    const tract::TractSet& tracts = *results.tracts;
    DescribedColumns columns(tracts.size());
    std::vector<std::string> names;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        names.push_back(tracts.name(t));
    columns.add_text("geoid", fmt::format("Census tract, {} boundaries", tracts.vintage()),
                     tracts.geoids());
    columns.add_text("name", "Name of the tract", std::move(names));
    const index::IndexResult* index = results.index.get();
    const index::ColumnNames of_index =
        index != nullptr ? index::names_of(index->recipe) : index::ColumnNames{};
    for (const tract::TableColumn& column : results.table->columns()) {
        if (!column.has_source())
            continue;
        const std::string& name = column.info().name;
        // Why there is no score, PREFIX_reason says for all that is made of it.
        const bool of_score =
            index != nullptr && (of_index.is_overall(name) || of_index.is_part(name));
        columns.add(*column, DescribedColumns::Margins::Beside,
                    of_score ? DescribedColumns::Missing::SaidElsewhere
                             : DescribedColumns::Missing::Noted);
        if (index != nullptr && name == of_index.n_present())
            columns.add_text(of_index.reason(), kReasonLabel, reason_texts(*index),
                             column.info().source);
    }
    columns.add_missing();
    return columns.take();
}

std::vector<io::OutColumn> out_columns(std::vector<DescribedColumn> columns) {
    std::vector<io::OutColumn> out;
    for (DescribedColumn& column : columns)
        out.push_back({column.info.name, label_with_unit(column.info), std::move(column.values)});
    return out;
}

std::vector<std::string> reason_texts(const index::IndexResult& index) {
    std::vector<std::string> reasons;
    for (std::size_t r = 0; r < index.rows(); ++r)
        reasons.push_back(index.reason[r] == io::Missing::None
                              ? std::string()
                              : std::string(name_of(index.reason[r])));
    return reasons;
}

} // namespace tractwise::report
