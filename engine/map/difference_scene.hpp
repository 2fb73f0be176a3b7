// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/style.hpp"
#include "engine/study/result_columns.hpp"

namespace tractwise::map {

/// One column less another (study::difference), in classes of equal width with one around zero, and
/// colors that go apart from a middle: `style.column` less `style.second`.
///
///     ResultColumns columns(results);            // gets the difference as a column of its own
///     const MapScene scene = difference_scene(columns, {.column = "reach_plan_share",
///                                                       .second = "reach_today_share"}, reader);
///
/// The bounds are -3w, -w, w, 3w for five classes, with w of 1, 2 or 5 times a power of ten so that
/// about nine in ten differences lie between the outer ones: equal colors on both sides mean equal
/// distances from zero. Own breaks and kept classes of the style stay. The usual palette becomes
/// RdBu, with red where the difference is for the worse, and PuOr for columns that have no worse.
///
/// Hatched are tracts beyond the class around zero whose difference is not larger than its 90 %
/// margin: it may be none. (Reliability by the coefficient of variation says nothing near zero.)
///
/// Error(Usage) for columns of two units, a palette without a middle and an even number of classes.
MapScene difference_scene(study::ResultColumns& columns, const MapStyle& style, Reader reader);

} // namespace tractwise::map
