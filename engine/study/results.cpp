// SPDX-License-Identifier: Apache-2.0
#include "engine/study/results.hpp"

#include "engine/study/session.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::study {
namespace {

/// Tracts whose survey number is missing are not empty: the demand points still count their people.
std::vector<double> with_demand(std::vector<double> people, const tract::DemandPoints& demand) {
    if (demand.kind == tract::DemandPoints::Kind::TractCentroids)
        return people;
    const std::vector<double> counted = demand.people_by_tract();
    for (std::size_t t = 0; t < people.size(); ++t)
        if (std::isnan(people[t]))
            people[t] = counted[t];
    return people;
}

} // namespace

std::vector<double> Results::people() const {
    // A population column that is missing everywhere says nothing about where people live.
    const tract::Column* population = table->find("population");
    if (population != nullptr && std::any_of(population->values.begin(), population->values.end(),
                                             [](double people) { return !std::isnan(people); }))
        return with_demand(population->values, *demand);
    if (demand->kind != tract::DemandPoints::Kind::TractCentroids)
        return demand->people_by_tract();
    return std::vector<double>(tracts->size(), std::numeric_limits<double>::quiet_NaN());
}

const plan::SitingChoice* Results::answered() const {
    const Study& put = planned ? *planned : study;
    return put.siting ? &*put.siting : nullptr;
}

bool Results::plan_answers(const Study& asked) const {
    if (!siting || answered() == nullptr || !asked.siting)
        return false;
    switch (Session::first_difference(planned ? *planned : study, asked)) {
    case Session::Stage::Done:
        return true;
    case Session::Stage::Siting: {
        plan::SitingChoice question = *asked.siting;
        question.scenarios = answered()->scenarios;
        question.schedule = answered()->schedule;
        return question == *answered();
    }
    case Session::Stage::Tracts:
    case Session::Stage::Layers:
    case Session::Stage::Index:
        break;
    }
    return false;
}

} // namespace tractwise::study
