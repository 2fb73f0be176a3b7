// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/measure.hpp"

#include <string>
#include <string_view>

// Private to engine/access: what is known of each measure without computing it.

namespace tractwise::access {

const MeasureInfo& info_of(MeasureSpec::Kind kind);
/// Its parameters are a decay, in a short form or by name.
bool takes_decay(MeasureSpec::Kind kind);

/// "within_15min"; alike for two decays that differ in their weights only.
std::string column_name(const MeasureSpec& spec, CostUnit unit);
std::string unit_of(const MeasureSpec& spec, CostUnit unit);
/// With the numbers used: "sum_j [c_ij <= t]; t = 15 min".
std::string formula_of(const MeasureSpec& spec, CostUnit unit);

} // namespace tractwise::access
