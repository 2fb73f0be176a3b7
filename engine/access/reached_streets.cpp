// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_cost.hpp"

#include "engine/access/street_doors.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::access {

std::vector<ReachedStretch> reached_streets(const StreetNetwork& network, geo::LonLat place,
                                            double limit_min, Direction direction) {
    const auto join = network.join(place);
    if (!join)
        return {};
    const Follow follow =
        direction == Direction::ToDestination ? Follow::Incoming : Follow::Outgoing;
    const bool incoming = follow == Follow::Incoming;
    const Millis bound = to_bound(limit_min);
    Diagnostics unused;
    const Door root =
        doors_of(network, {std::span(&place, 1), {}, {}}, Severity::Note, unused).front();
    if (root.walk_ms > bound)
        return {};
    std::vector<StreetSearch::Seed> seeds;
    ends_of_root(network, root, follow, [&](const End& end) {
        seeds.push_back({end.node, end.way.ms, end.way.meters, 0});
    });
    StreetSearch search(network);
    search.run(seeds, bound, follow);

    std::vector<ReachedStretch> stretches;
    // Positions from `near` towards `far`, as far as the time left allows.
    const auto add = [&](std::uint32_t segment, double near, double far, Millis start,
                         Millis whole) {
        const double wanted = std::abs(far - near);
        const double possible =
            std::min(wanted, static_cast<double>(bound - start) / static_cast<double>(whole));
        if (!(possible > 0))
            return;
        const double stop = far > near ? near + possible : near - possible;
        const double end = minutes(start) + possible * minutes(whole);
        if (far > near)
            stretches.push_back({segment, near, stop, minutes(start), end});
        else
            stretches.push_back({segment, stop, near, end, minutes(start)});
    };
    // On the place's own street.
    const StreetNetwork::Segment& own = network.segment(root.segment);
    const Millis towards_end = incoming ? own.backward_ms : own.forward_ms;
    const Millis towards_start = incoming ? own.forward_ms : own.backward_ms;
    if (towards_end != kNoWay)
        add(root.segment, root.along, 1, root.walk_ms, towards_end);
    if (towards_start != kNoWay)
        add(root.segment, root.along, 0, root.walk_ms, towards_start);
    // From every crossing along the arcs that lead on.
    const StreetNetwork::Arcs arcs = incoming ? network.incoming() : network.outgoing();
    for (const std::uint32_t v : search.reached())
        for (std::uint32_t a = arcs.first[v]; a < arcs.first[v + 1]; ++a) {
            const bool backward = (arcs.directed[a] & 1U) != 0;
            const bool from_start = backward == incoming;
            add(arcs.directed[a] >> 1U, from_start ? 0 : 1, from_start ? 1 : 0, search.ms(v),
                arcs.arc[a].ms);
        }
    std::sort(stretches.begin(), stretches.end(), [](const auto& a, const auto& b) {
        return a.segment != b.segment ? a.segment < b.segment
               : a.from != b.from     ? a.from < b.from
                                      : a.to < b.to;
    });
    return stretches;
}

} // namespace tractwise::access
