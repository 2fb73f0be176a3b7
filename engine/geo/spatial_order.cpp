// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/spatial_order.hpp"

#include <array>
#include <utility>

namespace tractwise::geo {

void sort_by_key(std::vector<Keyed>& items, unsigned key_bits) {
    if (items.size() < 2048) { // too few for the tables of the radix sort to pay
        std::stable_sort(items.begin(), items.end(),
                         [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
        return;
    }
    // Radix sort, least digit first. Each chunk counts its own digits; a digit's places go to the
    // chunks in order, which keeps the sort stable and its result independent of the threads.
    constexpr unsigned kDigit = 11;
    constexpr std::size_t kChunk = std::size_t{1} << 17;
    using Places = std::array<std::uint32_t, 1U << kDigit>;
    std::vector<Keyed> other(items.size());
    std::vector<Places> places((items.size() + kChunk - 1) / kChunk);
    for (unsigned shift = 0; shift < key_bits; shift += kDigit) {
        const auto digit = [shift](const Keyed& item) {
            return (item.key >> shift) & ((1U << kDigit) - 1);
        };
        const auto each_chunk = [&](const auto& work) {
            parallel_for(
                places.size(),
                [&](std::size_t begin, std::size_t end) {
                    for (std::size_t c = begin; c < end; ++c)
                        work(places[c],
                             std::span(items).subspan(c * kChunk,
                                                      std::min(kChunk, items.size() - c * kChunk)));
                },
                1);
        };
        each_chunk([&](Places& place, std::span<const Keyed> chunk) {
            place.fill(0);
            for (const Keyed& item : chunk)
                ++place[digit(item)];
        });
        std::uint32_t total = 0;
        for (std::size_t d = 0; d < std::size_t{1} << kDigit; ++d)
            for (Places& place : places)
                total += std::exchange(place[d], total);
        each_chunk([&](Places& place, std::span<const Keyed> chunk) {
            for (const Keyed& item : chunk)
                other[place[digit(item)]++] = item;
        });
        items.swap(other);
    }
}

namespace {

constexpr std::uint32_t kSide = 1U << (MortonKey::kBits / 2);

double scale_of(double low, double high) {
    return high > low ? kSide / (high - low) : 0;
}

std::uint32_t
spread(double offset) { // to every second bit; NaN and what lies outside go to the ends
    std::uint32_t v = !(offset > 0)     ? 0
                      : offset >= kSide ? kSide - 1
                                        : static_cast<std::uint32_t>(offset);
    v = (v | (v << 8)) & 0x00ff00ffU;
    v = (v | (v << 4)) & 0x0f0f0f0fU;
    v = (v | (v << 2)) & 0x33333333U;
    return (v | (v << 1)) & 0x55555555U;
}

} // namespace

MortonKey::MortonKey(const Box& box)
    : x0_(box.min_x), y0_(box.min_y), scale_x_(scale_of(box.min_x, box.max_x)),
      scale_y_(scale_of(box.min_y, box.max_y)) {}

std::uint32_t MortonKey::operator()(LonLat p) const {
    return spread((p.lon - x0_) * scale_x_) | (spread((p.lat - y0_) * scale_y_) << 1);
}

} // namespace tractwise::geo
