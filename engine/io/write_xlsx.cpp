// SPDX-License-Identifier: Apache-2.0
#include "engine/io/feature_members.hpp"
#include "engine/io/out_table.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace tractwise::io {
namespace {

constexpr std::size_t kMaxRows = 1'048'575; // below the header
constexpr std::size_t kMaxColumns = 16'384;
constexpr std::size_t kMaxText = 32'767;
constexpr std::time_t kCreated = 946'684'800; // 2000-01-01: same input, same bytes

/// Excel takes 31 characters without []:*?/\ and no name twice.
std::string sheet_name(const std::string& wanted, std::set<std::string>& used) {
    std::string name;
    for (const char c : wanted.empty() ? std::string("Sheet") : wanted)
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    constexpr std::size_t longest = 31;
    const auto cut = [](std::string text, std::size_t size) {
        if (text.size() > size) {
            while (size > 0 && !begins_character(text[size]))
                --size; // not inside a letter
            text.resize(size);
        }
        return text;
    };
    std::string candidate = cut(name, longest);
    for (int n = 2; !used.insert(to_lower(candidate)).second; ++n) {
        const std::string suffix = fmt::format(" {}", n);
        candidate = cut(name, longest - suffix.size()) + suffix;
    }
    return candidate;
}

void check_limits(const OutTable& table, const std::filesystem::path& target) {
    check_out_table(table);
    if (table.rows() > kMaxRows || table.columns.size() > kMaxColumns)
        throw Error(ErrorKind::Input,
                    fmt::format("{} rows x {} columns are more than a spreadsheet holds",
                                table.rows(), table.columns.size()),
                    {.where = target.string(), .hint = "write .csv or .gpkg instead"});
    for (const OutColumn& column : table.columns)
        if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
            for (const std::string& text : *texts)
                if (text.size() > kMaxText)
                    throw Error(ErrorKind::Input,
                                fmt::format("a text of column \"{}\" is longer than a cell holds",
                                            column.name),
                                {.where = target.string(), .hint = "write .csv or .gpkg instead"});
}

/// Wide enough for the header and the first rows, within reason.
double width_of(const OutColumn& column) {
    std::size_t longest = column.name.size() + 1;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
        for (std::size_t row = 0; row < std::min<std::size_t>(texts->size(), 100); ++row)
            longest = std::max(longest, (*texts)[row].size());
    return static_cast<double>(std::clamp<std::size_t>(longest, 8, 40)) + 1;
}

struct Formats {
    lxw_format* header;
    lxw_format* text;
};

void write_column(lxw_worksheet* sheet, const OutColumn& column, lxw_col_t c,
                  const Formats& formats) {
    worksheet_set_column(sheet, c, c, width_of(column), nullptr);
    worksheet_write_string(sheet, 0, c, column.name.c_str(), formats.header);
    if (!column.description.empty())
        worksheet_write_comment(sheet, 0, c, column.description.c_str());
    if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) {
        for (std::size_t row = 0; row < texts->size(); ++row)
            if (!(*texts)[row].empty())
                worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), c,
                                       (*texts)[row].c_str(), formats.text);
        return;
    }
    const auto& values = std::get<std::vector<double>>(column.values);
    for (std::size_t row = 0; row < values.size(); ++row)
        if (is_present(values[row]))
            worksheet_write_number(sheet, static_cast<lxw_row_t>(row + 1), c, values[row], nullptr);
}

/// libxlsxwriter keeps its sheets in temporary files and does not notice when their disk is full:
/// the workbook then holds half a sheet and counts as written. So every sheet is read back to its
/// last tag.
bool is_whole(const std::string& file, std::size_t sheets, bool texts) {
    const auto ends_with = [&](const std::string& entry, std::string_view tag) {
        const std::string text =
            read_bytes({"/vsizip/" + file + "/" + entry, file, Format::Gdal, {}});
        return trim(text).ends_with(tag);
    };
    try {
        for (std::size_t i = 1; i <= sheets; ++i)
            if (!ends_with(fmt::format("xl/worksheets/sheet{}.xml", i), "</worksheet>"))
                return false;
        return ends_with("xl/workbook.xml", "</workbook>") &&
               (!texts || ends_with("xl/sharedStrings.xml", "</sst>"));
    } catch (const Error&) { // an entry that cannot be read at all
        return false;
    }
}

} // namespace

void write_xlsx(const std::filesystem::path& target, std::span<const OutTable> sheets) {
    for (const OutTable& table : sheets)
        check_limits(table, target);
    AtomicFile file(target);
    const std::string temporary = file.temporary().string();
    lxw_workbook* book = workbook_new(temporary.c_str());
    if (book == nullptr)
        fail_to_write(target);
    lxw_doc_properties properties{};
    properties.created = kCreated;
    workbook_set_properties(book, &properties);

    Formats formats{workbook_add_format(book), workbook_add_format(book)};
    format_set_bold(formats.header);
    format_set_num_format(formats.text, "@"); // stays text when somebody edits the cell
    std::set<std::string> used;
    for (const OutTable& table : sheets) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, sheet_name(table.name, used).c_str());
        for (std::size_t c = 0; sheet != nullptr && c < table.columns.size(); ++c)
            write_column(sheet, table.columns[c], static_cast<lxw_col_t>(c), formats);
        if (sheet != nullptr)
            worksheet_freeze_panes(sheet, 1, 1);
    }
    if (const lxw_error failed = workbook_close(book); failed != LXW_NO_ERROR)
        fail_to_write(target, lxw_strerror(failed));
    const bool texts = std::any_of(sheets.begin(), sheets.end(),
                                   [](const OutTable& table) { return !table.columns.empty(); });
    if (!is_whole(temporary, sheets.size(), texts))
        fail_to_write(target, "the disk that holds temporary files (TMPDIR) is full");
    file.commit();
}

} // namespace tractwise::io
