// SPDX-License-Identifier: Apache-2.0
#include "place_columns.hpp"

#include "place_cells.hpp"
#include "place_text.hpp"
#include "source_name.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/geo/geodesic.hpp>
#include <tractwise/io/cell.hpp>
#include <tractwise/io/column_names.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

constexpr std::size_t kSampled = 1000; ///< rows that a guess looks at

struct Names {
    std::string_view x, y;
};

/// Names as agencies use them (any case), most telling first.
constexpr std::array<Names, 17> kDegreePairs{{
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
    {"longitud", "latitud"},
    {"point_x", "point_y"},
}};
/// Degrees in some files and feet in others.
constexpr std::array<Names, 6> kEitherPairs{{{"X", "Y"},
                                             {"X COORDINATE", "Y COORDINATE"},
                                             {"x_coord", "y_coord"},
                                             {"xcoord", "ycoord"},
                                             {"point_x", "point_y"},
                                             {"easting", "northing"}}};
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

std::string letters_and_digits(std::string_view name) {
    std::string squeezed = to_lower(name);
    std::erase_if(squeezed, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0);
    });
    return squeezed;
}

/// Two columns that may be the place, and what their first rows hold.
struct Candidate {
    std::size_t x, y;
    int rank; ///< of the name: 0 is best
    bool degrees_by_name = true;
    std::size_t filled = 0, readable = 0;
    bool mostly_readable() const { return readable > 0 && readable * 10 >= filled * 9; }
};

void look_at_rows(Candidate& pair, const Table& table) {
    for (std::size_t row = 0; row < std::min(table.rows(), kSampled); ++row) {
        const std::string_view x = trim(table.cell(row, pair.x)), y = trim(table.cell(row, pair.y));
        if (x.empty() || y.empty() || parse_cell(x).reason == Missing::Empty)
            continue;
        ++pair.filled;
        const bool comma = x.find(',') != x.npos || y.find(',') != y.npos;
        const auto lon = parse_coordinate(x, comma), lat = parse_coordinate(y, comma);
        pair.readable += lon && lat && std::abs(lon->value) <= 360 && std::abs(lat->value) <= 180;
    }
}

/// Pairs by their names. A name with "lat" in it needs a partner that differs in that word only
/// (and in the Y of "Lat (Y)"), so "population" and "plate" find none.
class PairFinder {
public:
    explicit PairFinder(const Table& table) : table_(table) {
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            by_letters_.try_emplace(letters_and_digits(table.columns()[c]), c);
    }

    std::vector<Candidate> in_degrees() {
        for (std::size_t k = 0; k < kDegreePairs.size(); ++k)
            add_named(kDegreePairs[k], static_cast<int>(k));
        constexpr int general = 100;
        for (std::size_t c = 0; c < table_.columns().size(); ++c)
            add_partners(c, general);
        add_cut(general + 1);
        return std::move(found_);
    }
    /// X and Y, and names with the word y or with ycoord in them.
    std::vector<Candidate> in_degrees_or_not() {
        for (std::size_t k = 0; k < kEitherPairs.size(); ++k)
            add_named(kEitherPairs[k], static_cast<int>(k));
        constexpr int general = 100;
        for (std::size_t c = 0; c < table_.columns().size(); ++c) {
            const std::string name = letters_and_digits(table_.columns()[c]);
            for (const std::string_view y : {"ycoord", "coordy", "coordinatey", "pointy", "gpsy",
                                             "centroidy", "ycenter", "ycent", "locationy"})
                if (const auto at = name.find(y); at != std::string::npos) {
                    std::string partner = name;
                    partner[at + y.find('y')] = 'x';
                    add(partner, c, general);
                }
        }
        for (Candidate& pair : found_)
            pair.degrees_by_name = false;
        return std::move(found_);
    }

private:
    void add_named(const Names& names, int rank) {
        const auto x = table_.find(names.x), y = table_.find(names.y);
        if (x && y && *x != *y)
            add(*x, *y, rank);
    }
    void add(const std::string& partner, std::size_t y, int rank) {
        if (const auto x = by_letters_.find(partner); x != by_letters_.end() && x->second != y)
            add(x->second, y, rank);
    }
    void add(std::size_t x, std::size_t y, int rank) {
        const bool known = std::any_of(found_.begin(), found_.end(), [&](const Candidate& pair) {
            return pair.x == x || pair.y == y;
        });
        if (!known)
            found_.push_back({x, y, rank});
    }
    void add_partners(std::size_t y, int rank) {
        const std::string name = letters_and_digits(table_.columns()[y]);
        for (auto at = name.find("lat"); at != std::string::npos; at = name.find("lat", at + 1)) {
            std::size_t size = 3;
            for (const std::string_view whole : {"latitude", "latitud"})
                if (name.compare(at, whole.size(), whole) == 0) {
                    size = whole.size();
                    break;
                }
            for (const char* east : {"longitude", "longitud", "long", "lon", "lng"}) {
                const std::string before = name.substr(0, at), after = name.substr(at + size);
                add(before + east + after, y, rank);
                if (after.starts_with('y')) // "Lat (Y)"
                    add(before + east + "x" + after.substr(1), y, rank);
                if (after.starts_with('n')) // "Latitude (N)", "Longitude (W)"
                    for (const char* side : {"w", "e"})
                        add(before + east + side + after.substr(1), y, rank);
                if (before.ends_with('y')) // "Y_LAT"
                    add(before.substr(0, before.size() - 1) + "x" + east + after, y, rank);
            }
        }
    }
    /// HRSA's names in a shapefile are "Geocoding" and "Geocodin_1": which is which their degrees
    /// tell.
    void add_cut(int rank) {
        for (const Names& names : kDegreePairs) {
            std::vector<std::size_t> columns = columns_cut_from(table_, names.x);
            for (const std::size_t column : columns_cut_from(table_, names.y))
                if (std::find(columns.begin(), columns.end(), column) == columns.end())
                    columns.push_back(column);
            if (columns.size() != 2)
                continue;
            for (const auto& [x, y] :
                 {std::pair{columns[0], columns[1]}, std::pair{columns[1], columns[0]}})
                if (all_american(x, y)) {
                    add(x, y, rank);
                    break;
                }
        }
    }
    bool all_american(std::size_t x, std::size_t y) const {
        std::size_t filled = 0;
        for (std::size_t row = 0; row < std::min(table_.rows(), kSampled); ++row) {
            const auto lon = parse_number(trim(table_.cell(row, x)));
            const auto lat = parse_number(trim(table_.cell(row, y)));
            if (!lon || !lat)
                continue;
            ++filled;
            if (!may_be_american({*lon, *lat}))
                return false;
        }
        return filled > 0;
    }

    const Table& table_;
    std::unordered_map<std::string, std::size_t> by_letters_;
    std::vector<Candidate> found_;
};

/// How many of the first filled cells of a column are places. Under a name that says nothing only
/// cells count that leave no doubt: "(6.2, 10.1)" may be a confidence interval.
bool looks_like_places(const Table& table, std::size_t column, bool by_name) {
    std::size_t filled = 0, places = 0;
    const std::size_t enough = by_name ? kSampled : 50;
    for (std::size_t row = 0; row < std::min(table.rows(), kSampled) && filled < enough; ++row) {
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

/// Commonest name first, then most places, then the order of the file.
void sort_by_worth(std::vector<Candidate>& pairs) {
    std::stable_sort(pairs.begin(), pairs.end(), [](const Candidate& a, const Candidate& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.readable > b.readable;
    });
}

/// Two pairs that put most rows more than a kilometre apart.
bool are_apart(const Table& table, const Candidate& a, const Candidate& b) {
    std::size_t both = 0, apart = 0;
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 200); ++row) {
        const auto at = [&](const Candidate& pair) -> std::optional<geo::LonLat> {
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
        apart += geo::geodesic_m(*first, *second) > 1000;
    }
    return apart * 2 > both;
}

void say_others(const Table& table, const std::vector<Candidate>& pairs, const SourceSpec& source,
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
    const auto columns_of = [&](const Candidate& pair) {
        return PlaceColumns{pair.x, pair.y, std::nullopt, source.crs};
    };
    std::vector<Candidate> either = PairFinder(table).in_degrees_or_not();
    if (!source.crs.empty() && !either.empty()) // a declared system most likely belongs to X and Y
        return columns_of(either.front());
    std::vector<Candidate> pairs = PairFinder(table).in_degrees();
    if (table.rows() == 0)
        return pairs.empty() ? std::nullopt : std::optional(columns_of(pairs.front()));
    for (const Candidate& pair : either)
        if (std::none_of(pairs.begin(), pairs.end(), [&](const Candidate& other) {
                return other.x == pair.x && other.y == pair.y && other.rank < 100;
            }))
            pairs.push_back({pair.x, pair.y, pair.rank + 200, false});
    for (Candidate& pair : pairs)
        look_at_rows(pair, table);
    sort_by_worth(pairs);
    std::vector<Candidate> good;
    for (const Candidate& pair : pairs) {
        // point_x of Esri holds feet as often as degrees.
        const bool may_be_feet =
            !pair.degrees_by_name || letters_and_digits(table.columns()[pair.x]) == "pointx";
        if (may_be_feet ? pair.mostly_readable() : pair.readable > 0)
            good.push_back(pair);
    }
    if (!good.empty()) {
        say_others(table, good, source, diagnostics);
        return columns_of(good.front());
    }
    if (const auto text = text_column(table))
        return PlaceColumns{0, 0, text, source.crs};
    // Cells that cannot be read are better quoted than passed over; empty ones say nothing.
    for (const bool filled : {true, false})
        for (const Candidate& pair : pairs)
            if (pair.degrees_by_name && (pair.filled > 0) == filled)
                return columns_of(pair);
    return std::nullopt;
}

/// X and Y in feet or metres: the file has places, only their system is not known.
void refuse_numbers_that_are_no_degrees(const Table& table, const SourceSpec& source) {
    for (const Candidate& pair : PairFinder(table).in_degrees_or_not()) {
        const PlaceColumns columns{pair.x, pair.y, std::nullopt, {}};
        std::vector<geo::LonLat> places;
        std::string example;
        for (std::size_t row = 0; row < std::min(table.rows(), kSampled); ++row) {
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
    for (std::size_t row = 0; row < std::min(table.rows(), kSampled); ++row) {
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
    "and "
    "the file that it gives back is read here as it is";

/// What a shapefile cut is named with what it was.
void say_cut(const Table& table, const PlaceColumns& columns, const SourceSpec& source,
             Diagnostics& diagnostics) {
    for (const Names& names : kDegreePairs)
        for (const auto& [name, column] :
             {std::pair{names.x, columns.x}, std::pair{names.y, columns.y}}) {
            const auto cut = columns_cut_from(table, name);
            if (table.find(name) || std::find(cut.begin(), cut.end(), column) == cut.end())
                continue;
            diagnostics.add({Severity::Note,
                             "name-cut",
                             label_of(source),
                             fmt::format("column \"{}\" is read as \"{}\": shapefiles cut names to "
                                         "ten letters",
                                         table.columns()[column], name),
                             1,
                             {}});
        }
}

/// Where the study names the file, else the file.
std::string place_of(const SourceSpec& source) {
    return source.declared_at.empty() ? shown_path(source) : source.declared_at;
}
std::string subject_of(const SourceSpec& source) {
    return source.declared_at.empty()
               ? std::string()
               : fmt::format("\"{}\" ",
                             std::filesystem::path(shown_path(source)).filename().string());
}

} // namespace

std::optional<PlaceColumns> find_place_columns(const Table& table, const SourceSpec& source,
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
            say_cut(table, *columns, source, diagnostics);
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
    if (const auto addresses = address_columns(table); !addresses.empty() && other_kind.empty())
        refuse_addresses(source, fmt::format("addresses (column \"{}\")", addresses.front()));
    if (other_kind.empty())
        refuse_numbers_that_are_no_degrees(table, source);
    const auto& names = table.columns();
    const auto shown = std::span(names).first(std::min<std::size_t>(names.size(), 12));
    throw Error(
        ErrorKind::Input, subject_of(source) + "has no columns that tell where its rows lie",
        {.where = place_of(source),
         .hint = (other_kind.empty() ? "" : "it holds " + other_kind + ", not points; ") +
                 "name them: lon = \"...\", lat = \"...\", or x, y and crs, or wkt; it has: " +
                 join(shown, ", ")});
}

void refuse_addresses(const SourceSpec& source, const std::string& what) {
    throw Error(ErrorKind::Input, subject_of(source) + "has " + what + ", but no coordinates",
                {.where = place_of(source), .hint = std::string(kGeocode)});
}

} // namespace tractwise::io
