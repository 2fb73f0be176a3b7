// SPDX-License-Identifier: Apache-2.0
#include "engine/io/table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <cassert>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// A column name without what people write one way or the other: case, blanks, underscores.
std::string squeezed_name(std::string_view name) {
    std::string squeezed = to_lower(name);
    std::erase_if(squeezed, [](char c) {
        return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r';
    });
    return squeezed;
}

} // namespace

Table::Table(std::string name, std::vector<std::string> columns)
    : name_(std::move(name)), columns_(std::move(columns)) {}

Table::Table(std::string name, std::vector<std::string> columns, std::string buffer,
             std::vector<Span> cells)
    : name_(std::move(name)), columns_(std::move(columns)), buffer_(std::move(buffer)),
      cells_(std::move(cells)) {
    assert(columns_.empty() ? cells_.empty() : cells_.size() % columns_.size() == 0);
}

std::optional<std::size_t> Table::find(std::string_view column) const {
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (columns_[c] == column)
            return c;
    const std::string wanted = squeezed_name(column);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (squeezed_name(columns_[c]) == wanted)
            return c;
    return std::nullopt;
}

std::size_t Table::require(std::string_view column) const {
    if (const auto found = find(column))
        return *found;
    throw Error(ErrorKind::Input, fmt::format("has no column \"{}\"", column),
                {.where = name_, .hint = suggestion(column, columns_)});
}

std::string Table::row_name(std::size_t row) const {
    const std::size_t number = row < number_of_row_.size() ? number_of_row_[row] : row + 1;
    return fmt::format("{} {}", numbering_ == Numbering::Lines ? "line" : "row", number);
}

void Table::add_row(std::span<const std::string_view> cells) {
    assert(cells.size() == columns_.size());
    for (const std::string_view cell : cells) {
        if (cell.size() > kMaxCell)
            throw Error(ErrorKind::Input, "a cell holds more than 16 MB of text",
                        {.where = name_ + ", " + row_name(rows())});
        cells_.push_back(Span::at(buffer_.size(), cell.size()));
        buffer_ += cell;
    }
}

void Table::reserve(std::size_t rows, std::size_t bytes) {
    cells_.reserve(rows * columns_.size());
    buffer_.reserve(bytes);
}

void Table::keep(const std::vector<bool>& flags) {
    assert(flags.size() == rows());
    const std::size_t width = columns_.size();
    const bool numbered = number_of_row_.size() == flags.size();
    std::size_t kept = 0;
    for (std::size_t row = 0; row < flags.size(); ++row) {
        if (!flags[row])
            continue;
        for (std::size_t c = 0; c < width; ++c)
            cells_[kept * width + c] = cells_[row * width + c];
        if (numbered)
            number_of_row_[kept] = number_of_row_[row];
        ++kept;
    }
    cells_.resize(kept * width);
    if (numbered)
        number_of_row_.resize(kept);

    // One state out of a national file: let go of the text of the others.
    if (kept * 2 < flags.size()) {
        std::string buffer;
        for (Span& span : cells_) {
            const std::size_t begin = buffer.size();
            buffer.append(buffer_, span.begin, span.size);
            span = Span::at(begin, span.size);
        }
        buffer_ = std::move(buffer);
        cells_.shrink_to_fit();
    }
}

} // namespace tractwise::io
