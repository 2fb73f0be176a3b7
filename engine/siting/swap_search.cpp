// SPDX-License-Identifier: Apache-2.0
#include "swap_search.hpp"

#include <tractwise/core/parallel.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tractwise::siting {
namespace {

/// Gains below this part of the value are rounding.
constexpr double kRounding = 1e-12;

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

void SwapSearch::look_again(std::uint32_t home) {
    best_[home] = second_[home] = 0;
    best_site_[home] = kNone;
    for (std::size_t p = model_.home_first[home]; p < model_.home_first[home + 1]; ++p) {
        const std::uint32_t j = model_.home_site[p];
        if (slot_[j] == kNone)
            continue;
        if (const double gain = model_.home_gain[p]; gain > best_[home]) {
            second_[home] = best_[home];
            best_[home] = gain;
            best_site_[home] = j;
        } else {
            second_[home] = std::max(second_[home], gain);
        }
    }
}

void SwapSearch::open(std::uint32_t site) {
    slot_[site] = static_cast<std::uint32_t>(open_.size());
    open_.push_back(site);
    spent_ += model_.cost[site];
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
    spent_ -= model_.cost[site];
    for (std::size_t p = model_.site_first[site]; p < model_.site_first[site + 1]; ++p)
        look_again(model_.site_home[p]);
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
    spent_ = 0;
    for (std::uint32_t j = 0; j < model_.sites(); ++j)
        if (model_.required[j] != 0)
            open(j);
    for (const std::uint32_t j : start)
        if (slot_[j] == kNone && fits(j))
            open(j);
    recount();
}

SwapSearch::Move SwapSearch::best_addition() const {
    std::vector<double> gains(model_.sites(), 0);
    parallel_for(
        model_.sites(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t j = begin; j < end; ++j) {
                if (slot_[j] != kNone || !fits(static_cast<std::uint32_t>(j)))
                    continue;
                for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                    gains[j] += std::max(0.0, model_.site_gain[p] - best_[model_.site_home[p]]);
            }
        },
        32);
    // With a budget, what a site gives for its cost decides.
    Move best;
    double best_rate = 0;
    for (std::uint32_t j = 0; j < gains.size(); ++j) {
        const double rate =
            model_.limited_by_budget() && model_.cost[j] > 0 ? gains[j] / model_.cost[j] : gains[j];
        if (rate > best_rate * (1 + kRounding)) {
            best_rate = rate;
            best = {gains[j], j, 0, false};
        }
    }
    return best;
}

SwapSearch::Move SwapSearch::best_exchange() const {
    std::vector<double> loss(open_.size(), 0);
    for (std::size_t i = 0; i < best_.size(); ++i)
        if (best_site_[i] != kNone)
            loss[slot_[best_site_[i]]] += best_[i] - second_[i];
    std::vector<Move> best_of(model_.sites());
    parallel_for(
        model_.sites(),
        [&](std::size_t begin, std::size_t end) {
            std::vector<double> kept(open_.size());
            for (std::size_t j = begin; j < end; ++j) {
                if (slot_[j] != kNone)
                    continue;
                std::fill(kept.begin(), kept.end(), 0.0);
                double gain = 0;
                for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p) {
                    const std::uint32_t i = model_.site_home[p];
                    const double here = model_.site_gain[p];
                    if (best_site_[i] == kNone) {
                        gain += here;
                        continue;
                    }
                    gain += std::max(0.0, here - best_[i]);
                    // What this home loses with its best site, the new one gives back.
                    kept[slot_[best_site_[i]]] +=
                        std::max(0.0, std::min(here, best_[i]) - second_[i]);
                }
                for (std::size_t s = 0; s < open_.size(); ++s) {
                    const std::uint32_t out = open_[s];
                    if (model_.required[out] != 0 || !fits(static_cast<std::uint32_t>(j), out))
                        continue;
                    const double net = gain - loss[s] + kept[s];
                    Move& best = best_of[j];
                    if (!best.exchange || net > best.gain || (net == best.gain && out < best.out))
                        best = {net, static_cast<std::uint32_t>(j), out, true};
                }
            }
        },
        32);
    Move best;
    for (const Move& move : best_of)
        if (move.exchange && move.gain > best.gain)
            best = move;
    return best;
}

void SwapSearch::improve(const Progress& progress) {
    for (;;) {
        progress.throw_if_stopped();
        const double least = kRounding * std::abs(value_);
        if (const Move add = best_addition(); add.gain > least) {
            open(add.in);
            recount();
            continue;
        }
        const Move exchange = best_exchange();
        if (!(exchange.gain > least))
            return;
        const double before = value_;
        close(exchange.out);
        open(exchange.in);
        recount();
        if (!(value_ > before)) // rounding said otherwise: undo, and be done
        {
            close(exchange.in);
            open(exchange.out);
            recount();
            return;
        }
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
                                        const Progress& progress) {
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
        search.choose(start);
        search.improve(progress);
        keep();
    }
    if (starts.empty()) {
        search.choose({});
        search.improve(progress);
        keep();
    }
    std::mt19937_64 random(seed);
    for (std::size_t r = 0; r < restarts && best.size() < model.sites(); ++r) {
        progress.step("looking for better stops",
                      static_cast<double>(r) / static_cast<double>(restarts));
        search.choose(best);
        search.shake(1 + best.size() / 4, random);
        search.improve(progress);
        keep();
    }
    return best;
}

} // namespace tractwise::siting
