// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/catchment.hpp"
#include "engine/access/people_reached.hpp"
#include "engine/io/writers.hpp"

namespace tractwise::access {

/// How the output calls all facilities together.
inline constexpr const char* kAllFacilities = "all facilities";

/// A table with its shapes, for io::write_features. It points into the Catchments it was made from.
///
///     const CatchmentLayer layer = catchment_areas_layer(catchments, clinics, &people);
///     io::write_features("areas.gpkg", layer.table, layer.geometry);
struct CatchmentLayer {
    io::OutTable table;
    io::OutGeometry geometry;
};

/// One row an area: id ("clinic_7_20min"), facility, limit_min or limit_m, area_km2, and where
/// given the people of each group. The areas of all facilities together are "all_20min" of facility
/// kAllFacilities, with everybody once. `people` must have the same facilities and limits
/// (Error(Internal)).
CatchmentLayer catchment_areas_layer(const Catchments& catchments, const Places& facilities,
                                     const PeopleReached* people = nullptr);
/// One row a stretch: id, facility, limit_min, from_min, to_min, street, class.
CatchmentLayer catchment_streets_layer(const Catchments& catchments, const StreetNetwork& network,
                                       const Places& facilities);

} // namespace tractwise::access
