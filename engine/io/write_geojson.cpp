// SPDX-License-Identifier: Apache-2.0
// Our own writer: GDAL's puts a time-stamped crs note into some files, cannot round and keep the
// winding at once, and formats numbers with fixed digits. The format is 100 lines.
#include "engine/io/out_table.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/text.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr int kDecimals = 7; // 1 cm; RFC 7946 asks for no more than needed

void append_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            else
                out += c;
        }
    }
    out += '"';
}

void append_degrees(std::string& out, double value) {
    const std::size_t begin = out.size();
    fmt::format_to(std::back_inserter(out), "{:.{}f}", value, kDecimals);
    while (out.back() == '0')
        out.pop_back();
    if (out.back() == '.')
        out.pop_back();
    if (std::string_view(out).substr(begin) == "-0")
        out.replace(begin, 2, "0");
}

void append_place(std::string& out, geo::LonLat place) {
    out += '[';
    append_degrees(out, place.lon);
    out += ',';
    append_degrees(out, place.lat);
    out += ']';
}

/// Twice the signed area in degrees, taken from the first vertex so that large coordinates do not
/// eat the digits.
double winding(std::span<const geo::LonLat> ring) {
    double sum = 0;
    const geo::LonLat o = ring.front();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += (ring[i].lon - o.lon) * (ring[i + 1].lat - o.lat) -
               (ring[i + 1].lon - o.lon) * (ring[i].lat - o.lat);
    return sum;
}

/// RFC 7946: outer rings run counterclockwise, holes clockwise.
void append_ring(std::string& out, std::span<const geo::LonLat> ring, bool outer) {
    const bool reverse = (winding(ring) > 0) != outer;
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0)
            out += ',';
        append_place(out, ring[reverse ? ring.size() - 1 - i : i]);
    }
    out += ']';
}

void append_part(std::string& out, const geo::PolygonSet& set, std::size_t part) {
    out += '[';
    bool outer = true;
    for (const std::size_t r : set.rings_of_part(part)) {
        if (!outer)
            out += ',';
        append_ring(out, set.ring(r), outer);
        outer = false;
    }
    out += ']';
}

void append_polygons(std::string& out, const geo::PolygonSet& set, std::size_t shape) {
    const auto parts = set.parts_of(shape);
    if (parts.size() == 0) {
        out += "null";
        return;
    }
    const bool multi = parts.size() > 1;
    out +=
        multi ? R"({"type":"MultiPolygon","coordinates":[)" : R"({"type":"Polygon","coordinates":)";
    bool first = true;
    for (const std::size_t part : parts) {
        if (!first)
            out += ',';
        append_part(out, set, part);
        first = false;
    }
    out += multi ? "]}" : "}";
}

void append_line(std::string& out, std::span<const geo::LonLat> line) {
    if (line.size() < 2) {
        out += "null";
        return;
    }
    out += R"({"type":"LineString","coordinates":[)";
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0)
            out += ',';
        append_place(out, line[i]);
    }
    out += "]}";
}

void append_geometry(std::string& out, const OutGeometry& geometry, std::size_t row) {
    if (geometry.polygons != nullptr)
        return append_polygons(out, *geometry.polygons, row);
    if (geometry.lines != nullptr)
        return append_line(out, geometry.lines->line(row));
    if (geometry.points.empty() || !is_present(geometry.points[row].lon) ||
        !is_present(geometry.points[row].lat)) {
        out += "null";
        return;
    }
    out += R"({"type":"Point","coordinates":)";
    append_place(out, geometry.points[row]);
    out += '}';
}

void append_json_value(std::string& out, const OutColumn& column, std::size_t row) {
    if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
        return append_text(out, (*texts)[row]);
    const double value = std::get<std::vector<double>>(column.values)[row];
    out += is_present(value) ? format_number(value) : "null";
}

} // namespace

void write_geojson(const std::filesystem::path& target, const OutTable& table,
                   const OutGeometry& geometry) {
    check_out_table(table, geometry);
    AtomicFile file(target);
    std::ofstream stream(file.temporary(), std::ios::binary);
    std::string out = R"({"type":"FeatureCollection","name":)";
    append_text(out, table.name);
    if (!table.description.empty()) {
        out += R"(,"description":)";
        append_text(out, table.description);
    }
    out += ",\"features\":[\n";
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row > 0)
            out += ",\n";
        out += R"({"type":"Feature","properties":{)";
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0)
                out += ',';
            append_text(out, table.columns[c].name);
            out += ':';
            append_json_value(out, table.columns[c], row);
        }
        out += R"(},"geometry":)";
        append_geometry(out, geometry, row);
        out += '}';
        if (out.size() > (std::size_t{1} << 20U)) { // a national file need not stand in memory
            stream.write(out.data(), static_cast<std::streamsize>(out.size()));
            out.clear();
        }
    }
    out += "\n]}\n";
    stream.write(out.data(), static_cast<std::streamsize>(out.size()));
    stream.close();
    if (!stream)
        fail_to_write(target);
    file.commit();
}

} // namespace tractwise::io
