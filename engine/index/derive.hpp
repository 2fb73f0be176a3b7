// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/recipe.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tractwise::index {

/// Computes the recipe's derived columns from raw census cells, in order, with their margins.
///
///     E_HBURD  = S2503_C01_028E + S2503_C01_032E + ...    M_HBURD  = floor(sqrt(sum of M^2))
///     EP_HBURD = 100 x E_HBURD / S2503_C01_001E
///     MP_HBURD = 100 x sqrt(Mn^2 - p^2 Md^2) / S2503_C01_001E
///
/// Margins are the ACS 90 % ones. They come from the column's own `margin` or from the column of
/// margins beside it (tract/acs.hpp). A margin that the Census Bureau leaves empty or marks
/// -555555555 belongs to a controlled estimate and counts as 0.
///
/// - sum and difference: sqrt(sum of M^2); with `zero_margins = largest` only the largest margin of
///   zero estimates enters (Census Bureau, Understanding and Using ACS Data, 2020, chapter 8). CDC
///   takes all.
/// - ratio: p = rounded value / scale; where the radicand Mn^2 - p^2 Md^2 is negative the formula
///   for ratios, with plus, is used (same chapter; CDC/ATSDR SVI documentation).
/// - a percentage that is a sum of published percentages can take its margin from the counts behind
///   it (`margin_of`, `margin_over`), as CDC does since 2022.
/// - `margin_floor` cuts to a whole number; `margin_round` rounds half away from zero.
///
/// Missing: a copy keeps its reason; a sum or ratio of something missing is Dependent; a zero
/// denominator gives `zero_over`, else ZeroDenominator, and in both cases no margin.
/// Findings: "no-margins" where margins are asked for and a column has none; "adjunct-absent" for
/// an adjunct column whose inputs are not there. Errors: Error(Input) for any other absent column.
std::vector<tract::Column> derive(const std::vector<Derived>& list, const tract::TractTable& table,
                                  Diagnostics& diagnostics);

/// The column names an entry reads, derived ones included.
std::vector<std::string> inputs_of(const Derived& entry);

} // namespace tractwise::index
