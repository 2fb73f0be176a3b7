// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise {

/// The largest 1, 2 or 5 times a power of ten that is not above `limit`, for lengths of bars, bounds
/// and amounts that people read at a glance.
///
///     round_below(731)     // 500
///     round_below(0.0123)  // 0.01
///
/// `limit` is positive and finite.
double round_below(double limit);
/// The smallest that is not below it: round_above(731) is 1000.
double round_above(double limit);

} // namespace tractwise
