// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"
#include "engine/paper/drawing.hpp"

#include <string>
#include <variant>
#include <vector>

namespace tractwise::needs {

/// A report as parts in reading order, in one language, before anybody decides how it is printed.
///
///     Document report{.title = "Needs in the South Side", .language = "en"};
///     Section& care = report.sections.emplace_back(Section{.id = "care", .title = "Access to care"});
///     care.blocks.push_back(Paragraph{"1,240 of 6,870 residents (18.0 %, ±2.1 points) ..."});
///     write_text_file("report.html", html_of(report));            // html.hpp; markdown_of() likewise
///
/// Every writer shows the same sentences and tables. Texts are plain: whatever `<`, `&` or `|` they
/// hold is shown as it is.
struct Paragraph {
    std::string text;
    bool aside = false; ///< a note: how to read something, what is not known
};

struct List {
    std::vector<std::string> items;
    bool numbered = false;
};

/// A cell as it is read: what counts, and below it in small letters what belongs to it.
struct TableCell {
    std::string text;
    std::string small = {};
    std::string mark = {}; ///< of reliability: "*", "**"
    bool number = false;   ///< stands at the right
};

/// Rows as they are read, and the same as data for a spreadsheet: numbers with all their digits.
struct ReportTable {
    std::string id; ///< of its CSV file: "social"
    std::string caption;
    std::vector<std::string> heads;           ///< of the columns; the first is that of the rows
    std::vector<std::vector<TableCell>> rows; ///< the first cell is the head of the row
    std::vector<std::string> notes;
    io::OutTable data; ///< empty: there is no more to say than the rows do
};

/// A map or a chart with what it says to those who do not see it.
struct Figure {
    std::string caption;
    std::string alternative;
    paper::Drawing drawing;
};

using Block = std::variant<Paragraph, List, ReportTable, Figure>;

struct Section {
    std::string id; ///< "care": its place in the page's address
    std::string title;
    std::vector<Block> blocks;
};

struct Document {
    std::string title, subtitle;
    std::string language = "en";
    std::string organization, logo, note; ///< of the theme; the logo is a PNG file's bytes
    std::string accent = "#1f4e79";       ///< color of headings
    std::string date;                     ///< "2026-11-30"
    std::vector<Section> sections;
};

/// The tables of a report, in order.
std::vector<const ReportTable*> tables_of(const Document& document);

} // namespace tractwise::needs
