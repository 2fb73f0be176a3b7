// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tractwise::viewer {
namespace {

constexpr double kClickSlack = 4; // pixels a click may move
constexpr double kZoomStep = 1.2; // of a notch of the wheel

double distance(Pixel a, Pixel b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Selection::Mode mode_of(const MapInput& input) {
    return input.ctrl    ? Selection::Mode::Remove
           : input.shift ? Selection::Mode::Add
                         : Selection::Mode::Replace;
}

} // namespace

void MapCanvas::draw(PanelContext& in, const Pane& pane) {
    Camera& camera = in.view.camera;
    camera.width = pane.size.x;
    camera.height = pane.size.y;
    const ImVec2 greatest{pane.least.x + pane.size.x, pane.least.y + pane.size.y};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(pane.least, greatest, in.ui.colors().map_background);
    if (in.snapshot == nullptr) {
        under_cursor_.reset();
        return;
    }
    const Snapshot& shown = in.shown();
    const std::array<float, 6> room{covered[0], covered[1],  covered[2],
                                    covered[3], pane.size.x, pane.size.y};
    if (pane.slot == 0 && fitted_ && fitted_->room != room)
        fit_soon_ = fit_soon_ ||
                    (camera.center.x == fitted_->center.x && camera.center.y == fitted_->center.y &&
                     camera.meters_per_pixel == fitted_->meters_per_pixel);
    if (fit_soon_ && pane.slot == 0 && pane.size.x > 1) {
        camera.fit(shown.geometry->home, covered[0] + 24.0, covered[1] + 24.0, covered[2] + 24.0,
                   covered[3] + 24.0);
        fit_soon_ = false;
        fitted_ = Fitted{camera.center, camera.meters_per_pixel, room};
    }
    project_overlays(in, pane.style != nullptr ? *pane.style : in.document.style);

    ImGui::SetCursorScreenPos(pane.least);
    ImGui::PushID(static_cast<int>(pane.slot));
    ui::hit_area("map", pane.size,
                 ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                     ImGuiButtonFlags_MouseButtonMiddle);
    ui::note_item(in.ui, pane.slot == 0 ? "map" : "map.second");
    const bool over = ImGui::IsItemHovered();
    const bool active = ImGui::IsItemActive();
    ImGui::PopID();
    const ImGuiIO& io = ImGui::GetIO();
    camera.keep_in_sight(shown.geometry->box);
    MapInput input;
    input.at = {io.MousePos.x - pane.least.x, io.MousePos.y - pane.least.y};
    input.world = camera.to_world(input.at);
    input.inside = over;
    input.pressed = over && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    input.down = (over || active) && ImGui::IsMouseDown(ImGuiMouseButton_Left);
    input.released = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    input.right_pressed = over && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    input.shift = io.KeyShift;
    input.ctrl = io.KeyCtrl;
    if (over || active || pressed_at_)
        interact(in, pane, input);
    else if (pane.slot == 0)
        under_cursor_.reset();
    // Charts and table may have set a tract of their own to be shown: that stays.
    if (!over && !active && pane.slot == hovering_slot_) {
        if (std::exchange(hovering_, false))
            in.view.hovered.reset();
        point_under_cursor_.reset();
    }

    const map::MapScene& scene = pane.scene != nullptr ? *pane.scene : shown.scene;
    const map::MapStyle& style = pane.style != nullptr ? *pane.style : in.document.style;
    MapPicture picture;
    picture.geometry = shown.geometry.get();
    picture.scene = &scene;
    picture.style = &style;
    picture.overlays = shown.overlays.get();
    picture.selection = &in.view.selection;
    picture.camera = camera;
    picture.dark = in.view.dark;
    picture.scale = in.ui.scale;
    picture.scene_version = pane.scene != nullptr ? pane.scene_version : shown.scene_version;
    const MapSurface::Painted painted = pane.surface->paint(pane.slot, picture);
    list.PushClipRect(pane.least, greatest, true);
    if (painted.texture != nullptr) {
        // Where its camera saw it: the whole pane, or beside it while the exact picture is still to
        // come.
        const Pixel least = camera.to_pixel(painted.camera.to_world({0, 0}));
        const Pixel most =
            camera.to_pixel(painted.camera.to_world({painted.camera.width, painted.camera.height}));
        const auto in_window = [&](Pixel p) {
            return ImVec2(pane.least.x + static_cast<float>(p.x),
                          pane.least.y + static_cast<float>(p.y));
        };
        const float first = painted.from_top ? 0.0F : 1.0F;
        list.AddImage(painted.texture, in_window(least), in_window(most), {0, first},
                      {1, 1 - first});
        if (!painted.exact)
            in.ui.wake_after = 0.02;
    }
    const float line = in.ui.px(2);
    if (in.view.hovered)
        draw_outline(list, in, pane, *in.view.hovered, in.ui.colors().text, line);
    if (in.view.pinned)
        draw_outline(list, in, pane, *in.view.pinned, in.ui.colors().selection, line * 1.4F);
    draw_points(list, in, pane);
    draw_names(list, in, pane);
    if (pane.overlay != nullptr)
        pane.overlay->draw(list, pane.least, in);
    draw_tool(list, in, pane);
    if (pane.furniture)
        draw_furniture(list, in, pane);
    list.PopClipRect();
    // The card of the pinned tract is open already; no card lies over what a hand is drawing.
    const bool told = in.view.hovered == in.view.pinned || (pressed_at_ && !trace_.empty());
    if (((hovering_ && in.view.hovered && !told) || point_under_cursor_) &&
        pane.slot == hovering_slot_)
        draw_hover_card(in, pane, scene);
}

void MapCanvas::interact(PanelContext& in, const Pane& pane, const MapInput& input) {
    Camera& camera = in.view.camera;
    const ImGuiIO& io = ImGui::GetIO();
    if (input.inside && io.MouseWheel != 0)
        camera.zoom_at(input.at, std::pow(kZoomStep, io.MouseWheel));

    // Stops of a plan take the mouse before the map does.
    if (pane.overlay != nullptr && !panning_ && !pressed_at_) {
        const bool taken = pane.overlay->take(input, in);
        if (taken || overlay_has_mouse_) {
            overlay_has_mouse_ = taken && input.down;
            in.view.hovered.reset();
            point_under_cursor_.reset();
            under_cursor_ = in.shown().geometry->projection.inverse(input.world);
            return;
        }
    }

    const bool other_button =
        ImGui::IsMouseDown(ImGuiMouseButton_Right) || ImGui::IsMouseDown(ImGuiMouseButton_Middle);
    const bool space = ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_Space)) && !io.WantTextInput;
    if (input.pressed)
        pressed_at_ = input.at;
    const bool left_pans = in.view.tool == Tool::Pan || in.view.tool == Tool::Place || space;
    if ((other_button && (input.inside || panning_)) || (pressed_at_ && left_pans)) {
        if (pressed_at_ && !panning_ && !other_button &&
            distance(*pressed_at_, input.at) > kClickSlack) {
            panning_ = true;
            // The click's slack is caught up with, so that the map stays under the hand.
            camera.pan(input.at.x - pressed_at_->x, input.at.y - pressed_at_->y);
        } else if (other_button) {
            panning_ = true;
            camera.pan(io.MouseDelta.x, io.MouseDelta.y);
        } else if (panning_) {
            camera.pan(io.MouseDelta.x, io.MouseDelta.y);
        }
        if (panning_)
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    } else if (pressed_at_) {
        use_tool(in, input);
    }
    if (input.released) {
        if (pressed_at_ && !panning_ && distance(*pressed_at_, input.at) <= kClickSlack) {
            trace_.clear();
            click(in, input);
        }
        pressed_at_.reset();
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) && !other_button) {
        panning_ = false;
        pressed_at_.reset();
    }
    if (input.inside && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) &&
        in.view.tool == Tool::Pan)
        fit_soon_ = true;

    const Snapshot& shown = in.shown();
    under_cursor_ = shown.geometry->projection.inverse(input.world);
    const std::uint32_t tract =
        input.inside && !panning_ ? shown.geometry->pick(input.world) : MapGeometry::kNone;
    const auto hovered = tract == MapGeometry::kNone ? std::nullopt : std::optional(tract);
    if (hovered != in.view.hovered)
        hovered_since_ = ImGui::GetTime();
    in.view.hovered = hovered;
    hovering_ = hovered.has_value();
    hovering_slot_ = pane.slot;
    point_under_cursor_.reset();
    if (input.inside && !panning_)
        point_under_cursor_ = nearest_point(in, input.at);
}

std::optional<MapCanvas::PointOnMap> MapCanvas::nearest_point(const PanelContext& in,
                                                              Pixel at) const {
    std::optional<PointOnMap> found;
    double nearest = in.ui.px(9);
    for (std::size_t o = 0; o < points_.size(); ++o) {
        if (!draws(in, in.document.style, o))
            continue;
        for (std::size_t p = 0; p < points_[o].size(); ++p)
            if (const double d = distance(in.view.camera.to_pixel(points_[o][p]), at);
                d < nearest) {
                nearest = d;
                found = {o, p};
            }
    }
    return found;
}

void MapCanvas::use_tool(PanelContext& in, const MapInput& input) {
    const MapGeometry& geometry = *in.shown().geometry;
    if (input.pressed)
        trace_.assign(1, input.world);
    else if (in.view.tool == Tool::Lasso && !trace_.empty()) {
        // A point every few pixels is enough for a line that a hand draws.
        if (distance(in.view.camera.to_pixel(trace_.back()), input.at) > 3)
            trace_.push_back(input.world);
    } else if (!trace_.empty()) {
        trace_.resize(1);
        trace_.push_back(input.world);
    }
    if (!input.released || trace_.size() < 2 ||
        (pressed_at_ && distance(*pressed_at_, input.at) <= kClickSlack))
        return;
    std::vector<std::uint32_t> rows;
    if (in.view.tool == Tool::Box) {
        MapBox box = MapBox::nothing();
        box.add(trace_.front());
        box.add(trace_.back());
        rows = geometry.in_box(box);
    } else if (in.view.tool == Tool::Radius) {
        rows = geometry.in_circle(trace_.front(), std::hypot(trace_.back().x - trace_.front().x,
                                                             trace_.back().y - trace_.front().y));
    } else {
        rows = geometry.in_polygon(trace_);
    }
    in.view.selection.apply(rows, mode_of(input));
    trace_.clear();
}

void MapCanvas::click(PanelContext& in, const MapInput& input) {
    const std::uint32_t tract = in.shown().geometry->pick(input.world);
    if (tract == MapGeometry::kNone) {
        if (!input.shift && !input.ctrl) {
            in.view.selection.clear();
            in.view.pinned.reset();
        }
        return;
    }
    const std::uint32_t rows[] = {tract};
    if (input.shift)
        in.view.selection.toggle(tract);
    else if (input.ctrl)
        in.view.selection.apply(rows, Selection::Mode::Remove);
    else {
        in.view.selection.apply(rows, Selection::Mode::Replace);
        in.view.pinned = tract;
    }
}

void MapCanvas::project_overlays(const PanelContext& in, const map::MapStyle& style) {
    const Snapshot& shown = in.shown();
    if (projected_of_ != shown.overlays.get() || projected_on_ != shown.geometry.get()) {
        projected_of_ = shown.overlays.get();
        projected_on_ = shown.geometry.get();
        point_under_cursor_.reset();
        points_.clear();
        places_.clear();
        if (projected_of_ == nullptr)
            return;
        points_.resize(shown.overlays->points.size());
        for (const PlaceName& place : shown.overlays->places)
            places_.push_back(shown.geometry->projection.forward(place.place));
    }
    // A list of all stores that ever were is projected only for who wants to see it.
    for (std::size_t o = 0; o < points_.size(); ++o)
        if (const PointOverlay& overlay = shown.overlays->points[o];
            points_[o].empty() && overlay.shown(style))
            points_[o] = shown.geometry->projection.forward(overlay.place);
}

} // namespace tractwise::viewer
