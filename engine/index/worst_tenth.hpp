// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise::index {

/// A row is among the worst tenth with this percentile or more: what designations take.
///
///     if (is_worst_tenth(index.percentile[row])) ...      // NaN is not
inline constexpr double kWorstTenth = 0.9;
constexpr bool is_worst_tenth(double percentile) {
    return percentile >= kWorstTenth;
}

/// Whether it is there, by the share of draws in which it is: surely in nine of ten or more, surely not
/// in one of ten or less.
///
///     p_worst_tenth of 0.97 -> Surely; 0.5 -> Perhaps; 0.1, or NaN -> SurelyNot
enum class WorstTenthChance { SurelyNot, Perhaps, Surely };
constexpr WorstTenthChance worst_tenth_chance(double share_of_draws) {
    return share_of_draws >= 0.9  ? WorstTenthChance::Surely
           : share_of_draws > 0.1 ? WorstTenthChance::Perhaps
                                  : WorstTenthChance::SurelyNot;
}

} // namespace tractwise::index
