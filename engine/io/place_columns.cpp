// SPDX-License-Identifier: Apache-2.0
#include "engine/io/place_columns.hpp"

#include "engine/io/place_cells.hpp"
#include "engine/io/place_pairs.hpp"
#include "engine/io/place_text.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/column_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <tuple>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// One column of text, letters and digits only.
constexpr std::array<std::string_view, 26> kTextNames{"location",       "thegeom",
                                                      "geometry",       "wkt",
                                                      "wktgeometry",    "geom",
                                                      "geocodedcolumn", "location1",
                                                      "geolocation",    "georeference",
                                                      "latlong",        "latlon",
                                                      "latlng",         "longlat",
                                                      "lonlat",         "lnglat",
                                                      "coordinates",    "coordinate",
                                                      "coords",         "gps",
                                                      "gpscoordinates", "gpslocation",
                                                      "geopoint",       "geopoint2d",
                                                      "point",          "latitudelongitude"};

/// How many of the first filled cells of a column are places. Under a name that says nothing only
/// cells count that leave no doubt: "(6.2, 10.1)" may be a confidence interval.
bool looks_like_places(const Table& table, std::size_t column, bool by_name) {
    std::size_t filled = 0, places = 0;
    const std::size_t enough = by_name ? kSampledRows : 50;
    for (std::size_t row = 0; row < std::min(table.rows(), kSampledRows) && filled < enough;
         ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        if (cell.empty())
            continue;
        ++filled;
        const auto place = parse_number(cell) ? std::nullopt : parse_place(cell);
        if (!place) {
            if (!by_name && filled >= 10 && places == 0)
                return false;
            continue;
        }
        if (by_name && (place->order_known || cell.back() == ')'))
            return true;
        const bool sure = place->exact && (may_be_american(place->place) ||
                                           may_be_american({place->place.lat, place->place.lon}));
        places += by_name || sure;
    }
    return places > 0 && places * 10 >= filled * (by_name ? 5 : 9);
}

std::optional<std::size_t> text_column(const Table& table) {
    std::vector<std::string> names;
    for (const std::string& column : table.columns())
        names.push_back(letters_and_digits(column));
    for (const std::string_view known : kTextNames)
        for (std::size_t c = 0; c < names.size(); ++c)
            if (names[c] == known && looks_like_places(table, c, true))
                return c;
    for (std::size_t c = 0; c < names.size(); ++c)
        if (looks_like_places(table, c, false))
            return c;
    return std::nullopt;
}

/// "County Latitude", "lat_city", "Zip Centroid Lat": of the area around a place, not of the place.
bool is_of_an_area(std::string_view name) {
    const std::string lower = to_lower(name);
    for (const std::string_view word :
         {"county", "cnty", "city", "town", "tract", "centroid", "zip", "zcta", "state", "block",
          "neighborhood", "region", "district"})
        if (const auto at = lower.find(word); at != std::string::npos) {
            // A word, not the end of one: no "capacity" for "city".
            const auto letter = [&](std::size_t i) {
                return i < lower.size() && lower[i] >= 'a' && lower[i] <= 'z';
            };
            const bool begins = at == 0 || !letter(at - 1) ||
                                (name[at] >= 'A' && name[at] <= 'Z' && name[at - 1] >= 'a') ||
                                lower.substr(0, at).ends_with("lat") ||
                                lower.substr(0, at).ends_with("lon") ||
                                lower.substr(0, at).ends_with("lng");
            if (begins)
                return true;
        }
    return false;
}

/// Places before areas, then the commonest name, then most places, then the order of the file.
void sort_by_worth(std::vector<PlacePair>& pairs, const Table& table) {
    const auto worth = [&](const PlacePair& pair) {
        return std::tuple(pair.rank >= 200, is_of_an_area(table.columns()[pair.y]), pair.rank);
    };
    std::stable_sort(pairs.begin(), pairs.end(), [&](const PlacePair& a, const PlacePair& b) {
        const auto first = worth(a), second = worth(b);
        return first != second ? first < second : a.readable > b.readable;
    });
}

/// Two pairs that put more than one row in ten farther apart than two geocodings of an address are.
bool are_apart(const Table& table, const PlacePair& a, const PlacePair& b) {
    std::size_t both = 0, apart = 0;
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 200); ++row) {
        const auto at = [&](const PlacePair& pair) -> std::optional<geo::LonLat> {
            const auto lon = parse_coordinate(table.cell(row, pair.x));
            const auto lat = parse_coordinate(table.cell(row, pair.y));
            if (!lon || !lat || std::abs(lat->value) > 90)
                return std::nullopt;
            return geo::LonLat{lon->value, lat->value};
        };
        const auto first = at(a), second = at(b);
        if (!first || !second)
            continue;
        ++both;
        apart += geo::geodesic_m(*first, *second) > 300;
    }
    return apart * 10 > both;
}

void say_others(const Table& table, const std::vector<PlacePair>& pairs, const SourceSpec& source,
                Diagnostics& diagnostics) {
    const auto& names = table.columns();
    for (std::size_t k = 1; k < pairs.size(); ++k)
        if (pairs[k].mostly_readable() && are_apart(table, pairs[0], pairs[k]))
            diagnostics.add({Severity::Warning,
                             "place-columns-several",
                             label_of(source),
                             fmt::format("columns \"{}\" and \"{}\" hold other places than \"{}\" "
                                         "and \"{}\", which are read; lon and lat of the source "
                                         "choose",
                                         names[pairs[k].x], names[pairs[k].y], names[pairs[0].x],
                                         names[pairs[0].y]),
                             1,
                             {}});
}

std::optional<PlaceColumns> guess(const Table& table, const SourceSpec& source,
                                  Diagnostics& diagnostics) {
    const auto columns_of = [&](const PlacePair& pair) {
        return PlaceColumns{pair.x, pair.y, std::nullopt, source.crs};
    };
    std::vector<PlacePair> either = pairs_of_x_and_y(table);
    if (!source.crs.empty() && !either.empty()) // a declared system most likely belongs to X and Y
        return columns_of(either.front());
    std::vector<PlacePair> pairs = pairs_in_degrees(table);
    if (table.rows() == 0)
        return pairs.empty() ? std::nullopt : std::optional(columns_of(pairs.front()));
    for (const PlacePair& pair : either)
        if (std::none_of(pairs.begin(), pairs.end(), [&](const PlacePair& other) {
                return other.x == pair.x && other.y == pair.y && other.rank < 100;
            }))
            pairs.push_back({pair.x, pair.y, pair.rank + 200, false});
    const PlaceParts parts = find_place_parts(table);
    if (parts.any_minutes() && (parts.x.degrees || parts.y.degrees))
        std::erase_if(pairs, [&](const PlacePair& pair) {
            return parts.holds(pair.x) || parts.holds(pair.y);
        });
    for (PlacePair& pair : pairs)
        look_at_rows(pair, table);
    sort_by_worth(pairs, table);
    std::vector<PlacePair> good;
    for (const PlacePair& pair : pairs) {
        // point_x of Esri holds feet as often as degrees.
        const bool may_be_feet =
            !pair.degrees_by_name || letters_and_digits(table.columns()[pair.x]) == "pointx";
        if (may_be_feet ? pair.mostly_readable() : pair.readable > 0)
            good.push_back(pair);
    }
    if (!good.empty()) {
        if (parts.any_minutes()) // the same places without their minutes
            good.erase(
                std::remove_if(good.begin() + 1, good.end(),
                               [&](const PlacePair& pair) { return parts.y.degrees == pair.y; }),
                good.end());
        say_others(table, good, source, diagnostics);
        return columns_of(good.front());
    }
    if (const auto text = text_column(table))
        return PlaceColumns{0, 0, text, source.crs};
    // Cells that cannot be read are better quoted than passed over; empty ones say nothing.
    for (const bool filled : {true, false})
        for (const PlacePair& pair : pairs)
            if (pair.degrees_by_name && (pair.filled > 0) == filled)
                return columns_of(pair);
    return std::nullopt;
}

/// X and Y in feet or meters: the file has places, only their system is not known.
void refuse_numbers_that_are_no_degrees(const Table& table, const SourceSpec& source) {
    for (const PlacePair& pair : pairs_of_x_and_y(table)) {
        const PlaceColumns columns{pair.x, pair.y, std::nullopt, {}};
        std::vector<geo::LonLat> places;
        std::string example;
        for (std::size_t row = 0; row < std::min(table.rows(), kSampledRows); ++row) {
            const geo::LonLat p{parse_cell(table.cell(row, pair.x)).value,
                                parse_cell(table.cell(row, pair.y)).value};
            if (std::isnan(p.lon) || std::isnan(p.lat) || p == geo::LonLat{0, 0})
                continue;
            if (places.empty())
                example = table.row_name(row) + ": " + quoted_place(table, row, columns);
            places.push_back(p);
        }
        if (!places.empty())
            refuse_projected(places, example, source);
    }
}

/// A number and words in the first cell that is filled: "100 Market St".
bool begins_like_an_address(const Table& table, std::size_t column) {
    for (std::size_t row = 0; row < std::min(table.rows(), kSampledRows); ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        if (!cell.empty())
            return cell.front() >= '0' && cell.front() <= '9' &&
                   cell.find_first_of(" \n") != std::string_view::npos;
    }
    return false;
}

/// Columns of postal addresses, by their names.
std::vector<std::string> address_columns(const Table& table) {
    std::vector<std::string> columns;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const std::string& column = table.columns()[c];
        const std::string name = letters_and_digits(column);
        if (name.find("address") != std::string::npos || name.find("street") != std::string::npos ||
            name == "addr" || name.ends_with("addr") || name.starts_with("addr") ||
            name == "direccion" || (name == "location" && begins_like_an_address(table, c)))
            columns.push_back(column);
    }
    return columns;
}

constexpr std::string_view kGeocode =
    "geocode them first, for example with the Census Bureau's batch geocoder, "
    "https://geocoding.geo.census.gov/geocoder/ (Find Locations Using ... Address Batch): it takes "
    "a CSV without a header with the columns id, street, city, state, ZIP, at most 10,000 rows, "
    "and the file that it gives back is read here as it is";

std::string subject_of(const SourceSpec& source) {
    return source.declared_at.empty()
               ? std::string()
               : fmt::format("\"{}\" ",
                             std::filesystem::path(shown_path(source)).filename().string());
}

/// Without their minutes degrees are a hundred kilometers off.
void add_parts(PlaceColumns& columns, const Table& table, const SourceSpec& source) {
    if (columns.text || !columns.crs.empty() || table.rows() == 0)
        return;
    const PlaceParts parts = find_place_parts(table);
    if (!parts.any_minutes() || (parts.x.degrees != columns.x && parts.y.degrees != columns.y))
        return;
    require_whole_parts(table, parts, where_of(source));
    columns.parts = parts;
}

std::optional<PlaceColumns> find_columns(const Table& table, const SourceSpec& source,
                                         Diagnostics& diagnostics) {
    const auto declared = [&](const std::string& name) {
        return require_named(table, name, label_of(source), diagnostics);
    };
    const auto declared_pair = [&](const std::string& x, const std::string& y) {
        const std::size_t across = declared(x), up = declared(y);
        if (across == up) // "Lat/Long" holds both
            return PlaceColumns{0, 0, across, source.crs};
        return PlaceColumns{across, up, std::nullopt, source.crs};
    };
    if (!source.lon.empty() || !source.lat.empty())
        return declared_pair(source.lon, source.lat);
    if (!source.x.empty() || !source.y.empty())
        return declared_pair(source.x, source.y);
    if (!source.wkt.empty())
        return PlaceColumns{0, 0, declared(source.wkt), source.crs};
    const auto columns = guess(table, source, diagnostics);
    if (columns) {
        const auto& names = table.columns();
        if (!columns->text)
            say_cut_names(table, columns->x, columns->y, label_of(source), diagnostics);
        const PlaceParts parts = find_place_parts(table);
        const bool in_parts = !columns->text && columns->crs.empty() && parts.any_minutes() &&
                              parts.y.degrees == columns->y;
        const std::string which =
            in_parts ? "columns " + parts.names(table)
            : columns->text
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

} // namespace

std::optional<PlaceColumns> find_place_columns(const Table& table, const SourceSpec& source,
                                               Diagnostics& diagnostics) {
    std::optional<PlaceColumns> columns = find_columns(table, source, diagnostics);
    if (columns)
        add_parts(*columns, table, source);
    return columns;
}

PlaceColumns place_columns(const Table& table, const SourceSpec& source,
                           const std::string& other_kind, Diagnostics& diagnostics) {
    if (const auto columns = find_place_columns(table, source, diagnostics))
        return *columns;
    if (const auto addresses = address_columns(table); !addresses.empty() && other_kind.empty())
        refuse_addresses(source, fmt::format("addresses (column \"{}\")", addresses.front()));
    if (other_kind.empty())
        refuse_numbers_that_are_no_degrees(table, source);
    const auto& names = table.columns();
    const auto shown = std::span(names).first(std::min<std::size_t>(names.size(), 12));
    throw Error(
        ErrorKind::Input, subject_of(source) + "has no columns that tell where its rows lie",
        {.where = where_of(source),
         .hint = (other_kind.empty() ? "" : "it holds " + other_kind + ", not points; ") +
                 "name them: lon = \"...\", lat = \"...\", or x, y and crs, or wkt; it has: " +
                 join(shown, ", ")});
}

void refuse_addresses(const SourceSpec& source, const std::string& what) {
    throw Error(ErrorKind::Input, subject_of(source) + "has " + what + ", but no coordinates",
                {.where = where_of(source), .hint = std::string(kGeocode)});
}

} // namespace tractwise::io
