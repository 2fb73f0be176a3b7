// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/header_rows.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/core/text.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Private to engine/io: column names that stand in a file again.

namespace tractwise::io {

/// The row of column names, watched for among the rows below it. Files that were put one behind the
/// other hold it again: then it is left out and counted. Below a title it begins another table, and
/// nobody can tell which one is meant.
class RepeatedHeader {
public:
    RepeatedHeader() = default; ///< nothing repeats it
    /// `names` as they stand in the lowest of `rows` rows.
    RepeatedHeader(const GridRow& names, std::size_t rows);

    /// True where the row holds the same names. `cell(c)` is its text in column c.
    template <typename CellOf>
    bool is(CellOf cell) const {
        if (names_.empty())
            return false;
        for (std::size_t c = 0; c < names_.size(); ++c)
            if (trim(cell(c)) != names_[c])
                return false;
        return true;
    }
    /// True where the row above the repeated one says that a table of its own follows; `first` is
    /// the first row of the table.
    bool begins_table(const GridRow& above, const GridRow& first) const;

    /// True where the same names stand above those that were found: the first of two short tables,
    /// which would be left out as if it were a title.
    static bool stands_above(std::span<const GridRow> head, const HeaderRows& header);

    /// Error(Input): `row` ("line 14") begins another table. `header` is its number where
    /// header = N can name it, else 0.
    [[noreturn]] static void refuse(const std::string& where, const std::string& row,
                                    const GridRow& above, std::size_t header);
    void leave_out(std::string row);
    /// Finding "header-repeated".
    void report(const std::string& source, Diagnostics& diagnostics);

private:
    std::vector<std::string> names_; ///< trimmed; empty: nothing is watched for
    std::size_t rows_ = 1;
    std::size_t count_ = 0;
    std::vector<std::string> examples_;
};

} // namespace tractwise::io
