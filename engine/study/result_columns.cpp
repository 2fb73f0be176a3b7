// SPDX-License-Identifier: Apache-2.0
#include <tractwise/study/result_columns.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise {
namespace {

/// Contributions exist where every level above is a mean or a sum.
bool has_contribution(const IndexResult& index, std::size_t part) {
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (!std::isnan(index.contribution(part, row)))
            return true;
    return false;
}

bool supplied(const Column& column) {
    return column.reasons.empty() ||
           !std::all_of(column.reasons.begin(), column.reasons.end(),
                        [](Missing reason) { return reason == Missing::NoSource; });
}

} // namespace

ResultColumns::ResultColumns(std::shared_ptr<const Results> results)
    : results_(std::move(results)) {
    const int vintage = results_->tracts->vintage();
    const auto add = [&](ColumnInfo info) {
        if (!has(info.name))
            infos_.push_back(std::move(info));
    };
    if (results_->index) {
        const IndexResult& index = *results_->index;
        const IndexRecipe& recipe = index.recipe;
        const std::string source = "recipe " + recipe.id;
        add({.name = recipe.id + "_percentile",
             .label = recipe.title,
             .unit = "percentile",
             .formula = "share of ranked tracts of the reference that are better off",
             .source = source,
             .vintage = vintage,
             .direction = Direction::HigherIsWorse});
        add({.name = recipe.id + "_score",
             .label = recipe.title + ": score",
             .unit = "score",
             .source = source,
             .vintage = vintage,
             .direction = recipe.direction});
        add({.name = recipe.id + "_rank",
             .label = recipe.title + ": rank (1 = worst off)",
             .unit = "rank",
             .source = source,
             .vintage = vintage,
             .direction = Direction::HigherIsBetter});
        for (std::size_t part = 0; part < index.parts.size(); ++part)
            if (has_contribution(index, part))
                add({.name = recipe.id + "_part_" + index.parts[part].name,
                     .label = index.parts[part].label + ": part of the score",
                     .unit = "score",
                     .source = source,
                     .vintage = vintage,
                     .direction = recipe.direction});
        for (Column& column : index.columns())
            if (!has(column.info.name)) {
                infos_.push_back(column.info);
                made_.emplace(infos_.back().name, std::move(column));
            }
    }
    for (const auto& column : results_->table->columns())
        if (supplied(*column))
            add(column->info);
}

bool ResultColumns::has(std::string_view name) const {
    return info(name) != nullptr;
}

const ColumnInfo* ResultColumns::info(std::string_view name) const {
    const auto found = std::find_if(infos_.begin(), infos_.end(),
                                    [&](const ColumnInfo& info) { return info.name == name; });
    return found == infos_.end() ? nullptr : &*found;
}

const Column* ResultColumns::find(std::string_view name) const {
    if (!has(name))
        return nullptr;
    // A name of the index wins over a layer's, as in the exports.
    auto made = made_.find(name);
    if (made == made_.end()) {
        if (const Column* column = results_->table->find(name))
            if (column->info == *info(name))
                return column;
        made = made_.emplace(std::string(name), make(name)).first;
    }
    return &made->second;
}

const Column& ResultColumns::operator[](std::string_view name) const {
    if (const Column* column = find(name))
        return *column;
    std::vector<std::string> names;
    for (const ColumnInfo& info : infos_)
        names.push_back(info.name);
    throw Error(ErrorKind::Usage, fmt::format("there is no column \"{}\"", name),
                {.hint = suggestion(std::string(name), names)});
}

std::string ResultColumns::first_choice() const {
    for (const ColumnInfo& info : infos_)
        if (info.direction != Direction::Context)
            return info.name;
    return infos_.empty() ? std::string() : infos_.front().name;
}

Column ResultColumns::make(std::string_view name) const {
    const IndexResult& index = *results_->index;
    const std::string_view key = name.substr(index.recipe.id.size() + 1);
    Column column;
    column.info = *info(name);
    if (key == "score")
        column.values = index.score;
    else if (key == "percentile")
        column.values = index.percentile;
    else if (key == "rank")
        for (const std::uint32_t rank : index.rank)
            column.values.push_back(rank == 0 ? std::nan("") : static_cast<double>(rank));
    else
        for (std::size_t part = 0; part < index.parts.size(); ++part)
            if (key == "part_" + index.parts[part].name)
                column.values = index.contributions(part);
    if (std::any_of(column.values.begin(), column.values.end(),
                    [](double value) { return std::isnan(value); })) {
        column.reasons.resize(column.values.size(), Missing::None);
        for (std::size_t row = 0; row < column.values.size(); ++row)
            if (std::isnan(column.values[row]))
                column.reasons[row] =
                    index.reason[row] == Missing::None ? Missing::Dependent : index.reason[row];
    }
    return column;
}

} // namespace tractwise
