// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/tract_set.hpp"

#include <span>
#include <string>
#include <vector>

namespace tractwise::tract {

/// Where the places of a study have to be near: its tracts, or the homes of people.
struct Surroundings {
    std::vector<geo::LonLat> anchors; ///< NaN: none
    std::string words;                ///< "the tracts", "the demand points"
    const TractSet* tracts = nullptr; ///< null where only homes are known

    static Surroundings of(const TractSet& tracts);
};

/// Farther from everything than this is nowhere near (and the size of the largest tract).
constexpr double kNowhereNear_m = 300'000;

/// What is checked.
struct PlacesToCheck {
    std::span<const geo::LonLat> places; ///< NaN: not looked at
    const io::Table* table = nullptr;    ///< its rows, for messages
    std::string source;                  ///< how findings call it: "clinics"
    std::string where;                   ///< for the Error: the file, or the line of the study
};

/// Refuses places none of which lies within 300 km of any tract: distances to them would be numbers
/// without meaning. Error(Input) with the guess that fits: a lost minus, exchanged axes, or where
/// they lie instead.
///
///     require_near({points.places, &points.table, "clinics", "clinics.csv"},
///                  Surroundings::of(tracts), diagnostics);
///
/// A list of the whole country passes where some of it is near; but where more than one place in ten
/// would be brought near by undoing a lost minus or exchanged axes, that is the Error too. Single
/// places that are far are the finding "place-far-from-all", with the guess where one fits, with
/// what is odd about them (the same number twice, longitude 0), or where most are near. Distances
/// are geodesic, so the 180th meridian is no border. Cost: one look at the nearest anchor a place.
void require_near(const PlacesToCheck& checked, const Surroundings& around,
                  Diagnostics& diagnostics);

} // namespace tractwise::tract
