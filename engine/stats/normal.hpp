// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to engine/stats: the normal distribution.

namespace tractwise::stats {

/// Standard errors to each side that hold 90 and 95 % of it.
inline constexpr double kErrorsFor90 = 1.6448536269514722;
inline constexpr double kErrorsFor95 = 1.959963984540054;

} // namespace tractwise::stats
