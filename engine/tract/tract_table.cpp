// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/tract_table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace tractwise::tract {

std::string_view name_of(Direction direction) {
    switch (direction) {
    case Direction::HigherIsWorse:
        return "higher_is_worse";
    case Direction::HigherIsBetter:
        return "higher_is_better";
    case Direction::Context:
        break;
    }
    return "context";
}

void Column::set_missing(std::size_t row, io::Missing why) {
    if (reasons.empty())
        reasons.assign(values.size(), io::Missing::None);
    values[row] = std::numeric_limits<double>::quiet_NaN();
    reasons[row] = why;
    if (!margin.empty())
        margin[row] = std::numeric_limits<double>::quiet_NaN();
}

TractTable::TractTable(std::vector<std::string> ids) : ids_(std::move(ids)) {}

std::optional<std::size_t> TractTable::find_row(std::string_view id) const {
    // Tract tables are sorted; a table of other areas keeps the order of its file.
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (at != ids_.end() && *at == id)
        return static_cast<std::size_t>(at - ids_.begin());
    const auto any = std::find(ids_.begin(), ids_.end(), id);
    if (any == ids_.end())
        return std::nullopt;
    return static_cast<std::size_t>(any - ids_.begin());
}

void TractTable::add(Column column) {
    const std::string& name = column.info.name;
    if (column.values.size() != rows() ||
        (!column.reasons.empty() && column.reasons.size() != rows()) ||
        (!column.margin.empty() && column.margin.size() != rows()))
        throw Error(ErrorKind::Internal, fmt::format("column \"{}\" has {} values for {} rows",
                                                     name, column.values.size(), rows()));
    if (has(name))
        throw Error(ErrorKind::Usage,
                    fmt::format("two layers or tables make a column \"{}\"", name),
                    {.hint = "leave one of them out of the study"});
    columns_.push_back(std::make_shared<const Column>(std::move(column)));
}

const Column* TractTable::find(std::string_view name) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const auto& column) { return column->info.name == name; });
    return found == columns_.end() ? nullptr : found->get();
}

const Column& TractTable::operator[](std::string_view name) const {
    if (const Column* column = find(name))
        return *column;
    throw Error(ErrorKind::Usage, fmt::format("there is no column \"{}\"", name),
                {.hint = suggestion(name, names())});
}

std::vector<std::string> TractTable::names() const {
    std::vector<std::string> all;
    all.reserve(columns_.size());
    for (const auto& column : columns_)
        all.push_back(column->info.name);
    return all;
}

} // namespace tractwise::tract
