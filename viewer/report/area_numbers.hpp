// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/selection.hpp"

#include "engine/needs/compared_places.hpp"
#include "engine/needs/profile.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// What a selection is called until somebody names it: its tract, its county, "Area of 12 tracts in
/// Cook County".
std::string area_name(const study::Results& results, const Selection& selection, Reader reader);
area::Area selected_area(const study::Results& results, const Selection& selection,
                         std::string name);

/// The selected tracts together, beside their county and everything that is read: the numbers of the
/// needs report's first page (engine/needs), with people before them.
///
///     const AreaNumbers numbers = area_numbers(results, selection, Profile::shipped(), reader);
///     needs::cell_of(numbers.rows[1], 0, numbers.profile, reader).text     // "18.0 % ±2.1"
///     sentence(numbers, 1, reader)     // "South Side: 1,240 of 6,870 residents (18.0 % ..."
///
/// The selection must not be empty. Cost: a pass over all tracts for each measure and place.
struct AreaNumbers {
    needs::Profile profile;
    std::vector<needs::Place> places; ///< the selection first
    std::vector<needs::MeasuredRow> rows;
};
AreaNumbers area_numbers(std::shared_ptr<const study::Results> results, const Selection& selection,
                         needs::Profile profile, Reader reader);

/// A row as the report says it, with the name of the area and the title of the source; empty where
/// the report has no sentence for it.
std::string sentence(const AreaNumbers& numbers, std::size_t row, Reader reader);
/// Who lives there, and every row that has a sentence: a line each.
std::string sentences(const AreaNumbers& numbers, Reader reader);

} // namespace tractwise::viewer
