// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/map/palette.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::map {

/// Nine colors for two columns at once: each cut in thirds, low to high.
///
///     const BivariatePalette& palette = find_bivariate_palette("red_blue");
///     const Rgb both_high = palette.color(2, 2);
///     const Rgb only_second_high = palette.color(2, 0);   // row: second column, upwards
///
/// Schemes: red_blue and blue_green by Joshua Stevens 2015 (Bivariate Choropleth Maps: A How-to
/// Guide), crimson_blue by Robin Tolochko 2015. They are here because all nine colors of each stay
/// apart for color-blind readers (CIEDE2000 of at least 6 under each deficiency); others in common
/// use fall to 3. None survives a black and white print: there are not nine grays to tell apart.
struct BivariatePalette {
    std::string_view id;
    Text label;
    std::array<std::string_view, 9> published; ///< row by row, row 0 first, column 0 first

    /// `row`: third of the second column, `column`: third of the first; 0 low, 2 high.
    Rgb color(int row, int column) const;
};

std::span<const BivariatePalette> bivariate_palettes();
/// Error(Usage) with a suggestion for an unknown id.
const BivariatePalette& find_bivariate_palette(std::string_view id);
inline constexpr std::string_view kDefaultBivariatePalette = "red_blue";

/// The square legend of a map of two columns.
struct BivariateLegend {
    struct Cell {
        Rgb color;
        std::size_t tracts = 0;
        double people = 0;       ///< of tracts whose people are known
        double people_share = 0; ///< of the people of all tracts; NaN where none are counted
        std::string label;       ///< "Poverty: high; Access: low", for a tooltip
    };
    std::array<Cell, 9> cells;  ///< row by row as the palette; empty columns: all counts 0
    std::string across, upward; ///< labels of the two axes: first column, second column
    std::string across_unit, upward_unit;
    /// Upper bounds of the thirds as text, ties can leave fewer than three.
    std::vector<std::string> across_bounds, upward_bounds;

    const Cell& at(int row, int column) const { return cells[row * 3 + column]; }
};

} // namespace tractwise::map
