// SPDX-License-Identifier: Apache-2.0
#include "engine/map/alternative.hpp"

#include "engine/core/filled.hpp"
#include "engine/core/text.hpp"
#include "engine/map/areas.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr std::size_t kNamed = 5;
constexpr double kWorstShare = 0.2;

constexpr Text kMapOf{"Map of {}, by census tract: {} tracts in {}.",
                      "Mapa de {}, por sector censal: {} sectores en {}."};
constexpr Text kTwo{"{} and {}", "{} y {}"};
constexpr Text kFromTo{"{}: from {} to {}; half of the tracts have {} or less.",
                       "{}: de {} a {}; la mitad de los sectores tiene {} o menos."};
constexpr Text kHighest{"Highest: {}.", "Más altos: {}."};
constexpr Text kLowest{"Lowest: {}.", "Más bajos: {}."};
constexpr Text kOne{"{} ({})", "{} ({})"};
constexpr Text kMore{"{} tracts have this value.", "{} sectores tienen este valor."};
constexpr Text kTogether{
    "Of the {} tracts that are worst off (one in five), {} lie side by side {}.",
    "De los {} sectores en peor situación (uno de cada cinco), {} están juntos {}."};
constexpr Text kOneWithoutValue{"No data: 1 tract.", "Sin datos: 1 sector."};
constexpr Text kWithoutValue{"No data: {} tracts.", "Sin datos: {} sectores."};
constexpr Text kAllData{"Every tract has a value.", "Todos los sectores tienen valor."};
constexpr Text kWhere[] = {{"in the middle", "en el centro"},      {"in the north", "en el norte"},
                           {"in the northeast", "en el noreste"},  {"in the east", "en el este"},
                           {"in the southeast", "en el sureste"},  {"in the south", "en el sur"},
                           {"in the southwest", "en el suroeste"}, {"in the west", "en el oeste"},
                           {"in the northwest", "en el noroeste"}};

std::string count(std::size_t n) {
    return format_count(static_cast<double>(n));
}

std::vector<std::uint32_t> sorted_rows(const tract::Column& column) {
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < column.values.size(); ++row)
        if (std::isfinite(column.values[row]))
            rows.push_back(static_cast<std::uint32_t>(row));
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return column.values[a] < column.values[b];
    });
    return rows;
}

/// Five by name; where many share the value of the end, only how many.
std::string named(Text text, const tract::Column& column, const tract::TractSet& tracts,
                  std::span<const std::uint32_t> ends, std::size_t equal, Reader reader) {
    std::string list;
    if (equal > kNamed)
        return filled(text, reader,
                      words::value(column.values[ends[0]], column.info.unit, reader)) +
               ' ' + filled(kMore, reader, count(equal));
    const bool many = tracts.counties().size() > 1;
    for (const std::uint32_t row : ends) {
        std::string name = tracts.name(row);
        if (many)
            name += ", " + tracts.county(row).name;
        list +=
            (list.empty() ? "" : "; ") +
            filled(kOne, reader, name, words::value(column.values[row], column.info.unit, reader));
    }
    return filled(text, reader, list);
}

/// The largest group of marked tracts in which each shares a border with another.
std::vector<std::uint32_t> largest_group(const std::vector<std::uint32_t>& marked,
                                         const geo::Topology& topology) {
    constexpr std::uint32_t kNot = geo::Topology::kOutside;
    std::vector<std::uint32_t> parent(topology.shapes(), kNot);
    for (const std::uint32_t row : marked)
        parent[row] = row;
    const auto root = [&](std::uint32_t row) {
        while (parent[row] != row)
            row = parent[row] = parent[parent[row]];
        return row;
    };
    for (std::size_t arc = 0; arc < topology.arcs(); ++arc) {
        const std::uint32_t a = topology.left(arc), b = topology.right(arc);
        if (a != kNot && b != kNot && parent[a] != kNot && parent[b] != kNot)
            parent[std::max(root(a), root(b))] = std::min(root(a), root(b));
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (const std::uint32_t row : marked)
        groups[root(row)].push_back(row);
    std::vector<std::uint32_t> largest;
    for (auto& [first, rows] : groups)
        if (rows.size() > largest.size())
            largest = std::move(rows);
    return largest;
}

/// Where these tracts lie in the region, by the middle of their centers.
Text where(const std::vector<std::uint32_t>& rows, const tract::TractSet& tracts) {
    geo::Box all;
    for (const geo::LonLat& center : tracts.centroids())
        if (std::isfinite(center.lon))
            all.add(center);
    double lon = 0, lat = 0;
    for (const std::uint32_t row : rows) {
        lon += tracts.centroids()[row].lon / static_cast<double>(rows.size());
        lat += tracts.centroids()[row].lat / static_cast<double>(rows.size());
    }
    const auto third = [](double value, double least, double most) {
        return !(most > least)                        ? 0
               : value < least + (most - least) * 0.4 ? -1
               : value > least + (most - least) * 0.6 ? 1
                                                      : 0;
    };
    const int east = third(lon, all.min_x, all.max_x), north = third(lat, all.min_y, all.max_y);
    static constexpr int place[3][3] = {{6, 5, 4}, {7, 0, 3}, {8, 1, 2}}; // south .. north
    return kWhere[place[north + 1][east + 1]];
}

void describe_column(std::vector<std::string>& said, const tract::Column& column,
                     const tract::TractSet& tracts, const geo::Topology& topology, Reader reader) {
    const std::vector<std::uint32_t> rows = sorted_rows(column);
    if (!rows.empty()) {
        const auto value = [&](std::size_t i) { return column.values[rows[i]]; };
        const auto shown = [&](std::size_t i) {
            return words::value(value(i), column.info.unit, reader);
        };
        said.push_back(filled(kFromTo, reader, column.info.label_in(reader), shown(0),
                              shown(rows.size() - 1), shown((rows.size() - 1) / 2)));
        const auto equal = [&](double end) {
            return static_cast<std::size_t>(std::count_if(
                rows.begin(), rows.end(), [&](auto row) { return column.values[row] == end; }));
        };
        const std::size_t few = std::min(kNamed, rows.size());
        const std::span<const std::uint32_t> last = std::span(rows).last(few);
        const std::vector<std::uint32_t> top(last.rbegin(), last.rend());
        said.push_back(named(kHighest, column, tracts, top, equal(value(rows.size() - 1)), reader));
        said.push_back(
            named(kLowest, column, tracts, std::span(rows).first(few), equal(value(0)), reader));
        const auto worst =
            static_cast<std::size_t>(std::floor(kWorstShare * static_cast<double>(rows.size())));
        if (column.info.direction != tract::Direction::Context && worst >= kNamed) {
            const bool high = column.info.direction == tract::Direction::HigherIsWorse;
            const std::span<const std::uint32_t> end =
                high ? std::span(rows).last(worst) : std::span(rows).first(worst);
            const std::vector<std::uint32_t> marked(end.begin(), end.end());
            const std::vector<std::uint32_t> group = largest_group(marked, topology);
            if (group.size() >= 3)
                said.push_back(filled(kTogether, reader, count(worst), count(group.size()),
                                      where(group, tracts).in(reader)));
        }
    }
    const std::size_t missing = column.values.size() - rows.size();
    said.push_back(missing == 0   ? kAllData.in(reader)
                   : missing == 1 ? kOneWithoutValue.in(reader)
                                  : filled(kWithoutValue, reader, count(missing)));
}

} // namespace

std::vector<std::string> map_alternative(const study::ResultColumns& columns, const MapScene& scene,
                                         const geo::Topology& topology, Reader reader) {
    const tract::TractSet& tracts = *columns.results().tracts;
    const tract::Column& column = columns[scene.column];
    const tract::Column* second = scene.second.empty() ? nullptr : &columns[scene.second];
    const std::string what = second == nullptr ? column.info.label_in(reader)
                                               : filled(kTwo, reader, column.info.label_in(reader),
                                                        second->info.label_in(reader));
    std::vector<std::string> said = {
        filled(kMapOf, reader, what, count(tracts.size()), region_name(columns.results()))};
    describe_column(said, column, tracts, topology, reader);
    if (second != nullptr)
        describe_column(said, *second, tracts, topology, reader);
    return said;
}

} // namespace tractwise::map
