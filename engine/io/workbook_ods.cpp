// SPDX-License-Identifier: Apache-2.0
#include "engine/io/encoding.hpp"
#include "engine/io/package_xml.hpp"
#include "engine/io/percent_cells.hpp"
#include "engine/io/workbook_parts.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// "PT12H30M00S" as 12:30:00; anything else as it is.
std::string time_text(std::string_view duration) {
    int parts[3] = {0, 0, 0};
    std::string_view rest = duration;
    if (!rest.starts_with("PT"))
        return std::string(duration);
    rest.remove_prefix(2);
    constexpr std::string_view units = "HMS";
    while (!rest.empty()) {
        const auto end = rest.find_first_of(units);
        const auto number = parse_number(rest.substr(0, end));
        if (end == std::string_view::npos || !number || *number < 0 || *number > 1e6)
            return std::string(duration);
        parts[units.find(rest[end])] = static_cast<int>(*number);
        rest.remove_prefix(end + 1);
    }
    return fmt::format("{:02}:{:02}:{:02}", parts[0], parts[1], parts[2]);
}

/// OpenDocument: all sheets stand in one XML file, equal rows and cells once with their number.
struct OdsWorkbook : Workbook::Parts {
    explicit OdsWorkbook(const Member& opened) : member(opened), package(opened) {
        kind = "ODS";
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name == "table") {
                names.emplace_back(attribute(attributes, "name"));
                hidden.push_back(false);
            }
        };
        package.parse(kContent, handlers);
        if (names.empty())
            package.fail("it holds no sheet");
    }

    struct Cell {
        std::string value, text;
        bool has_value = false;
        std::size_t repeated = 1;
    };

    static std::size_t count_of(const char** attributes, std::string_view name) {
        const auto number = parse_number(attribute(attributes, name));
        return number && *number >= 1 && *number < 1e8 ? static_cast<std::size_t>(*number) : 1;
    }

    static Cell cell_of(const char** attributes) {
        Cell cell;
        cell.repeated = count_of(attributes, "number-columns-repeated");
        const std::string_view type = attribute(attributes, "value-type");
        cell.has_value = true;
        if (type == "float" || type == "percentage" || type == "currency") {
            const std::string_view value = attribute(attributes, "value");
            const auto number = parse_number(value);
            cell.value = !number                ? std::string(value)
                         : type == "percentage" ? percent_text(*number)
                                                : format_number(*number);
        } else if (type == "date") {
            cell.value = attribute(attributes, "date-value");
        } else if (type == "time") {
            cell.value = time_text(attribute(attributes, "time-value"));
        } else if (type == "boolean") {
            cell.value = attribute(attributes, "boolean-value");
        } else {
            cell.has_value = false; // its text, then
        }
        return cell;
    }

    Sheet read(std::size_t index, std::size_t most) const override {
        Sheet sheet;
        sheet.name = names[index];
        std::size_t table = 0, tables_seen = 0, row = 0, row_repeated = 1, column = 0;
        std::size_t paragraphs = 0;
        bool here = false, in_text = false, in_note = false;
        Cell cell;
        XmlHandlers handlers;
        handlers.enough = [&] { return sheet.rows() >= most || (tables_seen > index && !here); };
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name == "table") {
                table = tables_seen++;
                here = table == index;
            } else if (!here) {
                return;
            } else if (name == "table-row") {
                row_repeated = count_of(attributes, "number-rows-repeated");
                column = 0;
            } else if (name == "table-cell" || name == "covered-table-cell") {
                cell = cell_of(attributes);
                paragraphs = 0;
            } else if (name == "annotation") { // a comment at the cell
                in_note = true;
            } else if (name == "p" && !in_note) {
                if (paragraphs++ > 0)
                    cell.text += '\n';
                in_text = true;
            } else if (name == "s" && in_text) {
                cell.text.append(std::min<std::size_t>(count_of(attributes, "c"), 1000), ' ');
            }
        };
        handlers.close = [&](std::string_view name) {
            if (name == "table") {
                here = false;
            } else if (!here) {
                return;
            } else if (name == "p") {
                in_text = false;
            } else if (name == "annotation") {
                in_note = false;
            } else if (name == "table-cell" || name == "covered-table-cell") {
                std::string text = cell.has_value ? cell.value : cell.text;
                repair_utf8(text);
                if (!text.empty() && sheet.rows() < most)
                    for (std::size_t i = 0; i < cell.repeated; ++i)
                        add_cell(sheet, column + i, text, member.shown);
                column += cell.repeated;
            } else if (name == "table-row") {
                add_rows(sheet, row, row_repeated, most);
                row += row_repeated;
            }
        };
        handlers.text = [&](std::string_view text) {
            if (in_text && !in_note)
                cell.text += text;
        };
        package.parse(kContent, handlers);
        sheet.cells.resize(sheet.begins.back());
        return sheet;
    }

    /// The row that was read, as often as it says; blank ones are only counted.
    void add_rows(Sheet& sheet, std::size_t row, std::size_t repeated, std::size_t most) const {
        const std::size_t begin = sheet.begins.back();
        const std::vector<Table::Span> cells(sheet.cells.begin() + static_cast<long>(begin),
                                             sheet.cells.end());
        if (cells.empty())
            return;
        constexpr std::size_t most_rows = 1'048'576; // of any spreadsheet
        if (row + repeated > most_rows)
            package.fail(fmt::format("sheet \"{}\" has more than {} rows", sheet.name, most_rows));
        for (std::size_t i = 0; i < repeated && sheet.rows() < most; ++i) {
            if (i > 0)
                sheet.cells.insert(sheet.cells.end(), cells.begin(), cells.end());
            end_row(sheet, static_cast<std::uint32_t>(row + i + 1));
        }
    }

    static constexpr const char* kContent = "content.xml";
    Member member;
    XmlPackage package;
};

} // namespace

std::unique_ptr<Workbook::Parts> open_ods(const Member& member) {
    return std::make_unique<OdsWorkbook>(member);
}

} // namespace tractwise::io
