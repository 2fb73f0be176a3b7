// SPDX-License-Identifier: Apache-2.0
#include "engine/io/percent_cells.hpp"

#include "engine/io/header_rows.hpp"

#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// -999, -666666666: a mark for a missing value, which no share and no change in percent can be.
bool is_mark(double value) {
    return value <= -99 && value == std::floor(value);
}

} // namespace

std::string percent_text(double value) {
    if (is_mark(value))
        return format_number(value);
    // The point is moved in the text: 0.07 times 100 is 7.000000000000001.
    std::array<char, 32> digits{};
    char* const begin = digits.data();
    const auto end =
        std::to_chars(begin, begin + digits.size(), value, std::chars_format::scientific).ptr;
    const std::string_view text(begin, static_cast<std::size_t>(end - begin));
    const auto mark = text.find('e');
    if (mark == std::string_view::npos)
        return format_number(value); // no number
    int exponent = 0;
    const std::string_view written = text.substr(mark + (text[mark + 1] == '+' ? 2 : 1));
    std::from_chars(written.data(), written.data() + written.size(), exponent);
    const auto moved = parse_number(fmt::format("{}e{}", text.substr(0, mark), exponent + 2));
    return moved ? format_number(*moved) + "%" : format_number(value);
}

void report_mixed_percents(const Table& table, const std::string& source,
                           Diagnostics& diagnostics) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        bool signs = false;
        for (std::size_t row = 0; row < table.rows() && !signs; ++row)
            signs = table.cell(row, c).ends_with('%') && looks_numeric(table.cell(row, c));
        if (!signs)
            continue;
        std::size_t plain = 0;
        std::vector<std::string> examples;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string_view cell = table.cell(row, c);
            if (cell.ends_with('%') || !looks_numeric(cell))
                continue;
            const double value = parse_cell(cell).value;
            if (std::isnan(value) || value == 0 || is_mark(value))
                continue; // the same with a sign
            if (++plain <= Finding::kMaxExamples)
                examples.push_back(fmt::format("{}: \"{}\"", table.row_name(row), trim(cell)));
        }
        if (plain > 0)
            diagnostics.add({Severity::Warning, "percent-mixed", source,
                             fmt::format("cells of column \"{}\" have no percent sign while others "
                                         "of it do, and are read as they stand: 0.13 is not 13%",
                                         table.columns()[c]),
                             plain, std::move(examples)});
    }
}

} // namespace tractwise::io
