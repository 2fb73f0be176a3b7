// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/travel.hpp"
#include "engine/siting/compare.hpp"
#include "engine/siting/curve.hpp"
#include "engine/siting/doubt.hpp"
#include "engine/siting/reach.hpp"
#include "engine/siting/schedule.hpp"
#include "engine/siting/solve.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::plan {

/// Everything the siting stage knows: the question as numbers, the plan, what it says in people,
/// and how far it can be trusted. Immutable once made; shared by exports, terminal and viewer.
///
///     const SitingResults& siting = *results->siting;
///     for (std::uint32_t stop : siting.plan.stops) print(siting.problem->sites[stop].name);
///     siting.reach.groups[0].newly.people;
struct SitingResults {
    siting::SitingSpec spec; ///< with rings in the unit of the costs
    /// Rows are travelers: demand points, or two of each (with a vehicle, without one).
    std::shared_ptr<const siting::SitingProblem> problem;
    std::shared_ptr<const siting::Homes> homes; ///< per row, for reach_of and LivePlan
    std::vector<geo::LonLat> place;             ///< per row
    std::vector<std::string> row_id;            ///< per row: demand point id
    layer::Travel travel;                       ///< how they travel, for places that move
    double limit =
        0; ///< within which somebody counts as reached: the widest ring; infinite: any trip
    std::string unit;         ///< "min" or "m"
    std::string travel_words; ///< "by street: drive ..., households without a vehicle walk"
    std::string need_words;   ///< "uninsured people in tracts with risk_percentile of 75 or more"
    std::string need_unit;    ///< "people", "households", or "weighted people" for products
    std::string within_words; ///< "within 15 min", as asked; "within any reach" without a limit
    std::vector<std::string> need_columns; ///< whose product the need is

    siting::SitingPlan plan;
    siting::PlanReach reach;
    std::vector<siting::CurvePoint> curve;
    std::vector<siting::DoubtResult> doubts;
    /// Doubts that could not be put, with the reason: "low-need: no margins for need".
    std::vector<std::string> doubts_left_out;
    std::vector<std::uint32_t> nearest; ///< per row: nearest open site within the limit; kNone else
    std::vector<double> nearest_cost;   ///< NaN where none
    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::map<std::string, siting::PlanReach>
        scenarios; ///< by name: those of the study, "today", "plan"
    std::optional<siting::Schedule> schedule;
    std::optional<siting::ScheduleSpec> schedule_spec;
    std::string depot_words;
    /// Why the plan's stops cannot be visited as [siting.schedule] asks; the plan stands without.
    struct ScheduleProblem {
        std::string message, hint;
    };
    std::optional<ScheduleProblem> schedule_problem;

    /// Open sites of a scenario by name, existing ones included, ascending. Error(Usage) for a name
    /// that is none, with a suggestion.
    std::vector<std::uint32_t> open_in(const std::string& scenario) const;
};

} // namespace tractwise::plan
