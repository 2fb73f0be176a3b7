// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/feature_members.hpp"
#include "engine/io/header_rows.hpp"

#include "engine/io/table.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::io {

/// A sheet as it is stored: rows of different length with the numbers that a spreadsheet shows.
/// Every cell is text: texts verbatim, numbers in their shortest form (0.302, 42101000101), those with
/// a percent format as they are shown ("30.2%"), dates as ISO 8601, true and false, formulas by their stored result.
struct Sheet {
    std::string name;
    std::string text;                        ///< of all cells
    std::vector<Table::Span> cells;          ///< row by row
    std::vector<std::size_t> begins{0};      ///< first cell of each row, and one more
    std::vector<std::uint32_t> numbers;      ///< of each row
    std::size_t unsolved = 0;                ///< formulas without a stored result
    std::vector<std::string> unsolved_cells; ///< a few of them: "D2"

    std::size_t rows() const { return numbers.size(); }
    std::size_t width(std::size_t row) const { return begins[row + 1] - begins[row]; }
    GridRow row(std::size_t row) const;
};

/// A spreadsheet file. XLSX and ODS are read by us, because GDAL hands out a column as text as soon
/// as a title stands above its numbers, and then 0.302 as 0.30199999999999999.
///
///     Workbook book(member);
///     for (std::size_t s = 0; s < book.names().size(); ++s) use(book.read(s));
///
/// Errors: Error(Input) for what is no workbook, is protected, or damaged.
class Workbook {
public:
    explicit Workbook(const Member& member);
    ~Workbook();
    const std::vector<std::string>& names() const;
    bool hidden(std::size_t sheet) const;
    std::string kind() const; ///< "XLSX", "ODS"
    /// The first `most` rows that hold something.
    Sheet read(std::size_t sheet, std::size_t most = std::numeric_limits<std::size_t>::max()) const;

    struct Parts; ///< of one format

private:
    std::unique_ptr<Parts> parts_;
};

} // namespace tractwise::io
