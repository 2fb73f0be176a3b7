// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cli/access_travel.hpp"

#include "engine/io/writers.hpp"

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

// The tables, the text and the JSON of `access`.

namespace tractwise::cli {

struct AccessResult {
    std::vector<access::AccessColumn> columns;  ///< values per row
    std::vector<std::vector<double>> per_point; ///< beside columns
    std::vector<std::vector<access::GroupSummary>> groups;
    std::vector<std::vector<access::WithoutValue>> without;
    std::vector<std::string> nearest_id; ///< per demand point
};
/// One row per demand point: id, people, measures, the nearest facility.
io::OutTable points_table(const PlaceTable& demand, const People& people,
                          const PlaceTable& facilities, const AccessResult& result);
/// One row per tract, with the middle of its people; people without a value stand in a column
/// beside the mean. Error(Usage), Error(Input) where the ids of the points are no census ids.
std::pair<io::OutTable, std::vector<geo::LonLat>> tract_table(const PlaceTable& demand,
                                                              const People& people,
                                                              const AccessResult& result,
                                                              Diagnostics& diagnostics);
/// One row per pair: origin, destination, minutes or meters.
io::OutTable matrix_table(const Travel& travel, const std::vector<Costs>& costs,
                          const PlaceTable& demand, const PlaceTable& facilities);

std::string head_text(const AccessOptions& options, const Travel& travel, const PlaceTable& demand,
                      const People& people, const PlaceTable& facilities, double everyone);
std::string measures_text(const std::vector<access::MeasureSpec>& specs, const AccessResult& result,
                          bool people_counted, Reader reader);
nlohmann::ordered_json to_json(const AccessResult& result);
/// What --measures takes, one measure a paragraph.
std::string measures_help();

} // namespace tractwise::cli
