// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/layer/layer_file.hpp>

namespace tractwise {

/// Distance to health centers, measured from where people live.
///
///     [layers.clinic_distance]
///     clinics = "hrsa_sites"
///     status_column = "Site Status Description"      # status = ["Active"] is then the default
///     type_column = "Health Center Type Description"
///     types = ["Service Delivery Site", "Administrative/Service Delivery Site"]
///
/// Clinics outside the region count: the list is not clipped. See layers/clinic_distance/README.md.
class ClinicDistance final : public FileLayer {
public:
    using FileLayer::FileLayer;
    LayerResult measure(const LayerContext& in) const override;
};

} // namespace tractwise
