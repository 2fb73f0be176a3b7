// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::spatial {

/// One row's tie to another.
struct Link {
    std::uint32_t from = 0, to = 0;
    double value = 1;
};

/// Who is whose neighbor, and how much that counts: a sparse matrix, row after row.
///
///     const Weights w = queen(tracts.polygons());              // contiguity.hpp; or
///     const Weights w = Weights::from_links(3, {{0, 1}, {1, 0}});
///     for (const std::uint32_t j : w.neighbors(i)) ...         // ascending; w.values(i) beside it
///     w.islands()                                              // rows without neighbors: {2}
///
/// Row i is tract i. No row is its own neighbor (Getis and Ord's G* adds the row itself), no link stands
/// twice, weights are above 0 and finite. Makers give a link the weight 1, but for kernels and inverse
/// distances; statistics standardize rows themselves (Style). 12 bytes a link and 8 a row.
class Weights {
public:
    Weights() = default;
    /// In any order. Error(Usage) for a weight that is below 0 or not a number, a link of a row to
    /// itself, a row that is not there, a link that stands twice, ids that are not one a row. A link
    /// of weight 0 is none, and is left out.
    static Weights from_links(std::size_t rows, std::vector<Link> links,
                              std::vector<std::string> ids = {});
    /// From what is in order already: `first` has one entry more than there are rows, neighbors
    /// ascend in each. Checked as above.
    static Weights from_rows(std::vector<std::size_t> first, std::vector<std::uint32_t> neighbors,
                             std::vector<double> values, std::vector<std::string> ids = {});

    std::size_t size() const { return first_.size() - 1; }
    std::size_t links() const { return neighbor_.size(); }
    std::size_t degree(std::size_t row) const { return first_[row + 1] - first_[row]; }
    std::size_t max_degree() const;
    std::span<const std::uint32_t> neighbors(std::size_t row) const {
        return {neighbor_.data() + first_[row], degree(row)};
    }
    std::span<const double> values(std::size_t row) const {
        return {value_.data() + first_[row], degree(row)};
    }
    double between(std::size_t from, std::size_t to) const; ///< 0: no link

    /// Of the rows, for files; empty where nobody gave any.
    const std::vector<std::string>& ids() const { return ids_; }
    void set_ids(std::vector<std::string> ids); ///< Error(Usage) unless one a row, or none

    std::vector<std::uint32_t> islands() const;
    /// Whether every link has the same weight back.
    bool symmetric() const;

    friend bool operator==(const Weights&, const Weights&) = default;

private:
    void check() const;

    std::vector<std::size_t> first_{0};
    std::vector<std::uint32_t> neighbor_;
    std::vector<double> value_;
    std::vector<std::string> ids_;
};

/// How links weigh in a statistic.
///
/// | | weight of a link | known as |
/// |---|---|---|
/// | AsGiven | its own | |
/// | Binary | 1 | B in spdep and PySAL |
/// | Rows | its own, divided by the sum of its row | W in spdep, R in PySAL |
enum class Style { AsGiven, Binary, Rows };
Weights styled(const Weights& weights, Style style);

/// The rows where `keep` is not 0, numbered anew, with the links among them: tracts with a value. Whose
/// neighbors all have none becomes an island.
Weights restricted(const Weights& weights, std::span<const char> keep);

/// A link wherever there is one in either direction, with the larger of the two weights: k nearest
/// neighbors are not mutual, this makes them so.
Weights made_symmetric(const Weights& weights);

/// Links of either; where both have one, the larger weight. Error(Usage) for different numbers of rows.
Weights united(const Weights& a, const Weights& b);

/// Neighbors at `order` steps and no fewer, or, with `lower`, at up to so many; binary (L. Anselin and
/// O. Smirnov, *Journal of Regional Science* 36, 1996: no circular paths). Order 1 gives the links
/// as they are, as 1. Error(Usage) for order 0. Cost: all rows within reach of each row.
enum class Lower { LeftOut, Included };
Weights higher_order(const Weights& weights, std::size_t order, Lower lower = Lower::LeftOut);

/// Everybody of the same group is a neighbor, say of the same county; binary. Grows with the square of
/// a group: Los Angeles County alone has 6 million links.
Weights block(std::span<const std::uint32_t> group);

} // namespace tractwise::spatial
