// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_draft.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

constexpr std::uint32_t kNoPart = 0xffffffffU;
constexpr double kSecondsAnHour = 3600; // meters at km/h: milliseconds are meters * 3600 / km/h

Millis to_millis(double ms) {
    constexpr double kLongest = 1U << 30U; // so that two of them still add up
    return static_cast<Millis>(std::clamp(std::round(ms), 1.0, kLongest));
}

} // namespace

/// What the profile says about every way and every node.
struct StreetDraft::Uses {
    std::vector<WayUse> way;
    std::vector<double> meters;  ///< of each way
    std::vector<double> piece_m; ///< per entry of way_node: to the next one
    std::vector<char> crossing;  ///< per node: a segment ends here
    std::vector<char> barrier;   ///< per node: nobody passes
    std::vector<char> signal;    ///< per node

    Uses(const io::StreetData& streets, const TravelProfile& profile, const Progress& progress)
        : way(streets.ways()), meters(streets.ways(), 0), piece_m(streets.way_node.size(), 0),
          crossing(streets.nodes(), 0), barrier(streets.nodes(), 0), signal(streets.nodes(), 0) {
        parallel_for(
            streets.ways(),
            [&](std::size_t begin, std::size_t end) {
                progress.throw_if_stopped();
                for (std::size_t w = begin; w < end; ++w)
                    measure(streets, profile, w);
            },
            2048);
        for (std::size_t t = 0; t < streets.tagged_node.size(); ++t) {
            const std::uint32_t n = streets.tagged_node[t];
            barrier[n] = profile.stops_at(streets.node_tags, t) ? 1 : 0;
            signal[n] = streets.node_tags.value(t, "highway") == "traffic_signals" ? 1 : 0;
        }
        std::vector<char> seen(streets.nodes(), 0);
        for (std::size_t w = 0; w < streets.ways(); ++w) {
            const auto nodes = streets.nodes_of(w);
            if (!way[w].open())
                continue;
            for (const std::uint32_t n : nodes) {
                crossing[n] = crossing[n] != 0 || seen[n] != 0 || barrier[n] != 0 ? 1 : 0;
                seen[n] = 1;
            }
            crossing[nodes.front()] = crossing[nodes.back()] = 1;
        }
    }

private:
    void measure(const io::StreetData& streets, const TravelProfile& profile, std::size_t w) {
        way[w] = profile.use(streets.way_tags, w);
        for (std::size_t i = streets.way_first[w]; i + 1 < streets.way_first[w + 1]; ++i) {
            piece_m[i] = streets.stated_m.empty()
                             ? geo::geodesic_m(streets.place[streets.way_node[i]],
                                               streets.place[streets.way_node[i + 1]])
                             : streets.stated_m[i];
            meters[w] += piece_m[i];
        }
    }
};

StreetDraft::StreetDraft(const io::StreetData& streets, const TravelProfile& profile,
                         const Progress& progress)
    : profile_(profile), node_of_(streets.nodes(), kNoPart) {
    progress.step("streets for " + profile.id, 0);
    const Uses uses(streets, profile, progress);
    progress.step("crossings", 0.5);
    std::map<WayUse::Dropped, StreetNetwork::DroppedWays> dropped_by;
    for (std::size_t w = 0; w < streets.ways(); ++w) {
        const WayUse& use = uses.way[w];
        if (use.open())
            continue;
        StreetNetwork::DroppedWays& d = dropped_by[use.dropped];
        d.reason = to_string(use.dropped);
        ++d.ways;
        d.meters += uses.meters[w];
    }
    for (auto& [reason, d] : dropped_by)
        dropped.push_back(std::move(d));
    cut(streets, uses);
    if (segments.empty()) {
        std::vector<std::string> reasons;
        for (const auto& d : dropped)
            reasons.push_back(
                fmt::format("{} {}", format_count(static_cast<double>(d.ways)), d.reason));
        throw Error(ErrorKind::Input,
                    fmt::format("none of the {} ways is open to profile \"{}\" ({})",
                                format_count(static_cast<double>(streets.ways())), profile.id,
                                reasons.empty() ? "all without length" : join(reasons, ", ")),
                    {.where = streets.name,
                     .hint = "see data/profiles/README.md for what a profile admits; `tractwise "
                             "streets` lists the classes of a file"});
    }
}

void StreetDraft::cut(const io::StreetData& streets, const Uses& uses) {
    std::unordered_map<std::string, std::uint32_t> name_ids{{"", 0}};
    name_of_way_.assign(streets.ways(), 0);
    for (std::size_t w = 0; w < streets.ways(); ++w) {
        if (!uses.way[w].open())
            continue;
        std::string name(streets.way_tags.value(w, "name"));
        if (name.empty())
            name = streets.way_tags.value(w, "ref");
        const auto [at, fresh] = name_ids.emplace(name, static_cast<std::uint32_t>(names.size()));
        if (fresh)
            names.push_back(name);
        name_of_way_[w] = at->second;

        const auto nodes = streets.nodes_of(w);
        std::size_t first = 0;
        for (std::size_t i = 1; i < nodes.size(); ++i)
            if (uses.crossing[nodes[i]] != 0) {
                add_segment(streets, uses, w, first, i);
                first = i;
            }
    }
    for (std::size_t n = 0; n < streets.nodes(); ++n)
        barriers += uses.barrier[n] != 0 && uses.crossing[n] != 0 ? 1 : 0;
}

std::uint32_t StreetDraft::node_at(const io::StreetData& streets, const Uses& uses,
                                   std::uint32_t data_node) {
    if (uses.barrier[data_node] == 0 && node_of_[data_node] != kNoPart)
        return node_of_[data_node];
    // Every street that meets a barrier ends there by itself.
    const auto fresh = static_cast<std::uint32_t>(node.size());
    node.push_back(streets.place[data_node]);
    node_of_[data_node] = fresh;
    return fresh;
}

void StreetDraft::add_segment(const io::StreetData& streets, const Uses& uses, std::size_t way,
                              std::size_t first, std::size_t last) {
    const auto nodes = streets.nodes_of(way);
    const WayUse& use = uses.way[way];
    const std::size_t offset = streets.way_first[way];
    double meters = 0;
    std::vector<geo::LonLat> bends{streets.place[nodes[first]]};
    int signals = 0;
    for (std::size_t i = first; i < last; ++i) {
        meters += uses.piece_m[offset + i];
        bends.push_back(streets.place[nodes[i + 1]]);
        signals += i + 1 < last && uses.signal[nodes[i + 1]] != 0 ? 1 : 0;
    }
    const auto time = [&](double kmh, std::uint32_t end) {
        if (!(kmh > 0))
            return kNoWay;
        const double whole = uses.meters[way];
        const double ms = use.duration_min > 0
                              ? use.duration_min * 60'000 * (whole > 0 ? meters / whole : 1)
                              : meters * (kSecondsAnHour / kmh);
        const int stops = signals + (uses.signal[end] != 0 ? 1 : 0);
        return to_millis((ms + stops * profile_.signal_s * 1000) *
                         (use.duration_min > 0 ? 1 : profile_.slowdown));
    };
    std::string_view kind = streets.way_tags.value(way, "highway");
    if (kind.empty())
        kind = streets.way_tags.value(way, "route");
    auto known = std::find(classes.begin(), classes.end(), kind);
    if (known == classes.end())
        known = classes.insert(classes.end(), std::string(kind));

    segments.push_back({.way = static_cast<std::uint32_t>(way),
                        .meters = static_cast<float>(meters),
                        .forward_ms = time(use.forward_kmh, nodes[last]),
                        .backward_ms = time(use.backward_kmh, nodes[first]),
                        .class_index = static_cast<std::uint32_t>(known - classes.begin()),
                        .joinable = use.joinable});
    segments.back().from = node_at(streets, uses, nodes[first]);
    segments.back().to = node_at(streets, uses, nodes[last]);
    shapes.add(bends);
    name_of.push_back(name_of_way_[way]);
}

void StreetDraft::index_arcs() {
    const auto by_end = [&](const auto& end_of, auto& first, auto& list) {
        first.assign(node.size() + 1, 0);
        const auto directed = static_cast<std::uint32_t>(segments.size() * 2);
        for (std::uint32_t d = 0; d < directed; ++d)
            if (open(d))
                ++first[end_of(d) + 1];
        for (std::size_t v = 1; v < first.size(); ++v)
            first[v] += first[v - 1];
        list.resize(first.back());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (std::uint32_t d = 0; d < directed; ++d)
            if (open(d))
                list[next[end_of(d)]++] = d;
    };
    by_end([&](std::uint32_t d) { return tail_of(d); }, leaving_first_, leaving_);
    by_end([&](std::uint32_t d) { return head_of(d); }, arriving_first_, arriving_);
}

void StreetDraft::forbid_turns(const io::StreetData& streets, Diagnostics& diagnostics) {
    index_arcs();
    redirected_.assign(segments.size() * 2, kNoPart);
    if (!profile_.turn_restrictions)
        return;
    const auto of_way = [&](std::span<const std::uint32_t> directed, std::uint32_t way) {
        std::vector<std::uint32_t> found;
        for (const std::uint32_t d : directed)
            if (segments[d >> 1U].way == way)
                found.push_back(d);
        return found;
    };
    std::map<std::uint32_t, std::vector<std::uint32_t>> forbidden; // arriving -> leaving
    std::size_t ambiguous = 0;
    for (const auto& rule : streets.restrictions) {
        const std::uint32_t via = node_of_[rule.via_node];
        if (via == kNoPart || profile_.excepted(rule.except))
            continue;
        const auto froms = of_way(arriving(via), rule.from_way);
        const auto tos = of_way(leaving(via), rule.to_way);
        if (froms.empty() || tos.empty())
            continue; // a street that this traveler may not use, or not in that direction
        if (rule.from_way == rule.to_way && !rule.only) { // no U-turn
            for (const std::uint32_t arrival : froms)
                if (open(arrival ^ 1U))
                    forbidden[arrival].push_back(arrival ^ 1U);
        } else if (froms.size() > 1 || tos.size() > 1) {
            ++ambiguous;
            continue;
        } else {
            auto& list = forbidden[froms.front()];
            if (!rule.only)
                list.push_back(tos.front());
            else
                for (const std::uint32_t d : leaving(via))
                    if (d != tos.front())
                        list.push_back(d);
        }
        ++turns_forbidden;
    }
    if (ambiguous > 0)
        diagnostics.add({Severity::Note,
                         "turn-restriction-ambiguous",
                         streets.name,
                         "turn restrictions are not applied: a street they name runs through the "
                         "crossing, so the turn is not clear",
                         ambiguous,
                         {}});

    std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, std::uint32_t> copies;
    for (auto& [arrival, list] : forbidden) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        const std::uint32_t via = head_of(arrival);
        const auto [at, fresh] =
            copies.try_emplace({via, list}, static_cast<std::uint32_t>(node.size()));
        redirected_[arrival] = at->second;
        if (!fresh)
            continue;
        node.push_back(node[via]);
        copied.push_back(via);
        std::vector<std::uint32_t>& exits = leaving_copy_.emplace_back();
        for (const std::uint32_t d : leaving(via))
            if (!std::binary_search(list.begin(), list.end(), d))
                exits.push_back(d);
    }
}

std::vector<StreetDraft::Arc> StreetDraft::arcs() const {
    std::vector<Arc> arcs;
    const auto head = [&](std::uint32_t d) {
        return redirected_[d] != kNoPart ? redirected_[d] : head_of(d);
    };
    for (std::uint32_t d = 0; d < segments.size() * 2; ++d)
        if (open(d))
            arcs.push_back({tail_of(d), head(d), d});
    const auto first_copy = static_cast<std::uint32_t>(node.size() - leaving_copy_.size());
    for (std::uint32_t c = 0; c < leaving_copy_.size(); ++c)
        for (const std::uint32_t d : leaving_copy_[c])
            arcs.push_back({first_copy + c, head(d), d});
    return arcs;
}

} // namespace tractwise::access
