// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/layer/layer.hpp"
#include "engine/plan/choice.hpp"
#include "engine/plan/results.hpp"

namespace tractwise::plan {

/// What stands before the siting stage.
struct SitingInputs {
    const tract::TractSet& tracts;
    const tract::DemandPoints& demand;
    const tract::TractTable& table; ///< columns of the layers, and of the index if there is one
    layer::SourceReader& sources;
};

/// Puts the study's question to the solver and says in people what comes out: sites from their
/// sources, need from tracts to demand points by people, travel costs, plan, reach by group, curve,
/// doubts, scenarios, schedule.
///
///     const SitingResults found = run_siting(
///         *study.siting, {tracts, demand, table, store}, diagnostics, progress);
///
/// A tract's count is spread over its demand points by their people. Groups count people of every
/// tract, also where `only` leaves tracts out of the need; a fair plan balances the coverage of
/// those groups. Findings: sites without coordinates, candidates within 50 m of an existing site,
/// sites that reach nobody, people of whose travel nothing is known, tracts whose need is missing,
/// a schedule that cannot be driven. Errors: Error(Usage) for columns, ids, units and roles that do
/// not fit and more stops than candidates, Error(Input) for a required site without coordinates and
/// ids that stand for two places, Error(Infeasible) where nobody is in need or in reach or no plan
/// exists.
SitingResults run_siting(const SitingChoice& choice, const SitingInputs& in,
                         Diagnostics& diagnostics, const Progress& progress);

/// The errors and findings about sites alone that run_siting() has, without need and travel: ids of
/// roles, scenarios and schedule, the number of stops. Columns of layers are not looked at.
void check_sites(const SitingChoice& choice, const SitingInputs& in, Diagnostics& diagnostics);

} // namespace tractwise::plan
