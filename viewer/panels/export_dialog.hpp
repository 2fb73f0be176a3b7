// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// Maps and tables as files.
class ExportDialog final : public Panel {
public:
    void draw(PanelContext& in) override;
    void ask(); ///< opens it
};

} // namespace tractwise::viewer
