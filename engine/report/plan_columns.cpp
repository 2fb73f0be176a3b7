// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_columns.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {

using siting::Amount;
using siting::GroupReach;
using siting::PlanReach;

void PlanColumns::add_with_margin(const std::string& name, const std::string& description,
                                  std::vector<double> values, std::vector<double> margins) {
    const bool known = std::any_of(margins.begin(), margins.end(),
                                   [](double margin) { return std::isfinite(margin); });
    add(name, description, std::move(values));
    if (known)
        add(name + "_moe", "Margin of error, 90 %: " + description, std::move(margins));
}

void PlanColumns::add_amounts(const std::string& name, const std::string& description,
                              const std::vector<Amount>& amounts) {
    std::vector<double> people, margins;
    for (const Amount& amount : amounts) {
        people.push_back(amount.people);
        margins.push_back(amount.moe);
    }
    add_with_margin(name, description, std::move(people), std::move(margins));
}

void add_group_reach(PlanColumns& out, const plan::SitingResults& siting,
                     const std::vector<const PlanReach*>& reaches) {
    const auto of_groups = [&](auto get) {
        std::vector<decltype(get(GroupReach{}))> values;
        for (const PlanReach* reach : reaches)
            for (const GroupReach& group : reach->groups)
                values.push_back(get(group));
        return values;
    };
    const auto number = [&](double GroupReach::*member) {
        return of_groups([=](const GroupReach& group) { return group.*member; });
    };
    const auto amount = [&](Amount GroupReach::*member) {
        return of_groups([=](const GroupReach& group) { return group.*member; });
    };
    out.add("description", "Who is counted",
            of_groups([](const GroupReach& group) { return group.description; }));
    out.add_amounts("total", "Everybody of the group", amount(&GroupReach::total));
    out.add_amounts("before", "Within the limit of an existing site", amount(&GroupReach::before));
    out.add_amounts("after", "Within the limit of any open site", amount(&GroupReach::after));
    out.add_amounts("newly", "Reached by the stops and by no existing site",
                    amount(&GroupReach::newly));
    out.add_with_margin("before_share", "before / total (0 to 1)",
                        number(&GroupReach::before_share), number(&GroupReach::before_share_moe));
    out.add_with_margin("after_share", "after / total (0 to 1)", number(&GroupReach::after_share),
                        number(&GroupReach::after_share_moe));
    out.add("before_rate_ratio", "before_share over that of all people",
            number(&GroupReach::before_rate_ratio));
    out.add_with_margin("rate_ratio",
                        "after_share over that of all people; below 1: reached less than others",
                        number(&GroupReach::rate_ratio), number(&GroupReach::rate_ratio_moe));
    const std::string& unit = siting.unit;
    const auto travel = [&](const char* name, const char* what, double GroupReach::*member) {
        out.add(fmt::format("{}_{}", name, unit), fmt::format("{} ({})", what, unit),
                number(member));
    };
    travel("before_mean", "Mean travel to the nearest existing site, of those who reach one",
           &GroupReach::before_mean_cost);
    travel("before_p90", "Travel that 90 % of them do not exceed", &GroupReach::before_p90_cost);
    travel("mean", "Mean travel to the nearest open site, of those who reach one",
           &GroupReach::mean_cost);
    travel("p90", "Travel that 90 % of them do not exceed", &GroupReach::p90_cost);
}

} // namespace tractwise::report
