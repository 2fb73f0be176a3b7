// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tractwise::tract {

/// The two digits of a state, the District of Columbia or a territory, from its digits, its postal
/// letters or its name; empty where it is none of these.
///
///     state_code("42")  state_code("PA")  state_code("pennsylvania")      // "42"
///     state_code("6")                                                     // "06"
std::string_view state_code(std::string_view text);

/// True for the two digits of a state, the District of Columbia or a territory.
bool is_state_code(std::string_view digits);

/// "Pennsylvania" for "42"; the digits themselves where no state has them.
std::string_view state_name(std::string_view digits);

} // namespace tractwise::tract
