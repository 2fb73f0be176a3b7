// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/siting/problem.hpp"
#include "engine/siting/reach.hpp"

#include <string>

// Counts and shares as the command line, the reports and the screen write them. Digits are those of
// the United States in both languages.

namespace tractwise::words {

/// What stands where a number is not known.
inline constexpr const char* kUnknown = "–";

/// 1234.4 -> "1,234": people are whole.
std::string people(double count);
/// "1,234 ±56"; without the margin where that is not known.
std::string amount(const siting::Amount& amount);
/// "+412", "−38", "0": what changed.
std::string signed_people(double change);
/// 0.365 -> "36.5 %".
std::string percent(double share, int decimals = 1);

/// "Lincoln School"; the id of a site without a name.
const std::string& site_name(const siting::Site& site);
/// "Lincoln School (C012)"; the id alone where it has no other name.
std::string site_with_id(const siting::Site& site);
/// "08:05" from minutes after midnight.
std::string clock(double minutes);
/// The same for people: "8:05 am" in English, "8:05" of 24 hours in Spanish.
std::string clock_of_day(double minutes, Language language);

} // namespace tractwise::words
