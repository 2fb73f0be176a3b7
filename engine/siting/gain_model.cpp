// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/gain_model.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace tractwise::siting {
namespace {

GainModel with_sites(const SitingProblem& problem) {
    return {{}, free_choice(problem)};
}

/// Collects rows; those with the same sites and the same gains per unit of weight become one.
class RowCollector {
public:
    explicit RowCollector(bool merge) : merge_(merge) {}

    void add(double weight, const std::vector<std::uint32_t>& sites,
             const std::vector<double>& unit_gains) {
        if (sites.empty() || !(weight > 0))
            return;
        if (merge_)
            if (const auto row = find(sites, unit_gains)) {
                weight_[*row] += weight;
                return;
            }
        site_.insert(site_.end(), sites.begin(), sites.end());
        gain_.insert(gain_.end(), unit_gains.begin(), unit_gains.end());
        first_.push_back(site_.size());
        weight_.push_back(weight);
    }

    void move_into(GainModel& model) {
        model.home_first = std::move(first_);
        model.home_site = std::move(site_);
        model.home_gain = std::move(gain_);
        for (std::size_t i = 0; i < weight_.size(); ++i)
            for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p)
                model.home_gain[p] *= weight_[i];
        model.finish();
    }

private:
    static std::uint64_t hash_of(const std::vector<std::uint32_t>& sites,
                                 const std::vector<double>& gains) {
        std::uint64_t hash = 1469598103934665603ULL;
        for (std::size_t p = 0; p < sites.size(); ++p) {
            hash = (hash ^ sites[p]) * 1099511628211ULL;
            hash = (hash ^ std::hash<double>{}(gains[p])) * 1099511628211ULL;
        }
        return hash;
    }

    /// The row that is the same; otherwise notes that the next one added has this hash.
    std::optional<std::size_t> find(const std::vector<std::uint32_t>& sites,
                                    const std::vector<double>& gains) {
        const std::uint64_t hash = hash_of(sites, gains);
        const auto [begin, end] = by_hash_.equal_range(hash);
        for (auto it = begin; it != end; ++it) {
            const std::size_t row = it->second, from = first_[row];
            if (first_[row + 1] - from == sites.size() &&
                std::equal(sites.begin(), sites.end(), site_.begin() + static_cast<long>(from)) &&
                std::equal(gains.begin(), gains.end(), gain_.begin() + static_cast<long>(from)))
                return row;
        }
        by_hash_.emplace(hash, weight_.size());
        return std::nullopt;
    }

    bool merge_;
    std::vector<std::size_t> first_{0};
    std::vector<std::uint32_t> site_;
    std::vector<double> gain_, weight_;
    std::unordered_multimap<std::uint64_t, std::size_t> by_hash_;
};

/// Pairs of one home with the sites of the model, by ascending site.
template <typename Use>
void for_choosable(const access::CostMatrix::Row& row, const std::vector<std::uint32_t>& number,
                   const Use& use) {
    for (const auto entry : row)
        if (number[entry.destination] != kNoSite)
            use(number[entry.destination], entry.cost);
}

GainModel ring_model(const SitingProblem& problem, std::span<const Ring> rings,
                     std::span<const double> weight) {
    GainModel model = with_sites(problem);
    const std::vector<std::uint32_t> number = model.numbers(problem);
    RowCollector rows(true);
    std::vector<std::uint32_t> sites;
    std::vector<double> gains;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        if (!(weight[i] > 0))
            continue;
        const auto row = problem.costs.row(i);
        double base = 0;
        for (const auto entry : row)
            if (problem.sites[entry.destination].role == Role::Existing)
                base = std::max(base, ring_weight(rings, entry.cost));
        model.constant += base * weight[i];
        sites.clear();
        gains.clear();
        for_choosable(row, number, [&](std::uint32_t j, double cost) {
            if (const double gain = ring_weight(rings, cost) - base; gain > 0) {
                sites.push_back(j);
                gains.push_back(gain);
            }
        });
        rows.add(weight[i], sites, gains);
    }
    rows.move_into(model);
    return model;
}

struct Travel {
    double nearest_existing = std::numeric_limits<double>::infinity();
    double farthest = 0;       ///< of the choosable
    std::size_t choosable = 0; ///< that can be reached
};

Travel travel_of(const SitingProblem& problem, const std::vector<std::uint32_t>& number,
                 std::size_t home) {
    Travel travel;
    for (const auto entry : problem.costs.row(home)) {
        if (problem.sites[entry.destination].role == Role::Existing)
            travel.nearest_existing = std::min(travel.nearest_existing, entry.cost);
        if (number[entry.destination] == kNoSite)
            continue;
        ++travel.choosable;
        travel.farthest = std::max(travel.farthest, entry.cost);
    }
    return travel;
}

std::size_t homes_in_need(const SitingProblem& problem) {
    return static_cast<std::size_t>(std::count_if(problem.need.begin(), problem.need.end(),
                                                  [](double need) { return need > 0; }));
}

/// Three times as many as lie around one stop of a plan: with fewer, plans could not be told apart.
std::size_t sites_around_a_stop(const SitingSpec& spec, std::size_t sites) {
    return std::min(sites, 3 * sites / std::max<std::size_t>(1, spec.k.value_or(1)));
}

/// How many of its nearest sites a home keeps, so that all homes together have at most `most_pairs`.
std::size_t sites_kept(const SitingSpec& spec, const SitingProblem& problem, std::size_t sites,
                       std::size_t most_pairs) {
    return std::max(most_pairs / std::max<std::size_t>(1, homes_in_need(problem)),
                    sites_around_a_stop(spec, sites));
}

/// The cost of the n-th nearest choosable site (from 1); infinite where there are fewer.
double nth_nearest(const access::CostMatrix::Row& row, const std::vector<std::uint32_t>& number,
                   std::size_t n, std::vector<double>& costs) {
    costs.clear();
    for_choosable(row, number, [&](std::uint32_t, double cost) { costs.push_back(cost); });
    if (costs.size() < n)
        return std::numeric_limits<double>::infinity();
    const auto nth = costs.begin() + static_cast<std::ptrdiff_t>(n - 1);
    std::nth_element(costs.begin(), nth, costs.end());
    return *nth;
}

/// Whether somebody wants to stop, now and then: a home may have thousands of pairs.
void look_up(std::size_t home, const Progress& progress) {
    if (home % 64 == 0)
        progress.throw_if_stopped();
}

GainTask travel_task(const SitingSpec& spec, const SitingProblem& problem, std::size_t most_pairs,
                     const Progress& progress) {
    GainTask task{.model = with_sites(problem)};
    const std::size_t kept = sites_kept(spec, problem, task.model.sites(), most_pairs);
    std::vector<double> costs;
    const std::vector<std::uint32_t> number = task.model.numbers(problem);
    double all_travel = 1;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        look_up(i, progress);
        if (problem.need[i] > 0) {
            const Travel travel = travel_of(problem, number, i);
            const double near = travel.nearest_existing;
            all_travel += problem.need[i] * (std::isinf(near) ? travel.farthest : near);
        }
    }
    RowCollector rows(false);
    std::vector<std::uint32_t> sites;
    std::vector<double> gains;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        look_up(i, progress);
        const double need = problem.need[i];
        if (!(need > 0))
            continue;
        const Travel travel = travel_of(problem, number, i);
        // Without any chosen site: to the existing one, or what `beyond` says. Where neither is, the
        // farthest site that may be chosen stands for it, and a home that some plans do not
        // reach at all costs more than everybody's travel together.
        double worst = travel.nearest_existing, more = 0;
        if (spec.beyond)
            worst = std::min(worst, *spec.beyond);
        if (std::isinf(worst)) {
            worst = travel.farthest;
            if (travel.choosable < task.model.sites()) {
                more = all_travel / need;
                task.penalty = all_travel;
            }
        }
        // All sites can be reached, so none beyond the nearest is worse than what stands for it.
        if (more == 0 && travel.choosable > kept)
            if (const double far = nth_nearest(problem.costs.row(i), number, kept, costs);
                far < worst) {
                worst = far;
                task.cut = true;
            }
        task.worst_travel += need * (worst + more);
        sites.clear();
        gains.clear();
        for_choosable(problem.costs.row(i), number, [&](std::uint32_t j, double cost) {
            if (const double gain = worst + more - cost; gain > 0) {
                sites.push_back(j);
                gains.push_back(gain);
            }
        });
        rows.add(need, sites, gains);
    }
    rows.move_into(task.model);
    return task;
}

} // namespace

double GainModel::value(std::span<const std::uint32_t> chosen) const {
    std::vector<double> best(homes(), 0);
    for (const std::uint32_t j : chosen)
        for (std::size_t p = site_first[j]; p < site_first[j + 1]; ++p)
            best[site_home[p]] = std::max(best[site_home[p]], site_gain[p]);
    double sum = constant;
    for (const double gain : best)
        sum += gain;
    return sum;
}

bool GainModel::closed(double reached, double bound) const {
    return whole ? std::floor(bound + 1e-6) <= reached
                 : bound <= reached + 1e-9 * std::max(1.0, std::abs(reached));
}

void GainModel::finish() {
    site_gain.resize(pairs());
    VisibleSites::finish(sites(),
                         [&](std::size_t p, std::size_t at) { site_gain[at] = home_gain[p]; });
    whole = constant == std::floor(constant) &&
            std::all_of(home_gain.begin(), home_gain.end(),
                        [](double gain) { return gain == std::floor(gain) && gain < 1e15; });
}

double ring_weight(std::span<const Ring> rings, double cost) {
    for (const Ring& ring : rings)
        if (cost <= ring.limit)
            return ring.weight;
    return 0;
}

bool needs_more_pairs(const SitingSpec& spec, const SitingProblem& problem,
                      std::size_t most_pairs) {
    return spec.objective == Objective::PMedian && problem.costs.pairs() > most_pairs &&
           homes_in_need(problem) * sites_around_a_stop(spec, choosable(problem).size()) >
               most_pairs + most_pairs / 4;
}

GainTask gain_task(const SitingSpec& spec, const SitingProblem& problem, std::size_t most_pairs,
                   const Progress& progress) {
    GainTask task = spec.objective == Objective::PMedian
                        ? travel_task(spec, problem, most_pairs, progress)
                        : GainTask{.model = ring_model(problem, spec.rings, problem.need)};
    task.model.limit(spec);
    return task;
}

GainModel cover_model(const SitingProblem& problem, double limit, std::span<const double> weight) {
    const Ring ring{limit, 1};
    return ring_model(problem, {&ring, 1}, weight);
}

Reduced reduce(const GainModel& model, std::span<const char> in, std::span<const char> out) {
    Reduced reduced;
    GainModel& less = reduced.model;
    std::vector<std::uint32_t> number(model.sites(), kNoSite);
    less.most = model.most;
    less.budget = model.budget;
    less.constant = model.constant;
    for (std::uint32_t j = 0; j < model.sites(); ++j) {
        if (in[j] != 0) {
            --less.most;
            less.budget -= model.cost[j];
        } else if (out[j] == 0) {
            number[j] = static_cast<std::uint32_t>(less.sites());
            less.add_site(model.site_id[j], model.cost[j], model.required[j] != 0);
            reduced.kept.push_back(j);
        }
    }
    RowCollector rows(true);
    std::vector<std::uint32_t> sites;
    std::vector<double> gains;
    for (std::size_t i = 0; i < model.homes(); ++i) {
        double base = 0;
        for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p)
            if (in[model.home_site[p]] != 0)
                base = std::max(base, model.home_gain[p]);
        less.constant += base;
        sites.clear();
        gains.clear();
        double largest = 0;
        for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p) {
            const std::uint32_t j = number[model.home_site[p]];
            if (j == kNoSite || model.home_gain[p] <= base)
                continue;
            sites.push_back(j);
            gains.push_back(model.home_gain[p] - base);
            largest = std::max(largest, gains.back());
        }
        // Rows of plain coverage are the same where their sites are; others stay as they are.
        const bool plain =
            std::all_of(gains.begin(), gains.end(), [&](double gain) { return gain == largest; });
        if (plain)
            std::fill(gains.begin(), gains.end(), 1.0);
        rows.add(plain ? largest : 1, sites, gains);
    }
    rows.move_into(less);
    return reduced;
}

} // namespace tractwise::siting
