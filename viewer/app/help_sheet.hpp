// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/commands.hpp"
#include "viewer/panel.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Keyboard shortcuts, the words of the trade, the command that repeats what was done, and what
/// this program is.
class HelpSheet final : public Panel {
public:
    void draw(PanelContext& in) override;
    enum class Page { Shortcuts, Words, Command, About };
    void ask(Page page); ///< opens it
    bool is_open() const { return open_; }

private:
    void draw_shortcuts(PanelContext& in);
    void draw_words(PanelContext& in);
    void draw_command(PanelContext& in);
    void draw_about(PanelContext& in);
    void refresh_diff(PanelContext& in);

    bool open_ = false;
    int page_ = 0;
    std::string filter_; ///< of the words
    // What was changed, computed when one of the two documents is another one.
    std::optional<Document> compared_, compared_to_;
    std::vector<DiffLine> diff_;
};

} // namespace tractwise::viewer
