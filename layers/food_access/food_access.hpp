// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"
#include "layers/travel_columns.hpp"

namespace tractwise::layers {

/// Access to supermarkets: own distances from demand points, food store counts, the USDA flags made
/// from them, and the published Food Access Research Atlas beside them.
///
///     [layers.food_access]
///     stores = "snap_retailers"
///     atlas = "usda_atlas"            # optional; stores or atlas must be there
///     urban = "all"
///
/// Uses `no_vehicle_households` and `no_vehicle_share` of layer social and, with centroids,
/// `population`. Where both stores and atlas are given, the result has a table
/// "food_access_agreement": for each flag the tracts and people where own and published flag agree
/// or differ. See layers/food_access/README.md.
class FoodAccess final : public layer::FileLayer {
public:
    using layer::FileLayer::FileLayer;
    void check(const ConfigTable& options) const override { TravelColumns::check(options); }
    std::vector<FurtherSource> further_sources(const ConfigTable& options) const override {
        return layer::Travel::further_sources(options);
    }
    /// An atlas given as sram, or the other way round: Error(Input).
    void check_sources(const layer::LayerContext& in) const override;
    layer::LayerResult measure(const layer::LayerContext& in) const override;
};

} // namespace tractwise::layers
