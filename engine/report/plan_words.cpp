// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_words.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

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

std::string TravelShown::operator()(double cost) const {
    if (!std::isfinite(cost))
        return "-";
    const double value = round_half_away(cost * scale, decimals);
    return decimals == 0 ? format_count(value) : format_fixed(value, decimals);
}

std::string TravelShown::with_unit(double cost) const {
    return std::isfinite(cost) ? fmt::format("{} {}", (*this)(cost), unit) : "-";
}

std::string TravelShown::limit(double cost) const {
    // 3218.688 m are 2 miles, as typed: what differs in the ninth digit is the conversion.
    const double exact = cost * scale, rounded = round_half_away(exact, 6);
    const double value = rounded == 0 ? exact : rounded; // never "within 0"
    return fmt::format("{} {}",
                       unit == "m" && value >= 10 ? format_count(value) : format_number(value),
                       unit == "miles" && value == 1 ? "mile" : unit);
}

TravelShown travel_shown(const study::Results& results) {
    if (results.siting->unit == "min")
        return {"min", 1, 1};
    using Unit = plan::TravelLimit::Unit;
    const plan::SitingChoice* asked = results.answered();
    const bool given = asked != nullptr && !asked->within.empty();
    switch (given ? asked->within.front().unit : Unit::OfCost) {
    case Unit::Miles:
        return {"miles", 1 / geo::kMetersPerMile, 2};
    case Unit::Kilometers:
        return {"km", 0.001, 2};
    case Unit::OfCost:
    case Unit::Minutes:
    case Unit::Meters:
        break;
    }
    return {"m", 1, 0};
}

std::string people_words(double people) {
    return std::isfinite(people) ? format_count(round_half_away(people, 0)) : "-";
}

std::string amount_words(const siting::Amount& amount) {
    return people_words(amount.people) +
           (std::isfinite(amount.moe) ? " ±" + people_words(amount.moe) : "");
}

std::string percent_words(double share) {
    return std::isfinite(share) ? format_fixed(share * 100, 1) + " %" : "-";
}

std::string at_most_words(double gap) {
    return gap < 0.001 ? "less than 0.1 %" : "at most " + percent_words(gap);
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", format_count(static_cast<double>(count)), count == 1 ? one : many);
}

std::string site_words(const siting::Site& site) {
    return site.name.empty() || site.name == site.id ? site.id
                                                     : fmt::format("{} ({})", site.name, site.id);
}

std::string clock_words(double minutes) {
    const auto whole = static_cast<long>(std::lround(minutes));
    return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

} // namespace tractwise::report
