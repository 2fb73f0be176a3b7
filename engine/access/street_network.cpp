// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_network.hpp"

#include "engine/access/street_draft.hpp"
#include "engine/access/strong_components.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/nearest_line.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::access {

struct StreetNetwork::State {
    TravelProfile profile;
    std::vector<geo::LonLat> node;
    std::vector<std::uint32_t> out_first, in_first;
    std::vector<Arc> out, in;
    std::vector<float> out_m, in_m;                       ///< beside out, in
    std::vector<std::uint32_t> out_directed, in_directed; ///< beside out, in
    std::vector<Segment> segments;
    geo::LineSet shapes;
    std::vector<std::uint32_t> name_of;
    std::vector<std::string> names, classes;
    std::vector<std::uint32_t> arcs_first; ///< per segment
    std::vector<SegmentArc> segment_arcs;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> copies; ///< crossing and copy, sorted
    std::vector<std::uint32_t> copy_nodes;                       ///< the copies alone
    std::vector<std::uint32_t> component;                        ///< per node
    std::vector<double> component_m;
    std::size_t weak = 0;
    std::vector<DroppedWays> dropped;
    std::size_t turns = 0, barriers = 0;
    std::unique_ptr<geo::NearestLine> joinable;

    void take(StreetDraft& draft, const std::vector<std::uint32_t>& number);
    void link(const std::vector<StreetDraft::Arc>& arcs);
    void find_components(const StreetDraft& draft, const std::vector<StreetDraft::Arc>& arcs,
                         const std::vector<std::uint32_t>& number);
    std::uint32_t component_of_segment(std::size_t s) const;
    void index_joinable();
};

namespace {

constexpr std::uint32_t kNoComponent = 0xffffffffU;

/// Numbers the nodes along a curve that fills the box of the network (Morton order), so that
/// neighbors on the ground mostly share a cache line. Returns the new number of each.
std::vector<std::uint32_t> spatial_numbers(const std::vector<geo::LonLat>& nodes) {
    geo::Box box;
    for (const geo::LonLat p : nodes)
        box.add(p);
    const double side = std::max({box.max_x - box.min_x, box.max_y - box.min_y, 1e-9});
    const auto spread = [](std::uint64_t v) { // a 0 between any two bits
        v = (v | (v << 16U)) & 0x0000ffff0000ffffU;
        v = (v | (v << 8U)) & 0x00ff00ff00ff00ffU;
        v = (v | (v << 4U)) & 0x0f0f0f0f0f0f0f0fU;
        v = (v | (v << 2U)) & 0x3333333333333333U;
        return (v | (v << 1U)) & 0x5555555555555555U;
    };
    const auto cell = [&](double offset) {
        return static_cast<std::uint64_t>(std::clamp(offset / side, 0.0, 1.0) * 4294967295.0);
    };
    std::vector<std::uint64_t> key(nodes.size());
    for (std::size_t v = 0; v < nodes.size(); ++v)
        key[v] =
            spread(cell(nodes[v].lon - box.min_x)) | (spread(cell(nodes[v].lat - box.min_y)) << 1U);
    std::vector<std::uint32_t> order(nodes.size()), number(nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return key[a] != key[b] ? key[a] < key[b] : a < b;
    });
    for (std::uint32_t i = 0; i < order.size(); ++i)
        number[order[i]] = i;
    return number;
}

/// Groups joined by arcs in either direction.
class Groups {
public:
    explicit Groups(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t root(std::uint32_t v) {
        while (parent_[v] != v)
            v = parent_[v] = parent_[parent_[v]];
        return v;
    }
    void unite(std::uint32_t a, std::uint32_t b) { parent_[root(a)] = root(b); }

private:
    std::vector<std::uint32_t> parent_;
};

} // namespace

StreetNetwork::StreetNetwork(std::unique_ptr<State> state) : state_(std::move(state)) {}
StreetNetwork::~StreetNetwork() = default;
StreetNetwork::StreetNetwork(StreetNetwork&&) noexcept = default;
StreetNetwork& StreetNetwork::operator=(StreetNetwork&&) noexcept = default;

StreetNetwork StreetNetwork::build(const io::StreetData& streets, const TravelProfile& profile,
                                   Diagnostics& diagnostics, const Progress& progress) {
    StreetDraft draft(streets, profile, progress.part(0, 0.5));
    draft.forbid_turns(streets, diagnostics);
    progress.step("street graph", 0.6);
    const std::vector<std::uint32_t> number = spatial_numbers(draft.node);
    std::vector<StreetDraft::Arc> arcs = draft.arcs();
    for (StreetDraft::Arc& arc : arcs) {
        arc.tail = number[arc.tail];
        arc.head = number[arc.head];
    }
    auto state = std::make_unique<State>();
    state->profile = profile;
    state->node.resize(draft.node.size());
    for (std::size_t v = 0; v < number.size(); ++v)
        state->node[number[v]] = draft.node[v];
    state->take(draft, number);
    state->link(arcs);
    progress.step("street graph", 0.8);
    state->find_components(draft, arcs, number);
    progress.step("street index", 0.9);
    state->index_joinable();
    return StreetNetwork(std::move(state));
}

void StreetNetwork::State::take(StreetDraft& draft, const std::vector<std::uint32_t>& number) {
    segments = std::move(draft.segments);
    for (Segment& segment : segments) {
        segment.from = number[segment.from];
        segment.to = number[segment.to];
    }
    const std::size_t first_copy = number.size() - draft.copied.size();
    for (std::size_t c = 0; c < draft.copied.size(); ++c)
        copies.emplace_back(number[draft.copied[c]], number[first_copy + c]);
    std::sort(copies.begin(), copies.end());
    for (const auto& [crossing, copy] : copies)
        copy_nodes.push_back(copy);
    shapes = std::move(draft.shapes);
    name_of = std::move(draft.name_of);
    names = std::move(draft.names);
    classes = std::move(draft.classes);
    dropped = std::move(draft.dropped);
    turns = draft.turns_forbidden;
    barriers = draft.barriers;
}

void StreetNetwork::State::link(const std::vector<StreetDraft::Arc>& arcs) {
    const auto by = [&](std::size_t groups, const auto& key, auto& first, const auto& put) {
        first.assign(groups + 1, 0);
        for (const StreetDraft::Arc& arc : arcs)
            ++first[key(arc) + 1];
        for (std::size_t v = 1; v < first.size(); ++v)
            first[v] += first[v - 1];
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (const StreetDraft::Arc& arc : arcs)
            put(next[key(arc)]++, arc);
    };
    const auto millis = [&](std::uint32_t directed) {
        const Segment& s = segments[directed >> 1U];
        return (directed & 1U) != 0 ? s.backward_ms : s.forward_ms;
    };
    for (auto* meters : {&out_m, &in_m})
        meters->resize(arcs.size());
    for (auto* directed : {&out_directed, &in_directed})
        directed->resize(arcs.size());
    out.resize(arcs.size());
    in.resize(arcs.size());
    segment_arcs.resize(arcs.size());
    by(
        node.size(), [](const auto& arc) { return arc.tail; }, out_first,
        [&](std::size_t at, const auto& arc) {
            out[at] = {arc.head, millis(arc.directed)};
            out_m[at] = segments[arc.directed >> 1U].meters;
            out_directed[at] = arc.directed;
        });
    by(
        node.size(), [](const auto& arc) { return arc.head; }, in_first,
        [&](std::size_t at, const auto& arc) {
            in[at] = {arc.tail, millis(arc.directed)};
            in_m[at] = segments[arc.directed >> 1U].meters;
            in_directed[at] = arc.directed;
        });
    by(
        segments.size(), [](const auto& arc) { return arc.directed >> 1U; }, arcs_first,
        [&](std::size_t at, const auto& arc) {
            segment_arcs[at] = {arc.tail, arc.head, (arc.directed & 1U) != 0};
        });
}

void StreetNetwork::State::find_components(const StreetDraft& draft,
                                           const std::vector<StreetDraft::Arc>& arcs,
                                           const std::vector<std::uint32_t>& number) {
    std::vector<std::uint32_t> heads(out.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        heads[i] = out[i].node;
    StrongComponents strong = strong_components(out_first, heads);
    component = std::move(strong.of);
    std::vector<double> meters(strong.count, 0);
    for (std::size_t s = 0; s < segments.size(); ++s)
        if (const std::uint32_t c = component_of_segment(s); c != kNoComponent)
            meters[c] += segments[s].meters;
    // By decreasing length; of equal ones the one with the first node.
    std::vector<std::uint32_t> first_node(strong.count, kNoComponent), order(strong.count),
        renamed(strong.count);
    for (std::uint32_t v = 0; v < node.size(); ++v)
        first_node[component[v]] = std::min(first_node[component[v]], v);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return meters[a] != meters[b] ? meters[a] > meters[b] : first_node[a] < first_node[b];
    });
    component_m.clear();
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        renamed[order[i]] = i;
        component_m.push_back(meters[order[i]]);
    }
    for (std::uint32_t& c : component)
        c = renamed[c];

    Groups groups(node.size());
    for (const StreetDraft::Arc& arc : arcs)
        groups.unite(arc.tail, arc.head);
    const std::size_t first_copy = number.size() - draft.copied.size();
    for (std::size_t c = 0; c < draft.copied.size(); ++c)
        groups.unite(number[first_copy + c], number[draft.copied[c]]);
    for (std::uint32_t v = 0; v < node.size(); ++v)
        weak += groups.root(v) == v ? 1 : 0;
}

/// The component that both ends of a segment belong to; kNoComponent where it leads from one to another.
std::uint32_t StreetNetwork::State::component_of_segment(std::size_t s) const {
    for (std::uint32_t i = arcs_first[s]; i < arcs_first[s + 1]; ++i)
        if (component[segment_arcs[i].tail] == component[segment_arcs[i].head])
            return component[segment_arcs[i].tail];
    return kNoComponent;
}

void StreetNetwork::State::index_joinable() {
    std::vector<char> use(segments.size(), 0);
    for (std::size_t s = 0; s < segments.size(); ++s) {
        const std::uint32_t c = component_of_segment(s);
        use[s] = segments[s].joinable && c != kNoComponent &&
                         (c == 0 || component_m[c] >= profile.island_m)
                     ? 1
                     : 0;
    }
    joinable = std::make_unique<geo::NearestLine>(shapes, use);
}

const TravelProfile& StreetNetwork::profile() const {
    return state_->profile;
}
std::size_t StreetNetwork::nodes() const {
    return state_->node.size();
}
std::size_t StreetNetwork::arcs() const {
    return state_->out.size();
}
std::size_t StreetNetwork::segments() const {
    return state_->segments.size();
}
geo::LonLat StreetNetwork::node_place(std::size_t node) const {
    return state_->node[node];
}
StreetNetwork::Arcs StreetNetwork::outgoing() const {
    return {state_->out_first, state_->out, state_->out_m, state_->out_directed};
}
StreetNetwork::Arcs StreetNetwork::incoming() const {
    return {state_->in_first, state_->in, state_->in_m, state_->in_directed};
}
const StreetNetwork::Segment& StreetNetwork::segment(std::size_t s) const {
    return state_->segments[s];
}
std::span<const geo::LonLat> StreetNetwork::shape(std::size_t s) const {
    return state_->shapes.line(s);
}
std::string_view StreetNetwork::street_name(std::size_t s) const {
    return state_->names[state_->name_of[s]];
}
const std::vector<std::string>& StreetNetwork::class_names() const {
    return state_->classes;
}
std::span<const StreetNetwork::SegmentArc> StreetNetwork::arcs_of(std::size_t s) const {
    const auto& first = state_->arcs_first;
    return {state_->segment_arcs.data() + first[s], first[s + 1] - first[s]};
}
std::span<const std::uint32_t> StreetNetwork::copies_of(std::size_t node) const {
    const auto key = static_cast<std::uint32_t>(node);
    const auto& all = state_->copies;
    const auto begin = std::lower_bound(all.begin(), all.end(), std::pair{key, 0U});
    const auto end = std::lower_bound(begin, all.end(), std::pair{key + 1, 0U});
    return {state_->copy_nodes.data() + (begin - all.begin()),
            static_cast<std::size_t>(end - begin)};
}
std::uint32_t StreetNetwork::component(std::size_t node) const {
    return state_->component[node];
}
std::size_t StreetNetwork::components() const {
    return state_->component_m.size();
}
double StreetNetwork::component_m(std::size_t c) const {
    return state_->component_m[c];
}
std::size_t StreetNetwork::weak_components() const {
    return state_->weak;
}
const std::vector<StreetNetwork::DroppedWays>& StreetNetwork::dropped() const {
    return state_->dropped;
}
std::size_t StreetNetwork::turns_forbidden() const {
    return state_->turns;
}
std::size_t StreetNetwork::barriers() const {
    return state_->barriers;
}

std::optional<StreetNetwork::Join> StreetNetwork::join(geo::LonLat place) const {
    const auto hit = state_->joinable->nearest(place, state_->profile.join_limit_m);
    if (!hit)
        return std::nullopt;
    return Join{hit->line, hit->along, hit->meters, hit->place};
}

std::vector<std::optional<StreetNetwork::Join>>
StreetNetwork::join(std::span<const geo::LonLat> places) const {
    std::vector<std::optional<Join>> joins(places.size());
    parallel_for(
        places.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                joins[i] = join(places[i]);
        },
        256);
    return joins;
}

} // namespace tractwise::access
