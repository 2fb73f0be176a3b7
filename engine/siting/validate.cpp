// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/validate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

[[noreturn]] void refuse(std::string message, std::string hint = {}) {
    throw Error(ErrorKind::Usage, std::move(message), {.hint = std::move(hint)});
}

void check_rings(const SitingSpec& spec) {
    if (!is_covering(spec.objective))
        return;
    if (spec.rings.empty())
        refuse(fmt::format("{} needs a limit", name_of(spec.objective)),
               "say within how far people count as reached");
    if (spec.rings.size() > 1 && spec.objective != Objective::Mclp)
        refuse(
            fmt::format("{} takes one limit, not {}", name_of(spec.objective), spec.rings.size()),
            "several limits with weights are for mclp");
    for (std::size_t r = 0; r < spec.rings.size(); ++r) {
        const Ring& ring = spec.rings[r];
        if (!(ring.limit > 0) || !(ring.weight > 0))
            refuse(fmt::format("limit {} with weight {}: both must be above 0",
                               format_number(ring.limit), format_number(ring.weight)));
        if (r > 0 && !(ring.limit > spec.rings[r - 1].limit))
            refuse("the limits of rings must ascend");
        if (r > 0 && !(ring.weight < spec.rings[r - 1].weight))
            refuse("the weights of rings must fall from the nearest to the farthest");
    }
}

void check_numbers(const SitingSpec& spec) {
    if (!(spec.share > 0 && spec.share <= 1))
        refuse(fmt::format("share = {} is not above 0 and at most 1", format_number(spec.share)));
    if (!(spec.fair_share >= 0 && spec.fair_share <= 1))
        refuse(fmt::format("fair_share = {} is not from 0 to 1", format_number(spec.fair_share)));
    if (spec.budget && !(*spec.budget >= 0))
        refuse(fmt::format("a budget of {} is below 0", format_number(*spec.budget)));
    if (spec.beyond && !(*spec.beyond >= 0))
        refuse(fmt::format("beyond = {} is below 0", format_number(*spec.beyond)));
    if (spec.objective == Objective::Lscp && (spec.k || spec.budget))
        refuse("lscp asks how many stops are needed, so it takes neither k nor a budget",
               "leave them out, or ask for mclp");
    if (spec.objective != Objective::Lscp && !spec.k && !spec.budget)
        refuse(fmt::format("{} needs the number of stops or a budget", name_of(spec.objective)),
               "add k = 4");
    if (spec.capacities && (spec.objective != Objective::Mclp || spec.rings.size() != 1))
        refuse("capacities are for mclp with one limit");
}

void check_sites(const SitingSpec& spec, const SitingProblem& problem) {
    for (const Site& site : problem.sites) {
        if (!(site.cost >= 0) || std::isinf(site.cost))
            throw Error(ErrorKind::Input, "the cost of a site is missing or below 0",
                        {.where = site.id});
        if (!(site.capacity >= 0))
            throw Error(ErrorKind::Input, "the capacity of a site is missing or below 0",
                        {.where = site.id});
    }
    const std::size_t required = problem.with_role(Role::Required).size(),
                      candidates = problem.with_role(Role::Candidate).size();
    if (spec.k && *spec.k > required + candidates)
        refuse(fmt::format("{} stops are asked for, but there are only {} candidates", *spec.k,
                           required + candidates),
               fmt::format("ask for k = {} or fewer, or add candidates", required + candidates));
    if (spec.k && spec.objective != Objective::Lscp && required > *spec.k)
        throw Error(
            ErrorKind::Infeasible,
            fmt::format("{} sites are required, but only {} stops may be open", required, *spec.k),
            {.hint = "raise k, or make some of them candidates"});
    double cost = 0;
    for (const std::uint32_t j : problem.with_role(Role::Required))
        cost += problem.sites[j].cost;
    if (spec.budget && spec.objective != Objective::Lscp && cost > *spec.budget)
        throw Error(ErrorKind::Infeasible,
                    fmt::format("the required sites cost {}, more than the budget of {}",
                                format_number(cost), format_number(*spec.budget)),
                    {.hint = "raise the budget, or make some of them candidates"});
}

} // namespace

void validate(const SitingSpec& spec, const SitingProblem& problem) {
    if (problem.costs.origins() != problem.homes() ||
        problem.costs.destinations() != problem.sites.size())
        throw Error(ErrorKind::Internal, "travel costs do not fit the need and the sites");
    check_rings(spec);
    check_numbers(spec);
    check_sites(spec, problem);
    for (std::size_t i = 0; i < problem.homes(); ++i)
        if (problem.need[i] < 0)
            throw Error(ErrorKind::Input,
                        fmt::format("a need of {} is below 0", format_number(problem.need[i])),
                        {.where = fmt::format("demand point {}", i + 1)});
    if (!(problem.total_need() > 0))
        throw Error(ErrorKind::Infeasible,
                    "nobody is in need, so no stop can be better than another",
                    {.hint = "check the need and to which tracts it is restricted"});
    if (spec.objective == Objective::MaxMin || spec.objective == Objective::FairShare) {
        if (problem.groups.empty())
            refuse(fmt::format("{} needs groups of people", name_of(spec.objective)),
                   "name the count columns of the groups");
        for (const access::PeopleGroup& group : problem.groups)
            if (group.people.size() != problem.homes())
                throw Error(ErrorKind::Internal, "a group does not fit the demand points");
    }
}

} // namespace tractwise::siting
