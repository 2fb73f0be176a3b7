// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/need.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/margins.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

constexpr std::array kRaceAndEthnicity = {"hispanic", "white_nh", "black_nh", "aian_nh",
                                          "asian_nh", "nhpi_nh",  "other_nh", "two_or_more_nh"};
constexpr std::array kOtherGroups = {"people_under_18", "people_18_to_64", "people_65_and_over",
                                     "uninsured_people", "no_vehicle_households"};

/// A column of a layer or of the index.
struct Known {
    std::string name, label, unit;
    const std::vector<double>* values = nullptr;
    const std::vector<double>* margin = nullptr; ///< null: none
    bool is_count() const {
        return unit == "people" || unit == "households" || unit == "housing units";
    }
    bool is_share() const { return unit == "share"; }
    bool empty() const {
        return std::all_of(values->begin(), values->end(), [](double v) { return std::isnan(v); });
    }
};

Known find_column(const SitingInputs& in, const std::string& name) {
    if (const tract::Column* column = in.table.find(name))
        return {name, column->info.label, column->info.unit, &column->values,
                column->margin.empty() ? nullptr : &column->margin};
    if (in.index != nullptr)
        if (const auto* values = index_column(*in.index, name))
            return {name, in.index->recipe.title, name.ends_with("_percentile") ? "share" : "score",
                    values, nullptr};
    return {};
}

/// The column that the study names under `key`, with values.
Known require_column(const SitingChoice& choice, const SitingInputs& in, const char* key,
                     const std::string& name) {
    Known column = find_column(in, name);
    if (column.values == nullptr) {
        std::vector<std::string> known = in.table.names();
        if (in.index != nullptr)
            for (const char* ending : {"_score", "_percentile"})
                known.push_back(in.index->recipe.id + ending);
        choice.declared.fail(key, fmt::format("there is no column \"{}\"", name),
                             suggestion(name, known));
    }
    if (column.empty())
        throw Error(ErrorKind::Input, fmt::format("column \"{}\" has no value in any tract", name),
                    {.where = choice.declared.where(key),
                     .hint = "the sources of its layer do not have it; `tractwise run` without "
                             "[siting] says why"});
    return column;
}

Known require_count(const SitingChoice& choice, const SitingInputs& in, const char* key,
                    const std::string& name) {
    Known column = require_column(choice, in, key, name);
    if (!column.is_count())
        choice.declared.fail(
            key, fmt::format("column \"{}\" counts nobody: its unit is {}", name, column.unit),
            "take a count, such as population or uninsured_people; a share may be a factor after "
            "it: need = [\"population\", \"poverty_150_share\"]");
    return column;
}

/// Everybody, from the population column, and where it is missing from the demand points.
TractCount everybody_of(const SitingInputs& in) {
    TractCount all{.name = "population", .description = "All people"};
    const bool counted =
        in.demand.kind != tract::DemandPoints::Kind::TractCentroids && in.demand.counts_people;
    const Known column = find_column(in, "population");
    if (column.values == nullptr || column.empty()) {
        if (!counted)
            throw Error(ErrorKind::Usage, "nothing says how many people live here",
                        {.hint = "add [layers.population], or [demand] with people"});
        all.people = in.demand.people_by_tract();
        return all;
    }
    all.people = *column.values;
    if (column.margin != nullptr)
        all.margin = *column.margin;
    const std::vector<double> homes = in.demand.people_by_tract();
    for (std::size_t t = 0; t < all.people.size(); ++t)
        if (std::isnan(all.people[t])) {
            all.people[t] = counted ? homes[t] : 0;
            if (!all.margin.empty())
                all.margin[t] = 0; // a census count, or nobody
        }
    return all;
}

/// Tracts that have no value where people live.
class MissingTracts {
public:
    MissingTracts(const SitingInputs& in, const TractCount& everybody, Finding finding)
        : in_(in), everybody_(everybody), finding_(std::move(finding)) {
        finding_.count = 0;
    }
    void add(std::size_t tract) {
        if (!(everybody_.people[tract] > 0))
            return;
        people_ += everybody_.people[tract];
        ++finding_.count;
        finding_.examples.push_back(in_.tracts.geoid(tract));
    }
    void report(Diagnostics& diagnostics) {
        if (finding_.count == 0)
            return;
        finding_.message = fmt::format(fmt::runtime(finding_.message), format_count(people_));
        diagnostics.add(std::move(finding_));
    }

private:
    const SitingInputs& in_;
    const TractCount& everybody_;
    Finding finding_;
    double people_ = 0;
};

TractCount group_of(const Known& column, const SitingInputs& in, const TractCount& everybody,
                    Diagnostics& diagnostics) {
    TractCount group{.name = column.name,
                     .description = column.label,
                     .people = *column.values,
                     .without_vehicle = column.name == "no_vehicle_households"};
    if (column.margin != nullptr)
        group.margin = *column.margin;
    MissingTracts missing(in, everybody,
                          {Severity::Note, "group-missing", column.name,
                           "tracts have no count of this group, which is nobody in the plan's "
                           "figures; {} people live there"});
    for (std::size_t t = 0; t < group.people.size(); ++t)
        if (std::isnan(group.people[t])) {
            missing.add(t);
            group.people[t] = 0;
            if (!group.margin.empty())
                group.margin[t] = 0;
        }
    missing.report(diagnostics);
    return group;
}

/// A percentile or share is 0..1 here; people write 75 and mean 0.75.
double threshold(const SitingChoice::Only& only, const Known& column) {
    return column.is_share() && only.at_least > 1 ? only.at_least / 100 : only.at_least;
}

/// "a risk percentile of 75", "poverty_150_share of 20 %": percent is not percentile.
std::string words_of(const Known& column, double amount) {
    const std::string percent = format_number(round_half_away(amount * 100, 6));
    constexpr std::string_view kPercentile = "_percentile";
    if (column.name.ends_with(kPercentile))
        return fmt::format("a {} percentile of {}",
                           column.name.substr(0, column.name.size() - kPercentile.size()), percent);
    return fmt::format("{} of {}", column.name,
                       column.is_share() ? percent + " %" : format_number(amount));
}

/// "the risk percentile", "households without a vehicle".
std::string factor_words(const Known& column) {
    for (const std::string_view of_index : {"_percentile", "_score"})
        if (column.name.ends_with(of_index))
            return fmt::format("the {} {}",
                               column.name.substr(0, column.name.size() - of_index.size()),
                               of_index.substr(1));
    std::string words = column.label;
    // Not of an abbreviation.
    if (words.size() > 1 && words[1] >= 'a' && words[1] <= 'z')
        words[0] = to_lower(words.substr(0, 1))[0];
    return words;
}

void add_need(NeedCounts& counts, const SitingChoice& choice, const SitingInputs& in,
              Diagnostics& diagnostics) {
    std::vector<Known> factors{require_count(choice, in, "need", choice.need.front())};
    for (std::size_t f = 1; f < choice.need.size(); ++f)
        factors.push_back(require_column(choice, in, "need", choice.need[f]));
    Known only;
    double at_least = 0;
    counts.words = factors.front().label;
    for (std::size_t f = 1; f < factors.size(); ++f)
        counts.words += " times " + factor_words(factors[f]);
    if (choice.only) {
        only = require_column(choice, in, "only", choice.only->column);
        at_least = threshold(*choice.only, only);
        if (only.is_share() && at_least > 1)
            choice.declared.fail("only", fmt::format("\"{}\" is never above 100 %", only.name));
        counts.words += " in tracts with " + words_of(only, at_least) + " or more";
    }
    counts.unit = factors.size() == 1 ? factors.front().unit : "weighted people";
    for (const Known& factor : factors)
        if (factor.margin == nullptr)
            counts.no_margin = fmt::format("no margins for {}", factor.name);

    TractCount& need = counts.need;
    need.name = "need";
    need.description = counts.words;
    need.without_vehicle = factors.front().name == "no_vehicle_households";
    need.people.assign(in.tracts.size(), 0);
    if (counts.no_margin.empty())
        need.margin.assign(in.tracts.size(), 0);
    MissingTracts missing(in, counts.everybody,
                          {Severity::Warning, "need-missing", join(choice.need, ", "),
                           "tracts have no value for the need and count as nobody in need; {} "
                           "people live there"});
    MissingTracts unranked(in, counts.everybody,
                           {Severity::Warning, "need-not-ranked", only.name,
                            "tracts have no value to tell whether they belong to the plan, and "
                            "count as nobody in need; {} people live there"});
    for (std::size_t t = 0; t < need.people.size(); ++t) {
        // Nobody there is nobody in need, whatever else is not known of the tract; but an estimate
        // of 0 has its margin.
        const bool nobody = (*factors.front().values)[t] == 0;
        if (only.values != nullptr && std::isnan((*only.values)[t])) {
            if (!nobody)
                unranked.add(t);
            continue;
        }
        if (only.values != nullptr && (*only.values)[t] < at_least)
            continue;
        layer::Estimate product{1, 0};
        for (const Known& factor : factors) {
            const layer::Estimate value{(*factor.values)[t],
                                        factor.margin != nullptr ? (*factor.margin)[t] : 0};
            if (value.value < 0 && !nobody)
                throw Error(ErrorKind::Input,
                            fmt::format("column \"{}\" is below 0 in tract {}, which is no need",
                                        factor.name, in.tracts.geoid(t)),
                            {.where = choice.declared.where("need"), .hint = {}});
            product = {product.value * value.value, layer::moe_of_product(product, value)};
        }
        if (std::isnan(product.value)) {
            if (!nobody)
                missing.add(t);
            continue;
        }
        if (nobody && std::isnan(product.moe))
            continue;
        need.people[t] = product.value;
        if (!need.margin.empty())
            need.margin[t] = product.moe;
    }
    missing.report(diagnostics);
    unranked.report(diagnostics);
}

void add_groups(NeedCounts& counts, const SitingChoice& choice, const SitingInputs& in,
                Diagnostics& diagnostics) {
    const auto add = [&](const Known& column) {
        const bool known = column.name == "population" ||
                           std::any_of(counts.groups.begin(), counts.groups.end(),
                                       [&](const TractCount& g) { return g.name == column.name; });
        if (!known)
            counts.groups.push_back(group_of(column, in, counts.everybody, diagnostics));
    };
    const auto add_where_known = [&](const char* name) {
        const Known column = find_column(in, name);
        if (column.values != nullptr && !column.empty())
            add(column);
    };
    for (const std::string& name : choice.groups)
        add(require_count(choice, in, "groups", name));
    if (choice.groups.empty()) {
        for (const char* name : kRaceAndEthnicity)
            add_where_known(name);
        for (const char* name : kOtherGroups)
            add_where_known(name);
    }
}

void add_fair_groups(NeedCounts& counts, const SitingChoice& choice, const SitingInputs& in,
                     Diagnostics& diagnostics) {
    std::vector<Known> columns;
    for (const std::string& name : choice.fair_groups)
        columns.push_back(require_count(choice, in, "fair_groups", name));
    if (choice.fair_groups.empty())
        for (const char* name : kRaceAndEthnicity)
            if (const Known column = find_column(in, name);
                column.values != nullptr && !column.empty())
                columns.push_back(column);
    for (const Known& column : columns) {
        Diagnostics said; // where the group is one of the groups too
        TractCount group =
            group_of(column, in, counts.everybody, choice.groups.empty() ? said : diagnostics);
        // The coverage of nobody is no number that could be the worst.
        if (std::accumulate(group.people.begin(), group.people.end(), 0.0) > 0)
            counts.fair.push_back(std::move(group));
        else
            diagnostics.add({Severity::Note,
                             "fair-group-empty",
                             column.name,
                             "nobody is in this group, so the plan does not look at it",
                             1,
                             {}});
    }
    if (counts.fair.empty())
        choice.declared.fail(
            "objective",
            fmt::format("objective \"{}\" needs groups of people, and no layer counts any by race "
                        "or ethnicity",
                        name_of(choice.spec.objective)),
            "add fair_groups = [\"uninsured_people\", ...], or sources with those counts");
}

} // namespace

NeedCounts need_counts(const SitingChoice& choice, const SitingInputs& in,
                       Diagnostics& diagnostics) {
    NeedCounts counts;
    counts.everybody = everybody_of(in);
    add_need(counts, choice, in, diagnostics);
    add_groups(counts, choice, in, diagnostics);
    if (choice.spec.objective == siting::Objective::MaxMin ||
        choice.spec.objective == siting::Objective::FairShare)
        add_fair_groups(counts, choice, in, diagnostics);
    return counts;
}

std::vector<double> without_vehicle(const SitingInputs& in) {
    const Known column = find_column(in, "no_vehicle_share");
    if (column.values == nullptr || column.empty())
        return {};
    std::vector<double> share = *column.values;
    for (double& value : share)
        value = std::isnan(value) ? 0 : value;
    return share;
}

} // namespace tractwise::plan
