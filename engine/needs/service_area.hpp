// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/area/find.hpp"
#include "engine/needs/report.hpp"

#include <vector>

namespace tractwise::needs {

/// The service area of a health center as applications to HRSA describe it: a row for each ZIP area
/// with its people, its share of the area's people, those without insurance, those with a low
/// income, those in shortage areas, and the nearest health center.
///
///     Document form = service_area_form(columns, choice, finder);   // choice.places[0]: all of them
///
/// Income is below 200 % of the poverty line where the study has it (the column poverty_200_share),
/// else below 150 %; its head says which. ZIP areas in which fewer than 1 % of the area's people live
/// are left out of the rows and told as one number. Error(Usage) where no areas with names are given.
Document service_area_form(const study::ResultColumns& columns, const ReportChoice& choice,
                           area::AreaFinder& finder);

/// One row for each of several areas: name, people, tracts, and each target of the profile with its
/// margin.
io::OutTable areas_table(const Profile& profile, const std::vector<area::Area>& areas,
                         const std::shared_ptr<const study::Results>& results);

} // namespace tractwise::needs
