// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/markdown.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

/// What Markdown would take for a mark of its own, made text again; a line break would end a row.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        constexpr std::string_view kMarks = "\\`*_[]<>|#";
        if (kMarks.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

class MarkdownWriter {
public:
    explicit MarkdownWriter(const std::vector<std::string>& pictures) : pictures_(pictures) {}
    std::string out;

    void operator()(const Paragraph& paragraph) {
        out += (paragraph.aside ? "> " : "") + plain(paragraph.text) + "\n\n";
    }
    void operator()(const List& list) {
        std::size_t number = 0;
        for (const std::string& item : list.items)
            out += (list.numbered ? fmt::format("{}. ", ++number) : "- ") + plain(item) + "\n";
        out += "\n";
    }
    void operator()(const ReportTable& table) {
        out += "**" + plain(table.caption) + "**\n\n|";
        for (const std::string& head : table.heads)
            out += " " + plain(head) + " |";
        out += "\n|";
        for (std::size_t i = 0; i < table.heads.size(); ++i)
            out += !table.rows.empty() && table.rows[0][i].number ? "---:|" : "---|";
        out += "\n";
        for (const std::vector<TableCell>& row : table.rows) {
            out += "|";
            for (const TableCell& cell : row)
                out += " " + plain(cell.text + cell.mark) +
                       (cell.small.empty() ? "" : "; " + plain(cell.small)) + " |";
            out += "\n";
        }
        out += "\n";
        for (const std::string& note : table.notes)
            out += "> " + plain(note) + "\n\n";
    }
    void operator()(const Figure& figure) {
        if (const std::size_t at = figures_++; at < pictures_.size())
            out += fmt::format("![{}]({})\n\n", plain(figure.caption), pictures_[at]);
        else
            out += "**" + plain(figure.caption) + "**\n\n";
        out += plain(figure.alternative) + "\n\n";
    }

private:
    const std::vector<std::string>& pictures_;
    std::size_t figures_ = 0;
};

} // namespace

std::string markdown_of(const Document& report, const std::vector<std::string>& pictures) {
    MarkdownWriter writer(pictures);
    writer.out = "# " + plain(report.title) + "\n\n" + plain(report.subtitle) + "\n\n";
    for (const std::string& line : {report.organization, report.note, report.date})
        if (!line.empty())
            writer.out += plain(line) + "\n\n";
    for (const Section& section : report.sections) {
        writer.out += "## " + plain(section.title) + "\n\n";
        for (const Block& block : section.blocks)
            std::visit(writer, block);
    }
    return writer.out;
}

} // namespace tractwise::needs
