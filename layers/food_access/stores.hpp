// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"
#include "engine/layer/travel.hpp"

#include <vector>

namespace tractwise::layers {

/// The stores of a study, sorted into the groups that the options of [layers.food_access] declare.
///
///     const Stores stores = Stores::read(in, "snap");
///     stores.places[i]; stores.supermarket[i] == 1;    // of those that count
///     stores.list.fate(row);                           // of all
///
/// Without a type column (and none named) every row is a supermarket, said as a finding. Rows
/// without a place count nowhere. Errors: Error(Usage) for a named column that is absent,
/// Error(Input) where no row is a supermarket, with the types that the file has.
struct Stores {
    layer::PlaceAudit list;
    std::vector<geo::LonLat> places;
    layer::Travel::Destinations supermarkets; ///< the supermarkets alone
    /// One per place, 0 or 1, ready to be counted.
    std::vector<double> supermarket, grocery, convenience, other, food, healthy;

    static Stores read(const layer::LayerContext& in, const std::string& source_id);
};

} // namespace tractwise::layers
