// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/needs/profile.hpp"
#include "engine/report/disparity.hpp"
#include "engine/tract/tract_table.hpp"

namespace tractwise::needs {

/// The question of a profile's [groups], without an outcome: of its groups those that the study counts, and the column that
/// orders tracts where the study has it. Never an Error.
///
///     report::DisparityQuestion question = disparity_question(Profile::shipped(), *results.table);
///     question.outcome = "clinic_nearest_m";
report::DisparityQuestion disparity_question(const Profile& profile,
                                             const tract::TractTable& columns);

} // namespace tractwise::needs
