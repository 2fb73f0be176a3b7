// SPDX-License-Identifier: Apache-2.0
#include "engine/access/cost_unit_check.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Unit = CostTableRows::Unit;
using Says = CostTableRows::Says;

constexpr double kShortest_m = 250;
// The middle trip as the crow flies: slow walkers with detours make 1.5 km/h, cars on motorways do
// not reach 150. The two are 100 apart, minutes and seconds 60, so one of the two is left out.
constexpr double kSlowestTrip = 1.5, kFastestTrip = 150;
// Along streets is rarely shorter than straight (other centers of an area) or ten times as long.
constexpr double kLeastDetour = 0.8, kMostDetour = 10;

constexpr std::array kAll = {Unit::Minutes,    Unit::Seconds, Unit::Hours, Unit::Meters,
                             Unit::Kilometers, Unit::Miles,   Unit::Feet};

double middle(std::vector<double> values) {
    const auto at = values.begin() + static_cast<long>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// "18 km/h as the crow flies", "0.02 times the straight line".
std::string pace(const TripSample& sample, Unit unit) {
    const double value = sample.middle_in(unit);
    const std::string number = value >= 10    ? format_count(std::round(value))
                               : value >= 0.1 ? format_fixed(value, 1)
                                              : fmt::format("{:.1g}", value);
    return number +
           (CostTableRows::is_time(unit) ? " km/h as the crow flies" : " times the straight line");
}

std::string one_of(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

} // namespace

void TripSample::add(geo::LonLat from, geo::LonLat to, double cost) {
    if (std::isnan(from.lon) || std::isnan(to.lon) || std::isnan(from.lat) || std::isnan(to.lat))
        return;
    const double straight = geo::geodesic_m(from, to);
    if (!(straight >= kShortest_m) || !(cost > 0))
        return;
    const double in_table = cost / CostTableRows::in_base_unit(taken_for_);
    ratio_.push_back(in_table / straight);
    cost_.push_back(in_table);
}

double TripSample::middle_in(Unit unit) const {
    const double base_per_meter = middle(ratio_) * CostTableRows::in_base_unit(unit);
    return CostTableRows::is_time(unit) ? 0.06 / base_per_meter : base_per_meter; // m/min to km/h
}

bool TripSample::is_possible_in(Unit unit) const {
    const double value = middle_in(unit);
    return CostTableRows::is_time(unit) ? value >= kSlowestTrip && value <= kFastestTrip
                                        : value >= kLeastDetour && value <= kMostDetour;
}

double TripSample::middle_cost() const {
    return middle(cost_);
}

std::optional<Finding> judge_unit(const TripSample& sample, const UnitSource& of) {
    const Unit taken = sample.taken_for();
    const std::string costs =
        of.column.empty() ? "the matrix" : fmt::format("column \"{}\"", of.column);
    if (!sample.is_enough()) {
        if (of.says != Says::Nobody)
            return std::nullopt;
        return Finding{Severity::Warning,
                       "cost-unit-assumed",
                       of.source,
                       fmt::format("{} does not say its unit and was taken as {}; there are no "
                                   "places to compare it with. If it is another: trips = {{ unit = "
                                   "\"...\" }} of the source, or --table-unit",
                                   costs, CostTableRows::name_of(taken)),
                       1,
                       {}};
    }
    if (sample.is_possible_in(taken))
        return std::nullopt;
    std::vector<std::string> fitting, words;
    const auto look_at = [&](Unit unit) {
        if (unit == taken || !sample.is_possible_in(unit))
            return;
        fitting.emplace_back(CostTableRows::name_of(unit));
        words.push_back(fmt::format("as {} {}", fitting.back(), pace(sample, unit)));
    };
    // A travel time is a time and a distance a distance; "cost" may be anything.
    const std::string name = to_lower(of.column);
    const bool may_be_all = name.find("cost") != std::string::npos;
    for (const Unit unit : kAll)
        if (may_be_all || CostTableRows::is_time(unit) == CostTableRows::is_time(taken))
            look_at(unit);
    const std::string odd = fmt::format("read as {} the middle trip makes {}",
                                        CostTableRows::name_of(taken), pace(sample, taken));
    const std::string better =
        words.empty() ? std::string(" (no unit fits: are the places those of the table?)")
                      : "; " + one_of(words);
    if (of.says != Says::Nobody)
        return Finding{Severity::Warning, "travel-cost-odd",
                       of.source,         fmt::format("{}: {}{}", costs, odd, better),
                       sample.size(),     {}};
    throw Error(
        ErrorKind::Input, fmt::format("{} does not say its unit, and {}{}", costs, odd, better),
        {.where = of.file,
         .hint = fitting.empty()
                     ? "compare the ids and the coordinates of the places with those that "
                       "the table was made of"
                     : fmt::format("say the unit: trips = {{ unit = \"{}\" }} of the source, "
                                   "or --table-unit {}",
                                   fitting.front(), fitting.front())});
}

} // namespace tractwise::access
