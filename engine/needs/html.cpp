// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/html.hpp"

#include "engine/needs/embedded.hpp"

#include "engine/core/error.hpp"
#include "engine/core/language.hpp"
#include "engine/map/origin.hpp"
#include "engine/paper/paint.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

namespace tractwise::needs {
namespace {

using Data = kainjow::mustache::data;
using Form = kainjow::mustache::mustache;

constexpr double kPngDpi = 200;

constexpr Text kContents{"Contents", "Contenido"};

/// An item only where there is something: sections of a template are skipped by absence.
void set_if(Data& into, const std::string& name, const std::string& text) {
    if (!text.empty())
        into.set(name, text);
}

Data text_item(const std::string& text) {
    Data item;
    item.set("text", text);
    return item;
}

Data block_data(const Paragraph& paragraph) {
    Data inner = text_item(paragraph.text);
    inner.set("aside", paragraph.aside);
    return {"paragraph", inner};
}

Data block_data(const List& list) {
    Data items{Data::type::list};
    for (const std::string& item : list.items)
        items << text_item(item);
    return {list.numbered ? "numbered" : "bullets", Data{"items", items}};
}

Data cell_data(const TableCell& cell) {
    Data item = text_item(cell.text);
    item.set("number", cell.number);
    // An empty text inside an outer section of the same name would be taken from there.
    item.set("small", cell.small.empty() ? Data{false} : Data{cell.small});
    item.set("mark", cell.mark.empty() ? Data{false} : Data{cell.mark});
    return item;
}

Data block_data(const ReportTable& table) {
    Data heads{Data::type::list}, rows{Data::type::list}, notes{Data::type::list};
    for (std::size_t i = 0; i < table.heads.size(); ++i) {
        Data head = text_item(table.heads[i]);
        head.set("number",
                 !table.rows.empty() && i < table.rows[0].size() && table.rows[0][i].number);
        heads << head;
    }
    for (const std::vector<TableCell>& cells : table.rows) {
        Data row, others{Data::type::list};
        row.set("head", cell_data(cells.front()));
        for (std::size_t i = 1; i < cells.size(); ++i)
            others << cell_data(cells[i]);
        row.set("cells", others);
        rows << row;
    }
    for (const std::string& note : table.notes)
        notes << text_item(note);
    Data inner;
    inner.set("caption", table.caption);
    inner.set("heads", heads);
    inner.set("rows", rows);
    inner.set("notes", notes);
    return {"table", inner};
}

} // namespace

std::string html_of(const Document& report, Drawings drawings) {
    std::size_t figures = 0;
    Data sections{Data::type::list};
    for (const Section& section : report.sections) {
        Data blocks{Data::type::list};
        for (const Block& block : section.blocks) {
            if (const auto* figure = std::get_if<Figure>(&block)) {
                Data inner;
                if (drawings == Drawings::Vector)
                    inner.set("svg", paper::svg_figure_of(figure->drawing,
                                                          fmt::format("f{}-", ++figures)));
                else
                    inner.set("png", paper::png_address(paper::png_of(figure->drawing, kPngDpi)));
                inner.set("alternative", figure->alternative);
                inner.set("caption", figure->caption);
                blocks << Data{"figure", inner};
            } else {
                std::visit(
                    [&](const auto& part) {
                        if constexpr (!std::is_same_v<std::decay_t<decltype(part)>, Figure>)
                            blocks << block_data(part);
                    },
                    block);
            }
        }
        Data item;
        item.set("id", section.id);
        item.set("title", section.title);
        item.set("blocks", blocks);
        sections << item;
    }
    const Language language = report.language == "es" ? Language::Spanish : Language::English;
    Data page;
    page.set("language", report.language);
    page.set("title", report.title);
    page.set("subtitle", report.subtitle);
    page.set("accent", report.accent);
    page.set("style", std::string(embedded("report.css")));
    page.set("contents", std::string(kContents.in(language)));
    page.set("made", map::made_words(report.date, language));
    set_if(page, "organization", report.organization);
    set_if(page, "note", report.note);
    if (!report.logo.empty())
        page.set("logo", paper::png_address(report.logo));
    page.set("sections", sections);
    Form form(std::string(embedded("report.html.mustache")));
    if (!form.is_valid())
        throw Error(ErrorKind::Internal, "the report's template: " + form.error_message());
    return form.render(page);
}

} // namespace tractwise::needs
