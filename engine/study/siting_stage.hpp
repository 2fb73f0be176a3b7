// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/core/progress.hpp>
#include <tractwise/layer/layer.hpp>
#include <tractwise/study/results.hpp>
#include <tractwise/study/siting_choice.hpp>
#include <tractwise/study/siting_results.hpp>

namespace tractwise {

/// What stands before the siting stage.
struct SitingInputs {
    const TractSet& tracts;
    const DemandPoints& demand;
    const TractTable& table;   ///< columns of the layers
    const IndexResult* index;  ///< its score, percentile and rank are columns here too; may be null
    SourceReader& sources;
};

/// Puts the study's question to the solver and says in people what comes out: sites from their
/// sources, need from tracts to demand points by people, travel costs, plan, reach by group, curve,
/// doubts, scenarios, schedule.
///
/// A tract's count is spread over its demand points by their people. Findings: sites without
/// coordinates or far from every street, candidates that are an existing site already (same id, or
/// within 50 m), people whose street is not known, tracts whose need is missing. Errors:
/// Error(Usage) for columns, ids and roles that do not fit, Error(Input) for a required site that
/// cannot be placed, Error(Infeasible) where nobody is in reach or no plan exists.
SitingResults run_siting(const SitingChoice& choice, const SitingInputs& in,
                         Diagnostics& diagnostics, const Progress& progress);

/// Columns of an index as recipes name them: PREFIX_score, PREFIX_percentile, PREFIX_rank.
const std::vector<double>* index_column(const IndexResult& index, std::string_view name);

} // namespace tractwise
