// SPDX-License-Identifier: Apache-2.0
#include "place_columns.hpp"

#include "place_text.hpp"
#include "source_name.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/cell.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

struct Pair {
    std::string_view x, y;
};

/// Names as agencies use them (any case), most telling first.
constexpr std::array<Pair, 16> kDegreePairs{{
    {"INTPTLON20", "INTPTLAT20"},
    {"INTPTLON10", "INTPTLAT10"},
    {"INTPTLON", "INTPTLAT"},
    {"INTPTLONG", "INTPTLAT"},
    {"LONGITUDE", "LATITUDE"},
    {"lon", "lat"},
    {"lng", "lat"},
    {"long", "lat"},
    {"Geocoding Artifact Address Primary X Coordinate",
     "Geocoding Artifact Address Primary Y Coordinate"}, // HRSA
    {"geocoded_longitude", "geocoded_latitude"},
    {"site_longitude", "site_latitude"},
    {"longitude_x", "latitude_y"},
    {"lon_dd", "lat_dd"},
    {"centlon", "centlat"},
    {"centroid_lon", "centroid_lat"},
    {"point_x", "point_y"},
}};
/// Degrees in some files and feet in others.
constexpr std::array<Pair, 5> kEitherPairs{{{"X", "Y"},
                                            {"X COORDINATE", "Y COORDINATE"},
                                            {"x_coord", "y_coord"},
                                            {"xcoord", "ycoord"},
                                            {"point_x", "point_y"}}};
constexpr std::array<std::string_view, 8> kTextNames{
    "LOCATION",     "the_geom", "geometry",        "wkt",
    "wkt_geometry", "geom",     "geocoded_column", "Location 1"};

/// Most of the first cells that hold numbers hold degrees.
bool looks_like_degrees(const Table& table, std::size_t x, std::size_t y) {
    std::size_t numbers = 0, degrees = 0;
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 1000); ++row) {
        const double lon = parse_cell(table.cell(row, x)).value;
        const double lat = parse_cell(table.cell(row, y)).value;
        if (std::isnan(lon) || std::isnan(lat))
            continue;
        ++numbers;
        degrees += std::abs(lon) <= 180 && std::abs(lat) <= 90;
    }
    return numbers > 0 && degrees * 10 >= numbers * 9;
}

bool looks_like_places(const Table& table, std::size_t column) {
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 1000); ++row)
        if (parse_place(table.cell(row, column)))
            return true;
    return false;
}

std::optional<PlaceColumns> guess(const Table& table, const SourceSpec& source) {
    const auto pair_of = [&](const Pair& pair) -> std::optional<PlaceColumns> {
        const auto x = table.find(pair.x);
        const auto y = table.find(pair.y);
        if (!x || !y)
            return std::nullopt;
        return PlaceColumns{*x, *y, std::nullopt, source.crs};
    };
    if (!source.crs.empty()) // a declared system most likely belongs to the columns called X and Y
        for (const Pair& pair : kEitherPairs)
            if (const auto columns = pair_of(pair))
                return columns;
    for (const Pair& pair : kDegreePairs)
        if (const auto columns = pair_of(pair);
            columns && (table.rows() == 0 || pair.x != "point_x" ||
                        looks_like_degrees(table, columns->x, columns->y)))
            return columns;
    for (const Pair& pair : kEitherPairs)
        if (const auto columns = pair_of(pair);
            columns && looks_like_degrees(table, columns->x, columns->y))
            return columns;
    for (const std::string_view name : kTextNames)
        if (const auto column = table.find(name); column && looks_like_places(table, *column))
            return PlaceColumns{0, 0, column, source.crs};
    return std::nullopt;
}

} // namespace

std::optional<PlaceColumns> find_place_columns(const Table& table, const SourceSpec& source,
                                               Diagnostics& diagnostics) {
    if (!source.lon.empty() || !source.lat.empty())
        return PlaceColumns{table.require(source.lon), table.require(source.lat), std::nullopt,
                            source.crs};
    if (!source.x.empty() || !source.y.empty())
        return PlaceColumns{table.require(source.x), table.require(source.y), std::nullopt,
                            source.crs};
    if (!source.wkt.empty())
        return PlaceColumns{0, 0, table.require(source.wkt), source.crs};
    const auto columns = guess(table, source);
    if (columns) {
        const auto& names = table.columns();
        const std::string which =
            columns->text
                ? fmt::format("column \"{}\"", names[*columns->text])
                : fmt::format("columns \"{}\" and \"{}\"", names[columns->x], names[columns->y]);
        diagnostics.add({Severity::Note,
                         "place-columns-guessed",
                         label_of(source),
                         "places are read from " + which,
                         1,
                         {}});
    }
    return columns;
}

PlaceColumns place_columns(const Table& table, const SourceSpec& source,
                           const std::string& other_kind, Diagnostics& diagnostics) {
    if (const auto columns = find_place_columns(table, source, diagnostics))
        return *columns;
    const auto& names = table.columns();
    const auto shown = std::span(names).first(std::min<std::size_t>(names.size(), 12));
    const std::string subject =
        source.declared_at.empty()
            ? std::string()
            : fmt::format("\"{}\" ", std::filesystem::path(shown_path(source)).filename().string());
    throw Error(
        ErrorKind::Input, subject + "has no columns that tell where its rows lie",
        {.where = source.declared_at.empty() ? shown_path(source) : source.declared_at,
         .hint = (other_kind.empty() ? "" : "it holds " + other_kind + ", not points; ") +
                 "name them: lon = \"...\", lat = \"...\", or x, y and crs, or wkt; it has: " +
                 join(shown, ", ")});
}

} // namespace tractwise::io
