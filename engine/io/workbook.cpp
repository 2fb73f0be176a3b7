// SPDX-License-Identifier: Apache-2.0
#include "engine/io/workbook.hpp"

#include "engine/io/workbook_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace tractwise::io {
GridRow Sheet::row(std::size_t row) const {
    GridRow texts;
    for (std::size_t c = begins[row]; c < begins[row + 1]; ++c)
        texts.push_back(std::string_view(text).substr(cells[c].begin, cells[c].size));
    return texts;
}

void add_cell(Sheet& sheet, std::size_t column, std::string_view text, const std::string& shown) {
    constexpr std::size_t most_columns = 16384; // of any spreadsheet
    if (column >= most_columns)
        throw Error(ErrorKind::Input,
                    fmt::format("sheet \"{}\" has a cell in column {}", sheet.name, column + 1),
                    {.where = shown, .hint = "the file is damaged; export it again"});
    if (text.size() > Table::kMaxCell)
        throw Error(ErrorKind::Input, "a cell holds more than 16 MB of text", {.where = shown});
    if (text.empty())
        return;
    const std::size_t at = sheet.begins.back() + column;
    if (at >= sheet.cells.size())
        sheet.cells.resize(at + 1, Table::Span::at(0, 0));
    sheet.cells[at] = Table::Span::at(sheet.text.size(), text.size());
    sheet.text += text;
}

void end_row(Sheet& sheet, std::uint32_t number) {
    if (sheet.cells.size() == sheet.begins.back())
        return;
    sheet.begins.push_back(sheet.cells.size());
    sheet.numbers.push_back(number);
}

Workbook::Workbook(const Member& member) {
    // Many a new workbook has the old name, .xls; old ones are refused before (foreign_file.hpp).
    const std::string extension = to_lower(std::filesystem::path(member.path).extension().string());
    parts_ = extension == ".ods" ? open_ods(member) : open_xlsx(member);
}

Workbook::~Workbook() = default;

const std::vector<std::string>& Workbook::names() const {
    return parts_->names;
}

bool Workbook::hidden(std::size_t sheet) const {
    return parts_->hidden[sheet];
}

std::string Workbook::kind() const {
    return parts_->kind;
}

Sheet Workbook::read(std::size_t sheet, std::size_t most) const {
    return parts_->read(sheet, most);
}

} // namespace tractwise::io
