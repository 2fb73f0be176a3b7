// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"

namespace tractwise::layers {

/// What federal programs say a tract is: health professional shortage area, medically underserved
/// area or population, qualified census tract, opportunity zone.
///
///     [layers.designations]
///     hpsa = ["hpsa_primary_care", "hpsa_dental"]     # BCD_HPSA_FCT_DET_PC.csv, ..._DH.csv
///     mua = "mua"                                     # MUA_DET.csv
///     qct = "qct"                                     # HUD's list
///     opportunity_zones = "zones"
///
/// The lists hold members only: a tract that is not listed is 0 within the states that a list has rows
/// of, and missing elsewhere. A table "designations" names every designation of every tract. See
/// layers/designations/README.md.
class Designations final : public layer::FileLayer {
public:
    using layer::FileLayer::FileLayer;
    void check_sources(const layer::LayerContext& in) const override { measure(in); }
    layer::LayerResult measure(const layer::LayerContext& in) const override;
};

} // namespace tractwise::layers
