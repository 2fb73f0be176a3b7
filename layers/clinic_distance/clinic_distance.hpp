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
class ClinicDistance final : public Layer {
public:
    explicit ClinicDistance(LayerFile file) : file_(std::move(file)) {}
    const LayerInfo& info() const override { return file_.info; }
    std::vector<std::string> option_keys() const override { return file_.option_keys(); }
    LayerResult measure(const LayerContext& in) const override;

private:
    LayerFile file_;
};

} // namespace tractwise
