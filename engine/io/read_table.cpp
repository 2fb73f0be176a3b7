// SPDX-License-Identifier: Apache-2.0
#include "csv_reader.hpp"
#include "feature_layer.hpp"
#include "feature_members.hpp"
#include "gdal_dataset.hpp"
#include "json_table.hpp"
#include "row_filter.hpp"
#include "source_name.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/table.hpp>

#include <filesystem>

namespace tractwise::io {
namespace {

Table read_member(const Member& member, const SourceSpec& source, Diagnostics& diagnostics) {
    const TextOrigin origin{member.shown, label_of(source)};
    switch (member.format) {
    case Format::Csv:
        return read_csv(read_bytes(member), origin, diagnostics);
    case Format::Json:
        return read_json_table(read_bytes(member), origin, diagnostics);
    case Format::Gdal:
        break;
    }
    QuietGdal gdal;
    const DatasetPtr dataset = open_dataset(member.path, member.shown, gdal);
    OGRLayer& layer = choose_layer(*dataset, member.layer, source, Wanted::AnyLayer, diagnostics);
    return read_layer(layer, member.shown, source, gdal, diagnostics, nullptr, nullptr);
}

} // namespace

Table read_table(const SourceSpec& source, Diagnostics& diagnostics) {
    const bool folder = !is_connection(source.path) && std::filesystem::is_directory(source.path) &&
                        to_lower(std::filesystem::path(source.path).extension().string()) != ".gdb";
    if (folder)
        throw Error(ErrorKind::Input, "is a folder; a table file is needed",
                    {.where = shown_path(source), .hint = "name the file inside it"});
    std::vector<Table> parts;
    for (const Member& member : members_of(source))
        parts.push_back(read_member(member, source, diagnostics));
    Table table = merge_tables(shown_path(source), std::move(parts));
    if (const auto keep = matching_rows(table, source, diagnostics); !keep.empty())
        table.keep(keep);
    return table;
}

} // namespace tractwise::io
