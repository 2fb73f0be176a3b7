// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"

#include <string>
#include <string_view>

namespace tractwise::viewer {

/// A column worth looking at beside `first`: the first of a layer that says something good or bad
/// and has values; any other where there is none.
std::string other_column(const Snapshot& shown, std::string_view first);

} // namespace tractwise::viewer
