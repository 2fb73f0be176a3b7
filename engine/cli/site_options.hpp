// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tractwise::cli {

/// As typed; empty or absent: as the study has it.
struct SiteOptions {
    std::string study, out;
    std::optional<std::string> objective, only, beyond, cost, streets;
    std::optional<int> k, seed;
    std::optional<double> budget, share, fair_share, time_limit;
    std::vector<std::string> within, weights, need, groups, fair_groups, required, excluded, stops;
    std::vector<std::string> candidates, candidate_where, existing, compare;
    std::string candidate_id, candidate_name, candidate_cost, candidate_capacity; ///< columns
    bool capacities = false, no_proof = false, no_schedule = false, json = false, quiet = false;
    std::optional<Units> units;
};
void add_site_options(CLI::App& command, SiteOptions& options);

} // namespace tractwise::cli
