// SPDX-License-Identifier: Apache-2.0
#include "engine/io/csv_reader.hpp"
#include "engine/io/cut_answer.hpp"
#include "engine/io/feature_layer.hpp"
#include "engine/io/feature_members.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/long_table.hpp"
#include "engine/io/place_columns.hpp"
#include "engine/io/place_text.hpp"
#include "engine/io/sheet_reader.hpp"
#include "engine/io/source_name.hpp"
#include "engine/io/table_view.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/features.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

std::vector<std::string> first_row_of(const Table& table) {
    std::vector<std::string> cells;
    for (std::size_t c = 0; table.rows() > 0 && c < table.columns().size(); ++c)
        cells.emplace_back(table.cell(0, c));
    return cells;
}

/// "polygons as text in column the_geom", or empty.
std::string polygons_in_columns(const Table& table) {
    for (std::size_t c = 0; table.rows() > 0 && c < table.columns().size(); ++c)
        if (is_polygon_text(table.cell(0, c)))
            return fmt::format("polygons as text in column {}", table.columns()[c]);
    return {};
}

/// A table without shapes may hold places in its columns all the same, as text or as a spreadsheet.
void say_where_rows_lie(LayerSummary& summary, const Table& table, const SourceSpec& source) {
    summary.geometry = polygons_in_columns(table);
    if (summary.geometry.empty()) {
        summary.geometry = "none";
        summary.crs.clear();
        Diagnostics unused; // what is guessed is shown here anyway
        const auto columns = find_place_columns(table, source, unused);
        if (!columns)
            return;
        const auto& names = table.columns();
        if (columns->text) {
            summary.place_columns = {names[*columns->text]};
            summary.geometry = fmt::format("places as text in column {}", names[*columns->text]);
        } else {
            summary.place_columns = {names[columns->x], names[columns->y]};
            summary.geometry =
                fmt::format("places in columns {} and {}", names[columns->x], names[columns->y]);
        }
    }
    summary.crs = source.crs.empty() ? "not declared: taken as longitude and latitude" : source.crs;
}

LayerSummary summarize_table(Table table, const SourceSpec& source, const Member& member) {
    LayerSummary summary;
    summary.name = std::filesystem::path(member.shown).stem().string();
    say_where_rows_lie(summary, table, source);
    summary.rows = table.rows();
    summary.columns = table.columns();
    summary.column_types.assign(table.columns().size(), "text");
    summary.first_row = first_row_of(table);
    summary.sample = std::move(table);
    return summary;
}

std::string crs_text(OGRLayer& layer, GDALDataset& dataset, const SourceSpec& source) {
    if (wkbFlatten(layer.GetGeomType()) == wkbNone)
        return "";
    const OGRSpatialReference* srs = layer.GetSpatialRef();
    if (source.crs.empty() && srs != nullptr && srs->GetName() != nullptr) {
        const std::string name = srs->GetName();
        const char* code = srs->GetAuthorityCode(nullptr);
        const char* authority = srs->GetAuthorityName(nullptr);
        return code != nullptr && authority != nullptr
                   ? fmt::format("{}:{} ({})", authority, code, name)
                   : name;
    }
    try {
        return crs_of(layer, dataset, source).definition;
    } catch (const Error& missing) { // to look at such a file is what inspect is for
        return "missing; " + missing.hint();
    }
}

/// OSM extracts do not know their number of features and do not count them when asked to.
std::size_t count_rows(OGRLayer& layer) {
    if (const GIntBig rows = layer.GetFeatureCount(TRUE); rows >= 0)
        return static_cast<std::size_t>(rows);
    std::size_t rows = 0;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()})
        ++rows;
    return rows;
}

/// Everything but the rows' values is in the layer's head; ids are judged by the first thousand
/// rows.
LayerSummary summarize_layer(OGRLayer& layer, GDALDataset& dataset, const SourceSpec& source,
                             const Member& member) {
    LayerSummary summary;
    summary.name = layer.GetName();
    summary.geometry = OGRGeometryTypeToName(layer.GetGeomType());
    summary.crs = crs_text(layer, dataset, source);
    summary.rows = count_rows(layer);
    const OGRFeatureDefn* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        const OGRFieldDefn* field = definition->GetFieldDefn(i);
        summary.columns.emplace_back(field->GetNameRef());
        summary.column_types.emplace_back(OGRFieldDefn::GetFieldTypeName(field->GetType()));
    }
    Table sample(member.shown, summary.columns);
    constexpr std::size_t sampled = 1000;
    layer.ResetReading();
    while (sample.rows() < sampled && !summary.columns.empty()) {
        const std::unique_ptr<OGRFeature> feature(layer.GetNextFeature());
        if (!feature)
            break;
        std::vector<std::string> texts;
        for (int i = 0; i < definition->GetFieldCount(); ++i)
            texts.push_back(field_text(*feature, i));
        sample.add_row(std::vector<std::string_view>(texts.begin(), texts.end()));
    }
    if (wkbFlatten(layer.GetGeomType()) == wkbNone && sample.rows() > 0)
        say_where_rows_lie(summary, sample, source);
    summary.first_row = first_row_of(sample);
    summary.sample = std::move(sample);
    return summary;
}

/// OSM extracts hold their layers one after the other: unless it is told to skip them, the driver
/// keeps the features of all others in memory and gives up. What it skips stays skipped, so each
/// layer has a dataset of its own.
void summarize_osm_layer(int index, const SourceSpec& source, const Member& member, QuietGdal& gdal,
                         DatasetSummary& out) {
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    OGRLayer& layer = *dataset->GetLayer(index);
    const std::string only = fmt::format("SET interest_layers = {}", layer.GetName());
    dataset->ReleaseResultSet(dataset->ExecuteSQL(only.c_str(), nullptr, nullptr));
    out.layers.push_back(summarize_layer(layer, *dataset, source, member));
}

void inspect_dataset(const Member& member, const SourceSpec& source, DatasetSummary& out,
                     Diagnostics& diagnostics) {
    QuietGdal gdal;
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    if (out.driver.empty())
        out.driver = driver_of(*dataset);
    report_places_in_ways(member.path, *dataset, source, diagnostics);
    for (int i = 0; i < dataset->GetLayerCount(); ++i) {
        OGRLayer* layer = dataset->GetLayer(i);
        if (layer == nullptr || (!member.layer.empty() && member.layer != layer->GetName()))
            continue;
        if (driver_of(*dataset) == "OSM")
            summarize_osm_layer(i, source, member, gdal, out);
        else
            out.layers.push_back(summarize_layer(*layer, *dataset, source, member));
    }
    if (gdal.failed())
        throw Error(ErrorKind::Input, "is damaged: " + gdal.reason(),
                    {.where = member.shown, .hint = "fetch or export the file again"});
    gdal.report(label_of(source), diagnostics);
}

/// A file too large to be read for a look: its head tells the columns, and its rows are counted as
/// lines.
bool inspect_head(const Member& member, const SourceSpec& source, DatasetSummary& out,
                  Diagnostics& diagnostics) {
    constexpr std::size_t large = std::size_t{48} << 20U, head_size = std::size_t{2} << 20U;
    if (member.format != Format::Csv || !source.where.empty() || size_of(member) < large)
        return false;
    HeadOfFile head = read_head(member, head_size);
    const auto end = head.bytes.rfind('\n');
    if (head.lines_in_head < 1000 || end == std::string::npos)
        return false; // lines that long, or another kind of line end
    head.bytes.resize(end + 1);
    Diagnostics found;
    Table table;
    try {
        table =
            read_csv(std::move(head.bytes), {member.shown, label_of(source)}, found, source.header);
    } catch (const Error&) {
        return false; // the whole file says it better: the head may end within a quoted cell
    }
    if (is_table_view(table) || is_one_row_per_variable(table, source))
        return false; // what becomes of these, only all rows tell
    diagnostics.merge(found);
    LayerSummary summary = summarize_table(table, source, member);
    summary.rows += head.lines - head.lines_in_head;
    diagnostics.add(
        {Severity::Note,
         "rows-counted-as-lines",
         label_of(source),
         fmt::format("the file is large: its first {} rows were looked at, and all rows "
                     "counted as lines",
                     format_count(static_cast<double>(table.rows()))),
         1,
         {}});
    out.layers.push_back(std::move(summary));
    return true;
}

/// Each sheet as it would be read if `layer` named it.
void inspect_workbook(const Member& member, const SourceSpec& source, DatasetSummary& out,
                      Diagnostics& diagnostics) {
    const Workbook book(member);
    if (out.driver.empty())
        out.driver = book.kind();
    for (std::size_t s = 0; s < book.names().size(); ++s) {
        if (!member.layer.empty() && member.layer != book.names()[s])
            continue;
        SourceSpec sheet = source; // findings say of which sheet they are
        if (book.names().size() > 1)
            sheet.id = fmt::format("{}, sheet \"{}\"", label_of(source), book.names()[s]);
        const auto second = book.names().size() > 1 ? SecondTable::Say : SecondTable::Refuse;
        Table table = rows_of_sheet(book, book.read(s), member, sheet, diagnostics, second);
        out.layers.push_back(summarize_table(std::move(table), source, member));
        out.layers.back().name = book.names()[s];
    }
}

} // namespace

DatasetSummary inspect(const SourceSpec& source, Diagnostics& diagnostics) {
    DatasetSummary out;
    out.path = shown_path(source);
    std::vector<AnswerPart> answers;
    for (const Member& member : members_of(source)) {
        if (member.format == Format::Gdal) {
            inspect_dataset(member, source, out, diagnostics);
            if (!out.layers.empty())
                answers.push_back({member.path, member.shown, out.layers.back().rows});
            continue;
        }
        if (member.format == Format::Sheet) {
            inspect_workbook(member, source, out, diagnostics);
            continue;
        }
        SourceSpec one = source;
        one.path = member.path;
        one.layer.clear();
        if (out.driver.empty())
            out.driver = member.format == Format::Csv ? "delimited text" : "JSON table";
        if (!inspect_head(member, one, out, diagnostics))
            out.layers.push_back(summarize_table(read_table(one, diagnostics), one, member));
    }
    report_cut_answers(answers, label_of(source), diagnostics);
    if (!source.layer.empty() && out.layers.empty())
        throw Error(ErrorKind::Input, fmt::format("has no layer \"{}\"", source.layer),
                    {.where = shown_path(source)});
    return out;
}

} // namespace tractwise::io
