// SPDX-License-Identifier: Apache-2.0
#include "engine/study/result_columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

/// "Reached, with the plan − today": what the two labels share up to a comma stands once.
std::string difference_label(const std::string& a, const std::string& b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t same = 0, shared = 0;
    while (same < shorter && a[same] == b[same])
        if (a[same++] == ' ' && same > 1 && a[same - 2] == ',')
            shared = same;
    return a + " − " + b.substr(shared);
}

/// Units in which a difference is no longer what it was.
struct PointsUnit {
    std::string_view unit, points;
};
constexpr PointsUnit kPoints[] = {{"share", "percentage points"},
                                  {"percentile", "percentile points"}};

} // namespace

const tract::Column* raw_column(const Results& results, const index::IndexPart& part) {
    if (!part.is_indicator)
        return nullptr;
    for (const tract::Column& column : results.index->derived)
        if (column.info.name == part.column)
            return &column;
    return results.layer_table->find(part.column);
}

ResultColumns::ResultColumns(std::shared_ptr<const Results> results)
    : results_(std::move(results)), table_(*results_->table) {
    for (const tract::TableColumn& column : table_.columns())
        if (column.has_source())
            infos_.push_back(column.info());
}

bool ResultColumns::has(std::string_view name) const {
    return info(name) != nullptr;
}

const tract::ColumnInfo* ResultColumns::info(std::string_view name) const {
    const auto found =
        std::find_if(infos_.begin(), infos_.end(),
                     [&](const tract::ColumnInfo& info) { return info.name == name; });
    return found == infos_.end() ? nullptr : &*found;
}

const tract::Column* ResultColumns::find(std::string_view name) const {
    return has(name) ? table_.find(name) : nullptr;
}

const tract::Column& ResultColumns::operator[](std::string_view name) const {
    if (const tract::Column* column = find(name))
        return *column;
    std::vector<std::string> names;
    for (const tract::ColumnInfo& info : infos_)
        names.push_back(info.name);
    throw Error(ErrorKind::Usage, fmt::format("there is no column \"{}\"", name),
                {.hint = suggestion(std::string(name), names)});
}

std::string ResultColumns::first_choice() const {
    if (results_->index)
        return index::names_of(results_->index->recipe).percentile();
    for (const tract::ColumnInfo& info : infos_)
        if (info.direction != tract::Direction::Context)
            return info.name;
    return infos_.empty() ? std::string() : infos_.front().name;
}

void ResultColumns::add(tract::Column column) {
    tract::ColumnInfo info = column.info;
    table_.add(std::move(column));
    infos_.push_back(std::move(info));
}

tract::Column difference(const tract::Column& a, const tract::Column& b) {
    if (a.info.unit != b.info.unit)
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" is in {} and \"{}\" in {}", a.info.label,
                                words::unit(a.info.unit, {}), b.info.label,
                                words::unit(b.info.unit, {})),
                    {.hint = "two columns of one unit have a difference"});
    if (a.values.size() != b.values.size())
        throw Error(ErrorKind::Internal, "columns of two sets of tracts have no difference");
    tract::Column column;
    column.info = a.info;
    column.info.name = a.info.name + "_less_" + b.info.name;
    column.info.label = difference_label(a.info.label, b.info.label);
    column.info.formula = a.info.name + " - " + b.info.name;
    if (a.info.source != b.info.source)
        column.info.source = a.info.source + "; " + b.info.source;
    column.info.universe = a.info.universe == b.info.universe ? a.info.universe : "";
    column.info.direction =
        a.info.direction == b.info.direction ? a.info.direction : tract::Direction::Context;
    double scale = 1;
    for (const PointsUnit& unit : kPoints)
        if (a.info.unit == unit.unit) {
            column.info.unit = unit.points;
            scale = 100;
        }
    const bool margins = !a.margin.empty() && !b.margin.empty();
    for (std::size_t row = 0; row < a.values.size(); ++row) {
        column.values.push_back((a.values[row] - b.values[row]) * scale);
        if (margins)
            column.margin.push_back(std::hypot(a.margin[row], b.margin[row]) * scale);
    }
    for (std::size_t row = 0; row < a.values.size(); ++row)
        if (std::isnan(column.values[row]))
            column.set_missing(row, std::isnan(a.values[row]) ? a.reason(row) : b.reason(row));
    return column;
}

} // namespace tractwise::study
