// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/lagrangian.hpp"

#include "engine/siting/relaxation.hpp"
#include "engine/siting/swap_search.hpp"

#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tractwise::siting {
namespace {

class Relaxation {
public:
    /// Prices begin near the end where the plan tells: it must be a good one.
    Relaxation(const GainModel& model, std::vector<std::uint32_t> start, bool from_plan)
        : model_(model), chooser_(model.cost, model.required, model.most, model.budget),
          price_(model.homes(), 0), worth_(model.sites()), chosen_(model.sites()),
          step_of_(model.homes(), 0) {
        best_.chosen = std::move(start);
        best_.value = model.value(best_.chosen);
        best_.bound = std::numeric_limits<double>::infinity();
        best_.in.assign(model.sites(), 0);
        best_.out.assign(model.sites(), 0);
        if (from_plan)
            begin_at_plan();
        else
            begin_prices();
    }

    /// One evaluation of L(u).
    double evaluate() {
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
        return now_;
    }

    void keep() {
        best_.bound = now_;
        best_price_ = price_;
    }
    void back_to_best() {
        price_ = best_price_;
        evaluate();
    }

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

    bool closed() const { return model_.closed(best_.value, best_.bound); }

    LagrangianResult& best() {
        best_.price = best_price_;
        return best_;
    }

private:
    // Between what a home gains at its best site of the plan and at the second best.
    void begin_at_plan() {
        std::vector<double> second(model_.homes(), 0);
        for (const std::uint32_t j : best_.chosen)
            for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p) {
                const std::uint32_t home = model_.site_home[p];
                const double gain = model_.site_gain[p];
                second[home] = std::max(second[home], std::min(price_[home], gain));
                price_[home] = std::max(price_[home], gain);
            }
        for (std::size_t i = 0; i < price_.size(); ++i)
            price_[i] = (price_[i] + second[i]) / 2;
    }

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
    SiteChooser chooser_;
    std::vector<double> price_, best_price_, worth_;
    std::vector<char> chosen_;
    std::vector<double> step_of_;
    double now_ = 0;
    LagrangianResult best_;
};

} // namespace

LagrangianResult lagrangian_bound(const GainModel& model, std::vector<std::uint32_t> start,
                                  double gap, std::size_t iterations, const Progress& progress,
                                  const Deadline& deadline, bool also_plans) {
    Relaxation relaxation(model, std::move(start), !also_plans);
    SwapSearch search(model);
    StepRule rule(true);
    for (std::size_t n = 0; n < iterations; ++n) {
        progress.throw_if_stopped();
        if (n % 16 == 0)
            progress.step("bounding how good any plan can be",
                          static_cast<double>(n) / static_cast<double>(iterations));
        switch (rule.look(relaxation.evaluate())) {
        case StepRule::Better: {
            relaxation.keep();
            if (!also_plans)
                break;
            const auto sites = relaxation.proposal();
            search.choose(sites);
            relaxation.offer(search.chosen(), search.value());
            if (n % 25 == 0 && !deadline.passed()) {
                search.improve(progress, deadline);
                relaxation.offer(search.chosen(), search.value());
            }
            break;
        }
        case StepRule::Retreat:
            relaxation.back_to_best();
            break;
        case StepRule::Same:
            break;
        }
        if (relaxation.closed() || (gap > 0 && relaxation.gap() <= gap) || rule.exhausted() ||
            deadline.passed() || !relaxation.step(rule.agility()))
            break;
    }
    LagrangianResult& best = relaxation.best();
    if (model.whole)
        best.bound = std::floor(best.bound + 1e-6);
    best.bound = std::max(best.bound, best.value);
    return std::move(best);
}

std::vector<double> bounds_by_number(const GainModel& model, const std::vector<double>& price,
                                     std::size_t first, std::size_t last) {
    double sum = model.constant;
    for (const double of_home : price)
        sum += of_home;
    std::vector<double> worth;
    std::size_t required = 0;
    for (std::size_t j = 0; j < model.sites(); ++j) {
        double of_site = 0;
        for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
            of_site += std::max(0.0, model.site_gain[p] - price[model.site_home[p]]);
        if (model.required[j] != 0) {
            sum += of_site;
            ++required;
        } else {
            worth.push_back(of_site);
        }
    }
    std::sort(worth.begin(), worth.end(), std::greater<>());
    std::vector<double> bounds;
    std::size_t taken = 0;
    for (std::size_t number = first; number <= last; ++number) {
        for (; taken < worth.size() && required + taken < number; ++taken)
            sum += worth[taken];
        bounds.push_back(model.whole ? std::floor(sum + 1e-6) : sum);
    }
    return bounds;
}

} // namespace tractwise::siting
