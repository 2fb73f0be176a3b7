// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_words.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {

std::vector<std::string> group_columns(const siting::PlanReach& reach) {
    std::vector<std::string> names;
    for (std::size_t g = 0; g < reach.groups.size(); ++g) {
        const std::string own = g == 0 ? "need" : g == 1 ? "people" : reach.groups[g].name;
        std::string name = own;
        for (int n = 2; std::find(names.begin(), names.end(), name) != names.end(); ++n)
            name = fmt::format("{}_{}", own, n);
        names.push_back(std::move(name));
    }
    return names;
}

std::string value_description(const plan::SitingResults& siting) {
    using siting::Objective;
    switch (siting.plan.objective) {
    case Objective::Mclp:
        return siting.spec.rings.size() > 1
                   ? fmt::format("need covered ({}), each counted by the weight of its ring",
                                 siting.need_unit)
                   : fmt::format("need covered ({})", siting.need_unit);
    case Objective::FairShare:
        return fmt::format("need covered ({})", siting.need_unit);
    case Objective::Lscp:
        return "number of stops, or their cost";
    case Objective::PMedian:
        return siting.spec.beyond
                   ? fmt::format("sum of need times travel ({0}), no trip counted above {1} {0}",
                                 siting.unit,
                                 format_number(round_half_away(*siting.spec.beyond, 6)))
                   : fmt::format("sum of need times travel ({})", siting.unit);
    case Objective::PCenter:
        return fmt::format("longest trip of anybody in need ({})", siting.unit);
    case Objective::MaxMin:
        return "share of the group that is covered worst (0 to 1)";
    }
    return {};
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", format_count(static_cast<double>(count)), count == 1 ? one : many);
}

} // namespace tractwise::report
