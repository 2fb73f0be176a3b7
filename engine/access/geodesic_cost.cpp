// SPDX-License-Identifier: Apache-2.0
#include "engine/access/geodesic_cost.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::access {
namespace {

/// Origins answered by one task, and between two looks at the stop request.
constexpr std::size_t kBlock = 256;
constexpr std::size_t kBatch = 64 * kBlock;

void find_unplaced(const Places& places, Diagnostics& diagnostics) {
    Finding finding{Severity::Warning,
                    "no-place",
                    places.what,
                    places.what + " have no usable coordinates and reach nothing",
                    0,
                    {}};
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (geo::on_earth(places.place[i]))
            continue;
        if (++finding.count <= Finding::kMaxExamples)
            finding.examples.push_back(i < places.id.size() ? places.id[i]
                                                            : "row " + std::to_string(i + 1));
    }
    if (finding.count > 0)
        diagnostics.add(std::move(finding));
}

void find_unplaced(const Places& origins, const Places& destinations, Diagnostics& diagnostics) {
    find_unplaced(origins, diagnostics);
    find_unplaced(destinations, diagnostics);
}

/// The rows of consecutive origins.
struct Block {
    std::vector<std::uint32_t> destination;
    std::vector<double> cost;
};

/// An index over the homes answers for one place after another.
class StraightTrips final : public TripsToPlace {
public:
    StraightTrips(std::span<const geo::LonLat> origins, double limit)
        : origins_(origins.begin(), origins.end()), index_(origins_), limit_(limit) {}
    std::vector<Trip> to(geo::LonLat place) override {
        std::vector<Trip> trips;
        if (geo::on_earth(place))
            index_.within(place, limit_, [&](std::uint32_t origin, double meters) {
                trips.push_back({origin, meters});
            });
        return trips;
    }

private:
    std::vector<geo::LonLat> origins_;
    geo::NearestIndex index_;
    double limit_;
};

} // namespace

std::unique_ptr<TripsToPlace> GeodesicCost::trips_to_place(const Places& origins,
                                                           const CostQuery& query) const {
    return std::make_unique<StraightTrips>(origins.place, query.limit);
}

std::vector<char> GeodesicCost::placed(const Places& origins, Direction) const {
    std::vector<char> placed;
    for (const geo::LonLat place : origins.place)
        placed.push_back(geo::on_earth(place) ? 1 : 0);
    return placed;
}

CostMatrix GeodesicCost::matrix(const Places& origins, const Places& destinations,
                                const CostQuery& query, Diagnostics& diagnostics,
                                const Progress& progress) const {
    find_unplaced(origins, destinations, diagnostics);
    progress.step("measuring distances", 0);
    const geo::NearestIndex index(destinations.place);
    const std::size_t n = origins.size();
    std::vector<std::size_t> first(n + 1, 0);
    std::vector<std::uint32_t> destination;
    std::vector<double> cost;
    std::vector<Block> blocks(kBatch / kBlock);
    for (std::size_t batch = 0; batch < n; batch += kBatch) {
        progress.step("measuring distances", static_cast<double>(batch) / static_cast<double>(n));
        const std::size_t batch_end = std::min(n, batch + kBatch);
        const std::size_t used = (batch_end - batch + kBlock - 1) / kBlock;
        parallel_for(
            used,
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t b = begin; b < end; ++b) {
                    progress.throw_if_stopped();
                    Block& block = blocks[b];
                    block.destination.clear(); // keeps its memory for the next batch
                    block.cost.clear();
                    const std::size_t from = batch + b * kBlock;
                    const std::size_t to = std::min(batch_end, from + kBlock);
                    for (std::size_t origin = from; origin < to; ++origin) {
                        index.within(origins.place[origin], query.limit,
                                     [&](std::uint32_t j, double meters) {
                                         block.destination.push_back(j);
                                         block.cost.push_back(meters);
                                     });
                        first[origin + 1] = block.cost.size(); // within the block, for now
                    }
                }
            },
            1);
        for (std::size_t b = 0; b < used; ++b) {
            const std::size_t from = batch + b * kBlock;
            const std::size_t to = std::min(batch_end, from + kBlock);
            for (std::size_t origin = from; origin < to; ++origin)
                first[origin + 1] += cost.size();
            destination.insert(destination.end(), blocks[b].destination.begin(),
                               blocks[b].destination.end());
            cost.insert(cost.end(), blocks[b].cost.begin(), blocks[b].cost.end());
        }
    }
    progress.step("measuring distances", 1);
    return CostMatrix::from_rows(CostUnit::Meters, query.limit, destinations.size(),
                                 std::move(first), std::move(destination), std::move(cost));
}

NearestCosts GeodesicCost::nearest(const Places& origins, const Places& destinations,
                                   const CostQuery& query, Diagnostics& diagnostics,
                                   const Progress& progress) const {
    find_unplaced(origins, destinations, diagnostics);
    progress.step("measuring distances", 0);
    const geo::NearestIndex index(destinations.place);
    const std::size_t n = origins.size();
    NearestCosts result;
    result.destination.assign(n, NearestCosts::kNone);
    result.cost.assign(n, kNaN);
    // Large batches: the index sorts each one by place, which is where its speed comes from.
    constexpr std::size_t kQuestions = 1'000'000;
    for (std::size_t batch = 0; batch < n; batch += kQuestions) {
        progress.step("measuring distances", static_cast<double>(batch) / static_cast<double>(n));
        const auto asked = origins.place.subspan(batch, std::min(kQuestions, n - batch));
        const std::vector<geo::NearestIndex::Hit> hits = index.nearest(asked);
        for (std::size_t i = 0; i < hits.size(); ++i) {
            if (hits[i].index == geo::NearestIndex::kNone)
                continue;
            double meters = hits[i].meters;
            // On the edge the exact distance decides, as it does in matrix().
            if (std::abs(meters - query.limit) < 1e-5)
                meters = geo::geodesic_m(asked[i], destinations.place[hits[i].index]);
            if (!(meters <= query.limit))
                continue;
            result.destination[batch + i] = hits[i].index;
            result.cost[batch + i] = meters;
        }
    }
    progress.step("measuring distances", 1);
    return result;
}

} // namespace tractwise::access
