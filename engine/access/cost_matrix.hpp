// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace tractwise::access {

/// What a travel cost counts.
enum class CostUnit { Minutes, Meters };
std::string_view to_string(CostUnit unit); ///< "min" or "m"

/// Travel costs from many origins (where people live) to many destinations (clinics, stores): only
/// the pairs within reach are stored, row by row.
///
///     for (const CostMatrix::Entry e : costs.row(home))
///         use(e.destination, e.cost);              // destinations in ascending order
///     const CostMatrix by_clinic = costs.transposed();
///
/// A pair that is absent cannot be reached within `limit` (inclusive, in `unit`): it has no cost,
/// never 0. `meters` is the length of the quickest route beside `cost`; empty where the cost has
/// no route (a table) or is meters itself. Memory: 12 bytes a pair, 16 with meters.
///
/// Where nearly every pair has a cost and there are very many, a compact matrix (compact()) holds
/// them in 4 bytes each: to a part in 16 million, 2 mm in 30 km. Copies of it share the pairs. It has
/// row() and cost(), and no spans.
class CostMatrix {
public:
    struct Entry {
        std::uint32_t destination;
        double cost;
    };
    /// One pair while a matrix is being made.
    struct Pair {
        std::uint32_t origin, destination;
        double cost;
    };

    CostMatrix() = default;
    CostMatrix(CostUnit unit, double limit, std::size_t origins, std::size_t destinations);
    /// From pairs in any order; linear in their number (28 bytes a pair while it works). Pairs that
    /// cost more than `limit` or NaN are left out; of a pair given twice the smaller cost counts.
    static CostMatrix from_pairs(CostUnit unit, double limit, std::size_t origins,
                                 std::size_t destinations, std::vector<Pair> pairs);
    /// Takes over finished rows; `first` has origins + 1 entries, destinations ascend within a row.
    static CostMatrix from_rows(CostUnit unit, double limit, std::size_t destinations,
                                std::vector<std::size_t> first,
                                std::vector<std::uint32_t> destination, std::vector<double> cost,
                                std::vector<float> meters = {});
    /// A compact matrix: the cost of origin i and destination j at [i * destinations + j], NaN where
    /// there is none.
    static CostMatrix compact(CostUnit unit, double limit, std::size_t origins,
                              std::size_t destinations, std::vector<float> cost);

    CostUnit unit() const { return unit_; }
    double limit() const { return limit_; } ///< infinity: none was set
    std::size_t origins() const { return first_.size() - 1; }
    std::size_t destinations() const { return destinations_; }
    std::size_t pairs() const { return first_.back(); }
    bool is_compact() const { return compact_ != nullptr; }

    class Row;
    Row row(std::size_t origin) const;
    /// Of one pair; infinite where it is absent.
    double cost(std::size_t origin, std::uint32_t destination) const;
    /// Not of a compact matrix.
    std::span<const std::uint32_t> row_destinations(std::size_t origin) const;
    std::span<const double> row_costs(std::size_t origin) const;
    /// Meters of the quickest routes of this row; empty where the matrix has none.
    std::span<const float> row_meters(std::size_t origin) const;
    bool has_meters() const { return !meters_.empty(); }

    /// The same pairs with origins and destinations exchanged.
    CostMatrix transposed() const;
    /// Without the pairs that cost more than `limit`.
    CostMatrix within(double limit) const;
    /// The pairs of `below` as further origins: for two groups of people who travel differently.
    /// Destinations must agree; the lower limit holds for both. Error(Usage) where one counts
    /// minutes and the other meters.
    CostMatrix stacked(const CostMatrix& below) const;
    /// The rows of this matrix and of `second` in turn: each origin as two groups of people who
    /// travel differently. Origins must agree as well; otherwise as stacked().
    CostMatrix interleaved(const CostMatrix& second) const;
    /// Every cost `factor` (at least 1) times as high, without the pairs that then exceed the
    /// limit: below 1 pairs from beyond the limit would be missing.
    CostMatrix times(double factor) const;

private:
    CostUnit unit_ = CostUnit::Minutes;
    double limit_ = std::numeric_limits<double>::infinity();
    std::size_t destinations_ = 0;
    std::vector<std::size_t> first_{0};
    std::vector<std::uint32_t> destination_;
    std::vector<double> cost_;
    std::vector<float> meters_;
    std::shared_ptr<const std::vector<float>> compact_; ///< then the three above are empty

    CostMatrix spread_out() const;
};

/// The pairs of one origin, for range-for.
class CostMatrix::Row {
public:
    /// Over pairs side by side (`destination` and `cost`), or over the places of a compact row.
    struct Iterator {
        const std::uint32_t* destination;
        const double* cost;
        const float* compact;
        std::uint32_t place, places;
        Entry operator*() const {
            return compact != nullptr ? Entry{place, double{compact[place]}}
                                      : Entry{*destination, *cost};
        }
        Iterator& operator++() {
            if (compact == nullptr) {
                ++destination;
                ++cost;
            } else {
                ++place;
                pass_absent();
            }
            return *this;
        }
        void pass_absent() {
            while (place < places && compact[place] != compact[place]) // NaN
                ++place;
        }
        bool operator!=(const Iterator& other) const {
            return cost != other.cost || place != other.place;
        }
    };
    Row(std::span<const std::uint32_t> destinations, std::span<const double> costs)
        : destinations_(destinations), costs_(costs), size_(costs.size()) {}
    /// Of a compact matrix; `size` of its places have a cost.
    Row(std::span<const float> compact, std::size_t size) : compact_(compact), size_(size) {}
    Iterator begin() const {
        Iterator first{destinations_.data(), costs_.data(), compact_.data(), 0, places()};
        first.pass_absent();
        return first;
    }
    Iterator end() const {
        return {destinations_.data() + destinations_.size(), costs_.data() + costs_.size(),
                compact_.data(), places(), places()};
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    /// The k-th pair; of a compact row found by walking there.
    Entry operator[](std::size_t k) const {
        Iterator at = begin();
        if (at.compact == nullptr)
            return {destinations_[k], costs_[k]};
        while (k-- > 0)
            ++at;
        return *at;
    }

private:
    std::uint32_t places() const { return static_cast<std::uint32_t>(compact_.size()); }

    std::span<const std::uint32_t> destinations_;
    std::span<const double> costs_;
    std::span<const float> compact_;
    std::size_t size_;
};

} // namespace tractwise::access
