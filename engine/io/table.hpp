// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// A table as it stands in a file: every cell is text, exactly as published, so that ids keep their
/// zeros and sentinels their meaning. Turning text into numbers is a separate, counted step
/// (cell.hpp).
///
///     Table table = read_table(source, diagnostics);
///     const std::size_t people = table.require("E_TOTPOP");    // absent: Error naming near misses
///     for (std::size_t r = 0; r < table.rows(); ++r) use(table.cell(r, people));
///
/// Stored as one text buffer and one offset per cell (8 bytes): 85,000 rows x 158 columns take
/// about 180 MB less than strings. A null of a database and an empty cell of a CSV are both empty.
class Table {
public:
    /// Where a cell's text lies in the buffer: 8 bytes. A cell holds 16 MB at most.
    struct Span {
        std::uint64_t begin : 40;
        std::uint64_t size : 24;
        static Span at(std::size_t begin, std::size_t size) {
            return {begin & kMaxBuffer, size & kMaxCell};
        }
    };
    static constexpr std::uint64_t kMaxCell = (std::uint64_t{1} << 24U) - 1;
    static constexpr std::uint64_t kMaxBuffer = (std::uint64_t{1} << 40U) - 1;

    Table() = default;
    Table(std::string name, std::vector<std::string> columns);
    /// Takes over a file's bytes without copying the cells; `cells` lie in them row by row. For
    /// readers.
    Table(std::string name, std::vector<std::string> columns, std::string buffer,
          std::vector<Span> cells);

    const std::string& name() const { return name_; } ///< file or source, for messages
    std::size_t rows() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }
    const std::vector<std::string>& columns() const { return columns_; }

    std::string_view cell(std::size_t row, std::size_t column) const {
        const Span& s = cells_[row * columns_.size() + column];
        return {buffer_.data() + s.begin, s.size};
    }
    /// Exact name first, then the same name where case, blanks and underscores do not count:
    /// "Store Type" finds Store_Type.
    std::optional<std::size_t> find(std::string_view column) const;
    /// The first of these names that stands in the table; names in any range.
    template <typename Names>
    std::optional<std::size_t> find_first(const Names& names) const {
        for (const std::string_view name : names)
            if (const auto column = find(name))
                return column;
        return std::nullopt;
    }
    std::optional<std::size_t> find_first(std::initializer_list<std::string_view> names) const {
        return find_first<std::initializer_list<std::string_view>>(names);
    }
    std::size_t require(std::string_view column) const; ///< Error(Input) with suggestions

    /// What the file itself says about a column, empty where it says nothing: the second header row
    /// of data.census.gov ("Estimate!!Total:!!No vehicle available") and of NHGIS, or the
    /// "...-Column-Metadata.csv" beside it.
    std::string_view label(std::size_t column) const {
        return column < labels_.size() ? std::string_view(labels_[column]) : std::string_view();
    }
    bool has_labels() const { return !labels_.empty(); }
    void set_labels(std::vector<std::string> label_of_column) {
        labels_ = std::move(label_of_column);
    }

    /// "line 14" for text files, "row 12" otherwise, as a spreadsheet counts: how a message names a
    /// row.
    std::string row_name(std::size_t row) const;

    void add_row(std::span<const std::string_view> cells); ///< exactly one text per column
    void reserve(std::size_t rows, std::size_t bytes);
    /// Where each row stands in the file, for row_name(); without it rows count from 1.
    enum class Numbering { Lines, SheetRows };
    void set_row_numbers(std::vector<std::uint32_t> number_of_row, Numbering numbering) {
        number_of_row_ = std::move(number_of_row);
        numbering_ = numbering;
    }
    /// Keeps the rows whose flag is true, in order.
    void keep(const std::vector<bool>& flags);

private:
    std::string name_;
    std::vector<std::string> columns_;
    std::string buffer_;
    std::vector<Span> cells_;
    std::vector<std::string> labels_;          ///< empty, or one per column
    std::vector<std::uint32_t> number_of_row_; ///< empty, or one per row
    Numbering numbering_ = Numbering::SheetRows;
};

/// Reads any table: CSV/TSV/TXT by our own reader (BOM, Latin-1, CR-only and CRLF line ends, quoted
/// fields with line breaks, the label row of data.census.gov), Census API JSON arrays, everything
/// else through GDAL (XLSX, DBF, GPKG, ...), attributes only. `where` of the source is applied.
/// Every repair is a Finding. Errors: Error(Input) for a missing, empty, unreadable or directory
/// path, an unknown format, rows of uneven length (file:line), a missing layer.
Table read_table(const SourceSpec& source, Diagnostics& diagnostics);

} // namespace tractwise::io
