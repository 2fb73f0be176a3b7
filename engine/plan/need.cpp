// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/need.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/io/amount.hpp"
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

bool is_count(const tract::Column& column) {
    const std::string& unit = column.info.unit;
    return unit == "people" || unit == "households" || unit == "housing units";
}

/// 0..1, and never above.
bool is_fraction(const tract::Column& column) {
    return column.info.unit == "share" || column.info.unit == "percentile";
}

bool is_empty(const tract::Column& column) {
    return std::all_of(column.values.begin(), column.values.end(),
                       [](double v) { return std::isnan(v); });
}

/// Null where the table has no such column or no value of it.
const tract::Column* find_known(const SitingInputs& in, const char* name) {
    const tract::Column* column = in.table.find(name);
    return column == nullptr || is_empty(*column) ? nullptr : column;
}

/// The column that the study names under `key`, with values.
const tract::Column& require_column(const SitingChoice& choice, const SitingInputs& in,
                                    const char* key, const std::string& name) {
    const tract::Column* column = in.table.find(name);
    if (column == nullptr)
        choice.declared.fail(key, fmt::format("there is no column \"{}\"", name),
                             suggestion(name, in.table.names()));
    if (is_empty(*column))
        throw Error(ErrorKind::Input, fmt::format("column \"{}\" has no value in any tract", name),
                    {.where = choice.declared.where(key),
                     .hint = "the sources of its layer do not have it; `tractwise run` without "
                             "[siting] says why"});
    return *column;
}

const tract::Column& require_count(const SitingChoice& choice, const SitingInputs& in,
                                   const char* key, const std::string& name) {
    const tract::Column& column = require_column(choice, in, key, name);
    if (!is_count(column))
        choice.declared.fail(
            key, fmt::format("column \"{}\" counts nobody: its unit is {}", name, column.info.unit),
            "take a count, such as population or uninsured_people; a share may be a factor after "
            "it: need = [\"population\", \"poverty_150_share\"]");
    return column;
}

/// Counts that no tract can have would make everybody else nobody: a plan is not made of them.
void refuse_impossible(const tract::Column& column, const SitingInputs& in) {
    for (std::size_t t = 0; t < column.values.size(); ++t) {
        const double value = column.values[t];
        if (value < 0 || value > io::kPeople.most)
            throw Error(ErrorKind::Input,
                        fmt::format("column \"{}\" is {} in tract {}, which no plan can be made of",
                                    column.info.name, format_number(value), in.tracts.geoid(t)),
                        {.where = column.info.source,
                         .hint =
                             "the finding \"out-of-range\" of a run without [siting] lists such "
                             "tracts; correct the file"});
    }
}

/// Everybody, from the population column, and where it is missing from the demand points.
TractCount everybody_of(const SitingInputs& in) {
    TractCount all{.name = "population", .description = "All people"};
    const bool counted =
        in.demand.kind != tract::DemandPoints::Kind::TractCentroids && in.demand.counts_people;
    const tract::Column* column = find_known(in, "population");
    if (column == nullptr) {
        if (!counted)
            throw Error(ErrorKind::Usage, "nothing says how many people live here",
                        {.hint = "add [layers.population], or [demand] with people"});
        all.people = in.demand.people_by_tract();
        return all;
    }
    refuse_impossible(*column, in);
    all.people = column->values;
    all.margin = column->margin;
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

TractCount group_of(const tract::Column& column, const SitingInputs& in,
                    const TractCount& everybody, Diagnostics& diagnostics) {
    refuse_impossible(column, in);
    TractCount group{.name = column.info.name,
                     .description = column.info.label,
                     .people = column.values,
                     .margin = column.margin,
                     .without_vehicle = column.info.name == "no_vehicle_households"};
    MissingTracts missing(in, everybody,
                          {Severity::Note, "group-missing", column.info.name,
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
double threshold(const SitingChoice::Only& only, const tract::Column& column) {
    return is_fraction(column) && only.at_least > 1 ? only.at_least / 100 : only.at_least;
}

/// "a risk percentile of 75", "poverty_150_share of 20 %": percent is not percentile.
std::string words_of(const tract::Column& column, double amount) {
    const std::string& name = column.info.name;
    const std::string percent = format_number(round_half_away(amount * 100, 6));
    if (const auto overall = index::overall_name(name); overall && overall->what == "percentile")
        return fmt::format("a {} percentile of {}", overall->recipe, percent);
    return fmt::format("{} of {}", name,
                       is_fraction(column) ? percent + " %" : format_number(amount));
}

/// "the risk percentile", "households without a vehicle".
std::string factor_words(const tract::Column& column) {
    if (const auto overall = index::overall_name(column.info.name))
        return fmt::format("the {} {}", overall->recipe, overall->what);
    std::string words = column.info.label;
    // Not of an abbreviation.
    if (words.size() > 1 && words[1] >= 'a' && words[1] <= 'z')
        words[0] = to_lower(words.substr(0, 1))[0];
    return words;
}

void add_need(NeedCounts& counts, const SitingChoice& choice, const SitingInputs& in,
              Diagnostics& diagnostics) {
    std::vector<const tract::Column*> factors{
        &require_count(choice, in, "need", choice.need.front())};
    for (std::size_t f = 1; f < choice.need.size(); ++f)
        factors.push_back(&require_column(choice, in, "need", choice.need[f]));
    const tract::Column& counted = *factors.front();
    for (const tract::Column* factor : factors)
        if (is_count(*factor))
            refuse_impossible(*factor, in);
    const tract::Column* only = nullptr;
    double at_least = 0;
    counts.words = counted.info.label;
    for (std::size_t f = 1; f < factors.size(); ++f)
        counts.words += " times " + factor_words(*factors[f]);
    if (choice.only) {
        only = &require_column(choice, in, "only", choice.only->column);
        at_least = threshold(*choice.only, *only);
        if (is_fraction(*only) && at_least > 1)
            choice.declared.fail("only",
                                 fmt::format("\"{}\" is never above 100 %", only->info.name));
        counts.words += " in tracts with " + words_of(*only, at_least) + " or more";
    }
    counts.unit = factors.size() == 1 ? counted.info.unit : "weighted people";
    for (const tract::Column* factor : factors)
        if (factor->margin.empty())
            counts.no_margin = fmt::format("no margins for {}", factor->info.name);

    TractCount& need = counts.need;
    need.name = "need";
    need.description = counts.words;
    need.without_vehicle = counted.info.name == "no_vehicle_households";
    need.people.assign(in.tracts.size(), 0);
    if (counts.no_margin.empty())
        need.margin.assign(in.tracts.size(), 0);
    MissingTracts missing(in, counts.everybody,
                          {Severity::Warning, "need-missing", join(choice.need, ", "),
                           "tracts have no value for the need and count as nobody in need; {} "
                           "people live there"});
    MissingTracts unranked(in, counts.everybody,
                           {Severity::Warning, "need-not-ranked",
                            choice.only ? choice.only->column : "",
                            "tracts have no value to tell whether they belong to the plan, and "
                            "count as nobody in need; {} people live there"});
    for (std::size_t t = 0; t < need.people.size(); ++t) {
        // Nobody there is nobody in need, whatever else is not known of the tract; but an estimate
        // of 0 has its margin.
        const bool nobody = counted.values[t] == 0;
        if (only != nullptr && std::isnan(only->values[t])) {
            if (!nobody)
                unranked.add(t);
            continue;
        }
        if (only != nullptr && only->values[t] < at_least)
            continue;
        layer::Estimate product{1, 0};
        for (const tract::Column* factor : factors) {
            const layer::Estimate value{factor->values[t],
                                        factor->margin.empty() ? 0 : factor->margin[t]};
            if (value.value < 0 && !nobody)
                throw Error(ErrorKind::Input,
                            fmt::format("column \"{}\" is below 0 in tract {}, which is no need",
                                        factor->info.name, in.tracts.geoid(t)),
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
    const auto add = [&](const tract::Column& column) {
        const std::string& name = column.info.name;
        const bool known = name == "population" ||
                           std::any_of(counts.groups.begin(), counts.groups.end(),
                                       [&](const TractCount& g) { return g.name == name; });
        if (!known)
            counts.groups.push_back(group_of(column, in, counts.everybody, diagnostics));
    };
    const auto add_where_known = [&](const char* name) {
        if (const tract::Column* column = find_known(in, name))
            add(*column);
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
    std::vector<const tract::Column*> columns;
    for (const std::string& name : choice.fair_groups)
        columns.push_back(&require_count(choice, in, "fair_groups", name));
    if (choice.fair_groups.empty())
        for (const char* name : kRaceAndEthnicity)
            if (const tract::Column* column = find_known(in, name))
                columns.push_back(column);
    for (const tract::Column* column : columns) {
        Diagnostics said; // where the group is one of the groups too
        TractCount group =
            group_of(*column, in, counts.everybody, choice.groups.empty() ? said : diagnostics);
        // The coverage of nobody is no number that could be the worst.
        if (std::accumulate(group.people.begin(), group.people.end(), 0.0) > 0)
            counts.fair.push_back(std::move(group));
        else
            diagnostics.add({Severity::Note,
                             "fair-group-empty",
                             column->info.name,
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
    const tract::Column* column = find_known(in, "no_vehicle_share");
    if (column == nullptr)
        return {};
    std::vector<double> share = column->values;
    for (double& value : share)
        value = std::isnan(value) ? 0 : value;
    return share;
}

namespace {

/// Each demand point's share of its tract's people; 1 / n where none of its n points has any.
std::vector<double> shares_of_tract(const tract::DemandPoints& demand, std::vector<char>& evenly) {
    std::vector<double> share(demand.size(), 0);
    const std::vector<double> people = demand.people_by_tract();
    for (std::size_t t = 0; t + 1 < demand.first.size(); ++t)
        for (std::size_t i = demand.first[t]; i < demand.first[t + 1]; ++i) {
            evenly[t] = people[t] > 0 ? 0 : 1;
            share[i] = people[t] > 0
                           ? demand.people[i] / people[t]
                           : 1 / static_cast<double>(demand.first[t + 1] - demand.first[t]);
        }
    return share;
}

class Spreader {
public:
    Spreader(const tract::DemandPoints& demand, std::span<const double> without_vehicle,
             std::span<const char> placed, std::vector<double> share)
        : demand_(demand), without_vehicle_(without_vehicle), placed_(placed),
          share_(std::move(share)) {}

    bool two_ways() const { return !without_vehicle_.empty(); }
    std::size_t rows() const { return demand_.size() * (two_ways() ? 2 : 1); }

    /// Of everybody, also those who are not placed.
    std::vector<double> all(const TractCount& count) const {
        std::vector<double> people(rows());
        for (std::size_t i = 0; i < demand_.size(); ++i) {
            const std::size_t tract = demand_.tract[i];
            const double here = count.people[tract] * share_[i];
            if (!two_ways()) {
                people[i] = here;
                continue;
            }
            const double without = count.without_vehicle ? 1 : without_vehicle_[tract];
            people[2 * i] = here * (1 - without);
            people[2 * i + 1] = here * without;
        }
        return people;
    }
    access::PeopleGroup placed(const TractCount& count) const {
        access::PeopleGroup group{count.name, count.description, all(count)};
        for (std::size_t row = 0; row < group.people.size(); ++row)
            if (placed_[row] == 0)
                group.people[row] = 0;
        return group;
    }

private:
    const tract::DemandPoints& demand_;
    std::span<const double> without_vehicle_;
    std::span<const char> placed_;
    std::vector<double> share_;
};

void report_tracts(const NeedCounts& counts, const SitingInputs& in,
                   const std::vector<char>& evenly, Diagnostics& diagnostics) {
    Finding even{Severity::Note,
                 "need-without-people",
                 "siting",
                 "tracts have people in need, but their demand points count nobody; the need is "
                 "spread evenly over them",
                 0,
                 {}};
    Finding nowhere{Severity::Warning, "need-without-point", "siting", "", 0, {}};
    double lost = 0;
    for (std::size_t t = 0; t < in.tracts.size(); ++t) {
        if (!(counts.need.people[t] > 0))
            continue;
        const bool points = in.demand.first[t] < in.demand.first[t + 1];
        if (points && evenly[t] == 0)
            continue;
        Finding& finding = points ? even : nowhere;
        lost += points ? 0 : counts.need.people[t];
        ++finding.count;
        finding.examples.push_back(in.tracts.geoid(t));
    }
    nowhere.message = fmt::format("tracts with {} in need have no demand point; nothing says where "
                                  "they live, and the plan does not count them",
                                  format_count(lost));
    if (even.count > 0)
        diagnostics.add(std::move(even));
    if (nowhere.count > 0)
        diagnostics.add(std::move(nowhere));
}

} // namespace

NeedRows need_rows(const NeedCounts& counts, const SitingInputs& in,
                   std::span<const double> without_vehicle, std::span<const char> placed,
                   Diagnostics& diagnostics) {
    std::vector<char> evenly(in.tracts.size(), 0);
    const Spreader spread(in.demand, without_vehicle, placed, shares_of_tract(in.demand, evenly));
    report_tracts(counts, in, evenly, diagnostics);

    NeedRows rows;
    rows.homes.areas = in.tracts.size();
    const std::size_t each = spread.two_ways() ? 2 : 1;
    for (std::size_t row = 0; row < spread.rows(); ++row) {
        const std::size_t i = row / each;
        const std::string& id = i < in.demand.id.size() ? in.demand.id[i] : std::string();
        rows.homes.area.push_back(in.demand.tract[i]);
        rows.place.push_back(in.demand.place[i]);
        rows.id.push_back(id.empty() ? in.tracts.geoid(in.demand.tract[i]) : id);
    }
    const auto survey = [&](const TractCount& count) {
        rows.homes.groups.push_back({spread.placed(count), count.margin});
    };
    survey(counts.need);
    survey(counts.everybody);
    for (const TractCount& group : counts.groups)
        survey(group);
    for (const TractCount& group : counts.fair)
        rows.fair.push_back(spread.placed(group));

    const std::vector<double> need = spread.all(counts.need), all = spread.all(counts.everybody);
    Finding unplaced{Severity::Warning, "need-not-placed", "siting", "", 0, {}};
    double in_need = 0, people = 0;
    for (std::size_t row = 0; row < need.size(); ++row)
        if (placed[row] == 0 && (need[row] > 0 || all[row] > 0)) {
            in_need += need[row];
            people += all[row];
            ++unplaced.count;
            unplaced.examples.push_back(rows.id[row]);
        }
    if (unplaced.count > 0) {
        unplaced.message = fmt::format(
            "demand points are on no street or in no table of travel; of their {} people, {} in "
            "need, nothing is known, and no figure of the plan counts them",
            format_count(people), format_count(in_need));
        diagnostics.add(std::move(unplaced));
    }
    return rows;
}

} // namespace tractwise::plan
