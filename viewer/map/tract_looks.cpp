// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/tract_looks.hpp"

#include "engine/map/color_vision.hpp"

namespace tractwise::viewer {

void looks_of(const MapPicture& picture, std::vector<TractLook>& looks) {
    const map::MapScene& scene = *picture.scene;
    const std::size_t n = scene.fill.size();
    const Selection* selection = picture.selection;
    const bool marked = selection != nullptr && !selection->empty() && selection->rows() == n;
    // A map has few colors: each is turned into what other eyes see once.
    const map::Vision vision = picture.style->vision;
    map::Rgb last{}, last_seen = map::seen_as(last, vision);
    const auto seen = [&](map::Rgb color) {
        if (!(color == last)) {
            last = color;
            last_seen = vision == map::Vision::Normal ? color : map::seen_as(color, vision);
        }
        return last_seen;
    };
    looks.resize(n);
    for (std::size_t t = 0; t < n; ++t) {
        const map::Rgb fill = seen(scene.fill[t]);
        TractLook& look = looks[t];
        look = {fill.r, fill.g, fill.b, 0};
        if (scene.pattern[t] == map::Pattern::NoData)
            look.marks = TractLook::kNoData;
        else if (scene.pattern[t] == map::Pattern::Unreliable)
            look.marks = TractLook::kUnreliable;
        if (marked && selection->has(t))
            look.marks |= TractLook::kSelected;
    }
}

} // namespace tractwise::viewer
