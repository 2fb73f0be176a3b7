// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/access_travel.hpp"

#include "engine/access/geodesic_cost.hpp"
#include "engine/access/street_cost.hpp"
#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

using access::AccessColumn;
using access::CostMatrix;
using access::CostUnit;
using access::MeasureSpec;

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

bool is_nearest(const MeasureSpec& spec) {
    return spec.kind == MeasureSpec::Kind::Nearest || spec.kind == MeasureSpec::Kind::NearestId;
}
CostMatrix one_pair_a_row(const access::NearestCosts& nearest, CostUnit unit, double limit,
                          std::size_t destinations) {
    std::vector<CostMatrix::Pair> pairs;
    for (std::size_t i = 0; i < nearest.destination.size(); ++i)
        if (nearest.destination[i] != access::NearestCosts::kNone)
            pairs.push_back(
                {static_cast<std::uint32_t>(i), nearest.destination[i], nearest.cost[i]});
    return CostMatrix::from_pairs(unit, limit, nearest.destination.size(), destinations,
                                  std::move(pairs));
}
} // namespace

Travel open_travel(const AccessOptions& options, Diagnostics& diagnostics,
                   const Progress& progress) {
    Travel travel;
    if (!options.table.empty()) {
        travel.modes.push_back({"",
                                std::make_shared<const access::TableCost>(access::TableCost::read(
                                    io::source_from_path("travel costs", options.table),
                                    options.table_columns, diagnostics, progress)),
                                nullptr});
        return travel;
    }
    if (!options.streets.given()) {
        travel.modes.push_back({"", std::make_shared<const access::GeodesicCost>(), nullptr});
        return travel;
    }
    std::vector<std::string> profiles{options.streets.profile_or_default()};
    if (!options.walkers.empty())
        profiles.push_back(options.walk_profile.empty() ? "walk" : options.walk_profile);
    for (const auto& network : read_networks(options.streets, profiles, diagnostics, progress))
        travel.modes.push_back({profiles.size() > 1 ? network->profile().id : "",
                                std::make_shared<const access::StreetCost>(network), network});
    return travel;
}
Costs costs_of(const access::TravelCost& cost, const PlaceTable& demand,
               const PlaceTable& facilities, const AccessOptions& options,
               std::optional<double> matrix_limit, Diagnostics& diagnostics,
               const Progress& progress) {
    const access::Direction direction = direction_of(options.direction);
    const access::Places homes = demand.places(), clinics = facilities.places();
    Costs costs;
    costs.nearest =
        cost.nearest(homes, clinics, {.limit = options.limit_or_none(), .direction = direction},
                     diagnostics, progress.part(0, 0.4));
    costs.nearest_only =
        one_pair_a_row(costs.nearest, cost.unit(), options.limit_or_none(), facilities.size());
    if (matrix_limit) {
        Diagnostics the_same; // places that cannot be used were said above
        costs.matrix = cost.matrix(homes, clinics, {.limit = *matrix_limit, .direction = direction},
                                   the_same, progress.part(0.4, 1));
    }
    return costs;
}
std::optional<double> matrix_limit(const AccessOptions& options,
                                   const std::vector<MeasureSpec>& specs) {
    std::vector<MeasureSpec> others;
    std::copy_if(specs.begin(), specs.end(), std::back_inserter(others),
                 [](const MeasureSpec& spec) { return !is_nearest(spec); });
    if (options.limit && (!others.empty() || !options.matrix_out.empty()))
        return options.limit;
    if (!others.empty())
        return access::largest_reach(others);
    return options.matrix_out.empty() ? std::nullopt : std::optional(kNoLimit);
}

// Every reachable pair is stored where nothing ends the search: 12 bytes each and the time.
void refuse_huge_matrix(std::optional<double> limit, const PlaceTable& demand,
                        const PlaceTable& facilities) {
    constexpr double most_pairs = 300e6;
    const double pairs =
        static_cast<double>(demand.size()) * static_cast<double>(facilities.size());
    if (!limit || std::isfinite(*limit) || pairs <= most_pairs)
        return;
    throw Error(ErrorKind::Usage,
                fmt::format("a measure without an end would look at all {} pairs of demand points "
                            "and facilities",
                            format_count(pairs)),
                {.hint = "say how far to look with --limit"});
}
Reasons reasons_of(const AccessOptions& options, const Travel& travel, const PlaceTable& demand,
                   const std::vector<Costs>& costs) {
    Reasons reasons;
    const std::string limit =
        options.limit ? fmt::format("no facility within {} {}", format_number(*options.limit),
                                    to_string(travel.unit()))
                      : "no way to any facility";
    std::string far = "no street to start from";
    if (travel.modes.front().network)
        far = fmt::format("no street to start from within {} m",
                          format_count(travel.modes.front().network->profile().join_limit_m));
    if (!options.table.empty())
        far = "not in the table of travel costs";
    reasons.texts = {"no usable place on the map", far, limit,
                     "less in reach than the measure asks for"};
    if (!options.table.empty())
        reasons.texts[Reasons::NothingReached] =
            "no facility in the table of travel costs" +
            (options.limit ? fmt::format(" within {} {}", format_number(*options.limit),
                                         to_string(travel.unit()))
                           : std::string());
    for (std::size_t m = 0; m < travel.modes.size(); ++m) {
        const std::vector<char> placed =
            travel.modes[m].cost->placed(demand.places(), direction_of(options.direction));
        for (std::size_t i = 0; i < demand.size(); ++i) {
            const bool nowhere = options.table.empty() && (std::isnan(demand.place[i].lon) ||
                                                           std::isnan(demand.place[i].lat));
            reasons.of_row.push_back(nowhere          ? Reasons::NoPlace
                                     : placed[i] == 0 ? Reasons::NotPlaced
                                     : std::isnan(costs[m].nearest.cost[i])
                                         ? Reasons::NothingReached
                                         : Reasons::NotEnough);
        }
    }
    return reasons;
}

void forget_unplaced(std::vector<double>& values, const Reasons& reasons) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (reasons.of_row[i] == Reasons::NoPlace || reasons.of_row[i] == Reasons::NotPlaced)
            values[i] = kNaN;
}

std::vector<access::PeopleGroup> groups_in_rows(const People& people, const Travel& travel,
                                                const Rows& rows) {
    std::vector<access::PeopleGroup> groups;
    if (!rows.mixed_nearest) {
        groups.push_back({people.column.empty() ? "every point" : "everyone", "", people.count});
        for (const People::Group& group : people.groups)
            groups.push_back({group.name, "", group.count});
        return groups;
    }
    const access::MixedTravel& mixed = *rows.mixed_nearest;
    groups.push_back({"everyone", "", mixed.people});
    for (std::size_t m = 0; m < travel.modes.size(); ++m)
        groups.push_back(
            {to_lower(travel.modes[m].network->profile().title), "", mixed.people_of_group(m)});
    for (const People::Group& group : people.groups)
        groups.push_back({group.name, "", mixed.split(group.count)});
    return groups;
}
std::vector<AccessColumn> measure_all(const std::vector<MeasureSpec>& specs, const Rows& rows,
                                      const std::vector<Costs>& costs,
                                      const std::vector<double>& supply,
                                      const access::MeasureNames& names, Diagnostics& diagnostics,
                                      const Progress& progress) {
    std::vector<MeasureSpec> near, far;
    for (const MeasureSpec& spec : specs)
        (is_nearest(spec) ? near : far).push_back(spec);
    const std::vector<double>& people =
        rows.mixed_nearest ? rows.mixed_nearest->people : *rows.people;
    Diagnostics near_findings;
    std::vector<AccessColumn> near_columns = access::measure(
        near, rows.mixed_nearest ? rows.mixed_nearest->costs : costs.front().nearest_only, people,
        supply, near_findings, {}, names);
    std::vector<AccessColumn> far_columns;
    if (!far.empty())
        far_columns = access::measure(far, rows.mixed ? rows.mixed->costs : costs.front().matrix,
                                      people, supply, diagnostics, progress, names);
    else
        diagnostics.merge(near_findings);
    std::vector<AccessColumn> columns;
    auto next_near = near_columns.begin();
    auto next_far = far_columns.begin();
    for (const MeasureSpec& spec : specs)
        columns.push_back(std::move(is_nearest(spec) ? *next_near++ : *next_far++));
    return columns;
}

std::vector<std::string> ids_of(const std::vector<double>& destinations,
                                const PlaceTable& facilities) {
    std::vector<std::string> ids;
    for (const double at : destinations)
        ids.push_back(std::isnan(at) ? "" : facilities.id[static_cast<std::size_t>(at)]);
    return ids;
}

std::vector<std::string> nearest_ids(const Rows& rows, const std::vector<Costs>& costs,
                                     const PlaceTable& facilities) {
    AccessColumn nearest;
    nearest.is_destination = true;
    for (const Costs& mode : costs)
        for (const std::uint32_t at : mode.nearest.destination)
            nearest.values.push_back(at == access::NearestCosts::kNone ? kNaN : at);
    return ids_of(rows.to_points(nearest), facilities);
}
} // namespace tractwise::cli
