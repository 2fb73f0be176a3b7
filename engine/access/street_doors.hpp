// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_search.hpp"

#include "engine/access/travel_cost.hpp"
#include "engine/core/diagnostics.hpp"

#include <cmath>
#include <vector>

// Private to engine/access: where trips begin and end on their streets.

namespace tractwise::access {

inline constexpr double kMillisAMinute = 60'000;
inline constexpr double kCorner_m = 30; ///< nearer to a crossing, a house faces all of its streets

inline double minutes(Millis ms) {
    return static_cast<double>(ms) / kMillisAMinute;
}
/// The last millisecond that is still within so many minutes.
Millis to_bound(double minutes);

/// A place joined to its street: what the way from or to the ends of the street costs.
struct Door {
    static constexpr std::uint32_t kNone = 0xffffffffU;
    std::uint32_t segment = kNone; ///< kNone: no street near
    double along = 0;
    Millis walk_ms = 0;
    float walk_m = 0;
};

/// A route found: smaller time first, then fewer meters.
struct Route {
    Millis ms = kNoWay;
    float meters = 0;
    bool better_than(const Route& other) const {
        return ms != other.ms ? ms < other.ms : meters < other.meters;
    }
};

/// One door per place. `severity` of places far from every street: a list of sites often covers
/// more than the streets. Error(Input) where no place at all has a street near.
std::vector<Door> doors_of(const StreetNetwork& network, const Places& places, Severity severity,
                           Diagnostics& diagnostics);

/// Milliseconds of walking a meter.
double walk_ms_a_meter(const TravelProfile& profile);

inline Millis share_of(Millis whole, double share) {
    return static_cast<Millis>(std::llround(static_cast<double>(whole) * share));
}

/// The way between a door and the ends of its street, in the direction of travel.
///
/// With Follow::Incoming labels are the time from a node to the root. A traveler who starts at
/// `door` first drives to the head of an arc of the street; the root is entered from the tails.
/// With Follow::Outgoing it is the other way round.
struct End {
    std::uint32_t node;
    Route way;
};

/// Ends of the street at which a search from `door` begins.
template <typename Visit>
void ends_of_root(const StreetNetwork& network, const Door& door, Follow follow,
                  const Visit& visit) {
    const StreetNetwork::Segment& s = network.segment(door.segment);
    for (const StreetNetwork::SegmentArc& arc : network.arcs_of(door.segment)) {
        const double from_tail = arc.backward ? 1 - door.along : door.along;
        const double share = follow == Follow::Incoming ? from_tail : 1 - from_tail;
        const Millis ms = share_of(arc.backward ? s.backward_ms : s.forward_ms, share);
        visit(End{follow == Follow::Incoming ? arc.tail : arc.head,
                  {door.walk_ms + ms, door.walk_m + static_cast<float>(share) * s.meters}});
    }
    // A house at a corner faces both streets: the last steps to a near crossing are walked, whatever
    // direction the street has.
    for (const bool at_start : {true, false}) {
        const double steps_m =
            (at_start ? door.along : 1 - door.along) * static_cast<double>(s.meters);
        if (steps_m > kCorner_m)
            continue;
        const std::uint32_t crossing = at_start ? s.from : s.to;
        const Route way{door.walk_ms + static_cast<Millis>(std::llround(
                                           steps_m * walk_ms_a_meter(network.profile()))),
                        door.walk_m + static_cast<float>(steps_m)};
        visit(End{crossing, way});
        if (follow == Follow::Incoming) // who may not turn here still arrives
            for (const std::uint32_t copy : network.copies_of(crossing))
                visit(End{copy, way});
    }
}

/// Ends of the street of a place that a search ends at.
template <typename Visit>
void ends_of_leaf(const StreetNetwork& network, const Door& door, Follow follow,
                  const Visit& visit) {
    ends_of_root(network, door, follow == Follow::Incoming ? Follow::Outgoing : Follow::Incoming,
                 visit);
}

/// Between two doors of one street without leaving it; not possible: kNoWay.
Route along_street(const StreetNetwork& network, const Door& start, const Door& end);

} // namespace tractwise::access
