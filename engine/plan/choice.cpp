// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/choice.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/core/toml_text.hpp"
#include "engine/index/columns.hpp"
#include "engine/siting/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

using siting::Objective;

const std::vector<std::string> kTravelKeys = {"cost", "streets", "no_vehicle", "direction", "id"};
const std::vector<std::string> kOwnKeys = {
    "objective",   "k",      "budget",        "share",       "fair_share", "beyond",   "capacities",
    "prove",       "gap",    "time_limit",    "seed",        "restarts",   "within",   "weights",
    "need",        "only",   "candidates",    "existing",    "required",   "excluded", "groups",
    "fair_groups", "slower", "largest_model", "walk_within", "curve_to",   "schedule", "scenarios"};

constexpr Objective kObjectives[] = {Objective::Mclp,    Objective::Lscp,   Objective::PMedian,
                                     Objective::PCenter, Objective::MaxMin, Objective::FairShare};

/// A number within bounds, or the Error that says which.
double number_between(const ConfigTable& table, const char* key, double fallback, double least,
                      double most, const char* what) {
    const double value = table.number(key, fallback);
    if (!(value >= least && value <= most))
        table.fail(key, fmt::format("{} must be {}, but is {}", key, what, format_number(value)));
    return value;
}

std::size_t count_at_least(const ConfigTable& table, const char* key, std::size_t fallback,
                           int least) {
    const int value = table.integer(key, static_cast<int>(fallback));
    if (value < least)
        table.fail(key, fmt::format("{} must be at least {}, but is {}", key, least, value));
    return static_cast<std::size_t>(value);
}

TravelLimit limit_of(const ConfigTable& table, const char* key, const std::string& text) {
    try {
        return TravelLimit::parse(text);
    } catch (const Error& error) {
        table.fail(key, error.message(), error.hint());
    }
}

/// A limit, or a list of them; each is a text or a plain number.
std::vector<TravelLimit> limits_of(const ConfigTable& table, const char* key) {
    std::vector<std::string> texts;
    const auto add_numbers = [&] {
        for (const double value : table.numbers(key))
            texts.push_back(format_number(value));
    };
    if (table.is_number(key))
        add_numbers();
    else if (table.is_list(key))
        try {
            add_numbers();
        } catch (const Error&) {
            texts = table.texts(key);
        }
    else
        texts = table.texts(key);
    std::vector<TravelLimit> limits;
    for (const std::string& text : texts)
        limits.push_back(limit_of(table, key, text));
    return limits;
}

std::optional<TravelLimit> limit_if(const ConfigTable& table, const char* key) {
    std::vector<TravelLimit> limits = limits_of(table, key);
    if (limits.size() > 1)
        table.fail(key, fmt::format("{} takes one limit", key));
    return limits.empty() ? std::nullopt : std::optional(limits.front());
}

SiteSource site_source(const ConfigTable& table) {
    table.allow({"source", "where", "id", "name", "cost", "capacity"});
    SiteSource sites;
    sites.source = table.text("source");
    sites.declared_at = table.where("source");
    const ConfigTable where = table.table("where");
    for (const std::string& column : where.keys())
        sites.where[column] = where.texts(column);
    sites.id = table.text("id", "");
    sites.name = table.text("name", "");
    sites.cost = table.text("cost", "");
    sites.capacity = table.text("capacity", "");
    if (sites.source == "demand")
        for (const char* key : {"where", "id", "name", "cost", "capacity"})
            if (table.has(key))
                table.fail(key,
                           fmt::format("\"demand\", where people live, has no columns for "
                                       "\"{}\"",
                                       key),
                           "take a source of places instead");
    return sites;
}

/// A source id, a table, or a list of either.
std::vector<SiteSource> site_sources(const ConfigTable& table, const char* key) {
    std::vector<SiteSource> sources;
    if (table.is_table(key)) {
        sources.push_back(site_source(table.table(key)));
        return sources;
    }
    std::vector<ConfigTable> tables;
    if (table.is_list(key))
        try {
            tables = table.tables(key);
        } catch (const Error&) { // then it holds texts, or texts() tells what is wrong
        }
    for (const ConfigTable& each : tables)
        sources.push_back(site_source(each));
    if (tables.empty())
        for (const std::string& id : table.texts(key)) {
            sources.emplace_back();
            sources.back().source = id;
            sources.back().declared_at = table.where(key);
        }
    return sources;
}

/// "risk_percentile >= 75", "uninsured_share >= 12 %".
SitingChoice::Only parse_only(const ConfigTable& table) {
    const std::string text = table.text("only");
    const auto fail = [&] {
        table.fail("only", fmt::format("\"{}\" is no condition", text),
                   "write a column, \">=\" and a number, as in only = \"risk_percentile >= 75\"");
    };
    const std::size_t at = text.find(">=");
    if (at == std::string::npos)
        fail();
    std::string_view amount = trim(std::string_view(text).substr(at + 2));
    const bool percent = amount.ends_with('%');
    if (percent)
        amount = trim(amount.substr(0, amount.size() - 1));
    const std::optional<double> value = parse_number(amount);
    SitingChoice::Only only{std::string(trim(std::string_view(text).substr(0, at))), 0};
    if (only.column.empty() || !value)
        fail();
    only.at_least = percent ? *value / 100 : *value;
    return only;
}

/// "08:00" in minutes after midnight.
double minutes_of_day(const ConfigTable& table, const char* key, double fallback) {
    const std::optional<std::string> text = table.text_if(key);
    if (!text)
        return fallback;
    const std::vector<std::string> parts = split(*text, ':');
    std::optional<double> hour, minute;
    if (parts.size() == 2) {
        hour = parse_number(trim(parts[0]));
        minute = parse_number(trim(parts[1]));
    }
    const auto whole = [](double value, double below) {
        return value >= 0 && value < below && value == std::floor(value);
    };
    if (!hour || !minute || !whole(*hour, 24) || !whole(*minute, 60))
        table.fail(key, fmt::format("\"{}\" is no time of day", *text), "write \"08:00\"");
    return *hour * 60 + *minute;
}

ScheduleChoice parse_schedule(const ConfigTable& table) {
    table.allow({"vans", "days", "depot", "visit_min", "setup_min", "teardown_min", "day_start",
                 "hours", "least_visits", "most_visits", "revisit_days", "most_stops_a_day",
                 "visit_min_of", "least_visits_of", "straight_kmh", "time_limit", "weigh"});
    ScheduleChoice week;
    constexpr double kDay = 24 * 60;
    week.vans = count_at_least(table, "vans", week.vans, 1);
    if (table.has("days"))
        week.days = table.texts("days");
    for (std::size_t i = 0; i < week.days.size(); ++i) {
        week.days[i] = std::string(trim(week.days[i]));
        if (week.days[i].empty())
            table.fail("days", "a day has no name");
        for (std::size_t before = 0; before < i; ++before)
            if (to_lower(week.days[before]) == to_lower(week.days[i]))
                table.fail("days", fmt::format("day \"{}\" is named twice", week.days[i]));
    }
    if (week.days.empty())
        table.fail("days", "a week needs a day");
    week.depot = table.text("depot");
    week.newly = table.choice("weigh", {"served", "newly"}, 0) == 1;
    week.visit_min =
        number_between(table, "visit_min", week.visit_min, 1, kDay, "minutes from 1 to 1440");
    week.setup_min =
        number_between(table, "setup_min", week.setup_min, 0, kDay, "minutes from 0 to 1440");
    week.teardown_min =
        number_between(table, "teardown_min", week.teardown_min, 0, kDay, "minutes from 0 to 1440");
    week.day_start_min = minutes_of_day(table, "day_start", week.day_start_min);
    // Whole milliseconds, so that a length that is no round number of hours reads back as itself.
    week.day_min = std::round(number_between(table, "hours", week.day_min / 60, 0.1, 24,
                                             "above 0 and at most 24") *
                              60 * 60'000) /
                   60'000;
    week.least_visits = count_at_least(table, "least_visits", week.least_visits, 0);
    week.most_visits = count_at_least(table, "most_visits", week.most_visits, 1);
    if (week.most_visits < week.least_visits)
        table.fail("most_visits", "most_visits is below least_visits");
    week.revisit_days = count_at_least(table, "revisit_days", week.revisit_days, 1);
    week.most_stops_a_day = count_at_least(table, "most_stops_a_day", week.most_stops_a_day, 1);
    const ConfigTable visits = table.table("visit_min_of");
    for (const std::string& id : visits.keys())
        week.visit_min_of[id] =
            number_between(visits, id.c_str(), 0, 1, kDay, "minutes from 1 to 1440");
    const ConfigTable least = table.table("least_visits_of");
    for (const std::string& id : least.keys()) {
        week.least_visits_of[id] = count_at_least(least, id.c_str(), 0, 0);
        if (week.least_visits_of[id] > week.most_visits)
            least.fail(id,
                       fmt::format("{} visits of \"{}\" are more than most_visits = {}",
                                   week.least_visits_of[id], id, week.most_visits),
                       "raise most_visits, or ask for fewer");
    }
    if (table.has("straight_kmh"))
        week.straight_kmh =
            number_between(table, "straight_kmh", 0, 1, 200, "a speed from 1 to 200 km/h");
    if (week.most_stops_a_day > siting::kMostStopsADay)
        table.fail("most_stops_a_day",
                   fmt::format("one van makes at most {} stops a day", siting::kMostStopsADay));
    week.time_limit_s =
        number_between(table, "time_limit", week.time_limit_s, 0.001, 1e6, "seconds above 0");
    return week;
}

/// What the objective needs and cannot use.
void check_objective(const SitingChoice& choice, const ConfigTable& table) {
    const Objective objective = choice.spec.objective;
    const std::string name(name_of(objective));
    const bool rings = choice.within.size() > 1;
    if (siting::is_covering(objective) && choice.within.empty())
        table.fail("within", fmt::format("objective \"{}\" needs a limit", name),
                   "add within = \"15 min\", or \"2 miles\" on straight lines");
    if (rings && objective != Objective::Mclp)
        table.fail("within", fmt::format("objective \"{}\" takes one limit", name),
                   "rings need objective = \"mclp\"");
    if (objective == Objective::Lscp && (choice.spec.k || choice.spec.budget))
        table.fail(choice.spec.k ? "k" : "budget",
                   "lscp asks how many stops are needed, so it takes neither k nor a budget",
                   "leave it out, or ask for mclp");
    if (objective != Objective::Lscp && !choice.spec.k && !choice.spec.budget)
        table.fail("k", "the plan needs a size",
                   "add k = 6, the number of stops, or budget = 90000 with the cost of each site");
    if (!choice.weights.empty()) {
        if (objective != Objective::Mclp)
            table.fail("weights", fmt::format("objective \"{}\" has no weights", name));
        if (choice.weights.size() != choice.within.size())
            table.fail("weights", fmt::format("{} weights for {} limits", choice.weights.size(),
                                              choice.within.size()));
        for (std::size_t r = 0; r < choice.weights.size(); ++r)
            if (!(choice.weights[r] > 0) || (r > 0 && !(choice.weights[r] < choice.weights[r - 1])))
                table.fail("weights", "weights must fall from ring to ring and stay above 0",
                           "within = [\"5 min\", \"10 min\"] goes with weights = [1, 0.5]");
    }
    const auto only_for = [&](const char* key, Objective one) {
        if (table.has(key) && objective != one)
            table.fail(key, fmt::format("objective \"{}\" has no {}", name, key),
                       fmt::format("it belongs to objective = \"{}\"", name_of(one)));
    };
    only_for("share", Objective::Lscp);
    only_for("fair_share", Objective::FairShare);
    only_for("beyond", Objective::PMedian);
    if (choice.spec.capacities && (objective != Objective::Mclp || rings))
        table.fail("capacities", "capacities need objective = \"mclp\" with one limit");
}

void check_ids(const SitingChoice& choice, const ConfigTable& table) {
    for (const auto& [list, key] :
         {std::pair(&choice.required, "required"), std::pair(&choice.excluded, "excluded")})
        for (auto id = list->begin(); id != list->end(); ++id)
            if (std::find(list->begin(), id, *id) != id)
                table.fail(key, fmt::format("site \"{}\" is named twice", *id));
    for (const std::string& id : choice.required)
        if (std::find(choice.excluded.begin(), choice.excluded.end(), id) != choice.excluded.end())
            table.fail("excluded", fmt::format("site \"{}\" is both required and excluded", id),
                       "take it out of one of the lists");
    if (choice.spec.k && choice.required.size() > *choice.spec.k)
        table.fail("required",
                   fmt::format("{} sites are required, but k = {}", choice.required.size(),
                               *choice.spec.k),
                   fmt::format("required sites count as stops: raise k to {} or more",
                               choice.required.size()));
}

} // namespace

SitingChoice SitingChoice::parse(const ConfigTable& table) {
    std::vector<std::string> keys = kOwnKeys;
    keys.insert(keys.end(), kTravelKeys.begin(), kTravelKeys.end());
    table.allow(keys);
    SitingChoice choice;
    choice.declared = table;
    choice.travel = table.without(kOwnKeys);
    std::vector<std::string> names;
    for (const Objective objective : kObjectives)
        names.emplace_back(name_of(objective));
    choice.spec.objective = kObjectives[table.choice("objective", names, 0)];
    siting::SitingSpec& spec = choice.spec;
    constexpr double kMost = 1e15;
    if (table.has("k"))
        spec.k = count_at_least(table, "k", 0, 1);
    if (table.has("budget"))
        spec.budget = number_between(table, "budget", 0, 0, kMost, "0 or more");
    spec.share = number_between(table, "share", spec.share, 1e-9, 1, "above 0 and at most 1");
    spec.fair_share = number_between(table, "fair_share", spec.fair_share, 0, 1, "from 0 to 1");
    spec.capacities = table.flag("capacities", spec.capacities);
    spec.prove = table.flag("prove", spec.prove);
    spec.time_limit_s =
        number_between(table, "time_limit", spec.time_limit_s, 0, 1e6, "seconds from 0 on");
    spec.gap = number_between(table, "gap", spec.gap, 0, 1, "a share from 0 to 1");
    spec.seed = count_at_least(table, "seed", spec.seed, 0);
    spec.restarts = count_at_least(table, "restarts", spec.restarts, 0);
    spec.largest_model = count_at_least(table, "largest_model", spec.largest_model, 0);
    choice.within = limits_of(table, "within");
    choice.weights = table.numbers("weights");
    choice.beyond = limit_if(table, "beyond");
    if (table.has("need"))
        choice.need = table.texts("need");
    if (choice.need.empty())
        table.fail("need", "need names no column", "need = \"uninsured_people\"");
    if (table.has("only"))
        choice.only = parse_only(table);
    if (!table.has("candidates"))
        table.fail("candidates", "\"candidates\" is missing",
                   "add candidates = \"SOURCE_ID\", places where a stop could be, or \"demand\"");
    choice.candidates = site_sources(table, "candidates");
    if (choice.candidates.empty())
        table.fail("candidates", "candidates names no source");
    choice.existing = site_sources(table, "existing");
    for (const SiteSource& existing : choice.existing)
        if (existing.source == "demand")
            table.fail("existing", "people's homes are no existing sites");
    choice.required = table.texts("required");
    choice.excluded = table.texts("excluded");
    choice.groups = table.texts("groups");
    choice.fair_groups = table.texts("fair_groups");
    if (const auto walk = limit_if(table, "walk_within"))
        choice.walk_within = *walk;
    choice.slower =
        number_between(table, "slower", choice.slower, 1, 100, "a factor from 1 to 100");
    choice.curve_to = count_at_least(table, "curve_to", choice.curve_to, 0);
    const ConfigTable scenarios = table.table("scenarios");
    for (const std::string& name : scenarios.keys()) {
        if (name == "today" || name == "plan")
            scenarios.fail(name, fmt::format("scenario \"{}\" is built in", name),
                           "call it something else");
        choice.scenarios[name] = scenarios.texts(name);
    }
    if (table.has("schedule")) {
        choice.schedule = parse_schedule(table.table("schedule"));
        const ConfigTable week = table.table("schedule");
        if (!table.has("streets") && !choice.schedule->straight_kmh)
            week.fail("straight_kmh", "without streets nothing says how long vans drive",
                      "add straight_kmh = 30, their speed along straight lines, or streets");
        if (table.has("streets") && choice.schedule->straight_kmh)
            week.fail("straight_kmh", "vans drive along the streets that are given",
                      "leave straight_kmh out");
    }
    check_objective(choice, table);
    // Only a table says for itself what it counts.
    if (!choice.travel.is_table("cost"))
        choice.rings(choice.travel.text("cost", "geodesic") == "geodesic"
                         ? access::CostUnit::Meters
                         : access::CostUnit::Minutes);
    check_ids(choice, table);
    return choice;
}

std::vector<siting::Ring> SitingChoice::rings(access::CostUnit unit) const {
    const auto amount = [&](const char* key, const TravelLimit& limit) {
        const std::optional<double> cost = limit.in(unit);
        if (!cost && unit == access::CostUnit::Meters)
            declared.fail(
                key,
                fmt::format("\"{}\" is a time, but travel is measured in meters", limit.text()),
                "add cost = \"drive\" and streets = \"SOURCE_ID\", or write a length "
                "such as \"2 miles\"");
        if (!cost)
            declared.fail(
                key,
                fmt::format("\"{}\" is a length, but travel is measured in minutes", limit.text()),
                "write minutes such as \"15 min\", or leave cost and streets out for "
                "straight lines");
        return *cost;
    };
    std::vector<siting::Ring> found;
    const auto n = static_cast<double>(within.size());
    for (std::size_t r = 0; r < within.size(); ++r) {
        found.push_back({amount("within", within[r]),
                         r < weights.size() ? weights[r] : (n - static_cast<double>(r)) / n});
        if (r > 0 && !(found[r].limit > found[r - 1].limit))
            declared.fail("within", "limits must grow from ring to ring");
    }
    if (beyond)
        amount("beyond", *beyond);
    return found;
}

std::vector<SitingChoice::NamedSource> SitingChoice::sources() const {
    std::vector<NamedSource> named;
    for (const auto& [list, key] :
         {std::pair(&candidates, "candidates"), std::pair(&existing, "existing")})
        for (const SiteSource& sites : *list)
            if (sites.source != "demand")
                named.push_back({sites.source, key, sites.declared_at});
    if (travel.has("streets"))
        named.push_back({travel.text("streets"), "streets", travel.where("streets")});
    if (travel.is_table("cost")) {
        const ConfigTable cost = travel.table("cost");
        named.push_back({cost.text("table"), "cost", cost.where("table")});
    }
    return named;
}

void SitingChoice::check_columns(const std::vector<std::string>& known) const {
    const auto require = [&](const char* key, const std::string& column) {
        if (std::find(known.begin(), known.end(), column) != known.end())
            return;
        std::string hint = suggestion(column, known);
        if (hint.empty() && index::overall_name(column))
            hint = "an index makes RECIPE_percentile and RECIPE_score: see [index]";
        declared.fail(key, fmt::format("no layer of the study makes a column \"{}\"", column),
                      std::move(hint));
    };
    for (const std::string& column : need)
        require("need", column);
    if (only)
        require("only", only->column);
    for (const std::string& column : groups)
        require("groups", column);
    for (const std::string& column : fair_groups)
        require("fair_groups", column);
    if (travel.has("no_vehicle") &&
        std::find(known.begin(), known.end(), "no_vehicle_share") == known.end())
        travel.fail("no_vehicle",
                    "no_vehicle needs the column no_vehicle_share of layer \"social\"",
                    "add [layers.social] with ACS tables");
}

namespace {

std::string number(double value) {
    return format_number(value);
}

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
    if (week.newly)
        text.text("weigh", "newly");
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
