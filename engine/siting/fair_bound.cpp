// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/fair.hpp"

#include "engine/siting/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tractwise::siting {
namespace {

/// The nearest point whose parts are at least 0 and sum to 1 (Duchi et al. 2008).
void project_to_simplex(std::vector<double>& point) {
    std::vector<double> sorted = point;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double sum = 0, shift = 0;
    for (std::size_t g = 0; g < sorted.size(); ++g) {
        sum += sorted[g];
        const double candidate = (sum - 1) / static_cast<double>(g + 1);
        if (sorted[g] - candidate > 0)
            shift = candidate;
    }
    for (double& part : point)
        part = std::max(0.0, part - shift);
}

/// L(m, u) = base at weights m + sum_i max(0, a_i(m) - u_i) + the dearest sites, each worth the u
/// of its homes. For MaxMin the weights m of groups sum to 1 and a_i = sum_g m_g share_gi. For
/// FairShare m >= 0 prices the groups' conditions, and a_i = need_i/total + sum_g m_g (share_gi - f
/// need_i/total). Any m and u give a bound.
class FairRelaxation {
public:
    FairRelaxation(const FairModel& model, const SitingSpec& spec, double target)
        : model_(model), spec_(spec), target_(target),
          max_min_(spec.objective == Objective::MaxMin),
          group_(model.groups,
                 max_min_ && model.groups > 0 ? 1.0 / static_cast<double>(model.groups) : 0.0),
          price_(model.homes()), weight_(model.homes()), worth_(model.sites()),
          chosen_(model.sites()), covered_(model.homes()),
          chooser_(model.cost, model.required, model.most, model.budget) {
        weigh();
        for (std::size_t i = 0; i < price_.size(); ++i)
            price_[i] = std::max(0.0, weight_[i]) / 2;
    }

    double evaluate() {
        weigh();
        double sum = base_;
        for (std::size_t i = 0; i < price_.size(); ++i) {
            price_[i] = std::clamp(price_[i], 0.0, std::max(0.0, weight_[i]));
            const double net = weight_[i] - price_[i];
            covered_[i] = net > 0 ? 1 : 0;
            sum += std::max(0.0, net);
        }
        for (std::size_t j = 0; j < worth_.size(); ++j) {
            worth_[j] = 0;
            for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                worth_[j] += price_[model_.site_home[p]];
        }
        return now_ = sum + chooser_.choose(worth_, chosen_);
    }

    bool step(double agility) {
        std::vector<double> by_home(price_.size(), 0), by_group(group_.size(), 0);
        for (std::size_t i = 0; i < price_.size(); ++i)
            by_home[i] = -static_cast<double>(covered_[i]);
        for (std::size_t j = 0; j < chosen_.size(); ++j)
            if (chosen_[j] != 0)
                for (std::size_t p = model_.site_first[j]; p < model_.site_first[j + 1]; ++p)
                    by_home[model_.site_home[p]] += 1;
        for (std::size_t g = 0; g < group_.size(); ++g) {
            by_group[g] = base_of(g);
            for (std::size_t i = 0; i < price_.size(); ++i)
                if (covered_[i] != 0)
                    by_group[g] += share_of(i, g);
        }
        if (max_min_) { // only differences between groups matter
            const double mean = std::accumulate(by_group.begin(), by_group.end(), 0.0) /
                                static_cast<double>(std::max<std::size_t>(1, group_.size()));
            for (double& part : by_group)
                part -= mean;
        }
        const double room = std::max(now_ - target_, 1e-9);
        move(price_, by_home, agility * room);
        move(group_, by_group, agility * room);
        if (max_min_)
            project_to_simplex(group_);
        else
            for (double& price : group_)
                price = std::max(0.0, price);
        return true;
    }

    struct Prices {
        std::vector<double> group, home;
    };
    Prices prices() const { return {group_, price_}; }
    void set_prices(const Prices& prices) {
        group_ = prices.group;
        price_ = prices.home;
    }

private:
    static void move(std::vector<double>& at, const std::vector<double>& direction, double size) {
        double length = 0;
        for (const double part : direction)
            length += part * part;
        if (length > 0)
            for (std::size_t i = 0; i < at.size(); ++i)
                at[i] -= size * direction[i] / length;
    }
    double share_of(std::size_t home, std::size_t g) const {
        const double share = model_.people[home * model_.groups + g] / model_.total[g];
        return max_min_ ? share : share - spec_.fair_share * model_.need[home] / model_.total_need;
    }
    double base_of(std::size_t g) const {
        const double share = model_.base[g] / model_.total[g];
        return max_min_ ? share : share - spec_.fair_share * model_.base_need / model_.total_need;
    }
    void weigh() {
        base_ = max_min_ ? 0 : model_.base_need / model_.total_need;
        for (std::size_t g = 0; g < group_.size(); ++g)
            base_ += group_[g] * base_of(g);
        for (std::size_t i = 0; i < weight_.size(); ++i) {
            weight_[i] = max_min_ ? 0 : model_.need[i] / model_.total_need;
            for (std::size_t g = 0; g < group_.size(); ++g)
                weight_[i] += group_[g] * share_of(i, g);
        }
    }
    const FairModel& model_;
    const SitingSpec& spec_;
    double target_;
    bool max_min_;
    std::vector<double> group_, price_, weight_, worth_;
    std::vector<char> chosen_, covered_;
    SiteChooser chooser_;
    double base_ = 0, now_ = 0;
};

} // namespace

double fair_bound(const FairModel& model, const SitingSpec& spec, double known,
                  const Progress& progress, const Deadline& deadline) {
    const bool max_min = spec.objective == Objective::MaxMin;
    const double scale = max_min ? 1 : model.total_need;
    const double target = std::isfinite(known) ? known / scale : 0;
    FairRelaxation relaxation(model, spec, target);
    const auto enough = [&](double best) { return best - target <= 1e-10; };
    const double best = tighten(relaxation, true, 1200, enough, progress, deadline);
    const double bound = std::min(best, 1.0) * scale;
    return std::isfinite(known) ? std::max(known, bound) : bound;
}

} // namespace tractwise::siting
