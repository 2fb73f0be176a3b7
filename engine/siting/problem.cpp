// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/problem.hpp"

namespace tractwise::siting {

std::string_view name_of(Role role) {
    switch (role) {
    case Role::Existing:
        return "existing";
    case Role::Required:
        return "required";
    case Role::Candidate:
        return "candidate";
    case Role::Excluded:
        return "excluded";
    }
    return "";
}

std::vector<std::uint32_t> SitingProblem::with_role(Role role) const {
    std::vector<std::uint32_t> found;
    for (std::size_t j = 0; j < sites.size(); ++j)
        if (sites[j].role == role)
            found.push_back(static_cast<std::uint32_t>(j));
    return found;
}

double SitingProblem::total_need() const {
    double sum = 0;
    for (const double amount : need)
        if (amount > 0)
            sum += amount;
    return sum;
}

std::vector<char> open_sites(const SitingProblem& problem, std::span<const std::uint32_t> stops) {
    std::vector<char> open(problem.sites.size(), 0);
    for (std::size_t s = 0; s < open.size(); ++s)
        open[s] = problem.sites[s].role == Role::Existing ? 1 : 0;
    for (const std::uint32_t stop : stops)
        open[stop] = 1;
    return open;
}

} // namespace tractwise::siting
