// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/tract_set.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// The tracts that a person means by an id, a number, a code, a name, or a part of an id.
///
///     find_tracts(tracts, "42101039100")        // the id, also "1400000US42101039100"
///     find_tracts(tracts, "391")                // number 391: 42101039100
///     find_tracts(tracts, "Census Tract 1.01")  // its name
///     find_tracts(tracts, "039100")             // its code, or any part of ids
///
/// In this order; the first that fits anything decides. Several where a number or a part is not
/// unique; none where nothing fits.
std::vector<std::size_t> find_tracts(const TractSet& tracts, std::string_view text);

/// "42101000101 (Census Tract 1.01, Philadelphia County)", for lists of choices.
std::string words_of_tract(const TractSet& tracts, std::size_t tract);

/// The one tract that is meant. Error(Usage): none (with near ones), or several (with all, ten at
/// most).
std::size_t require_tract(const TractSet& tracts, const std::string& text);

} // namespace tractwise::tract
