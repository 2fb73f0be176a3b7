// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

// Private to engine/access.

namespace tractwise::access {

/// A time that says its own unit, in minutes: "0:05:30", "01:05:30.5", "0 days 00:05:30", "12 min",
/// "1 h 5 min", "90 s". Nothing for other text, and for "5:30", which may be two things.
std::optional<double> duration_minutes(std::string_view text);

} // namespace tractwise::access
