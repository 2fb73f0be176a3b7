// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// One box that finds tracts, places, facilities and coordinates.
class FindBox final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
