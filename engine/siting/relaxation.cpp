// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::siting {

SiteChooser::SiteChooser(std::span<const double> cost, std::span<const char> fixed,
                         std::size_t most, double budget)
    : cost_(cost), fixed_(fixed), most_(most), budget_(budget), order_(cost.size()) {
    std::iota(order_.begin(), order_.end(), 0U);
}

double SiteChooser::choose(const std::vector<double>& worth, std::vector<char>& chosen) {
    double sum = 0, left = budget_;
    std::size_t free = most_;
    for (std::size_t j = 0; j < worth.size(); ++j) {
        chosen[j] = fixed_[j];
        if (fixed_[j] != 0) {
            sum += worth[j];
            left -= cost_[j];
            --free;
        }
    }
    sort_by(worth, false);
    const double by_number = most_worth(worth, free, chosen);
    if (!limited_by_budget())
        return sum + by_number;
    std::copy(fixed_.begin(), fixed_.end(), chosen.begin());
    sort_by(worth, true);
    return sum + std::min(by_number, for_budget(worth, left, free, chosen));
}

void SiteChooser::sort_by(const std::vector<double>& worth, bool per_cost) {
    const auto rate = [&](std::uint32_t j) {
        if (!per_cost)
            return worth[j];
        return cost_[j] > 0 ? worth[j] / cost_[j] : std::numeric_limits<double>::infinity();
    };
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rate(a) != rate(b) ? rate(a) > rate(b) : a < b;
    });
}

double SiteChooser::most_worth(const std::vector<double>& worth, std::size_t free,
                               std::vector<char>& chosen) {
    double sum = 0;
    first_out_ = 0;
    bool full = free == 0;
    last_in_ = full ? std::numeric_limits<double>::infinity() : 0;
    for (const std::uint32_t j : order_) {
        if (fixed_[j] != 0)
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
    // Where fewer sites than allowed are left, one more pushes none out.
    if (!full)
        last_in_ = 0;
    return sum;
}

double SiteChooser::for_budget(const std::vector<double>& worth, double left, std::size_t free,
                               std::vector<char>& chosen) const {
    double sum = 0;
    for (const std::uint32_t j : order_) {
        if (fixed_[j] != 0)
            continue;
        if (cost_[j] > left) {
            // The part of it that fits; later ones are worth less for their cost.
            if (left > 0)
                sum += worth[j] * left / cost_[j];
            break;
        }
        left -= cost_[j];
        sum += worth[j];
        if (free > 0) {
            chosen[j] = 1;
            --free;
        }
    }
    return sum;
}

StepRule::Verdict StepRule::look(double bound) {
    const double least = 1e-10 * std::abs(best_);
    const bool better =
        std::isinf(best_) || (from_above_ ? bound < best_ - least : bound > best_ + least);
    if (better) {
        best_ = bound;
        since_better_ = 0;
        return Better;
    }
    if (++since_better_ < 20)
        return Same;
    agility_ /= 1.6;
    since_better_ = 0;
    return Retreat;
}

} // namespace tractwise::siting
