// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::viewer {

/// Which tracts are selected: one set that map, charts and table read.
///
///     selection.apply(hit_by_the_lasso, Selection::Mode::Add);      // Shift adds, Ctrl removes
///     if (selection.has(row)) ...
///
/// `version()` changes with every change, so that what was drawn from it can be kept.
class Selection {
public:
    enum class Mode { Replace, Add, Remove };

    void reset(std::size_t rows); ///< nothing selected
    void apply(std::span<const std::uint32_t> rows, Mode mode);
    void toggle(std::uint32_t row);
    void clear();
    void invert();
    void select_all();

    bool has(std::size_t row) const { return bits_[row] != 0; }
    std::size_t count() const { return count_; }
    std::size_t rows() const { return bits_.size(); }
    bool empty() const { return count_ == 0; }
    std::vector<std::uint32_t> selected() const; ///< ascending
    std::uint64_t version() const { return version_; }

private:
    void set(std::size_t row, bool on);

    std::vector<std::uint8_t> bits_;
    std::size_t count_ = 0;
    std::uint64_t version_ = 0;
};

} // namespace tractwise::viewer
