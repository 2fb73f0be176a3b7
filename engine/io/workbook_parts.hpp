// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/workbook.hpp"

namespace tractwise::io {

/// What each format of workbooks does for Workbook.
struct Workbook::Parts {
    virtual ~Parts() = default;
    virtual Sheet read(std::size_t sheet, std::size_t most) const = 0;
    std::vector<std::string> names;
    std::vector<bool> hidden;
    std::string kind;
};

std::unique_ptr<Workbook::Parts> open_xlsx(const Member& member);
std::unique_ptr<Workbook::Parts> open_ods(const Member& member);

/// Adds a cell to the row that is being read; `shown` names the file.
void add_cell(Sheet& sheet, std::size_t column, std::string_view text, const std::string& shown);
/// Ends the row; one without any text is forgotten.
void end_row(Sheet& sheet, std::uint32_t number);

} // namespace tractwise::io
