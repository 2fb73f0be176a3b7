// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/site_choice.hpp"

#include <algorithm>

namespace tractwise::siting {

void SiteChoice::add_site(std::uint32_t id, double its_cost, bool is_required) {
    site_id.push_back(id);
    cost.push_back(its_cost);
    required.push_back(is_required ? 1 : 0);
}

void SiteChoice::limit(const SitingSpec& spec) {
    if (spec.k)
        most = std::min(*spec.k, most);
    if (spec.budget)
        budget = *spec.budget;
}

std::vector<std::uint32_t> SiteChoice::numbers(const SitingProblem& problem) const {
    std::vector<std::uint32_t> number(problem.sites.size(), kNoSite);
    for (std::size_t j = 0; j < sites(); ++j)
        number[site_id[j]] = static_cast<std::uint32_t>(j);
    return number;
}

std::vector<std::uint32_t> SiteChoice::numbers_of(std::span<const std::uint32_t> sites) const {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t site : sites) {
        const auto at = std::find(site_id.begin(), site_id.end(), site);
        if (at != site_id.end())
            found.push_back(static_cast<std::uint32_t>(at - site_id.begin()));
    }
    return found;
}

double SiteChoice::cost_of(std::span<const std::uint32_t> numbers) const {
    double sum = 0;
    for (const std::uint32_t j : numbers)
        sum += cost[j];
    return sum;
}

std::vector<std::uint32_t> choosable(const SitingProblem& problem) {
    std::vector<std::uint32_t> sites;
    for (std::size_t j = 0; j < problem.sites.size(); ++j)
        if (problem.sites[j].role == Role::Required || problem.sites[j].role == Role::Candidate)
            sites.push_back(static_cast<std::uint32_t>(j));
    return sites;
}

SiteChoice free_choice(const SitingProblem& problem) {
    SiteChoice choice;
    for (const std::uint32_t site : choosable(problem))
        choice.add_site(site, problem.sites[site].cost, problem.sites[site].role == Role::Required);
    choice.most = choice.sites();
    return choice;
}

} // namespace tractwise::siting
