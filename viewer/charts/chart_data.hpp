// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/selection.hpp"
#include "viewer/snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What charts show, as plain numbers; none of it knows a window.

namespace tractwise::viewer {

/// Tells whether a column is still the one that something was made from. It keeps the results that
/// hold it alive, so that an address never means two columns.
class ColumnWatch {
public:
    /// True where the column is another one than at the last call.
    bool changed(const Snapshot& shown, std::string_view name);
    const tract::Column* column() const { return column_; } ///< null where there is none

private:
    std::shared_ptr<const study::ResultColumns> kept_;
    const tract::Column* column_ = nullptr;
};

/// The rows of a column that have a value, ascending; equal values in the order of rows.
///
///     const SortedRows sorted(column.values);
///     sorted.between(0.2, 0.3);              // rows with 0.2 <= x <= 0.3
///
/// Cost: 8 ms for 85,000 values, once; between() is a binary search.
struct SortedRows {
    std::vector<std::uint32_t> rows;
    std::vector<double> values;
    std::size_t missing = 0; ///< NaN or infinite

    SortedRows() = default;
    explicit SortedRows(std::span<const double> column);
    bool empty() const { return rows.empty(); }
    /// Without the rows that are exactly `low`, where `open_below`.
    std::span<const std::uint32_t> between(double low, double high, bool open_below = false) const;
};

/// A histogram. Bins are closed above, as classes of a map are; the first holds its lower edge too.
struct Bars {
    std::vector<double> edges;    ///< one more than bars
    std::vector<double> all;      ///< tracts, or people where there are weights
    std::vector<double> selected; ///< of them
    std::vector<std::size_t> tracts;
    double highest = 0; ///< of `all`
    std::span<const std::uint32_t> rows_of(std::size_t bar, const SortedRows& sorted) const;
    std::size_t bar_at(double value) const; ///< all.size() outside
};

/// Bins as wide as a round number in the unit shown (value x factor), at most `most` and one. Whole
/// numbers are cut half way between them, so that every bin holds as many of them. `weights` is empty, or one per row; NaN
/// weighs nothing.
Bars bars_of(const SortedRows& sorted, double factor, bool whole, std::size_t most,
             std::span<const double> weights);
void count_selected(Bars& bars, const SortedRows& sorted, const Selection& selection,
                    std::span<const double> weights);

/// A box plot of one group. Whiskers end at the last value within 1.5 quartile distances of the box
/// (Tukey, *Exploratory Data Analysis*, 1977); quartiles interpolate (type 7 of Hyndman and Fan)
/// unless they are of people: then half of the people live at the median or below.
struct Box {
    std::string label;
    std::vector<std::uint32_t> rows; ///< that have a value, ascending by value
    std::vector<double> values;      ///< of rows
    double people = 0;
    double least = 0, low = 0, q1 = 0, median = 0, q3 = 0, high = 0, greatest = 0;
    std::size_t below = 0, above = 0; ///< rows beyond the whiskers
};

/// `group` is one number per row, below `labels.size()`, negative for none. Groups without a value
/// stay, empty.
std::vector<Box> boxes_of(const SortedRows& sorted, std::span<const std::int32_t> group,
                          const std::vector<std::string>& labels, std::span<const double> weights);

/// Points of two columns in cells of a plot: what is near the mouse, and how dense it is.
///
///     PointGrid grid(places, width, height, 4);
///     grid.nearest({x, y}, 8);               // index into places, or kNone
///
/// Places are pixels from the plot's corner; NaN has no place and is in no cell.
class PointGrid {
public:
    static constexpr std::uint32_t kNone = 0xffffffffU;
    struct Place {
        float x, y;
    };

    PointGrid() = default;
    PointGrid(std::span<const Place> places, float width, float height, float cell);

    std::uint32_t nearest(Place at, float within) const;
    std::size_t columns() const { return columns_; }
    std::size_t lines() const { return lines_; }
    float cell() const { return cell_; }
    std::span<const std::uint32_t> in_cell(std::size_t column, std::size_t line) const;
    std::size_t fullest() const { return fullest_; } ///< most places in one cell

private:
    std::size_t column_of(float x) const;
    std::size_t line_of(float y) const;

    std::vector<Place> places_;
    float cell_ = 1;
    std::size_t columns_ = 0, lines_ = 0, fullest_ = 0;
    std::vector<std::uint32_t> start_, sorted_;
};

} // namespace tractwise::viewer
