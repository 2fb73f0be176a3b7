// SPDX-License-Identifier: Apache-2.0
#include "engine/core/toml_text.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/plan/choice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

struct UnitWords {
    TravelLimit::Unit unit;
    std::vector<std::string> words; ///< the first one is written
};
const std::vector<UnitWords>& unit_words() {
    using Unit = TravelLimit::Unit;
    static const std::vector<UnitWords> words = {
        {Unit::OfCost, {""}},
        {Unit::Minutes, {"min", "minute", "minutes", "mins"}},
        {Unit::Meters, {"m", "metre", "metres", "meter", "meters"}},
        {Unit::Kilometers, {"km", "kilometre", "kilometres", "kilometer", "kilometers"}},
        {Unit::Miles, {"miles", "mile", "mi"}}};
    return words;
}

std::string number(double value) {
    return format_number(value);
}

} // namespace

TravelLimit TravelLimit::parse(std::string_view text) {
    const std::string_view whole = trim(text);
    const std::size_t end = whole.find_first_not_of("0123456789.+-eE");
    const auto amount = parse_number(trim(whole.substr(0, end)));
    const std::string word = end == std::string_view::npos ? "" : to_lower(trim(whole.substr(end)));
    for (const UnitWords& unit : unit_words())
        if (std::find(unit.words.begin(), unit.words.end(), word) != unit.words.end() && amount) {
            if (!(*amount > 0) || std::isinf(*amount))
                throw Error(ErrorKind::Usage,
                            fmt::format("a limit must be above 0, but is \"{}\"", text));
            return {*amount, unit.unit};
        }
    throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no limit", text),
                {.hint = "write \"15 min\", \"2 miles\", \"800 m\" or \"3 km\""});
}

std::string TravelLimit::text() const {
    for (const UnitWords& words : unit_words())
        if (words.unit == unit)
            return number(amount) + (words.words.front().empty() ? "" : " ") +
                   (unit == Unit::Miles && amount == 1 ? "mile" : words.words.front());
    return number(amount);
}

std::optional<double> TravelLimit::in(access::CostUnit of_cost) const {
    if (unit == Unit::OfCost)
        return amount;
    if ((unit == Unit::Minutes) != (of_cost == access::CostUnit::Minutes))
        return std::nullopt;
    return unit == Unit::Miles        ? amount * geo::kMetersPerMile
           : unit == Unit::Kilometers ? amount * 1000
                                      : amount;
}

namespace {

std::string limits_toml(const std::vector<TravelLimit>& limits) {
    std::vector<std::string> texts;
    for (const TravelLimit& limit : limits)
        texts.push_back(limit.text());
    return texts.size() == 1 ? toml_quote(texts.front()) : toml_list(texts);
}

std::string sites_toml(const SiteSource& sites) {
    std::string line = "{ source = " + toml_quote(sites.source);
    if (!sites.where.empty()) {
        std::vector<std::string> parts;
        for (const auto& [column, values] : sites.where)
            parts.push_back(toml_key(column) + " = " + toml_list(values));
        line += ", where = { " + join(parts, ", ") + " }";
    }
    for (const auto& [key, value] :
         {std::pair("id", &sites.id), std::pair("name", &sites.name),
          std::pair("cost", &sites.cost), std::pair("capacity", &sites.capacity)})
        if (!value->empty())
            line += fmt::format(", {} = {}", key, toml_quote(*value));
    return line + " }";
}

} // namespace

std::string sites_toml(const std::vector<SiteSource>& sources) {
    if (sources.size() == 1)
        return sources.front() == SiteSource{.source = sources.front().source}
                   ? toml_quote(sources.front().source)
                   : sites_toml(sources.front());
    std::vector<std::string> each;
    for (const SiteSource& sites : sources)
        each.push_back(sites_toml(sites));
    return "[" + join(each, ", ") + "]";
}

namespace {

std::string travel_toml(const ConfigTable& travel) {
    TomlText text;
    if (travel.is_table("cost"))
        text.raw(fmt::format("cost = {{ table = {} }}\n",
                             toml_quote(travel.table("cost").text("table"))));
    else
        text.text("cost", travel.text("cost", ""));
    for (const char* key : {"streets", "no_vehicle", "direction", "id"})
        text.text(key, travel.text(key, ""));
    return text.take();
}

/// Keys that stand as they are by default are left out.
void spec_toml(TomlText& text, const siting::SitingSpec& spec) {
    const siting::SitingSpec usual;
    const auto line = [&](const char* key, const std::string& value, bool wanted) {
        if (wanted)
            text.raw(fmt::format("{} = {}\n", key, value));
    };
    text.text("objective", std::string(name_of(spec.objective)));
    if (spec.k)
        line("k", std::to_string(*spec.k), true);
    if (spec.budget)
        line("budget", number(*spec.budget), true);
    line("share", number(spec.share), spec.share != usual.share);
    line("fair_share", number(spec.fair_share), spec.fair_share != usual.fair_share);
    line("capacities", "true", spec.capacities);
    line("prove", "false", !spec.prove);
    line("time_limit", number(spec.time_limit_s), spec.time_limit_s != usual.time_limit_s);
    line("gap", number(spec.gap), spec.gap != usual.gap);
    line("seed", std::to_string(spec.seed), spec.seed != usual.seed);
    line("restarts", std::to_string(spec.restarts), spec.restarts != usual.restarts);
    line("largest_model", std::to_string(spec.largest_model),
         spec.largest_model != usual.largest_model);
}

std::string schedule_toml(const ScheduleChoice& week) {
    const ScheduleChoice usual;
    TomlText text;
    text.header("siting.schedule");
    const auto line = [&](const char* key, double value, double by_default) {
        if (value != by_default)
            text.raw(fmt::format("{} = {}\n", key, number(value)));
    };
    const auto count = [&](const char* key, std::size_t value, std::size_t by_default) {
        line(key, static_cast<double>(value), static_cast<double>(by_default));
    };
    text.text("depot", week.depot);
    count("vans", week.vans, 0);
    text.list("days", week.days);
    line("visit_min", week.visit_min, usual.visit_min);
    line("setup_min", week.setup_min, usual.setup_min);
    line("teardown_min", week.teardown_min, usual.teardown_min);
    if (week.day_start_min != usual.day_start_min) {
        const int minutes = static_cast<int>(week.day_start_min);
        text.raw(fmt::format("day_start = \"{:02}:{:02}\"\n", minutes / 60, minutes % 60));
    }
    line("hours", week.day_min / 60, usual.day_min / 60);
    count("least_visits", week.least_visits, usual.least_visits);
    count("most_visits", week.most_visits, usual.most_visits);
    count("revisit_days", week.revisit_days, usual.revisit_days);
    count("most_stops_a_day", week.most_stops_a_day, usual.most_stops_a_day);
    if (week.straight_kmh)
        line("straight_kmh", *week.straight_kmh, 0);
    line("time_limit", week.time_limit_s, usual.time_limit_s);
    if (!week.visit_min_of.empty())
        text.header("siting.schedule.visit_min_of");
    for (const auto& [id, minutes] : week.visit_min_of)
        text.raw(fmt::format("{} = {}\n", toml_key(id), number(minutes)));
    if (!week.least_visits_of.empty())
        text.header("siting.schedule.least_visits_of");
    for (const auto& [id, visits] : week.least_visits_of)
        text.raw(fmt::format("{} = {}\n", toml_key(id), visits));
    return text.take();
}

} // namespace

std::string SitingChoice::to_toml() const {
    const SitingChoice usual;
    TomlText text;
    text.raw("[siting]\n");
    spec_toml(text, spec);
    if (!within.empty())
        text.raw("within = " + limits_toml(within) + "\n");
    if (!weights.empty()) {
        std::vector<std::string> numbers;
        for (const double weight : weights)
            numbers.push_back(number(weight));
        text.raw("weights = [" + join(numbers, ", ") + "]\n");
    }
    if (beyond)
        text.text("beyond", beyond->text());
    text.list("need", need);
    if (only)
        text.text("only", only->column + " >= " + number(only->at_least));
    text.raw("candidates = " + sites_toml(candidates) + "\n");
    if (!existing.empty())
        text.raw("existing = " + sites_toml(existing) + "\n");
    text.list("required", required);
    text.list("excluded", excluded);
    text.list("groups", groups);
    text.list("fair_groups", fair_groups);
    text.raw(travel_toml(travel));
    if (walk_within != usual.walk_within)
        text.text("walk_within", walk_within.text());
    if (slower != usual.slower)
        text.raw("slower = " + number(slower) + "\n");
    if (curve_to != usual.curve_to)
        text.raw(fmt::format("curve_to = {}\n", curve_to));
    if (!scenarios.empty())
        text.header("siting.scenarios");
    for (const auto& [name, stops] : scenarios)
        text.raw(toml_key(name) + " = " + toml_list(stops) + "\n");
    if (schedule)
        text.raw(schedule_toml(*schedule));
    return text.take();
}

bool operator==(const SitingChoice& a, const SitingChoice& b) {
    return a.spec == b.spec && a.within == b.within && a.weights == b.weights &&
           a.beyond == b.beyond && a.need == b.need && a.only == b.only &&
           a.candidates == b.candidates && a.existing == b.existing && a.required == b.required &&
           a.excluded == b.excluded && a.groups == b.groups && a.fair_groups == b.fair_groups &&
           travel_toml(a.travel) == travel_toml(b.travel) && a.walk_within == b.walk_within &&
           a.slower == b.slower && a.curve_to == b.curve_to && a.scenarios == b.scenarios &&
           a.schedule == b.schedule;
}

} // namespace tractwise::plan
