// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/results.hpp"
#include "engine/study/results.hpp"

#include <cstddef>
#include <string>
#include <vector>

// Private to engine/report: what the tables and the text of a plan say in the same words.

namespace tractwise::report {

/// Names of the groups for columns: "need", "people", then their own; no name twice.
std::vector<std::string> group_columns(const siting::PlanReach& reach);

/// Travel as the study's own limit says it: minutes, miles, kilometers or meters.
struct TravelShown {
    std::string unit; ///< "min", "miles", "km", "m"
    double scale = 1; ///< from the unit of the costs
    int decimals = 1;
    /// "14.2"; "-" where it is not known.
    std::string operator()(double cost) const;
    /// "14.2 min".
    std::string with_unit(double cost) const;
    /// A limit as it was given: "15 min", "2 miles".
    std::string limit(double cost) const;
};
TravelShown travel_shown(const study::Results& results);

/// What the value of the plan counts, for descriptions of columns.
std::string value_description(const plan::SitingResults& siting);

/// "1,234"; "-" where it is not known.
std::string people_words(double people);
/// "1,234 ±56"; without the margin where it is not known.
std::string amount_words(const siting::Amount& amount);
/// 0.365 -> "36.5 %"; "-" where it is not known.
std::string percent_words(double share);
/// "at most 0.8 %"; a gap that rounds to nothing is "less than 0.1 %", never none.
std::string at_most_words(double gap);
/// "12 stops", "1 stop".
std::string counted(std::size_t count, const std::string& one, const std::string& many);
/// "Lincoln School (C012)", or the id alone where the site has no name.
std::string site_words(const siting::Site& site);
/// "08:05" from minutes after midnight.
std::string clock_words(double minutes);

} // namespace tractwise::report
