// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <stop_token>
#include <vector>

// Private to engine/access.

namespace tractwise::access {

/// Which way arcs are followed.
enum class Follow {
    Outgoing, ///< labels are the time from a seed to the node
    Incoming  ///< labels are the time from the node to a seed
};

/// The quickest way from one or more seeds to every node within a bound, with its meters.
///
///     StreetSearch search(network);                        // keep it: its memory is reused
///     search.run(seeds, bound, Follow::Incoming);
///     for (std::uint32_t v : search.reached()) use(v, search.ms(v), search.meters(v));
///
/// Shortest-path search with buckets of time instead of a heap: a bucket holds the nodes whose label
/// falls in one span of time, and is worked off until none of them improves. Labels are whole
/// milliseconds, so they equal Dijkstra's whatever the order. Of routes of equal time the one with
/// fewer meters counts; of seeds with equal time the lower owner. One object serves one thread.
/// Cost: 20 to 30 ns an arc while the labels fit the cache (tests/bench).
class StreetSearch {
public:
    struct Seed {
        std::uint32_t node;
        Millis ms;
        float meters;
        std::uint32_t owner; ///< of nearest-of-many searches
    };
    /// Bounds and labels stay below this, so that label + arc never overflows.
    static constexpr Millis kLongest = 1U << 31U;

    explicit StreetSearch(const StreetNetwork& network);

    void run(std::span<const Seed> seeds, Millis bound, Follow follow);
    /// As run(), and tells for every node which seed's owner is nearest. Ends early, with labels
    /// that are not final, when a stop is asked for.
    void run_owned(std::span<const Seed> seeds, Millis bound, Follow follow,
                   const std::stop_token& stop);

    std::span<const std::uint32_t> reached() const { return reached_; }
    Millis ms(std::uint32_t node) const { return labels_[node].ms; } ///< kNoWay: not reached
    float meters(std::uint32_t node) const { return labels_[node].meters; }
    std::uint32_t owner(std::uint32_t node) const { return owners_[node]; }

private:
    struct Label {
        Millis ms = kNoWay;
        float meters = 0;
    };
    struct Waiting {
        std::uint32_t node;
        Millis ms;
    };
    template <bool kOwned>
    void search(std::span<const Seed> seeds, Millis bound, Follow follow,
                const std::stop_token* stop);
    template <bool kOwned>
    bool wins_tie(std::uint32_t node, float meters, std::uint32_t owner) const;
    template <bool kOwned>
    void put(std::uint32_t node, Millis ms, float meters, std::uint32_t owner);

    const StreetNetwork& network_;
    unsigned shift_ = 12;                       ///< a bucket spans 2^shift_ milliseconds
    std::vector<std::vector<Waiting>> buckets_; ///< a ring: as many spans as the longest arc needs
    std::size_t waiting_ = 0;
    std::vector<Label> labels_;
    std::vector<std::uint32_t> owners_, reached_;
};

} // namespace tractwise::access
