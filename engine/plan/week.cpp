// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/week.hpp"

#include "engine/access/street_cost.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

using siting::Site;

/// "39.31, -97.52"
std::optional<geo::LonLat> place_of(const std::string& text) {
    const std::vector<std::string> parts = split(text, ',');
    if (parts.size() != 2)
        return std::nullopt;
    const auto lat = parse_number(trim(parts[0])), lon = parse_number(trim(parts[1]));
    if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180)
        return std::nullopt;
    return geo::LonLat{*lon, *lat};
}

/// "-97.52, 39.31": two numbers that are a place only the other way round; else empty.
std::string turned_round(const std::string& text) {
    const std::vector<std::string> parts = split(text, ',');
    if (parts.size() != 2)
        return {};
    std::string turned = fmt::format("{}, {}", trim(parts[1]), trim(parts[0]));
    return place_of(turned) ? turned : std::string();
}

/// Minutes between all places, row to column; infinite where there is no way.
std::vector<double> drive_minutes(const std::vector<geo::LonLat>& places,
                                  const SitingChoice& choice, const SitingInputs& in,
                                  Diagnostics& diagnostics, const Progress& progress) {
    const std::size_t n = places.size();
    std::vector<double> minutes(n * n, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < n; ++i)
        minutes[i * n + i] = 0;
    if (!choice.travel.has("streets")) {
        const double meters_per_minute = choice.schedule->straight_kmh.value_or(30) * 1000 / 60;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                minutes[i * n + j] = geo::geodesic_m(places[i], places[j]) / meters_per_minute;
        return minutes;
    }
    const access::StreetCost drive(
        in.sources.network(choice.travel.text("streets"), "drive", progress.part(0, 0.5)));
    const access::Places all{places, {}, "depot and stops"};
    Diagnostics said; // once for places as origins, once as destinations
    const access::CostMatrix costs = drive.matrix(all, all, {}, said, progress.part(0.5, 1));
    if (!said.findings().empty())
        diagnostics.add(said.findings().front());
    for (std::size_t i = 0; i < n; ++i)
        for (const access::CostMatrix::Entry e : costs.row(i))
            if (e.destination != i)
                minutes[i * n + e.destination] = e.cost;
    return minutes;
}

} // namespace

WeekSites week_sites(const SitingChoice& choice, const SitingSites& sites) {
    const ConfigTable week = choice.declared.table("schedule");
    WeekSites found;
    for (const auto& [id, minutes] : choice.schedule->visit_min_of)
        found.visit_min[sites.find_candidate(id, week, "visit_min_of")] = minutes;
    for (const auto& [id, visits] : choice.schedule->least_visits_of)
        found.least_visits[sites.find_candidate(id, week, "least_visits_of")] = visits;
    const std::string& text = choice.schedule->depot;
    if (const auto place = place_of(text)) {
        found.depot = *place;
        found.depot_words = text;
        return found;
    }
    if (const std::string turned = turned_round(text); !turned.empty())
        week.fail("depot", fmt::format("\"{}\" is no place on Earth", text),
                  fmt::format("latitude first: did you mean \"{}\"?", turned));
    const Site& site = sites.sites[sites.find(text, week, "depot")];
    found.depot = site.place;
    found.depot_words = site.name.empty() ? site.id : fmt::format("{} ({})", site.name, site.id);
    return found;
}

void add_schedule(SitingResults& results, const SitingChoice& choice,
                  const WeekSites& sites_of_week, const SitingInputs& in, Diagnostics& diagnostics,
                  const Progress& progress) {
    const ScheduleChoice& week = *choice.schedule;
    results.depot_words = sites_of_week.depot_words;
    results.depot = sites_of_week.depot;
    const auto problem = [&](std::string message, std::string hint) {
        diagnostics.add({Severity::Warning,
                         "schedule-infeasible",
                         "siting",
                         "no week can be driven as [siting.schedule] asks: " + message,
                         1,
                         {}});
        results.schedule_problem = {std::move(message), std::move(hint)};
    };
    if (results.plan.stops.empty()) {
        problem("the plan has no stops to visit",
                "existing sites do already what it asks for, or nothing fits the budget");
        return;
    }
    siting::ScheduleSpec spec{.days = week.days,
                              .vans = week.vans,
                              .day_start_min = week.day_start_min,
                              .day_min = week.day_min,
                              .setup_min = week.setup_min,
                              .teardown_min = week.teardown_min,
                              .revisit_days = week.revisit_days,
                              .most_stops_a_day = week.most_stops_a_day,
                              .time_limit_s = week.time_limit_s};
    std::vector<geo::LonLat> places;
    for (std::size_t s = 0; s < results.plan.stops.size(); ++s) {
        const Site& site = results.stop_site(s);
        siting::ScheduleStop stop{.id = site.id,
                                  .name = site.name,
                                  .people = week.newly ? results.reach.stop(s, 0).newly.people
                                                       : results.people_served(s),
                                  .visit_min = week.visit_min,
                                  .least_visits = week.least_visits,
                                  .most_visits = week.most_visits};
        const std::uint32_t which = results.plan.stops[s];
        if (const auto own = sites_of_week.visit_min.find(which);
            own != sites_of_week.visit_min.end())
            stop.visit_min = own->second;
        if (const auto own = sites_of_week.least_visits.find(which);
            own != sites_of_week.least_visits.end()) {
            stop.least_visits = own->second;
        }
        spec.stops.push_back(std::move(stop));
        places.push_back(site.place);
    }
    places.push_back(sites_of_week.depot);
    spec.drive_min = drive_minutes(places, choice, in, diagnostics, progress.part(0, 0.4));
    try {
        results.schedule = siting::make_schedule(spec, progress.part(0.4, 1));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Infeasible)
            throw;
        // Which stop it is about stands in `where`.
        problem(error.where().empty() ? error.message() : error.where() + ": " + error.message(),
                error.hint());
    }
    results.schedule_spec = std::move(spec);
}

} // namespace tractwise::plan
