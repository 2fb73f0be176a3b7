// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// Keyboard shortcuts, and the command that repeats what was done.
class HelpSheet final : public Panel {
public:
    void draw(PanelContext& in) override;
    enum class Page { Shortcuts, Command, About };
    void ask(Page page); ///< opens it
};

} // namespace tractwise::viewer
