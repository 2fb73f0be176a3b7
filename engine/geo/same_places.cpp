// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/same_places.hpp"

#include <array>
#include <bit>

namespace tractwise::geo {

namespace {

constexpr std::uint32_t kEmptySlot = 0xFFFFFFFF;

/// Compared by bits, so that a coordinate that is not a number equals itself.
struct PlaceKey {
    std::uint64_t x, y;
    explicit PlaceKey(LonLat p) // + 0.0 makes a positive zero of a negative one
        : x(std::bit_cast<std::uint64_t>(p.lon + 0.0)),
          y(std::bit_cast<std::uint64_t>(p.lat + 0.0)) {}
    friend bool operator==(const PlaceKey&, const PlaceKey&) = default;

    std::uint64_t hash() const {
        std::uint64_t h = x * 0x9e3779b97f4a7c15U ^ std::rotl(y * 0xbf58476d1ce4e5b9U, 31);
        h ^= h >> 32;
        h *= 0x94d049bb133111ebU;
        return h ^ (h >> 29);
    }
};

} // namespace

std::vector<std::uint32_t> number_places(std::span<const LonLat> vertices,
                                         std::vector<LonLat>& places) {
    // A third to two thirds full where no two are equal, and shared corners are mostly two.
    const std::size_t mask = std::bit_ceil(vertices.size() + vertices.size() / 2 + 1) - 1;
    std::vector<std::uint32_t> table(mask + 1, kEmptySlot);
    std::vector<std::uint32_t> number(vertices.size());
    places.reserve(places.size() + vertices.size());
    // Table and places are far larger than the cache: what is needed soon is asked for ahead, first the
    // slot and, when that has come, the place that it names.
    constexpr std::size_t kSlotAhead = 32, kPlaceAhead = 16;
    std::array<std::size_t, kSlotAhead> slots{};
    const std::size_t n = vertices.size();
    for (std::size_t i = 0; i < n + kSlotAhead; ++i) {
        if (i >= kSlotAhead) {
            const std::size_t v = i - kSlotAhead;
            const PlaceKey key(vertices[v]);
            std::size_t slot = slots[v % kSlotAhead];
            while (table[slot] != kEmptySlot && !(PlaceKey(places[table[slot]]) == key))
                slot = (slot + 1) & mask;
            if (table[slot] == kEmptySlot) {
                table[slot] = static_cast<std::uint32_t>(places.size());
                places.push_back(vertices[v]);
            }
            number[v] = table[slot];
        }
        if (i < n) {
            slots[i % kSlotAhead] = PlaceKey(vertices[i]).hash() & mask;
            __builtin_prefetch(&table[slots[i % kSlotAhead]]);
        }
        if (i >= kPlaceAhead && i - kPlaceAhead < n)
            if (const std::uint32_t place = table[slots[(i - kPlaceAhead) % kSlotAhead]];
                place != kEmptySlot)
                __builtin_prefetch(&places[place]);
    }
    return number;
}

} // namespace tractwise::geo
