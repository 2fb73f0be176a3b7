// SPDX-License-Identifier: Apache-2.0
#include "engine/io/amount.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::io {

std::optional<std::string> impossible(std::string_view cell, const Amount& of) {
    const double value = parse_cell(cell).value;
    if (std::isnan(value))
        return std::nullopt;
    const bool percent = trim(cell).ends_with('%');
    if (!percent && value >= 0 && value <= of.most)
        return std::nullopt;
    return fmt::format("\"{}\" is no {}: {}", trim(cell), of.what,
                       percent     ? "a percent sign counts nothing"
                       : value < 0 ? "it is negative"
                                   : fmt::format("it is above {}", format_count(of.most)));
}

double amount(const Table& table, std::size_t row, std::size_t column, const Amount& of) {
    const std::string_view cell = table.cell(row, column);
    if (auto why = impossible(cell, of))
        throw Error(ErrorKind::Input, std::move(*why),
                    {.where = fmt::format("{}, {}", table.name(), table.row_name(row)),
                     .hint = fmt::format("column \"{}\" holds numbers from 0 to {}; leave the cell "
                                         "empty where it is not known",
                                         table.columns()[column], format_count(of.most))});
    return parse_cell(cell).value;
}

} // namespace tractwise::io
