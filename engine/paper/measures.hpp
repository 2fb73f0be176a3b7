// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to engine/paper: every size of a page that more than one file needs, in points.

namespace tractwise::paper {

/// Around a sheet; between a map and its panel, and between columns; between blocks of a panel.
inline constexpr double kMargin = 36, kGutter = 16, kBlockGap = 12;
/// Between a neat line and the region inside it.
inline constexpr double kAir = 8;
/// Letters: what a legend says, its notes, headings of its parts.
inline constexpr double kText = 8, kSmall = 7, kHeadingSize = 9;
/// The name over each of several small maps.
inline constexpr double kNameSize = 8, kNameStrip = 24;
/// The disc of a stop on the map, and in a table; symbols of sites in a table.
inline constexpr double kStopRadius = 7, kListedStopRadius = 5.5, kListedSymbolRadius = 4;

} // namespace tractwise::paper
