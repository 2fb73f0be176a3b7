// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// Every tract and every column, sorted and filtered.
class TablePanel final : public Panel {
public:
    void draw(PanelContext& in) override;
};

} // namespace tractwise::viewer
