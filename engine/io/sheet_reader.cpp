// SPDX-License-Identifier: Apache-2.0
#include "engine/io/sheet_reader.hpp"

#include "engine/io/encoding.hpp"
#include "engine/io/foot_rows.hpp"
#include "engine/io/percent_cells.hpp"
#include "engine/io/place_columns.hpp"
#include "engine/io/place_text.hpp"
#include "engine/io/repeated_header.hpp"
#include "engine/io/source_name.hpp"
#include "engine/io/table_view.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::size_t kHeadRows = 100;

std::vector<GridRow> head_of(const Sheet& sheet) {
    std::vector<GridRow> head;
    for (std::size_t r = 0; r < std::min(sheet.rows(), kHeadRows); ++r)
        head.push_back(sheet.row(r));
    return head;
}

std::optional<std::size_t> declared_row(const Sheet& sheet, const Member& member,
                                        const SourceSpec& source) {
    if (!source.header)
        return std::nullopt;
    for (std::size_t r = 0; r < std::min(sheet.rows(), kHeadRows); ++r)
        if (sheet.numbers[r] == static_cast<std::uint32_t>(*source.header))
            return r;
    throw Error(ErrorKind::Input,
                fmt::format("header = {} names a row of sheet \"{}\" that holds no column names",
                            *source.header, sheet.name),
                {.where = member.shown,
                 .hint = "rows count as the spreadsheet shows them; without \"header\" the names "
                         "are looked for"});
}

void report_header(const Sheet& sheet, const std::vector<GridRow>& head, const HeaderRows& header,
                   const std::string& label, Diagnostics& diagnostics) {
    std::vector<std::string> above;
    for (std::size_t r = 0; r < std::min(header.first, Finding::kMaxExamples); ++r)
        above.push_back(fmt::format("row {}: {}", sheet.numbers[r], quoted_row(head[r])));
    add_header_findings(header, header.first, std::move(above), "row", sheet.numbers[header.first],
                        sheet.numbers[header.last], label, diagnostics);
}

/// The labels of the columns where the row below the names holds them.
std::vector<std::string> labels_of(const Sheet& sheet, const HeaderRows& header) {
    if (header.last + 1 >= sheet.rows())
        return {};
    const GridRow cells = sheet.row(header.last + 1);
    for (std::size_t c = 0; c < std::min(cells.size(), header.names.size()); ++c)
        if (is_label_of_id(trim(header.names[c]), trim(cells[c])))
            return {cells.begin(), cells.end()};
    return {};
}

/// Columns without a name in which no row holds anything are gaps of the sheet.
std::vector<std::size_t> columns_to_keep(const Sheet& sheet, const HeaderRows& header,
                                         std::size_t first_row) {
    std::vector<bool> used(header.names.size(), false);
    for (std::size_t c = 0; c < header.names.size(); ++c)
        used[c] = !is_blank(header.names[c]);
    for (std::size_t r = first_row; r < sheet.rows(); ++r) {
        const std::size_t width = sheet.width(r);
        if (width > used.size())
            used.resize(width, false);
        for (std::size_t c = 0; c < width; ++c)
            if (!used[c] && sheet.cells[sheet.begins[r] + c].size > 0)
                used[c] = true;
    }
    std::vector<std::size_t> keep;
    for (std::size_t c = 0; c < used.size(); ++c)
        if (used[c])
            keep.push_back(c);
    return keep;
}

/// Names broken into lines: a code keeps its first line ("B08201_001E", "(households)" below it),
/// words are put on one line.
std::string on_one_line(std::string name) {
    const auto end = name.find_first_of("\r\n");
    if (end == std::string::npos)
        return name;
    const std::string_view code = trim(std::string_view(name).substr(0, end));
    const bool is_code =
        code.find('_') != std::string_view::npos &&
        code.find_first_of("0123456789") != std::string_view::npos &&
        code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
    if (is_code)
        return std::string(code);
    std::string line;
    for (const char c : name) {
        const bool blank = c == '\r' || c == '\n' || c == ' ';
        if (!blank || (!line.empty() && line.back() != ' '))
            line += blank ? ' ' : c;
    }
    return std::string(trim(line));
}

/// What a sheet may hold, judged by its first rows.
enum class Fit { Nothing, Table, Counties, Areas };

/// Codes of counties and numbers of tracts: short digits under a name that says so, in 9 of 10
/// cells. Without such a name they may be ZIP codes or anything.
bool holds_lesser_ids(const Table& table) {
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const std::string name = to_lower(table.columns()[c]);
        bool named = false;
        for (const std::string_view word : {"fips", "geoid", "geo_id", "county", "tract"})
            named = named || name.find(word) != std::string::npos;
        std::size_t filled = 0, ids = 0;
        for (std::size_t row = 0; named && row < std::min<std::size_t>(table.rows(), 1000); ++row) {
            const std::string_view cell = trim(table.cell(row, c));
            filled += !cell.empty();
            ids += !cell.empty() && cell.size() <= 7 &&
                   cell.find_first_not_of("0123456789.") == std::string_view::npos;
        }
        if (filled > 0 && ids * 10 >= filled * 9)
            return true;
    }
    return false;
}

Fit fit_of(const Table& table, const SourceSpec& source) {
    if (table.rows() == 0 || table.columns().size() < 2)
        return Fit::Nothing;
    Diagnostics unused;
    if (column_of_area_ids(table) || is_table_view(table) ||
        find_place_columns(table, source, unused))
        return Fit::Areas;
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (is_polygon_text(table.cell(0, c)))
            return Fit::Areas;
    return holds_lesser_ids(table) ? Fit::Counties : Fit::Table;
}

bool has_columns(const Table& table, const SourceSpec& source) {
    std::vector<std::string> wanted = source.id_columns;
    for (const std::string* name : {&source.lon, &source.lat, &source.wkt, &source.x, &source.y})
        if (!name->empty())
            wanted.push_back(*name);
    for (const auto& [name, values] : source.where)
        wanted.push_back(name);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const std::string& name) { return table.find(name).has_value(); });
}

void refuse_second_table(const std::string& row, const GridRow& above, std::size_t header,
                         const Member& member, const std::string& label, SecondTable second,
                         Diagnostics& diagnostics) {
    try {
        RepeatedHeader::refuse(member.shown, row, above, header);
    } catch (const Error& error) {
        if (second == SecondTable::Refuse)
            throw;
        diagnostics.add({Severity::Warning,
                         "second-table",
                         label,
                         fmt::format("{}; the sheet is refused where it is used", error.message()),
                         1,
                         {row}});
    }
}

/// Leaves out the row with this number, which repeats the names, or refuses the sheet.
void leave_out_repeated(RepeatedHeader& repeated, const Table& table, std::uint32_t number,
                        bool in_head, const Member& member, const std::string& label,
                        SecondTable second, Diagnostics& diagnostics) {
    const std::string row = fmt::format("row {}", number);
    GridRow above, top;
    for (std::size_t c = 0; c < table.columns().size() && table.rows() > 0; ++c) {
        above.push_back(table.cell(table.rows() - 1, c));
        top.push_back(table.cell(0, c));
    }
    if (!repeated.begins_table(above, top)) {
        repeated.leave_out(row);
        return;
    }
    refuse_second_table(row, above, in_head ? number : 0, member, label, second, diagnostics);
}

bool repeats_labels(const std::vector<std::string_view>& cells,
                    const std::vector<std::size_t>& columns,
                    const std::vector<std::string>& labels) {
    for (std::size_t c = 0; c < cells.size(); ++c)
        if (trim(cells[c]) != (columns[c] < labels.size() ? trim(labels[columns[c]]) : ""))
            return false;
    return true;
}

std::string sheet_text(const Sheet& sheet) {
    std::string text;
    for (std::size_t r = 0; r < sheet.rows(); ++r)
        for (const std::string_view cell : sheet.row(r))
            text += std::string(cell) + "\n";
    return text;
}

std::string sheets_text(const Workbook& book, const Member& member, const SourceSpec& source) {
    std::vector<std::string> texts;
    for (std::size_t s = 0; s < book.names().size(); ++s) {
        Diagnostics unused;
        const Table table = table_of_sheet(book.read(s), member, source, unused, SecondTable::Say);
        texts.push_back(fmt::format("\"{}\" ({} {}, {} {})", book.names()[s], table.rows(),
                                    table.rows() == 1 ? "row" : "rows", table.columns().size(),
                                    table.columns().size() == 1 ? "column" : "columns"));
    }
    return join(texts, ", ");
}

/// The one sheet among several that the source can mean.
std::size_t choose_sheet(const Workbook& book, const Member& member, const SourceSpec& source,
                         Diagnostics& diagnostics) {
    SourceSpec undeclared = source;
    undeclared.header.reset(); // of the sheet that is meant
    Fit best = Fit::Nothing;
    std::vector<std::size_t> fitting;
    for (const bool hidden : {false, true}) {
        for (std::size_t s = 0; s < book.names().size(); ++s) {
            if (book.hidden(s) != hidden)
                continue;
            Diagnostics unused;
            const Table table = table_of_sheet(book.read(s, kHeadRows), member, undeclared, unused,
                                               SecondTable::Say);
            if (!has_columns(table, source))
                continue;
            const Fit fit = fit_of(table, source);
            if (fit > best)
                fitting.clear();
            best = std::max(best, fit);
            if (fit == best && fit != Fit::Nothing)
                fitting.push_back(s);
        }
        if (!fitting.empty())
            break; // hidden sheets only where nothing else is there
    }
    if (fitting.size() != 1)
        throw Error(
            ErrorKind::Input,
            fmt::format("has {} sheets, of which {}", book.names().size(),
                        fitting.empty() ? std::string("none holds a table that fits")
                        : best == Fit::Table
                            ? fmt::format("{} hold tables and none holds census ids or "
                                          "places",
                                          fitting.size())
                            : fmt::format("{} hold census ids or places", fitting.size())),
            {.where = member.shown,
             .hint = "name one with layer = \"...\": " + sheets_text(book, member, undeclared)});
    std::vector<std::string> others;
    for (std::size_t s = 0; s < book.names().size(); ++s)
        if (s != fitting.front() && others.size() < Finding::kMaxExamples)
            others.push_back(fmt::format("not read: \"{}\"", book.names()[s]));
    diagnostics.add(
        {Severity::Note, "sheet-chosen", label_of(source),
         fmt::format("of {} sheets, \"{}\" is the only one that holds {}; it was read (another "
                     "one: layer = \"...\")",
                     book.names().size(), book.names()[fitting.front()],
                     best == Fit::Table ? "a table" : "census ids or places"),
         1, std::move(others)});
    return fitting.front();
}

} // namespace

Table table_of_sheet(const Sheet& sheet, const Member& member, const SourceSpec& source,
                     Diagnostics& diagnostics, SecondTable second) {
    const std::string label = label_of(source);
    if (sheet.rows() == 0)
        return Table(member.shown, {});
    const std::vector<GridRow> head = head_of(sheet);
    const auto declared = declared_row(sheet, member, source);
    const auto view = declared ? std::nullopt : table_view_header(head);
    const HeaderRows header = view ? *view : find_header(head, declared);
    const bool named = header.data_instead.empty();
    if (!named)
        add_no_header_finding(
            header,
            fmt::format("row {}: {}", sheet.numbers[header.first], quoted_row(head[header.first])),
            sheet.numbers[header.first], label, diagnostics);
    else if (!view)
        report_header(sheet, head, header, label, diagnostics);
    if (named && !view && !declared && RepeatedHeader::stands_above(head, header))
        refuse_second_table(fmt::format("row {}", sheet.numbers[header.first]),
                            head[header.first - 1], sheet.numbers[header.first], member, label,
                            second, diagnostics);
    std::vector<std::string> labels = named ? labels_of(sheet, header) : std::vector<std::string>();
    const std::size_t first = header.data() + (labels.empty() ? 0 : 1);

    const std::vector<std::size_t> columns = columns_to_keep(sheet, header, first);
    std::vector<std::string> names;
    for (const std::size_t c : columns)
        names.push_back(c < header.names.size() ? on_one_line(header.names[c]) : std::string());
    make_names_unique(names, label, diagnostics);
    RepeatedHeader repeated;
    if (named && !view) {
        const GridRow row = sheet.row(header.last);
        GridRow kept;
        for (const std::size_t c : columns)
            kept.push_back(c < row.size() ? row[c] : std::string_view());
        repeated = RepeatedHeader(kept, header.last - header.first + 1);
    }

    Table table(member.shown, names);
    table.reserve(sheet.rows() - std::min(first, sheet.rows()), sheet.text.size());
    std::vector<std::string_view> cells(columns.size());
    std::vector<std::uint32_t> numbers;
    std::size_t blank_rows = 0;
    bool labels_may_follow = false; // below repeated names
    for (std::size_t r = first; r < sheet.rows(); ++r) {
        const std::size_t begin = sheet.begins[r], width = sheet.width(r);
        bool blank = true;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto& span = sheet.cells[begin + std::min(columns[c], width - 1)];
            cells[c] = columns[c] < width
                           ? std::string_view(sheet.text).substr(span.begin, span.size)
                           : std::string_view();
            blank = blank && is_blank(cells[c]);
        }
        const std::uint32_t before = r > first ? sheet.numbers[r - 1] : sheet.numbers[r] - 1;
        blank_rows += sheet.numbers[r] - before - 1 + (blank ? 1 : 0);
        if (blank)
            continue;
        if (repeated.is([&](std::size_t c) { return cells[c]; })) {
            leave_out_repeated(repeated, table, sheet.numbers[r], r < kHeadRows, member, label,
                               second, diagnostics);
            labels_may_follow = true;
            continue;
        }
        if (std::exchange(labels_may_follow, false) && !labels.empty() &&
            repeats_labels(cells, columns, labels))
            continue;
        table.add_row(cells);
        numbers.push_back(sheet.numbers[r]);
    }
    table.set_row_numbers(std::move(numbers), Table::Numbering::SheetRows);
    repeated.report(label, diagnostics);
    if (!labels.empty()) {
        std::vector<std::string> kept;
        for (const std::size_t c : columns)
            kept.push_back(c < labels.size() ? labels[c] : std::string());
        table.set_labels(std::move(kept));
        diagnostics.add({Severity::Note,
                         "label-row",
                         label,
                         "the row below the column names says in words what they are; it was kept "
                         "as their labels",
                         1,
                         {fmt::format("row {}", sheet.numbers[header.last + 1])}});
    }
    if (blank_rows > 0)
        diagnostics.add({Severity::Note,
                         "empty-rows",
                         label,
                         "rows without any value were left out",
                         blank_rows,
                         {}});
    if (sheet.unsolved > 0)
        diagnostics.add({Severity::Warning, "formula-without-result", label,
                         "cells hold a formula without its result and are read as empty: open the "
                         "workbook in a spreadsheet and save it",
                         sheet.unsolved, sheet.unsolved_cells});
    leave_out_foot_rows(table, label, diagnostics);
    report_mixed_percents(table, label, diagnostics);
    return table;
}

Table rows_of_sheet(const Workbook& book, const Sheet& sheet, const Member& member,
                    const SourceSpec& source, Diagnostics& diagnostics, SecondTable second) {
    Table table = table_of_sheet(sheet, member, source, diagnostics, second);
    if (!is_table_view(table))
        return table;
    // The download of data.census.gov names the table in its file name and on its first sheet.
    std::string id = census_table_id(std::filesystem::path(member.shown).filename().string());
    for (std::size_t s = 0; id.empty() && s < book.names().size(); ++s)
        if (book.names()[s] == "Information")
            id = census_table_id(sheet_text(book.read(s, kHeadRows)));
    return rows_of_table_view(table, id, label_of(source), diagnostics);
}

Table read_workbook(const Member& member, const SourceSpec& source, Diagnostics& diagnostics) {
    const Workbook book(member);
    const auto& names = book.names();
    std::size_t chosen = 0;
    if (!member.layer.empty()) {
        const auto named = std::find(names.begin(), names.end(), member.layer);
        if (named == names.end())
            throw Error(ErrorKind::Input, fmt::format("has no layer \"{}\"", member.layer),
                        {.where = shown_path(source), .hint = suggestion(member.layer, names)});
        chosen = static_cast<std::size_t>(named - names.begin());
    } else if (names.size() > 1) {
        chosen = choose_sheet(book, member, source, diagnostics);
    }
    const Sheet sheet = book.read(chosen);
    if (sheet.rows() == 0)
        throw Error(ErrorKind::Input, fmt::format("sheet \"{}\" is empty", sheet.name),
                    {.where = member.shown,
                     .hint = names.size() > 1 ? "sheets: " + join(names, ", ") : ""});
    return rows_of_sheet(book, sheet, member, source, diagnostics);
}

} // namespace tractwise::io
