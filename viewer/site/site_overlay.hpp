// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"

#include "engine/map/overlays.hpp"
#include "engine/siting/problem.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Sites and stops on the map; stops follow the mouse.
///
/// A press on a stop drags it, and it snaps to candidates on its way; Esc puts it back where it was.
/// The right button opens a menu over a site. With the tool Place a press puts a stop there. A frame
/// of a drag costs one DraggedPlan::move, whose search also tells the homes that it shows; the drag
/// as a whole is one step of undo.
class SiteOverlay final : public MapOverlay {
public:
    explicit SiteOverlay(SiteDraft& draft) : draft_(draft) {}
    bool take(const MapInput& input, PanelContext& in) override;
    void draw(ImDrawList& list, ImVec2 origin, PanelContext& in) override;
    /// What is drawn of the plan, for the legend: stops, and sites by what may happen there.
    std::vector<map::LegendSymbol> legend(PanelContext& in);

private:
    struct Look; ///< of one frame: where the map is, and its colors (site_overlay_draw.cpp)

    void prepare(PanelContext& in);
    bool sites_shown(const PanelContext& in) const;
    Pixel pixel_of(geo::LonLat place, const PanelContext& in) const;
    std::optional<std::size_t> stop_at(Pixel at, const PanelContext& in) const;
    std::uint32_t site_at(Pixel at, double within, const PanelContext& in) const;
    bool place_stop(const MapInput& input, PanelContext& in);
    bool drag(const MapInput& input, PanelContext& in);
    void follow_cursor(Pixel at, PanelContext& in);
    /// Where a stop would stand: the free candidate that it jumps to, or the place itself.
    struct Spot {
        geo::LonLat place;
        std::uint32_t site;
    };
    std::optional<Spot> spot_at(Pixel at, const PanelContext& in) const;

    void draw_sites(const Look& look, PanelContext& in) const;
    void draw_depot(const Look& look, PanelContext& in) const;
    void draw_rings(const Look& look, PanelContext& in);
    void draw_homes(const Look& look, PanelContext& in);
    void draw_stop(const Look& look, PanelContext& in, std::size_t stop) const;
    void draw_badge(const Look& look, PanelContext& in, std::size_t stop) const;
    void draw_hover_card(PanelContext& in) const;
    void draw_menu(PanelContext& in);
    void stop_menu(PanelContext& in, std::size_t stop);
    void site_menu(PanelContext& in, std::uint32_t site);

    SiteDraft& draft_;
    // Made once for a plan on a map.
    const plan::SitingResults* siting_ = nullptr;
    const MapGeometry* geometry_ = nullptr;
    std::vector<geo::Point> sites_;                ///< projected
    std::vector<geo::Point> home_points_;          ///< projected, when first shown
    std::vector<siting::Role> roles_;              ///< as the document has them now
    std::vector<std::string> required_, excluded_; ///< that `roles_` were made from

    std::optional<std::size_t> hovered_stop_;
    std::uint32_t hovered_site_ = SiteDraft::kNone;
    // The drag that is going on.
    Pixel pressed_at_, grab_; ///< where the button went down; from there to the stop
    bool moving_ = false;     ///< the mouse has gone farther than a click may
    std::optional<Pixel> last_at_;

    struct Ring {
        geo::LonLat place{};
        std::vector<geo::Point> points;
    };
    std::vector<Ring> rings_; ///< by stop, of straight-line limits

    std::optional<std::size_t> menu_stop_;
    std::uint32_t menu_site_ = SiteDraft::kNone;
    bool open_menu_ = false;
    int taken_in_frame_ = -1; ///< what was hovered then is hovered now
    int drawn_in_frame_ = -1; ///< two maps side by side: one menu, one set of names
};

/// A circle of `meters` around a place on the ground, as a closed line on the map.
std::vector<geo::Point> ground_circle(const geo::EqualArea& projection, geo::LonLat center,
                                      double meters);

} // namespace tractwise::viewer
