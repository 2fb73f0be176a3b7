// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tractwise::spatial {

/// Neighbors as a person asks for them.
///
///     const WeightsChoice choice = WeightsChoice::parse("knn:8");
///     const Weights w = choice.make({shapes, centroids, ids, county}).weights;
///
/// | text | neighbors |
/// |---|---|
/// | queen, queen:25 | share a corner; or come within 25 m of each other |
/// | rook, rook:25 | share an edge; or do so within 25 m |
/// | knn:8 | the 8 nearest centroids |
/// | band:5000 | centroids within 5,000 m |
/// | kernel:8 | the 8 nearest, with weights that fall to 0 at the 8th (triangular kernel) |
/// | county | tracts of the same county |
/// | FILE.gal, FILE.gwt | those of the file, by tract id, each with weight 1 |
///
/// The weights of a .gwt file are left aside here: PySAL writes weights there and GeoDa distances, and
/// the file does not tell. read_weights() has them.
///
/// parse: Error(Usage) for other texts. make: the errors of the makers.
struct WeightsChoice {
    enum class Kind { Queen, Rook, Nearest, Band, Kernel, County, File };
    Kind kind = Kind::Queen;
    double number = 0; ///< snap or distance in meters, or how many
    std::string file;
    bool join_islands = false; ///< to their nearest, afterwards

    static WeightsChoice parse(std::string_view text);
    struct Tracts;
    struct Made;
    Made make(const Tracts& tracts, const Progress& progress = {}) const;
    /// "tracts that share a corner (queen)"
    std::string describe(Language language) const;
};

/// What weights can be made of; one a row each.
struct WeightsChoice::Tracts {
    const geo::PolygonSet& shapes;
    std::span<const geo::LonLat> centroids;
    std::span<const std::string> ids;
    std::span<const std::uint32_t> county;
};
struct WeightsChoice::Made {
    Weights weights; ///< with the ids
    std::size_t added_by_snap = 0, joined = 0;
};

} // namespace tractwise::spatial
