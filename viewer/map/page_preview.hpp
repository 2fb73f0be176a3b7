// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"
#include "viewer/ui/widgets.hpp"

#include "engine/paper/paint.hpp"

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>

namespace tractwise::viewer {

/// A page as it will be printed, small, in a dialog. It is made beside the window's thread, and what
/// was shown before stays until it is there.
///
///     preview.want(key, [=] { return paper::pixels_of(map_page(...), 50); });   // in each frame
///     preview.draw(ui, surface, {300, 400});
///
/// Equal keys are the same page. A page that cannot be made is said in its place.
class PagePreview {
public:
    void want(const std::string& key, const std::function<paper::Pixels()>& make);
    /// As large as fits into `room`, at the cursor; null surface: only the words.
    void draw(ui::Ui& ui, MapSurface* surface, ImVec2 room);
    bool busy() const { return coming_.has_value(); }
    void forget(); ///< waits for a page that is on its way

private:
    struct Made {
        std::string key;
        paper::Pixels pixels;
        std::string trouble;
    };
    std::optional<std::future<Made>> coming_;
    Made shown_;
    std::uint64_t version_ = 0;
};

} // namespace tractwise::viewer
