// SPDX-License-Identifier: Apache-2.0
#include "engine/io/feature_layer.hpp"

#include "engine/io/encoding.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

std::string time_text(const OGRFeature& feature, int field, OGRFieldType type) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
    const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    if (type == OFTDate)
        return date;
    const int whole = static_cast<int>(second);
    const int milli = static_cast<int>(std::lround((second - static_cast<float>(whole)) * 1000));
    std::string time = fmt::format("{:02}:{:02}:{:02}", hour, minute, whole);
    if (milli > 0)
        time += fmt::format(".{:03}", milli);
    if (type == OFTTime)
        return time;
    std::string text = date + "T" + time;
    if (zone == 100) // GDAL counts zones in quarters of an hour from 100
        text += "Z";
    else if (zone > 1) {
        const int quarters = std::abs(zone - 100);
        text +=
            fmt::format("{}{:02}:{:02}", zone < 100 ? '-' : '+', quarters / 4, quarters % 4 * 15);
    }
    return text;
}

std::string real_text(double value, OGRFieldSubType subtype) {
    if (subtype != OFSTFloat32)
        return format_number(value);
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                      static_cast<float>(value), std::chars_format::general);
    return {buffer.data(), result.ptr};
}

/// A database keeps an integer key apart from the fields; one with a name of its own may be the
/// GEOID.
std::string telling_key(OGRLayer& layer) {
    const std::string name = layer.GetFIDColumn();
    static constexpr std::array<std::string_view, 8> meaningless{
        "", "row_number", "fid", "ogc_fid", "objectid", "oid", "gid", "id"};
    const std::string lower = to_lower(name);
    const bool known =
        std::find(meaningless.begin(), meaningless.end(), lower) != meaningless.end();
    return known ? std::string() : name;
}

/// A label of a column that two parts label differently is none: which of the two would a row mean?
void merge_labels(const std::vector<Table>& parts,
                  const std::map<std::string, std::size_t, std::less<>>& place, Table& merged) {
    std::vector<std::string> labels(merged.columns().size());
    std::vector<bool> differ(labels.size(), false);
    bool any = false;
    for (const Table& part : parts)
        for (std::size_t c = 0; c < part.columns().size(); ++c) {
            const std::string_view label = part.label(c);
            const std::size_t target = place.find(part.columns()[c])->second;
            if (label.empty())
                continue;
            any = true;
            differ[target] = differ[target] || (!labels[target].empty() && labels[target] != label);
            labels[target] = label;
        }
    for (std::size_t c = 0; c < labels.size(); ++c)
        if (differ[c])
            labels[c].clear();
    if (any)
        merged.set_labels(std::move(labels));
}

} // namespace

std::string field_text(const OGRFeature& feature, int field) {
    if (!feature.IsFieldSetAndNotNull(field))
        return {};
    const OGRFieldDefn* definition = feature.GetFieldDefnRef(field);
    switch (const OGRFieldType type = definition->GetType(); type) {
    case OFTInteger:
        if (definition->GetSubType() == OFSTBoolean)
            return feature.GetFieldAsInteger(field) ? "true" : "false";
        return fmt::format("{}", feature.GetFieldAsInteger(field));
    case OFTInteger64:
        return fmt::format("{}", feature.GetFieldAsInteger64(field));
    case OFTReal:
        return real_text(feature.GetFieldAsDouble(field), definition->GetSubType());
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
        return time_text(feature, field, type);
    default: {
        std::string text = feature.GetFieldAsString(field);
        repair_utf8(text);
        return text;
    }
    }
}

Table read_layer(OGRLayer& layer, const std::string& shown, const SourceSpec& source,
                 QuietGdal& gdal, Diagnostics& diagnostics, const OnAdvance& advance,
                 const OnGeometry& on_geometry) {
    const OGRFeatureDefn* definition = layer.GetLayerDefn();
    const int fields = definition->GetFieldCount();
    std::vector<std::string> names;
    const std::string key = telling_key(layer);
    if (!key.empty())
        names.push_back(key);
    for (int i = 0; i < fields; ++i) {
        names.emplace_back(definition->GetFieldDefn(i)->GetNameRef());
        repair_utf8(names.back());
    }
    const bool no_fields = names.empty();
    if (no_fields)
        names.emplace_back("row"); // a table needs a column to have rows
    make_names_unique(names, label_of(source), diagnostics);

    Table table(shown, names);
    std::vector<std::string> texts(names.size());
    std::vector<std::string_view> cells(names.size());
    const double total =
        static_cast<double>(std::max<GIntBig>(1, layer.GetFeatureCount(/*bForce=*/FALSE)));
    std::size_t empty_rows = 0;
    gdal.forget();
    layer.ResetReading();
    for (std::size_t n = 0;; ++n) {
        if (n % 256 == 0 && advance)
            advance(std::min(1.0, static_cast<double>(n) / total));
        const std::unique_ptr<OGRFeature> feature(layer.GetNextFeature());
        if (!feature)
            break;
        std::size_t c = 0;
        if (!key.empty())
            texts[c++] = fmt::format("{}", feature->GetFID());
        if (no_fields)
            texts[c++] = fmt::format("{}", n + 1);
        for (int i = 0; i < fields; ++i)
            texts[c++] = field_text(*feature, i);
        const OGRGeometry* geometry = feature->GetGeometryRef();
        const bool blank = geometry == nullptr &&
                           std::all_of(texts.begin(), texts.end(),
                                       [](const std::string& text) { return text.empty(); });
        if (blank) { // the gaps of a spreadsheet
            ++empty_rows;
            continue;
        }
        std::copy(texts.begin(), texts.end(), cells.begin());
        table.add_row(cells);
        if (on_geometry)
            on_geometry(geometry);
    }
    if (gdal.failed())
        throw Error(ErrorKind::Input, "is damaged: " + gdal.reason(),
                    {.where = fmt::format("{}, near row {}", shown, table.rows() + 1),
                     .hint = "fetch or export the file again"});
    if (empty_rows > 0)
        diagnostics.add({Severity::Note,
                         "empty-rows",
                         label_of(source),
                         "rows without any value were left out",
                         empty_rows,
                         {}});
    gdal.report(label_of(source), diagnostics);
    return table;
}

Table merge_tables(const std::string& name, std::vector<Table> parts) {
    if (parts.size() == 1)
        return std::move(parts.front());
    std::vector<std::string> columns;
    std::map<std::string, std::size_t, std::less<>> place;
    for (const Table& part : parts)
        for (const std::string& column : part.columns())
            if (place.emplace(column, columns.size()).second)
                columns.push_back(column);
    Table merged(name, columns);
    merge_labels(parts, place, merged);
    for (Table& part : parts) {
        std::vector<std::size_t> target;
        for (const std::string& column : part.columns())
            target.push_back(place.find(column)->second);
        std::vector<std::string_view> cells(columns.size());
        for (std::size_t row = 0; row < part.rows(); ++row) {
            for (std::size_t c = 0; c < target.size(); ++c)
                cells[target[c]] = part.cell(row, c);
            merged.add_row(cells);
        }
        part = Table(); // free as we go: two copies of a national file are one too many
    }
    return merged;
}

} // namespace tractwise::io
