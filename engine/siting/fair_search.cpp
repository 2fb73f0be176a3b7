// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/fair.hpp"

#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tractwise::siting {
namespace {

/// Higher is better, in this order.
struct Score {
    double first = 0, second = 0;
    bool better_than(const Score& other) const {
        const auto above = [](double a, double b) {
            return a > b + 1e-12 * std::max({1e-3, std::abs(a), std::abs(b)});
        };
        if (above(first, other.first))
            return true;
        return !above(other.first, first) && above(second, other.second);
    }
};

Score score_of(const FairModel& model, const SitingSpec& spec, const FairValue& value) {
    if (spec.objective == Objective::MaxMin) {
        // Among plans with the same worst group, the one whose groups are covered better in all.
        double sum = 0;
        for (std::size_t g = 0; g < model.groups; ++g)
            sum += value.covered[g] / model.total[g];
        return {worst_share(model, value), sum};
    }
    const double missing = shortfall(model, value, spec.fair_share);
    return {missing > kShortfallTolerance ? -missing : 0, value.need};
}

/// Sites of a plan, and how often each row is covered.
class FairSearch {
public:
    FairSearch(const FairModel& model, const SitingSpec& spec)
        : model_(model), spec_(spec), chosen_(model.sites(), 0), times_(model.homes(), 0) {}

    void choose(std::span<const std::uint32_t> start) {
        std::fill(chosen_.begin(), chosen_.end(), 0);
        open_.clear();
        for (std::uint32_t j = 0; j < model_.sites(); ++j)
            if (model_.required[j] != 0)
                put(j);
        for (const std::uint32_t j : start)
            if (chosen_[j] == 0 && fits(j, kNoSite))
                put(j);
        recount();
    }

    /// Until the deadline; a plan without any site gets one all the same.
    void improve(const Progress& progress, const Deadline& deadline) {
        while (!deadline.passed() || open_.empty()) {
            progress.throw_if_stopped();
            const Move move = best_move(progress);
            if (!move.score.better_than(score_))
                return;
            if (move.out != kNoSite)
                take(move.out);
            if (move.in != kNoSite)
                put(move.in);
            recount();
        }
    }

    void shake(std::size_t sites, std::mt19937_64& random) {
        for (std::size_t s = 0; s < sites && !open_.empty(); ++s)
            if (const std::uint32_t out = open_[random() % open_.size()]; model_.required[out] == 0)
                take(out);
        for (std::size_t s = 0; s < sites; ++s) {
            const auto in = static_cast<std::uint32_t>(random() % model_.sites());
            if (chosen_[in] == 0 && fits(in, kNoSite))
                put(in);
        }
        recount();
    }

    const Score& score() const { return score_; }
    std::vector<std::uint32_t> chosen() const {
        std::vector<std::uint32_t> sites = open_;
        std::sort(sites.begin(), sites.end());
        return sites;
    }

private:
    struct Move {
        Score score{-std::numeric_limits<double>::infinity(), 0};
        std::uint32_t in = kNoSite, out = kNoSite;
    };

    void put(std::uint32_t j) {
        chosen_[j] = 1;
        open_.push_back(j);
    }
    void take(std::uint32_t j) {
        chosen_[j] = 0;
        open_.erase(std::find(open_.begin(), open_.end(), j));
    }
    bool fits(std::uint32_t in, std::uint32_t out) const {
        double spent = in == kNoSite ? 0 : model_.cost[in];
        for (const std::uint32_t j : open_)
            spent += j == out ? 0 : model_.cost[j];
        const std::size_t number =
            open_.size() + (in != kNoSite ? 1 : 0) - (out != kNoSite ? 1 : 0);
        return number <= model_.most && spent <= model_.budget * (1 + 1e-12);
    }

    void recount() {
        std::fill(times_.begin(), times_.end(), 0U);
        for (const std::uint32_t j : open_)
            for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                ++times_[model_.site_home[p]];
        value_.covered = model_.base;
        value_.need = model_.base_need;
        for (std::size_t i = 0; i < model_.homes(); ++i)
            if (times_[i] > 0)
                count(i, 1, value_);
        score_ = score_of(model_, spec_, value_);
    }

    void count(std::size_t home, double sign, FairValue& value) const {
        for (std::size_t g = 0; g < model_.groups; ++g)
            value.covered[g] += sign * model_.people[home * model_.groups + g];
        value.need += sign * model_.need[home];
    }

    /// All additions, removals and exchanges; the best by score, then the lowest numbers.
    Move best_move(const Progress& progress) const {
        std::vector<Move> best_with(model_.sites() + 1);
        parallel_for(
            model_.sites() + 1,
            [&](std::size_t begin, std::size_t end) {
                std::vector<std::uint32_t> times(times_);
                for (std::size_t at = begin; at < end; ++at) {
                    progress.throw_if_stopped();
                    const auto in = at == model_.sites() ? kNoSite : static_cast<std::uint32_t>(at);
                    if (in == kNoSite || chosen_[in] == 0)
                        best_with[at] = best_move_with(in, times);
                }
            },
            16);
        Move best;
        for (const Move& move : best_with)
            if (move.score.better_than(best.score))
                best = move;
        return best;
    }

    Move best_move_with(std::uint32_t in, std::vector<std::uint32_t>& times) const {
        Move best;
        FairValue with = value_;
        const auto change = [&](std::uint32_t j, int by, FairValue& value) {
            for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p) {
                const std::uint32_t home = model_.site_home[p];
                if (by > 0 && times[home] == 0)
                    count(home, 1, value);
                times[home] += static_cast<std::uint32_t>(by);
                if (by < 0 && times[home] == 0)
                    count(home, -1, value);
            }
        };
        if (in != kNoSite) {
            change(in, 1, with);
            if (fits(in, kNoSite))
                best = {score_of(model_, spec_, with), in, kNoSite};
        }
        for (const std::uint32_t out : open_) {
            if (model_.required[out] != 0 || !fits(in, out))
                continue;
            FairValue without = with;
            change(out, -1, without);
            if (const Score score = score_of(model_, spec_, without); score.better_than(best.score))
                best = {score, in, out};
            change(out, 1, without);
        }
        if (in != kNoSite)
            change(in, -1, with);
        return best;
    }

    const FairModel& model_;
    const SitingSpec& spec_;
    std::vector<char> chosen_;
    std::vector<std::uint32_t> open_, times_;
    FairValue value_;
    Score score_;
};

} // namespace

std::vector<std::uint32_t> search_fair(const FairModel& model, const SitingSpec& spec,
                                       const std::vector<std::uint32_t>& start,
                                       const Progress& progress, const Deadline& deadline) {
    FairSearch search(model, spec);
    std::vector<std::uint32_t> best;
    Score best_score{-std::numeric_limits<double>::infinity(), 0};
    const auto keep = [&] {
        if (search.score().better_than(best_score)) {
            best_score = search.score();
            best = search.chosen();
        }
    };
    for (const auto& from : {start, std::vector<std::uint32_t>{}}) {
        search.choose(from);
        search.improve(progress, deadline);
        keep();
    }
    std::mt19937_64 random(spec.seed);
    for (std::size_t r = 0; r < spec.restarts && model.sites() > 0 && !deadline.passed(); ++r) {
        progress.step("looking for fairer stops",
                      static_cast<double>(r) / static_cast<double>(spec.restarts));
        search.choose(best);
        search.shake(1 + best.size() / 3, random);
        search.improve(progress, deadline);
        keep();
    }
    return best;
}

} // namespace tractwise::siting
