// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// How the map looks: column, classes, colours, what is drawn over it.
class MapPanel final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
