// SPDX-License-Identifier: Apache-2.0
#include "engine/study/people_check.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

constexpr double kTimes = 5, kPeopleApart = 2000, kMarginsApart = 3, kTotalTimes = 1.5;

bool are_apart(double a, double b, double times) {
    return std::max(a, b) > times * std::min(a, b);
}

} // namespace

void compare_people(const std::string& source, const tract::DemandPoints& demand,
                    const tract::TractSet& tracts, const tract::TractTable& table,
                    Diagnostics& diagnostics) {
    const tract::Column* population = table.find("population");
    if (population == nullptr || !demand.counts_people ||
        demand.kind == tract::DemandPoints::Kind::TractCentroids)
        return;
    const std::vector<double> homes = demand.people_by_tract();
    Finding apart{Severity::Warning,
                  "demand-unlike-population",
                  source,
                  "tracts have far more or fewer people at their demand points than in the column "
                  "population; distances and plans count those of the points",
                  0,
                  {}};
    double at_points = 0, in_column = 0;
    for (std::size_t t = 0; t < homes.size(); ++t) {
        const double people = population->values[t];
        if (std::isnan(people))
            continue;
        at_points += homes[t];
        in_column += people;
        const double margin = population->margin.empty() || std::isnan(population->margin[t])
                                  ? 0
                                  : population->margin[t];
        if (!are_apart(homes[t], people, kTimes) ||
            std::abs(homes[t] - people) <= std::max(kPeopleApart, kMarginsApart * margin))
            continue;
        ++apart.count;
        if (apart.examples.size() < Finding::kMaxExamples)
            apart.examples.push_back(fmt::format("{}: {} at points, {} in population",
                                                 tracts.geoid(t), format_count(homes[t]),
                                                 format_count(people)));
    }
    if (apart.count > 0)
        diagnostics.add(std::move(apart));
    if (are_apart(at_points, in_column, kTotalTimes) &&
        std::abs(at_points - in_column) > kPeopleApart)
        diagnostics.add({Severity::Warning,
                         "demand-total-unlike-population",
                         source,
                         fmt::format("the demand points count {} people, the column population {}: "
                                     "is it another column that counts people, or another region?",
                                     format_count(at_points), format_count(in_column)),
                         1,
                         {}});
}

} // namespace tractwise::study
