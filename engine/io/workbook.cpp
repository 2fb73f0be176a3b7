// SPDX-License-Identifier: Apache-2.0
#include "engine/io/workbook.hpp"

#include "engine/io/feature_layer.hpp"
#include "engine/io/foreign_file.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/workbook_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <filesystem>

#include <cpl_conv.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// XLS, the first row not taken for names.
struct GdalWorkbook : Workbook::Parts {
    explicit GdalWorkbook(const Member& opened) : member(opened) {
        CPLSetThreadLocalConfigOption("OGR_XLS_HEADERS", "DISABLE");
        try {
            dataset = open_dataset(member.path, member.shown, gdal);
            kind = driver_of(*dataset);
            for (int i = 0; i < dataset->GetLayerCount(); ++i) {
                names.emplace_back(dataset->GetLayer(i)->GetName());
                dataset->GetLayer(i)->GetLayerDefn(); // looks for a header only now
            }
        } catch (...) {
            restore();
            throw;
        }
        restore();
        hidden.assign(names.size(), false);
        if (gdal.failed())
            fail();
    }

    static void restore() { CPLSetThreadLocalConfigOption("OGR_XLS_HEADERS", nullptr); }

    [[noreturn]] void fail() const {
        throw Error(ErrorKind::Input, "is damaged: " + gdal.reason(),
                    {.where = member.shown, .hint = "fetch or export the file again"});
    }

    Sheet read(std::size_t index, std::size_t most) const override {
        Sheet sheet;
        sheet.name = names[index];
        OGRLayer& layer = *dataset->GetLayer(static_cast<int>(index));
        layer.ResetReading();
        std::uint32_t number = 0;
        while (sheet.rows() < most) {
            const std::unique_ptr<OGRFeature> feature(layer.GetNextFeature());
            if (!feature)
                break;
            ++number;
            for (int i = 0; i < feature->GetFieldCount(); ++i)
                add_cell(sheet, static_cast<std::size_t>(i), field_text(*feature, i), member.shown);
            end_row(sheet, number);
        }
        if (gdal.failed())
            fail();
        return sheet;
    }

    Member member;
    QuietGdal gdal;
    DatasetPtr dataset;
};

} // namespace

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
    const std::string extension = to_lower(std::filesystem::path(member.path).extension().string());
    // Many a new workbook has the old name.
    const bool old =
        extension == ".xls" && workbook_of(read_head(member.path, 8).bytes) != WorkbookForm::Zipped;
    if (old)
        parts_ = std::make_unique<GdalWorkbook>(member);
    else
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
