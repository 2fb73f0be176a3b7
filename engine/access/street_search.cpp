// SPDX-License-Identifier: Apache-2.0
#include "engine/access/street_search.hpp"

#include <algorithm>
#include <bit>

namespace tractwise::access {
namespace {

/// Nodes of a bucket lie all over the map: what is read some steps later is asked for now, which
/// hides the wait for memory (a third of the time of a search over 2 million nodes, tests/bench).
constexpr std::size_t kAhead = 8;

void fetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

} // namespace

StreetSearch::StreetSearch(const StreetNetwork& network)
    : network_(network), labels_(network.nodes()) {
    Millis longest = 1;
    for (std::size_t s = 0; s < network.segments(); ++s) {
        const StreetNetwork::Segment& segment = network.segment(s);
        for (const Millis ms : {segment.forward_ms, segment.backward_ms})
            if (ms != kNoWay)
                longest = std::max(longest, ms);
    }
    // Spans of about two seconds are worked off fastest on city streets (tests/bench); a ferry of a
    // day must not need a million of them.
    constexpr std::size_t kMostBuckets = 1U << 16U;
    while ((longest >> shift_) + 2 > kMostBuckets)
        ++shift_;
    buckets_.resize(std::bit_ceil(static_cast<std::size_t>(longest >> shift_) + 2));
}

void StreetSearch::run(std::span<const Seed> seeds, Millis bound, Follow follow) {
    search<false>(seeds, bound, follow, nullptr);
}

void StreetSearch::run_owned(std::span<const Seed> seeds, Millis bound, Follow follow,
                             const std::stop_token& stop) {
    owners_.resize(labels_.size());
    search<true>(seeds, bound, follow, &stop);
}

/// Whether a way that takes as long as the label's is still the better one.
template <bool kOwned>
bool StreetSearch::wins_tie(std::uint32_t node, float meters, std::uint32_t owner) const {
    if constexpr (kOwned)
        if (owner != owners_[node])
            return owner < owners_[node];
    return meters < labels_[node].meters;
}

template <bool kOwned>
void StreetSearch::put(std::uint32_t node, Millis ms, float meters, std::uint32_t owner) {
    if (labels_[node].ms == kNoWay)
        reached_.push_back(node);
    labels_[node] = {ms, meters};
    if constexpr (kOwned)
        owners_[node] = owner;
    buckets_[(ms >> shift_) & (buckets_.size() - 1)].push_back({node, ms});
    ++waiting_;
}

template <bool kOwned>
void StreetSearch::search(std::span<const Seed> seeds, Millis bound, Follow follow,
                          const std::stop_token* stop) {
    for (const std::uint32_t v : reached_)
        labels_[v] = {};
    reached_.clear();
    bound = std::min(bound, kLongest);
    const StreetNetwork::Arcs arcs =
        follow == Follow::Outgoing ? network_.outgoing() : network_.incoming();
    // Seeds may lie further apart than the ring is long (places far from their streets): they join
    // when their time comes.
    std::vector<Seed> later(seeds.begin(), seeds.end());
    std::sort(later.begin(), later.end(), [](const Seed& a, const Seed& b) {
        return a.ms != b.ms ? a.ms > b.ms : a.owner > b.owner;
    });
    const auto admit = [&](Millis until) {
        while (!later.empty() && later.back().ms <= until) {
            const Seed& seed = later.back();
            if (seed.ms <= bound && (seed.ms < labels_[seed.node].ms ||
                                     (seed.ms == labels_[seed.node].ms &&
                                      wins_tie<kOwned>(seed.node, seed.meters, seed.owner))))
                put<kOwned>(seed.node, seed.ms, seed.meters, seed.owner);
            later.pop_back();
        }
    };
    std::uint64_t span = later.empty() ? 0 : later.back().ms >> shift_;
    std::vector<Waiting> now;
    while (waiting_ > 0 || !later.empty()) {
        if (stop != nullptr && (span & 63U) == 0 && stop->stop_requested())
            break;
        if (waiting_ == 0)
            span = later.back().ms >> shift_;
        admit(static_cast<Millis>(std::min<std::uint64_t>(((span + 1) << shift_) - 1, kLongest)));
        std::vector<Waiting>& bucket = buckets_[span & (buckets_.size() - 1)];
        while (!bucket.empty()) {
            now.swap(bucket);
            waiting_ -= now.size();
            for (std::size_t i = 0; i < now.size(); ++i) {
                const Waiting item = now[i];
                if (i + kAhead < now.size()) {
                    fetch(&labels_[now[i + kAhead].node]);
                    fetch(&arcs.first[now[i + kAhead].node]);
                }
                if (i + kAhead / 2 < now.size()) {
                    const std::uint32_t a = arcs.first[now[i + kAhead / 2].node];
                    fetch(arcs.arc.data() + a);
                    fetch(arcs.meters.data() + a);
                }
                if (labels_[item.node].ms != item.ms)
                    continue; // improved since
                const float meters = labels_[item.node].meters;
                std::uint32_t owner = 0;
                if constexpr (kOwned)
                    owner = owners_[item.node];
                for (std::uint32_t a = arcs.first[item.node]; a < arcs.first[item.node + 1]; ++a) {
                    const auto [node, arc_ms] = arcs.arc[a];
                    const Millis ms = item.ms + arc_ms;
                    if (ms > labels_[node].ms || ms > bound)
                        continue;
                    const float whole = meters + arcs.meters[a];
                    if (ms < labels_[node].ms || wins_tie<kOwned>(node, whole, owner))
                        put<kOwned>(node, ms, whole, owner);
                }
            }
            now.clear();
        }
        ++span;
    }
    // A stopped search leaves its rest behind.
    if (waiting_ > 0)
        for (auto& bucket : buckets_)
            bucket.clear();
    waiting_ = 0;
}

} // namespace tractwise::access
