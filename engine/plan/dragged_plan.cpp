// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/dragged_plan.hpp"

namespace tractwise::plan {
namespace {

tract::DemandPoints travelers_of(const SitingResults& siting) {
    tract::DemandPoints travelers;
    travelers.place = siting.place;
    travelers.id = siting.row_id;
    return travelers;
}

} // namespace

DraggedPlan::DraggedPlan(std::shared_ptr<const SitingResults> siting)
    : siting_(std::move(siting)),
      trips_(siting_->travel.trips_to_place(travelers_of(*siting_), siting_->limit)),
      live_(siting_->problem->costs, siting_->limit, *siting_->homes, siting_->plan.stops,
            siting_->problem->with_role(siting::Role::Existing)) {
    for (const std::uint32_t stop : siting_->plan.stops)
        places_.push_back(siting_->problem->sites[stop].place);
}

void DraggedPlan::move(std::size_t stop, geo::LonLat place) {
    live_.move(stop, reached_from(place));
    places_[stop] = place;
}

std::size_t DraggedPlan::add(geo::LonLat place) {
    places_.push_back(place);
    return live_.add(reached_from(place));
}

void DraggedPlan::remove(std::size_t stop) {
    live_.remove(stop);
    places_.erase(places_.begin() + static_cast<long>(stop));
}

std::span<const siting::LivePlan::Reached> DraggedPlan::reached_from(geo::LonLat place) {
    reached_.clear();
    for (const access::TripsToPlace::Trip trip : trips_->to(place))
        reached_.push_back({trip.origin, trip.cost});
    return reached_;
}

} // namespace tractwise::plan
