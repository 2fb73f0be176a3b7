// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/gain_model.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Chosen sites of a GainModel that are improved one addition or exchange at a time.
///
///     SwapSearch search(model);
///     search.choose(start);
///     search.improve(progress);          // until no addition and no exchange of two sites helps
///     search.value(); search.chosen();
///
/// Greedy addition and vertex interchange (Teitz & Bart 1968) with the bookkeeping of Whitaker
/// (1983): each home knows its best and second best chosen site, so one pass over the pairs values
/// every exchange. Among equal moves the lowest number wins: the result does not depend on threads.
class SwapSearch {
public:
    explicit SwapSearch(const GainModel& model);

    /// Begins again from these; required sites are added, what does not fit is left out.
    void choose(std::span<const std::uint32_t> start);
    /// Additions are made in any case, exchanges until the deadline.
    void improve(const Progress& progress, const Deadline& deadline = {});
    /// Takes out some chosen sites and puts others in, at random.
    void shake(std::size_t sites, std::mt19937_64& random);

    double value() const { return value_; }
    /// Pairs looked at so far: a measure of time that is the same on every machine.
    std::size_t work() const { return work_; }
    std::vector<std::uint32_t> chosen() const; ///< ascending

private:
    struct Move {
        double gain = 0;
        std::uint32_t in = 0, out = 0;
        bool exchange = false;
    };
    bool fits(std::uint32_t in) const;
    bool fits(std::uint32_t in, std::uint32_t out) const;
    void open(std::uint32_t site);
    void close(std::uint32_t site);
    void enter(std::uint32_t site);
    void look_again();
    void recount();
    Move best_addition(const Progress& progress);
    double addition_rate(std::uint32_t site, double gain) const;
    /// Of putting in one of the sites [first, last); `loss` is what each open site's homes lose
    /// without it.
    Move best_exchange(std::size_t first, std::size_t last, const std::vector<double>& loss) const;
    Move best_exchange_for(std::uint32_t in, const std::vector<double>& loss,
                           std::vector<double>& kept) const;
    bool add_best(const Progress& progress);
    bool exchange(const Move& move);

    static constexpr std::uint32_t kNone = 0xffffffffU;
    const GainModel& model_;
    std::vector<std::uint32_t> open_; ///< chosen sites, in the order of choice
    std::vector<std::uint32_t>
        slot_; ///< per site: its place in open_, kNone where it is not chosen
    std::vector<std::uint32_t> best_site_;
    std::vector<double> best_, second_;
    /// Of adding each site: what it gained when it was last looked at. It gains no more as others are
    /// added, so most need no second look; once a site is taken out nothing is known any more.
    std::vector<double> most_gain_;
    double value_ = 0, spent_ = 0;
    std::size_t work_ = 0;
};

/// The best of several starts: `starts` first, then restarts from shaken plans. After the deadline no
/// start is made but the first.
std::vector<std::uint32_t> search_gains(const GainModel& model,
                                        const std::vector<std::vector<std::uint32_t>>& starts,
                                        std::size_t restarts, std::uint64_t seed,
                                        const Progress& progress, const Deadline& deadline = {});

} // namespace tractwise::siting
