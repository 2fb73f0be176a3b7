// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <imgui.h>

namespace tractwise::viewer::ui {

/// Where every named widget stood in the last frame: how scripts and tests find "site.solve" in any
/// language.
///
///     items.note("site.solve", min, max);          // the widgets do it
///     if (const Items::Item* item = items.find("site.solve")) click(item->center());
class Items {
public:
    struct Item {
        ImVec2 least, greatest; ///< pixels of the window
        bool enabled = true;
        ImVec2 center() const { return {(least.x + greatest.x) / 2, (least.y + greatest.y) / 2}; }
    };

    void begin_frame() {
        last_.swap(now_);
        now_.clear();
        texts_.clear();
    }
    /// What stands in a field, or is said beside a widget.
    void note_text(std::string_view id, const std::string& text) {
        texts_.insert_or_assign(std::string(id), text);
    }
    const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }
    void note(std::string_view id, ImVec2 least, ImVec2 greatest, bool enabled = true) {
        now_.insert_or_assign(std::string(id), Item{least, greatest, enabled});
    }
    /// Null where the widget was not on screen (or scrolled out of sight).
    const Item* find(std::string_view id) const {
        if (const auto found = now_.find(id); found != now_.end())
            return &found->second;
        const auto found = last_.find(id);
        return found == last_.end() ? nullptr : &found->second;
    }
    const std::map<std::string, Item, std::less<>>& all() const {
        return now_.empty() ? last_ : now_;
    }

private:
    std::map<std::string, Item, std::less<>> now_, last_;
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace tractwise::viewer::ui
