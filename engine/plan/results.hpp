// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/travel.hpp"
#include "engine/siting/compare.hpp"
#include "engine/siting/curve.hpp"
#include "engine/siting/doubt.hpp"
#include "engine/siting/reach.hpp"
#include "engine/siting/schedule.hpp"
#include "engine/siting/solve.hpp"
#include "engine/siting/tally.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tractwise::plan {

/// Everything the siting stage knows: the question as numbers, the plan, what it says in people,
/// and how far it can be trusted. Immutable once made; shared by exports, terminal and viewer.
///
///     const SitingResults& siting = *results->siting;
///     for (std::size_t stop : siting.tally.order)         // what adds most goes first
///         print(siting.stop_site(stop).name, siting.tally.stops[stop].adds);
///     siting.reach.groups[0].newly.people;
///     siting.compare("today", "partners").groups[0].gained;
struct SitingResults {
    siting::SitingSpec spec; ///< with rings in the unit of the costs
    /// Rows are travelers: demand points, or two of each (with a vehicle, without one).
    std::shared_ptr<const siting::SitingProblem> problem;
    std::shared_ptr<const siting::Homes> homes; ///< per row, for reach_of and LivePlan
    /// Labels of the groups in Spanish, by the columns that count them, where these have some.
    std::map<std::string, std::string> group_labels_es;
    std::vector<geo::LonLat> place;  ///< per row
    std::vector<std::string> row_id; ///< per row: demand point id
    layer::Travel travel;            ///< how they travel, for places that move
    double limit =
        0; ///< within which somebody counts as reached: the widest ring; infinite: any trip
    std::string unit;         ///< "min" or "m"
    std::string travel_words; ///< "by street: drive ..., households without a vehicle walk"
    std::string need_words;   ///< "uninsured people in tracts with risk_percentile of 75 or more"
    std::string need_unit;    ///< "people", "households", or "weighted people" for products
    std::string within_words; ///< "within 15 min", as asked; "at any distance" without a limit
    std::vector<std::string> need_columns; ///< whose product the need is

    siting::SitingPlan plan;
    /// Where stops are locked: the best plan without the locks, to say what they cost.
    std::optional<siting::SitingPlan> unlocked;
    siting::PlanTally tally; ///< the plan in need: rank of the stops, who goes where
    siting::PlanReach reach; ///< the plan in people, by group, with margins
    std::vector<siting::CurvePoint> curve;
    std::size_t curve_to = 0; ///< stops that the curve was to go to
    /// The first number of stops that the time limit left no room for on the curve; 0: it is whole.
    std::size_t curve_missing_from = 0;
    std::vector<siting::DoubtResult> doubts;
    /// Doubts that could not be put, with the reason: "low-need: no margins for need".
    std::vector<std::string> doubts_left_out;

    std::map<std::string, siting::PlanReach>
        scenarios; ///< by name: those of the study, "today", "plan"
    std::optional<siting::Schedule> schedule;
    std::optional<siting::ScheduleSpec> schedule_spec;
    std::string depot_words;
    std::optional<geo::LonLat> depot; ///< of the week
    /// Why the plan's stops cannot be visited as [siting.schedule] asks; the plan stands without.
    struct ScheduleProblem {
        std::string message, hint;
    };
    std::optional<ScheduleProblem> schedule_problem;

    const siting::Site& stop_site(std::size_t stop) const { ///< of a stop, by its place in the plan
        return problem->sites[plan.stops[stop]];
    }
    /// Where existing sites are, or all others: those that a stop could be at.
    std::vector<geo::LonLat> site_places(bool existing) const;
    /// Whether the question left nothing to choose: every stop is required.
    bool stops_were_given() const;
    /// People whom a stop serves, by its place in the plan: those assigned to it where capacities
    /// count, else those who have no open site nearer.
    double people_served(std::size_t stop) const;

    /// "today", "plan", then those of the study by name.
    std::vector<std::string> scenario_names() const;
    /// Open sites with these stops, existing ones included, ascending.
    std::vector<std::uint32_t> open_with(std::span<const std::uint32_t> stops) const;
    /// The same of a scenario by name. Error(Usage) for a name that is none, with a suggestion.
    std::vector<std::uint32_t> open_in(const std::string& scenario) const;
    /// Who is reached with other stops in the place of the plan's.
    siting::PlanReach reach_with(std::span<const std::uint32_t> stops) const;
    /// The same plan with these scenarios, stops by site id, in place of the study's before: no search
    /// is needed for them. One that names a site that the plan does not know is left out.
    SitingResults
    with_scenarios(const std::map<std::string, std::vector<std::string>>& wanted) const;
    /// Who gains and who loses where the stops of `b` take the place of those of `a`.
    siting::Comparison compare(std::span<const std::uint32_t> a,
                               std::span<const std::uint32_t> b) const;
    /// The same of two scenarios by name; errors as open_in().
    siting::Comparison compare(const std::string& a, const std::string& b) const;
};

} // namespace tractwise::plan
