// SPDX-License-Identifier: Apache-2.0
#include "layers/travel_columns.hpp"

#include "engine/access/floating_catchment.hpp"
#include "engine/access/measure.hpp"
#include "engine/access/within.hpp"
#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::layers {
namespace {

constexpr double kPeople = 10'000; // supply is said for so many

/// The zones that the study names itself.
std::optional<access::Decay> own_zones(const ConfigTable& options) {
    const auto own = options.text_if("e2sfca");
    if (!own)
        return std::nullopt;
    try {
        return access::MeasureSpec::parse("e2sfca:" + *own).decay;
    } catch (const Error& e) {
        options.fail("e2sfca", e.message(), "e2sfca = \"10=1:20=0.68:30=0.22\"");
    }
}

access::Decay zones(const layer::LayerContext& in, access::CostUnit unit) {
    using access::Decay;
    if (const auto own = own_zones(in.options))
        return *own;
    if (unit == access::CostUnit::Minutes)
        return Decay::steps({{10, 1}, {20, 0.68}, {30, 0.22}});
    return Decay::steps({{5 * kMile, 1}, {10 * kMile, 0.68}, {15 * kMile, 0.22}});
}

struct Group {
    const char* column; ///< of the table: a count per tract
    const char* label;
    bool without_vehicle;
};
constexpr Group kGroups[] = {
    {"hispanic", "Hispanic or Latino", false},
    {"white_nh", "White, not Hispanic", false},
    {"black_nh", "Black, not Hispanic", false},
    {"aian_nh", "American Indian or Alaska Native, not Hispanic", false},
    {"asian_nh", "Asian, not Hispanic", false},
    {"nhpi_nh", "Native Hawaiian or Pacific Islander, not Hispanic", false},
    {"other_nh", "Another race, not Hispanic", false},
    {"two_or_more_nh", "Two or more races, not Hispanic", false},
    {"people_under_18", "Under 18", false},
    {"people_65_and_over", "65 and over", false},
    {"uninsured_people", "Without health insurance", false},
    {"poverty_150_people", "Below 150 % of the poverty line", false},
    {"no_vehicle_households", "Households without a vehicle", true},
};

/// sum(weight * value) / sum(weight) over the tracts that have both.
double weighted_mean(const std::vector<double>& weight, const std::vector<double>& value) {
    double sum = 0, all = 0;
    for (std::size_t t = 0; t < weight.size(); ++t)
        if (weight[t] > 0 && !std::isnan(value[t])) {
            sum += weight[t] * value[t];
            all += weight[t];
        }
    return all > 0 ? sum / all : kNaN;
}

} // namespace

void TravelColumns::check(const ConfigTable& options) {
    layer::Travel::check(options);
    own_zones(options);
}

std::vector<double>
TravelColumns::add(layer::LayerColumns& made, const Proximity& near, const layer::Travel& travel,
                   const layer::Travel::Destinations& places, std::span<const double> supply,
                   const layer::LayerContext& in, const Progress& progress) const {
    if (travel.by_street()) {
        const std::vector<double> street = near.mean_m();
        std::vector<double> straight = near.mean_straight_m(), detour(straight.size(), kNaN);
        for (std::size_t t = 0; t < detour.size(); ++t)
            if (straight[t] > 0)
                detour[t] = street[t] / straight[t];
        made.add(one + "_straight_m", std::move(straight));
        made.add(one + "_detour", std::move(detour));
    }
    if (near.has_minutes()) {
        made.add(one + "_nearest_min", near.mean_minutes());
        for (const int minutes : {15, 30}) {
            const std::string stem = one + "_beyond_" + std::to_string(minutes) + "min";
            made.add(stem + "_people", near.people_beyond_minutes(minutes), near.why_no_people());
            made.add(stem + "_share", near.share_beyond_minutes(minutes));
        }
    }
    const access::Decay decay = zones(in, travel.unit());
    const bool minutes = travel.unit() == access::CostUnit::Minutes;
    const tract::DemandPoints& people = near.people();
    const access::CostMatrix costs =
        travel.costs(people, places, std::max(decay.reach(), minutes ? 30.0 : 0.0), progress);
    if (minutes)
        for (const int limit : {15, 30})
            made.add(many + "_within_" + std::to_string(limit) + "min",
                     near.mean(access::destinations_within(costs, limit)));
    if (!people.counts_people)
        return {};
    const std::vector<double> each(places.place.size(), 1.0);
    auto found = access::floating_catchment(
        costs, people.people, supply.empty() ? std::span<const double>(each) : supply, decay);
    for (double& value : found.access)
        value *= kPeople;
    tract::Column& e2sfca = made.add(one + "_e2sfca", near.mean(found.access));
    if (!supply.empty()) {
        e2sfca.info.unit = "supply per 10,000 people";
        e2sfca.info.label = "Supply of " + many + " for 10,000 people who share it, E2SFCA";
        e2sfca.info.label_es = "Oferta por cada 10,000 personas que la comparten, E2SFCA";
    }
    if (found.destinations_without_demand > 0)
        in.diagnostics.add(
            {Severity::Note,
             "nobody-in-reach",
             places.what,
             "places have nobody of the region in reach; they add nothing to " + one + "_e2sfca",
             found.destinations_without_demand,
             {}});
    return near.of_those_without_vehicle().mean(found.access);
}

void TravelColumns::say_how(std::vector<tract::Column>& columns,
                            const layer::Travel& travel) const {
    for (tract::Column& column : columns) {
        const std::string& name = column.info.name;
        const bool follows = name.starts_with(one + "_nearest") ||
                             name.starts_with(one + "_permanent") ||
                             name.starts_with(one + "_median") ||
                             name.starts_with(one + "_beyond") || name == one + "_e2sfca" ||
                             (name.starts_with(many + "_within") && name.ends_with("min"));
        const bool meters = !name.ends_with("min") && name.find("min_") == std::string::npos;
        // A table of minutes says nothing about meters: those stay straight.
        const bool straight = travel.straight() || (meters && !travel.by_street() &&
                                                    travel.unit() == access::CostUnit::Minutes &&
                                                    name != one + "_e2sfca");
        if (!follows)
            continue;
        column.info.formula +=
            "; travel: " + (straight ? "straight line on the ellipsoid" : travel.words());
        if (!straight) {
            column.info.label += " (" + travel.tag() + ")";
            column.info.label_es += " (" + travel.tag(Language::Spanish) + ")";
        }
    }
}

io::OutTable TravelColumns::groups(const layer::LayerColumns& made, const Proximity& near,
                                   const std::vector<double>& e2sfca_without_vehicle,
                                   const tract::DemandPoints& homes,
                                   const layer::LayerContext& in) const {
    const Proximity walkers = near.of_those_without_vehicle();
    struct Figure {
        std::string name, what;
        std::vector<double> all, without_vehicle; ///< per tract
    };
    std::vector<Figure> figures{{"mean_nearest_m", "m to the nearest, mean over the group",
                                 near.mean_m(), walkers.mean_m()}};
    if (near.has_minutes()) {
        figures.push_back({"mean_nearest_min", "minutes to the nearest, mean over the group",
                           near.mean_minutes(), walkers.mean_minutes()});
        for (const int limit : {15, 30})
            figures.push_back({"share_beyond_" + std::to_string(limit) + "min",
                               "share of the group farther than that",
                               near.share_beyond_minutes(limit),
                               walkers.share_beyond_minutes(limit)});
    }
    for (const int miles : {1, 5, 10})
        figures.push_back({"share_beyond_" + std::to_string(miles) + "mi",
                           "share of the group farther than that", near.share_beyond(miles * kMile),
                           walkers.share_beyond(miles * kMile)});
    if (const tract::Column* e2sfca = made.find(one + "_e2sfca"))
        figures.push_back({"mean_e2sfca", "supply for 10,000 people within reach, mean",
                           e2sfca->values, e2sfca_without_vehicle});

    std::vector<std::string> labels{"Everybody"};
    std::vector<double> counts{0};
    std::vector<std::vector<double>> values(figures.size());
    const std::vector<double> people = homes.people_by_tract();
    for (const double n : people)
        counts[0] += n;
    for (std::size_t f = 0; f < figures.size(); ++f)
        values[f].push_back(weighted_mean(people, figures[f].all));
    for (const Group& group : kGroups) {
        const tract::Column* column = in.table.find(group.column);
        if (column == nullptr)
            continue;
        double count = 0;
        for (const double n : column->values)
            count += std::isnan(n) ? 0 : n;
        if (!(count > 0))
            continue;
        labels.emplace_back(group.label);
        counts.push_back(count);
        for (std::size_t f = 0; f < figures.size(); ++f)
            values[f].push_back(weighted_mean(column->values, group.without_vehicle
                                                                  ? figures[f].without_vehicle
                                                                  : figures[f].all));
    }
    io::OutTable table{one + "_groups",
                       "How far each group of people lives from the nearest place, by tract",
                       {{"group", "Group", labels}, {"people", "People, or households", counts}}};
    for (std::size_t f = 0; f < figures.size(); ++f)
        table.columns.push_back({figures[f].name, figures[f].what, values[f]});
    return table;
}

} // namespace tractwise::layers
