// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_text.hpp"

#include "engine/report/plan_text_parts.hpp"
#include "engine/report/text_layout.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using siting::Objective;

/// A value of the plan's objective as a cell of a table.
std::string value_cell(const plan::SitingResults& siting, const TravelShown& shown, double value,
                       double total_need) {
    if (!std::isfinite(value))
        return "-";
    switch (siting.plan.objective) {
    case Objective::Mclp:
    case Objective::FairShare:
        return people_words(value);
    case Objective::Lscp:
        return format_count(value);
    case Objective::PMedian:
        return shown.with_unit(value / total_need);
    case Objective::PCenter:
        return shown.with_unit(value);
    case Objective::MaxMin:
        return percent_words(value);
    }
    return {};
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
std::string gain_cell(const plan::SitingResults& siting, const TravelShown& shown, double gain,
                      double total_need) {
    if (siting.plan.objective == Objective::MaxMin && std::isfinite(gain))
        return format_fixed(gain * 100, 1) + " points";
    return siting::curve_counts_need(siting.plan.objective)
               ? people_words(gain)
               : value_cell(siting, shown, gain, total_need);
}

/// How much worse the plan is than the best under a doubt.
std::string short_by(const plan::SitingResults& siting, double plan, double best) {
    if (!std::isfinite(plan) || !std::isfinite(best))
        return "not enough";
    if (siting.plan.objective == Objective::Lscp)
        return plan > best ? format_count(plan - best) + " more" : "0";
    return percent_words(best != 0 ? std::abs(best - plan) / std::abs(best) : 0);
}

} // namespace

std::string curve_text(const plan::SitingResults& siting, const TravelShown& shown) {
    if (siting.curve.empty())
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
                             ? people_words(point.value)
                             : value_cell(siting, shown, point.value, total),
                         gain_cell(siting, shown, point.gain, total), std::move(mark)});
    }
    std::string text = "What another stop pays: the best that so many stops can do\n";
    std::size_t width[3] = {0, 0, 0};
    for (const auto& row : cells)
        for (std::size_t c = 0; c < 3; ++c)
            width[c] = std::max(width[c], row[c].size());
    for (const auto& row : cells) {
        std::string line = fmt::format("  {:>{}}  {:>{}}  {:>{}}  {}", row[0], width[0], row[1],
                                       width[1], row[2], width[2], row[3]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text + "\n";
}

std::string doubts_text(const plan::SitingResults& siting, const TravelShown& shown) {
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
        table.add({fits ? what : doubt.name, people_words(doubt.total_need),
                   value_cell(siting, shown, doubt.plan_value, doubt.total_need),
                   value_cell(siting, shown, doubt.best.value, doubt.total_need),
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

std::string scenarios_text(const plan::SitingResults& siting, const TravelShown& shown) {
    const std::vector<std::string> names = siting.scenario_names();
    const bool own = std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name != "today" && name != "plan";
    });
    if (!own)
        return "";
    const auto part = [](const siting::GroupReach& group) {
        return fmt::format("{} ({})", people_words(group.after.people),
                           percent_words(group.after_share));
    };
    TextTable table;
    table.add({"", "stops", "in need", "newly", "mean, " + shown.unit, "all people"});
    for (const std::string& name : names) {
        const siting::PlanReach& reach = siting.scenarios.at(name);
        table.add({name, std::to_string(reach.stops.size()), part(reach.groups[0]),
                   people_words(reach.groups[0].newly.people), shown(reach.groups[0].mean_cost),
                   reach.groups.size() > 1 ? part(reach.groups[1]) : ""});
    }
    return (std::isfinite(siting.limit)
                ? fmt::format("Scenarios: who is within {} of an open site",
                              shown.limit(siting.limit))
                : std::string("Scenarios: who can travel to an open site")) +
           "\n" + table.text() + "\n";
}

std::string comparison_text(const study::Results& results, const siting::Comparison& comparison,
                            const std::string& a, const std::string& b) {
    constexpr std::size_t most = 8;
    const plan::SitingResults& siting = *results.siting;
    const TravelShown shown = travel_shown(results);
    std::string text = fmt::format("From \"{}\" to \"{}\"", printable(a), printable(b));
    if (std::isfinite(siting.limit))
        text += fmt::format(": who is within {} of an open site", shown.limit(siting.limit));
    TextTable groups;
    groups.add({"", "total", "gained", "lost", "in both", "in neither", "travel, " + shown.unit});
    for (std::size_t g = 0; g < comparison.groups.size(); ++g) {
        const siting::Comparison::Group& group = comparison.groups[g];
        const std::string label = g == 0                      ? "in need"
                                  : g == 1                    ? "all people"
                                  : group.description.empty() ? group.name
                                                              : group.description;
        const double change = group.mean_cost_change;
        groups.add({label, people_words(group.total), people_words(group.gained),
                    people_words(group.lost), people_words(group.in_both),
                    people_words(group.in_neither), (change > 0 ? "+" : "") + shown(change)});
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
                   (share > 0 ? "+" : "") + percent_words(share)});
    }
    return text +
           fmt::format("\n{}; the largest changes\n",
                       changed == 1 ? std::string("1 tract changes")
                                    : counted(changed, "tract", "tracts") + " change") +
           table.text();
}

} // namespace tractwise::report
