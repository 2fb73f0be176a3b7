// SPDX-License-Identifier: Apache-2.0
#include "engine/access/cost_matrix.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

namespace tractwise::access {
namespace {

/// Turns counts, stored one place to the right, into the first position of every row.
void counts_to_first(std::vector<std::size_t>& first) {
    for (std::size_t row = 1; row < first.size(); ++row)
        first[row] += first[row - 1];
}

void check_alike(const CostMatrix& one, const CostMatrix& other) {
    if (one.unit() != other.unit())
        throw Error(ErrorKind::Usage, "costs in minutes and costs in meters cannot be mixed",
                    {.hint = "measure both ways to travel in minutes"});
    if (one.destinations() != other.destinations())
        throw Error(ErrorKind::Internal, "joined cost matrices have different destinations");
}

/// Meters for one half only would have to be invented for the other.
bool meters_of_both(const CostMatrix& one, const CostMatrix& other) {
    return (one.has_meters() || one.pairs() == 0) && (other.has_meters() || other.pairs() == 0);
}

} // namespace

std::string_view to_string(CostUnit unit) {
    return unit == CostUnit::Minutes ? "min" : "m";
}

CostMatrix::CostMatrix(CostUnit unit, double limit, std::size_t origins, std::size_t destinations)
    : unit_(unit), limit_(limit), destinations_(destinations), first_(origins + 1, 0) {}

CostMatrix CostMatrix::from_pairs(CostUnit unit, double limit, std::size_t origins,
                                  std::size_t destinations, std::vector<Pair> pairs) {
    // Sorted by counting, twice: first by destination, then (transposed) by origin, which leaves
    // the destinations of a row in ascending order. Linear in the pairs, no comparison.
    const auto counts = [&](const Pair& pair) { return pair.cost <= limit; }; // also turns away NaN
    CostMatrix by_destination(unit, limit, destinations, origins);
    for (const Pair& pair : pairs) {
        assert(pair.origin < origins && pair.destination < destinations && !(pair.cost < 0));
        if (counts(pair))
            ++by_destination.first_[pair.destination + 1];
    }
    counts_to_first(by_destination.first_);
    by_destination.destination_.resize(by_destination.first_.back());
    by_destination.cost_.resize(by_destination.first_.back());
    {
        std::vector<std::size_t> next(by_destination.first_.begin(),
                                      by_destination.first_.end() - 1);
        for (const Pair& pair : pairs) {
            if (!counts(pair))
                continue;
            const std::size_t at = next[pair.destination]++;
            by_destination.destination_[at] = pair.origin;
            by_destination.cost_[at] = pair.cost;
        }
        std::vector<Pair>().swap(pairs); // 16 bytes a pair that the next step needs
    }
    CostMatrix made = by_destination.transposed();
    by_destination = {};

    // A pair given twice now stands twice in a row, side by side.
    std::size_t kept = 0;
    for (std::size_t origin = 0; origin < origins; ++origin) {
        const std::size_t begin = made.first_[origin], end = made.first_[origin + 1];
        const std::size_t row = made.first_[origin] = kept;
        for (std::size_t k = begin; k < end; ++k) {
            if (kept > row && made.destination_[kept - 1] == made.destination_[k]) {
                made.cost_[kept - 1] = std::min(made.cost_[kept - 1], made.cost_[k]);
                continue;
            }
            made.destination_[kept] = made.destination_[k];
            made.cost_[kept] = made.cost_[k];
            ++kept;
        }
        // first_[origin + 1] still holds the old end, which the next turn reads as its begin.
    }
    made.first_[origins] = kept;
    made.destination_.resize(kept);
    made.cost_.resize(kept);
    return made;
}

CostMatrix CostMatrix::from_rows(CostUnit unit, double limit, std::size_t destinations,
                                 std::vector<std::size_t> first,
                                 std::vector<std::uint32_t> destination, std::vector<double> cost,
                                 std::vector<float> meters) {
    assert(!first.empty() && first.front() == 0 && first.back() == cost.size());
    assert(destination.size() == cost.size());
    assert(meters.empty() || meters.size() == cost.size());
    CostMatrix made;
    made.unit_ = unit;
    made.limit_ = limit;
    made.destinations_ = destinations;
    made.first_ = std::move(first);
    made.destination_ = std::move(destination);
    made.cost_ = std::move(cost);
    made.meters_ = std::move(meters);
#ifndef NDEBUG
    for (std::size_t origin = 0; origin < made.origins(); ++origin) {
        const auto row = made.row_destinations(origin);
        assert(std::adjacent_find(row.begin(), row.end(), std::greater_equal<>()) == row.end());
        assert(row.empty() || row.back() < destinations);
    }
#endif
    return made;
}

CostMatrix CostMatrix::compact(CostUnit unit, double limit, std::size_t origins,
                               std::size_t destinations, std::vector<float> cost) {
    assert(cost.size() == origins * destinations);
    CostMatrix made(unit, limit, origins, destinations);
    for (std::size_t origin = 0; origin < origins; ++origin) {
        const auto begin = cost.begin() + static_cast<std::ptrdiff_t>(origin * destinations);
        made.first_[origin + 1] =
            made.first_[origin] + static_cast<std::size_t>(std::count_if(
                                      begin, begin + static_cast<std::ptrdiff_t>(destinations),
                                      [](float value) { return !std::isnan(value); }));
    }
    made.compact_ = std::make_shared<const std::vector<float>>(std::move(cost));
    return made;
}

/// The same pairs side by side, for what is seldom asked of a compact matrix.
CostMatrix CostMatrix::spread_out() const {
    if (!is_compact())
        return *this;
    CostMatrix made(unit_, limit_, origins(), destinations_);
    made.first_ = first_;
    made.destination_.reserve(pairs());
    made.cost_.reserve(pairs());
    for (std::size_t origin = 0; origin < origins(); ++origin)
        for (const Entry entry : row(origin)) {
            made.destination_.push_back(entry.destination);
            made.cost_.push_back(entry.cost);
        }
    return made;
}

CostMatrix::Row CostMatrix::row(std::size_t origin) const {
    if (compact_ != nullptr)
        return {std::span(compact_->data() + origin * destinations_, destinations_),
                first_[origin + 1] - first_[origin]};
    return {row_destinations(origin), row_costs(origin)};
}
double CostMatrix::cost(std::size_t origin, std::uint32_t destination) const {
    constexpr double none = std::numeric_limits<double>::infinity();
    if (compact_ != nullptr) {
        const float value = (*compact_)[origin * destinations_ + destination];
        return std::isnan(value) ? none : double{value};
    }
    const auto places = row_destinations(origin);
    const auto at = std::lower_bound(places.begin(), places.end(), destination);
    return at == places.end() || *at != destination
               ? none
               : row_costs(origin)[static_cast<std::size_t>(at - places.begin())];
}
std::span<const std::uint32_t> CostMatrix::row_destinations(std::size_t origin) const {
    return {destination_.data() + first_[origin], first_[origin + 1] - first_[origin]};
}
std::span<const double> CostMatrix::row_costs(std::size_t origin) const {
    return {cost_.data() + first_[origin], first_[origin + 1] - first_[origin]};
}
std::span<const float> CostMatrix::row_meters(std::size_t origin) const {
    if (meters_.empty())
        return {};
    return {meters_.data() + first_[origin], first_[origin + 1] - first_[origin]};
}

CostMatrix CostMatrix::transposed() const {
    if (is_compact())
        return spread_out().transposed();
    CostMatrix made(unit_, limit_, destinations_, origins());
    for (const std::uint32_t j : destination_)
        ++made.first_[j + 1];
    counts_to_first(made.first_);
    made.destination_.resize(pairs());
    made.cost_.resize(pairs());
    made.meters_.resize(meters_.size());
    std::vector<std::size_t> next(made.first_.begin(), made.first_.end() - 1);
    for (std::size_t origin = 0; origin < origins(); ++origin)
        for (std::size_t k = first_[origin]; k < first_[origin + 1]; ++k) {
            const std::size_t at = next[destination_[k]]++;
            made.destination_[at] = static_cast<std::uint32_t>(origin);
            made.cost_[at] = cost_[k];
            if (!meters_.empty())
                made.meters_[at] = meters_[k];
        }
    return made;
}

CostMatrix CostMatrix::within(double limit) const {
    if (is_compact())
        return spread_out().within(limit);
    CostMatrix made(unit_, std::min(limit, limit_), origins(), destinations_);
    const auto kept =
        static_cast<std::size_t>(std::count_if(cost_.begin(), cost_.end(), [&](double cost) {
            return cost <= limit; // inclusive, as everywhere
        }));
    made.destination_.reserve(kept);
    made.cost_.reserve(kept);
    made.meters_.reserve(meters_.empty() ? 0 : kept);
    for (std::size_t origin = 0; origin < origins(); ++origin) {
        for (std::size_t k = first_[origin]; k < first_[origin + 1]; ++k) {
            if (!(cost_[k] <= limit))
                continue;
            made.destination_.push_back(destination_[k]);
            made.cost_.push_back(cost_[k]);
            if (!meters_.empty())
                made.meters_.push_back(meters_[k]);
        }
        made.first_[origin + 1] = made.cost_.size();
    }
    return made;
}

CostMatrix CostMatrix::stacked(const CostMatrix& below) const {
    if (is_compact() || below.is_compact())
        return spread_out().stacked(below.spread_out());
    check_alike(*this, below);
    // Of two limits the lower one holds for both, or one group would reach farther only because
    // its table goes farther.
    const double limit = std::min(limit_, below.limit_);
    if (limit_ > limit)
        return within(limit).stacked(below);
    if (below.limit_ > limit)
        return stacked(below.within(limit));
    CostMatrix made = *this;
    made.first_.reserve(origins() + below.origins() + 1);
    for (std::size_t origin = 0; origin < below.origins(); ++origin)
        made.first_.push_back(pairs() + below.first_[origin + 1]);
    made.destination_.insert(made.destination_.end(), below.destination_.begin(),
                             below.destination_.end());
    made.cost_.insert(made.cost_.end(), below.cost_.begin(), below.cost_.end());
    if (meters_of_both(*this, below))
        made.meters_.insert(made.meters_.end(), below.meters_.begin(), below.meters_.end());
    else
        made.meters_.clear();
    return made;
}

CostMatrix CostMatrix::interleaved(const CostMatrix& second) const {
    if (is_compact() || second.is_compact())
        return spread_out().interleaved(second.spread_out());
    check_alike(*this, second);
    if (origins() != second.origins())
        throw Error(ErrorKind::Internal, "interleaved cost matrices have different origins");
    const double limit = std::min(limit_, second.limit_); // as in stacked()
    if (limit_ > limit)
        return within(limit).interleaved(second);
    if (second.limit_ > limit)
        return interleaved(second.within(limit));
    CostMatrix made(unit_, limit, 0, destinations_);
    const bool meters = meters_of_both(*this, second);
    made.first_.reserve(2 * origins() + 1);
    made.destination_.reserve(pairs() + second.pairs());
    made.cost_.reserve(pairs() + second.pairs());
    made.meters_.reserve(meters ? pairs() + second.pairs() : 0);
    for (std::size_t origin = 0; origin < origins(); ++origin)
        for (const CostMatrix* matrix : {this, &second}) {
            const auto append = [&](auto& to, const auto& row) {
                to.insert(to.end(), row.begin(), row.end());
            };
            append(made.destination_, matrix->row_destinations(origin));
            append(made.cost_, matrix->row_costs(origin));
            if (meters)
                append(made.meters_, matrix->row_meters(origin));
            made.first_.push_back(made.cost_.size());
        }
    return made;
}

CostMatrix CostMatrix::times(double factor) const {
    assert(factor >= 1);
    if (is_compact()) {
        std::vector<float> costs(compact_->size());
        for (std::size_t p = 0; p < costs.size(); ++p) {
            const double cost = double{(*compact_)[p]} * factor;
            costs[p] =
                cost <= limit_ ? static_cast<float>(cost) : std::numeric_limits<float>::quiet_NaN();
        }
        return compact(unit_, limit_, origins(), destinations_, std::move(costs));
    }
    CostMatrix made = *this;
    for (double& cost : made.cost_)
        cost *= factor;
    return made.within(limit_);
}

} // namespace tractwise::access
