// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tractwise::access {

/// Some of the people, counted where they live.
///
///     const PeopleGroup no_car{"no_car_people", "people without a car", {12, 0, 31}};
struct PeopleGroup {
    std::string name;           ///< as a column is called: "people", "no_car_people"
    std::string description;    ///< for codebooks; may be empty
    std::vector<double> people; ///< one per origin of the travel costs; NaN is nobody
};

} // namespace tractwise::access
