// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

// Private to engine/siting: what the Lagrangian relaxations of this folder share.

namespace tractwise::siting {

/// The sites of the highest worth that may be open together: exact where only their number counts;
/// with a budget the linear relaxation, which is never worth less.
///
///     SiteChooser chooser(cost, fixed, 6, budget);
///     const double sum = chooser.choose(worth, chosen);      // chosen: for the subgradient
class SiteChooser {
public:
    /// `fixed` sites are open in any case and count among `most`. The spans must outlive it.
    SiteChooser(std::span<const double> cost, std::span<const char> fixed, std::size_t most,
                double budget);
    double choose(const std::vector<double>& worth, std::vector<char>& chosen);

    bool limited_by_budget() const { return budget_ < std::numeric_limits<double>::infinity(); }
    /// Of the last choice by number: worth of the last site in, and of the first one out.
    double last_in() const { return last_in_; }
    double first_out() const { return first_out_; }

private:
    void sort_by(const std::vector<double>& worth, bool per_cost);
    double most_worth(const std::vector<double>& worth, std::size_t free,
                      std::vector<char>& chosen);
    double for_budget(const std::vector<double>& worth, double left, std::size_t free,
                      std::vector<char>& chosen) const;

    std::span<const double> cost_;
    std::span<const char> fixed_;
    std::size_t most_;
    double budget_;
    std::vector<std::uint32_t> order_;
    double last_in_ = 0, first_out_ = 0;
};

/// How far a subgradient step goes: less after 20 iterations without a better bound (Held, Wolfe &
/// Crowder 1974).
///
///     switch (rule.look(bound)) { case StepRule::Better: keep(prices); break;
///                                 case StepRule::Retreat: prices = kept; break; default: break; }
///     step(rule.agility());
class StepRule {
public:
    enum Verdict { Better, Same, Retreat };
    /// A bound from above becomes better by falling.
    explicit StepRule(bool from_above)
        : from_above_(from_above), best_(from_above ? std::numeric_limits<double>::infinity()
                                                    : -std::numeric_limits<double>::infinity()) {}
    Verdict look(double bound);
    double best() const { return best_; }
    double agility() const { return agility_; }
    bool exhausted() const { return agility_ < 1e-4; }

private:
    bool from_above_;
    double best_, agility_ = 1.5;
    std::size_t since_better_ = 0;
};

/// The best bound of a relaxation with evaluate(), prices(), set_prices() and step(agility), which
/// is false where no direction is left. Ends where `enough(bound)` says so, after `iterations`, or at the
/// deadline, but not before the first one.
template <typename Relaxation, typename Enough>
double tighten(Relaxation& relaxation, bool from_above, std::size_t iterations,
               const Enough& enough, const Progress& progress, const Deadline& deadline = {}) {
    StepRule rule(from_above);
    auto best_prices = relaxation.prices();
    for (std::size_t n = 0; n < iterations; ++n) {
        progress.throw_if_stopped();
        if (n % 16 == 0)
            progress.step("bounding how good any plan can be",
                          static_cast<double>(n) / static_cast<double>(iterations));
        switch (rule.look(relaxation.evaluate())) {
        case StepRule::Better:
            best_prices = relaxation.prices();
            break;
        case StepRule::Retreat:
            relaxation.set_prices(best_prices);
            relaxation.evaluate();
            break;
        case StepRule::Same:
            break;
        }
        if (enough(rule.best()) || rule.exhausted() || deadline.passed() ||
            !relaxation.step(rule.agility()))
            break;
    }
    return rule.best();
}

} // namespace tractwise::siting
