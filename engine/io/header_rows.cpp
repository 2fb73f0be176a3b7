// SPDX-License-Identifier: Apache-2.0
#include "engine/io/header_rows.hpp"

#include "engine/io/no_header.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

std::string_view cell_of(const GridRow& row, std::size_t column) {
    return column < row.size() ? row[column] : std::string_view();
}

std::size_t first_filled(const GridRow& row) {
    const auto at = std::find_if(row.begin(), row.end(), [](auto cell) { return !is_blank(cell); });
    return static_cast<std::size_t>(at - row.begin());
}

/// Columns may be called by their years; any other number is a value.
bool is_value(std::string_view cell) {
    if (!looks_numeric(cell))
        return false;
    const auto number = parse_number(trim(cell));
    return !number || trim(cell).size() != 4 || *number < 1900 || *number > 2100;
}

bool holds_values(const GridRow& row) {
    return std::any_of(row.begin(), row.end(),
                       [](auto cell) { return is_value(cell) || is_area_id(cell); });
}

/// The rows from `begin` on that are not blank, a few.
std::vector<const GridRow*> rows_from(std::span<const GridRow> head, std::size_t begin,
                                      std::size_t most) {
    std::vector<const GridRow*> rows;
    for (std::size_t r = begin; r < head.size() && rows.size() < most; ++r)
        if (filled_cells(head[r]) > 0)
            rows.push_back(&head[r]);
    return rows;
}

/// The first row from which on a column holds mostly what `fits`.
template <typename Fits>
std::optional<std::size_t> first_row_of(std::span<const GridRow> head, std::size_t begin,
                                        Fits fits) {
    constexpr std::size_t looked_at = 10;
    for (std::size_t r = begin; r < head.size(); ++r) {
        const auto rows = rows_from(head, r, looked_at);
        for (std::size_t c = 0; c < head[r].size(); ++c) {
            if (!fits(head[r][c]))
                continue;
            const auto good = std::count_if(rows.begin(), rows.end(), [&](const GridRow* row) {
                return fits(cell_of(*row, c));
            });
            if (static_cast<std::size_t>(good) * 5 >= rows.size() * 3)
                return r;
        }
    }
    return std::nullopt;
}

/// Columns in which most of the rows from `begin` on hold something. Rows of one cell among wider
/// ones are notes.
std::vector<bool> columns_in_use(std::span<const GridRow> head, std::size_t begin) {
    constexpr std::size_t looked_at = 30;
    std::vector<const GridRow*> rows = rows_from(head, begin, looked_at);
    const bool wide = std::any_of(rows.begin(), rows.end(),
                                  [](const GridRow* row) { return filled_cells(*row) > 1; });
    if (wide)
        std::erase_if(rows, [](const GridRow* row) { return filled_cells(*row) < 2; });
    std::size_t width = 0;
    for (const GridRow* row : rows)
        width = std::max(width, row->size());
    std::vector<bool> used(width, false);
    for (std::size_t c = 0; c < width; ++c) {
        const auto filled = std::count_if(rows.begin(), rows.end(), [&](const GridRow* row) {
            return !is_blank(cell_of(*row, c));
        });
        used[c] = static_cast<std::size_t>(filled) * 2 >= rows.size();
    }
    return used;
}

enum class FirstColumn { Named, MayBeUnnamed };

/// True where the rows name every column in use. Pandas and R write their row numbers into a first
/// column without a name.
bool names_all(std::span<const GridRow> rows, const std::vector<bool>& used,
               FirstColumn first_column = FirstColumn::MayBeUnnamed) {
    const auto first =
        static_cast<std::size_t>(std::find(used.begin(), used.end(), true) - used.begin());
    for (std::size_t c = 0; c < used.size(); ++c) {
        const bool named = std::any_of(rows.begin(), rows.end(), [&](const GridRow& row) {
            return !is_blank(cell_of(row, c));
        });
        if (used[c] && !named && (c != first || first_column == FirstColumn::Named))
            return false;
    }
    return true;
}

bool names_repeat(const GridRow& row) {
    std::set<std::string_view> seen;
    return std::any_of(row.begin(), row.end(), [&](std::string_view cell) {
        return !is_blank(cell) && !seen.insert(trim(cell)).second;
    });
}

/// "2024-05-01" or "5/1/2024".
bool is_date(std::string_view cell) {
    cell = trim(cell);
    const auto digits = std::count_if(cell.begin(), cell.end(), is_digit);
    const auto marks =
        std::count_if(cell.begin(), cell.end(), [](char c) { return c == '-' || c == '/'; });
    return digits >= 4 && marks == 2 && static_cast<std::size_t>(digits + marks) == cell.size();
}

/// A row that is as wide as the table and yet no header: a comment, a sentence that its own commas
/// cut up ("Households, vehicles, 2020"), or "Report date:" with its value.
bool is_no_row_of_names(const GridRow& row, const GridRow& names) {
    if (trim(row.front()).starts_with('#'))
        return true;
    const auto cut_up = [](std::string_view cell) { return cell.starts_with(' '); };
    if (row.size() > 1 && std::any_of(row.begin() + 1, row.end(), cut_up) &&
        std::none_of(names.begin(), names.end(), cut_up))
        return true;
    return std::any_of(row.begin(), row.end(), [](std::string_view cell) {
        return is_date(cell) || is_value(cell) || trim(cell).ends_with(':');
    });
}

/// Names of groups of columns: several, or one that does not begin where the table does.
bool names_groups(const GridRow& row, const std::vector<bool>& used) {
    const auto first =
        static_cast<std::size_t>(std::find(used.begin(), used.end(), true) - used.begin());
    const std::size_t filled = filled_cells(row);
    if (filled == 0 || holds_values(row) || trim(row[first_filled(row)]).starts_with('#'))
        return false;
    return (filled > 1 && row.size() > 1) || first_filled(row) > first;
}

std::vector<std::string> names_of(std::span<const GridRow> block) {
    std::size_t width = 0;
    for (const GridRow& row : block)
        width = std::max(width, row.size());
    std::vector<std::string> names(width);
    std::multiset<std::string> seen;
    if (block.size() == 1) { // as published
        for (std::size_t c = 0; c < width; ++c)
            names[c] = std::string(block.front()[c]);
        return names;
    }
    for (std::size_t c = 0; c < width; ++c) {
        for (const GridRow& row : block)
            if (!is_blank(cell_of(row, c)))
                names[c] = std::string(trim(cell_of(row, c)));
        seen.insert(names[c]);
    }
    std::vector<std::string> full(names);
    for (std::size_t r = block.size() - 1; r-- > 0;) {
        std::string_view group;
        for (std::size_t c = 0; c < width; ++c) {
            if (!is_blank(cell_of(block[r], c)))
                group = trim(cell_of(block[r], c));
            bool below = false; // else the group's own name is the column's
            for (std::size_t under = r + 1; under < block.size(); ++under)
                below = below || !is_blank(cell_of(block[under], c));
            if (below && !group.empty() && seen.count(names[c]) > 1)
                full[c] = fmt::format("{} {}", group, full[c]);
        }
    }
    return full;
}

/// The first row of a file of texts only that is as wide as most.
std::size_t first_wide_row(std::span<const GridRow> head, std::size_t first) {
    std::vector<std::size_t> widths;
    for (std::size_t r = first; r < head.size(); ++r)
        if (const std::size_t filled = filled_cells(head[r]); filled > 0)
            widths.push_back(filled);
    const auto mid = widths.begin() + static_cast<long>(widths.size() / 2);
    std::nth_element(widths.begin(), mid, widths.end());
    for (std::size_t r = first; r < head.size(); ++r)
        if (filled_cells(head[r]) >= *mid)
            return r;
    return first;
}

std::size_t last_filled_before(std::span<const GridRow> head, std::size_t row, std::size_t first) {
    while (row > first + 1 && filled_cells(head[row - 1]) == 0)
        --row;
    return row > first ? row - 1 : first;
}

HeaderRows one_row(std::span<const GridRow> head, std::size_t row) {
    return {row, row, names_of(head.subspan(row, 1)), {}};
}

/// Columns called by their numbers; one behind the last in which no row holds anything is a
/// separator at the end of lines.
HeaderRows without_names(std::span<const GridRow> head, std::size_t row, std::string what) {
    HeaderRows header{row, row, {}, std::move(what)};
    for (std::size_t c = 0; c < head[row].size(); ++c) {
        const bool used = std::any_of(head.begin(), head.end(), [&](const GridRow& cells) {
            return !is_blank(cell_of(cells, c));
        });
        header.names.push_back(used ? fmt::format("column_{}", c + 1) : std::string());
    }
    return header;
}

/// The rows of names that end with `bottom`.
HeaderRows with_groups(std::span<const GridRow> head, std::size_t bottom, std::size_t first,
                       const std::vector<bool>& used) {
    constexpr std::size_t most = 3;
    std::size_t top = bottom;
    while (top > first && bottom - top + 1 < most && names_groups(head[top - 1], used) &&
           (!names_all(head.subspan(top, bottom - top + 1), used, FirstColumn::Named) ||
            names_repeat(head[bottom])))
        --top;
    return {top, bottom, names_of(head.subspan(top, bottom - top + 1)), {}};
}

} // namespace

bool is_label_of_id(std::string_view name, std::string_view label) {
    if (name == "GEO_ID" || name == "GEO.id")
        return label == "Geography" || label == "Id" || label == "id" ||
               label == "Geographic Identifier";
    return name == "GISJOIN" && label == "GIS Join Match Code";
}

bool is_blank(std::string_view cell) {
    return trim(cell).empty();
}

std::size_t filled_cells(const GridRow& row) {
    return static_cast<std::size_t>(
        std::count_if(row.begin(), row.end(), [](auto cell) { return !is_blank(cell); }));
}

std::string quoted_row(const GridRow& row) {
    constexpr std::size_t most = 80;
    std::string text;
    for (const std::string_view cell : row)
        if (!is_blank(cell))
            text += (text.empty() ? "" : ", ") + std::string(trim(cell));
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (count_characters(text) > most)
        text = std::string(first_characters(text, most)) + "...";
    return fmt::format("\"{}\"", text);
}

bool looks_numeric(std::string_view cell) {
    cell = trim(cell);
    for (const std::string_view sign : {"\xC2\xB1", "+/-", "$", "-", "+", "<", "("})
        if (cell.starts_with(sign))
            cell.remove_prefix(sign.size());
    if (cell.empty() || !(is_digit(cell.front()) || cell.front() == '.'))
        return false;
    bool digits = false, exponent = false;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        digits = digits || is_digit(c);
        const bool sign = (c == '-' || c == '+') && (cell[i - 1] == 'e' || cell[i - 1] == 'E');
        const bool e = (c == 'e' || c == 'E') && !exponent && i + 1 < cell.size();
        exponent = exponent || e;
        if (!is_digit(c) && c != ',' && c != '.' && c != '%' && c != ')' && c != ' ' && !e && !sign)
            return false;
    }
    return digits;
}

bool is_area_id(std::string_view cell) {
    cell = trim(cell);
    for (const std::string_view name :
         {"Census Tract ", "census tract ", "CENSUS TRACT ", "Tract ", "TRACT ", "Block Group "})
        if (cell.starts_with(name) && cell.size() > name.size() && is_digit(cell[name.size()]))
            return true;
    if (const auto us = cell.find("US");
        us != std::string_view::npos && us >= 5 && us <= 9 &&
        std::all_of(cell.begin(), cell.begin() + static_cast<long>(us), is_digit))
        return true;
    for (const std::string_view mark : {"'", "=\"", "\"", "G"})
        if (cell.starts_with(mark))
            cell.remove_prefix(mark.size());
    if (cell.ends_with('"'))
        cell.remove_suffix(1);
    if (cell.ends_with(".0"))
        cell.remove_suffix(2);
    std::size_t digits = 0;
    for (const char c : cell) {
        if (!is_digit(c) && c != '-' && c != ' ')
            return false;
        digits += is_digit(c);
    }
    return digits == 11 || digits == 12 || (digits >= 13 && digits <= 15 && digits == cell.size());
}

HeaderRows find_header(std::span<const GridRow> head, std::optional<std::size_t> declared) {
    if (declared)
        return one_row(head, *declared);
    std::size_t first = 0;
    while (first + 1 < head.size() && filled_cells(head[first]) == 0)
        ++first;
    if (std::string what = data_instead_of_names(head, first); !what.empty())
        return without_names(head, first, std::move(what));
    const auto ids = first_row_of(head, first, is_area_id);
    const auto data = ids ? ids : first_row_of(head, first, is_value);
    if (data == first || first + 1 >= head.size())
        return one_row(head, first); // names that are codes, or nothing else
    if (!data) {
        const std::size_t wide = first_wide_row(head, first);
        const auto used = columns_in_use(head, wide + 1);
        return names_all(head.subspan(first, 1), used) ? one_row(head, first)
                                                       : with_groups(head, wide, first, used);
    }
    const auto used = columns_in_use(head, *data);
    const std::size_t above = last_filled_before(head, *data, first);
    // The first row is the header wherever it can be one. Signs that it is not: it is no row of
    // names and one stands over the data, or it repeats its names for the names below.
    const GridRow& top = head[first];
    const bool over_names =
        above > first && !holds_values(head[above]) && names_all(head.subspan(above, 1), used);
    const bool groups = ids && above == first + 1 && names_repeat(top) &&
                        !holds_values(head[above]) && filled_cells(head[above]) > 1;
    const bool no_names = over_names && is_no_row_of_names(top, head[above]);
    if (names_all(head.subspan(first, 1), used) && !groups && !no_names)
        return one_row(head, first);
    // A row of values above the ids (a total, the nation) is no header.
    std::size_t bottom = above;
    while (bottom > first && holds_values(head[bottom]))
        bottom = last_filled_before(head, bottom, first);
    if (!names_all(head.subspan(bottom, 1), used) && names_all(head.subspan(above, 1), used))
        bottom = above;
    return with_groups(head, bottom, first, used);
}

void add_header_findings(const HeaderRows& header, std::size_t count,
                         std::vector<std::string> above, std::string_view row_word,
                         std::size_t first_number, std::size_t last_number,
                         const std::string& source, Diagnostics& diagnostics) {
    if (count > 0)
        diagnostics.add({Severity::Note, "rows-above-header", source,
                         fmt::format("the column names stand in {} {}; rows above were left out "
                                     "(another one: header = N)",
                                     row_word, first_number),
                         count, std::move(above)});
    if (header.first == header.last)
        return;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < header.names.size() && names.size() < Finding::kMaxExamples; ++c)
        if (!is_blank(header.names[c]))
            names.push_back(fmt::format("\"{}\"", header.names[c]));
    diagnostics.add(
        {Severity::Note, "header-rows", source,
         fmt::format("the column names stand in {}s {} to {}: a column is called by the "
                     "lowest, with the one above before it where two are alike",
                     row_word, first_number, last_number),
         header.last - header.first + 1, std::move(names)});
}

void add_no_header_finding(const HeaderRows& header, std::string row, std::size_t number,
                           const std::string& source, Diagnostics& diagnostics) {
    diagnostics.add({Severity::Warning,
                     "no-header",
                     source,
                     fmt::format("has no row of column names: its first row holds {}, as the rows "
                                 "below do. It is read as data, and the columns are called "
                                 "column_1, column_2 ... (should it hold the names: header = {})",
                                 header.data_instead, number),
                     1,
                     {std::move(row)}});
}

} // namespace tractwise::io
