// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/coverage.hpp"

#include "engine/geo/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tractwise::layer {
namespace {

constexpr double kBoxMargin_deg = 0.05, kTolerated = 0.1;
constexpr std::size_t kNeighbors = 8;
constexpr double kAround = 5, kUsual = 0.95;

/// A list that ends at a city limit makes everyone beyond it look far away.
bool ends_inside(std::span<const geo::LonLat> places, const tract::TractSet& tracts) {
    geo::Box reach;
    for (const geo::LonLat place : places)
        if (!std::isnan(place.lon))
            reach.add(place);
    if (reach.empty())
        return false;
    std::size_t outside = 0;
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        const geo::LonLat c = tracts.centroids()[t];
        if (!tracts.is_water(t) &&
            (c.lon < reach.min_x - kBoxMargin_deg || c.lon > reach.max_x + kBoxMargin_deg ||
             c.lat < reach.min_y - kBoxMargin_deg || c.lat > reach.max_y + kBoxMargin_deg))
            ++outside;
    }
    return static_cast<double>(outside) > kTolerated * static_cast<double>(tracts.size());
}

/// Whether some half plane through the center holds none of these directions.
bool one_sided(std::vector<double>& directions) {
    std::sort(directions.begin(), directions.end());
    double gap = directions.front() + 2 * std::numbers::pi - directions.back();
    for (std::size_t i = 1; i < directions.size(); ++i)
        gap = std::max(gap, directions[i] - directions[i - 1]);
    return gap >= std::numbers::pi;
}

} // namespace

std::vector<std::uint32_t> tracts_beyond(std::span<const geo::LonLat> places,
                                         const tract::TractSet& tracts) {
    if (!ends_inside(places, tracts))
        return {};
    const geo::NearestIndex index(places);
    struct Tract {
        std::uint32_t row;
        double nearest_m;
        bool one_sided;
    };
    std::vector<Tract> seen;
    std::vector<double> usual; // distances where places lie all around
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        const geo::LonLat center = tracts.centroids()[t];
        if (tracts.is_water(t) || std::isnan(center.lon))
            continue;
        const std::vector<geo::NearestIndex::Hit> near = index.nearest_k(center, kNeighbors);
        if (near.empty())
            continue;
        std::vector<double> directions;
        const double shrink = std::cos(center.lat * std::numbers::pi / 180);
        index.within(center, std::max(kAround * near.front().meters, near.back().meters),
                     [&](std::uint32_t place, double) {
                         directions.push_back(
                             std::atan2(places[place].lat - center.lat,
                                        (places[place].lon - center.lon) * shrink));
                     });
        const bool side = directions.empty() || one_sided(directions);
        seen.push_back({static_cast<std::uint32_t>(t), near.front().meters, side});
        if (!side)
            usual.push_back(near.front().meters);
    }
    double limit = 0;
    if (!usual.empty()) {
        const auto at = usual.begin() +
                        static_cast<std::ptrdiff_t>(kUsual * static_cast<double>(usual.size() - 1));
        std::nth_element(usual.begin(), at, usual.end());
        limit = *at;
    }
    std::vector<std::uint32_t> beyond;
    for (const Tract& tract : seen)
        if (tract.one_sided && tract.nearest_m > limit)
            beyond.push_back(tract.row);
    return beyond;
}

std::vector<PartialList> partial_lists(const std::vector<PlaceAudit>& lists,
                                       const tract::TractSet& tracts) {
    std::vector<PartialList> partial;
    for (const PlaceAudit& list : lists) {
        const bool known = std::any_of(partial.begin(), partial.end(), [&](const PartialList& p) {
            return p.source == list.source();
        });
        if (known)
            continue;
        std::vector<geo::LonLat> places;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list.counts(i) && !list.minor(i))
                places.push_back(list.place(i));
        std::vector<std::uint32_t> beyond = tracts_beyond(places, tracts);
        if (!beyond.empty())
            partial.push_back({list.source(), list.title(), std::move(beyond)});
    }
    return partial;
}

} // namespace tractwise::layer
