// SPDX-License-Identifier: Apache-2.0
#include "engine/io/no_header.hpp"

#include "engine/io/place_text.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <optional>

namespace tractwise::io {
namespace {

/// A column below the row in question: its cells that are not blank.
using Cells = std::vector<std::string_view>;

constexpr std::size_t kLookedAt = 40; ///< rows below

Cells cells_below(std::span<const GridRow> head, std::size_t row, std::size_t column) {
    Cells cells;
    for (std::size_t r = row + 1; r < head.size() && cells.size() < kLookedAt; ++r)
        if (column < head[r].size() && !is_blank(head[r][column]))
            cells.push_back(trim(head[r][column]));
    return cells;
}

/// True where at least nine of ten cells fit. The last ones may be totals and notes.
template <typename Fits>
bool nearly_all(Cells cells, Fits fits) {
    constexpr std::size_t foot = 4;
    for (std::size_t i = 0; i < foot && cells.size() > 1 && !fits(cells.back()); ++i)
        cells.pop_back();
    const auto good = std::count_if(cells.begin(), cells.end(), fits);
    return !cells.empty() && static_cast<std::size_t>(good) * 10 >= cells.size() * 9;
}

/// The number of digits of a whole number, 0 for anything else.
std::size_t whole_digits(std::string_view cell) {
    const bool whole = !cell.empty() && std::all_of(cell.begin(), cell.end(), is_digit);
    return whole ? cell.size() : 0;
}

bool is_year(double number) {
    return number >= 1900 && number <= 2100;
}

/// "Tract 2010" is what a column of tracts of that year is called; "Census Tract 1.01" is a tract.
bool is_named_by_year(std::string_view cell) {
    const auto blank = cell.find_last_of(' ');
    const auto number = parse_number(cell.substr(blank == std::string_view::npos ? 0 : blank + 1));
    return blank != std::string_view::npos && number && is_year(*number);
}

bool is_place(std::string_view cell) {
    return parse_place(cell).has_value();
}

/// A matrix without names of its rows: codes of places over other numbers, as many rows as columns.
/// Census ids need no such sign.
bool names_a_matrix(const std::vector<std::string_view>& names, const std::vector<Cells>& below) {
    constexpr std::size_t of_a_code = 4, of_census_ids = 10;
    const std::size_t digits = whole_digits(names.front());
    bool codes_below = true;
    for (std::size_t c = 0; c < names.size(); ++c) {
        if (whole_digits(names[c]) != digits)
            return false;
        codes_below = codes_below && nearly_all(below[c], [&](std::string_view cell) {
                          return whole_digits(cell) == digits;
                      });
    }
    const bool square =
        std::min(names.size(), kLookedAt) == std::min(below.front().size(), kLookedAt);
    return names.size() > 1 && !codes_below && digits >= of_a_code &&
           (square || digits >= of_census_ids);
}

/// A matrix with a number in its corner: the first column holds the names of the others.
bool has_corner(const std::vector<std::string_view>& names, const std::vector<Cells>& below) {
    const auto known =
        std::count_if(below.front().begin(), below.front().end(), [&](std::string_view cell) {
            return std::find(names.begin() + 1, names.end(), cell) != names.end();
        });
    return names.size() > 2 && static_cast<std::size_t>(known) == below.front().size() &&
           std::find(below.front().begin(), below.front().end(), names.front()) ==
               below.front().end();
}

/// Names that are numbers: years, the columns' own numbers, the codes of a matrix's columns.
bool numbers_may_be_names(const std::vector<std::string_view>& names,
                          const std::vector<Cells>& below) {
    bool years = true, from_0 = true, from_1 = names.size() > 2;
    for (std::size_t c = 0; c < names.size(); ++c) {
        const auto number = parse_number(names[c]);
        years = years && whole_digits(names[c]) == 4 && number && is_year(*number);
        from_0 = from_0 && number && *number == static_cast<double>(c);
        from_1 = from_1 && number && *number == static_cast<double>(c + 1);
    }
    return years || from_0 || from_1 || names_a_matrix(names, below) || has_corner(names, below);
}

} // namespace

std::string data_instead_of_names(std::span<const GridRow> head, std::size_t first) {
    if (first >= head.size())
        return {};
    std::vector<std::string_view> names;
    std::vector<Cells> below;
    std::size_t width = 0;
    for (std::size_t r = first; r < head.size(); ++r)
        width = std::max(width, head[r].size());
    bool all_named = true, all_numbers = true, first_column = true;
    for (std::size_t c = 0; c < width; ++c) {
        const std::string_view name = c < head[first].size() ? trim(head[first][c]) : "";
        Cells cells = cells_below(head, first, c);
        if (name.empty()) {
            all_named = all_named && cells.empty();
            first_column = first_column && cells.empty();
            continue;
        }
        if (is_place(name) && (cells.empty() || nearly_all(cells, is_place)))
            return "a place";
        // A list of one id has nothing below it; so has a matrix without rows, but for its corner.
        const bool alone = cells.empty() && first_column;
        if (is_area_id(name) && !is_named_by_year(name) && (alone || nearly_all(cells, is_area_id)))
            return "a census id";
        constexpr std::size_t of_a_code = 5, of_any_column = 10;
        const std::size_t digits = whole_digits(name);
        if (digits >= (first_column ? of_a_code : of_any_column) &&
            nearly_all(cells, [&](std::string_view cell) { return whole_digits(cell) == digits; }))
            return "a code";
        all_numbers = all_numbers && looks_numeric(name) && nearly_all(cells, looks_numeric);
        first_column = false;
        names.push_back(name);
        below.push_back(std::move(cells));
    }
    const bool numbers = all_named && all_numbers && !names.empty();
    return numbers && !numbers_may_be_names(names, below) ? "numbers" : "";
}

} // namespace tractwise::io
