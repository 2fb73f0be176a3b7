// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_summary.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace tractwise::access {
namespace {

using Segment = StreetNetwork::Segment;

double kmh(double meters, double ms) {
    return meters / ms * 3600;
}

bool one_way(const Segment& s) {
    return (s.forward_ms == kNoWay) != (s.backward_ms == kNoWay);
}

/// The piece whose ends both belong to it; nothing for a street that leads from one to another.
std::optional<std::uint32_t> piece_of(const StreetNetwork& network, std::size_t s) {
    for (const StreetNetwork::SegmentArc& arc : network.arcs_of(s))
        if (network.component(arc.tail) == network.component(arc.head))
            return network.component(arc.tail);
    return std::nullopt;
}

/// Below it lies `share` of the length.
double by_length(std::vector<std::pair<double, double>> speed_and_meters, double share) {
    std::sort(speed_and_meters.begin(), speed_and_meters.end());
    double all = 0, below = 0;
    for (const auto& [speed, meters] : speed_and_meters)
        all += meters;
    for (const auto& [speed, meters] : speed_and_meters) {
        below += meters;
        if (below >= all * share)
            return speed;
    }
    return speed_and_meters.empty() ? 0 : speed_and_meters.back().first;
}

std::vector<StreetSummary::Class> classes_of(const StreetNetwork& network) {
    struct Sum {
        StreetSummary::Class of;
        double traveled_m = 0, traveled_ms = 0;
        std::vector<std::pair<double, double>> slower, faster; ///< speed and meters, per segment
    };
    std::vector<Sum> sums(network.class_names().size());
    for (std::size_t s = 0; s < network.segments(); ++s) {
        const Segment& segment = network.segment(s);
        const double meters = segment.meters;
        Sum& sum = sums[segment.class_index];
        ++sum.of.segments;
        sum.of.meters += meters;
        sum.of.one_way_m += one_way(segment) ? meters : 0;
        double slow = std::numeric_limits<double>::infinity(), fast = 0;
        for (const Millis ms : {segment.forward_ms, segment.backward_ms}) {
            if (ms == kNoWay)
                continue;
            sum.traveled_m += meters;
            sum.traveled_ms += ms;
            slow = std::min(slow, kmh(meters, ms));
            fast = std::max(fast, kmh(meters, ms));
        }
        if (fast > 0) {
            sum.slower.emplace_back(slow, meters);
            sum.faster.emplace_back(fast, meters);
        }
    }
    std::vector<StreetSummary::Class> classes;
    for (std::size_t c = 0; c < sums.size(); ++c) {
        Sum& sum = sums[c];
        if (sum.of.segments == 0)
            continue;
        constexpr double kTail = 0.05;
        sum.of.name = network.class_names()[c];
        sum.of.mean_kmh = sum.traveled_ms > 0 ? kmh(sum.traveled_m, sum.traveled_ms) : 0;
        sum.of.low_kmh = by_length(std::move(sum.slower), kTail);
        sum.of.high_kmh = by_length(std::move(sum.faster), 1 - kTail);
        classes.push_back(std::move(sum.of));
    }
    std::sort(classes.begin(), classes.end(), [](const auto& a, const auto& b) {
        return a.meters != b.meters ? a.meters > b.meters : a.name < b.name;
    });
    return classes;
}

} // namespace

StreetSummary summarize(const StreetNetwork& network) {
    StreetSummary summary{.profile = network.profile().id,
                          .title = network.profile().title,
                          .nodes = network.nodes(),
                          .segments = network.segments(),
                          .arcs = network.arcs(),
                          .island_limit_m = network.profile().island_m,
                          .classes = classes_of(network),
                          .dropped = network.dropped(),
                          .turns_forbidden = network.turns_forbidden(),
                          .barriers = network.barriers()};
    for (std::size_t s = 0; s < network.segments(); ++s) {
        const Segment& segment = network.segment(s);
        summary.meters += segment.meters;
        summary.one_way_m += one_way(segment) ? segment.meters : 0;
        summary.between_m += piece_of(network, s) ? 0 : segment.meters;
    }
    // A node that streets only lead to, or only away from, is a component without any street.
    for (std::size_t c = 0; c < network.components(); ++c) {
        const double meters = network.component_m(c);
        if (meters <= 0)
            continue;
        ++summary.pieces;
        if (c > 0 && meters < summary.island_limit_m) {
            ++summary.islands;
            summary.islands_m += meters;
        }
    }
    summary.largest_m = network.components() > 0 ? network.component_m(0) : 0;
    return summary;
}

StreetLayer street_layer(const StreetNetwork& network) {
    const auto minutes = [](Millis ms) { // 1 ms is 0.00002 min
        return ms == kNoWay ? kNaN : round_half_away(ms / 60000.0, 5);
    };
    std::vector<std::string> ids, classes, names;
    std::vector<double> forward, backward, meters, pieces;
    StreetLayer layer;
    for (std::size_t s = 0; s < network.segments(); ++s) {
        const Segment& segment = network.segment(s);
        ids.push_back(std::to_string(s + 1));
        classes.push_back(network.class_names()[segment.class_index]);
        names.emplace_back(network.street_name(s));
        forward.push_back(minutes(segment.forward_ms));
        backward.push_back(minutes(segment.backward_ms));
        meters.push_back(round_half_away(segment.meters, 2));
        const auto piece = piece_of(network, s);
        pieces.push_back(piece ? *piece + 1 : kNaN);
        layer.lines.add(network.shape(s));
    }
    layer.table.name = "streets";
    layer.table.description = network.profile().title + ": street segments between crossings";
    const auto add = [&](const char* name, const char* description, auto values) {
        layer.table.columns.push_back({name, description, std::move(values)});
    };
    add("id", "number of the segment", std::move(ids));
    add("class", "highway tag, or ferry", std::move(classes));
    add("name", "name of the street", std::move(names));
    add("forward_min", "minutes along the line; missing: not allowed", std::move(forward));
    add("backward_min", "minutes against the line; missing: not allowed", std::move(backward));
    add("metres", "length", std::move(meters));
    add("piece", "connected piece, 1 is the largest; missing: leads from one to another",
        std::move(pieces));
    return layer;
}

} // namespace tractwise::access
