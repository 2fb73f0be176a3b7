// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/distances.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

using geo::LonLat;
using geo::NearestIndex;
using Hits = std::vector<NearestIndex::Hit>;

constexpr std::size_t kMostLinks = 500'000'000; // 6 GB

/// Asks for each row's neighbors on all cores and lines them up. `find(i)` need not be in order.
template <typename Find, typename Weigh>
Weights gathered(std::span<const LonLat> places, const Find& find, const Weigh& weigh) {
    const std::size_t n = places.size();
    std::vector<std::size_t> first(n + 1);
    std::vector<std::uint32_t> neighbor;
    std::vector<double> value;
    constexpr std::size_t together = 8'192; // rows whose answers wait in memory
    std::vector<Hits> found;
    for (std::size_t begin = 0; begin < n; begin += together) {
        const std::size_t end = std::min(n, begin + together);
        found.assign(end - begin, {});
        parallel_for(
            end - begin,
            [&](std::size_t from, std::size_t to) {
                for (std::size_t at = from; at < to; ++at) {
                    if (!geo::on_earth(places[begin + at]))
                        continue;
                    found[at] = find(begin + at);
                    std::sort(found[at].begin(), found[at].end(),
                              [](const auto& a, const auto& b) { return a.index < b.index; });
                }
            },
            64);
        for (std::size_t at = 0; at < found.size(); ++at) {
            for (const auto& hit : found[at])
                if (const double weight = weigh(hit.meters, begin + at); weight > 0) {
                    neighbor.push_back(hit.index);
                    value.push_back(weight);
                }
            first[begin + at + 1] = neighbor.size();
        }
        if (neighbor.size() > kMostLinks)
            throw Error(ErrorKind::Infeasible,
                        fmt::format("more than {} million links: tracts have too many neighbors",
                                    kMostLinks / 1'000'000),
                        {.hint = "a shorter distance, or knn:8"});
    }
    return Weights::from_rows(std::move(first), std::move(neighbor), std::move(value));
}

Hits nearest_others(const NearestIndex& index, std::span<const LonLat> places, std::size_t i,
                    std::size_t k) {
    Hits hits = index.nearest_k(places[i], k + 1);
    const auto self =
        std::find_if(hits.begin(), hits.end(), [&](const auto& hit) { return hit.index == i; });
    if (self != hits.end())
        hits.erase(self);
    else if (hits.size() >
             k) // so many stand on the very spot that the row itself is not among them
        hits.pop_back();
    return hits;
}

Hits others_within(const NearestIndex& index, std::span<const LonLat> places, std::size_t i,
                   double meters) {
    Hits hits;
    index.within(places[i], meters, [&](std::uint32_t j, double far) {
        if (j != i)
            hits.push_back({j, far});
    });
    return hits;
}

double kernel_weight(Kernel kind, double z) {
    if (kind == Kernel::Gaussian)
        return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    if (z > 1)
        return 0;
    const double rest = 1 - z * z;
    switch (kind) {
    case Kernel::Triangular:
        return 1 - z;
    case Kernel::Uniform:
        return 0.5;
    case Kernel::Quadratic:
        return 0.75 * rest;
    default:
        return 15.0 / 16 * rest * rest;
    }
}

void require_distance(double meters, const char* what) {
    if (!(meters > 0) || !std::isfinite(meters))
        throw Error(ErrorKind::Usage, fmt::format("{} is above 0 meters, not {}", what, meters));
}

void require_neighbors(std::size_t k) {
    if (k == 0)
        throw Error(ErrorKind::Usage, "0 nearest neighbors are none", {.hint = "knn:8 is usual"});
}

} // namespace

Weights nearest_neighbors(std::span<const LonLat> places, std::size_t k) {
    require_neighbors(k);
    const NearestIndex index(places);
    return gathered(
        places, [&](std::size_t i) { return nearest_others(index, places, i, k); },
        [](double, std::size_t) { return 1.0; });
}

Weights distance_band(std::span<const LonLat> places, double meters, double power) {
    require_distance(meters, "a distance band");
    if (!(power >= 0) || !std::isfinite(power))
        throw Error(ErrorKind::Usage,
                    fmt::format("the power of an inverse distance is 0 or more, not {}", power));
    const NearestIndex index(places);
    return gathered(
        places, [&](std::size_t i) { return others_within(index, places, i, meters); },
        [&](double far, std::size_t) {
            return power == 0 ? 1.0 : std::pow(std::max(far, 1.0), -power);
        });
}

Weights kernel(std::span<const LonLat> places, Kernel kind, double bandwidth_m) {
    require_distance(bandwidth_m, "a bandwidth");
    const NearestIndex index(places);
    return gathered(
        places, [&](std::size_t i) { return others_within(index, places, i, bandwidth_m); },
        [&](double far, std::size_t) { return kernel_weight(kind, far / bandwidth_m); });
}

Weights adaptive_kernel(std::span<const LonLat> places, Kernel kind, std::size_t k) {
    require_neighbors(k);
    const NearestIndex index(places);
    constexpr double a_little_more = 1.0000001;
    std::vector<double> bandwidth(places.size());
    return gathered(
        places,
        [&](std::size_t i) {
            Hits hits = nearest_others(index, places, i, k);
            if (!hits.empty())
                bandwidth[i] = hits.back().meters * a_little_more;
            return hits;
        },
        // All k at one spot: there is no distance to weigh by, and z = 0 for each.
        [&](double far, std::size_t i) {
            return kernel_weight(kind, bandwidth[i] > 0 ? far / bandwidth[i] : 0);
        });
}

Joined join_islands(const Weights& weights, std::span<const LonLat> places) {
    if (places.size() != weights.size())
        throw Error(ErrorKind::Usage,
                    fmt::format("{} places for weights of {} rows", places.size(), weights.size()));
    const NearestIndex index(places);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;
    for (const std::uint32_t island : weights.islands()) {
        if (!geo::on_earth(places[island]))
            continue;
        if (const Hits hits = nearest_others(index, places, island, 1); !hits.empty()) {
            ties.emplace_back(island, hits.front().index);
            ties.emplace_back(hits.front().index, island);
        }
    }
    const std::size_t joined = ties.size() / 2;
    std::sort(ties.begin(), ties.end());
    ties.erase(std::unique(ties.begin(), ties.end()),
               ties.end()); // two islands, each other's nearest
    std::vector<Link> links;
    for (const auto& [from, to] : ties)
        links.push_back({from, to});
    return {united(weights, Weights::from_links(weights.size(), std::move(links))), joined};
}

} // namespace tractwise::spatial
