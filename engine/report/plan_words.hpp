// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/study/results.hpp>
#include <tractwise/study/siting_results.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// Private to engine/report: what the tables and the text of a plan say in the same words.

namespace tractwise {

/// A stop's place in the list of stops by what each adds.
struct RankedStop {
    std::size_t stop; ///< in plan.stops
    double adds;      ///< need newly reached, beyond existing sites and the stops ranked before it
};
/// First the stop that newly reaches the most need, then the one that adds most to it, and so on.
/// Where no limit says what reached means, by the need that each one serves.
std::vector<RankedStop> rank_stops(const SitingResults& siting);

/// Names of the groups for columns: "need", "people", then their own; no name twice.
std::vector<std::string> group_columns(const siting::PlanReach& reach);

/// Travel as the study's own limit says it: minutes, miles, kilometres or metres.
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
TravelShown travel_shown(const Results& results);

/// What the value of the plan counts, for descriptions of columns.
std::string value_description(const SitingResults& siting);
/// "today", "plan", then the others by name.
std::vector<std::string> scenario_names(const SitingResults& siting);

/// "1,234"; "-" where it is not known.
std::string people_words(double people);
/// "1,234 ±56"; without the margin where it is not known.
std::string amount_words(const siting::Amount& amount);
/// 0.365 -> "36.5 %"; "-" where it is not known.
std::string percent_words(double share);
/// "at most 0.8 %"; a gap that rounds to nothing is "less than 0.1 %", never none.
std::string at_most_words(double gap);
/// Control characters as blanks: ids and names come from files and must not steer a terminal. fit(),
/// wrapped() and TextTable do so by themselves.
std::string printable(std::string text);
/// Cut to `width` characters (not bytes), "..." at the end where something is missing.
std::string fit(const std::string& text, std::size_t width);
/// `text` in lines of at most 100 characters; the first begins with `head`, the others with as many
/// blanks.
std::string wrapped(const std::string& head, const std::string& text);
/// Rows of cells in aligned columns, at most 100 characters wide: the first column stands left, the
/// others right; where there is no room for all, the first column is cut.
///
///     TextTable table;
///     table.add({"stop", "reached"});
///     table.add({"Church", "160"});
///     text += table.text();                   // every line indented by two blanks
class TextTable {
public:
    void add(std::vector<std::string> cells);
    /// A whole line below the last row.
    void add_line(std::string line);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::pair<std::size_t, std::string>> lines_; ///< each after so many rows
};

/// "12 stops", "1 stop".
std::string counted(std::size_t count, const std::string& one, const std::string& many);
/// "Lincoln School (C012)", or the id alone where the site has no name.
std::string site_words(const siting::Site& site);
/// "08:05" from minutes after midnight.
std::string clock_words(double minutes);

} // namespace tractwise
