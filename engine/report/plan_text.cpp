// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_text.hpp"

#include "engine/core/text.hpp"
#include "engine/report/plan_week.hpp"
#include "engine/report/plan_words.hpp"
#include "engine/report/text_layout.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using siting::GroupReach;
using siting::Objective;
using siting::Role;
using siting::StopReach;

std::string ring_words(const plan::SitingResults& siting, const words::Travel& shown) {
    std::vector<std::string> rings;
    for (const siting::Ring& ring : siting.spec.rings)
        rings.push_back(fmt::format("{} within {}", format_number(round_half_away(ring.weight, 4)),
                                    shown.limit(ring.limit)));
    return join(rings, ", ");
}

std::string goal_words(const plan::SitingResults& siting, const words::Travel& shown) {
    const siting::SitingSpec& spec = siting.spec;
    const std::string within = shown.within();
    switch (spec.objective) {
    case Objective::Mclp:
        return spec.rings.size() > 1 ? fmt::format("the most need covered, each counted {}",
                                                   ring_words(siting, shown))
                                     : fmt::format("the most need {} of an open site", within);
    case Objective::Lscp:
        return fmt::format("the fewest stops that bring {} of the need {} of an open site",
                           words::percent(spec.share), within);
    case Objective::PMedian:
        return "the least total travel, everybody to the nearest open site" +
               (spec.beyond
                    ? fmt::format(" (every trip counts at most {}; so much for who reaches none)",
                                  shown.limit(*spec.beyond))
                    : std::string());
    case Objective::PCenter:
        return "the shortest longest trip of anybody in need";
    case Objective::MaxMin:
        return fmt::format("the greatest share {} for the group that is served worst", within);
    case Objective::FairShare:
        return fmt::format(
            "the most need {} of an open site while every group's share is at least {} of that of "
            "all",
            within, words::percent(spec.fair_share));
    }
    return {};
}

std::string asked_words(const plan::SitingResults& siting, const words::Travel& shown) {
    const siting::SitingSpec& spec = siting.spec;
    std::string words = goal_words(siting, shown);
    if (spec.k)
        words += fmt::format("; at most {}", counted(*spec.k, "stop", "stops"));
    if (spec.budget)
        words += fmt::format("; a budget of {}", format_count(*spec.budget));
    if (spec.capacities)
        words += "; no stop serves more than its capacity";
    return fmt::format("{} ({})", words, name_of(spec.objective));
}

std::string sites_words(const plan::SitingResults& siting) {
    std::vector<std::string> parts;
    for (const Role role : {Role::Existing, Role::Required, Role::Candidate, Role::Excluded})
        if (const std::size_t count = siting.problem->with_role(role).size(); count > 0)
            parts.push_back(fmt::format("{} {}{}", format_count(static_cast<double>(count)),
                                        name_of(role),
                                        role == Role::Candidate && count != 1 ? "s" : ""));
    return join(parts, ", ");
}

/// What the plan comes to, in the terms of its objective.
std::string value_sentence(const plan::SitingResults& siting, const words::Travel& shown) {
    const GroupReach& need = siting.reach.groups.front();
    const double value = siting.plan.value, total = need.total.people;
    const auto covered = [&](const std::string& where) {
        return fmt::format("{} of {} in need ({}) {}", words::people(value), words::people(total),
                           words::percent(value / total), where);
    };
    switch (siting.plan.objective) {
    case Objective::Mclp:
        return siting.spec.rings.size() > 1
                   ? covered("counted by ring")
                   : covered(shown.within() + " of an open site" +
                             (siting.spec.capacities ? " with room for them" : ""));
    case Objective::FairShare:
        return covered(shown.within() + " of an open site");
    case Objective::Lscp:
        return fmt::format("{} of the need {} of an open site",
                           words::percent(need.after.people / total), shown.within());
    case Objective::PMedian:
        return siting.spec.beyond
                   ? fmt::format("mean travel of people in need {}, where every trip counts at "
                                 "most {}: a cap, so the trips themselves may be longer",
                                 shown(siting.plan.value / total), shown.limit(*siting.spec.beyond))
                   : fmt::format("mean travel of people in need {}",
                                 shown(siting.plan.value / total));
    case Objective::PCenter:
        return fmt::format("nobody in need travels more than {}", shown(value));
    case Objective::MaxMin:
        return fmt::format("{} of the group that is served worst", words::percent(value));
    }
    return {};
}

std::string head_text(const plan::SitingResults& siting, const words::Travel& shown) {
    const GroupReach& need = siting.reach.groups.front();
    std::string text = wrapped("Asked     ", asked_words(siting, shown));
    text += wrapped("Need      ",
                    fmt::format("{}: {}{}", siting.need_words, words::amount(need.total),
                                siting.need_unit == "people" ? "" : " " + siting.need_unit));
    text += wrapped("Sites     ", sites_words(siting));
    text += wrapped("Travel    ", siting.travel_words);
    text += wrapped("Answer    ",
                    fmt::format("{}; {}", counted(siting.plan.stops.size(), "stop", "stops"),
                                value_sentence(siting, shown)));
    text += wrapped("          ", words::proof(siting, Language::English));
    if (!siting.plan.how.empty() && !siting.stops_were_given())
        text += wrapped("          ", siting.plan.how);
    if (std::isfinite(siting.limit))
        text += wrapped("Reached   ",
                        fmt::format("{} {}: {} before, {} with the plan, {} newly{}", "in need",
                                    shown.within(), words::amount(need.before),
                                    words::amount(need.after), words::amount(need.newly),
                                    siting.plan.served.empty()
                                        ? ""
                                        : "; counted whether or not a stop has room for them"));
    return text + "\n";
}

std::string stops_text(const plan::SitingResults& siting, const words::Travel& shown) {
    const siting::PlanTally& tally = siting.tally;
    const bool doubted = !siting.doubts.empty();
    TextTable table;
    const auto add = [&](std::vector<std::string> cells, std::string kept) {
        if (doubted)
            cells.push_back(std::move(kept));
        table.add(std::move(cells));
    };
    add({"#  stop", "reached", "newly", "adds", "shared", "alone", "mean", "90 %"}, "kept");
    const auto digits = std::to_string(tally.order.size()).size();
    for (const std::size_t stop : tally.order) {
        const siting::Site& site = siting.stop_site(stop);
        const StopReach& reach = siting.reach.stop(stop, 0);
        const siting::StaysChosen kept = stays_chosen(siting.doubts, stop);
        add({fmt::format("{:<{}}  {}{}", tally.stops[stop].rank, digits,
                         site.role == Role::Required ? "required: " : "",
                         words::site_with_id(site)),
             words::people(reach.reached.people), words::people(reach.newly.people),
             words::people(tally.stops[stop].adds), words::people(reach.shared.people),
             words::people(reach.alone.people), shown.number(reach.mean_cost),
             shown.number(reach.p90_cost)},
            kept.of > 0 ? fmt::format("{} of {}", kept.times, kept.of) : words::kUnknown);
    }
    if (tally.order.size() > 1) {
        const std::string newly = words::people(siting.reach.groups.front().newly.people);
        add({std::string(digits + 2, ' ') + "all together", words::people(tally.reached), newly,
             newly, words::people(tally.shared), words::people(tally.alone), "", ""},
            "");
    }
    const std::string within = shown.within();
    return fmt::format("Stops, by what each adds; {} in need, travel in {}\n", siting.need_unit,
                       shown.unit()) +
           table.text() +
           wrapped("  ",
                   fmt::format(
                       "reached: {} of the stop; newly: of those, {} of no existing site; adds: "
                       "newly, and by no stop above; shared: of those reached, by "
                       "another stop too; alone: newly, and by no other stop: lost "
                       "without this one; mean, 90 %: their travel on average, and "
                       "what 9 in 10 of them do not exceed{}",
                       within, within,
                       doubted ? "; kept: in how many of the doubts below the stop "
                                 "stays chosen"
                               : "")) +
           "\n";
}

/// With capacities: what each stop serves, and what the other numbers do not say.
std::string room_text(const plan::SitingResults& siting, const words::Travel& shown) {
    if (siting.plan.served.empty())
        return "";
    TextTable table;
    table.add({"#  stop", "capacity", "assigned"});
    const siting::PlanTally& tally = siting.tally;
    const auto room = [](double capacity) {
        return std::isfinite(capacity) ? words::people(capacity) : std::string("no limit");
    };
    for (const std::size_t stop : tally.order) {
        const siting::Site& site = siting.stop_site(stop);
        table.add({fmt::format("{}  {}", tally.stops[stop].rank, words::site_with_id(site)),
                   room(site.capacity), words::people(tally.stops[stop].assigned)});
    }
    if (tally.order.size() > 1)
        table.add({"all together", room(tally.capacity), words::people(tally.assigned)});
    if (const std::string existing = words::people(tally.assigned_existing); existing != "0")
        table.add({"existing sites", "", existing});
    return fmt::format("What each stop serves within its capacity; {} in need\n",
                       siting.need_unit) +
           table.text() +
           wrapped("  ", fmt::format("assigned: {} of the stop and with room there, each counted "
                                     "at one site; people whom existing sites reach are among "
                                     "them. Reached, newly, adds, shared and alone, and the groups "
                                     "below, count people {} whatever the capacity",
                                     shown.within(), shown.within())) +
           "\n";
}

/// Without a limit everybody reaches every stop: what counts is whom each one is nearest to.
std::string served_text(const plan::SitingResults& siting, const words::Travel& shown) {
    TextTable table;
    table.add({"#  stop", "served", "of all in need", "mean"});
    const double total = siting.reach.groups.front().total.people;
    for (const std::size_t at : siting.tally.order) {
        const siting::PlanTally::Stop& stop = siting.tally.stops[at];
        table.add({fmt::format("{}  {}", stop.rank, words::site_with_id(siting.stop_site(at))),
                   words::people(stop.served), words::percent(stop.served / total),
                   stop.served > 0 ? shown.number(stop.served_mean_cost) : words::kUnknown});
    }
    return fmt::format("Stops, by whom each is nearest to; {} in need, travel in {}\n",
                       siting.need_unit, shown.unit()) +
           table.text() +
           wrapped("  ", "served: this stop is their nearest open site; mean: their travel to it") +
           "\n";
}

std::string overlap_text(const plan::SitingResults& siting) {
    constexpr std::size_t most = 5;
    struct Pair {
        double need;
        std::size_t a, b;
    };
    const std::vector<std::size_t>& order = siting.tally.order;
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = a + 1; b < order.size(); ++b)
            if (const double need = siting.reach.overlap(order[a], order[b]); need > 0)
                pairs.push_back({need, a, b});
    if (pairs.empty() || !std::isfinite(siting.limit))
        return order.size() > 1 && std::isfinite(siting.limit) ? "No two stops share people.\n\n"
                                                               : "";
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.need > b.need; });
    std::vector<std::string> words;
    for (std::size_t p = 0; p < std::min(most, pairs.size()); ++p)
        words.push_back(fmt::format("#{} and #{}: {}", pairs[p].a + 1, pairs[p].b + 1,
                                    words::people(pairs[p].need)));
    if (pairs.size() > most)
        words.push_back(
            fmt::format("{} with less", counted(pairs.size() - most, "more pair", "more pairs")));
    return wrapped("Shared by two stops  ", join(words, "; ")) + "\n";
}

std::string share_words(double share, double moe) {
    return words::percent(share) +
           (std::isfinite(moe) && std::isfinite(share) ? " ±" + format_fixed(moe * 100, 1) : "");
}

std::string ratio_words(double ratio, double moe) {
    if (!std::isfinite(ratio))
        return words::kUnknown;
    return format_fixed(ratio, 2) + (std::isfinite(moe) ? " ±" + format_fixed(moe, 2) : "");
}

std::string groups_text(const plan::SitingResults& siting, const words::Travel& shown) {
    if (!std::isfinite(siting.limit))
        return "";
    TextTable table;
    table.add({"", "people", "before", "with plan", "newly", "ratio", "with plan"});
    bool margins = false;
    for (std::size_t g = 0; g < siting.reach.groups.size(); ++g) {
        const GroupReach& group = siting.reach.groups[g];
        margins = margins || std::isfinite(group.after_share_moe) || std::isfinite(group.newly.moe);
        table.add({words::group_name(siting, g, Language::English),
                   words::people(group.total.people), words::percent(group.before_share),
                   share_words(group.after_share, group.after_share_moe),
                   words::amount(group.newly), ratio_words(group.before_rate_ratio, std::nan("")),
                   ratio_words(group.rate_ratio, g == 1 ? std::nan("") : group.rate_ratio_moe)});
    }
    return fmt::format("Who is reached {} of an open site; ratio: that share over the share of all "
                       "people\n",
                       shown.within()) +
           table.text() +
           (margins ? wrapped("  ", "±: margin of error of the survey, 90 % (of shares in "
                                    "percentage points); it knows nothing of errors in travel")
                    : "") +
           "\n";
}

const char* value_heading(const plan::SitingResults& siting) {
    switch (siting.plan.objective) {
    case Objective::Mclp:
        return siting.spec.rings.size() > 1 ? "need, by ring" : "need covered";
    case Objective::FairShare:
        return "need covered";
    case Objective::Lscp:
        return "stops or cost";
    case Objective::PMedian:
        return siting.spec.beyond ? "capped mean" : "mean travel";
    case Objective::PCenter:
        return "longest trip";
    case Objective::MaxMin:
        return "worst group";
    }
    return "";
}

/// What one more stop brings. A share rises by percentage points, not by percent.
std::string gain_cell(const plan::SitingResults& siting, const words::Travel& shown, double gain,
                      double total_need) {
    if (siting.plan.objective == Objective::MaxMin && std::isfinite(gain))
        return format_fixed(gain * 100, 1) + " points";
    return siting::curve_counts_need(siting.plan.objective)
               ? words::people(gain)
               : words::plan_value(siting, gain, shown, total_need);
}

/// How much worse the plan is than the best under a doubt.
std::string short_by(const plan::SitingResults& siting, double plan, double best) {
    if (!std::isfinite(plan) || !std::isfinite(best))
        return "not enough";
    if (siting.plan.objective == Objective::Lscp)
        return plan > best ? format_count(plan - best) + " more" : "0";
    return words::percent(best != 0 ? std::abs(best - plan) / std::abs(best) : 0);
}

std::string curve_text(const plan::SitingResults& siting, const words::Travel& shown) {
    const std::string left_out = words::curve_left_out(siting, Language::English);
    if (siting.curve.empty() && left_out.empty())
        return "";
    constexpr double bar = 40;
    double most = 0;
    for (const siting::CurvePoint& point : siting.curve)
        if (std::isfinite(point.gain))
            most = std::max(most, point.gain);
    const double total = siting.reach.groups.front().total.people;
    std::vector<std::vector<std::string>> cells{
        {"stops", siting.plan.objective == Objective::Lscp ? "need covered" : value_heading(siting),
         "gain", ""}};
    for (const siting::CurvePoint& point : siting.curve) {
        const double part = std::isfinite(point.gain) && most > 0 ? point.gain / most : 0;
        std::string mark(static_cast<std::size_t>(std::lround(bar * std::max(0.0, part))), '#');
        if (point.k == siting.plan.stops.size())
            mark += mark.empty() ? "the plan" : "  the plan";
        cells.push_back({std::to_string(point.k),
                         !std::isfinite(point.value) ? "not possible"
                         : siting::curve_counts_need(siting.plan.objective)
                             ? words::people(point.value)
                             : words::plan_value(siting, point.value, shown, total),
                         gain_cell(siting, shown, point.gain, total), std::move(mark)});
    }
    std::string text = "What another stop pays: the best that so many stops can do\n";
    std::size_t width[3] = {0, 0, 0};
    for (const auto& row : cells)
        for (std::size_t c = 0; c < 3; ++c)
            width[c] = std::max(width[c], row[c].size());
    if (siting.curve.empty())
        cells.clear();
    for (const auto& row : cells) {
        std::string line = fmt::format("  {:>{}}  {:>{}}  {:>{}}  {}", row[0], width[0], row[1],
                                       width[1], row[2], width[2], row[3]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    if (!left_out.empty())
        text += wrapped("  not counted: ", left_out);
    return text + "\n";
}

std::string doubts_text(const plan::SitingResults& siting, const words::Travel& shown) {
    if (siting.doubts.empty() && siting.doubts_left_out.empty())
        return "";
    std::string text = "How firm the plan is: the same question with one assumption changed\n";
    TextTable table;
    if (!siting.doubts.empty())
        table.add(
            {value_heading(siting), "in need", "the plan", "best there", "short by", "stops kept"});
    const std::vector<std::size_t>& order = siting.tally.order;
    for (const siting::DoubtResult& doubt : siting.doubts) {
        const std::string what = fmt::format("{}: {}", doubt.name, doubt.description);
        if (doubt.infeasible) {
            table.add_line(
                wrapped("  ", fmt::format("{}; no plan is possible: {}", what, doubt.why)));
            continue;
        }
        constexpr std::size_t in_a_cell = 50;
        const bool fits = what.size() <= in_a_cell;
        std::vector<std::string> given_up;
        for (const std::size_t stop : order)
            if (doubt.kept[stop] == 0)
                given_up.push_back(fmt::format("#{} {}", siting.tally.stops[stop].rank,
                                               siting.stop_site(stop).id));
        table.add({fits ? what : doubt.name, words::people(doubt.total_need),
                   words::plan_value(siting, doubt.plan_value, shown, doubt.total_need),
                   words::plan_value(siting, doubt.best.value, shown, doubt.total_need),
                   short_by(siting, doubt.plan_value, doubt.best.value),
                   fmt::format("{} of {}", order.size() - given_up.size(), order.size())});
        if (!fits)
            table.add_line(wrapped("    ", doubt.description));
        if (!given_up.empty())
            table.add_line(wrapped("    another plan is better, without ", join(given_up, ", ")));
    }
    text += table.text();
    if (std::any_of(siting.doubts.begin(), siting.doubts.end(),
                    [](const siting::DoubtResult& doubt) { return doubt.name == "low-need"; }))
        text += wrapped("  ", "low-need: every tract at the lower bound of its margin at once; the "
                              "sum of tracts has a smaller margin, so this is no lower bound of "
                              "all need");
    for (const std::string& reason : siting.doubts_left_out)
        text += wrapped("  not asked: ", reason);
    return text + "\n";
}

std::string scenarios_text(const plan::SitingResults& siting, const words::Travel& shown) {
    const std::vector<std::string> names = siting.scenario_names();
    const bool own = std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name != "today" && name != "plan";
    });
    if (!own)
        return "";
    const auto part = [](const siting::GroupReach& group) {
        return fmt::format("{} ({})", words::people(group.after.people),
                           words::percent(group.after_share));
    };
    TextTable table;
    table.add({"", "stops", "in need", "newly", "mean, " + shown.unit(), "all people"});
    for (const std::string& name : names) {
        const siting::PlanReach& reach = siting.scenarios.at(name);
        table.add({name, std::to_string(reach.stops.size()), part(reach.groups[0]),
                   words::people(reach.groups[0].newly.people),
                   shown.number(reach.groups[0].mean_cost),
                   reach.groups.size() > 1 ? part(reach.groups[1]) : ""});
    }
    return (std::isfinite(siting.limit)
                ? fmt::format("Scenarios: who is within {} of an open site",
                              shown.limit(siting.limit))
                : std::string("Scenarios: who can travel to an open site")) +
           "\n" + table.text() + "\n";
}

} // namespace

std::string plan_text(const study::Results& results) {
    const plan::SitingResults& siting = *results.siting;
    const words::Travel shown =
        words::Travel::of(siting, results.answered(), results.study.reader());
    std::string text = head_text(siting, shown);
    for (const study::CoverageDoubt& doubt : study::plan_coverage_doubts(results))
        text += wrapped("Warning   ", words_of(doubt, results, Language::English));
    if (text.find("\nWarning   ") != std::string::npos)
        text += "\n";
    text += std::isfinite(siting.limit) ? stops_text(siting, shown) : served_text(siting, shown);
    text += room_text(siting, shown);
    text += overlap_text(siting);
    text += groups_text(siting, shown);
    text += curve_text(siting, shown);
    text += doubts_text(siting, shown);
    text += scenarios_text(siting, shown);
    const std::string week = schedule_text(siting);
    return text + week + (week.empty() ? "" : "\n");
}

std::string comparison_text(const study::Results& results, const siting::Comparison& comparison,
                            const std::string& a, const std::string& b) {
    constexpr std::size_t most = 8;
    const plan::SitingResults& siting = *results.siting;
    const words::Travel shown =
        words::Travel::of(siting, results.answered(), results.study.reader());
    std::string text = fmt::format("From \"{}\" to \"{}\"", printable(a), printable(b));
    if (std::isfinite(siting.limit))
        text += fmt::format(": who is within {} of an open site", shown.limit(siting.limit));
    TextTable groups;
    groups.add({"", "total", "gained", "lost", "in both", "in neither", "travel, " + shown.unit()});
    for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
        const siting::Comparison::Group& group = comparison.groups[g];
        const std::string label = words::group_name(siting, g, Language::English);
        const double change = group.mean_cost_change;
        groups.add({label, words::people(group.total), words::people(group.gained),
                    words::people(group.lost), words::people(group.in_both),
                    words::people(group.in_neither),
                    (change > 0 ? "+" : "") + shown.number(change)});
    }
    text += "\n" + groups.text();
    text += wrapped("  ", "travel: mean change of those within reach in both");
    const tract::TractSet& tracts = *results.tracts;
    std::vector<std::size_t> order;
    for (std::size_t t = 0; t < comparison.need_change.size(); ++t)
        if (std::isfinite(comparison.need_change[t]) && comparison.need_change[t] != 0)
            order.push_back(t);
    if (order.empty())
        return text + "\nNobody in need gains or loses reach.\n";
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        return std::abs(comparison.need_change[x]) > std::abs(comparison.need_change[y]);
    });
    const std::size_t changed = order.size();
    order.resize(std::min(changed, most));
    TextTable table;
    table.add({"tract", "in need", "of all people"});
    for (const std::size_t t : order) {
        const double need = round_half_away(comparison.need_change[t], 0);
        const double share = comparison.share_change[t];
        table.add({tracts.name(t) == tracts.geoid(t)
                       ? tracts.geoid(t)
                       : fmt::format("{}  {}", tracts.geoid(t), tracts.name(t)),
                   (need > 0 ? "+" : "") + format_count(need),
                   (share > 0 ? "+" : "") + words::percent(share)});
    }
    return text +
           fmt::format("\n{}; the largest changes\n",
                       changed == 1 ? std::string("1 tract changes")
                                    : counted(changed, "tract", "tracts") + " change") +
           table.text();
}

} // namespace tractwise::report
