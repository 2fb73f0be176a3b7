// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/shared_draws.hpp"

#include "engine/core/parallel.hpp"
#include "engine/spatial/random.hpp"
#include "engine/spatial/sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::spatial {

namespace {

bool weigh_the_same(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double w) { return w == values[0]; });
}

/// Some of the draws, value by value: entry t * size + d is the t-th of draw d.
class Batch {
public:
    Batch(std::span<const double> by_size, std::size_t deepest, bool squares, std::size_t most)
        : by_size_(by_size), deepest_(deepest), place_(deepest * most), value_(deepest * most),
          sum_((deepest + 1) * most), square_sum_(squares ? (deepest + 1) * most : 0),
          first_of_(by_size.size() + 1) {}

    void draw(std::uint64_t seed, std::size_t first, std::size_t count) {
        size_ = count;
        parallel_for(
            count,
            [&](std::size_t from, std::size_t to) {
                std::vector<std::uint32_t> pool(by_size_.size()), swaps(deepest_), drawn(deepest_);
                std::iota(pool.begin(), pool.end(), 0);
                for (std::size_t d = from; d < to; ++d) {
                    DrawRandom random(seed, first + d);
                    draw_some(random, pool, drawn, swaps);
                    for (std::size_t t = 0; t < deepest_; ++t)
                        place_[t * size_ + d] = drawn[t];
                }
            },
            128);
        add_up();
        find_places();
    }

    std::size_t size() const { return size_; }
    std::span<const double> values(std::size_t t) const { return row(value_, t); }
    /// Of the first k values of each draw.
    std::span<const double> sums(std::size_t k) const { return row(sum_, k); }
    std::span<const double> square_sums(std::size_t k) const { return row(square_sum_, k); }

    /// Where a value stands among the draws, by its place in the order of size.
    struct Seen {
        std::uint32_t draw, t;
    };
    std::span<const Seen> seen(std::uint32_t place) const {
        return {seen_.data() + first_of_[place], first_of_[place + 1] - first_of_[place]};
    }

private:
    std::span<const double> row(const std::vector<double>& table, std::size_t t) const {
        return {table.data() + t * size_, size_};
    }

    void add_up() {
        std::fill_n(sum_.begin(), size_, 0.0);
        if (!square_sum_.empty())
            std::fill_n(square_sum_.begin(), size_, 0.0);
        for (std::size_t t = 0; t < deepest_; ++t)
            for (std::size_t d = 0; d < size_; ++d) {
                const std::size_t at = t * size_ + d;
                const double v = value_[at] = by_size_[place_[at]];
                sum_[at + size_] = sum_[at] + v;
                if (!square_sum_.empty())
                    square_sum_[at + size_] = square_sum_[at] + v * v;
            }
    }

    void find_places() {
        const std::size_t entries = deepest_ * size_;
        std::fill(first_of_.begin(), first_of_.end(), 0);
        for (std::size_t at = 0; at < entries; ++at)
            ++first_of_[place_[at] + 1];
        std::partial_sum(first_of_.begin(), first_of_.end(), first_of_.begin());
        seen_.resize(entries);
        at_.assign(first_of_.begin(), first_of_.end() - 1);
        for (std::size_t t = 0; t < deepest_; ++t)
            for (std::size_t d = 0; d < size_; ++d)
                seen_[at_[place_[t * size_ + d]]++] = {static_cast<std::uint32_t>(d),
                                                       static_cast<std::uint32_t>(t)};
    }

    std::span<const double> by_size_;
    std::size_t deepest_, size_ = 0;
    std::vector<std::uint32_t> place_;
    std::vector<double> value_, sum_, square_sum_;
    std::vector<Seen> seen_;
    std::vector<std::size_t> first_of_, at_;
};

/// Counts the draws of one batch for the tracts.
class Counter {
public:
    Counter(std::span<const double> v, const Weights& weights, Summed summed,
            std::span<const std::uint32_t> place, Tails& tails)
        : v_(v), weights_(weights), summed_(summed), place_(place), tails_(tails) {
        for (const double x : v)
            largest_ = std::max(largest_, std::abs(x));
        std::vector<char> met(weights.max_degree() + 1);
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (weighs_the_same(i) && weights.degree(i) > 0)
                met[weights.degree(i)] = 1;
        if (summed == Summed::Values)
            for (std::size_t k = 1; k < met.size(); ++k)
                if (met[k])
                    degrees_.push_back(k);
        sorted_.resize(met.size());
    }

    void count(const Batch& batch) {
        parallel_for(
            degrees_.size(),
            [&](std::size_t from, std::size_t to) {
                for (std::size_t at = from; at < to; ++at) {
                    const auto sums = batch.sums(degrees_[at]);
                    auto& sorted = sorted_[degrees_[at]];
                    sorted.assign(sums.begin(), sums.end());
                    std::sort(sorted.begin(), sorted.end());
                }
            },
            1);
        parallel_for(
            weights_.size(),
            [&](std::size_t from, std::size_t to) {
                std::vector<double> drawn(batch.size());
                for (std::size_t i = from; i < to; ++i) {
                    if (weights_.degree(i) == 0)
                        continue;
                    if (summed_ == Summed::Values && weighs_the_same(i))
                        look_up(batch, i);
                    else
                        compare(batch, i, drawn);
                }
            },
            256);
    }

private:
    bool weighs_the_same(std::size_t i) const { return weigh_the_same(weights_.values(i)); }

    /// What of v_j counts; distances less v_i^2, which is in all of them.
    double part(std::size_t i, double value) const {
        return summed_ == Summed::Values ? value : value * (value - 2 * v_[i]);
    }
    /// Sums that differ by less are equal: of up to k numbers of that size, rounded differently.
    double rounding(std::size_t i, double weight) const {
        const double largest = summed_ == Summed::Values ? largest_ : 4 * largest_ * largest_;
        return 1e-12 * weight * static_cast<double>(weights_.degree(i)) * largest;
    }

    void look_up(const Batch& batch, std::size_t i) {
        const std::size_t k = weights_.degree(i);
        double observed = 0;
        for (const std::uint32_t j : weights_.neighbors(i))
            observed += v_[j];
        const double slack = rounding(i, 1);
        const auto& sorted = sorted_[k];
        auto at_least =
            sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), observed - slack);
        auto at_most =
            std::upper_bound(sorted.begin(), sorted.end(), observed + slack) - sorted.begin();
        for (const Batch::Seen seen : batch.seen(place_[i])) {
            if (seen.t >= k)
                continue;
            const double with_itself = batch.sums(k)[seen.draw];
            const double without = batch.sums(k + 1)[seen.draw] - v_[i];
            at_least += (without >= observed - slack) - (with_itself >= observed - slack);
            at_most += (without <= observed + slack) - (with_itself <= observed + slack);
        }
        tails_.at_least[i] += static_cast<std::uint32_t>(at_least);
        tails_.at_most[i] += static_cast<std::uint32_t>(at_most);
    }

    void compare(const Batch& batch, std::size_t i, std::span<double> drawn) {
        const std::size_t k = weights_.degree(i);
        double observed = 0;
        for (std::size_t n = 0; n < k; ++n)
            observed += weights_.values(i)[n] * part(i, v_[weights_.neighbors(i)[n]]);
        // Which weight meets which drawn value is all the same, but not to depend on the order of rows.
        std::vector<double> values(weights_.values(i).begin(), weights_.values(i).end());
        std::sort(values.begin(), values.end());
        if (weighs_the_same(i)) {
            const auto sums = batch.sums(k), squares = batch.square_sums(k);
            for (std::size_t d = 0; d < drawn.size(); ++d)
                drawn[d] = values[0] * (squares[d] - 2 * v_[i] * sums[d]);
        } else {
            std::fill(drawn.begin(), drawn.end(), 0.0);
            for (std::size_t t = 0; t < k; ++t) {
                const auto value = batch.values(t);
                const double w = values[t];
                if (summed_ == Summed::Values)
                    for (std::size_t d = 0; d < drawn.size(); ++d)
                        drawn[d] += w * value[d];
                else
                    for (std::size_t d = 0; d < drawn.size(); ++d)
                        drawn[d] += w * value[d] * (value[d] - 2 * v_[i]);
            }
        }
        for (const Batch::Seen seen : batch.seen(place_[i])) {
            if (seen.t >= k)
                continue;
            double sum = 0; // the draw without the tract itself: those behind move up
            for (std::size_t t = 0; t < k; ++t)
                sum += values[t] * part(i, batch.values(t < seen.t ? t : t + 1)[seen.draw]);
            drawn[seen.draw] = sum;
        }
        const double slack = rounding(i, values.back());
        std::uint32_t at_least = 0, at_most = 0;
        for (const double sum : drawn) {
            at_least += sum >= observed - slack;
            at_most += sum <= observed + slack;
        }
        tails_.at_least[i] += at_least;
        tails_.at_most[i] += at_most;
    }

    std::span<const double> v_;
    const Weights& weights_;
    Summed summed_;
    std::span<const std::uint32_t> place_;
    Tails& tails_;
    double largest_ = 0;
    std::vector<std::size_t> degrees_;        // of tracts whose sums are looked up
    std::vector<std::vector<double>> sorted_; // by degree
};

} // namespace

Tails conditional_draws(std::span<const double> v, const Weights& weights, Summed summed,
                        std::size_t draws, std::uint64_t seed, const Progress& progress) {
    Tails tails{std::vector<std::uint32_t>(v.size()), std::vector<std::uint32_t>(v.size())};
    if (draws == 0)
        return tails;
    const std::vector<std::uint32_t> order = by_size(v, weights);
    std::vector<double> sorted(v.size());
    std::vector<std::uint32_t> place(v.size());
    for (std::uint32_t r = 0; r < order.size(); ++r) {
        sorted[r] = v[order[r]];
        place[order[r]] = r;
    }
    const std::size_t deepest = weights.max_degree() + 1;
    constexpr std::size_t most_numbers = 4'000'000; // in each table of a batch: 32 MB
    const std::size_t together =
        std::min(draws, std::clamp<std::size_t>(most_numbers / deepest, 16, 4'096));
    Batch batch(sorted, deepest, summed == Summed::Distances, together);
    Counter counter(v, weights, summed, place, tails);
    for (std::size_t first = 0; first < draws; first += together) {
        progress.step("drawing permutations",
                      static_cast<double>(first) / static_cast<double>(draws));
        batch.draw(seed, first, std::min(together, draws - first));
        counter.count(batch);
    }
    return tails;
}

} // namespace tractwise::spatial
