// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_overlay.hpp"

#include "viewer/site/site_texts.hpp"
#include "viewer/ui/symbol.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/map/symbols.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <span>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using siting::Role;

constexpr std::size_t kMostHomes = 3000; // dots of reached homes; more are thinned out evenly
constexpr int kRingPoints = 72;
constexpr std::size_t kMostCandidates = 400; // in view; more are specks
constexpr double kAroundCursor = 70;         // pixels at scale 1

constexpr Text kAsPlanned{"as many as in the plan", "tantas como en el plan"};
constexpr Text kInAll{"{} newly reached in all, {} by this stop",
                      "{} nuevas alcanzadas en total, {} por esta parada"};
constexpr Text kSnapped{"at {}", "en {}"};
constexpr Text kStopNumbers{"{} reached, {} newly", "{} alcanzadas, {} nuevas"};
constexpr Text kOnlyHere{"{} by no other stop", "{} por ninguna otra parada"};
constexpr Text kDragMe{"Drag to move it; right button for more",
                       "Arrastre para moverla; botón derecho para más"};
constexpr Text kRightButton{"Right button: lock, exclude, open a stop",
                            "Botón derecho: fijar, excluir, abrir una parada"};
constexpr Text kMovedFrom{"moved from {}", "movida desde {}"};
constexpr Text kDepotNamed{"Depot of the vans: {}", "Base de las camionetas: {}"};
constexpr Text kStopNumbered{"Stop {}", "Parada {}"};

ImU32 with_alpha(ImU32 color, unsigned alpha) {
    return (color & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

map::Symbol symbol_of(Role role) {
    switch (role) {
    case Role::Existing:
        return map::Symbol::Existing;
    case Role::Required:
        return map::Symbol::Required;
    case Role::Excluded:
        return map::Symbol::Excluded;
    case Role::Candidate:
        break;
    }
    return map::Symbol::Candidate;
}

/// Whether the map draws every existing site already, with the clinics of a layer.
bool drawn_as_points(const PanelContext& in) {
    const plan::SitingChoice* asked = in.shown().results->answered();
    if (!in.document.style.show_points || asked == nullptr || in.shown().overlays == nullptr)
        return false;
    const std::vector<PointOverlay>& points = in.shown().overlays->points;
    return std::all_of(
        asked->existing.begin(), asked->existing.end(), [&](const plan::SiteSource& existing) {
            return std::any_of(points.begin(), points.end(), [&](const PointOverlay& overlay) {
                return overlay.counted && overlay.list->source() == existing.source;
            });
        });
}

} // namespace

std::vector<geo::Point> ground_circle(const geo::EqualArea& projection, geo::LonLat center,
                                      double meters) {
    const geo::Point middle = projection.forward(center);
    std::vector<geo::Point> circle;
    for (int i = 0; i < kRingPoints; ++i) {
        const double angle = 2 * std::numbers::pi * i / kRingPoints;
        double radius = meters;
        // The map stretches one way and shrinks the other: two corrections leave less than a meter.
        geo::Point p;
        for (int turn = 0; turn < 3; ++turn) {
            p = {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
            radius *= meters / geo::geodesic_m(center, projection.inverse(p));
        }
        circle.push_back(p);
    }
    return circle;
}

struct SiteOverlay::Look {
    ImDrawList& list;
    ImVec2 origin;
    const Camera& camera;
    ImVec2 at(Pixel pixel) const {
        return {origin.x + static_cast<float>(pixel.x), origin.y + static_cast<float>(pixel.y)};
    }
    ImVec2 at(geo::Point world) const { return at(camera.to_pixel(world)); }
    bool visible(Pixel pixel, double slack) const {
        return pixel.x > -slack && pixel.y > -slack && pixel.x < camera.width + slack &&
               pixel.y < camera.height + slack;
    }
};

void SiteOverlay::draw(ImDrawList& list, ImVec2 origin, PanelContext& in) {
    if (in.snapshot == nullptr)
        return;
    prepare(in);
    const bool first = drawn_in_frame_ != ImGui::GetFrameCount();
    drawn_in_frame_ = ImGui::GetFrameCount();
    // The mouse left the map: nobody asked what lies below it.
    if (taken_in_frame_ != ImGui::GetFrameCount()) {
        hovered_stop_.reset();
        hovered_site_ = SiteDraft::kNone;
    }
    if (siting_ == nullptr)
        return;
    const Look look{list, origin, in.view.camera};
    draw_sites(look, in);
    draw_depot(look, in);
    draw_rings(look, in);
    draw_homes(look, in);
    // The one in hand lies on top of the others.
    for (std::size_t stop = 0; stop < draft_.stops().size(); ++stop)
        if (draft_.in_hand() != stop)
            draw_stop(look, in, stop);
    if (draft_.in_hand()) {
        draw_stop(look, in, *draft_.in_hand());
        if (moving_)
            draw_badge(look, in, *draft_.in_hand());
    }
    if (!first)
        return;
    for (const SiteDraft::Stop& stop : draft_.stops()) {
        const ImVec2 center = look.at(pixel_of(stop.place, in));
        const float r = in.ui.px(11);
        in.ui.items.note(fmt::format("site.stop.{}", stop.number), {center.x - r, center.y - r},
                         {center.x + r, center.y + r});
    }
    draw_menu(in);
    if (!draft_.in_hand() && !ImGui::IsPopupOpen("site menu"))
        draw_hover_card(in);
}

std::vector<map::LegendSymbol> SiteOverlay::legend(PanelContext& in) {
    std::vector<map::LegendSymbol> rows;
    if (in.snapshot == nullptr)
        return rows;
    prepare(in);
    if (siting_ == nullptr)
        return rows;
    if (!draft_.stops().empty())
        rows.push_back({.symbol = map::Symbol::Stop, .count = draft_.stops().size()});
    std::set<std::uint32_t> under_stops; // a locked one is drawn as a stop with a lock
    for (const SiteDraft::Stop& stop : draft_.stops())
        under_stops.insert(stop.site);
    for (const Role role : {Role::Required, Role::Excluded, Role::Existing, Role::Candidate}) {
        std::size_t count = 0;
        for (std::uint32_t site = 0; site < roles_.size(); ++site)
            if (roles_[site] == role && !(role == Role::Required && under_stops.contains(site)))
                ++count;
        if (count == 0 || (role == Role::Existing ? drawn_as_points(in) : !sites_shown(in)))
            continue;
        rows.push_back({.symbol = symbol_of(role),
                        .shown = !in.document.style.hides(symbol_of(role)),
                        .count = count});
    }
    return rows;
}

void SiteOverlay::draw_sites(const Look& look, PanelContext& in) const {
    const bool shown = sites_shown(in);
    const bool existing_drawn = drawn_as_points(in);
    const float radius = in.ui.px(4.5), speck = in.ui.px(1.2);
    const auto drawn = [&](std::uint32_t s) {
        return !(roles_[s] == Role::Existing ? existing_drawn : !shown) &&
               !in.document.style.hides(symbol_of(roles_[s]));
    };
    std::size_t in_view = 0;
    for (std::uint32_t s = 0; s < sites_.size(); ++s)
        in_view += drawn(s) && roles_[s] == Role::Candidate &&
                           look.visible(look.camera.to_pixel(sites_[s]), 12)
                       ? 1
                       : 0;
    // Thousands of signs would hide the map that the choice is made on: they are specks but around
    // the cursor.
    const bool crowded = in_view > kMostCandidates;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float near = in.ui.px(kAroundCursor);
    for (std::uint32_t s = 0; s < sites_.size(); ++s) {
        if (!drawn(s))
            continue;
        const Pixel pixel = look.camera.to_pixel(sites_[s]);
        if (!look.visible(pixel, 12))
            continue;
        const ImVec2 at = look.at(pixel);
        const bool faint = roles_[s] == Role::Candidate;
        if (faint && crowded && s != hovered_site_ &&
            std::hypot(at.x - mouse.x, at.y - mouse.y) > near) {
            look.list.AddRectFilled({at.x - speck, at.y - speck}, {at.x + speck, at.y + speck},
                                    IM_COL32(40, 40, 40, 90));
            continue;
        }
        ui::draw_symbol(look.list, symbol_of(roles_[s]), at,
                        s == hovered_site_ ? radius * 1.5F : radius,
                        faint && s != hovered_site_ ? 150 : 255);
    }
}

/// Where the vans of the week start: a van on a plate, with its name under the cursor.
void SiteOverlay::draw_depot(const Look& look, PanelContext& in) const {
    if (!siting_->depot || !in.document.study.siting || !in.document.study.siting->schedule)
        return;
    const Pixel pixel = pixel_of(*siting_->depot, in);
    if (!look.visible(pixel, 12))
        return;
    const ImVec2 at = look.at(pixel);
    const float half = in.ui.px(10);
    const ImVec2 least{at.x - half, at.y - half}, greatest{at.x + half, at.y + half};
    look.list.AddRectFilled(least, greatest, in.ui.colors().surface, in.ui.px(4));
    look.list.AddRect(least, greatest, in.ui.colors().text, in.ui.px(4));
    ui::draw_icon(look.list, ui::Icon::Truck, {least.x + in.ui.px(3), least.y + in.ui.px(3)},
                  in.ui.px(14), in.ui.colors().text, in.ui.scale);
    in.ui.items.note("site.depot", least, greatest);
    if (!draft_.in_hand() && ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect(least, greatest)) {
        ImGui::BeginTooltip();
        ImGui::TextUnformatted(
            fmt::format(fmt::runtime(in.tr(kDepotNamed)), siting_->depot_words).c_str());
        ImGui::EndTooltip();
    }
}

void SiteOverlay::draw_rings(const Look& look, PanelContext& in) {
    if (!siting_->travel.straight() || !std::isfinite(siting_->limit) || !sites_shown(in))
        return;
    rings_.resize(draft_.stops().size());
    const ui::Colors& colors = in.ui.colors();
    for (std::size_t stop = 0; stop < rings_.size(); ++stop) {
        const SiteDraft::Stop& at = draft_.stops()[stop];
        Ring& ring = rings_[stop];
        if (ring.points.empty() || ring.place != at.place)
            ring = {at.place, ground_circle(geometry_->projection, at.place, siting_->limit)};
        const bool strong = draft_.in_hand() == stop || draft_.selected == stop;
        for (const auto& [color, width] :
             {std::pair(with_alpha(colors.halo, 170), strong ? 4.0 : 3.0),
              std::pair(with_alpha(colors.accent, strong ? 255 : 150), strong ? 2.0 : 1.2)}) {
            for (const geo::Point& p : ring.points)
                look.list.PathLineTo(look.at(p));
            look.list.PathStroke(color, ImDrawFlags_Closed, in.ui.px(width));
        }
    }
}

void SiteOverlay::draw_homes(const Look& look, PanelContext& in) {
    const std::span<const siting::LivePlan::Reached> homes = draft_.homes_in_hand();
    if (homes.empty())
        return;
    if (home_points_.empty())
        home_points_ = geometry_->projection.forward(siting_->place);
    const std::size_t step = homes.size() / kMostHomes + 1;
    const ui::Colors& colors = in.ui.colors();
    const float r = in.ui.px(1.6);
    const geo::Point* last = nullptr;
    for (std::size_t i = 0; i < homes.size(); i += step) {
        const geo::Point& p = home_points_[homes[i].home];
        // People with and without a vehicle are two rows of one place.
        if (last != nullptr && last->x == p.x && last->y == p.y)
            continue;
        last = &p;
        const Pixel pixel = look.camera.to_pixel(p);
        if (!look.visible(pixel, 4))
            continue;
        const ImVec2 at = look.at(pixel);
        look.list.AddRectFilled({at.x - r - 1, at.y - r - 1}, {at.x + r + 1, at.y + r + 1},
                                colors.halo);
        look.list.AddRectFilled({at.x - r, at.y - r}, {at.x + r, at.y + r}, colors.selection);
    }
}

void SiteOverlay::draw_stop(const Look& look, PanelContext& in, std::size_t stop) const {
    const SiteDraft::Stop& at = draft_.stops()[stop];
    const ui::Colors& colors = in.ui.colors();
    const Pixel pixel = pixel_of(at.place, in);
    const ImVec2 center = look.at(pixel);
    const float r = in.ui.px(11);
    if (at.moved() && at.planned != SiteDraft::kNone) {
        const ImVec2 ghost = look.at(sites_[at.planned]);
        look.list.AddLine(ghost, center, colors.halo, in.ui.px(4));
        look.list.AddLine(ghost, center, colors.selection, in.ui.px(1.5));
        look.list.AddCircleFilled(ghost, r * 0.7F, with_alpha(colors.surface, 190));
        look.list.AddCircle(ghost, r * 0.7F, colors.accent, 0, in.ui.px(1.5));
    }
    if (!look.visible(pixel, 40))
        return;
    const bool lit = draft_.in_hand() == stop || draft_.selected == stop || hovered_stop_ == stop;
    const ImU32 fill = at.moved() ? colors.selection : colors.accent;
    if (lit)
        look.list.AddCircleFilled(center, r + in.ui.px(5), with_alpha(fill, 90));
    look.list.AddCircleFilled(center, r + in.ui.px(2), colors.surface);
    look.list.AddCircleFilled(center, r, fill);
    const std::string number = std::to_string(at.number);
    ImFont* font = in.ui.fonts.bold;
    const float size = font->FontSize * (number.size() > 2 ? 0.75F : 0.9F);
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, 0, number.c_str());
    look.list.AddText(font, size, {center.x - extent.x / 2, center.y - extent.y / 2},
                      colors.on_accent, number.c_str());
    if (at.site != SiteDraft::kNone && roles_[at.site] == Role::Required) {
        const ImVec2 corner{center.x + r * 0.45F, center.y - r * 1.45F};
        const float lock = in.ui.px(12);
        look.list.AddCircleFilled({corner.x + lock / 2, corner.y + lock / 2}, lock * 0.75F,
                                  colors.surface);
        ui::draw_icon(look.list, ui::Icon::Lock, corner, lock, colors.text, in.ui.scale * 0.8F);
    }
}

void SiteOverlay::draw_badge(const Look& look, PanelContext& in, std::size_t stop) const {
    ImDrawList& list = *ImGui::GetForegroundDrawList(); // names of places do not cover it
    const ui::Colors& colors = in.ui.colors();
    const SiteDraft::Stop& at = draft_.stops()[stop];
    const double difference = draft_.newly(0) - draft_.planned_newly(0);
    const std::string change = words::signed_people(difference);
    const std::string first =
        change == "0" ? in.tr(kAsPlanned) : change + " " + in.tr(kNewlyReached);
    std::string second = fmt::format(fmt::runtime(in.tr(kInAll)), words::people(draft_.newly(0)),
                                     words::people(draft_.stop_newly(stop, 0)));
    if (at.site != SiteDraft::kNone)
        second += "\n" + fmt::format(fmt::runtime(in.tr(kSnapped)),
                                     ui::fitted(words::site_name(siting_->problem->sites[at.site]),
                                                in.ui.px(220)));
    ImFont* bold = in.ui.fonts.bold;
    ImFont* small = in.ui.fonts.small;
    const ImVec2 first_size = bold->CalcTextSizeA(bold->FontSize, FLT_MAX, 0, first.c_str());
    const ImVec2 second_size = small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, second.c_str());
    const float pad = in.ui.px(8);
    const ImVec2 size{std::max(first_size.x, second_size.x) + 2 * pad,
                      first_size.y + second_size.y + in.ui.px(3) + 2 * pad};
    const Pixel pixel = pixel_of(at.place, in);
    // At the right of the stop, or at its left where the map ends.
    double x = pixel.x + in.ui.px(20), y = pixel.y - size.y / 2;
    if (x + size.x > look.camera.width - 4)
        x = pixel.x - in.ui.px(20) - size.x;
    y = std::clamp(y, 4.0, std::max(4.0, look.camera.height - size.y - 4));
    const ImVec2 least = look.at(Pixel{x, y});
    const ImVec2 greatest{least.x + size.x, least.y + size.y};
    list.AddRectFilled({least.x + 1, least.y + 2}, {greatest.x + 1, greatest.y + 2},
                       IM_COL32(0, 0, 0, 50), in.ui.px(6));
    list.AddRectFilled(least, greatest, colors.surface, in.ui.px(6));
    list.AddRect(least, greatest, colors.strong_line, in.ui.px(6));
    const ImU32 tone = difference <= -0.5  ? colors.error
                       : difference >= 0.5 ? colors.good
                                           : colors.text;
    list.AddText(bold, bold->FontSize, {least.x + pad, least.y + pad}, tone, first.c_str());
    list.AddText(small, small->FontSize,
                 {least.x + pad, least.y + pad + first_size.y + in.ui.px(3)}, colors.muted,
                 second.c_str());
}

void SiteOverlay::draw_hover_card(PanelContext& in) const {
    const bool over_stop = hovered_stop_ && *hovered_stop_ < draft_.stops().size();
    if (!over_stop && hovered_site_ >= sites_.size())
        return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {in.ui.px(12), in.ui.px(10)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(in.ui.px(300));
    const std::vector<siting::Site>& sites = siting_->problem->sites;
    const auto title = [&](const std::string& text) {
        ImGui::PushFont(in.ui.fonts.bold);
        ImGui::TextWrapped("%s", text.c_str());
        ImGui::PopFont();
    };
    if (over_stop) {
        const SiteDraft::Stop& stop = draft_.stops()[*hovered_stop_];
        title(stop.site != SiteDraft::kNone
                  ? fmt::format("{}  {}", stop.number, words::site_name(sites[stop.site]))
                  : fmt::format(fmt::runtime(in.tr(kStopNumbered)), stop.number));
        if (stop.planned == SiteDraft::kNone)
            ui::muted(in.ui, in.tr(kPlacedByHand));
        else if (stop.moved())
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kMovedFrom)),
                                         words::site_name(sites[stop.planned])));
        ImGui::TextWrapped("%s", fmt::format(fmt::runtime(in.tr(kStopNumbers)),
                                             words::people(draft_.stop_reached(*hovered_stop_, 0)),
                                             words::people(draft_.stop_newly(*hovered_stop_, 0)))
                                     .c_str());
        ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kOnlyHere)),
                                     words::people(draft_.stop_alone(*hovered_stop_, 0))));
        ui::muted(in.ui,
                  in.tr(draft_.fixed() == SiteDraft::Fixed::No ? kDragMe
                                                               : SiteDraft::why(draft_.fixed())));
    } else {
        title(words::site_name(sites[hovered_site_]));
        ui::muted(in.ui, in.tr(map::label_of(symbol_of(roles_[hovered_site_]))));
        if (roles_[hovered_site_] != Role::Existing)
            ui::muted(in.ui, in.tr(kRightButton));
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

} // namespace tractwise::viewer
