// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/swap_search.hpp"

#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tractwise::siting {
namespace {

/// Gains below this part of the value are rounding.
constexpr double kRounding = 1e-12;
/// Sites that are compared before one of them is taken.
constexpr std::size_t kAtATime = 128;
/// Pairs that are looked at before no new start is made: some seconds.
constexpr std::size_t kMostWork = 1'000'000'000;

} // namespace

SwapSearch::SwapSearch(const GainModel& model)
    : model_(model), slot_(model.sites(), kNone), best_site_(model.homes(), kNone),
      best_(model.homes(), 0), second_(model.homes(), 0) {
    recount();
}

bool SwapSearch::fits(std::uint32_t in) const {
    return open_.size() < model_.most &&
           spent_ + model_.cost[in] <= model_.budget * (1 + kRounding);
}

bool SwapSearch::fits(std::uint32_t in, std::uint32_t out) const {
    return spent_ - model_.cost[out] + model_.cost[in] <= model_.budget * (1 + kRounding);
}

void SwapSearch::open(std::uint32_t site) {
    slot_[site] = static_cast<std::uint32_t>(open_.size());
    open_.push_back(site);
    enter(site);
}

/// Its homes look whether it is better than what they have.
void SwapSearch::enter(std::uint32_t site) {
    for (std::size_t p = model_.site_first[site]; p < model_.site_first[site + 1]; ++p) {
        const std::uint32_t home = model_.site_home[p];
        if (const double gain = model_.site_gain[p]; gain > best_[home]) {
            second_[home] = best_[home];
            best_[home] = gain;
            best_site_[home] = site;
        } else {
            second_[home] = std::max(second_[home], gain);
        }
    }
}

void SwapSearch::close(std::uint32_t site) {
    const std::uint32_t last = open_.back();
    open_[slot_[site]] = last;
    slot_[last] = slot_[site];
    open_.pop_back();
    slot_[site] = kNone;
}

// Homes forget and look again at every open site: their columns are short, rows may not be.
void SwapSearch::look_again() {
    std::fill(best_.begin(), best_.end(), 0.0);
    std::fill(second_.begin(), second_.end(), 0.0);
    std::fill(best_site_.begin(), best_site_.end(), kNone);
    most_gain_.clear();
    for (const std::uint32_t site : open_)
        enter(site);
}

// Sums are made anew instead of adding differences, which would drift.
void SwapSearch::recount() {
    value_ = model_.constant;
    for (const double gain : best_)
        value_ += gain;
    spent_ = 0;
    for (const std::uint32_t site : open_)
        spent_ += model_.cost[site];
}

void SwapSearch::choose(std::span<const std::uint32_t> start) {
    while (!open_.empty())
        close(open_.back());
    look_again();
    recount();
    for (std::uint32_t j = 0; j < model_.sites(); ++j)
        if (model_.required[j] != 0)
            open(j);
    for (const std::uint32_t j : start)
        if (slot_[j] == kNone && fits(j))
            open(j);
    recount();
}

/// With a budget, what a site gives for its cost decides.
double SwapSearch::addition_rate(std::uint32_t site, double gain) const {
    return model_.limited_by_budget() && model_.cost[site] > 0 ? gain / model_.cost[site] : gain;
}

SwapSearch::Move SwapSearch::best_addition(const Progress& progress) {
    if (open_.size() >= model_.most)
        return {};
    if (most_gain_.empty())
        most_gain_.assign(model_.sites(), std::numeric_limits<double>::infinity());
    // Those that may be best come first; nobody looks at the rest once one is found that is better.
    std::vector<std::uint32_t> order;
    std::vector<double> rate(model_.sites(), 0);
    for (std::uint32_t j = 0; j < model_.sites(); ++j)
        if (slot_[j] == kNone && fits(j) && most_gain_[j] > 0) {
            order.push_back(j);
            rate[j] = addition_rate(j, most_gain_[j]);
        }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rate[a] != rate[b] ? rate[a] > rate[b] : a < b;
    });
    std::size_t looked_at = 0;
    for (double best = 0; looked_at < order.size();) {
        if (rate[order[looked_at]] < best * (1 - 1e-9)) // sites that are as good are all looked at
            break;
        progress.throw_if_stopped();
        const std::size_t from = looked_at;
        // All where nothing is known of any; else some more each time.
        const std::size_t some = std::isinf(rate[order[from]]) ? order.size() : 16 + from;
        looked_at = std::min(order.size(), from + some);
        parallel_for(
            looked_at - from,
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t at = from + begin; at < from + end; ++at) {
                    const std::uint32_t j = order[at];
                    double gain = 0;
                    for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                        gain += std::max(0.0, model_.site_gain[p] - best_[model_.site_home[p]]);
                    most_gain_[j] = gain;
                    rate[j] = addition_rate(j, gain);
                }
            },
            8);
        for (std::size_t at = from; at < looked_at; ++at) {
            const std::uint32_t j = order[at];
            work_ += model_.site_first[j + 1] - model_.site_first[j];
            best = std::max(best, rate[j]);
        }
    }
    order.resize(looked_at);
    std::sort(order.begin(), order.end());
    Move best;
    double best_rate = 0;
    for (const std::uint32_t j : order)
        if (rate[j] > best_rate * (1 + kRounding)) {
            best_rate = rate[j];
            best = {most_gain_[j], j, 0, false};
        }
    return best;
}

SwapSearch::Move SwapSearch::best_exchange(std::size_t first, std::size_t last,
                                           const std::vector<double>& loss) const {
    std::vector<Move> best_of(last - first);
    parallel_for(
        last - first,
        [&](std::size_t begin, std::size_t end) {
            std::vector<double> kept(open_.size());
            for (std::size_t at = begin; at < end; ++at)
                if (const auto in = static_cast<std::uint32_t>(first + at); slot_[in] == kNone)
                    best_of[at] = best_exchange_for(in, loss, kept);
        },
        16);
    Move best;
    for (const Move& move : best_of)
        if (move.exchange && move.gain > best.gain)
            best = move;
    return best;
}

SwapSearch::Move SwapSearch::best_exchange_for(std::uint32_t in, const std::vector<double>& loss,
                                               std::vector<double>& kept) const {
    std::fill(kept.begin(), kept.end(), 0.0);
    double gain = 0;
    for (std::size_t p = model_.site_first[in]; p < model_.site_first[in + 1]; ++p) {
        const std::uint32_t i = model_.site_home[p];
        const double here = model_.site_gain[p];
        if (best_site_[i] == kNone) {
            gain += here;
            continue;
        }
        gain += std::max(0.0, here - best_[i]);
        // What this home loses with its best site, the new one gives back.
        kept[slot_[best_site_[i]]] += std::max(0.0, std::min(here, best_[i]) - second_[i]);
    }
    Move best;
    for (std::size_t s = 0; s < open_.size(); ++s) {
        const std::uint32_t out = open_[s];
        if (model_.required[out] != 0 || !fits(in, out))
            continue;
        const double net = gain - loss[s] + kept[s];
        if (!best.exchange || net > best.gain || (net == best.gain && out < best.out))
            best = {net, in, out, true};
    }
    return best;
}

bool SwapSearch::add_best(const Progress& progress) {
    const Move add = best_addition(progress);
    if (!(add.gain > kRounding * std::abs(value_)))
        return false;
    open(add.in);
    recount();
    return true;
}

bool SwapSearch::exchange(const Move& move) {
    if (!(move.gain > kRounding * std::abs(value_)))
        return false;
    const double before = value_;
    const std::vector<std::uint32_t> open_before = open_;
    close(move.out);
    slot_[move.in] = static_cast<std::uint32_t>(open_.size());
    open_.push_back(move.in);
    look_again();
    recount();
    if (value_ > before)
        return true;
    choose(open_before); // rounding said otherwise
    return false;
}

void SwapSearch::improve(const Progress& progress, const Deadline& deadline) {
    std::vector<double> loss;
    const auto count_losses = [&] {
        loss.assign(open_.size(), 0);
        for (std::size_t i = 0; i < best_.size(); ++i)
            if (best_site_[i] != kNone)
                loss[slot_[best_site_[i]]] += best_[i] - second_[i];
    };
    while (add_best(progress))
        progress.throw_if_stopped();
    count_losses();
    // Round and round over the sites, some at a time: the best exchange of these is made at once.
    // Done when a whole round finds none.
    for (std::size_t first = 0, idle = 0; idle < model_.sites() && !deadline.passed();) {
        progress.throw_if_stopped();
        const std::size_t last = std::min(first + kAtATime, model_.sites());
        if (exchange(best_exchange(first, last, loss))) {
            idle = 0;
            while (add_best(progress))
                progress.throw_if_stopped();
            count_losses();
        } else {
            idle += last - first;
        }
        work_ += model_.site_first[last] - model_.site_first[first] + model_.homes();
        first = last == model_.sites() ? 0 : last;
    }
}

void SwapSearch::shake(std::size_t sites, std::mt19937_64& random) {
    // Not std::uniform_int_distribution: its numbers differ between libraries.
    const auto draw = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (std::size_t s = 0; s < sites && !open_.empty(); ++s) {
        const std::uint32_t out = open_[draw(open_.size())];
        if (model_.required[out] == 0)
            close(out);
    }
    look_again();
    recount();
    for (std::size_t s = 0; s < sites && open_.size() < model_.sites(); ++s) {
        const auto in = static_cast<std::uint32_t>(draw(model_.sites()));
        if (slot_[in] == kNone && fits(in))
            open(in);
    }
    recount();
}

std::vector<std::uint32_t> SwapSearch::chosen() const {
    std::vector<std::uint32_t> sites = open_;
    std::sort(sites.begin(), sites.end());
    return sites;
}

std::vector<std::uint32_t> search_gains(const GainModel& model,
                                        const std::vector<std::vector<std::uint32_t>>& starts,
                                        std::size_t restarts, std::uint64_t seed,
                                        const Progress& progress, const Deadline& deadline) {
    SwapSearch search(model);
    std::vector<std::uint32_t> best;
    double best_value = 0;
    bool any = false;
    const auto keep = [&] {
        if (any && !(search.value() > best_value * (1 + kRounding)))
            return false;
        any = true;
        best = search.chosen();
        best_value = search.value();
        return true;
    };
    for (const auto& start : starts) {
        if (any && deadline.passed())
            break;
        search.choose(start);
        search.improve(progress, deadline);
        keep();
    }
    if (starts.empty()) {
        search.choose({});
        search.improve(progress, deadline);
        keep();
    }
    std::mt19937_64 random(seed);
    for (std::size_t r = 0; r < restarts && best.size() < model.sites() &&
                            search.work() < kMostWork && !deadline.passed();
         ++r) {
        progress.step("looking for better stops",
                      static_cast<double>(r) / static_cast<double>(restarts));
        search.choose(best);
        search.shake(1 + best.size() / 4, random);
        search.improve(progress, deadline);
        keep();
    }
    return best;
}

} // namespace tractwise::siting
