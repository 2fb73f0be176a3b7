// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

// How `access`, `catchment` and `streets` write amounts and files in their text.

namespace tractwise::cli {

/// "1,234": the nearest whole number.
std::string count(double value);
std::string count(std::size_t value);
/// "1,234 (5.6 %)"; without the share where the part is 0 or there is no whole.
std::string part_of(double part, double whole);
/// Without its folders.
std::string file_name(const std::string& path);

} // namespace tractwise::cli
