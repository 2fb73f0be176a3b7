// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_draft.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/report/plan_frames.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::viewer {
namespace {

constexpr Text kNoPlan{"Find stops first; then they can be moved about.",
                       "Primero busque paradas; después podrá moverlas."};
constexpr Text kTable{"Travel times come from a table, which knows no places but its own: stops "
                      "cannot be moved about.",
                      "Los tiempos de viaje vienen de una tabla que solo conoce sus propios "
                      "lugares: las paradas no se pueden mover."};
constexpr Text kNoLimit{
    "Nothing says who counts as reached. Set a limit and find stops again; then "
    "they can be moved about.",
    "Nada indica a quién se cuenta como alcanzado. Fije un límite y busque "
    "paradas de nuevo; después podrá moverlas."};

/// Each stop's place in the tables of the plan, from 1: the same numbers in print and on the map.
std::vector<std::size_t> numbers_of(const plan::SitingResults& siting) {
    std::vector<std::size_t> numbers(siting.plan.stops.size(), 0);
    const io::OutTable table = report::stops_frame(siting);
    const auto& ids = std::get<std::vector<std::string>>(table.columns.front().values);
    for (std::size_t row = 0; row < ids.size(); ++row)
        for (std::size_t stop = 0; stop < numbers.size(); ++stop)
            if (siting.problem->sites[siting.plan.stops[stop]].id == ids[row])
                numbers[stop] = row + 1;
    return numbers;
}

} // namespace

void SiteDraft::follow(const Snapshot* snapshot) {
    const std::shared_ptr<const plan::SitingResults> next =
        snapshot != nullptr ? snapshot->results->siting : nullptr;
    if (next == siting_)
        return;
    siting_ = next;
    trips_.reset();
    selected.reset();
    dragged.reset();
    fill_stops();
}

void SiteDraft::fill_stops() {
    stops_.clear();
    live_.reset();
    taken_away_ = 0;
    if (!siting_)
        return;
    const std::vector<std::size_t> numbers = numbers_of(*siting_);
    for (std::size_t stop = 0; stop < siting_->plan.stops.size(); ++stop) {
        const std::uint32_t site = siting_->plan.stops[stop];
        stops_.push_back({site, site, siting_->problem->sites[site].place, numbers[stop]});
    }
}

SiteDraft::Fixed SiteDraft::fixed() const {
    if (!siting_)
        return Fixed::NoPlan;
    if (!siting_->travel.straight() && !siting_->travel.by_street())
        return Fixed::Table;
    return std::isfinite(siting_->limit) ? Fixed::No : Fixed::NoLimit;
}

Text SiteDraft::why(Fixed fixed) {
    return fixed == Fixed::Table ? kTable : fixed == Fixed::NoLimit ? kNoLimit : kNoPlan;
}

bool SiteDraft::changed() const {
    return taken_away_ > 0 ||
           std::any_of(stops_.begin(), stops_.end(), [](const Stop& stop) { return stop.moved(); });
}

plan::DraggedPlan& SiteDraft::live() {
    if (!live_)
        live_ = std::make_unique<plan::DraggedPlan>(siting_);
    return *live_;
}

void SiteDraft::move(std::size_t stop, geo::LonLat place, std::uint32_t site) {
    live().move(stop, place);
    stops_[stop].place = place;
    stops_[stop].site = site;
}

std::size_t SiteDraft::add(geo::LonLat place, std::uint32_t site) {
    const std::size_t stop = live().add(place);
    std::size_t number = 0;
    for (const Stop& other : stops_)
        number = std::max(number, other.number);
    stops_.push_back({kNone, site, place, number + 1});
    return stop;
}

void SiteDraft::remove(std::size_t stop) {
    live().remove(stop);
    if (stops_[stop].planned != kNone)
        ++taken_away_;
    stops_.erase(stops_.begin() + static_cast<std::ptrdiff_t>(stop));
    selected.reset();
    dragged.reset();
}

void SiteDraft::put_back(std::size_t stop) {
    const std::uint32_t planned = stops_[stop].planned;
    if (planned == kNone)
        remove(stop);
    else
        move(stop, siting_->problem->sites[planned].place, planned);
    // Nothing left of it: the numbers of the results again, to the last bit.
    if (!changed())
        live_.reset();
}

void SiteDraft::reset() {
    selected.reset();
    dragged.reset();
    fill_stops();
}

double SiteDraft::before(std::size_t group) const {
    return siting_->reach.groups[group].before.people;
}

double SiteDraft::newly(std::size_t group) const {
    return live_ ? live_->live().newly(group) : planned_newly(group);
}

double SiteDraft::planned_newly(std::size_t group) const {
    return siting_->reach.groups[group].newly.people;
}

double SiteDraft::stop_reached(std::size_t stop, std::size_t group) const {
    return live_ ? live_->live().stop_reached(stop, group)
                 : siting_->reach.stop(stop, group).reached.people;
}

double SiteDraft::stop_newly(std::size_t stop, std::size_t group) const {
    return live_ ? live_->live().stop_newly(stop, group)
                 : siting_->reach.stop(stop, group).newly.people;
}

double SiteDraft::stop_alone(std::size_t stop, std::size_t group) const {
    return live_ ? live_->live().stop_alone(stop, group)
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

std::vector<std::uint32_t> SiteDraft::homes_around(geo::LonLat place) {
    if (!trips_) {
        tract::DemandPoints travelers;
        travelers.place = siting_->place;
        travelers.id = siting_->row_id;
        trips_ = siting_->travel.trips_to_place(travelers, siting_->limit);
    }
    std::vector<std::uint32_t> homes;
    for (const access::TripsToPlace::Trip trip : trips_->to(place))
        homes.push_back(trip.origin);
    return homes;
}

} // namespace tractwise::viewer
