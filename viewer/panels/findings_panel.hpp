// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// Everything doubtful that the run found, and what became of every source.
class FindingsPanel final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
