// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/writers.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tractwise::access {

/// What a street network holds, so that a planner can see whether the file and the profile fit.
///
///     const StreetSummary drive = summarize(network);
///     drive.meters;                            // of street, each segment once
///     drive.classes[0].name;                   // the class with the most street: "residential"
///     drive.largest_m / drive.meters;          // 0.98: nearly all streets reach each other
///
/// Lengths are meters along the streets, speeds km/h as they are traveled: delays at signals and
/// the slowdown of the profile are in them. One pass over the segments.
struct StreetSummary {
    std::string profile, title;
    std::size_t nodes = 0, segments = 0, arcs = 0; ///< as StreetNetwork counts them
    double meters = 0;
    double one_way_m = 0; ///< of it, open in one direction only

    /// A piece is street between whose ends one can go there and back. Between pieces lie streets
    /// that only lead in or only lead out.
    std::size_t pieces = 0;
    double largest_m = 0;
    double between_m = 0;
    std::size_t islands = 0; ///< pieces but the largest that are shorter than island_limit_m
    double islands_m = 0;
    double island_limit_m = 0; ///< of the profile: nothing is joined to an island

    struct Class {
        std::string name; ///< value of the highway tag, or "ferry"
        std::size_t segments = 0;
        double meters = 0, one_way_m = 0;
        double mean_kmh = 0; ///< meters by time, both directions
        /// A 20th of the length is slower, a 20th faster; the slower direction of each segment and
        /// the faster one.
        double low_kmh = 0, high_kmh = 0;
    };
    std::vector<Class> classes; ///< by decreasing length

    std::vector<StreetNetwork::DroppedWays> dropped;
    std::size_t turns_forbidden = 0; ///< turn restrictions in force
    std::size_t barriers = 0;        ///< nodes that cut a street
};
StreetSummary summarize(const StreetNetwork& network);

/// The segments as lines, to look at in a GIS: id, class, name, forward_min, backward_min (missing
/// where the direction is closed), meters, piece (1 is the largest; missing between pieces).
struct StreetLayer {
    io::OutTable table;
    geo::LineSet lines; ///< one a row, in the direction of the segment
};
StreetLayer street_layer(const StreetNetwork& network);

} // namespace tractwise::access
