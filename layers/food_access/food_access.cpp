// SPDX-License-Identifier: Apache-2.0
#include "layers/food_access/food_access.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include "engine/core/numbers.hpp"
#include "engine/layer/layer_columns.hpp"
#include "engine/layer/table_layer.hpp"
#include "layers/food_access/stores.hpp"
#include "layers/food_access/usda.hpp"
#include "layers/proximity.hpp"
#include "layers/travel_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <initializer_list>

namespace tractwise::layers {
namespace {

/// Flag columns are 0, 1 or NaN; a flag made from a NaN is NaN.
template <typename Rule, typename... Columns>
std::vector<double> flags(Rule rule, const Columns&... columns) {
    const std::size_t n = std::get<0>(std::tie(columns...)).size();
    std::vector<double> result(n, kNaN);
    for (std::size_t t = 0; t < n; ++t)
        if (!(std::isnan(columns[t]) || ...))
            result[t] = rule(columns[t]...) ? 1 : 0;
    return result;
}

const std::vector<double>& values(const layer::LayerColumns& made, const char* name) {
    return made.find(name)->values;
}

constexpr std::pair<const char*, double> kLimits[] = {
    {"half_mi", kMile / 2}, {"1mi", kMile}, {"10mi", 10 * kMile}, {"20mi", 20 * kMile}};

void add_distances(layer::LayerColumns& made, const Proximity& near) {
    made.add("supermarket_nearest_m", near.mean_m());
    for (const auto& [name, limit] : kLimits) {
        const std::string stem = std::string("supermarket_beyond_") + name;
        made.add(stem + "_people", near.people_beyond(limit), near.why_no_people());
        made.add(stem + "_share", near.share_beyond(limit));
    }
}

void add_store_counts(layer::LayerColumns& made, const Stores& stores,
                      const tract::DemandPoints& homes, const Progress& progress) {
    auto means = mean_counts_within(stores.places,
                                    {stores.supermarket, stores.grocery, stores.convenience,
                                     stores.other, stores.food, stores.healthy},
                                    homes, kMile, progress.part(0.4, 0.6));
    const std::vector<double>& food = means[4];
    std::vector<double> ratio = means[5];
    // What an area is pooled from: stores within reach, each as often as somebody reaches it.
    const std::vector<double> people = homes.people_by_tract();
    tract::Counts reached_healthy, reached_any;
    for (std::size_t t = 0; t < ratio.size(); ++t) {
        reached_healthy.values.push_back(ratio[t] * people[t]);
        reached_any.values.push_back(food[t] * people[t]);
    }
    for (std::size_t t = 0; t < ratio.size(); ++t)
        ratio[t] = food[t] > 0 ? ratio[t] / food[t] : kNaN;
    tract::Column& healthy =
        made.add("healthy_food_ratio", std::move(ratio), io::Missing::ZeroDenominator);
    for (std::size_t t = 0; t < food.size(); ++t)
        if (std::isnan(food[t]))
            healthy.set_missing(t, io::Missing::NoPeople);
    healthy.info.pooling = tract::Pooling::Ratio;
    healthy.part = std::make_shared<tract::Counts>(std::move(reached_healthy));
    healthy.whole = std::make_shared<tract::Counts>(std::move(reached_any));
    constexpr const char* kNames[] = {"supermarkets", "grocery_stores", "convenience_stores",
                                      "other_food_stores", "food_stores"};
    for (std::size_t k = 0; k < std::size(kNames); ++k)
        made.add(std::string(kNames[k]) + "_within_1mi", std::move(means[k]));
}

/// Households without a vehicle are known per tract only; they are taken to live where the people
/// live, so the part of them beyond half a mile is the part of the people beyond half a mile.
void add_no_vehicle(layer::LayerColumns& made, const Proximity& near,
                    const layer::LayerContext& in) {
    const std::vector<double> beyond = near.of_those_without_vehicle().share_beyond(kMile / 2);
    constexpr std::pair<const char*, const char*> kPairs[] = {
        {"no_vehicle_households", "no_vehicle_beyond_half_mile_households"},
        {"no_vehicle_share", "no_vehicle_beyond_half_mile_share"}};
    for (const auto& [from, to] : kPairs) {
        const tract::Column* all = in.table.find(from);
        std::vector<double> part(beyond.size(), kNaN);
        if (!all) {
            in.diagnostics.add({Severity::Warning,
                                "needs-layer",
                                "food_access",
                                std::string(to) + " is missing everywhere: it needs the column " +
                                    from + " of layer social, which the study does not run",
                                1,
                                {}});
            made.add(to, std::move(part), io::Missing::NoSource);
            continue;
        }
        for (std::size_t t = 0; t < part.size(); ++t)
            part[t] = all->values[t] * beyond[t];
        tract::Column& column = made.add(to, std::move(part), io::Missing::NoPeople);
        column.margin = all->margin;
        for (std::size_t t = 0; t < column.margin.size(); ++t)
            column.margin[t] *= beyond[t];
        for (std::size_t t = 0; t < beyond.size(); ++t)
            if (std::isnan(all->values[t]))
                column.set_missing(t, all->reason(t));
        if (all->whole) {
            const tract::Column& homes = *made.find("no_vehicle_beyond_half_mile_households");
            column.part =
                std::make_shared<tract::Counts>(tract::Counts{homes.values, homes.margin});
            column.whole = all->whole;
            column.info.pooling = tract::Pooling::Ratio;
        }
    }
}

/// RUCA primary codes 1, 4 and 7 are the tracts that lie in an urbanized area or urban cluster
/// themselves, which is the atlas's meaning of urban; 2, 3, 5 ... only commute into one, and 99 is
/// not coded.
double urban_by_ruca(double code) {
    if (std::isnan(code) || code >= 99)
        return kNaN;
    const int primary = static_cast<int>(code);
    return primary == 1 || primary == 4 || primary == 7 ? 1 : 0;
}

std::vector<double> urban_flags(const layer::LayerColumns& made, const layer::LayerContext& in,
                                bool flags_wanted) {
    const std::string option = in.options.text("urban", "");
    std::vector<double> urban(in.tracts.size(), kNaN);
    if (option == "all" || option == "none")
        urban.assign(urban.size(), option == "all" ? 1 : 0);
    else if (!option.empty())
        urban = flags([](double value) { return value != 0; }, in.table[option].values);
    else
        for (std::size_t t = 0; t < urban.size(); ++t) {
            urban[t] = values(made, "atlas_urban")[t];
            if (std::isnan(urban[t]))
                urban[t] = urban_by_ruca(values(made, "ruca_code")[t]);
        }
    bool known = false;
    for (const double flag : urban)
        known = known || !std::isnan(flag);
    if (!known && flags_wanted)
        in.diagnostics.add(
            {Severity::Warning,
             "urban-unknown",
             "food_access",
             "which tracts are urban is not known, so the low_access_* and lila_* "
             "flags are missing; set urban = \"all\" (or \"none\"), or give atlas or "
             "ruca",
             1,
             {}});
    return urban;
}

/// The survey decides where the study gives the incomes to compare with, or where there is no atlas.
bool income_by_survey(const layer::LayerContext& in) {
    const bool full_rule = in.options.has("acs") && (in.options.has("state_median_family_income") ||
                                                     in.options.has("metro_median_family_income"));
    return full_rule || !in.options.has("atlas");
}

std::vector<double> low_income_flags(const layer::LayerColumns& made,
                                     const layer::LayerContext& in) {
    if (!income_by_survey(in))
        return values(made, "atlas_low_income");
    const double state = in.options.number("state_median_family_income", kNaN);
    const double metro = in.options.number("metro_median_family_income", kNaN);
    if (in.options.has("acs") && std::isnan(state) && std::isnan(metro))
        in.diagnostics.add({Severity::Warning,
                            "low-income-by-poverty-only",
                            "food_access",
                            "low_income is known only where poverty alone decides it; set "
                            "state_median_family_income (and metro_median_family_income)",
                            1,
                            {}});
    std::vector<double> result(in.tracts.size(), kNaN);
    for (std::size_t t = 0; t < result.size(); ++t)
        if (const auto low =
                usda::low_income(values(made, "poverty_share")[t],
                                 values(made, "median_family_income")[t], state, metro))
            result[t] = *low ? 1 : 0;
    return result;
}

/// Where the values of these columns came from, those without any left out.
std::string sources_behind(const layer::LayerColumns& made,
                           std::initializer_list<const char*> names) {
    std::vector<std::string> sources;
    for (const char* name : names) {
        const tract::Column* column = made.find(name);
        const bool empty = std::all_of(column->values.begin(), column->values.end(),
                                       [](double value) { return std::isnan(value); });
        if (!empty &&
            std::find(sources.begin(), sources.end(), column->info.source) == sources.end())
            sources.push_back(column->info.source);
    }
    return join(sources, "; ");
}

std::string urban_source(const layer::LayerColumns& made, const layer::LayerContext& in) {
    if (const auto option = in.options.text_if("urban"))
        return "the study's option urban = \"" + *option + "\"";
    return sources_behind(made, {"atlas_urban", "ruca_code"});
}

std::string low_income_source(const layer::LayerColumns& made, const layer::LayerContext& in) {
    return income_by_survey(in) ? sources_behind(made, {"poverty_share", "median_family_income"})
                                : sources_behind(made, {"atlas_low_income"});
}

/// The USDA rule is about straight lines, however the study's people travel.
void add_usda_flags(layer::LayerColumns& made, const Proximity& straight,
                    const layer::LayerContext& in) {
    const std::vector<double> urban = values(made, "urban");
    const std::vector<double> income = values(made, "low_income");
    struct Rule {
        const char* flag;
        double miles;
        bool in_urban;
    };
    constexpr Rule kRules[] = {
        {"half", 0.5, true}, {"1", 1, true}, {"10", 10, false}, {"20", 20, false}};
    for (const Rule& limit : kRules) {
        made.add(std::string("low_access_") + limit.flag,
                 flags(
                     [&](double is_urban, double people, double share) {
                         const bool low = usda::low_access(people, share);
                         return limit.in_urban ? usda::urban_low_access(is_urban != 0, low)
                                               : usda::rural_low_access(is_urban != 0, low);
                     },
                     urban, straight.people_beyond(limit.miles * kMile),
                     straight.share_beyond(limit.miles * kMile)),
                 io::Missing::Dependent);
    }
    constexpr std::array<const char*, 3> kMixes[] = {
        {"1_10", "1", "10"}, {"half_10", "half", "10"}, {"1_20", "1", "20"}};
    for (const auto& [name, near, far] : kMixes)
        made.add(std::string("low_access_") + name,
                 flags(
                     [](double is_urban, double near_flag, double far_flag) {
                         return usda::low_access_by_setting(is_urban != 0, near_flag != 0,
                                                            far_flag != 0);
                     },
                     urban, values(made, (std::string("low_access_") + near).c_str()),
                     values(made, (std::string("low_access_") + far).c_str())),
                 io::Missing::Dependent);
    std::vector<double> households = straight.share_beyond(kMile / 2);
    const tract::Column* without_vehicle = in.table.find("no_vehicle_households");
    for (std::size_t t = 0; t < households.size(); ++t)
        households[t] *= without_vehicle != nullptr ? without_vehicle->values[t] : kNaN;
    made.add("low_vehicle_access",
             flags([](double beyond) { return usda::low_vehicle_access(beyond); }, households),
             io::Missing::Dependent);
    made.add(
        "low_access_vehicle",
        flags([](double vehicle,
                 double far_flag) { return usda::low_access_vehicle(vehicle != 0, far_flag != 0); },
              values(made, "low_vehicle_access"), values(made, "low_access_20")),
        io::Missing::Dependent);
    for (const char* name : {"1_10", "half_10", "1_20", "vehicle"})
        made.add(std::string("lila_") + name,
                 flags(
                     [](double low_income, double low_access) {
                         return usda::low_income_low_access(low_income != 0, low_access != 0);
                     },
                     income, values(made, (std::string("low_access_") + name).c_str())),
                 io::Missing::Dependent);
}

io::OutTable agreement_table(const layer::LayerColumns& made, const std::vector<double>& people) {
    constexpr const char* kMeasures[] = {
        "low_income",         "low_access_half",    "low_access_1",       "low_access_10",
        "low_access_20",      "low_access_1_10",    "low_access_half_10", "low_access_1_20",
        "low_vehicle_access", "low_access_vehicle", "lila_1_10",          "lila_half_10",
        "lila_1_20",          "lila_vehicle"};
    constexpr const char* kClasses[] = {"both", "own_only", "atlas_only", "neither",
                                        "not_compared"};
    constexpr std::size_t kBoth = 0, kOwn = 1, kAtlas = 2, kNeither = 3, kUnknown = 4;
    std::vector<std::string> names;
    std::vector<std::vector<double>> tracts(std::size(kClasses)), persons(std::size(kClasses));
    for (const char* measure : kMeasures) {
        const auto& own = values(made, measure);
        const auto& atlas = values(made, (std::string("atlas_") + measure).c_str());
        std::array<double, std::size(kClasses)> n{}, sum{};
        for (std::size_t t = 0; t < own.size(); ++t) {
            const std::size_t at = std::isnan(own[t]) || std::isnan(atlas[t]) ? kUnknown
                                   : own[t] != 0 ? (atlas[t] != 0 ? kBoth : kOwn)
                                                 : (atlas[t] != 0 ? kAtlas : kNeither);
            n[at] += 1;
            sum[at] += people[t];
        }
        names.emplace_back(measure);
        for (std::size_t k = 0; k < n.size(); ++k) {
            tracts[k].push_back(n[k]);
            persons[k].push_back(sum[k]);
        }
    }
    io::OutTable table{"food_access_agreement",
                       "Flags from own distances against the published Food Access Research Atlas: "
                       "tracts and people",
                       {{"measure", "flag compared", names}}};
    for (std::size_t k = 0; k < std::size(kClasses); ++k)
        table.columns.push_back({std::string("tracts_") + kClasses[k], "", tracts[k]});
    for (std::size_t k = 0; k < std::size(kClasses); ++k)
        table.columns.push_back({std::string("people_") + kClasses[k], "", persons[k]});
    return table;
}

/// SNAP-authorized Retailer Access Map (2025), by what only its files have.
bool is_sram(const io::Table& table) {
    return std::any_of(table.columns().begin(), table.columns().end(), [](const std::string& name) {
        const std::string lower = to_lower(name);
        return lower.starts_with("sd_sram_") || lower.starts_with("dd_sram_") ||
               lower == "pop2020" || lower == "censustract20";
    });
}

/// Its general file names its columns as the atlas does (Urban, PovertyRate, LowIncomeTracts), so a
/// source under the wrong role would be read without a word.
void tell_editions_apart(const layer::LayerFile& file, const layer::LayerContext& in) {
    for (const std::string& id : layer::sources_of_role(file, in, "atlas"))
        if (is_sram(*in.sources.table(id)))
            throw Error(ErrorKind::Input,
                        "\"" + id +
                            "\" is the SNAP-authorized Retailer Access Map, not the Food Access "
                            "Research Atlas: it counts any store that takes SNAP, on 2020 tracts, "
                            "and cannot be compared with the atlas of 2019",
                        {.where = in.options.where("atlas"), .hint = "sram = \"" + id + "\""});
    for (const std::string& id : layer::sources_of_role(file, in, "sram")) {
        if (!is_sram(*in.sources.table(id)))
            throw Error(ErrorKind::Input,
                        "\"" + id +
                            "\" has no column of the SNAP-authorized Retailer Access Map "
                            "(SD_SRAM_..., DD_SRAM_..., POP2020)",
                        {.where = in.options.where("sram"),
                         .hint = "the Food Access Research Atlas, or Large Retailer Access Map, is "
                                 "named with atlas = \"" +
                                 id + "\""});
        in.diagnostics.add({Severity::Note,
                            "any-snap-retailer",
                            id,
                            "sram_* columns count any store that takes SNAP, convenience stores "
                            "included; they are not comparable with atlas_* columns, which count "
                            "supermarkets",
                            1,
                            {}});
    }
}

} // namespace

void FoodAccess::check_sources(const layer::LayerContext& in) const {
    tell_editions_apart(file(), in);
}

layer::LayerResult FoodAccess::measure(const layer::LayerContext& in) const {
    const auto stores_ids = layer::sources_of_role(file(), in, "stores");
    const bool has_atlas = in.options.has("atlas");
    if (stores_ids.empty() && !has_atlas && !in.options.has("sram"))
        in.options.fail("stores",
                        "layer \"food_access\" needs stores (points), atlas or sram (tables)",
                        "stores = \"<source id>\"");
    tell_editions_apart(file(), in);
    if (stores_ids.empty()) {
        layer::LayerColumns published(file(), in, "");
        published.add(layer::read_indicators(file(), in));
        return {std::move(published).finish(), {}, {}};
    }

    const std::string& id = stores_ids.front();
    const tract::DemandPoints homes = homes_of(in);
    layer::LayerColumns made(file(), in,
                             io::title_of(in.sources.spec(id)) + ", from " +
                                 std::string(describe(homes.kind)));
    made.add(layer::read_indicators(file(), in));
    Stores stores = Stores::read(in, id);
    note_if_clipped(stores.supermarkets.place, in.tracts, id, in.diagnostics);
    const layer::Travel travel = layer::Travel::from(in);
    const TravelColumns names{"supermarket", "supermarkets"};
    const Proximity near(travel, stores.supermarkets, homes, in, in.progress.part(0, 0.4));
    const Proximity straight =
        travel.straight() ? near : Proximity({}, stores.supermarkets, homes, in, {});
    add_distances(made, near);
    add_store_counts(made, stores, homes, in.progress);
    const auto e2sfca =
        names.add(made, near, travel, stores.supermarkets, {}, in, in.progress.part(0.6, 1));
    add_no_vehicle(made, near, in);
    made.add("urban", urban_flags(made, in, true), io::Missing::Dependent).info.source =
        urban_source(made, in);
    made.add("low_income", low_income_flags(made, in), io::Missing::Dependent).info.source =
        low_income_source(made, in);
    add_usda_flags(made, straight, in);

    layer::LayerResult result;
    if (has_atlas)
        result.tables.push_back(agreement_table(made, homes.people_by_tract()));
    if (auto groups = names.groups(made, near, e2sfca, homes, in); groups.rows() > 1)
        result.tables.push_back(std::move(groups));
    result.places.push_back(std::move(stores.list));
    result.columns = std::move(made).finish();
    names.say_how(result.columns, travel);
    explain_unlocated(result.columns, homes, in);
    return result;
}

} // namespace tractwise::layers
