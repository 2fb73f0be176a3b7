// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/stage.hpp"

#include "engine/plan/doubts.hpp"
#include "engine/plan/need.hpp"
#include "engine/plan/sites.hpp"
#include "engine/plan/week.hpp"

#include "engine/core/error.hpp"
#include "engine/core/memory.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/layer/travel.hpp"
#include "engine/siting/deadline.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

using access::CostMatrix;
using siting::Objective;
using siting::Role;
using siting::SitingProblem;

/// A cost for people to read: "23.1 min", "2.6 miles (4.2 km)".
std::string words_for(double cost, access::CostUnit unit) {
    // One decimal, but never a limit of "0.0".
    const auto amount = [](double value) {
        return value < 0.1 ? fmt::format("{:.2g}", value) : format_fixed(value, 1);
    };
    if (unit == access::CostUnit::Minutes)
        return amount(cost) + " min";
    return fmt::format("{} miles ({} km)", amount(cost / geo::kMetersPerMile), amount(cost / 1000));
}

/// "within 15 min" in the words of the question, or "at any distance" where no limit says what
/// reached means. One that names no unit is in that of the costs, as all that columns say.
std::string within_words(const SitingChoice& choice, double limit, access::CostUnit unit) {
    if (!std::isfinite(limit))
        return "at any distance";
    if (!choice.within.empty() && choice.within.back().unit != TravelLimit::Unit::OfCost &&
        choice.within.back().in(unit) == limit)
        return "within " + choice.within.back().text();
    return fmt::format("within {} {}", format_number(round_half_away(limit, 3)),
                       access::to_string(unit));
}

void check_size(const SitingChoice& choice, const SitingSites& sites) {
    std::size_t possible = 0, excluded = 0;
    for (const siting::Site& site : sites.sites) {
        possible += site.role == Role::Candidate || site.role == Role::Required ? 1 : 0;
        excluded += site.role == Role::Excluded ? 1 : 0;
    }
    std::size_t nowhere = 0, exist = 0;
    for (const SitingSites::Entry& entry : sites.entries)
        if (!entry.existing && entry.site == SitingSites::Entry::kNone)
            ++(entry.without_place ? nowhere : exist);
    if (choice.spec.k && *choice.spec.k > possible)
        choice.declared.fail(
            "k", fmt::format("k = {}, but there are {} candidates", *choice.spec.k, possible),
            fmt::format("{} excluded by name, {} left out by `where`, {} without coordinates, {} "
                        "existing already; a smaller k or more candidates would do",
                        excluded, sites.left_out.size(), nowhere, exist));
    const bool any_capacity =
        std::any_of(choice.candidates.begin(), choice.candidates.end(),
                    [](const SiteSource& source) { return !source.capacity.empty(); });
    if (choice.spec.capacities && !any_capacity)
        choice.declared.fail("capacities", "no source of candidates names a column of capacities",
                             "candidates = { source = \"ID\", capacity = \"COLUMN\" }");
    const bool any_cost =
        std::any_of(choice.candidates.begin(), choice.candidates.end(),
                    [](const SiteSource& source) { return !source.cost.empty(); });
    if (choice.spec.budget && !any_cost)
        choice.declared.fail("budget", "no source of candidates names a column of costs",
                             "candidates = { source = \"ID\", cost = \"COLUMN\" }, or k for a "
                             "number of stops");
}

std::map<std::string, std::vector<std::uint32_t>> scenarios_of(const SitingChoice& choice,
                                                               const SitingSites& sites) {
    std::map<std::string, std::vector<std::uint32_t>> scenarios;
    for (const auto& [name, ids] : choice.scenarios) {
        std::vector<std::uint32_t>& stops = scenarios[name];
        for (const std::string& id : ids)
            stops.push_back(sites.find_candidate(id, choice.declared.table("scenarios"), name));
        std::sort(stops.begin(), stops.end());
        stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
    }
    return scenarios;
}

layer::Travel::Destinations places_of(const SitingSites& sites) {
    layer::Travel::Destinations places;
    places.what = "sites";
    places.id = sites.known_as;
    for (const siting::Site& site : sites.sites)
        places.place.push_back(site.place);
    return places;
}

/// Least travel and the longest trip look at every pair of a home and a site: what that takes is said
/// before, and refused where the memory is not there: 4 bytes a pair for its cost (Travel::all_costs), and
/// those that are searched (kMostTravelPairs of siting) twice 12 for their gain.
void announce_pairs(const SitingChoice& choice, std::size_t homes, std::size_t sites,
                    Diagnostics& diagnostics) {
    constexpr double of_cost = 4, of_gain = 24, worth_saying = layer::Travel::kMostPlainPairs;
    const double pairs = static_cast<double>(homes) * static_cast<double>(sites);
    if (pairs < worth_saying)
        return;
    const double needed = (pairs * of_cost + worth_saying * of_gain) / 1e9,
                 there = available_memory() / 1e9;
    const std::string words =
        fmt::format("{} pairs of {} homes and {} sites are looked at, which takes {} GB of memory",
                    format_count(pairs), format_count(static_cast<double>(homes)),
                    format_count(static_cast<double>(sites)), format_fixed(needed, 1));
    if (needed > there)
        throw Error(
            ErrorKind::Usage, fmt::format("{}; {} GB are free", words, format_fixed(there, 1)),
            {.where = choice.declared.where("objective"),
             .hint = "fewer candidates (`where`, a coarser list), block groups in place of "
                     "blocks as demand, or objective = \"mclp\" with a limit, which looks at "
                     "pairs within the limit only"});
    diagnostics.add({Severity::Note, "siting-pairs", "siting", words, 1, {}});
}

/// Where nobody in need can reach any candidate, how far the nearest one is.
void check_reach(const SitingChoice& choice, const SitingProblem& problem, double limit,
                 const NeedCounts& counts, const layer::Travel& travel,
                 const tract::DemandPoints& people, const layer::Travel::Destinations& places,
                 const Progress& progress) {
    const double total = problem.total_need();
    if (!(total > 0))
        throw Error(ErrorKind::Infeasible, fmt::format("nobody is in need: {}", counts.words),
                    {.where = choice.declared.where(choice.only ? "only" : "need"),
                     .hint = choice.only ? "a lower threshold takes more tracts in"
                                         : "see the findings for missing values"});
    const auto open = [&](std::uint32_t site) {
        const Role role = problem.sites[site].role;
        return role == Role::Candidate || role == Role::Required;
    };
    // Fair plans are about their groups, who may live where nobody is in need.
    const auto anybody = [&](std::size_t row) {
        return problem.need[row] > 0 ||
               std::any_of(problem.groups.begin(), problem.groups.end(),
                           [&](const access::PeopleGroup& g) { return g.people[row] > 0; });
    };
    for (std::size_t row = 0; row < problem.need.size(); ++row)
        if (anybody(row))
            for (const CostMatrix::Entry e : problem.costs.row(row))
                if (e.cost <= limit && open(e.destination))
                    return;
    layer::Travel::Destinations candidates{.place = {}, .id = {}, .what = places.what};
    for (std::uint32_t s = 0; s < problem.sites.size(); ++s)
        if (open(s)) {
            candidates.place.push_back(places.place[s]);
            candidates.id.push_back(places.id[s]);
        }
    Diagnostics said;
    const layer::Travel::Trips trips = travel.nearest(people, candidates, said, progress);
    const std::vector<double>& cost =
        travel.unit() == access::CostUnit::Minutes ? trips.minutes : trips.meters;
    double nearest = kInfinity;
    for (std::size_t row = 0; row < cost.size(); ++row)
        if (anybody(row) && cost[row] < nearest)
            nearest = cost[row];
    const std::string message =
        std::isinf(limit)
            ? fmt::format("none of the {} in need can reach any of {} candidates ({})",
                          format_count(total), candidates.place.size(), travel.words())
            : fmt::format("none of the {} in need is within {} of any of {} candidates ({})",
                          format_count(total), words_for(limit, travel.unit()),
                          candidates.place.size(), travel.words());
    throw Error(ErrorKind::Infeasible, message,
                {.where = choice.declared.where("within"),
                 .hint = std::isinf(nearest)
                             ? "no candidate can be reached at all: are candidates and tracts of "
                               "the same region?"
                             : fmt::format("the nearest candidate is {} away; widen `within` or "
                                           "add candidates",
                                           words_for(nearest, travel.unit()))});
}

/// Sites from which nobody at all is within reach: far from every street, or from everybody.
void report_idle_sites(const SitingProblem& problem, double limit, Diagnostics& diagnostics) {
    std::vector<char> reached(problem.sites.size(), 0);
    for (std::size_t row = 0; row < problem.costs.origins(); ++row)
        for (const CostMatrix::Entry e : problem.costs.row(row))
            if (e.cost <= limit)
                reached[e.destination] = 1;
    for (std::size_t s = 0; s < reached.size(); ++s) {
        const siting::Site& site = problem.sites[s];
        if (reached[s] == 0 && site.role != Role::Excluded)
            diagnostics.add({site.role == Role::Required ? Severity::Warning : Severity::Note,
                             "site-reaches-nobody",
                             std::string(name_of(site.role)),
                             "sites have no demand point within reach",
                             1,
                             {site.id}});
    }
}

/// The best plan where stops that must be are only candidates.
siting::SitingPlan without_locks(const siting::SitingSpec& spec, const SitingProblem& problem,
                                 const Progress& progress) {
    SitingProblem free = problem;
    for (siting::Site& site : free.sites)
        if (site.role == Role::Required)
            site.role = Role::Candidate;
    return siting::solve(spec, free, progress);
}

/// Why a plan has no stops, where that is plain.
void report_no_stops(const SitingResults& results, Diagnostics& diagnostics) {
    if (!results.plan.stops.empty())
        return;
    double cheapest = kInfinity;
    for (const siting::Site& site : results.problem->sites)
        if (site.role == Role::Candidate)
            cheapest = std::min(cheapest, site.cost);
    std::string why;
    if (results.spec.budget && *results.spec.budget < cheapest)
        why = fmt::format("the plan has no stops: the budget is {}, but the cheapest candidate "
                          "costs {}",
                          format_number(*results.spec.budget), format_number(cheapest));
    else if (results.spec.objective == Objective::Lscp)
        why = "the plan has no stops: existing sites reach the share already";
    if (!why.empty())
        diagnostics.add({Severity::Note, "no-stops", "siting", std::move(why), 1, {}});
}

std::size_t last_of_curve(const SitingChoice& choice, const SitingResults& results) {
    const std::size_t k = choice.spec.k.value_or(results.plan.stops.size());
    const std::size_t possible = results.problem->with_role(Role::Candidate).size() +
                                 results.problem->with_role(Role::Required).size();
    return std::min(choice.curve_to > 0 ? choice.curve_to : k + 2, possible);
}

/// The same question with a share of the time that is left.
siting::SitingSpec within(siting::SitingSpec spec, const siting::Deadline& clock, double share) {
    spec.time_limit_s = clock.part(share).left_s();
    return spec;
}

void add_curve(SitingResults& results, const SitingChoice& choice, const siting::Deadline& clock,
               const Progress& progress) {
    progress.step("one stop more or less", 0);
    const siting::SitingSpec spec = within(results.spec, clock, 0.6);
    results.curve_to = last_of_curve(choice, results);
    results.curve =
        siting::marginal_curve(spec, *results.problem, results.curve_to, progress, &results.plan);
    results.curve_missing_from =
        siting::curve_missing_from(spec, *results.problem, results.curve, results.curve_to);
}

/// Those that there is time for; `measured_s` is what measuring travel took.
void add_doubts(SitingResults& results, const AskedSiting& asked, const siting::Deadline& clock,
                double measured_s, const Progress& progress) {
    const std::vector<DoubtToPut> all = doubts_to_put(asked);
    for (std::size_t d = 0; d < all.size(); ++d) {
        const double n = static_cast<double>(all.size()), at = static_cast<double>(d);
        const Progress part = progress.part(at / n, (at + 1) / n);
        part.step("the plan under doubt", 0);
        std::string why;
        std::optional<siting::Doubt> doubt;
        const bool in_time = clock.left_s() > (all[d].measures ? measured_s : 0);
        if (in_time)
            doubt = all[d].put(why, part.part(0, 0.5));
        if (!in_time || (doubt && clock.passed())) {
            doubt.reset();
            why = "no time was left for it";
        }
        if (doubt)
            results.doubts.push_back(siting::under_doubt(within(results.spec, clock, 1 / (n - at)),
                                                         results.plan, *doubt, part.part(0.5, 1)));
        else
            results.doubts_left_out.push_back(fmt::format("{}: {}", all[d].name, why));
    }
}

} // namespace

void check_sites(const SitingChoice& choice, const SitingInputs& in, Diagnostics& diagnostics) {
    const SitingSites sites = read_sites(choice, in, diagnostics);
    check_size(choice, sites);
    scenarios_of(choice, sites);
    if (choice.schedule)
        week_sites(choice, sites);
}

SitingResults run_siting(const SitingChoice& choice, const SitingInputs& in,
                         Diagnostics& diagnostics, const Progress& progress) {
    const siting::Deadline clock(choice.spec.time_limit_s);
    progress.step("who is in need", 0);
    const NeedCounts counts = need_counts(choice, in, diagnostics);
    progress.step("reading sites", 0.01);
    const SitingSites sites = read_sites(choice, in, diagnostics);
    check_size(choice, sites);
    const std::map<std::string, std::vector<std::uint32_t>> scenarios = scenarios_of(choice, sites);
    std::optional<WeekSites> week;
    if (choice.schedule)
        week = week_sites(choice, sites);

    progress.step("travel to sites", 0.02);
    const layer::Travel travel = layer::Travel::from({.tracts = in.tracts,
                                                      .demand = in.demand,
                                                      .table = in.table,
                                                      .sources = in.sources,
                                                      .options = choice.travel,
                                                      .diagnostics = diagnostics,
                                                      .progress = progress.part(0.02, 0.1)});
    SitingResults results;
    results.spec = choice.spec;
    const std::vector<siting::Ring> rings = choice.rings(travel.unit());
    results.limit = rings.empty() ? kInfinity : rings.back().limit;
    const bool covering = is_covering(choice.spec.objective);
    if (covering)
        results.spec.rings = rings;
    if (choice.beyond)
        results.spec.beyond = choice.beyond->in(travel.unit());
    results.unit = std::string(access::to_string(travel.unit()));
    results.travel_words = travel.words();
    results.need_words = counts.words;
    results.need_unit = counts.unit;
    results.need_columns = choice.need;
    results.within_words = within_words(choice, results.limit, travel.unit());

    const tract::DemandPoints people = travel.travelers(in.demand);
    const layer::Travel::Destinations places = places_of(sites);
    const std::vector<double> without =
        travel.mixed() ? without_vehicle(in) : std::vector<double>();
    NeedRows rows = need_rows(counts, in, without, travel.placed(people), diagnostics);
    if (!covering)
        announce_pairs(choice, people.size(), places.place.size(), diagnostics);
    {
        SitingProblem problem;
        // Total travel and the longest trip look at every pair, however far.
        problem.costs =
            covering
                ? travel.costs(people, places, results.limit, diagnostics, progress.part(0.1, 0.25))
                : travel.all_costs(people, places, diagnostics, progress.part(0.1, 0.25));
        problem.need = rows.need();
        problem.sites = sites.sites;
        problem.groups = std::move(rows.fair);
        results.problem = std::make_shared<const SitingProblem>(std::move(problem));
    }
    results.homes = std::make_shared<const siting::Homes>(std::move(rows.homes));
    for (const siting::SurveyGroup& group : results.homes->groups)
        if (const tract::ColumnInfo* info = in.table.info(group.group.name);
            info != nullptr && !info->label_es.empty())
            results.group_labels_es[group.group.name] = info->label_es;
    results.place = std::move(rows.place);
    results.row_id = std::move(rows.id);
    results.travel = travel;
    const SitingProblem& problem = *results.problem;
    check_reach(choice, problem, covering ? results.limit : kInfinity, counts, travel, people,
                places, progress.part(0.25, 0.26));
    report_idle_sites(problem, covering ? results.limit : kInfinity, diagnostics);

    progress.step("choosing stops", 0.26);
    const double measured_s = choice.spec.time_limit_s - clock.left_s();
    try {
        results.plan =
            siting::solve(within(results.spec, clock, 0.6), problem, progress.part(0.26, 0.5));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Infeasible || !error.where().empty())
            throw;
        // It is the question of [siting] that has no answer, not the study.
        throw Error(error.kind(), error.message(),
                    {.where = choice.declared.where(), .hint = error.hint()});
    }
    if (!problem.with_role(Role::Required).empty() && !results.stops_were_given())
        results.unlocked =
            without_locks(within(results.spec, clock, 0.3), problem, progress.part(0.5, 0.55));
    report_no_stops(results, diagnostics);
    progress.step("who is reached", 0.55);
    results.tally = siting::tally_of(problem, results.limit, results.plan);
    results.reach = results.reach_with(results.plan.stops);
    for (const auto& [name, stops] : scenarios)
        results.scenarios[name] = results.reach_with(stops);
    results.scenarios["today"] = results.reach_with({});
    results.scenarios["plan"] = results.reach;

    add_curve(results, choice, clock, progress.part(0.57, 0.75));
    add_doubts(results, {choice, in, travel, places, counts, problem, results.limit}, clock,
               measured_s, progress.part(0.75, 0.92));
    if (week) {
        progress.step("the week", 0.92);
        add_schedule(results, choice, *week, in, diagnostics, progress.part(0.92, 1));
    }
    progress.step("siting done", 1);
    return results;
}

} // namespace tractwise::plan
