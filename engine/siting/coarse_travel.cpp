// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/coarse_travel.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace tractwise::siting {
namespace {

std::vector<std::uint32_t> homes_in_need(const SitingProblem& problem) {
    std::vector<std::uint32_t> homes;
    for (std::uint32_t i = 0; i < problem.homes(); ++i)
        if (problem.need[i] > 0)
            homes.push_back(i);
    return homes;
}

constexpr float kNoCost = std::numeric_limits<float>::quiet_NaN();

/// Halves of halves, each across its longer side, until none has more than `most` sites.
void split(const SitingProblem& problem, std::span<std::uint32_t> sites, std::size_t most,
           std::vector<std::vector<std::uint32_t>>& parts) {
    if (sites.size() <= most) {
        if (!sites.empty())
            parts.emplace_back(sites.begin(), sites.end());
        return;
    }
    const auto place = [&](std::uint32_t s) { return problem.sites[s].place; };
    const auto side = [&](auto of) {
        const auto [least, most_of] =
            std::minmax_element(sites.begin(), sites.end(), [&](std::uint32_t a, std::uint32_t b) {
                return of(place(a)) < of(place(b));
            });
        return of(place(*most_of)) - of(place(*least));
    };
    const auto lon = [](geo::LonLat at) { return at.lon; };
    const auto lat = [](geo::LonLat at) { return at.lat; };
    const double narrower = std::cos(place(sites.front()).lat * std::numbers::pi / 180);
    const bool by_lon = side(lon) * narrower > side(lat);
    const auto middle = sites.begin() + static_cast<std::ptrdiff_t>(sites.size() / 2);
    std::nth_element(sites.begin(), middle, sites.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double of_a = by_lon ? place(a).lon : place(a).lat,
                     of_b = by_lon ? place(b).lon : place(b).lat;
        return of_a != of_b ? of_a < of_b : a < b;
    });
    split(problem, {sites.begin(), middle}, most, parts);
    split(problem, {middle, sites.end()}, most, parts);
}

} // namespace

SitingProblem with_fewer_homes(const SitingSpec& spec, const SitingProblem& problem,
                               std::size_t most, const Progress& progress) {
    const std::vector<std::uint32_t> homes = homes_in_need(problem);
    const std::size_t together = homes.size() / std::max<std::size_t>(1, most) + 1,
                      rows = (homes.size() + together - 1) / together, sites = problem.sites.size();
    SitingProblem fewer{.need = std::vector<double>(rows, 0), .sites = problem.sites};
    std::vector<float> cost(rows * sites);
    std::vector<double> sum(sites);
    for (std::size_t row = 0; row < rows; ++row) {
        progress.throw_if_stopped();
        // Who reaches no site goes as far as `beyond`; without it, one who cannot makes it no way for all.
        const double otherwise = spec.beyond.value_or(kInfinity);
        std::fill(sum.begin(), sum.end(), 0.0);
        std::vector<std::size_t> reached(sites, 0);
        const std::size_t first = row * together, last = std::min(homes.size(), first + together);
        for (std::size_t h = first; h < last; ++h) {
            const double need = problem.need[homes[h]];
            fewer.need[row] += need;
            for (const auto entry : problem.costs.row(homes[h])) {
                sum[entry.destination] += need * std::min(entry.cost, otherwise);
                ++reached[entry.destination];
            }
        }
        for (std::size_t s = 0; s < sites; ++s)
            cost[row * sites + s] =
                reached[s] == last - first ? static_cast<float>(sum[s] / fewer.need[row]) : kNoCost;
    }
    fewer.costs = access::CostMatrix::compact(problem.costs.unit(), problem.costs.limit(), rows,
                                              sites, std::move(cost));
    return fewer;
}

FewerSites with_fewer_sites(const SitingProblem& problem, std::size_t most,
                            const Progress& progress) {
    FewerSites fewer{{.need = problem.need}, std::vector<std::uint32_t>(problem.sites.size(), 0)};
    std::vector<std::uint32_t> candidates = problem.with_role(Role::Candidate);
    std::vector<std::vector<std::uint32_t>> groups;
    split(problem, candidates, candidates.size() / std::max<std::size_t>(1, most) + 1, groups);
    for (std::uint32_t s = 0; s < problem.sites.size(); ++s)
        if (problem.sites[s].role == Role::Existing || problem.sites[s].role == Role::Required)
            groups.push_back({s});
    std::vector<char> takes_part(problem.sites.size(), 0);
    for (const auto& group : groups) {
        Site site = problem.sites[group.front()];
        for (const std::uint32_t s : group) {
            site.cost = std::min(site.cost, problem.sites[s].cost);
            fewer.group[s] = static_cast<std::uint32_t>(fewer.problem.sites.size());
            takes_part[s] = 1;
        }
        fewer.problem.sites.push_back(std::move(site));
    }
    std::vector<float> cost(problem.homes() * groups.size(), kNoCost);
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (i % 64 == 0)
            progress.throw_if_stopped();
        if (!(problem.need[i] > 0))
            continue;
        float* const row = cost.data() + i * groups.size();
        for (const auto entry : problem.costs.row(i)) {
            if (takes_part[entry.destination] == 0)
                continue;
            // Never above what it is.
            auto least = static_cast<float>(entry.cost);
            if (double{least} > entry.cost)
                least = std::nextafter(least, 0.0F);
            float& known = row[fewer.group[entry.destination]];
            if (!(known <= least))
                known = least;
        }
    }
    fewer.problem.costs =
        access::CostMatrix::compact(problem.costs.unit(), problem.costs.limit(), problem.homes(),
                                    groups.size(), std::move(cost));
    return fewer;
}

} // namespace tractwise::siting
