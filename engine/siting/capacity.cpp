// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/capacity.hpp"

#include "engine/siting/capacity_flow.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

bool allowed(const CapacityModel& model, std::span<const std::uint32_t> sites) {
    return sites.size() <= model.most && model.cost_of(sites) <= model.budget * (1 + 1e-12);
}

std::vector<std::uint32_t> required_of(const CapacityModel& model) {
    std::vector<std::uint32_t> sites;
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (model.required[j] != 0)
            sites.push_back(j);
    return sites;
}

/// No site can add more than its capacity, or than lives around it.
std::vector<double> most_it_can_add(const CapacityModel& model) {
    std::vector<double> most(model.sites(), 0);
    for (std::size_t j = 0; j < model.sites(); ++j) {
        for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
            most[j] += model.need[model.site_home[p]];
        most[j] = std::min(most[j], model.capacity[j]);
    }
    return most;
}

/// Adds sites while they serve more, each time the one that adds most (for its cost).
void add_greedily(const CapacityModel& model, const std::vector<double>& ceiling,
                  std::vector<std::uint32_t>& sites, const Progress& progress) {
    ServedFlow flow(model);
    for (const std::uint32_t j : sites)
        flow.open(j);
    struct Entry {
        double rate;
        std::uint32_t site;
        std::size_t round; ///< in which this rate was true
        bool operator<(const Entry& other) const {
            return rate != other.rate ? rate < other.rate : site > other.site;
        }
    };
    const auto rate = [&](std::uint32_t j, double gain) {
        return model.limited_by_budget() && model.cost[j] > 0 ? gain / model.cost[j] : gain;
    };
    std::priority_queue<Entry> queue;
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (!flow.is_open(j) && ceiling[j] > 0)
            queue.push({rate(j, ceiling[j]), j, 0});
    for (std::size_t round = 1; !queue.empty() && sites.size() < model.most;) {
        progress.throw_if_stopped();
        const Entry top = queue.top();
        queue.pop();
        sites.push_back(top.site);
        const bool fits = allowed(model, sites);
        sites.pop_back();
        if (!fits)
            continue;
        if (top.round == round) {
            flow.open(top.site);
            sites.push_back(top.site);
            ++round;
            continue;
        }
        ServedFlow trial = flow;
        if (const double gain = trial.open(top.site); gain > 0)
            queue.push({rate(top.site, gain), top.site, round});
    }
    std::sort(sites.begin(), sites.end());
}

/// Exchanges one site for another while that serves more.
void exchange(const CapacityModel& model, const std::vector<double>& ceiling,
              std::vector<std::uint32_t>& sites, const Progress& progress,
              const Deadline& deadline) {
    double value = served_by(model, sites);
    for (bool better = true; better;) {
        better = false;
        for (std::size_t at = 0; at < sites.size() && !better && !deadline.passed(); ++at) {
            progress.throw_if_stopped();
            if (model.required[sites[at]] != 0)
                continue;
            std::vector<std::uint32_t> rest = sites;
            rest.erase(rest.begin() + static_cast<long>(at));
            ServedFlow base(model);
            for (const std::uint32_t j : rest)
                base.open(j);
            const double missing = value - model.constant - base.served();
            const double money = model.budget - model.cost_of(rest);
            std::vector<double> gains(model.sites(), 0);
            parallel_for(
                model.sites(),
                [&](std::size_t begin, std::size_t end) {
                    for (std::size_t j = begin; j < end; ++j) {
                        progress.throw_if_stopped();
                        const auto site = static_cast<std::uint32_t>(j);
                        if (base.is_open(site) || site == sites[at] || ceiling[j] <= missing ||
                            model.cost[j] > money * (1 + 1e-12))
                            continue;
                        ServedFlow trial = base;
                        gains[j] = trial.open(site);
                    }
                },
                16);
            const auto best = std::max_element(gains.begin(), gains.end());
            if (best == gains.end() || !(*best > missing + 1e-9 * std::max(1.0, value)))
                continue;
            rest.push_back(static_cast<std::uint32_t>(best - gains.begin()));
            std::sort(rest.begin(), rest.end());
            sites = std::move(rest);
            value = served_by(model, sites);
            better = true;
        }
    }
}

Found prove_capacity(const CapacityModel& model, const SitingSpec& spec, Found found,
                     const Progress& progress, const Deadline& deadline) {
    if (model.home_site.size() > spec.largest_model) {
        found.how += "; too large for Cbc";
        return found;
    }
    ExactQuestion question{.mip = {.maximize = true}, .base = model.constant};
    MipModel& mip = question.mip;
    const std::vector<int>& open = question.open = add_site_columns(mip, model, model.existing);
    std::vector<std::vector<MipModel::Term>> used(model.sites());
    for (std::size_t i = 0; i < model.homes(); ++i) {
        std::vector<MipModel::Term> row;
        for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p) {
            const std::uint32_t j = model.home_site[p];
            const double most = std::min(model.need[i], model.capacity[j]);
            const int x = mip.add_column(1, 0, most, false);
            row.push_back({x, 1});
            used[j].push_back({x, 1});
            mip.add_row(-kInfinity, 0, {{x, 1}, {open[j], -most}});
        }
        mip.add_row(-kInfinity, model.need[i], row);
    }
    for (std::size_t j = 0; j < model.sites(); ++j) {
        if (!std::isfinite(model.capacity[j]) || used[j].empty())
            continue;
        used[j].push_back({open[j], -model.capacity[j]});
        mip.add_row(-kInfinity, 0, used[j]);
    }
    const auto served = [&](std::span<const std::uint32_t> sites) {
        return served_by(model, sites);
    };
    found = ask_cbc(question, served, std::move(found), spec, progress.part(0.5, 1), deadline);
    std::erase_if(found.sites, [&](std::uint32_t j) { return model.existing[j] != 0; });
    return found;
}

} // namespace

CapacityModel capacity_model(const SitingSpec& spec, const SitingProblem& problem) {
    CapacityModel model;
    std::vector<char> unlimited(problem.sites.size(), 0);
    for (std::uint32_t s = 0; s < problem.sites.size(); ++s) {
        const Site& site = problem.sites[s];
        if (site.role == Role::Excluded)
            continue;
        if (site.role == Role::Existing && std::isinf(site.capacity)) {
            unlimited[s] = 1;
            continue;
        }
        const bool exists = site.role == Role::Existing;
        model.add_site(s, exists ? 0 : site.cost, site.role == Role::Required);
        model.capacity.push_back(site.capacity);
        model.existing.push_back(exists ? 1 : 0);
    }
    model.most = choosable(problem).size();
    model.limit(spec);
    const std::vector<std::uint32_t> number = model.numbers(problem);
    const double limit = spec.rings.front().limit;
    RowsBySites rows(model);
    std::vector<std::uint32_t> sites;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        bool free = false;
        sites.clear();
        for (const auto entry : problem.costs.row(i)) {
            if (!(entry.cost <= limit))
                continue;
            free = free || unlimited[entry.destination] != 0;
            if (number[entry.destination] != kNoSite)
                sites.push_back(number[entry.destination]);
        }
        if (free) {
            model.constant += problem.need[i];
            continue;
        }
        if (sites.empty())
            continue;
        const std::size_t row = rows.row_of(sites);
        model.need.resize(model.rows(), 0);
        model.need[row] += problem.need[i];
    }
    model.finish(model.sites());
    return model;
}

double served_by(const CapacityModel& model, std::span<const std::uint32_t> sites) {
    ServedFlow flow(model);
    for (const std::uint32_t j : sites)
        flow.open(j);
    return model.constant + flow.served();
}

Found best_capacity(const CapacityModel& model, const SitingSpec& spec,
                    std::vector<std::uint32_t> start, const Progress& progress,
                    const Deadline& deadline) {
    const Deadline for_search = deadline.part(0.4);
    const std::vector<double> ceiling = most_it_can_add(model);
    Found found{.how = "greedy choice and exchange of stops"};
    found.sites = required_of(model);
    add_greedily(model, ceiling, found.sites, progress);
    exchange(model, ceiling, found.sites, progress, for_search);
    found.value = served_by(model, found.sites);
    if (!start.empty() && allowed(model, start)) {
        add_greedily(model, ceiling, start, progress);
        exchange(model, ceiling, start, progress, for_search);
        // Of equal plans the one so far stays.
        if (const double value = served_by(model, start); value >= found.value * (1 - 1e-12)) {
            found.sites = start;
            found.value = value;
        }
    }
    const Deadline for_bound = deadline.part(0.5);
    found.bound = capacity_bound(model, found.value, progress.part(0.2, 0.5), for_bound);
    if (found.bound <= found.value * (1 + 1e-9)) {
        found.bound = found.value;
        found.proven = true;
        found.how += ", proven best by a Lagrangian relaxation";
        return found;
    }
    found.how += ", bounded by a Lagrangian relaxation";
    found.time_limited = for_search.passed() || for_bound.passed();
    if (found.time_limited)
        found.how += kEndedByTime;
    return spec.prove ? prove_capacity(model, spec, std::move(found), progress, deadline) : found;
}

std::vector<SitingPlan::Served> allocate(const SitingSpec& spec, const SitingProblem& problem,
                                         std::span<const std::uint32_t> stops,
                                         const Progress& progress) {
    const std::vector<char> open = open_sites(problem, stops);
    // As much as possible is served, then at the least travel: serving one unit more is worth more
    // than any travel.
    const double limit = spec.rings.front().limit;
    const auto places = std::count(open.begin(), open.end(), 1);
    double dearest = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i)
        for (const auto entry : problem.costs.row(i))
            if (entry.cost <= limit)
                dearest = std::max(dearest, entry.cost);
    MipModel mip{.maximize = true};
    std::vector<std::vector<MipModel::Term>> used(problem.sites.size());
    std::vector<SitingPlan::Served> pairs;
    for (std::uint32_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        std::vector<MipModel::Term> row;
        for (const auto entry : problem.costs.row(i)) {
            if (open[entry.destination] == 0 || !(entry.cost <= limit))
                continue;
            // An exchange along many sites may cost the dearest trip at each of them.
            const double reward =
                1 + static_cast<double>(places) - (dearest > 0 ? entry.cost / dearest : 0);
            const int x = mip.add_column(reward, 0, problem.need[i], false);
            row.push_back({x, 1});
            used[entry.destination].push_back({x, 1});
            pairs.push_back({i, entry.destination, 0});
        }
        if (!row.empty())
            mip.add_row(-kInfinity, problem.need[i], row);
    }
    for (std::size_t s = 0; s < used.size(); ++s)
        if (std::isfinite(problem.sites[s].capacity) && !used[s].empty())
            mip.add_row(-kInfinity, problem.sites[s].capacity, used[s]);
    if (pairs.empty())
        return {};
    const MipResult result = solve_mip(mip, {.time_limit_s = 600}, progress);
    std::vector<SitingPlan::Served> served;
    for (std::size_t p = 0; p < pairs.size(); ++p)
        if (result.has_values() && result.values[p] > 1e-9) {
            pairs[p].need = result.values[p];
            served.push_back(pairs[p]);
        }
    return served;
}

} // namespace tractwise::siting
