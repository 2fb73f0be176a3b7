// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <span>

namespace tractwise::spatial {

/// Neighbors by how far places (centroids, mostly) lie apart, in geodesic meters on the ellipsoid
/// (geo/nearest.hpp). A place that is not on the earth is nobody's neighbor, and an island.
///
///     nearest_neighbors(tracts.centroids(), 8)          // eight each; not mutual: made_symmetric()
///     distance_band(tracts.centroids(), 5'000)          // all within 5 km, mutual
///     const Joined j = join_islands(queen(shapes), tracts.centroids());    // j.joined of them
///
/// Of places that are equally far the lower row is nearer. Error(Usage) for 0 neighbors, or a distance
/// that is not above 0; Error(Infeasible) for more links than memory should be asked for.

/// The k nearest of each row, weight 1; fewer only where there are no more places.
Weights nearest_neighbors(std::span<const geo::LonLat> places, std::size_t k);

/// All within `meters` (inclusive), weight d^-`power`: 0, the default, is 1 for all; 1 and 2 are inverse
/// distance and its square. Places at the same spot count as 1 m apart there: d^-p has no value at 0.
Weights distance_band(std::span<const geo::LonLat> places, double meters, double power = 0);

/// A kernel of z = d / h, for z up to 1 (Gaussian: wherever its band ends, too).
///
/// | | weight |
/// |---|---|
/// | Triangular | 1 - z |
/// | Uniform | 1/2 |
/// | Quadratic | 3/4 (1 - z^2), Epanechnikov's |
/// | Quartic | 15/16 (1 - z^2)^2 |
/// | Gaussian | (2 pi)^-1/2 exp(-z^2 / 2) |
///
/// as PySAL has them. The row itself, at z = 0, is no link. A place at exactly h has weight 0 in three
/// of them, which is no link either.
enum class Kernel { Triangular, Uniform, Quadratic, Quartic, Gaussian };
/// The same bandwidth h, in meters, for all.
Weights kernel(std::span<const geo::LonLat> places, Kernel kind, double bandwidth_m);
/// Each row's own h: how far its k-th nearest place is, times 1.0000001 so that this one counts, as
/// PySAL does.
Weights adaptive_kernel(std::span<const geo::LonLat> places, Kernel kind, std::size_t k);

/// Every island linked to its nearest place, both ways, weight 1.
struct Joined {
    Weights weights;
    std::size_t joined = 0; ///< islands that have a neighbor now
};
Joined join_islands(const Weights& weights, std::span<const geo::LonLat> places);

} // namespace tractwise::spatial
