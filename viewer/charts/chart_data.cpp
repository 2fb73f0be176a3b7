// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_data.hpp"

#include "viewer/ui/plot.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tractwise::viewer {
namespace {

double weight_of(std::span<const double> weights, std::uint32_t row) {
    if (weights.empty())
        return 1;
    return std::isnan(weights[row]) ? 0 : weights[row];
}

/// Type 7 of values that are sorted.
double quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// The lowest value that at least `share` of the weight does not exceed.
double weighted_quantile(const Box& box, std::span<const double> weights, double share) {
    double reached = 0;
    double last = std::nan("");
    for (std::size_t i = 0; i < box.rows.size(); ++i) {
        const double weight = weight_of(weights, box.rows[i]);
        if (!(weight > 0))
            continue;
        reached += weight;
        last = box.values[i];
        if (reached >= share * box.people)
            return last;
    }
    return last;
}

void summarize(Box& box, std::span<const double> weights) {
    if (box.values.empty())
        return;
    box.least = box.values.front();
    box.greatest = box.values.back();
    if (weights.empty() || !(box.people > 0)) {
        box.q1 = quantile(box.values, 0.25);
        box.median = quantile(box.values, 0.5);
        box.q3 = quantile(box.values, 0.75);
    } else {
        box.q1 = weighted_quantile(box, weights, 0.25);
        box.median = weighted_quantile(box, weights, 0.5);
        box.q3 = weighted_quantile(box, weights, 0.75);
    }
    constexpr double kReach = 1.5;
    const double reach = kReach * (box.q3 - box.q1);
    const auto low = std::lower_bound(box.values.begin(), box.values.end(), box.q1 - reach);
    const auto high = std::upper_bound(low, box.values.end(), box.q3 + reach);
    box.below = static_cast<std::size_t>(low - box.values.begin());
    box.above = static_cast<std::size_t>(box.values.end() - high);
    // A whisker never ends inside its box.
    box.low = std::min(*low, box.q1);
    box.high = std::max(*(high - 1), box.q3);
}

} // namespace

bool ColumnWatch::changed(const Snapshot& shown, std::string_view name) {
    const tract::Column* found = shown.columns->find(name);
    const bool other = found != column_;
    column_ = found;
    kept_ = shown.columns;
    return other;
}

SortedRows::SortedRows(std::span<const double> column) {
    std::vector<std::pair<double, std::uint32_t>> known;
    known.reserve(column.size());
    for (std::size_t row = 0; row < column.size(); ++row)
        if (std::isfinite(column[row]))
            known.emplace_back(column[row], static_cast<std::uint32_t>(row));
    missing = column.size() - known.size();
    std::sort(known.begin(), known.end());
    rows.reserve(known.size());
    values.reserve(known.size());
    for (const auto& [value, row] : known) {
        values.push_back(value);
        rows.push_back(row);
    }
}

std::span<const std::uint32_t> SortedRows::between(double low, double high, bool open_below) const {
    const auto first = open_below ? std::upper_bound(values.begin(), values.end(), low)
                                  : std::lower_bound(values.begin(), values.end(), low);
    const auto last = std::upper_bound(first, values.end(), high);
    return std::span(rows).subspan(static_cast<std::size_t>(first - values.begin()),
                                   static_cast<std::size_t>(last - first));
}

std::span<const std::uint32_t> Bars::rows_of(std::size_t bar, const SortedRows& sorted) const {
    return sorted.between(edges[bar], edges[bar + 1], bar > 0);
}

std::size_t Bars::bar_at(double value) const {
    if (all.empty() || !(value >= edges.front()) || !(value <= edges.back()))
        return all.size();
    const auto above = std::lower_bound(edges.begin() + 1, edges.end(), value);
    return static_cast<std::size_t>(above - edges.begin()) - 1;
}

Bars bars_of(const SortedRows& sorted, double factor, bool whole, std::size_t most,
             std::span<const double> weights) {
    Bars bars;
    if (sorted.empty())
        return bars;
    const ui::Axis range =
        ui::Axis{.low = sorted.values.front(), .high = sorted.values.back()}.widened();
    double step = ui::nice_step((range.high - range.low) * factor, most);
    double first = std::floor(range.low * factor / step + 1e-9) * step;
    if (whole) {
        step = std::max(1.0, step);
        first = std::floor(range.low * factor / step) * step - 0.5;
    }
    const double count = std::max(1.0, std::ceil((range.high * factor - first) / step - 1e-9));
    for (double i = 0; i <= count; ++i)
        bars.edges.push_back((first + i * step) / factor);
    // Rounding must not put the outermost values outside.
    bars.edges.front() = std::min(bars.edges.front(), sorted.values.front());
    bars.edges.back() = std::max(bars.edges.back(), sorted.values.back());
    bars.all.assign(bars.edges.size() - 1, 0);
    bars.selected.assign(bars.all.size(), 0);
    bars.tracts.assign(bars.all.size(), 0);
    std::size_t bar = 0;
    for (std::size_t i = 0; i < sorted.rows.size(); ++i) {
        while (bar + 1 < bars.all.size() && sorted.values[i] > bars.edges[bar + 1])
            ++bar;
        bars.all[bar] += weight_of(weights, sorted.rows[i]);
        ++bars.tracts[bar];
    }
    bars.highest = *std::max_element(bars.all.begin(), bars.all.end());
    return bars;
}

void count_selected(Bars& bars, const SortedRows& sorted, const Selection& selection,
                    std::span<const double> weights) {
    std::fill(bars.selected.begin(), bars.selected.end(), 0);
    if (selection.empty())
        return;
    std::size_t bar = 0;
    for (std::size_t i = 0; i < sorted.rows.size(); ++i) {
        while (bar + 1 < bars.all.size() && sorted.values[i] > bars.edges[bar + 1])
            ++bar;
        if (selection.has(sorted.rows[i]))
            bars.selected[bar] += weight_of(weights, sorted.rows[i]);
    }
}

std::vector<Box> boxes_of(const SortedRows& sorted, std::span<const std::int32_t> group,
                          const std::vector<std::string>& labels, std::span<const double> weights) {
    std::vector<Box> boxes(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        boxes[i].label = labels[i];
    for (std::size_t i = 0; i < sorted.rows.size(); ++i) {
        const std::uint32_t row = sorted.rows[i];
        if (group[row] < 0)
            continue;
        Box& box = boxes[static_cast<std::size_t>(group[row])];
        box.rows.push_back(row);
        box.values.push_back(sorted.values[i]);
        if (!weights.empty())
            box.people += weight_of(weights, row);
    }
    for (Box& box : boxes)
        summarize(box, weights);
    return boxes;
}

std::size_t PointGrid::column_of(float x) const {
    return std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0F, x / cell_)));
}

std::size_t PointGrid::line_of(float y) const {
    return std::min(lines_ - 1, static_cast<std::size_t>(std::max(0.0F, y / cell_)));
}

PointGrid::PointGrid(std::span<const Place> places, float width, float height, float cell)
    : places_(places.begin(), places.end()), cell_(cell),
      columns_(static_cast<std::size_t>(std::max(1.0F, std::ceil(width / cell)))),
      lines_(static_cast<std::size_t>(std::max(1.0F, std::ceil(height / cell)))) {
    start_.assign(columns_ * lines_ + 1, 0);
    const auto has_place = [](const Place& p) { return !std::isnan(p.x) && !std::isnan(p.y); };
    const auto cell_of = [&](const Place& p) { return line_of(p.y) * columns_ + column_of(p.x); };
    for (const Place& place : places_)
        if (has_place(place))
            ++start_[cell_of(place) + 1];
    fullest_ = *std::max_element(start_.begin(), start_.end());
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    sorted_.resize(start_.back());
    std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (has_place(places_[i]))
            sorted_[next[cell_of(places_[i])]++] = static_cast<std::uint32_t>(i);
}

std::span<const std::uint32_t> PointGrid::in_cell(std::size_t column, std::size_t line) const {
    const std::size_t cell = line * columns_ + column;
    return std::span(sorted_).subspan(start_[cell], start_[cell + 1] - start_[cell]);
}

std::uint32_t PointGrid::nearest(Place at, float within) const {
    if (columns_ == 0)
        return kNone;
    std::uint32_t best = kNone;
    float best_square = within * within;
    for (std::size_t line = line_of(at.y - within); line <= line_of(at.y + within); ++line)
        for (std::size_t column = column_of(at.x - within); column <= column_of(at.x + within);
             ++column)
            for (const std::uint32_t i : in_cell(column, line)) {
                const float dx = places_[i].x - at.x, dy = places_[i].y - at.y;
                const float square = dx * dx + dy * dy;
                if (square < best_square || (square == best_square && i < best)) {
                    best_square = square;
                    best = i;
                }
            }
    return best;
}

} // namespace tractwise::viewer
