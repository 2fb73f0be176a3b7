// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/travel_cost.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

// Private to engine/access: what areas, their tables and the people in them have in common.

namespace tractwise::access {

/// Limits sorted, each once. Error(Usage) where there is none, or one that is not above 0.
std::vector<double> ascending(std::span<const double> limits);

/// As the output names a place: its id, else its number from 1.
inline std::string id_of(const Places& places, std::size_t i) {
    return places.id.empty() ? std::to_string(i + 1) : places.id[i];
}

} // namespace tractwise::access
