// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace tractwise {

/// What stands where a number is missing. It spreads through sums, so nothing made of it passes for
/// known: the income of a tract that reports none, plus 1, is `kNaN` again. Ask with `std::isnan`:
/// `kNaN == kNaN` is false.
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What stands for "no way there" and "no limit". Every other number is less, so a search for the
/// nearest clinic starts from it: `double nearest = kInfinity`, still so where none is reached.
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace tractwise
