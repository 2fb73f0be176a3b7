// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/layer/layer_file.hpp>
#include <tractwise/layers/travel_columns.hpp>

namespace tractwise {

/// Distance to health centers, measured from where people live.
///
///     [layers.clinic_distance]
///     clinics = "hrsa_sites"
///     type_column = "Health Center Type Description"
///     types = ["Service Delivery Site", "Administrative/Service Delivery Site"]
///
/// Clinics outside the region count: the list is not clipped. See layers/clinic_distance/README.md.
class ClinicDistance final : public FileLayer {
public:
    using FileLayer::FileLayer;
    void check(const ConfigTable& options) const override { TravelColumns::check(options); }
    std::vector<FurtherSource> further_sources(const ConfigTable& options) const override {
        return Travel::further_sources(options);
    }
    LayerResult measure(const LayerContext& in) const override;
};

} // namespace tractwise
