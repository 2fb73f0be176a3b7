// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_cost.hpp"

#include "engine/access/street_doors.hpp"

#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>
#include <utility>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

/// The doors of many places, found again by their street.
class DoorsByStreet {
public:
    explicit DoorsByStreet(const std::vector<Door>& doors) : doors_(doors) {
        for (std::uint32_t i = 0; i < doors.size(); ++i)
            if (doors[i].segment != Door::kNone)
                order_.push_back(i);
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return doors[a].segment != doors[b].segment ? doors[a].segment < doors[b].segment
                                                        : a < b;
        });
    }
    std::span<const std::uint32_t> on(std::uint32_t segment) const {
        const auto below = [&](std::uint32_t i, std::uint32_t s) { return doors_[i].segment < s; };
        const auto above = [&](std::uint32_t s, std::uint32_t i) { return s < doors_[i].segment; };
        const auto begin = std::lower_bound(order_.begin(), order_.end(), segment, below);
        const auto end = std::upper_bound(begin, order_.end(), segment, above);
        return {order_.data() + (begin - order_.begin()), static_cast<std::size_t>(end - begin)};
    }

private:
    const std::vector<Door>& doors_;
    std::vector<std::uint32_t> order_;
};

/// The doors of many places, found again by node.
class Leaves {
public:
    Leaves(const StreetNetwork& network, const std::vector<Door>& doors, Follow follow)
        : first_(network.nodes() + 1, 0) {
        const auto each_end = [&](const auto& visit) {
            for (std::uint32_t i = 0; i < doors.size(); ++i)
                if (doors[i].segment != Door::kNone)
                    ends_of_leaf(network, doors[i], follow, [&](const End& end) { visit(i, end); });
        };
        each_end([&](std::uint32_t, const End& end) { ++first_[end.node + 1]; });
        for (std::size_t v = 1; v < first_.size(); ++v)
            first_[v] += first_[v - 1];
        ends_.resize(first_.back());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        each_end([&](std::uint32_t i, const End& end) { ends_[next[end.node]++] = {i, end.way}; });
    }

    struct Leaf {
        std::uint32_t place;
        Route way;
    };
    std::span<const Leaf> at(std::uint32_t node) const {
        return {ends_.data() + first_[node], first_[node + 1] - first_[node]};
    }

private:
    std::vector<std::uint32_t> first_;
    std::vector<Leaf> ends_;
};

/// What one root reaches.
struct Reached {
    std::vector<std::uint32_t> place; ///< ascending
    std::vector<Route> route;
};

/// One thread's memory.
struct Worker {
    explicit Worker(const StreetNetwork& network, std::size_t leaves)
        : search(network), best(leaves), found((leaves + 63) / 64) {}
    StreetSearch search;
    std::vector<Route> best;
    std::vector<std::uint64_t> found; ///< a bit a place: read in order, they need no sort
    std::size_t found_count = 0;
    std::vector<StreetSearch::Seed> seeds;

    void offer(std::uint32_t place, const Route& route, Millis bound) {
        if (route.ms > bound || !route.better_than(best[place]))
            return;
        if (best[place].ms == kNoWay) {
            found[place / 64] |= std::uint64_t{1} << (place % 64);
            ++found_count;
        }
        best[place] = route;
    }
};

Reached reach_from(const StreetNetwork& network, const Door& root, const std::vector<Door>& doors,
                   const Leaves& leaves, const DoorsByStreet& by_street, Follow follow,
                   Millis bound, Worker& worker) {
    worker.seeds.clear();
    ends_of_root(network, root, follow, [&](const End& end) {
        worker.seeds.push_back({end.node, end.way.ms, end.way.meters, 0});
    });
    worker.search.run(worker.seeds, bound, follow);
    for (const std::uint32_t v : worker.search.reached())
        for (const Leaves::Leaf& leaf : leaves.at(v))
            worker.offer(
                leaf.place,
                {worker.search.ms(v) + leaf.way.ms, worker.search.meters(v) + leaf.way.meters},
                bound);
    for (const std::uint32_t place : by_street.on(root.segment)) {
        const Door& leaf = doors[place];
        worker.offer(place,
                     follow == Follow::Incoming ? along_street(network, leaf, root)
                                                : along_street(network, root, leaf),
                     bound);
    }
    Reached reached;
    reached.place.reserve(worker.found_count);
    reached.route.reserve(worker.found_count);
    for (std::size_t w = 0; w < worker.found.size(); ++w) {
        for (std::uint64_t left = std::exchange(worker.found[w], 0); left != 0; left &= left - 1) {
            const auto place = static_cast<std::uint32_t>(w * 64 + std::countr_zero(left));
            reached.place.push_back(place);
            reached.route.push_back(std::exchange(worker.best[place], {}));
        }
    }
    worker.found_count = 0;
    return reached;
}

/// Threads take a worker while they need one, so that there are as many as threads.
class WorkerPool {
public:
    WorkerPool(const StreetNetwork& network, std::size_t leaves)
        : network_(network), leaves_(leaves) {}
    std::unique_ptr<Worker> take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty())
            return std::make_unique<Worker>(network_, leaves_);
        auto worker = std::move(idle_.back());
        idle_.pop_back();
        return worker;
    }
    void give(std::unique_ptr<Worker> worker) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(worker));
    }

private:
    const StreetNetwork& network_;
    std::size_t leaves_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Worker>> idle_;
};

/// One search for every root; row r holds what root r reaches.
std::vector<Reached> reach_all(const StreetNetwork& network, const std::vector<Door>& roots,
                               const std::vector<Door>& doors, Follow follow, Millis bound,
                               const Progress& progress) {
    const Leaves leaves(network, doors, follow);
    const DoorsByStreet by_street(doors);
    std::vector<Reached> rows(roots.size());
    WorkerPool pool(network, doors.size());
    std::mutex report;
    std::size_t done = 0;
    parallel_for(
        roots.size(),
        [&](std::size_t begin, std::size_t end) {
            auto worker = pool.take();
            for (std::size_t r = begin; r < end; ++r) {
                progress.throw_if_stopped();
                if (roots[r].segment != Door::kNone)
                    rows[r] = reach_from(network, roots[r], doors, leaves, by_street, follow, bound,
                                         *worker);
                const std::lock_guard lock(report);
                progress.step("street searches",
                              static_cast<double>(++done) / static_cast<double>(roots.size()));
            }
            pool.give(std::move(worker));
        },
        1);
    return rows;
}

/// Rows by origin as they are.
CostMatrix from_origin_rows(std::vector<Reached> rows, std::size_t destinations, double limit) {
    std::vector<std::size_t> first{0};
    for (const Reached& row : rows)
        first.push_back(first.back() + row.place.size());
    std::vector<std::uint32_t> destination(first.back());
    std::vector<double> cost(first.back());
    std::vector<float> meters(first.back());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t k = 0; k < rows[r].place.size(); ++k) {
            destination[first[r] + k] = rows[r].place[k];
            cost[first[r] + k] = minutes(rows[r].route[k].ms);
            meters[first[r] + k] = rows[r].route[k].meters;
        }
        rows[r] = {};
    }
    return CostMatrix::from_rows(CostUnit::Minutes, limit, destinations, std::move(first),
                                 std::move(destination), std::move(cost), std::move(meters));
}

/// The homes' doors are found once; each place is one search.
class StreetTrips final : public TripsToPlace {
public:
    StreetTrips(std::shared_ptr<const StreetNetwork> network, const Places& origins,
                const CostQuery& query)
        : network_(std::move(network)),
          follow_(query.direction == Direction::ToDestination ? Follow::Incoming
                                                              : Follow::Outgoing),
          bound_(to_bound(query.limit)), doors_(doors_of_all(*network_, origins)),
          leaves_(*network_, doors_, follow_), by_street_(doors_),
          worker_(*network_, doors_.size()) {}

    std::vector<Trip> to(geo::LonLat place) override {
        if (!network_->join(place))
            return {};
        Diagnostics said; // of a place that is only passed over
        const std::vector<Door> root =
            doors_of(*network_, {{&place, 1}, {}, "places"}, Severity::Note, said);
        const Reached reached = reach_from(*network_, root.front(), doors_, leaves_, by_street_,
                                           follow_, bound_, worker_);
        std::vector<Trip> trips(reached.place.size());
        for (std::size_t k = 0; k < trips.size(); ++k)
            trips[k] = {reached.place[k], minutes(reached.route[k].ms)};
        return trips;
    }

private:
    static std::vector<Door> doors_of_all(const StreetNetwork& network, const Places& origins) {
        Diagnostics said; // by the matrix of the same homes
        return doors_of(network, origins, Severity::Warning, said);
    }

    std::shared_ptr<const StreetNetwork> network_;
    Follow follow_;
    Millis bound_;
    std::vector<Door> doors_;
    Leaves leaves_;
    DoorsByStreet by_street_;
    Worker worker_;
};

} // namespace

std::unique_ptr<TripsToPlace> StreetCost::trips_to_place(const Places& origins,
                                                         const CostQuery& query) const {
    return std::make_unique<StreetTrips>(network_, origins, query);
}

StreetCost::StreetCost(std::shared_ptr<const StreetNetwork> network)
    : network_(std::move(network)) {}

std::string StreetCost::describe() const {
    const TravelProfile& profile = network_->profile();
    // One word is what people do ("Driving", "Ambulance"); more of them make no sentence.
    const std::string_view title = trim(profile.title);
    if (title.empty() || title == profile.id)
        return fmt::format("travel time by street ({})", profile.id);
    if (title.find(' ') == std::string_view::npos)
        return fmt::format("{} time by street ({})", to_lower(title), profile.id);
    return fmt::format("travel time by street, {} ({})", title, profile.id);
}

std::vector<char> StreetCost::placed(const Places& origins, Direction) const {
    std::vector<char> placed;
    for (const auto& join : network_->join(origins.place))
        placed.push_back(join ? 1 : 0);
    return placed;
}

CostMatrix StreetCost::matrix(const Places& origins, const Places& destinations,
                              const CostQuery& query, Diagnostics& diagnostics,
                              const Progress& progress) const {
    const std::vector<Door> from = doors_of(*network_, origins, Severity::Warning, diagnostics);
    const std::vector<Door> to = doors_of(*network_, destinations, Severity::Note, diagnostics);
    const bool to_destination = query.direction == Direction::ToDestination;
    const Millis bound = to_bound(query.limit);
    // One search for each place of the smaller side: a search over streets costs the same from
    // either end.
    if (origins.size() < destinations.size()) {
        auto rows =
            reach_all(*network_, from, to, to_destination ? Follow::Outgoing : Follow::Incoming,
                      bound, progress);
        return from_origin_rows(std::move(rows), destinations.size(), query.limit);
    }
    auto rows = reach_all(*network_, to, from, to_destination ? Follow::Incoming : Follow::Outgoing,
                          bound, progress);
    return from_origin_rows(std::move(rows), origins.size(), query.limit).transposed();
}

NearestCosts StreetCost::nearest(const Places& origins, const Places& destinations,
                                 const CostQuery& query, Diagnostics& diagnostics,
                                 const Progress& progress) const {
    const std::vector<Door> from = doors_of(*network_, origins, Severity::Warning, diagnostics);
    const std::vector<Door> to = doors_of(*network_, destinations, Severity::Note, diagnostics);
    const Follow follow =
        query.direction == Direction::ToDestination ? Follow::Incoming : Follow::Outgoing;
    const Millis bound = to_bound(query.limit);
    progress.step("street search", 0);
    std::vector<StreetSearch::Seed> seeds;
    for (std::uint32_t d = 0; d < to.size(); ++d)
        if (to[d].segment != Door::kNone)
            ends_of_root(*network_, to[d], follow, [&](const End& end) {
                seeds.push_back({end.node, end.way.ms, end.way.meters, d});
            });
    StreetSearch search(*network_);
    search.run_owned(seeds, bound, follow, progress.stop);
    progress.throw_if_stopped();

    const DoorsByStreet by_street(to);
    NearestCosts result;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    result.destination.assign(origins.size(), NearestCosts::kNone);
    result.cost.assign(origins.size(), nan);
    result.meters.assign(origins.size(), nan);
    parallel_for(origins.size(), [&](std::size_t begin, std::size_t end_of_chunk) {
        for (std::size_t i = begin; i < end_of_chunk; ++i) {
            if (from[i].segment == Door::kNone)
                continue;
            Route best;
            std::uint32_t owner = NearestCosts::kNone;
            const auto offer = [&](std::uint32_t candidate, const Route& route) {
                const bool better = route.ms != best.ms  ? route.ms < best.ms
                                    : candidate != owner ? candidate < owner
                                                         : route.meters < best.meters;
                if (route.ms <= bound && better) {
                    best = route;
                    owner = candidate;
                }
            };
            ends_of_leaf(*network_, from[i], follow, [&](const End& end) {
                if (search.ms(end.node) != kNoWay)
                    offer(search.owner(end.node), {search.ms(end.node) + end.way.ms,
                                                   search.meters(end.node) + end.way.meters});
            });
            for (const std::uint32_t d : by_street.on(from[i].segment))
                offer(d, follow == Follow::Incoming ? along_street(*network_, from[i], to[d])
                                                    : along_street(*network_, to[d], from[i]));
            if (owner == NearestCosts::kNone)
                continue;
            result.destination[i] = owner;
            result.cost[i] = minutes(best.ms);
            result.meters[i] = static_cast<double>(best.meters);
        }
    });
    return result;
}

} // namespace tractwise::access
