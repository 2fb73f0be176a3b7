// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/arrangement.hpp"
#include "engine/paper/map_drawing.hpp"
#include "engine/paper/map_kind.hpp"
#include "engine/paper/page_stops.hpp"

#include "engine/map/overlays.hpp"
#include "engine/map/scene.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

// Private to engine/paper: what is printed, before anyone knows where it goes.

namespace tractwise::paper {

/// One map of a plate.
struct PlateMap {
    map::MapScene scene;
    std::vector<Mark> marks; ///< circles or dots over the ground
    std::string name;        ///< over it, where there are several
    std::string alternative; ///< what it shows, for those who do not see it
};

/// A map, or several small ones, with everything that is said beside it.
struct Plate {
    map::MapStyle style;
    const map::Overlays* overlays = nullptr; ///< may be null
    Reader reader;
    PageStops stops;
    std::vector<std::uint32_t> highlight; ///< rows; empty: none
    std::vector<PlateMap> maps;
    std::vector<Block> panel; ///< from top to bottom; the scale comes last and is not among them
    std::vector<std::string> notes; ///< how classes were made, what a dot is: before the scale
    std::string title;
    std::vector<std::string> sources;
    std::vector<Rgb> told_apart; ///< colors that a reader has to tell apart

    std::string alternative() const;
    /// The panel with a scale bar, which takes the same room whatever the scale is.
    std::vector<Block> panel_at(double points_per_meter, double north) const;
};

/// How a plate is asked for.
struct PlateChoice {
    const map::MapStyle& style;
    const map::Overlays* overlays = nullptr;
    Reader reader;
    KindChoice kind;
    PageStops stops;
    bool in_full = true; ///< stops by their names, and notes; else stops are one row of the sites
    double paper = 0;    ///< square points: how much room marks have
};
/// Errors: as require_usable() and make_scene(); Error(Usage) where a kind cannot show the columns.
Plate make_plate(const study::ResultColumns& columns, const Terrain& terrain,
                 const PlateChoice& choice);

/// Paints maps and panel where they were arranged.
void paint_plate(Group& into, const Plate& plate, const Terrain& terrain,
                 const Arrangement& arranged, const Progress& progress = {});

} // namespace tractwise::paper
