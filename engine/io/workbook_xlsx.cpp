// SPDX-License-Identifier: Apache-2.0
#include "engine/io/encoding.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/package_xml.hpp"
#include "engine/io/percent_cells.hpp"
#include "engine/io/workbook_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>

#include <cpl_vsi.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// r:id and id differ.
std::string_view relation_of(const char** attributes) {
    for (; *attributes != nullptr; attributes += 2)
        if (std::string_view(attributes[0]).ends_with(":id"))
            return attributes[1];
    return {};
}

enum class Shown { Number, Percent, Date, Time, DateTime };

/// What a number format makes of a number; quoted and escaped text in it is text.
Shown shown_by(std::string_view format) {
    bool day = false, clock = false, month_or_minute = false, percent = false, digits = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"' || c == '[') {
            const auto end = format.find(c == '"' ? '"' : ']', i + 1);
            const std::string_view inside = format.substr(i + 1, end - i - 1);
            if (c == '[' && (inside == "h" || inside == "hh" || inside == "m" || inside == "mm" ||
                             inside == "s" || inside == "ss"))
                clock = true;
            if (end == std::string_view::npos)
                break;
            i = end;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == ';') {
            if (digits || day || clock || month_or_minute)
                break;
            // A first section of text alone ("[=0]"none";0%"): the next one shows numbers.
        } else {
            percent = percent || c == '%';
            digits = digits || c == '0' || c == '#' || c == '?';
            const char lower = static_cast<char>(c | 0x20);
            day = day || lower == 'y' || lower == 'd';
            clock = clock || lower == 'h' || lower == 's';
            month_or_minute = month_or_minute || lower == 'm';
        }
    }
    if (to_lower(format).starts_with("general"))
        return Shown::Number;
    if (percent)
        return Shown::Percent;
    if (day && clock)
        return Shown::DateTime;
    if (clock)
        return Shown::Time;
    return day || month_or_minute ? Shown::Date : Shown::Number;
}

/// The formats that have numbers instead of texts in every workbook (ECMA-376, 18.8.30).
Shown shown_by_number(int format) {
    if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) ||
        (format >= 50 && format <= 58))
        return Shown::Date;
    if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47) ||
        (format >= 32 && format <= 35))
        return Shown::Time;
    if (format == 9 || format == 10)
        return Shown::Percent;
    return format == 22 ? Shown::DateTime : Shown::Number;
}

std::string date_text(double serial, Shown shown, bool from_1904) {
    const double whole_days = std::floor(serial);
    auto seconds = static_cast<long long>(std::llround((serial - whole_days) * 86400));
    using namespace std::chrono;
    if (shown == Shown::Time) {
        seconds += static_cast<long long>(whole_days) * 86400; // 36 hours are 36:00:00
        return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    const sys_days start =
        from_1904 ? sys_days(year{1904} / 1 / 1) : sys_days(year{1899} / 12 / 30);
    sys_days at = start + std::chrono::days(static_cast<long>(whole_days));
    if (shown == Shown::DateTime && seconds >= 86400) {
        at += std::chrono::days(1);
        seconds -= 86400;
    }
    const year_month_day date(at);
    const std::string text =
        fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (shown == Shown::Date)
        return text;
    return text +
           fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// "AB12" is in column 27.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0, letters = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || letters == 3)
            break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        ++letters;
    }
    return letters > 0 ? std::optional(column - 1) : std::nullopt;
}

struct XlsxWorkbook : Workbook::Parts {
    explicit XlsxWorkbook(const Member& opened) : member(opened), archive(opened) {
        kind = "XLSX";
        refuse_other_kinds();
        const std::string book = find_workbook();
        const std::string folder = book.substr(0, book.rfind('/') + 1);
        const auto slash = book.rfind('/');
        const std::string relations =
            folder + "_rels/" + book.substr(slash == std::string::npos ? 0 : slash + 1) + ".rels";
        read_relations(relations, folder);
        read_workbook(book);
        if (!strings_entry.empty())
            read_strings();
        if (!styles_entry.empty())
            read_styles();
        if (names.empty())
            archive.fail("it holds no sheet");
    }

    void refuse_other_kinds() const {
        const QuietGdal quiet;
        std::array<char, 4> head{};
        if (VSILFILE* file = VSIFOpenL(member.path.c_str(), "rb")) {
            VSIFReadL(head.data(), 1, head.size(), file);
            VSIFCloseL(file);
        }
        if (std::string_view(head.data(), 4) == "\xD0\xCF\x11\xE0")
            throw Error(ErrorKind::Input,
                        "is protected with a password, or an old .xls under another name",
                        {.where = member.shown,
                         .hint = "open it and save it as .xlsx without a "
                                 "password, or as .csv"});
        if (std::string_view(head.data(), 2) != "PK")
            throw Error(ErrorKind::Input, "is no XLSX workbook, whatever its name says",
                        {.where = member.shown,
                         .hint = "open it in a spreadsheet and save it as "
                                 ".xlsx or .csv"});
    }

    /// Where the relations of the package put it; every program writes "xl/workbook.xml".
    std::string find_workbook() const {
        std::string found;
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name == "Relationship" &&
                attribute(attributes, "Type").ends_with("/officeDocument"))
                found = attribute(attributes, "Target");
        };
        if (archive.holds("_rels/.rels"))
            archive.parse("_rels/.rels", handlers);
        if (found.starts_with('/'))
            found.erase(0, 1);
        return found.empty() ? "xl/workbook.xml" : found;
    }

    void read_relations(const std::string& entry, const std::string& folder) {
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name != "Relationship")
                return;
            std::string target(attribute(attributes, "Target"));
            target = target.starts_with('/')
                         ? target.substr(1)
                         : std::filesystem::path(folder + target).lexically_normal().string();
            const std::string_view type = attribute(attributes, "Type");
            if (type.ends_with("/sharedStrings"))
                strings_entry = target;
            else if (type.ends_with("/styles"))
                styles_entry = target;
            else if (type.ends_with("/worksheet"))
                sheet_of_relation.emplace(attribute(attributes, "Id"), target);
        };
        archive.parse(entry, handlers);
    }

    void read_workbook(const std::string& entry) {
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name == "workbookPr") {
                const std::string_view since = attribute(attributes, "date1904");
                from_1904 = since == "1" || since == "true";
            }
            if (name != "sheet")
                return;
            const auto sheet = sheet_of_relation.find(relation_of(attributes));
            if (sheet == sheet_of_relation.end())
                return; // a sheet of charts
            names.emplace_back(attribute(attributes, "name"));
            entries.push_back(sheet->second);
            hidden.push_back(attribute(attributes, "state").ends_with("idden"));
        };
        archive.parse(entry, handlers);
    }

    void read_strings() {
        bool in_text = false, phonetic = false;
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char**) {
            if (name == "si")
                strings.emplace_back(strings_text.size(), 0);
            phonetic = phonetic || name == "rPh";
            in_text = name == "t" && !phonetic;
        };
        handlers.close = [&](std::string_view name) {
            if (name == "t")
                in_text = false;
            if (name == "rPh")
                phonetic = false;
            if (name == "si" && !strings.empty())
                strings.back().second = strings_text.size() - strings.back().first;
        };
        handlers.text = [&](std::string_view text) {
            if (in_text)
                strings_text += text;
        };
        archive.parse(strings_entry, handlers);
    }

    void read_styles() {
        std::map<int, Shown> custom;
        bool in_cells = false;
        XmlHandlers handlers;
        handlers.open = [&](std::string_view name, const char** attributes) {
            const auto number = [&](std::string_view key) {
                const auto value = parse_number(attribute(attributes, key));
                return value && std::abs(*value) < 1e6 ? static_cast<int>(*value) : 0;
            };
            if (name == "numFmt")
                custom[number("numFmtId")] = shown_by(attribute(attributes, "formatCode"));
            in_cells = in_cells || name == "cellXfs";
            if (name != "xf" || !in_cells)
                return;
            const int format = number("numFmtId");
            const auto own = custom.find(format);
            styles.push_back(own != custom.end() ? own->second : shown_by_number(format));
        };
        handlers.close = [&](std::string_view name) {
            if (name == "cellXfs")
                in_cells = false;
        };
        archive.parse(styles_entry, handlers);
    }

    /// One cell of a sheet as it is read.
    struct Cell {
        std::size_t column = 0;
        std::string type, reference, value;
        std::size_t style = 0;
        bool formula = false;
    };

    std::string text_of(const Cell& cell) const {
        if (cell.type == "s") {
            const auto number = parse_number(trim(cell.value));
            if (!number || *number < 0 || *number >= static_cast<double>(strings.size()))
                archive.fail(fmt::format("cell {} names a text that is not there", cell.reference));
            const auto& [begin, size] = strings[static_cast<std::size_t>(*number)];
            return strings_text.substr(begin, size);
        }
        if (cell.type == "b")
            return trim(cell.value) == "1" ? "true" : "false";
        if (cell.type == "d")
            return cell.value.ends_with("T00:00:00") ? cell.value.substr(0, cell.value.size() - 9)
                                                     : cell.value;
        if (cell.type == "inlineStr" || cell.type == "str" || cell.type == "e")
            return cell.value;
        const std::string_view written = trim(cell.value);
        const auto number = parse_number(written);
        if (!number)
            return std::string(written);
        const Shown shown = cell.style < styles.size() ? styles[cell.style] : Shown::Number;
        if (shown == Shown::Percent)
            return percent_text(*number);
        constexpr double last_day = 2958466; // 9999-12-31
        if (shown != Shown::Number && *number >= 0 && *number < last_day)
            return date_text(*number, shown, from_1904);
        return format_number(*number);
    }

    Sheet read(std::size_t index, std::size_t most) const override {
        Sheet sheet;
        sheet.name = names[index];
        std::uint32_t row = 0;
        std::size_t next_column = 0;
        Cell cell;
        bool in_value = false, phonetic = false;
        XmlHandlers handlers;
        handlers.enough = [&] { return sheet.rows() >= most; };
        handlers.open = [&](std::string_view name, const char** attributes) {
            if (name == "row") {
                const auto number = parse_number(attribute(attributes, "r"));
                const bool usable = number && *number > row && *number < 4e9;
                row = usable ? static_cast<std::uint32_t>(*number) : row + 1;
                next_column = 0;
            } else if (name == "c") {
                cell = Cell();
                cell.reference = attribute(attributes, "r");
                cell.column = column_of(cell.reference).value_or(next_column);
                next_column = cell.column + 1;
                cell.type = attribute(attributes, "t");
                const auto style = parse_number(attribute(attributes, "s"));
                cell.style =
                    style && *style >= 0 && *style < 1e6 ? static_cast<std::size_t>(*style) : 0;
            } else if (name == "f") {
                cell.formula = true;
            } else if (name == "rPh") {
                phonetic = true;
            } else if (name == "v" || (name == "t" && !phonetic)) {
                in_value = true;
            }
        };
        handlers.close = [&](std::string_view name) {
            if (name == "v" || name == "t") {
                in_value = false;
            } else if (name == "rPh") {
                phonetic = false;
            } else if (name == "c") {
                if (!cell.value.empty()) {
                    std::string text = text_of(cell);
                    repair_utf8(text);
                    add_cell(sheet, cell.column, text, member.shown);
                } else if (cell.formula && cell.type != "str") {
                    constexpr std::size_t shown = 5;
                    if (++sheet.unsolved <= shown)
                        sheet.unsolved_cells.push_back(cell.reference);
                }
            } else if (name == "row" && sheet.rows() < most) {
                end_row(sheet, row);
            }
        };
        handlers.text = [&](std::string_view text) {
            if (in_value)
                cell.value += text;
        };
        archive.parse(entries[index], handlers);
        sheet.cells.resize(sheet.begins.back()); // of a row beyond `most`
        return sheet;
    }

    Member member;
    XmlPackage archive;
    std::map<std::string, std::string, std::less<>> sheet_of_relation;
    std::vector<std::string> entries; ///< of the archive, one per sheet
    std::string strings_entry, styles_entry;
    std::string strings_text;
    std::vector<std::pair<std::size_t, std::size_t>> strings; ///< begin and size
    std::vector<Shown> styles;
    bool from_1904 = false;
};

} // namespace

std::unique_ptr<Workbook::Parts> open_xlsx(const Member& member) {
    return std::make_unique<XlsxWorkbook>(member);
}

} // namespace tractwise::io
