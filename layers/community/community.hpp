// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer_file.hpp"

#include <set>
#include <string>

namespace tractwise::layers {

/// Places that a neighborhood lives by, and that a referral desk would look up: how far they are in
/// a straight line from where people live.
///
///     [layers.community]
///     schools = "schools"
///     libraries = "libraries"
///
/// Of five roles any may be given, at least one must. Their places stand on the map, and the nearest
/// ones in a needs report. Places outside the region count. See layers/community/README.md.
class Community final : public layer::FileLayer {
public:
    using layer::FileLayer::FileLayer;
    static std::set<std::string> roles();
    void check(const ConfigTable& options) const override;
    layer::LayerResult measure(const layer::LayerContext& in) const override;
};

} // namespace tractwise::layers
