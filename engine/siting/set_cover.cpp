// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/set_cover.hpp"

#include "engine/siting/relaxation.hpp"
#include "engine/siting/swap_search.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <span>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

double weight_of(const GainModel& model, std::size_t home) {
    return model.home_first[home] == model.home_first[home + 1]
               ? 0
               : model.home_gain[model.home_first[home]];
}

double total_weight(const GainModel& model) {
    double sum = 0;
    for (std::size_t i = 0; i < model.homes(); ++i)
        sum += weight_of(model, i);
    return sum;
}

/// Whether the target is missed as soon as any one home is: then there is no choice of whom.
bool needs_everybody(const CoverTask& task) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < task.model.homes(); ++i)
        if (const double weight = weight_of(task.model, i); weight > 0)
            least = std::min(least, weight);
    return !covers(task.target, task.model.constant + total_weight(task.model) - least);
}

bool whole_costs(const GainModel& model) {
    return std::all_of(model.cost.begin(), model.cost.end(),
                       [](double cost) { return cost == std::floor(cost) && cost < 1e9; });
}

/// Sites from the dearest on that the others make idle.
void drop_dearest_idle(const CoverTask& task, std::vector<std::uint32_t>& sites) {
    std::vector<std::uint32_t> by_cost = sites;
    std::stable_sort(by_cost.begin(), by_cost.end(), [&](std::uint32_t a, std::uint32_t b) {
        return task.model.cost[a] > task.model.cost[b];
    });
    std::vector<std::uint32_t> times(task.model.homes(), 0);
    double covered = task.model.constant;
    const auto count = [&](std::uint32_t j, bool up) {
        for (std::size_t p = task.model.site_first[j]; p < task.model.site_first[j + 1]; ++p) {
            auto& n = times[task.model.site_home[p]];
            if (up ? n++ == 0 : --n == 0)
                covered += (up ? 1 : -1) * task.model.site_gain[p];
        }
    };
    for (const std::uint32_t j : sites)
        count(j, true);
    for (const std::uint32_t j : by_cost) {
        if (task.model.required[j] != 0)
            continue;
        count(j, false);
        std::vector<std::uint32_t> without;
        std::copy_if(sites.begin(), sites.end(), std::back_inserter(without),
                     [&](std::uint32_t other) { return other != j; });
        if (covers(task.target, covered) && covers(task.target, task.model.value(without)))
            sites = std::move(without);
        else
            count(j, true);
    }
}

std::vector<std::uint32_t> greedy_cover(const CoverTask& task, const Progress& progress) {
    const GainModel& model = task.model;
    std::vector<char> covered(model.homes(), 0);
    std::vector<char> chosen(model.sites(), 0);
    std::vector<std::uint32_t> sites;
    double value = model.constant;
    const auto gain_of = [&](std::size_t j) {
        double gain = 0;
        for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
            if (covered[model.site_home[p]] == 0)
                gain += model.site_gain[p];
        return gain;
    };
    const auto take = [&](std::uint32_t j) {
        value += gain_of(j);
        for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
            covered[model.site_home[p]] = 1;
        chosen[j] = 1;
        sites.push_back(j);
    };
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (model.required[j] != 0)
            take(j);
    // What goes beyond the target is worth nothing.
    const auto rate_of = [&](std::uint32_t j) {
        const double gain = std::min(gain_of(j), task.target - value);
        return model.cost[j] > 0 ? gain / model.cost[j] : gain * 1e12;
    };
    // What a site gives only falls as others are taken: the one on top is the best as soon as it is known
    // for now. Of equals the lowest number is above.
    struct Entry {
        double rate;
        std::uint32_t site;
        std::size_t taken; ///< when that was so
        bool operator<(const Entry& other) const {
            return rate != other.rate ? rate < other.rate : site > other.site;
        }
    };
    std::priority_queue<Entry> queue;
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (chosen[j] == 0)
            queue.push({rate_of(j), j, sites.size()});
    while (!covers(task.target, value) && !queue.empty() && queue.top().rate > 0) {
        progress.throw_if_stopped();
        const Entry top = queue.top();
        queue.pop();
        if (top.taken == sites.size())
            take(top.site);
        else
            queue.push({rate_of(top.site), top.site, sites.size()});
    }
    std::sort(sites.begin(), sites.end());
    return sites;
}

/// L(u) = min over sites of (cost - u of their homes) + the cheapest way, home by home, to reach
/// the target at prices u.
class CoverRelaxation {
public:
    CoverRelaxation(const CoverTask& task, double known_cost)
        : task_(task), known_cost_(known_cost), price_(task.model.homes(), 0),
          direction_(task.model.homes(), 0), paid_(task.model.homes(), 0),
          open_(task.model.sites(), 0), order_(task.model.homes()) {
        std::iota(order_.begin(), order_.end(), 0U);
        const GainModel& model = task.model;
        all_ = needs_everybody(task);
        std::vector<double> share(model.sites(), 0);
        for (std::size_t j = 0; j < model.sites(); ++j)
            if (model.site_first[j + 1] > model.site_first[j])
                share[j] = model.cost[j] /
                           static_cast<double>(model.site_first[j + 1] - model.site_first[j]);
        for (std::size_t i = 0; i < model.homes(); ++i) {
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p)
                least = std::min(least, share[model.home_site[p]]);
            price_[i] = std::isinf(least) ? 0 : least;
        }
    }

    double evaluate() {
        const GainModel& model = task_.model;
        double sum = 0;
        for (std::size_t j = 0; j < model.sites(); ++j) {
            double reduced = model.cost[j];
            for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
                reduced -= price_[model.site_home[p]];
            open_[j] = model.required[j] != 0 || reduced < 0 ? 1 : 0;
            if (open_[j] != 0)
                sum += reduced;
        }
        return now_ = sum + pay_homes();
    }

    bool step(double agility) {
        const GainModel& model = task_.model;
        double length = 0;
        std::vector<double> direction(paid_);
        for (std::size_t j = 0; j < model.sites(); ++j)
            if (open_[j] != 0)
                for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
                    direction[model.site_home[p]] -= 1;
        for (std::size_t i = 0; i < direction.size(); ++i) {
            if (price_[i] <= 0 && direction[i] < 0 && direction_[i] >= 0)
                direction[i] = 0;
            direction[i] += 0.3 * direction_[i];
            length += direction[i] * direction[i];
        }
        if (length <= 0)
            return false;
        const double size = agility * std::max(known_cost_ - now_, 1e-9) / length;
        for (std::size_t i = 0; i < direction.size(); ++i)
            price_[i] = std::max(0.0, price_[i] + size * direction[i]);
        direction_.swap(direction);
        return true;
    }

    const std::vector<double>& prices() const { return price_; }
    void set_prices(const std::vector<double>& prices) { price_ = prices; }

private:
    /// sum u_i z_i at its least with sum weight_i z_i >= what the target still needs, 0 <= z <= 1.
    double pay_homes() {
        std::fill(paid_.begin(), paid_.end(), 0.0);
        if (all_) {
            std::fill(paid_.begin(), paid_.end(), 1.0);
            return std::accumulate(price_.begin(), price_.end(), 0.0);
        }
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            const double left = price_[a] * weight_of(task_.model, b),
                         right = price_[b] * weight_of(task_.model, a);
            return left != right ? left < right : a < b;
        });
        double missing =
                   (task_.target - task_.model.constant) * (1 - 1e-12), // covers() forgives as much
            sum = 0;
        for (const std::uint32_t i : order_) {
            const double weight = weight_of(task_.model, i);
            if (missing <= 0)
                break;
            if (weight <= 0)
                continue;
            paid_[i] = std::min(1.0, missing / weight);
            sum += price_[i] * paid_[i];
            missing -= weight;
        }
        return sum;
    }

    const CoverTask& task_;
    double known_cost_;
    std::vector<double> price_, direction_, paid_;
    std::vector<char> open_;
    std::vector<std::uint32_t> order_;
    bool all_ = false;
    double now_ = 0;
};

double rounded_up(const GainModel& model, double bound) {
    return whole_costs(model) ? std::ceil(bound - 1e-6) : bound;
}

} // namespace

bool covers(double target, double value) {
    return value >= target - 1e-9 * std::max(1e-300, std::abs(target));
}

std::optional<std::vector<std::uint32_t>> search_cover(const CoverTask& task,
                                                       const SitingSpec& spec,
                                                       const Progress& progress,
                                                       const Deadline& deadline) {
    std::vector<std::uint32_t> best = greedy_cover(task, progress);
    if (!covers(task.target, task.model.value(best)))
        return std::nullopt;
    drop_dearest_idle(task, best);
    // One site fewer, or less money: the most that can be covered so, until that is too little.
    if (deadline.passed())
        return best;
    GainModel less = task.model;
    const bool by_number = std::all_of(less.cost.begin(), less.cost.end(),
                                       [&](double cost) { return cost == less.cost.front(); });
    while (!deadline.passed()) {
        progress.throw_if_stopped();
        const double cost = task.model.cost_of(best);
        if (best.empty())
            break;
        if (by_number)
            less.most = best.size() - 1;
        else
            less.budget = cost * (1 - 1e-9) - 1e-12;
        const double fixed = [&] {
            double sum = 0;
            for (std::size_t j = 0; j < less.sites(); ++j)
                sum += less.required[j] != 0 ? less.cost[j] : 0;
            return sum;
        }();
        const auto fixed_sites =
            static_cast<std::size_t>(std::count(less.required.begin(), less.required.end(), 1));
        if (by_number ? fixed_sites > less.most : fixed > less.budget)
            break;
        std::vector<std::uint32_t> start(best.begin(), best.end());
        auto next = search_gains(less, {start, {}}, spec.restarts / 2, spec.seed,
                                 Progress{{}, progress.stop}, deadline);
        if (!covers(task.target, task.model.value(next)))
            break;
        drop_dearest_idle(task, next);
        if (!(task.model.cost_of(next) < cost))
            break;
        best = std::move(next);
    }
    return best;
}

double cover_bound(const CoverTask& task, double known_cost, const Progress& progress,
                   const Deadline& deadline) {
    CoverRelaxation relaxation(task, known_cost);
    const auto enough = [&](double bound) {
        return rounded_up(task.model, bound) >= known_cost - 1e-9;
    };
    const double bound = tighten(relaxation, false, 1200, enough, progress, deadline);
    return std::min(known_cost, std::max(0.0, rounded_up(task.model, bound)));
}

Found best_cover(const CoverTask& task, std::vector<std::uint32_t> known, const SitingSpec& spec,
                 const Progress& progress, const Deadline& deadline) {
    const GainModel& model = task.model;
    Found found{.sites = std::move(known), .how = "greedy choice and exchange of stops"};
    found.value = model.cost_of(found.sites);
    const Deadline for_bound = deadline.part(0.6);
    found.bound = cover_bound(task, found.value, progress.part(0, 0.3), for_bound);
    if (found.bound >= found.value - 1e-9) {
        found.proven = true;
        found.how += ", proven best by a Lagrangian relaxation";
        return found;
    }
    found.how += ", bounded by a Lagrangian relaxation";
    found.time_limited = for_bound.passed();
    if (found.time_limited)
        found.how += kEndedByTime;
    if (!spec.prove)
        return found;
    if (model.pairs() > spec.largest_model) {
        found.how += "; too large for Cbc";
        return found;
    }
    ExactQuestion question;
    MipModel& mip = question.mip;
    for (std::size_t j = 0; j < model.sites(); ++j)
        question.open.push_back(
            mip.add_column(model.cost[j], model.required[j] != 0 ? 1 : 0, 1, true));
    const bool all = needs_everybody(task);
    double scale = 0;
    for (std::size_t i = 0; i < model.homes(); ++i)
        scale = std::max(scale, weight_of(model, i));
    std::vector<MipModel::Term> covered;
    for (std::size_t i = 0; i < model.homes(); ++i) {
        if (weight_of(model, i) <= 0)
            continue;
        std::vector<MipModel::Term> row;
        for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p)
            row.push_back({question.open[model.home_site[p]], 1});
        if (all) {
            mip.add_row(1, kInfinity, row);
            continue;
        }
        const int z = mip.add_column(0, 0, 1, false);
        row.push_back({z, -1});
        mip.add_row(0, kInfinity, row);
        covered.push_back({z, weight_of(model, i) / scale});
    }
    if (!all)
        mip.add_row((task.target - model.constant) / scale * (1 - 1e-9), kInfinity, covered);
    const auto cost_if_covered = [&](std::span<const std::uint32_t> sites) {
        return covers(task.target, model.value(sites)) ? model.cost_of(sites)
                                                       : std::numeric_limits<double>::infinity();
    };
    return ask_cbc(question, cost_if_covered, std::move(found), spec, progress.part(0.3, 1),
                   deadline);
}

} // namespace tractwise::siting
