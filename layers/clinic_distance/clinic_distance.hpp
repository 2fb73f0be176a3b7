// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"
#include "layers/travel_columns.hpp"

namespace tractwise::layers {

/// Distance to health centers, measured from where people live.
///
///     [layers.clinic_distance]
///     clinics = "hrsa_sites"
///     type_column = "Health Center Type Description"
///     types = ["Service Delivery Site", "Administrative/Service Delivery Site"]
///
/// Clinics outside the region count: the list is not clipped. See layers/clinic_distance/README.md.
class ClinicDistance final : public layer::FileLayer {
public:
    using layer::FileLayer::FileLayer;
    void check(const ConfigTable& options) const override { TravelColumns::check(options); }
    std::vector<FurtherSource> further_sources(const ConfigTable& options) const override {
        return layer::Travel::further_sources(options);
    }
    layer::LayerResult measure(const layer::LayerContext& in) const override;
};

} // namespace tractwise::layers
