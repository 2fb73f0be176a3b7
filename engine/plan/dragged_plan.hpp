// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/travel_cost.hpp"
#include "engine/plan/results.hpp"
#include "engine/siting/live_plan.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tractwise::plan {

/// A plan whose stops follow the mouse: from a place on the map to who is reached there.
///
///     DraggedPlan plan(results->siting);
///     plan.move(3, under_the_cursor);
///     plan.live().newly(0);              // people in need newly within reach, now
///     plan.live().stop_alone(3, 0);
///
/// It begins with the stops of the plan, in their order. The results are never changed. A place far
/// from every street reaches nobody. Error(Usage) where travel is a table: it knows no places but
/// its own. Cost of a move: one search within the limit and LivePlan::move; on two cores below a
/// millisecond for straight lines and a county's streets (tests/bench/README.md). One thread.
class DraggedPlan {
public:
    explicit DraggedPlan(std::shared_ptr<const SitingResults> siting);

    void move(std::size_t stop, geo::LonLat place);
    std::size_t add(geo::LonLat place); ///< gives its number
    void remove(std::size_t stop);      ///< later stops move up by one
    /// Homes (rows of the results) within the limit of a place, in no order, with what the way
    /// costs; nothing is moved. Good until the next call.
    std::span<const siting::LivePlan::Reached> reached_from(geo::LonLat place);
    /// The same of the place that was asked for last, by move() and add() too: no search.
    std::span<const siting::LivePlan::Reached> reached() const { return reached_; }
    const siting::LivePlan& live() const { return live_; }
    geo::LonLat place(std::size_t stop) const { return places_[stop]; }

private:
    std::shared_ptr<const SitingResults> siting_;
    std::unique_ptr<access::TripsToPlace> trips_;
    siting::LivePlan live_;
    std::vector<geo::LonLat> places_;
    std::vector<siting::LivePlan::Reached> reached_;
};

} // namespace tractwise::plan
