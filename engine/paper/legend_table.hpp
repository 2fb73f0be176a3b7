// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/flow.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// Private to engine/paper: the tables of a legend, and what they are drawn with.

namespace tractwise::paper {

inline constexpr double kSwatchWide = 20, kLegendIndent = kSwatchWide + 6;

/// Paints what a row of a legend tells of, around its middle.
using LegendMark = std::function<void(Group&, Spot)>;

struct LegendEntry {
    std::string label; ///< wrapped where it has to be
    std::vector<std::string> numbers;
    LegendMark mark;
    double indent = kLegendIndent; ///< of the label, room for the mark
};

/// A table of a wide first column with marks and narrow ones with numbers at the right; its heads are
/// as many as the numbers of a row, and one.
void write_table(Flow& flow, const std::vector<std::string>& heads,
                 const std::vector<LegendEntry>& entries);

/// A rectangle of a color, hatched or not.
LegendMark swatch(Rgb fill, std::optional<Hatch> hatch = std::nullopt);

/// A frame as a closed line, without color.
Shape rectangle(const Frame& frame);
Words line_of(Spot at, std::string text, double size, Rgb color = kInk,
              Anchor anchor = Anchor::Start, bool bold = false);

} // namespace tractwise::paper
