// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tractwise::index {

/// Where a number can lie: shares in [0, 1], counts and dollars in [0, infinity).
struct Bounds {
    double least, greatest;
};

/// What a survey might have found instead of what it published: a column's estimates, drawn anew as
/// far apart as its 90 % margins of error say.
///
///     const ColumnDraws poverty({share.values, share.margin, {0, 1}}, keys_of(geoids, "poverty_share", seed));
///     poverty.draw_of(17, row);     // the 17th draw of a row, alike whenever it is asked for
///
/// The standard error is margin / 1.645. What is drawn:
///
/// | estimate | drawn from |
/// |---|---|
/// | no margin, or one of 0 (a controlled estimate) | the estimate itself |
/// | on a bound (a count of zero) | that bound and the size of a normal error: nine in ten within the margin |
/// | three standard errors from both bounds | a normal distribution around it |
/// | nearer to one of them | a lognormal distribution of its mean and standard error, measured from that bound |
/// | nearer to both | a normal distribution of the logit, its error by the delta method |
///
/// A share is drawn as a share. That is the same as drawing the count and the total that it is made
/// of, with the count within the total: the margin of a share, sqrt(M_x^2 - p^2 M_y^2) / y
/// (Understanding and Using American Community Survey Data, U.S. Census Bureau 2020, chapter 8), is
/// what is left of the count's once the total is known. A column that two indicators use is drawn
/// alike for both, since its draws depend on its name alone.
///
/// Each draw depends on the row's id, the column's name, the seed and its number, and on nothing else: not on
/// threads, nor on the order of rows. Normal numbers are 4,096 equally likely quantiles of the distribution.
/// Missing estimates stay missing. Cost: about 4 ns a number, where four draws are made at once.
class ColumnDraws {
public:
    struct Cells {
        std::span<const double> estimate, margin; ///< `margin` empty: there are none
        Bounds bounds;
    };
    /// `keys` has one for every row. Error(Input) for a negative margin.
    ColumnDraws(const Cells& cells, std::vector<std::uint64_t> keys);

    std::size_t rows() const { return estimate_.size(); }
    std::size_t drawn() const { return drawn_; } ///< estimates that have a sampling error
    std::size_t without_margin() const { return without_margin_; } ///< estimates of unknown error
    bool fixed() const { return drawn_ == 0; } ///< every draw is the column itself
    /// All draws lie between these; NaN without any estimate.
    double least() const { return least_; }
    double greatest() const { return greatest_; }

    /// Draws 4 x `quartet` to 4 x `quartet` + 3 of all rows, one after the other: `out` has 4 x rows().
    void draw_four(std::size_t quartet, std::span<float> out) const;
    float draw_of(std::size_t number, std::size_t row) const;

private:
    enum class Kind : std::uint8_t { Normal, Half, Lognormal, Logit };
    static constexpr std::size_t kKinds = 4;
    /// Estimates that are drawn alike: what they need side by side.
    struct Alike {
        std::vector<std::uint32_t> row; ///< ascending
        std::vector<std::uint64_t> key;
        std::vector<float> center, error; ///< of the normal number behind a draw
        /// The bound it is measured from, and to which side; of a normal one there is none.
        std::vector<float> from, sign;
    };
    /// Of what kind it is.
    Kind add(std::uint32_t row, double estimate, double error, const Bounds& bounds,
             std::uint64_t key);
    float finish(Kind kind, const Alike& cells, std::size_t i, float normal) const;
    template <Kind kind>
    void fill(std::size_t quartet, std::span<float> out) const;

    std::vector<float> estimate_;
    Alike of_kind_[kKinds];
    float lowest_ = 0, highest_ = 0;
    std::size_t drawn_ = 0, without_margin_ = 0;
    double least_, greatest_;
};

/// A key for every row, from its id, the column's name and the seed.
std::vector<std::uint64_t> keys_of(const std::vector<std::string>& ids, std::string_view column,
                                   std::uint64_t seed);

} // namespace tractwise::index
