// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// Where every column comes from.
class SourcesPanel final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
