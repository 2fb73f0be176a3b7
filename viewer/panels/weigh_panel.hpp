// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// The recipe as a tree of sliders.
class WeighPanel final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
