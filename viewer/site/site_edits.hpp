// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/result_columns.hpp"
#include "engine/study/study.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

// Changes of the question that keep it answerable: what one key means for the others.

/// A candidate must be among the stops; k grows where it has to.
void require_site(plan::SitingChoice& choice, const std::string& id);
/// A candidate must not be chosen.
void exclude_site(plan::SitingChoice& choice, const std::string& id);
/// Neither of the two any longer.
void free_site(plan::SitingChoice& choice, const std::string& id);
bool requires_site(const plan::SitingChoice& choice, std::string_view id);
bool excludes_site(const plan::SitingChoice& choice, std::string_view id);

/// Drops what the objective does not take and adds what it needs.
void set_objective(plan::SitingChoice& choice, siting::Objective objective);

/// How people travel: a profile along streets, or straight lines where `profile` is empty. Limits
/// that no longer fit (minutes on straight lines) get the usual ones.
struct TravelAsked {
    std::string profile; ///< "drive", "walk", "bicycle", a file; empty: straight lines
    std::string streets; ///< source
    std::string no_vehicle;
    bool table = false; ///< a table of travel times: kept as it is
    static TravelAsked of(const plan::SitingChoice& choice);
    friend bool operator==(const TravelAsked&, const TravelAsked&) = default;
};
void set_travel(plan::SitingChoice& choice, const TravelAsked& travel);

/// "5 min, 10 min" and back. Error(Usage) for a text that is no limit.
std::vector<plan::TravelLimit> limits_from(std::string_view text);
std::string limits_text(const std::vector<plan::TravelLimit>& limits);
/// "parking = yes; kind = school, library" and back; empty for none. Error(Usage).
std::map<std::string, std::vector<std::string>> filter_from(std::string_view text);
std::string filter_text(const std::map<std::string, std::vector<std::string>>& where);

/// What is wrong with a question, in the engine's words; nothing where it can be put.
struct QuestionProblem {
    std::string message, hint;
};
std::optional<QuestionProblem> problem_of(const plan::SitingChoice& choice);

/// Sources that may hold sites, and those that may hold streets, by id.
std::vector<std::string> site_sources(const study::Study& study);
std::vector<std::string> street_sources(const study::Study& study);

/// A question to begin with: the study's own need, sites and way of travel as far as they can be
/// guessed, four stops.
plan::SitingChoice first_question(const study::Study& study, const study::ResultColumns& columns);

} // namespace tractwise::viewer
