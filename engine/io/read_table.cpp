// SPDX-License-Identifier: Apache-2.0
#include "engine/io/csv_reader.hpp"
#include "engine/io/cut_answer.hpp"
#include "engine/io/feature_layer.hpp"
#include "engine/io/feature_members.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/geocoder_result.hpp"
#include "engine/io/json_table.hpp"
#include "engine/io/long_table.hpp"
#include "engine/io/row_filter.hpp"
#include "engine/io/sheet_reader.hpp"
#include "engine/io/source_name.hpp"
#include "engine/io/table_view.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/level_rows.hpp"
#include "engine/io/table.hpp"

#include <filesystem>
#include <map>

namespace tractwise::io {
namespace {

/// Labels from "X-Column-Metadata.csv" beside "X-Data.csv", where the data have no row of labels: so
/// data.census.gov packs them.
void read_labels_beside(const Member& member, Table& table) {
    constexpr std::string_view ending = "-Data.csv";
    if (table.has_labels() || !member.path.ends_with(ending))
        return;
    Member beside = member;
    for (std::string* name : {&beside.path, &beside.shown})
        name->replace(name->size() - ending.size(), ending.size(), "-Column-Metadata.csv");
    if (!is_there(beside.path))
        return;
    Diagnostics unused; // of a file that nobody asked for
    const Table metadata = read_csv(read_bytes(beside), {beside.shown, {}}, unused);
    const auto name = metadata.find("Column Name");
    const auto label = metadata.find("Label");
    if (!name || !label)
        return;
    std::map<std::string_view, std::string_view> label_of_name;
    for (std::size_t row = 0; row < metadata.rows(); ++row)
        label_of_name.emplace(metadata.cell(row, *name), metadata.cell(row, *label));
    std::vector<std::string> labels;
    for (const std::string& column : table.columns()) {
        const auto found = label_of_name.find(column);
        labels.emplace_back(found == label_of_name.end() ? std::string_view() : found->second);
    }
    table.set_labels(std::move(labels));
}

/// Only texts and sheets have rows of names.
void refuse_header(const SourceSpec& source) {
    if (source.header)
        throw Error(ErrorKind::Input, "its column names do not stand in a row",
                    {.where = shown_path(source),
                     .hint = "leave header = out: it is for text files and spreadsheets"});
}

std::string file_name(const Member& member) {
    return std::filesystem::path(member.shown).filename().string();
}

Table read_member(const Member& member, const SourceSpec& source, std::string_view level,
                  Diagnostics& diagnostics) {
    const TextOrigin origin{member.shown, label_of(source)};
    switch (member.format) {
    case Format::Csv: {
        std::string bytes = read_bytes(member);
        if (is_geocoder_result(bytes))
            return read_geocoder_result(bytes, origin.file, origin.source, diagnostics);
        Table table = read_csv(std::move(bytes), origin, diagnostics, source.header, level);
        read_labels_beside(member, table);
        if (is_table_view(table))
            return rows_of_table_view(table, census_table_id(file_name(member)), origin.source,
                                      diagnostics);
        return table;
    }
    case Format::Sheet:
        return read_workbook(member, source, diagnostics);
    case Format::Json:
        refuse_header(source);
        return read_json_table(read_bytes(member), origin, diagnostics);
    case Format::Gdal:
        break;
    }
    refuse_header(source);
    QuietGdal gdal;
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    OGRLayer& layer = choose_layer(*dataset, member.layer, source, Wanted::AnyLayer);
    return read_layer(layer, member.shown, source, gdal, diagnostics, nullptr, nullptr);
}

} // namespace

Table read_table(const SourceSpec& source, Diagnostics& diagnostics) {
    return read_table_of_level(source, {}, diagnostics);
}

Table read_table_of_level(const SourceSpec& source, std::string_view level,
                          Diagnostics& diagnostics) {
    const bool folder = !is_connection(source.path) && std::filesystem::is_directory(source.path) &&
                        to_lower(std::filesystem::path(source.path).extension().string()) != ".gdb";
    if (folder)
        throw Error(ErrorKind::Input, "is a folder; a table file is needed",
                    {.where = shown_path(source), .hint = "name the file inside it"});
    std::vector<Table> parts;
    std::vector<AnswerPart> answers;
    for (const Member& member : members_of(source)) {
        parts.push_back(read_member(member, source, level, diagnostics));
        if (member.format == Format::Gdal)
            answers.push_back({member.path, member.shown, parts.back().rows()});
    }
    report_cut_answers(answers, label_of(source), diagnostics);
    Table table = merge_tables(shown_path(source), std::move(parts));
    if (const auto keep = matching_rows(table, source, diagnostics); !keep.empty())
        table.keep(keep);
    return one_row_per_area(std::move(table), source, diagnostics);
}

} // namespace tractwise::io
