// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/words/travel.hpp"

#include "engine/core/reader.hpp"
#include "engine/plan/choice.hpp"
#include "engine/plan/results.hpp"

#include <string>

namespace tractwise::words {

/// What an objective is called where people choose one, and what it does.
Text objective_name(siting::Objective objective);
Text objective_help(siting::Objective objective);

/// A value of the plan's objective in its own terms: "3,210" people, "8.2 min", "64.0 %". The sum of
/// all travel is shown as its mean over `need`, that of the problem where 0.
std::string plan_value(const plan::SitingResults& siting, double value, const Travel& travel,
                       double need = 0);

/// "at most 0.8 %"; a gap that rounds to nothing is "less than 0.1 %", never none.
std::string at_most(double gap, Language language);
/// How good the plan is, never more than is known: "Proven best: no other plan is better."
std::string proof(const plan::SitingResults& siting, Language language);

/// Said of a plan whose study has changed since (Results::plan_is_older()).
inline constexpr Text kPlanIsOlder{"The question has changed since these stops were found.",
                                   "La pregunta cambió desde que se hallaron estas paradas."};

/// The need and all people have names of ours ("People in need"), the others those of the data.
std::string group_name(const plan::SitingResults& siting, std::size_t group, Language language);
/// What the time limit cut off the curve: "7 to 10 stops: the time limit of 30 s had passed"; empty
/// where it is whole.
std::string curve_left_out(const plan::SitingResults& siting, Language language);
/// A doubt by its name, as a title: "Travel takes 25 % longer".
std::string doubt_title(const plan::SitingChoice* asked, const std::string& name,
                        Language language);

} // namespace tractwise::words
