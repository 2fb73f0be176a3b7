// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cli/travel_options.hpp"

#include "engine/access/catchment.hpp"
#include "engine/access/people_reached.hpp"
#include "engine/core/reader.hpp"

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

// What `catchment` was asked for, and its answer as text and JSON.

namespace tractwise::cli {

struct CatchmentArguments {
    PlaceOptions facilities{.what = "facilities", .prefix = "facility", .destinations = true};
    PlaceOptions demand{.what = "demand points", .prefix = "demand"};
    StreetOptions streets;
    std::vector<double> minutes, meters, miles;
    std::vector<std::string> chosen, groups;
    std::string people, direction = "to", out, streets_out;
    double buffer_m = access::CatchmentOptions{}.buffer_m;
    bool json = false;
    std::optional<Units> units;

    bool by_street() const { return streets.given(); }
    /// In the unit of the travel cost, ascending, each once.
    std::vector<double> limits() const;
    /// As it was asked for: "10 min", "1 mi", "800 m".
    std::string name_of(double limit) const;
};

/// The areas as `catchment` has them: those of each facility, then those of all together, one for
/// each limit. `people` is null where nobody was counted.
struct CatchmentResult {
    const PlaceTable& facilities;
    const std::vector<double>& limits;
    const access::Catchments& areas;
    const access::PeopleReached* people;

    double km2(std::size_t facility, std::size_t ring) const {
        return areas.areas[facility * limits.size() + ring].km2;
    }
};
std::string areas_text(const CatchmentArguments& arguments, const CatchmentResult& result);
nlohmann::ordered_json to_json(const CatchmentResult& result);

} // namespace tractwise::cli
