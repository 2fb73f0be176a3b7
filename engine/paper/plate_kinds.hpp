// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/plate.hpp"

// Private to engine/paper: each kind of map fills a plate with its maps, its legend, title, sources
// and notes; sites, stops and the scale are the same for all.

namespace tractwise::paper {

struct PlateInput {
    const study::ResultColumns& columns;
    const Terrain& terrain;
    const PlateChoice& choice;
};

void fill_with_classes(Plate& plate, const PlateInput& in); ///< of one column or two
void fill_with_difference(Plate& plate, const PlateInput& in);
void fill_with_catchment(Plate& plate, const PlateInput& in);
void fill_with_clusters(Plate& plate, const PlateInput& in);
void fill_with_circles(Plate& plate, const PlateInput& in);
void fill_with_dots(Plate& plate, const PlateInput& in);
void fill_with_small_maps(Plate& plate, const PlateInput& in);

/// Ground for circles and dots: every tract alike, those without a value hatched.
inline constexpr Rgb kQuietGround{247, 246, 242};
void make_quiet(map::MapScene& scene);
/// Stores and clinics would be taken for marks.
void without_sites(map::MapStyle& style);

} // namespace tractwise::paper
