// SPDX-License-Identifier: Apache-2.0
#include "viewer/selection.hpp"

#include <algorithm>

namespace tractwise::viewer {

void Selection::reset(std::size_t rows) {
    bits_.assign(rows, 0);
    count_ = 0;
    ++version_;
}

void Selection::set(std::size_t row, bool on) {
    if (row >= bits_.size() || (bits_[row] != 0) == on)
        return;
    bits_[row] = on ? 1 : 0;
    count_ = on ? count_ + 1 : count_ - 1;
}

void Selection::apply(std::span<const std::uint32_t> rows, Mode mode) {
    if (mode == Mode::Replace)
        clear();
    for (const std::uint32_t row : rows)
        set(row, mode != Mode::Remove);
    ++version_;
}

void Selection::toggle(std::uint32_t row) {
    if (row < bits_.size())
        set(row, !has(row));
    ++version_;
}

void Selection::clear() {
    std::fill(bits_.begin(), bits_.end(), std::uint8_t{0});
    count_ = 0;
    ++version_;
}

void Selection::invert() {
    for (std::uint8_t& bit : bits_)
        bit ^= 1;
    count_ = bits_.size() - count_;
    ++version_;
}

void Selection::select_all() {
    std::fill(bits_.begin(), bits_.end(), std::uint8_t{1});
    count_ = bits_.size();
    ++version_;
}

std::vector<std::uint32_t> Selection::selected() const {
    std::vector<std::uint32_t> rows;
    rows.reserve(count_);
    for (std::size_t row = 0; row < bits_.size(); ++row)
        if (bits_[row] != 0)
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

} // namespace tractwise::viewer
