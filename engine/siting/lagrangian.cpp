// SPDX-License-Identifier: Apache-2.0
#include "lagrangian.hpp"

#include "swap_search.hpp"

#include <tractwise/core/parallel.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::siting {
namespace {

/// The dearest sites that fit: exactly where only their number counts; with a budget the linear
/// relaxation, which is never worth less.
class Chooser {
public:
    explicit Chooser(const GainModel& model) : model_(model), order_(model.sites()) {
        std::iota(order_.begin(), order_.end(), 0U);
    }

    /// Sets `chosen` (for the subgradient) and gives the worth of the relaxed choice.
    double choose(const std::vector<double>& worth, std::vector<char>& chosen) {
        std::fill(chosen.begin(), chosen.end(), 0);
        double sum = 0, left = model_.budget;
        std::size_t free = model_.most;
        for (std::size_t j = 0; j < worth.size(); ++j)
            if (model_.required[j] != 0) {
                chosen[j] = 1;
                sum += worth[j];
                left -= model_.cost[j];
                --free;
            }
        sort_by(worth, false);
        const double by_number = most_worth(worth, free, chosen);
        if (!model_.limited_by_budget())
            return sum + by_number;
        for (std::size_t j = 0; j < worth.size(); ++j)
            chosen[j] = model_.required[j];
        sort_by(worth, true);
        return sum + std::min(by_number, for_budget(worth, left, free, chosen));
    }

    /// Worth of the last site that was chosen for its number, and of the first one that was not.
    double last_in() const { return last_in_; }
    double first_out() const { return first_out_; }

private:
    void sort_by(const std::vector<double>& worth, bool per_cost) {
        const auto rate = [&](std::uint32_t j) {
            if (!per_cost)
                return worth[j];
            return model_.cost[j] > 0 ? worth[j] / model_.cost[j]
                                      : std::numeric_limits<double>::infinity();
        };
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return rate(a) != rate(b) ? rate(a) > rate(b) : a < b;
        });
    }

    double most_worth(const std::vector<double>& worth, std::size_t free,
                      std::vector<char>& chosen) {
        double sum = 0;
        last_in_ = first_out_ = 0;
        bool full = free == 0;
        last_in_ = full ? std::numeric_limits<double>::infinity() : 0;
        for (const std::uint32_t j : order_) {
            if (model_.required[j] != 0)
                continue;
            if (full) {
                first_out_ = worth[j];
                break;
            }
            chosen[j] = 1;
            sum += worth[j];
            last_in_ = worth[j];
            full = --free == 0;
        }
        // Where fewer sites than allowed are left, one more costs nothing.
        if (!full)
            last_in_ = 0;
        return sum;
    }

    double for_budget(const std::vector<double>& worth, double left, std::size_t free,
                      std::vector<char>& chosen) const {
        double sum = 0;
        for (const std::uint32_t j : order_) {
            if (model_.required[j] != 0)
                continue;
            if (model_.cost[j] > left) {
                // The part of it that fits; later ones are worth less for their cost.
                if (left > 0)
                    sum += worth[j] * left / model_.cost[j];
                break;
            }
            left -= model_.cost[j];
            sum += worth[j];
            if (free > 0) {
                chosen[j] = 1;
                --free;
            }
        }
        return sum;
    }

    const GainModel& model_;
    std::vector<std::uint32_t> order_;
    double last_in_ = 0, first_out_ = 0;
};

class Relaxation {
public:
    Relaxation(const GainModel& model, std::vector<std::uint32_t> start)
        : model_(model), chooser_(model), price_(model.homes(), 0), worth_(model.sites()),
          chosen_(model.sites()), step_of_(model.homes(), 0) {
        best_.chosen = std::move(start);
        best_.value = model.value(best_.chosen);
        best_.bound = std::numeric_limits<double>::infinity();
        best_.in.assign(model.sites(), 0);
        best_.out.assign(model.sites(), 0);
        begin_prices();
    }

    /// One evaluation of L(u); true where the bound became better.
    bool evaluate() {
        parallel_for(
            model_.sites(),
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t j = begin; j < end; ++j) {
                    double sum = 0;
                    for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                        sum += std::max(0.0, model_.site_gain[p] - price_[model_.site_home[p]]);
                    worth_[j] = sum;
                }
            },
            32);
        double sum = model_.constant;
        for (const double price : price_)
            sum += price;
        now_ = sum + chooser_.choose(worth_, chosen_);
        settle();
        if (!(now_ < best_.bound))
            return false;
        best_.bound = now_;
        best_price_ = price_;
        return true;
    }

    void back_to_best() { price_ = best_price_; }

    /// The chosen sites of the relaxation as a plan.
    std::vector<std::uint32_t> proposal() const {
        std::vector<std::uint32_t> sites;
        for (std::uint32_t j = 0; j < chosen_.size(); ++j)
            if (chosen_[j] != 0)
                sites.push_back(j);
        return sites;
    }

    void offer(const std::vector<std::uint32_t>& sites, double value) {
        if (value > best_.value * (1 + 1e-12)) {
            best_.value = value;
            best_.chosen = sites;
        }
    }

    /// One step against the direction in which L grows; false where u is optimal.
    bool step(double agility) {
        std::vector<double> direction(model_.homes(), 1);
        for (std::size_t j = 0; j < chosen_.size(); ++j)
            if (chosen_[j] != 0)
                for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                    if (model_.site_gain[p] > price_[model_.site_home[p]])
                        direction[model_.site_home[p]] -= 1;
        double length = 0;
        for (std::size_t i = 0; i < direction.size(); ++i) {
            if (price_[i] <= 0 && direction[i] > 0 && step_of_[i] <= 0)
                direction[i] = 0;
            // A part of the last direction keeps prices from going to and fro.
            direction[i] += 0.3 * step_of_[i];
            length += direction[i] * direction[i];
        }
        if (length <= 0)
            return false;
        const double size = agility * std::max(now_ - best_.value, 1e-9 * std::abs(now_)) / length;
        for (std::size_t i = 0; i < direction.size(); ++i)
            price_[i] = std::max(0.0, price_[i] - size * direction[i]);
        step_of_.swap(direction);
        return true;
    }

    double gap() const {
        const double open = best_.bound - best_.value;
        return open <= 0 ? 0 : open / std::max(std::abs(best_.value), 1e-300);
    }

    /// Whole values: a bound below the next whole number is a proof.
    bool closed() const {
        const double slack = 1e-9 * std::max(1.0, std::abs(best_.value));
        return model_.whole ? std::floor(best_.bound + 1e-6) <= best_.value
                            : best_.bound <= best_.value + slack;
    }

    LagrangianResult& best() { return best_; }

private:
    // Half of what a home gains at its best site in the plan: near where prices end.
    void begin_prices() {
        for (std::size_t i = 0; i < model_.homes(); ++i) {
            double most = 0;
            for (std::size_t p = model_.home_first[i]; p < model_.home_first[i + 1]; ++p)
                most = std::max(most, model_.home_gain[p]);
            price_[i] = most / 2;
        }
    }

    /// A site that cannot be in a choice better than the best known one, or must be in all of them.
    void settle() {
        if (model_.limited_by_budget())
            return;
        const double to_beat =
            best_.value + (model_.whole ? 1 - 1e-6 : 1e-9 * std::max(1.0, std::abs(best_.value)));
        for (std::size_t j = 0; j < worth_.size(); ++j) {
            if (model_.required[j] != 0)
                continue;
            if (chosen_[j] == 0 && now_ - chooser_.last_in() + worth_[j] < to_beat)
                best_.out[j] = 1;
            else if (chosen_[j] != 0 && now_ - worth_[j] + chooser_.first_out() < to_beat)
                best_.in[j] = 1;
        }
    }

    const GainModel& model_;
    Chooser chooser_;
    std::vector<double> price_, best_price_, worth_;
    std::vector<char> chosen_;
    std::vector<double> step_of_;
    double now_ = 0;
    LagrangianResult best_;
};

} // namespace

LagrangianResult lagrangian_bound(const GainModel& model, std::vector<std::uint32_t> start,
                                  double gap, std::size_t iterations, const Progress& progress) {
    Relaxation relaxation(model, std::move(start));
    SwapSearch search(model);
    double agility = 1.5;
    std::size_t since_better = 0;
    for (std::size_t n = 0; n < iterations; ++n) {
        if (n % 16 == 0)
            progress.step("bounding how good any plan can be",
                          static_cast<double>(n) / static_cast<double>(iterations));
        const bool better = relaxation.evaluate();
        if (better) {
            since_better = 0;
            const auto sites = relaxation.proposal();
            search.choose(sites);
            relaxation.offer(search.chosen(), search.value());
            if (n % 25 == 0) {
                search.improve(progress);
                relaxation.offer(search.chosen(), search.value());
            }
        } else if (++since_better >= 20) {
            agility /= 1.6;
            since_better = 0;
            relaxation.back_to_best();
            relaxation.evaluate();
        }
        if (relaxation.closed() || (gap > 0 && relaxation.gap() <= gap) || agility < 1e-4 ||
            !relaxation.step(agility))
            break;
    }
    LagrangianResult& best = relaxation.best();
    if (model.whole)
        best.bound = std::floor(best.bound + 1e-6);
    best.bound = std::max(best.bound, best.value);
    return std::move(best);
}

} // namespace tractwise::siting
