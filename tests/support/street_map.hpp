// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/streets.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tractwise::test {

/// Streets that a reader of the test can see: letters are nodes, their places are where they stand.
///
///     StreetMap map(R"(A   B   C
///                      .   .   .
///                      D       E)", 100);         // a column or a line is 100 m; dots only align
///     map.way("ABC", {{"highway", "residential"}});
///     map.way("AD", {{"highway", "residential"}, {"oneway", "yes"}});
///     map.no_turn("AB", 'B', "BC");                           // ways by the letters given to way()
///     build(map.streets, ...);   map.place('E');
struct StreetMap {
    using Tags = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    StreetMap(std::string_view drawing, double cell_m);
    StreetMap& way(std::string_view letters, Tags tags);
    StreetMap& node(char letter, Tags tags); ///< a barrier, signals; in order of the drawing
    StreetMap& no_turn(std::string_view from, char via, std::string_view to);
    StreetMap& only_turn(std::string_view from, char via, std::string_view to);

    std::uint32_t index(char letter) const;
    geo::LonLat place(char letter) const { return streets.place[index(letter)]; }
    /// A place `east` and `north` meters from a letter.
    geo::LonLat near(char letter, double east, double north) const;

    io::StreetData streets;

private:
    std::uint32_t way_index(std::string_view letters) const;
    std::string letters_;
    std::vector<std::string> ways_;
};

} // namespace tractwise::test
