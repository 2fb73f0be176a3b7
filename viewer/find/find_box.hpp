// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/find/find_index.hpp"
#include "viewer/panel.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// One box that finds tracts, places, facilities and coordinates. It is as wide as the item width
/// that is set; what it finds drops down below it.
class FindBox final : public Panel {
public:
    void draw(PanelContext& in) override;
    void ask() { asked_ = true; } ///< the next draw() gives it the keyboard

private:
    void update(const PanelContext& in);
    void draw_hits(PanelContext& in, ImVec2 below, float width);
    bool draw_hit(PanelContext& in, std::size_t which, float width);
    void go(PanelContext& in, const FindHit& hit);
    void close();

    FindIndex index_;
    std::uint64_t index_version_ = ~std::uint64_t{0};
    const Overlays* index_overlays_ = nullptr;
    std::string text_, searched_;
    std::uint64_t searched_version_ = ~std::uint64_t{0};
    Language searched_language_ = Language::English;
    std::vector<FindHit> hits_;
    std::size_t at_ = 0;
    bool open_ = false, asked_ = false;
    bool by_keys_ = false; ///< the list has to follow the keys
};

} // namespace tractwise::viewer
