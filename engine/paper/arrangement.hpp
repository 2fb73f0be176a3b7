// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/flow.hpp"
#include "engine/paper/map_drawing.hpp"

#include <optional>
#include <vector>

// Private to engine/paper: where the maps and what stands beside them go.

namespace tractwise::paper {

struct Arrangement {
    Frame map;                ///< all maps
    std::vector<Frame> cells; ///< the neat line of each map
    Frame panel;              ///< legend, stops, scale
    bool over_map = false;    ///< the panel stands in a corner of the only map
    std::size_t columns = 1;  ///< of the panel
    double column_width = 0, points_per_meter = 0;

    /// The panel with the air around it: what it covers of a map that it stands on.
    Frame panel_ground() const;
};

/// The arrangement that shows the region largest: the panel beside the maps, below them or, with one
/// map, in a corner where no tract lies. None where the room is too small.
///
///     const std::optional<Arrangement> found = arrange({36, 80, 576, 740}, blocks, terrain, 1);
std::optional<Arrangement> arrange(const Frame& room, const std::vector<Block>& panel,
                                   const Terrain& terrain, std::size_t maps);

/// Writes the blocks into the panel, column after column.
void write_panel(Group& into, const std::vector<Block>& panel, const Arrangement& arranged);

/// Inside a neat line: where the region of a map lies. The insets of a country take a strip below.
Frame region_frame(const Frame& neat, const Terrain& terrain);
/// Where those insets stand, from the left; none without them.
std::vector<Frame> inset_frames(const Frame& neat, const Terrain& terrain);

} // namespace tractwise::paper
