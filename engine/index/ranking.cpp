// SPDX-License-Identifier: Apache-2.0
#include "engine/index/ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tractwise::index {

namespace {

constexpr std::size_t kSmall = 512; ///< below this, filling histograms costs more than comparing
constexpr int kDigitBits = 11;
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;

} // namespace

void ValueOrder::sort_small() {
    std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
        return full_[a.place] != full_[b.place] ? full_[a.place] < full_[b.place]
                                                : a.place < b.place;
    });
}

void ValueOrder::sort(std::span<const double> values, std::span<const std::uint32_t> rows) {
    full_.resize(rows.size());
    row_of_.resize(rows.size());
    std::uint64_t least = ~std::uint64_t{0}, greatest = 0;
    std::size_t n = 0;
    for (const std::uint32_t row : rows) {
        if (!std::isfinite(values[row]))
            continue;
        const std::uint64_t key = order_key(values[row]);
        least = std::min(least, key);
        greatest = std::max(greatest, key);
        full_[n] = key;
        row_of_[n++] = row;
    }
    entries_.resize(n);
    sorted_.resize(n);
    keys_.resize(n);
    if (n == 0)
        return;

    // The 32 leading bits of what varies: doubles of one column share most of their exponent.
    const int shift = std::max(0, static_cast<int>(std::bit_width(greatest - least)) - 32);
    for (std::size_t i = 0; i < n; ++i)
        entries_[i] = {static_cast<std::uint32_t>((full_[i] - least) >> shift),
                       static_cast<std::uint32_t>(i)};
    if (n < kSmall) {
        sort_small();
    } else {
        std::array<std::array<std::uint32_t, kBuckets>, 3> counts{};
        for (const Entry& e : entries_)
            for (std::size_t digit = 0; digit < counts.size(); ++digit)
                ++counts[digit][(e.key >> (kDigitBits * digit)) & (kBuckets - 1)];
        spare_.resize(n);
        for (std::size_t digit = 0; digit < counts.size(); ++digit) {
            auto& count = counts[digit];
            std::uint32_t start = 0;
            bool one_bucket = false;
            for (std::uint32_t& c : count) {
                one_bucket = one_bucket || c == n;
                const std::uint32_t size = c;
                c = start;
                start += size;
            }
            if (one_bucket)
                continue;
            for (const Entry& e : entries_)
                spare_[count[(e.key >> (kDigitBits * digit)) & (kBuckets - 1)]++] = e;
            entries_.swap(spare_);
        }
        // Equal leading bits are nearly always true ties; where they are not, the full keys decide.
        for (std::size_t begin = 0; shift > 0 && begin < n;) {
            std::size_t end = begin + 1;
            bool tie = true;
            for (; end < n && entries_[end].key == entries_[begin].key; ++end)
                tie = tie && full_[entries_[end].place] == full_[entries_[begin].place];
            if (!tie)
                std::stable_sort(entries_.begin() + static_cast<std::ptrdiff_t>(begin),
                                 entries_.begin() + static_cast<std::ptrdiff_t>(end),
                                 [&](const Entry& a, const Entry& b) {
                                     return full_[a.place] < full_[b.place];
                                 });
            begin = end;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        sorted_[i] = row_of_[entries_[i].place];
        keys_[i] = full_[entries_[i].place];
    }
}

} // namespace tractwise::index
