// SPDX-License-Identifier: Apache-2.0
#include "tests/support/street_map.hpp"

#include "engine/geo/geodesic.hpp"

#include <cctype>
#include <stdexcept>

namespace tractwise::test {
namespace {

/// East and north meters of a place near 97 W, 39 N.
geo::LonLat moved(geo::LonLat from, double east, double north) {
    const double x = geo::geodesic_m(from, {from.lon + 0.01, from.lat}) / 0.01;
    const double y = geo::geodesic_m(from, {from.lon, from.lat + 0.01}) / 0.01;
    return {from.lon + east / x, from.lat + north / y};
}

} // namespace

StreetMap::StreetMap(std::string_view drawing, double cell_m) {
    streets.name = "drawing";
    // The first line starts in the source after `R"(`; others are indented to stand below it.
    int row = 0, column = 0;
    std::size_t indent = std::string_view::npos;
    for (std::size_t at = drawing.find('\n'); at != std::string_view::npos;
         at = drawing.find('\n', at + 1)) {
        const std::size_t text = drawing.find_first_not_of(' ', at + 1);
        if (text != std::string_view::npos && drawing[text] != '\n')
            indent = std::min(indent, text - at - 1);
    }
    for (std::size_t i = 0; i < drawing.size(); ++i) {
        const char c = drawing[i];
        if (c == '\n') {
            ++row;
            column = 0;
            if (indent != std::string_view::npos)
                i += std::min(indent, drawing.find_first_not_of(' ', i + 1) - i - 1);
            continue;
        }
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            streets.place.push_back(moved({-97, 39}, column * cell_m, -row * cell_m));
            streets.node_id.push_back(c);
            letters_ += c;
        }
        ++column;
    }
}

std::uint32_t StreetMap::index(char letter) const {
    const std::size_t at = letters_.find(letter);
    if (at == std::string::npos)
        throw std::logic_error(std::string("no node ") + letter + " in the drawing");
    return static_cast<std::uint32_t>(at);
}

geo::LonLat StreetMap::near(char letter, double east, double north) const {
    return moved(place(letter), east, north);
}

StreetMap& StreetMap::way(std::string_view letters, Tags tags) {
    streets.way_id.push_back(static_cast<std::int64_t>(ways_.size()) + 1);
    for (const char c : letters)
        streets.way_node.push_back(index(c));
    streets.way_first.push_back(streets.way_node.size());
    streets.way_tags.begin_item();
    for (const auto& [key, value] : tags)
        streets.way_tags.add(key, value);
    ways_.emplace_back(letters);
    return *this;
}

StreetMap& StreetMap::node(char letter, Tags tags) {
    streets.tagged_node.push_back(index(letter));
    streets.node_tags.begin_item();
    for (const auto& [key, value] : tags)
        streets.node_tags.add(key, value);
    return *this;
}

StreetMap& StreetMap::no_turn(std::string_view from, char via, std::string_view to) {
    streets.restrictions.push_back({way_index(from), index(via), way_index(to), false, ""});
    return *this;
}

StreetMap& StreetMap::only_turn(std::string_view from, char via, std::string_view to) {
    streets.restrictions.push_back({way_index(from), index(via), way_index(to), true, ""});
    return *this;
}

std::uint32_t StreetMap::way_index(std::string_view letters) const {
    for (std::size_t w = 0; w < ways_.size(); ++w)
        if (ways_[w] == letters)
            return static_cast<std::uint32_t>(w);
    throw std::logic_error("no way " + std::string(letters));
}

} // namespace tractwise::test
