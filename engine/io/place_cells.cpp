// SPDX-License-Identifier: Apache-2.0
#include "engine/io/place_cells.hpp"

#include "engine/io/place_text.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/crs.hpp"
#include "engine/io/cell.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// `"300 Arch St, Philadelphia"`: a cell for a message, on one line and not too long.
std::string quoted(std::string_view cell) {
    constexpr std::size_t longest = 60;
    std::string line(first_characters(trim(cell), longest));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return fmt::format("\"{}{}\"", line, line.size() < trim(cell).size() ? "..." : "");
}

/// Rows whose cells say something that is no place.
struct Unreadable {
    std::vector<std::size_t> rows;
    std::string first; ///< the first cell, and why it cannot be read
    std::vector<std::string> examples;

    void add(const Table& table, std::size_t at, std::string_view cell, std::string_view why) {
        const std::string text =
            why.empty() ? quoted(cell) : fmt::format("{} ({})", quoted(cell), why);
        if (rows.empty())
            first = text;
        rows.push_back(at);
        if (examples.size() < Finding::kMaxExamples)
            examples.push_back(fmt::format("{}: {}", table.row_name(at), text));
    }
};

/// No text, or one of the signs that agencies put where a number is missing.
bool says_nothing(std::string_view cell) {
    if (trim(cell).empty())
        return true;
    const Missing reason = parse_cell(cell).reason;
    return reason != Missing::None && reason != Missing::NotText && reason != Missing::TopCoded &&
           reason != Missing::BottomCoded;
}

bool has_comma(std::string_view cell) {
    return cell.find(',') != std::string_view::npos;
}

struct PairReader {
    const Table& table;
    const PlaceColumns& columns;
    Unreadable unreadable;
    std::size_t exchanged = 0;
    std::vector<std::string> exchanged_examples;

    geo::LonLat read(std::size_t row) {
        if (columns.parts)
            return from_parts(row);
        const std::string_view x = table.cell(row, columns.x), y = table.cell(row, columns.y);
        // Nearly every row: two plain numbers.
        const auto plain_x = parse_number(trim(x)), plain_y = parse_number(trim(y));
        if (plain_x && plain_y)
            return {*plain_x, *plain_y};
        if (says_nothing(x) || says_nothing(y))
            return geo::kNowhere;
        if (!columns.crs.empty()) { // thousands are grouped in feet and meters, not in degrees
            const Cell east = parse_cell(x), north = parse_cell(y);
            if (east.reason == Missing::None && north.reason == Missing::None)
                return {east.value, north.value};
        }
        return typed(row, x, y);
    }

private:
    geo::LonLat from_parts(std::size_t row) {
        const auto lon = degrees_of_parts(table, row, columns.parts->x);
        const auto lat = degrees_of_parts(table, row, columns.parts->y);
        if (lon && lat)
            return {*lon, *lat};
        const AxisParts& axis = !lat ? columns.parts->y : columns.parts->x;
        std::vector<std::string> cells;
        for (const auto& part : {axis.degrees, axis.minutes, axis.seconds, axis.side})
            if (part)
                cells.emplace_back(trim(table.cell(row, *part)));
        unreadable.add(table, row, join(cells, " "), "no degrees, minutes and seconds");
        return geo::kNowhere;
    }

    geo::LonLat typed(std::size_t row, std::string_view x, std::string_view y) {
        const bool one_point =
            x.find('.') != std::string_view::npos || y.find('.') != std::string_view::npos;
        const bool one_comma = has_comma(x) || has_comma(y);
        if (one_point && one_comma) {
            unreadable.add(
                table, row, has_comma(x) ? x : y,
                fmt::format("a comma here and a point in {}", quoted(has_comma(x) ? y : x)));
            return geo::kNowhere;
        }
        const auto lon = parse_coordinate(x, one_comma), lat = parse_coordinate(y, one_comma);
        if (!lon || !lat) {
            unreadable.add(table, row, !lat ? y : x, "");
            return geo::kNowhere;
        }
        using Axis = Coordinate::Axis;
        const bool lon_is_lat = lon->axis == Axis::Latitude;
        const bool lat_is_lon = lat->axis == Axis::Longitude;
        if (lon_is_lat && lat_is_lon) {
            ++exchanged;
            if (exchanged_examples.size() < Finding::kMaxExamples)
                exchanged_examples.push_back(table.row_name(row));
            return {lat->value, lon->value};
        }
        if (lon_is_lat || lat_is_lon) {
            unreadable.add(table, row, lon_is_lat ? x : y,
                           fmt::format("a {} in column \"{}\"",
                                       lon_is_lat ? "latitude" : "longitude",
                                       table.columns()[lon_is_lat ? columns.x : columns.y]));
            return geo::kNowhere;
        }
        return {lon->value, lat->value};
    }
};

/// "Long/Lat" and "lon,lat" say what comes first, and so does "Lat/Long".
enum class AxisOrder { Unknown, LatitudeFirst, LongitudeFirst };
AxisOrder order_in_name(std::string_view name) {
    const std::string lower = to_lower(name);
    const auto lat = lower.find("lat");
    const auto lon = std::min(lower.find("lon"), lower.find("lng"));
    if (lat == std::string::npos || lon == std::string::npos)
        return AxisOrder::Unknown;
    return lat < lon ? AxisOrder::LatitudeFirst : AxisOrder::LongitudeFirst;
}

std::vector<geo::LonLat> places_from_text(const Table& table, const PlaceColumns& columns,
                                          const SourceSpec& source, std::vector<bool>& in_degrees,
                                          Unreadable& unreadable, Diagnostics& diagnostics) {
    std::vector<geo::LonLat> places(table.rows(), geo::kNowhere);
    std::vector<std::size_t> undecided;
    std::size_t as_is = 0, exchanged = 0;
    for (std::size_t row = 0; row < places.size(); ++row) {
        const std::string_view cell = table.cell(row, *columns.text);
        const auto parsed = parse_place(cell);
        if (!parsed) {
            if (!says_nothing(cell))
                unreadable.add(table, row, cell, "");
            continue;
        }
        places[row] = parsed->place;
        in_degrees[row] = parsed->degrees;
        if (parsed->order_known)
            continue;
        undecided.push_back(row);
        as_is += may_be_american(parsed->place);
        exchanged += may_be_american({parsed->place.lat, parsed->place.lon});
    }
    const AxisOrder order = order_in_name(table.columns()[*columns.text]);
    // Latitude first is the custom; only cells that leave no doubt are read the other way.
    const bool longitude_first =
        order == AxisOrder::LongitudeFirst ||
        (order == AxisOrder::Unknown && as_is == 0 && exchanged * 10 >= undecided.size() * 9);
    if (undecided.empty() || !longitude_first)
        return places;
    for (const std::size_t row : undecided)
        std::swap(places[row].lon, places[row].lat);
    diagnostics.add({Severity::Note,
                     "place-order",
                     label_of(source),
                     fmt::format("longitude stands before latitude in column \"{}\"",
                                 table.columns()[*columns.text]),
                     undecided.size(),
                     {}});
    return places;
}

/// Degrees times a million, as phones and loggers store them. Read only where every row says so:
/// whole numbers that are far from degrees and, divided, lie in the United States.
void read_microdegrees(std::vector<geo::LonLat>& places, const SourceSpec& source,
                       Diagnostics& diagnostics) {
    const auto is_place = [](geo::LonLat p) {
        return !std::isnan(p.lon) && !std::isnan(p.lat) && p != geo::LonLat{0, 0};
    };
    for (const auto& [scale, words] :
         {std::pair{1e6, "millionths"}, std::pair{1e7, "ten-millionths"}}) {
        std::size_t rows = 0;
        const bool all = std::all_of(places.begin(), places.end(), [&, by = scale](geo::LonLat p) {
            if (!is_place(p))
                return true;
            ++rows;
            return std::floor(p.lon) == p.lon && std::floor(p.lat) == p.lat &&
                   may_be_american({p.lon / by, p.lat / by});
        });
        if (!all || rows == 0)
            continue;
        for (geo::LonLat& p : places)
            if (is_place(p))
                p = {p.lon / scale, p.lat / scale};
        diagnostics.add(
            {Severity::Warning,
             "microdegrees",
             label_of(source),
             fmt::format("coordinates are whole numbers and were read as {} of a degree", words),
             rows,
             {}});
        return;
    }
}

} // namespace

bool may_be_american(geo::LonLat place) {
    return place.lat >= 13 && place.lat <= 72 && std::abs(place.lon) >= 64 &&
           std::abs(place.lon) <= 180;
}

void refuse_projected(const std::vector<geo::LonLat>& places, const std::string& example,
                      const SourceSpec& source) {
    // The United States in Web Mercator: 64 to 180 degrees west, 13 to 72 degrees north.
    const bool mercator =
        !places.empty() && std::all_of(places.begin(), places.end(), [](geo::LonLat p) {
            return p.lon >= -20'037'509 && p.lon <= -7'124'000 && p.lat >= 1'459'000 &&
                   p.lat <= 11'800'000;
        });
    throw Error(
        ErrorKind::Input,
        "its coordinates are not degrees of longitude and latitude" +
            (example.empty() ? std::string() : " (" + example + ")"),
        {.where = shown_path(source),
         .hint =
             example.empty()
                 ? (mercator ? "they look like metres of web maps (Web Mercator): declare crs = "
                               "\"EPSG:3857\" in this source, or export the file again in degrees "
                               "of longitude and latitude"
                             : "declare the reference system of its shapes, for example crs = "
                               "\"EPSG:3435\" (whoever made the file knows which it is), or export "
                               "the file again in degrees, longitude first")
             : mercator ? "they look like meters of web maps (Web Mercator): declare their columns "
                          "as x and y with crs = \"EPSG:3857\""
                        : "projected coordinates are declared as x, y and crs, for example x = "
                          "\"X\", y = \"Y\", crs = \"EPSG:3435\"; whoever made the file knows "
                          "which system it is"});
}

std::string quoted_place(const Table& table, std::size_t row, const PlaceColumns& columns) {
    if (columns.text)
        return quoted(table.cell(row, *columns.text));
    return fmt::format("{} and {}", quoted(table.cell(row, columns.x)),
                       quoted(table.cell(row, columns.y)));
}

PlaceCells places_from_cells(const Table& table, const PlaceColumns& columns,
                             const SourceSpec& source, Diagnostics& diagnostics) {
    PlaceCells cells;
    std::vector<geo::LonLat>& places = cells.places;
    std::vector<bool> in_degrees(columns.text ? table.rows() : 0, false);
    Unreadable unreadable;
    if (columns.text) {
        places = places_from_text(table, columns, source, in_degrees, unreadable, diagnostics);
    } else {
        PairReader reader{table, columns, {}, 0, {}};
        places.reserve(table.rows());
        for (std::size_t row = 0; row < table.rows(); ++row)
            places.push_back(reader.read(row));
        unreadable = std::move(reader.unreadable);
        if (reader.exchanged > 0)
            diagnostics.add(
                {Severity::Warning, "compass-letters-exchanged", label_of(source),
                 fmt::format("letters say that column \"{}\" holds latitudes and \"{}\" "
                             "longitudes; they were read by their letters",
                             table.columns()[columns.x], table.columns()[columns.y]),
                 reader.exchanged, reader.exchanged_examples});
        if (columns.crs.empty() && !columns.parts)
            read_microdegrees(places, source, diagnostics);
    }
    const auto known =
        static_cast<std::size_t>(std::count_if(places.begin(), places.end(), [](geo::LonLat p) {
            return !std::isnan(p.lon) && !std::isnan(p.lat);
        }));
    if (!unreadable.rows.empty() && known == 0) {
        const std::string row = table.row_name(unreadable.rows.front());
        throw Error(ErrorKind::Input, fmt::format("{} is no place", unreadable.first),
                    {.where = row.starts_with("line ") ? table.name() + ":" + row.substr(5)
                                                       : table.name() + ", " + row,
                     .hint = "degrees are read as 39.9505, 39,9505 (a comma in both columns), 39° "
                             "57' 01.8\" N or 39 57 01.8, pairs in one cell as \"39.9505, "
                             "-75.1468\" or POINT (-75.1468 39.9505)"});
    }
    if (!unreadable.rows.empty())
        diagnostics.add({Severity::Warning, "place-unreadable", label_of(source),
                         "cells cannot be read as places; these rows are not used as places",
                         unreadable.rows.size(), unreadable.examples});
    cells.unreadable = std::move(unreadable.rows);
    if (columns.crs.empty())
        return cells;
    const geo::ToLonLat to_lonlat(columns.crs);
    if (to_lonlat.is_identity())
        return cells;
    std::vector<geo::LonLat> degrees(places);
    // (0, 0) in a projected system is as much "no place" as in degrees: keep it recognizable.
    to_lonlat.convert(places);
    for (std::size_t row = 0; row < places.size(); ++row)
        if ((!in_degrees.empty() && in_degrees[row]) || degrees[row] == geo::LonLat{0, 0})
            places[row] = degrees[row];
    return cells;
}

} // namespace tractwise::io
