// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// Private to engine/report: texts that fit a terminal of 100 columns.

namespace tractwise::report {

/// Control characters as blanks: ids and names come from files and must not steer a terminal. fit(),
/// wrapped() and TextTable do so by themselves.
std::string printable(std::string text);
/// Cut to `width` characters (not bytes), "..." at the end where something is missing.
std::string fit(const std::string& text, std::size_t width);
/// `text` in lines of at most 100 characters; the first begins with `head`, the others with as many
/// blanks.
std::string wrapped(const std::string& head, const std::string& text);
/// Rows of cells in aligned columns, at most 100 characters wide: the first column stands left, the
/// others right; where there is no room for all, the first column is cut.
///
///     TextTable table;
///     table.add({"stop", "reached"});
///     table.add({"Church", "160"});
///     text += table.text();                   // every line indented by two blanks
class TextTable {
public:
    void add(std::vector<std::string> cells);
    /// A whole line below the last row.
    void add_line(std::string line);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::pair<std::size_t, std::string>> lines_; ///< each after so many rows
};

} // namespace tractwise::report
