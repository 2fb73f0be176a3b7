// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_overlay.hpp"

#include "viewer/site/site_edits.hpp"
#include "viewer/site/site_texts.hpp"

#include "engine/words/amounts.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

// What the mouse does with sites and stops; site_overlay_draw.cpp has how they look.

namespace tractwise::viewer {
namespace {

using siting::Role;

constexpr double kStopReach = 13, kSiteReach = 8; // pixels at scale 1 that count as on it
constexpr double kSnap = 12;                      // a dragged stop jumps to a candidate this near
constexpr double kClickSlack = 4;

constexpr Text kRequire{"Always choose this place", "Elegir siempre este lugar"};
constexpr Text kNeverChoose{"Never choose this place", "No elegir nunca este lugar"};
constexpr Text kOpenHere{"Open a stop here", "Abrir una parada aquí"};
constexpr Text kPutBackToPlan{"Put back to the plan's place", "Devolver al lugar del plan"};
constexpr Text kToNearest{"Move to the nearest candidate: {}",
                          "Mover al candidato más cercano: {}"};
constexpr Text kTakeAway{"Take this stop away", "Quitar esta parada"};
constexpr Text kOpenAlready{"open already and stays open", "ya está abierto y sigue abierto"};

double distance(Pixel a, Pixel b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

} // namespace

void SiteOverlay::prepare(PanelContext& in) {
    draft_.follow(in.document, in.snapshot);
    const plan::SitingResults* siting = draft_.siting();
    const MapGeometry* geometry = in.snapshot != nullptr ? in.snapshot->geometry.get() : nullptr;
    if (siting != siting_ || geometry != geometry_) {
        siting_ = siting;
        geometry_ = geometry;
        sites_.clear();
        home_points_.clear();
        rings_.clear();
        roles_.clear();
        hovered_stop_.reset();
        hovered_site_ = SiteDraft::kNone;
        if (siting != nullptr && geometry != nullptr)
            for (const siting::Site& site : siting->problem->sites)
                sites_.push_back(geometry->projection.forward(site.place));
    }
    if (siting_ == nullptr)
        return;
    // The document may lock and exclude what the plan on screen did not.
    static const std::vector<std::string> kNobody;
    const std::optional<plan::SitingChoice>& asked = in.document.study.siting;
    const std::vector<std::string>& required = asked ? asked->required : kNobody;
    const std::vector<std::string>& excluded = asked ? asked->excluded : kNobody;
    if (!roles_.empty() && required == required_ && excluded == excluded_)
        return;
    required_ = required;
    excluded_ = excluded;
    roles_.clear();
    for (const siting::Site& site : siting_->problem->sites)
        roles_.push_back(site.role == Role::Existing               ? Role::Existing
                         : asked && requires_site(*asked, site.id) ? Role::Required
                         : asked && excludes_site(*asked, site.id) ? Role::Excluded
                                                                   : Role::Candidate);
}

bool SiteOverlay::sites_shown(const PanelContext& in) const {
    return (in.view.side_open && in.view.side == Side::Site) || in.view.tool == Tool::Place ||
           draft_.in_hand().has_value();
}

Pixel SiteOverlay::pixel_of(geo::LonLat place, const PanelContext& in) const {
    return in.view.camera.to_pixel(geometry_->projection.forward(place));
}

std::optional<std::size_t> SiteOverlay::stop_at(Pixel at, const PanelContext& in) const {
    std::optional<std::size_t> nearest;
    double least = in.ui.px(kStopReach);
    for (std::size_t stop = 0; stop < draft_.stops().size(); ++stop)
        if (const double d = distance(pixel_of(draft_.stops()[stop].place, in), at); d <= least) {
            least = d;
            nearest = stop;
        }
    return nearest;
}

std::uint32_t SiteOverlay::site_at(Pixel at, double within, const PanelContext& in) const {
    std::uint32_t nearest = SiteDraft::kNone;
    double least = within;
    for (std::uint32_t s = 0; s < sites_.size(); ++s)
        if (const double d = distance(in.view.camera.to_pixel(sites_[s]), at); d <= least) {
            least = d;
            nearest = s;
        }
    return nearest;
}

bool SiteOverlay::take(const MapInput& input, PanelContext& in) {
    prepare(in);
    taken_in_frame_ = ImGui::GetFrameCount();
    hovered_stop_.reset();
    hovered_site_ = SiteDraft::kNone;
    if (in.snapshot == nullptr)
        return false;
    if (draft_.in_hand())
        return drag(input, in);
    const bool space = ImGui::IsKeyDown(GLFW_KEY_SPACE) && !ImGui::GetIO().WantTextInput;
    if (!input.inside || space)
        return false;
    if (siting_ != nullptr) {
        hovered_stop_ = stop_at(input.at, in);
        if (!hovered_stop_ && sites_shown(in))
            hovered_site_ = site_at(input.at, in.ui.px(kSiteReach), in);
    }
    if (input.right_pressed && (hovered_stop_ || hovered_site_ != SiteDraft::kNone)) {
        menu_stop_ = hovered_stop_;
        menu_site_ = hovered_site_;
        open_menu_ = true;
        return true;
    }
    if (hovered_stop_ && input.pressed) {
        draft_.selected = hovered_stop_;
        if (draft_.fixed() == SiteDraft::Fixed::No) {
            const Pixel at = pixel_of(draft_.stops()[*hovered_stop_].place, in);
            draft_.take(*hovered_stop_);
            pressed_at_ = input.at;
            grab_ = {at.x - input.at.x, at.y - input.at.y};
            last_at_.reset();
            moving_ = false;
        }
        return true;
    }
    if (hovered_stop_)
        return true;
    if (in.view.tool == Tool::Place && input.pressed)
        return place_stop(input, in);
    // A click on a site that is no stop belongs to the tract below it.
    return hovered_site_ != SiteDraft::kNone && !input.down;
}

bool SiteOverlay::place_stop(const MapInput& input, PanelContext& in) {
    if (draft_.fixed() != SiteDraft::Fixed::No) {
        in.edits.ask(Edits::Say{in.tr(SiteDraft::why(draft_.fixed()))});
        in.view.side = Side::Site;
        in.view.side_open = true;
        return true;
    }
    // Follows the mouse until the button is let go, as a stop that was there before.
    if (const std::optional<Spot> spot = spot_at(input.at, in)) {
        draft_.take_new(spot->place, spot->site);
        pressed_at_ = input.at;
        grab_ = {};
        last_at_ = input.at;
        moving_ = true;
    }
    return true;
}

bool SiteOverlay::drag(const MapInput& input, PanelContext& in) {
    if (ImGui::IsKeyPressed(GLFW_KEY_ESCAPE, false)) {
        draft_.let_go();
        return true;
    }
    moving_ = moving_ || distance(pressed_at_, input.at) > kClickSlack;
    if (moving_)
        follow_cursor({input.at.x + grab_.x, input.at.y + grab_.y}, in);
    if (!input.down)
        draft_.put_down(in.edits);
    return true;
}

void SiteOverlay::follow_cursor(Pixel at, PanelContext& in) {
    if (last_at_ == at)
        return;
    last_at_ = at;
    if (const std::optional<Spot> spot = spot_at(at, in))
        draft_.carry(spot->place, spot->site);
}

std::optional<SiteOverlay::Spot> SiteOverlay::spot_at(Pixel at, const PanelContext& in) const {
    const std::uint32_t site = site_at(at, in.ui.px(kSnap), in);
    const auto taken = [&] {
        for (std::size_t stop = 0; stop < draft_.stops().size(); ++stop)
            if (draft_.stops()[stop].site == site && draft_.in_hand() != stop)
                return true;
        return false;
    };
    if (site != SiteDraft::kNone && roles_[site] != Role::Existing &&
        roles_[site] != Role::Excluded && !taken())
        return Spot{siting_->problem->sites[site].place, site};
    const geo::LonLat place = geometry_->projection.inverse(in.view.camera.to_world(at));
    return std::isnan(place.lon) ? std::nullopt : std::optional(Spot{place, SiteDraft::kNone});
}

void SiteOverlay::draw_menu(PanelContext& in) {
    if (open_menu_) {
        ImGui::OpenPopup("site menu");
        open_menu_ = false;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {in.ui.px(10), in.ui.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {in.ui.px(8), in.ui.px(6)});
    if (ImGui::BeginPopup("site menu")) {
        const bool stop_there = menu_stop_ && *menu_stop_ < draft_.stops().size();
        if (siting_ == nullptr || (!stop_there && menu_site_ >= roles_.size()))
            ImGui::CloseCurrentPopup();
        else if (stop_there)
            stop_menu(in, *menu_stop_);
        else
            site_menu(in, menu_site_);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

namespace {

bool menu_item(PanelContext& in, const char* id, const std::string& label) {
    const bool clicked = ImGui::MenuItem(fmt::format("{}###{}", label, id).c_str());
    ui::note_item(in.ui, id);
    return clicked;
}

void menu_title(PanelContext& in, const std::string& title, const std::string& line) {
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(ui::fitted(title, in.ui.px(320)).c_str());
    ImGui::PopFont();
    if (!line.empty()) {
        ImGui::PushFont(in.ui.fonts.small);
        ImGui::TextDisabled("%s", line.c_str());
        ImGui::PopFont();
    }
    ImGui::Separator();
}

/// Lock, exclude, free: those of the three that would change something.
void role_items(PanelContext& in, Role role, const siting::Site& site) {
    if (!in.document.study.siting)
        return;
    if (role != Role::Required && menu_item(in, "site.menu.lock", in.tr(kRequire)))
        in.edits.change(kChangeLock, "",
                        [id = site.id](Document& next) { require_site(*next.study.siting, id); });
    if (role != Role::Excluded && menu_item(in, "site.menu.exclude", in.tr(kNeverChoose)))
        in.edits.change(kChangeExclude, "",
                        [id = site.id](Document& next) { exclude_site(*next.study.siting, id); });
    if (role != Role::Candidate && menu_item(in, "site.menu.free", in.tr(kLeaveToSearch)))
        in.edits.change(kChangeFree, "",
                        [id = site.id](Document& next) { free_site(*next.study.siting, id); });
}

} // namespace

void SiteOverlay::stop_menu(PanelContext& in, std::size_t stop) {
    const SiteDraft::Stop at = draft_.stops()[stop]; // what is clicked below may change them
    const std::vector<siting::Site>& sites = siting_->problem->sites;
    const std::uint32_t shown = at.site != SiteDraft::kNone ? at.site : at.planned;
    menu_title(in,
               shown == SiteDraft::kNone
                   ? fmt::format("{} {}", in.tr(kStop), at.number)
                   : fmt::format("{}  {}", at.number, words::site_name(sites[shown])),
               "");
    if (at.site != SiteDraft::kNone)
        role_items(in, roles_[at.site], sites[at.site]);
    const bool movable = draft_.fixed() == SiteDraft::Fixed::No;
    if (at.site == SiteDraft::kNone && movable)
        if (const std::uint32_t near = draft_.nearest_candidate(at.place);
            near != SiteDraft::kNone &&
            menu_item(in, "site.menu.nearest",
                      fmt::format(fmt::runtime(in.tr(kToNearest)), words::site_name(sites[near]))))
            draft_.move(in.edits, stop, sites[near].place, near);
    const bool can_go_back = movable && at.planned != SiteDraft::kNone && at.moved();
    if (can_go_back && menu_item(in, "site.menu.back", in.tr(kPutBackToPlan)))
        draft_.put_back(in.edits, stop);
    if (movable && menu_item(in, "site.menu.remove", in.tr(kTakeAway))) {
        draft_.remove(in.edits, stop);
        menu_stop_.reset();
        ImGui::CloseCurrentPopup();
    }
}

void SiteOverlay::site_menu(PanelContext& in, std::uint32_t site) {
    const siting::Site& at = siting_->problem->sites[site];
    const bool existing = roles_[site] == Role::Existing;
    menu_title(in, words::site_name(at), existing ? in.tr(kOpenAlready) : at.id);
    if (existing)
        return;
    if (draft_.fixed() == SiteDraft::Fixed::No && roles_[site] != Role::Excluded &&
        menu_item(in, "site.menu.open", in.tr(kOpenHere)))
        draft_.open(in.edits, site);
    role_items(in, roles_[site], at);
}

} // namespace tractwise::viewer
