// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/travel_profile.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/streets.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::access {

/// Time on streets is counted in whole milliseconds: sums are exact, so a route costs the same
/// whichever way it was found. The largest is 49 days.
using Millis = std::uint32_t;
inline constexpr Millis kNoWay = 0xffffffffU;

/// The streets that one kind of traveler may use, as a graph that searches walk fast.
///
///     const StreetNetwork drive = StreetNetwork::build(streets, TravelProfile::load("drive"), diagnostics);
///     if (const auto door = drive.join({-87.6, 41.8}))           // the nearest street, not the nearest crossing
///         use(door->segment, door->along, door->off_m);
///
/// A **node** is a crossing or the end of a street; a **segment** is the street between two nodes,
/// with its bends; an **arc** is one allowed direction of a segment. Arcs lie in CSR order, outgoing
/// and incoming. Parallel segments and loops are kept. A barrier cuts its street. A turn that is
/// forbidden is a node of its own: who arrives by the street the rule names stands at a copy of the
/// crossing that lacks the forbidden exit. U-turns are free wherever no rule forbids them.
///
/// Lengths are geodesic meters, or what an edge table states. Times are length / speed of the
/// profile, rounded to milliseconds and at least 1. Nodes are in a spatial order, so that what is
/// near on the ground is near in memory. Immutable; safe from many threads.
class StreetNetwork {
public:
    struct Arc {
        std::uint32_t node; ///< where it leads (outgoing) or comes from (incoming)
        Millis ms;
    };
    struct Segment {
        std::uint32_t way;              ///< index in the StreetData it was built from
        std::uint32_t from = 0, to = 0; ///< its crossings, as nodes
        float meters;
        Millis forward_ms; ///< kNoWay: not allowed
        Millis backward_ms;
        std::uint32_t class_index; ///< in class_names()
        bool joinable;
    };
    /// A place on a street.
    struct Join {
        std::uint32_t segment = 0;
        double along = 0;  ///< 0 at the first node of the segment, 1 at its last
        double off_m = 0;  ///< meters between the place and the street
        geo::LonLat place; ///< the point on the street
    };

    /// Errors: Error(Input) where the data have no way that the profile may use, with the counts of
    /// what was dropped and why. Cost: about 2 s for 1,000,000 segments.
    static StreetNetwork build(const io::StreetData& streets, const TravelProfile& profile,
                               Diagnostics& diagnostics, const Progress& progress = {});
    ~StreetNetwork();
    StreetNetwork(StreetNetwork&&) noexcept;
    StreetNetwork& operator=(StreetNetwork&&) noexcept;

    const TravelProfile& profile() const;
    std::size_t nodes() const;
    std::size_t arcs() const;
    std::size_t segments() const;
    geo::LonLat node_place(std::size_t node) const;
    /// All arcs in CSR order, for loops that must be fast.
    struct Arcs {
        std::span<const std::uint32_t> first; ///< nodes + 1
        std::span<const Arc> arc;
        std::span<const float> meters; ///< beside `arc`: apart, since searches seldom need them
        std::span<const std::uint32_t>
            directed; ///< beside `arc`: segment * 2, + 1 where it runs against it
    };
    Arcs outgoing() const;
    Arcs incoming() const;
    const Segment& segment(std::size_t s) const;
    std::span<const geo::LonLat> shape(std::size_t s) const; ///< its bends, both ends included
    std::string_view street_name(std::size_t s) const;       ///< empty where it has none
    const std::vector<std::string>& class_names() const;
    /// The arcs of segment s: every copy of a crossing that may enter it has one.
    /// `tail` is where the arc starts.
    struct SegmentArc {
        std::uint32_t tail, head;
        bool backward;
    };
    std::span<const SegmentArc> arcs_of(std::size_t s) const;
    /// The copies of a crossing at which some turn is forbidden.
    std::span<const std::uint32_t> copies_of(std::size_t node) const;

    /// Nodes that reach each other both ways share a component; components are numbered by
    /// decreasing length of street.
    std::uint32_t component(std::size_t node) const;
    std::size_t components() const;
    double component_m(std::size_t c) const; ///< meters of street inside
    std::size_t weak_components() const;     ///< when directions are ignored

    /// The nearest point on a street that can be joined, on the same piece of the network as most
    /// streets; none within the profile's join_limit_m: nothing.
    std::optional<Join> join(geo::LonLat place) const;
    std::vector<std::optional<Join>>
    join(std::span<const geo::LonLat> places) const; ///< on all cores

    /// What was left out, for the summary (street_summary.hpp).
    struct DroppedWays {
        std::string reason;
        std::size_t ways = 0;
        double meters = 0;
    };
    const std::vector<DroppedWays>& dropped() const;
    std::size_t turns_forbidden() const; ///< restrictions in force
    std::size_t barriers() const;        ///< nodes that cut a street

private:
    struct State;
    explicit StreetNetwork(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace tractwise::access
