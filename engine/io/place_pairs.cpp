// SPDX-License-Identifier: Apache-2.0
#include "engine/io/place_pairs.hpp"

#include "engine/io/place_cells.hpp"
#include "engine/io/place_text.hpp"

#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/column_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

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
/// See pairs_in_degrees().
class PairFinder {
public:
    explicit PairFinder(const Table& table) : table_(table) {
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            by_letters_.try_emplace(letters_and_digits(table.columns()[c]), c);
    }

    std::vector<PlacePair> in_degrees() {
        for (std::size_t k = 0; k < kDegreePairs.size(); ++k)
            add_named(kDegreePairs[k], static_cast<int>(k));
        constexpr int general = 100;
        for (std::size_t c = 0; c < table_.columns().size(); ++c)
            add_partners(c, general);
        add_cut(general + 1);
        return std::move(found_);
    }
    /// X and Y, and names with the word y or with ycoord in them.
    std::vector<PlacePair> in_degrees_or_not() {
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
        for (PlacePair& pair : found_)
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
        const bool known = std::any_of(found_.begin(), found_.end(), [&](const PlacePair& pair) {
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
        for (std::size_t row = 0; row < std::min(table_.rows(), kSampledRows); ++row) {
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
    std::vector<PlacePair> found_;
};

} // namespace

std::string letters_and_digits(std::string_view name) {
    std::string squeezed = to_lower(name);
    std::erase_if(squeezed, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & '\x80') != 0);
    });
    return squeezed;
}

void look_at_rows(PlacePair& pair, const Table& table) {
    for (std::size_t row = 0; row < std::min(table.rows(), kSampledRows); ++row) {
        const std::string_view x = trim(table.cell(row, pair.x)), y = trim(table.cell(row, pair.y));
        if (x.empty() || y.empty() || parse_cell(x).reason == Missing::Empty)
            continue;
        ++pair.filled;
        const bool comma =
            x.find(',') != std::string_view::npos || y.find(',') != std::string_view::npos;
        const auto lon = parse_coordinate(x, comma), lat = parse_coordinate(y, comma);
        pair.readable += lon && lat && std::abs(lon->value) <= 360 && std::abs(lat->value) <= 180;
    }
}

std::vector<PlacePair> pairs_in_degrees(const Table& table) {
    return PairFinder(table).in_degrees();
}

std::vector<PlacePair> pairs_of_x_and_y(const Table& table) {
    return PairFinder(table).in_degrees_or_not();
}

void say_cut_names(const Table& table, std::size_t x, std::size_t y, const std::string& source,
                   Diagnostics& diagnostics) {
    for (const Names& names : kDegreePairs)
        for (const auto& [name, column] : {std::pair{names.x, x}, std::pair{names.y, y}}) {
            const auto cut = columns_cut_from(table, name);
            if (table.find(name) || std::find(cut.begin(), cut.end(), column) == cut.end())
                continue;
            diagnostics.add({Severity::Note,
                             "name-cut",
                             source,
                             fmt::format("column \"{}\" is read as \"{}\": shapefiles cut names to "
                                         "ten letters",
                                         table.columns()[column], name),
                             1,
                             {}});
        }
}

} // namespace tractwise::io
