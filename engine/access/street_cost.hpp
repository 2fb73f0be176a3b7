// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"
#include "engine/access/travel_cost.hpp"

#include <memory>
#include <vector>

namespace tractwise::access {

/// Minutes along streets, with the meters of the quickest route.
///
///     const StreetCost drive(std::make_shared<const StreetNetwork>(std::move(network)));
///     const CostMatrix costs = drive.matrix(homes, clinics, {.limit = 30}, diagnostics, progress);
///
/// A trip is: on foot to the nearest street at the profile's access_kmh, along streets, on foot from
/// the street to the place. Within 30 m of a crossing a place faces all streets there. Places on the same street go along it directly where that is allowed and
/// quicker. A place that no street is near to (profile: join_limit_m) is a finding and reaches nothing;
/// one that is more than 500 m off its street is a note. Error(Input) where that is every place: the
/// streets are of another region.
///
/// matrix(): one search for every place of the smaller side, over the graph in the right direction,
/// ended at the limit; all cores. nearest(): one search for all destinations together. Exact: the minimum over all
/// routes of the profile, in whole milliseconds (tests/engine/access holds it to Boost.Graph).
class StreetCost final : public TravelCost {
public:
    explicit StreetCost(std::shared_ptr<const StreetNetwork> network);
    CostUnit unit() const override { return CostUnit::Minutes; }
    std::string describe() const override;
    std::vector<char> placed(const Places& origins, Direction direction) const override;
    CostMatrix matrix(const Places& origins, const Places& destinations, const CostQuery& query,
                      Diagnostics& diagnostics, const Progress& progress = {}) const override;
    NearestCosts nearest(const Places& origins, const Places& destinations, const CostQuery& query,
                         Diagnostics& diagnostics, const Progress& progress = {}) const override;
    std::unique_ptr<TripsToPlace> trips_to_place(const Places& origins,
                                                 const CostQuery& query) const override;
    const StreetNetwork& network() const { return *network_; }

private:
    std::shared_ptr<const StreetNetwork> network_;
};

/// A stretch of a segment that can be reached, between two positions along it, with the minutes at
/// either end (linear between them).
struct ReachedStretch {
    std::uint32_t segment;
    double from, to; ///< 0..1, from < to
    double from_minutes, to_minutes;
};

/// The streets within `limit_min` minutes of a place: every stretch once or more (a segment reached
/// from both of its ends gives two stretches that meet). Empty where the place is near no street.
/// Includes the walk from the place to its street.
std::vector<ReachedStretch> reached_streets(const StreetNetwork& network, geo::LonLat place,
                                            double limit_min, Direction direction);

} // namespace tractwise::access
