// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/results.hpp"
#include "engine/tract/tract_table.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace tractwise::plan {

/// What columns of a plan name as their source.
inline constexpr std::string_view kPlanSource = "plan of the study";

/// The table with what a plan does tract by tract, behind the columns it has:
///
///     reach_NAME_share     of the tract's people in need, those whose home is within the limit of a
///                          site that is open in this scenario ("today", "plan", those of the study);
///                          missing where nobody is in need
///     reach_plan_newly     people in need within the limit of a stop, but of no existing site, with
///                          the need's margin in the same proportion
///     nearest_open_cost    mean travel of all people to the nearest open site of the plan, of those
///                          who have one within the limit; minutes or meters
///
///     const TractTable all = with_plan(table, siting, 2020);
///     all["reach_plan_share"].values[row]    // 0..1
///
/// `table` has the columns of the need. A name that it has already stays its own.
/// Cost: none until a column is asked for, then one pass over the travel costs of the plan.
tract::TractTable with_plan(const tract::TractTable& table,
                            const std::shared_ptr<const SitingResults>& siting, int vintage);

/// The name of the share that a scenario reaches: "plan" -> "reach_plan_share".
std::string reach_column(std::string_view scenario);

} // namespace tractwise::plan
