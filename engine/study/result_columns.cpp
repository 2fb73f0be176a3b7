// SPDX-License-Identifier: Apache-2.0
#include "engine/study/result_columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/value_words.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

/// Contributions exist where every level above is a mean or a sum.
bool has_contribution(const index::IndexResult& index, std::size_t part) {
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (!std::isnan(index.contribution(part, row)))
            return true;
    return false;
}

/// "within 15 min", or "within any reach" where no limit says what reached means.
std::string within_words(const Results& results) {
    const plan::SitingResults& siting = *results.siting;
    if (!std::isfinite(siting.limit))
        return "within any reach";
    // In the words of the question, where it is still the one that was answered.
    if (results.study.siting && !results.study.siting->within.empty()) {
        const plan::TravelLimit& asked = results.study.siting->within.back();
        if (asked.unit != plan::TravelLimit::Unit::OfCost &&
            asked.in(siting.problem->costs.unit()) == siting.limit)
            return "within " + asked.text();
    }
    return "within " + tract::value_words(siting.limit, siting.unit);
}

/// Need or people per tract, over the homes that `counts` says.
template <typename Counts>
std::vector<double> sum_by_tract(const siting::Homes& homes, std::size_t group,
                                 const Counts& counts) {
    std::vector<double> sum(homes.areas, 0);
    const std::vector<double>& people = homes.groups[group].group.people;
    for (std::size_t home = 0; home < people.size(); ++home)
        if (people[home] > 0 && counts(home))
            sum[homes.area[home]] += people[home];
    return sum;
}

/// Per home: whether one of these sites is within the limit.
std::vector<char> within_limit(const plan::SitingResults& siting,
                               std::span<const std::uint32_t> sites) {
    std::vector<char> open(siting.problem->sites.size(), 0);
    for (const std::uint32_t site : sites)
        open[site] = 1;
    const access::CostMatrix& costs = siting.problem->costs;
    std::vector<char> reached(costs.origins(), 0);
    for (std::size_t home = 0; home < costs.origins(); ++home)
        for (const access::CostMatrix::Entry pair : costs.row(home))
            if (open[pair.destination] != 0 && pair.cost <= siting.limit)
                reached[home] = 1;
    return reached;
}

/// "Reached, with the plan − today": what the two labels share up to a comma stands once.
std::string difference_label(const std::string& a, const std::string& b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t same = 0, shared = 0;
    while (same < shorter && a[same] == b[same])
        if (a[same++] == ' ' && same > 1 && a[same - 2] == ',')
            shared = same;
    return a + " − " + b.substr(shared);
}

/// Units in which a difference is no longer what it was.
struct PointsUnit {
    std::string_view unit, points;
};
constexpr PointsUnit kPoints[] = {{"share", "percentage points"},
                                  {"percentile", "percentile points"}};

} // namespace

bool has_source(const tract::Column& column) {
    return column.reasons.empty() ||
           !std::all_of(column.reasons.begin(), column.reasons.end(),
                        [](io::Missing reason) { return reason == io::Missing::NoSource; });
}

const tract::Column* raw_column(const Results& results, const index::IndexPart& part) {
    if (!part.is_indicator)
        return nullptr;
    for (const tract::Column& column : results.index->derived)
        if (column.info.name == part.column)
            return &column;
    return results.table->find(part.column);
}

ResultColumns::ResultColumns(std::shared_ptr<const Results> results)
    : results_(std::move(results)) {
    if (results_->index)
        declare_index();
    for (const auto& column : results_->table->columns())
        if (has_source(*column) && !has(column->info.name))
            infos_.push_back(column->info);
    if (results_->siting)
        declare_plan();
}

void ResultColumns::declare_index() {
    const int vintage = results_->tracts->vintage();
    const index::IndexResult& index = *results_->index;
    const index::IndexRecipe& recipe = index.recipe;
    const std::string source = "recipe " + recipe.id;
    const auto add = [&](tract::ColumnInfo info) {
        if (!has(info.name))
            infos_.push_back(std::move(info));
    };
    add({.name = recipe.id + "_percentile",
         .label = recipe.title,
         .unit = "percentile",
         .formula = "share of ranked tracts of the reference that are better off",
         .source = source,
         .vintage = vintage,
         .direction = tract::Direction::HigherIsWorse});
    add({.name = recipe.id + "_score",
         .label = recipe.title + ": score",
         .unit = "score",
         .source = source,
         .vintage = vintage,
         .direction = recipe.direction});
    add({.name = recipe.id + "_rank",
         .label = recipe.title + ": rank (1 = worst off)",
         .unit = "rank",
         .source = source,
         .vintage = vintage,
         .direction = tract::Direction::HigherIsBetter});
    for (std::size_t part = 0; part < index.parts.size(); ++part)
        if (has_contribution(index, part))
            add({.name = recipe.id + "_part_" + index.parts[part].name,
                 .label = index.parts[part].label + ": part of the score",
                 .unit = "score",
                 .source = source,
                 .vintage = vintage,
                 .direction = recipe.direction});
    for (tract::Column& column : index.columns())
        if (!has(column.info.name)) {
            infos_.push_back(column.info);
            made_.emplace(infos_.back().name, std::move(column));
        }
}

void ResultColumns::declare_plan() {
    const plan::SitingResults& siting = *results_->siting;
    const std::string within = within_words(*results_);
    const auto add = [&](tract::ColumnInfo info) {
        if (has(info.name))
            return false;
        info.source = "plan of the study";
        info.vintage = results_->tracts->vintage();
        infos_.push_back(std::move(info));
        return true;
    };
    const auto share_of = [&](const std::string& scenario, const std::string& when) {
        const std::string name = "reach_" + scenario + "_share";
        if (add({.name = name,
                 .label = fmt::format("In need and {} of an open site, {}", within, when),
                 .unit = "share",
                 .universe = siting.need_words,
                 .formula =
                     fmt::format("need of homes {} of a site that is open, over the need", within),
                 .direction = tract::Direction::HigherIsBetter}))
            scenario_of_.emplace(name, scenario);
    };
    share_of("today", "today");
    share_of("plan", "with the plan");
    for (const auto& [name, reach] : siting.scenarios)
        if (name != "today" && name != "plan")
            share_of(name, fmt::format("with \"{}\"", name));
    add({.name = "reach_plan_newly",
         .label = fmt::format("In need and newly {} of an open site", within),
         .unit = siting.need_unit,
         .universe = siting.need_words,
         .formula = fmt::format("need of homes {} of a stop, but of no existing site", within),
         .direction = tract::Direction::HigherIsBetter});
    add({.name = "nearest_open_cost",
         .label = "Travel to the nearest open site, with the plan",
         .unit = siting.unit,
         .universe = "people " + within + " of an open site",
         .formula = "mean by people: " + siting.travel_words,
         .direction = tract::Direction::HigherIsWorse});
}

bool ResultColumns::has(std::string_view name) const {
    return info(name) != nullptr;
}

const tract::ColumnInfo* ResultColumns::info(std::string_view name) const {
    const auto found =
        std::find_if(infos_.begin(), infos_.end(),
                     [&](const tract::ColumnInfo& info) { return info.name == name; });
    return found == infos_.end() ? nullptr : &*found;
}

const tract::Column* ResultColumns::find(std::string_view name) const {
    if (!has(name))
        return nullptr;
    // A name of the index wins over a layer's, as in the exports.
    auto made = made_.find(name);
    if (made == made_.end()) {
        if (const tract::Column* column = results_->table->find(name))
            if (column->info == *info(name))
                return column;
        made = made_.emplace(std::string(name), make(name)).first;
    }
    return &made->second;
}

const tract::Column& ResultColumns::operator[](std::string_view name) const {
    if (const tract::Column* column = find(name))
        return *column;
    std::vector<std::string> names;
    for (const tract::ColumnInfo& info : infos_)
        names.push_back(info.name);
    throw Error(ErrorKind::Usage, fmt::format("there is no column \"{}\"", name),
                {.hint = suggestion(std::string(name), names)});
}

std::string ResultColumns::first_choice() const {
    for (const tract::ColumnInfo& info : infos_)
        if (info.direction != tract::Direction::Context)
            return info.name;
    return infos_.empty() ? std::string() : infos_.front().name;
}

void ResultColumns::add(tract::Column column) {
    if (has(column.info.name))
        throw Error(ErrorKind::Usage,
                    fmt::format("there is a column \"{}\" already", column.info.name));
    if (column.values.size() != results_->tracts->size())
        throw Error(ErrorKind::Internal,
                    fmt::format("column \"{}\" has {} values for {} tracts", column.info.name,
                                column.values.size(), results_->tracts->size()));
    infos_.push_back(column.info);
    made_.insert_or_assign(infos_.back().name, std::move(column));
}

tract::Column ResultColumns::make(std::string_view name) const {
    if (results_->siting &&
        (scenario_of_.contains(name) || name == "reach_plan_newly" || name == "nearest_open_cost"))
        return make_of_plan(name);
    const index::IndexResult& index = *results_->index;
    const std::string_view key = name.substr(index.recipe.id.size() + 1);
    tract::Column column;
    column.info = *info(name);
    if (key == "score")
        column.values = index.score;
    else if (key == "percentile")
        column.values = index.percentile;
    else if (key == "rank")
        for (const std::uint32_t rank : index.rank)
            column.values.push_back(rank == 0 ? std::nan("") : static_cast<double>(rank));
    else
        for (std::size_t part = 0; part < index.parts.size(); ++part)
            if (key == "part_" + index.parts[part].name)
                column.values = index.contributions(part);
    if (std::any_of(column.values.begin(), column.values.end(),
                    [](double value) { return std::isnan(value); })) {
        column.reasons.resize(column.values.size(), io::Missing::None);
        for (std::size_t row = 0; row < column.values.size(); ++row)
            if (std::isnan(column.values[row]))
                column.reasons[row] = index.reason[row] == io::Missing::None
                                          ? io::Missing::Dependent
                                          : index.reason[row];
    }
    return column;
}

tract::Column ResultColumns::make_of_plan(std::string_view name) const {
    const auto share = scenario_of_.find(name);
    tract::Column column = share != scenario_of_.end()  ? reach_share(share->second)
                           : name == "reach_plan_newly" ? newly_reached()
                                                        : nearest_cost();
    column.info = *info(name);
    return column;
}

io::Missing ResultColumns::why_no_need(std::size_t tract) const {
    if (results_->study.siting)
        for (const std::string& need : results_->study.siting->need)
            if (const tract::Column* column = find(need);
                column && std::isnan(column->values[tract]))
                return io::Missing::Dependent;
    return io::Missing::ZeroDenominator;
}

tract::Column ResultColumns::reach_share(const std::string& scenario) const {
    const plan::SitingResults& siting = *results_->siting;
    const std::vector<char> reached = within_limit(siting, siting.open_in(scenario));
    const auto everybody = [](std::size_t) { return true; };
    const std::vector<double> need = sum_by_tract(*siting.homes, 0, everybody);
    tract::Column column;
    column.values = sum_by_tract(*siting.homes, 0, [&](std::size_t home) { return reached[home]; });
    for (std::size_t t = 0; t < need.size(); ++t)
        if (need[t] > 0)
            column.values[t] /= need[t];
        else
            column.set_missing(t, why_no_need(t));
    return column;
}

tract::Column ResultColumns::newly_reached() const {
    const plan::SitingResults& siting = *results_->siting;
    const std::vector<char> before = within_limit(siting, siting.open_in("today"));
    const std::vector<char> stop = within_limit(siting, siting.reach.stops);
    const siting::SurveyGroup& group = siting.homes->groups[0];
    const auto everybody = [](std::size_t) { return true; };
    const std::vector<double> need = sum_by_tract(*siting.homes, 0, everybody);
    tract::Column column;
    column.values = sum_by_tract(
        *siting.homes, 0, [&](std::size_t home) { return before[home] == 0 && stop[home] != 0; });
    for (std::size_t t = 0; t < need.size(); ++t) {
        if (!group.margin.empty())
            column.margin.push_back(need[t] > 0 ? group.margin[t] * column.values[t] / need[t]
                                                : std::nan(""));
        // Nobody in need is nobody newly reached; an unknown need is not.
        if (!(need[t] > 0))
            if (const io::Missing why = why_no_need(t); why == io::Missing::Dependent)
                column.set_missing(t, why);
    }
    return column;
}

tract::Column ResultColumns::nearest_cost() const {
    const plan::SitingResults& siting = *results_->siting;
    const siting::Homes& homes = *siting.homes;
    const std::vector<double>& people = homes.groups[homes.everybody()].group.people;
    std::vector<double> traveling(homes.areas, 0);
    tract::Column column;
    column.values.assign(homes.areas, 0);
    for (std::size_t home = 0; home < people.size(); ++home)
        if (people[home] > 0 && !std::isnan(siting.nearest_cost[home])) {
            traveling[homes.area[home]] += people[home];
            column.values[homes.area[home]] += people[home] * siting.nearest_cost[home];
        }
    const std::vector<double> all =
        sum_by_tract(homes, homes.everybody(), [](std::size_t) { return true; });
    for (std::size_t t = 0; t < homes.areas; ++t)
        if (traveling[t] > 0)
            column.values[t] /= traveling[t];
        else
            column.set_missing(t, all[t] > 0 ? io::Missing::OutOfReach : io::Missing::NoPeople);
    return column;
}

tract::Column difference(const tract::Column& a, const tract::Column& b) {
    if (a.info.unit != b.info.unit)
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" is in {} and \"{}\" in {}", a.info.label,
                                tract::unit_words(a.info.unit), b.info.label,
                                tract::unit_words(b.info.unit)),
                    {.hint = "two columns of one unit have a difference"});
    if (a.values.size() != b.values.size())
        throw Error(ErrorKind::Internal, "columns of two sets of tracts have no difference");
    tract::Column column;
    column.info = a.info;
    column.info.name = a.info.name + "_less_" + b.info.name;
    column.info.label = difference_label(a.info.label, b.info.label);
    column.info.formula = a.info.name + " - " + b.info.name;
    if (a.info.source != b.info.source)
        column.info.source = a.info.source + "; " + b.info.source;
    column.info.universe = a.info.universe == b.info.universe ? a.info.universe : "";
    column.info.direction =
        a.info.direction == b.info.direction ? a.info.direction : tract::Direction::Context;
    double scale = 1;
    for (const PointsUnit& unit : kPoints)
        if (a.info.unit == unit.unit) {
            column.info.unit = unit.points;
            scale = 100;
        }
    const bool margins = !a.margin.empty() && !b.margin.empty();
    for (std::size_t row = 0; row < a.values.size(); ++row) {
        column.values.push_back((a.values[row] - b.values[row]) * scale);
        if (margins)
            column.margin.push_back(std::hypot(a.margin[row], b.margin[row]) * scale);
    }
    for (std::size_t row = 0; row < a.values.size(); ++row)
        if (std::isnan(column.values[row]))
            column.set_missing(row, std::isnan(a.values[row]) ? a.reason(row) : b.reason(row));
    return column;
}

} // namespace tractwise::study
