// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"
#include "viewer/selection.hpp"

#include "engine/core/reader.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tractwise::viewer {

/// What a drag on the map does; wheel zoom and pan with the right or middle button or the space bar
/// work in each.
enum class Tool { Pan, Box, Lasso, Radius, Place };

/// The panel at the left.
enum class Side { Map, Weigh, Site, Findings, Sources };

/// What is open below the map.
enum class Drawer { Closed, Charts, Table, Area };

/// One map, two with the same camera, or two and what differs between them.
enum class Compare { Off, SideBySide, Difference };

/// How the study is being looked at. Nothing in it changes a number, and undo leaves it alone; what
/// is worth keeping is saved in [view].
struct ViewState {
    Camera camera;
    Selection selection;
    std::optional<std::uint32_t> hovered, pinned; ///< tracts
    Tool tool = Tool::Pan;
    Side side = Side::Map;
    Drawer drawer = Drawer::Closed;
    Compare compare = Compare::Off;
    /// What the second map shows: a column, or a scenario of the plan ("scenario:partners").
    std::string compare_with;
    double side_width = 340, drawer_height = 250; ///< at scale 1
    bool side_open = true;

    bool dark = false;
    Language language = Language::English;
    std::optional<Units> units; ///< as the user chose; empty: as the study says, else miles
    double text_scale = 1;      ///< on top of the display's own

    /// Who reads, where the study says these units or none.
    Reader reader(std::optional<Units> of_study) const {
        return {language, units.value_or(of_study.value_or(Units::Us))};
    }
};

/// How another study is looked at: the user's language, units, colors and text size stay, and what was
/// selected, open or chosen in the study before does not.
ViewState fresh(const ViewState& before);

} // namespace tractwise::viewer
