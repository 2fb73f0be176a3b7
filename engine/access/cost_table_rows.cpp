// SPDX-License-Identifier: Apache-2.0
#include "cost_table_rows.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/cell.hpp>

#include <array>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Unit = CostTableRows::Unit;

struct KnownCost {
    std::string_view name;
    Unit unit;
};
constexpr std::array kOrigins = {"origin", "from_id", "origin_id", "from", "o", "id_orig"};
constexpr std::array kDestinations = {"destination", "dest", "to_id",  "destination_id",
                                      "to",          "d",    "id_dest"};
constexpr std::array kCosts = {
    KnownCost{"minutes", Unit::Minutes},      KnownCost{"travel_time_p50", Unit::Minutes},
    KnownCost{"travel_time", Unit::Minutes},  KnownCost{"duration_min", Unit::Minutes},
    KnownCost{"duration_sec", Unit::Seconds}, KnownCost{"duration", Unit::Seconds},
    KnownCost{"seconds", Unit::Seconds},      KnownCost{"metres", Unit::Metres},
    KnownCost{"meters", Unit::Metres},        KnownCost{"distance_m", Unit::Metres},
    KnownCost{"distance", Unit::Metres},      KnownCost{"cost", Unit::Metres}};

std::string_view name_of(Unit unit) {
    return unit == Unit::Minutes ? "minutes" : unit == Unit::Seconds ? "seconds" : "metres";
}

/// "costs.csv:14", or "costs.xlsx, row 12".
std::string place_of(const io::Table& table, std::size_t row) {
    const std::string name = table.row_name(row);
    return name.starts_with("line ") ? table.name() + ":" + name.substr(5)
                                     : table.name() + ", " + name;
}

template <std::size_t N>
std::size_t find_ends(const io::Table& table, const std::string& wanted,
                      const std::array<const char*, N>& usual, const char* what) {
    if (!wanted.empty())
        return table.require(wanted);
    for (const char* name : usual)
        if (const auto column = table.find(name))
            return *column;
    throw Error(ErrorKind::Input, fmt::format("has no column of {}s under a usual name", what),
                {.where = table.name(),
                 .hint = fmt::format("name the {} column; the table has {}", what,
                                     join(table.columns(), ", "))});
}

std::optional<Unit> unit_by_name(std::string_view column) {
    const std::string name = to_lower(trim(column));
    for (const KnownCost& known : kCosts)
        if (name == known.name)
            return known.unit;
    // travel_time_p25, travel_time_p75: other percentiles of the same publisher.
    if (name.starts_with("travel_time_p"))
        return Unit::Minutes;
    return std::nullopt;
}

CostTableRows::CostColumn find_cost(const io::Table& table, const TableCost::Columns& columns) {
    std::optional<std::size_t> column;
    if (!columns.cost.empty())
        column = table.require(columns.cost);
    for (std::size_t k = 0; !column && k < kCosts.size(); ++k)
        column = table.find(kCosts[k].name);
    if (!column)
        throw Error(ErrorKind::Input, "has no column of costs under a usual name",
                    {.where = table.name(),
                     .hint = fmt::format("name the column of minutes or metres; the table has {}",
                                         join(table.columns(), ", "))});
    const std::vector<std::string> units = {"minutes", "seconds", "metres"};
    if (!columns.unit.empty()) {
        for (const Unit unit : {Unit::Minutes, Unit::Seconds, Unit::Metres})
            if (columns.unit == name_of(unit))
                return {*column, unit};
        throw Error(ErrorKind::Usage, fmt::format("unknown unit \"{}\" of costs", columns.unit),
                    {.where = table.name(), .hint = suggestion(columns.unit, units)});
    }
    const std::string& name = table.columns()[*column];
    if (const auto unit = unit_by_name(name))
        return {*column, *unit};
    throw Error(ErrorKind::Usage,
                fmt::format("the unit of the costs in column \"{}\" is not known", name),
                {.where = table.name(), .hint = "give the unit: minutes, seconds or metres"});
}

} // namespace

CostTableRows::CostTableRows(const io::Table& table, const TableCost::Columns& columns)
    : table_(table), origin_(find_ends(table, columns.origin, kOrigins, "origin")),
      destination_(find_ends(table, columns.destination, kDestinations, "destination")),
      cost_(find_cost(table, columns)) {
    if (origin_ == destination_ || origin_ == cost_.column || destination_ == cost_.column)
        throw Error(ErrorKind::Usage,
                    "origin, destination and cost must be three different columns",
                    {.where = table.name()});
}

std::string CostTableRows::columns_in_words() const {
    return fmt::format("read as origin \"{}\", destination \"{}\", cost \"{}\" in {}",
                       table_.columns()[origin_], table_.columns()[destination_],
                       table_.columns()[cost_.column], name_of(cost_.unit));
}

double CostTableRows::cost(std::size_t row) const {
    const std::string_view text = table_.cell(row, cost_.column);
    double value = std::numeric_limits<double>::quiet_NaN();
    if (const auto plain = parse_number(text))
        value = *plain;
    else if (const io::Cell cell = io::parse_cell(text); cell.reason == io::Missing::None)
        value = cell.value;
    else if (cell.reason == io::Missing::Empty)
        return std::numeric_limits<double>::quiet_NaN();
    else
        throw Error(
            ErrorKind::Input, fmt::format("\"{}\" is no travel cost", text),
            {.where = place_of(table_, row), .hint = "leave the cell empty where there is no way"});
    if (value < 0)
        throw Error(
            ErrorKind::Input, fmt::format("the cost {} is negative", trim(text)),
            {.where = place_of(table_, row), .hint = "leave the cell empty where there is no way"});
    return cost_.unit == Unit::Seconds ? value / 60 : value;
}

std::string_view CostTableRows::id(std::size_t row, std::size_t column, const char* what) const {
    const std::string_view text = trim(table_.cell(row, column));
    if (text.empty())
        throw Error(ErrorKind::Input, fmt::format("the row has no {}", what),
                    {.where = place_of(table_, row)});
    return text;
}

} // namespace tractwise::access
