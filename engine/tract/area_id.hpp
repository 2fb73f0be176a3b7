// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/geoid.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::tract {

/// What one cell says by itself: the id of a census area, the id of another kind of area, or none.
///
///     read_area_id("0500000US42101")   -> Census, County, "42101", certain
///     read_area_id("860Z200US19104")   -> OtherArea, "ZIP code areas"
///     read_area_id("42-101-000101")    -> Census, Tract, "42101000101"
///     read_area_id("1001020100")       -> Census, Tract, "01001020100", repaired
struct AreaId {
    enum class Kind { Empty, Census, OtherArea, Ruined, Text };
    Kind kind = Kind::Text;
    AreaLevel level = AreaLevel::Tract; ///< of Census
    std::string digits;                 ///< of Census: all of them
    std::string_view words;             ///< of OtherArea: "places", "ZIP code areas"
    bool certain = false;               ///< the text itself names the level: "1400000US", GISJOIN
    bool repaired = false;              ///< a lost leading zero was put back
};
AreaId read_area_id(std::string_view text);

} // namespace tractwise::tract
