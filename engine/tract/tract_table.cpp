// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/tract_table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

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

std::string_view name_of(Pooling pooling) {
    switch (pooling) {
    case Pooling::Sum:
        return "sum";
    case Pooling::Ratio:
        return "ratio";
    case Pooling::Mean:
        return "mean";
    case Pooling::None:
        break;
    }
    return "none";
}

void Column::set_missing(std::size_t row, io::Missing why) {
    if (reasons.empty())
        reasons.assign(values.size(), io::Missing::None);
    values[row] = std::numeric_limits<double>::quiet_NaN();
    reasons[row] = why;
    if (!margin.empty())
        margin[row] = std::numeric_limits<double>::quiet_NaN();
}

namespace {

void expect_rows(const Column& column, const std::string& name, std::size_t rows) {
    if (column.values.size() != rows ||
        (!column.reasons.empty() && column.reasons.size() != rows) ||
        (!column.margin.empty() && column.margin.size() != rows))
        throw Error(ErrorKind::Internal, fmt::format("column \"{}\" has {} values for {} rows",
                                                     name, column.values.size(), rows));
}

} // namespace

struct TableColumn::State {
    Column column; ///< its info from the start
    std::size_t rows = 0;
    bool when_asked = false;
    std::function<Column()> make;
    std::once_flag made;
};

TableColumn::TableColumn(Column column) : state_(std::make_shared<State>()) {
    state_->rows = column.values.size();
    expect_rows(column, column.info.name, state_->rows);
    state_->column = std::move(column);
}

TableColumn::TableColumn(ColumnInfo info, std::size_t rows, std::function<Column()> make)
    : state_(std::make_shared<State>()) {
    state_->column.info = std::move(info);
    state_->rows = rows;
    state_->when_asked = true;
    state_->make = std::move(make);
}

const ColumnInfo& TableColumn::info() const {
    return state_->column.info;
}

std::size_t TableColumn::rows() const {
    return state_->rows;
}

const Column& TableColumn::operator*() const {
    if (!state_->when_asked)
        return state_->column;
    std::call_once(state_->made, [this] {
        Column made = state_->make();
        expect_rows(made, info().name, rows());
        // Another thread may be reading the info, so it stays as it is.
        state_->column.values = std::move(made.values);
        state_->column.reasons = std::move(made.reasons);
        state_->column.margin = std::move(made.margin);
        state_->make = nullptr;
    });
    return state_->column;
}

bool TableColumn::has_source() const {
    if (state_->when_asked)
        return true;
    const std::vector<io::Missing>& reasons = state_->column.reasons;
    return reasons.empty() || !std::all_of(reasons.begin(), reasons.end(), [](io::Missing reason) {
               return reason == io::Missing::NoSource;
           });
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

void TractTable::add(TableColumn column) {
    const std::string& name = column.info().name;
    if (column.rows() != rows())
        throw Error(ErrorKind::Internal, fmt::format("column \"{}\" has {} values for {} rows",
                                                     name, column.rows(), rows()));
    if (has(name))
        throw Error(ErrorKind::Usage,
                    fmt::format("two layers or tables make a column \"{}\"", name),
                    {.hint = "leave one of them out of the study"});
    columns_.push_back(std::move(column));
}

const TableColumn* TractTable::at(std::string_view name) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const TableColumn& c) { return c.info().name == name; });
    return found == columns_.end() ? nullptr : &*found;
}

const ColumnInfo* TractTable::info(std::string_view name) const {
    const TableColumn* column = at(name);
    return column == nullptr ? nullptr : &column->info();
}

const Column* TractTable::find(std::string_view name) const {
    const TableColumn* column = at(name);
    return column == nullptr ? nullptr : &**column;
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
        all.push_back(column.info().name);
    return all;
}

} // namespace tractwise::tract
