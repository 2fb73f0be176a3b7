// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/siting/reach.hpp"
#include "engine/study/results.hpp"

#include <string>

namespace tractwise::viewer {

/// Travel as the question's own limit says it: minutes, miles, kilometers or meters.
///
///     const TravelWords travel = TravelWords::of(*in.shown().results);
///     travel(reach.mean_cost)                  // "6.4 min", "1.08 miles"
struct TravelWords {
    std::string unit = "min";
    double scale = 1; ///< from the unit of the costs
    int decimals = 1;

    static TravelWords of(const study::Results& results); ///< that have a plan
    /// "–" where it is not known or has no bound.
    std::string operator()(double cost) const;
    std::string number(double cost) const; ///< without the unit
};

/// "within 15 min", or that anybody counts who can get there.
std::string within_words(const study::Results& results, Language language);
/// The name of a site, or its id where it has none.
const std::string& site_name(const siting::Site& site);
/// "1,234 ±56"; without the margin where it is not known.
std::string amount_words(const siting::Amount& amount);
/// "+412", "−38", "0".
std::string signed_people(double people);

Text objective_name(siting::Objective objective);
Text objective_help(siting::Objective objective);
/// What the plan comes to in the terms of its objective: "3,210 of 4,100", "8.2 min".
std::string plan_value_words(const study::Results& results, double value);
/// How good the plan is, never more than is known.
std::string proof_words(const plan::SitingResults& siting, Language language);
/// A group's name: the need and all people have names of ours, the others those of the data.
std::string group_name(const plan::SitingResults& siting, std::size_t group, Language language);
/// Title of a doubt by its name: "Travel takes 25 % longer".
std::string doubt_title(const study::Results& results, const std::string& name, Language language);

} // namespace tractwise::viewer
