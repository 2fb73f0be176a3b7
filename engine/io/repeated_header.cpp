// SPDX-License-Identifier: Apache-2.0
#include "engine/io/repeated_header.hpp"

#include "engine/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

bool is_title(const GridRow& row) {
    if (filled_cells(row) != 1)
        return false;
    const auto text =
        std::find_if(row.begin(), row.end(), [](auto cell) { return !is_blank(cell); });
    return !looks_numeric(*text) && !is_area_id(*text);
}

} // namespace

RepeatedHeader::RepeatedHeader(const GridRow& names, std::size_t rows) : rows_(rows) {
    for (const std::string_view name : names)
        names_.emplace_back(trim(name));
}

bool RepeatedHeader::begins_table(const GridRow& above, const GridRow& first) const {
    // Names in several rows: their upper ones stand above the repeated row as if they were data.
    if (rows_ > 1)
        return true;
    // A list of one column is made of rows with one cell.
    return is_title(above) && (names_.size() > 1 || !is_title(first));
}

bool RepeatedHeader::stands_above(std::span<const GridRow> head, const HeaderRows& header) {
    const GridRow& names = head[header.last];
    const RepeatedHeader found(names, 1);
    return std::any_of(head.begin(), head.begin() + static_cast<long>(header.first),
                       [&](const GridRow& row) {
                           return filled_cells(row) > 1 && found.is([&](std::size_t c) {
                               return c < row.size() ? row[c] : std::string_view();
                           });
                       });
}

void RepeatedHeader::refuse(const std::string& where, const std::string& row, const GridRow& above,
                            std::size_t header) {
    std::string hint = "keep one of the tables, or put each into a file or sheet of its own";
    if (header > 0)
        hint += fmt::format("; header = {} reads the one that begins here", header);
    throw Error(
        ErrorKind::Input,
        fmt::format("{} begins a second table: the column names stand there again, below {}", row,
                    quoted_row(above)),
        {.where = where, .hint = std::move(hint)});
}

void RepeatedHeader::leave_out(std::string row) {
    if (++count_ <= Finding::kMaxExamples)
        examples_.push_back(std::move(row));
}

void RepeatedHeader::report(const std::string& source, Diagnostics& diagnostics) {
    if (count_ == 0)
        return;
    diagnostics.add({Severity::Warning, "header-repeated", source,
                     "rows repeat the column names, as in files put one behind the other; they "
                     "were left out, and the rows below them are read as the same table",
                     count_, std::move(examples_)});
}

} // namespace tractwise::io
