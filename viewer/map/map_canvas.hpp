// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"
#include "viewer/panel.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The map in the window: what the mouse does on it, and everything that is drawn over the tracts.
///
///     canvas.draw(in, {.surface = surface.get(), .least = least, .size = size, .overlay = &stops});
///
/// Wheel zooms at the cursor; a drag pans (in each tool with the right or middle button, or the
/// space bar held); a click selects and pins; Shift adds and Ctrl removes; a double click shows
/// everything. Box, lasso and radius select the tracts whose centroid lies inside.
class MapCanvas {
public:
    struct Pane {
        MapSurface* surface = nullptr;
        ImVec2 least, size;
        std::size_t slot = 0;                          ///< 0: the main map, 1: the second
        const map::MapScene* scene = nullptr;          ///< null: the snapshot's
        const map::MapStyle* style = nullptr;          ///< null: the document's
        std::uint64_t scene_version = 0;               ///< of `scene`, where that is given
        const study::ResultColumns* columns = nullptr; ///< that `scene` shows; null: the snapshot's
        MapOverlay* overlay = nullptr;
        bool furniture = true;    ///< scale bar, north arrow, source line
        float furniture_left = 0; ///< room that a legend takes at the lower left
        /// What panels cover of the pane, in pixels of the window: nothing is written below them.
        std::vector<std::array<ImVec2, 2>> keep_clear = {};
    };
    void draw(PanelContext& in, const Pane& pane);

    /// Fits everything once the size of the map is known.
    void fit_soon() { fit_soon_ = true; }
    /// The cursor over the map in the last frame: for the status bar.
    std::optional<geo::LonLat> place_under_cursor() const { return under_cursor_; }
    /// Room that panels take from the map when it is fitted, in pixels.
    std::array<float, 4> covered{0, 0, 0, 0}; ///< left, top, right, bottom

private:
    void interact(PanelContext& in, const Pane& pane, const MapInput& input);
    void use_tool(PanelContext& in, const MapInput& input);
    void click(PanelContext& in, const MapInput& input);
    /// A place on the map: an overlay and one of its places.
    struct PointOnMap {
        std::size_t overlay = 0, point = 0;
    };
    double crowd(const PanelContext& in, std::size_t overlay) const;
    /// Whether the places of an overlay are drawn at this scale.
    bool draws(const PanelContext& in, const map::MapStyle& style, std::size_t overlay) const;
    std::optional<PointOnMap> nearest_point(const PanelContext& in, Pixel at) const;
    void draw_point_card(const PanelContext& in, PointOnMap point) const;
    void draw_points(ImDrawList& list, PanelContext& in, const Pane& pane);
    void draw_names(ImDrawList& list, PanelContext& in, const Pane& pane);
    void draw_tool(ImDrawList& list, PanelContext& in, const Pane& pane) const;
    void draw_outline(ImDrawList& list, PanelContext& in, const Pane& pane, std::uint32_t tract,
                      ImU32 color, float width) const;
    void draw_furniture(ImDrawList& list, PanelContext& in, const Pane& pane) const;
    void draw_hover_card(PanelContext& in, const Pane& pane, const map::MapScene& scene);
    void project_overlays(const PanelContext& in, const map::MapStyle& style);

    bool free_of_tracts(const PanelContext& in, const Pane& pane, ImVec2 least,
                        ImVec2 greatest) const;
    float draw_sources(ImDrawList& list, PanelContext& in, const Pane& pane) const;

    bool fit_soon_ = true;
    /// The view as it was fitted last: while nobody moved it, it is fitted again where the map
    /// becomes larger or smaller.
    struct Fitted {
        geo::Point center;
        double meters_per_pixel = 0;
        std::array<float, 6> room{}; ///< what is covered, width, height
    };
    std::optional<Fitted> fitted_;
    std::optional<geo::LonLat> under_cursor_;
    std::optional<Pixel> pressed_at_; ///< where the left button went down
    bool panning_ = false, overlay_has_mouse_ = false;
    std::vector<geo::Point> trace_; ///< of the tool in use, projected
    double hovered_since_ = 0;
    bool hovering_ = false;         ///< the cursor is over a tract, not only a chart or the table
    std::size_t hovering_slot_ = 0; ///< ... in this pane
    std::optional<PointOnMap> point_under_cursor_;

    // Projected once per set of overlays.
    const Overlays* projected_of_ = nullptr;
    const MapGeometry* projected_on_ = nullptr;
    std::vector<std::vector<geo::Point>> points_; ///< by overlay; empty until it is shown
    std::vector<geo::Point> places_;
};

} // namespace tractwise::viewer
