// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_draft.hpp"

#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::viewer {
namespace {

constexpr Text kFindFirst{"Find stops first; then they can be moved about.",
                          "Primero busque paradas; después podrá moverlas."};
constexpr Text kTableKnowsItsPlaces{
    "Travel times come from a table, which knows no places but its own: stops "
    "cannot be moved about.",
    "Los tiempos de viaje vienen de una tabla que solo conoce sus propios "
    "lugares: las paradas no se pueden mover."};
constexpr Text kNoLimit{
    "Nothing says who counts as reached. Set a limit and find stops again; then "
    "they can be moved about.",
    "Nada indica a quién se cuenta como alcanzado. Fije un límite y busque "
    "paradas de nuevo; después podrá moverlas."};

constexpr Text kMoveStop{"Move a stop", "Mover una parada"};
constexpr Text kPlaceStop{"Place a stop", "Colocar una parada"};
constexpr Text kPutStopsBack{"Put stops back", "Devolver las paradas"};

/// A site by its id that a stop may stand at; kNone where the plan has none.
std::uint32_t candidate(const plan::SitingResults& siting, const std::string& id) {
    const std::vector<siting::Site>& sites = siting.problem->sites;
    const auto at = std::find_if(sites.begin(), sites.end(), [&](const siting::Site& site) {
        return site.id == id && site.role != siting::Role::Existing;
    });
    return at == sites.end() ? SiteDraft::kNone : static_cast<std::uint32_t>(at - sites.begin());
}

} // namespace

void SiteDraft::follow(const Document& document, const Snapshot* snapshot) {
    const std::shared_ptr<const plan::SitingResults> next =
        snapshot != nullptr && document.study.siting ? snapshot->results->siting : nullptr;
    const bool another = next != siting_;
    if (!another && document.moved == followed_)
        return;
    followed_ = document.moved;
    in_hand_.reset();
    if (another) {
        siting_ = next;
        selected.reset();
        live_.reset();
        stops_.clear();
    }
    show(stops_of(followed_));
}

void SiteDraft::stand(Stop& stop, const MovedStops::Place& place) const {
    if (place.at.empty()) {
        stop.place = place.place;
        stop.site = kNone;
        return;
    }
    if (const std::uint32_t site = candidate(*siting_, place.at); site != kNone) {
        stop.place = siting_->problem->sites[site].place;
        stop.site = site;
    }
}

std::vector<SiteDraft::Stop> SiteDraft::stops_of(const MovedStops& moved) const {
    std::vector<Stop> stops;
    if (!siting_)
        return stops;
    static const MovedStops kNothing;
    const MovedStops& hands = fixed() == Fixed::No ? moved : kNothing;
    for (std::size_t p = 0; p < siting_->plan.stops.size(); ++p) {
        const std::uint32_t site = siting_->plan.stops[p];
        const siting::Site& at = siting_->problem->sites[site];
        if (std::find(hands.taken_away.begin(), hands.taken_away.end(), at.id) !=
            hands.taken_away.end())
            continue;
        stops.push_back({site, site, at.place, siting_->tally.stops[p].rank});
        if (const auto to = hands.moved.find(at.id); to != hands.moved.end())
            stand(stops.back(), to->second);
    }
    std::size_t number = siting_->plan.stops.size();
    for (const MovedStops::Place& place : hands.placed) {
        if (!place.at.empty() && candidate(*siting_, place.at) == kNone)
            continue;
        stops.push_back({kNone, kNone, {}, ++number});
        stand(stops.back(), place);
    }
    return stops;
}

void SiteDraft::show(std::vector<Stop> stops) {
    const auto same_stop = [](const Stop& a, const Stop& b) { return a.planned == b.planned; };
    if (live_ && std::equal(stops.begin(), stops.end(), stops_.begin(), stops_.end(), same_stop)) {
        for (std::size_t s = 0; s < stops.size(); ++s)
            if (!(stops[s].place == stops_[s].place))
                live_->move(s, stops[s].place);
    } else {
        live_.reset();
    }
    if (selected && *selected < stops_.size()) {
        const std::size_t number = stops_[*selected].number;
        const auto still = std::find_if(stops.begin(), stops.end(),
                                        [&](const Stop& stop) { return stop.number == number; });
        selected.reset();
        if (still != stops.end())
            selected = static_cast<std::size_t>(still - stops.begin());
    }
    stops_ = std::move(stops);
    if (changed())
        live();
}

MovedStops SiteDraft::moved() const {
    MovedStops moved;
    const std::vector<siting::Site>& sites = siting_->problem->sites;
    for (const std::uint32_t site : siting_->plan.stops)
        if (std::none_of(stops_.begin(), stops_.end(),
                         [&](const Stop& stop) { return stop.planned == site; }))
            moved.taken_away.push_back(sites[site].id);
    for (const Stop& stop : stops_) {
        if (!stop.moved())
            continue;
        MovedStops::Place place;
        if (stop.site != kNone)
            place.at = sites[stop.site].id;
        else
            place.place = stop.place;
        if (stop.planned != kNone)
            moved.moved[sites[stop.planned].id] = std::move(place);
        else
            moved.placed.push_back(std::move(place));
    }
    return moved;
}

SiteDraft::Fixed SiteDraft::fixed() const {
    if (!siting_)
        return Fixed::NoPlan;
    if (!siting_->travel.straight() && !siting_->travel.by_street())
        return Fixed::Table;
    return std::isfinite(siting_->limit) ? Fixed::No : Fixed::NoLimit;
}

Text SiteDraft::why(Fixed fixed) {
    return fixed == Fixed::Table     ? kTableKnowsItsPlaces
           : fixed == Fixed::NoLimit ? kNoLimit
                                     : kFindFirst;
}

bool SiteDraft::changed() const {
    return siting_ && (stops_.size() != siting_->plan.stops.size() ||
                       std::any_of(stops_.begin(), stops_.end(),
                                   [](const Stop& stop) { return stop.moved(); }));
}

plan::DraggedPlan& SiteDraft::live() {
    if (live_)
        return *live_;
    live_ = std::make_unique<plan::DraggedPlan>(siting_);
    // From the last one, so that those before it keep their numbers.
    for (std::size_t p = siting_->plan.stops.size(); p-- > 0;)
        if (std::none_of(stops_.begin(), stops_.end(),
                         [&](const Stop& stop) { return stop.planned == siting_->plan.stops[p]; }))
            live_->remove(p);
    for (std::size_t s = 0; s < stops_.size(); ++s)
        if (stops_[s].planned == kNone)
            live_->add(stops_[s].place);
        else if (stops_[s].moved())
            live_->move(s, stops_[s].place);
    return *live_;
}

void SiteDraft::keep(Edits& edits, Text label) const {
    edits.change(label, "", [moved = moved()](Document& next) { next.moved = moved; });
}

void SiteDraft::take(std::size_t stop) {
    in_hand_ = selected = stop;
    carried_ = new_in_hand_ = false;
}

void SiteDraft::take_new(geo::LonLat place, std::uint32_t site) {
    const std::size_t stop = live().add(place);
    const auto placed = static_cast<std::size_t>(std::count_if(
        stops_.begin(), stops_.end(), [](const Stop& other) { return other.planned == kNone; }));
    stops_.push_back({kNone, site, place, siting_->plan.stops.size() + placed + 1});
    in_hand_ = selected = stop;
    carried_ = new_in_hand_ = true;
}

void SiteDraft::carry(geo::LonLat place, std::uint32_t site) {
    if (site == kNone) // a centimeter is enough, and reads well in the file
        place = {std::round(place.lon * 1e7) / 1e7, std::round(place.lat * 1e7) / 1e7};
    live().move(*in_hand_, place);
    stops_[*in_hand_].place = place;
    stops_[*in_hand_].site = site;
    carried_ = true;
}

void SiteDraft::put_down(Edits& edits) {
    if (carried_) // a mere click asks for nothing
        keep(edits, new_in_hand_ ? kPlaceStop : kMoveStop);
    in_hand_.reset();
}

void SiteDraft::let_go() {
    if (new_in_hand_)
        selected.reset();
    in_hand_.reset();
    show(stops_of(followed_));
}

std::span<const siting::LivePlan::Reached> SiteDraft::homes_in_hand() const {
    if (!in_hand_ || !carried_)
        return {};
    return live_->reached();
}

void SiteDraft::move(Edits& edits, std::size_t stop, geo::LonLat place, std::uint32_t site) {
    take(stop);
    carry(place, site);
    put_down(edits);
}

void SiteDraft::open(Edits& edits, std::uint32_t site) {
    take_new(siting_->problem->sites[site].place, site);
    put_down(edits);
}

void SiteDraft::remove(Edits& edits, std::size_t stop) {
    std::vector<Stop> stops = stops_;
    stops.erase(stops.begin() + static_cast<std::ptrdiff_t>(stop));
    std::size_t number = siting_->plan.stops.size(); // the placed ones close the gap
    for (Stop& other : stops)
        if (other.planned == kNone)
            other.number = ++number;
    selected.reset();
    show(std::move(stops));
    keep(edits, {"Take a stop away", "Quitar una parada"});
}

void SiteDraft::put_back(Edits& edits, std::size_t stop) {
    const std::uint32_t planned = stops_[stop].planned;
    std::vector<Stop> stops = stops_;
    stops[stop].place = siting_->problem->sites[planned].place;
    stops[stop].site = planned;
    show(std::move(stops));
    keep(edits, kPutStopsBack);
}

void SiteDraft::put_all_back(Edits& edits) {
    edits.change(kPutStopsBack, "", [](Document& next) { next.moved = {}; });
}

double SiteDraft::before(std::size_t group) const {
    return siting_->reach.groups[group].before.people;
}

double SiteDraft::newly(std::size_t group) const {
    const siting::LivePlan* moved = moved_plan();
    return moved != nullptr ? moved->newly(group) : planned_newly(group);
}

double SiteDraft::planned_newly(std::size_t group) const {
    return siting_->reach.groups[group].newly.people;
}

double SiteDraft::stop_reached(std::size_t stop, std::size_t group) const {
    const siting::LivePlan* moved = moved_plan();
    return moved != nullptr ? moved->stop_reached(stop, group)
                            : siting_->reach.stop(stop, group).reached.people;
}

double SiteDraft::stop_newly(std::size_t stop, std::size_t group) const {
    const siting::LivePlan* moved = moved_plan();
    return moved != nullptr ? moved->stop_newly(stop, group)
                            : siting_->reach.stop(stop, group).newly.people;
}

double SiteDraft::stop_alone(std::size_t stop, std::size_t group) const {
    const siting::LivePlan* moved = moved_plan();
    return moved != nullptr ? moved->stop_alone(stop, group)
                            : siting_->reach.stop(stop, group).alone.people;
}

std::uint32_t SiteDraft::nearest_candidate(geo::LonLat place, double* meters) const {
    const std::vector<siting::Site>& sites = siting_->problem->sites;
    std::uint32_t nearest = kNone;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t s = 0; s < sites.size(); ++s) {
        if (sites[s].role == siting::Role::Existing || sites[s].role == siting::Role::Excluded ||
            std::any_of(stops_.begin(), stops_.end(),
                        [&](const Stop& stop) { return stop.site == s; }))
            continue;
        if (const double m = geo::geodesic_m(place, sites[s].place); m < least) {
            least = m;
            nearest = s;
        }
    }
    if (meters != nullptr)
        *meters = least;
    return nearest;
}

std::span<const siting::LivePlan::Reached> SiteDraft::homes_around(geo::LonLat place) {
    return live().reached_from(place);
}

} // namespace tractwise::viewer
