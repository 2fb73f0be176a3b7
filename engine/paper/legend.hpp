// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/overlays.hpp"
#include "engine/map/scene.hpp"
#include "engine/paper/flow.hpp"
#include "engine/paper/legend_table.hpp"
#include "engine/paper/page_stops.hpp"

#include <string>
#include <vector>

// Private to engine/paper: what stands beside a map.

namespace tractwise::paper {

/// Title, unit, classes with tracts and share of people, no data, unreliable; the square of two
/// columns.
void legend_of_classes(Flow& flow, const map::Legend& legend, Reader reader);
/// Clinics, stores, stops: what the map's symbols are and how many of each there are.
void legend_of_symbols(Flow& flow, const std::vector<map::LegendSymbol>& symbols, Reader reader);
/// The mark of tracts without a value.
LegendMark no_data_swatch();
/// How classes were made and how far they can be trusted, a sentence each; may be none.
std::vector<std::string> legend_notes(const map::Legend& legend);
/// Sentences in small letters.
void write_notes(Flow& flow, const std::vector<std::string>& notes);
/// The stops by number, with whom each one newly reaches, and what they reach together.
void table_of_stops(Flow& flow, const PageStops& stops, Reader reader);
/// Two bars, the reader's units above, and the arrow to the north (radians clockwise from up).
void scale_and_north(Flow& flow, double points_per_meter, double north, Reader reader);

} // namespace tractwise::paper
