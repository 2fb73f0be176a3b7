// SPDX-License-Identifier: Apache-2.0
#include "access_summary.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "outputs.hpp"
#include "travel_options.hpp"

#include <tractwise/access/geodesic_cost.hpp>
#include <tractwise/access/measure.hpp>
#include <tractwise/access/mixed_travel.hpp>
#include <tractwise/access/street_cost.hpp>
#include <tractwise/access/table_cost.hpp>
#include <tractwise/core/atomic_file.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/writers.hpp>
#include <tractwise/report/summary.hpp>
#include <tractwise/tract/geoid.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

using access::AccessColumn;
using access::CostMatrix;
using access::CostUnit;
using access::MeasureSpec;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kNoLimit = std::numeric_limits<double>::infinity();

struct Options {
    PlaceOptions demand{.what = "demand points", .prefix = "demand"};
    PlaceOptions facilities{.what = "facilities", .prefix = "facility"};
    StreetOptions streets;
    std::string table;
    access::TableCost::Columns table_columns;
    std::string people, supply, walkers, walk_profile, direction = "to", out, matrix_out;
    std::vector<std::string> groups, measures;
    std::optional<double> limit;
    bool by_tract = false, json = false;

    double limit_or_none() const { return limit.value_or(kNoLimit); }
};

bool is_nearest(const MeasureSpec& spec) {
    return spec.kind == MeasureSpec::Kind::Nearest || spec.kind == MeasureSpec::Kind::NearestId;
}

// Everything that can be refused before a file is read.
void check(const Options& options, const std::vector<MeasureSpec>& specs) {
    require_extension(options.out, "--out", {".csv", ".xlsx", ".gpkg", ".geojson"});
    const std::initializer_list<std::string> inputs{options.demand.file, options.facilities.file,
                                                    options.streets.file, options.streets.nodes,
                                                    options.table};
    refuse_own_input(options.out, inputs);
    if (!options.matrix_out.empty()) {
        require_extension(options.matrix_out, "--matrix-out", {".csv"});
        refuse_own_input(options.matrix_out, inputs);
        if (std::filesystem::absolute(options.matrix_out).lexically_normal() ==
            std::filesystem::absolute(options.out).lexically_normal())
            throw Error(ErrorKind::Usage, "--out and --matrix-out name the same file",
                        {.where = options.out});
    }
    if (options.streets.given() && !options.table.empty())
        throw Error(ErrorKind::Usage, "--streets and --table are two ways to measure travel",
                    {.hint = "give one of them; neither measures straight distance"});
    check_streets(options.streets);
    check_places(options.demand);
    check_places(options.facilities);
    if (options.table.empty())
        for (const auto& [option, value] :
             {std::pair{"--table-origin", options.table_columns.origin},
              std::pair{"--table-destination", options.table_columns.destination},
              std::pair{"--table-cost", options.table_columns.cost},
              std::pair{"--table-unit", options.table_columns.unit}})
            if (!value.empty())
                throw Error(ErrorKind::Usage, fmt::format("{} needs --table beside it", option));
    if (!options.walkers.empty() && !options.streets.given())
        throw Error(ErrorKind::Usage, "--walkers needs --streets: walking and driving differ there",
                    {.hint = "add --streets county.osm.pbf --profile drive"});
    if (options.walkers.empty() && !options.walk_profile.empty())
        throw Error(ErrorKind::Usage, "--walk-profile needs --walkers beside it",
                    {.hint = "name the column that counts the people who walk: --walkers "
                             "no_vehicle"});
    if (!options.walkers.empty())
        access::TravelProfile::load(options.walk_profile.empty() ? "walk" : options.walk_profile);
    if (options.limit && !(*options.limit > 0))
        throw Error(ErrorKind::Usage,
                    fmt::format("--limit must be above 0, not {}", format_number(*options.limit)));
    for (std::size_t k = 0; k < specs.size(); ++k) {
        const MeasureSpec& spec = specs[k];
        for (std::size_t earlier = 0; earlier < k; ++earlier)
            if (specs[earlier].text == spec.text)
                throw Error(ErrorKind::Usage, "is asked for twice",
                            {.where = spec.text, .hint = "leave one of them out"});
        if (std::isfinite(spec.reach()) && spec.reach() > options.limit_or_none())
            throw Error(ErrorKind::Usage,
                        fmt::format("looks up to {}, farther than --limit {}",
                                    format_number(spec.reach()), format_number(*options.limit)),
                        {.where = spec.text, .hint = "raise --limit or leave it out"});
        if (options.table.empty())
            spec.require_unit(options.streets.given() ? CostUnit::Minutes : CostUnit::Metres);
    }
}

// How people travel: one way, or by car and on foot.
struct Travel {
    struct Mode {
        std::string name; // "drive"; empty where there is one way only
        std::shared_ptr<const access::TravelCost> cost;
        std::shared_ptr<const access::StreetNetwork> network; // null: not by street
    };
    std::vector<Mode> modes;

    CostUnit unit() const { return modes.front().cost->unit(); }
    std::string describe() const {
        std::vector<std::string> texts;
        for (const Mode& mode : modes)
            texts.push_back(mode.cost->describe());
        return join(texts, "; ");
    }
};

Travel open_travel(const Options& options, Diagnostics& diagnostics, const Progress& progress) {
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

// What one way of travelling costs. The nearest facility has no limit but the user's own; the
// matrix goes as far as the measures look.
struct Costs {
    access::NearestCosts nearest;
    CostMatrix nearest_only; // the same as a matrix of one pair a row
    CostMatrix matrix;
};

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

Costs costs_of(const access::TravelCost& cost, const PlaceTable& demand,
               const PlaceTable& facilities, const Options& options,
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

// How far the matrix has to go; nothing where no measure looks at it.
std::optional<double> matrix_limit(const Options& options, const std::vector<MeasureSpec>& specs) {
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

// The rows that measures are made for: one per demand point, or, where people drive and walk, the
// drivers of every point and after them the walkers.
struct Rows {
    const std::vector<double>* people = nullptr;
    std::optional<access::MixedTravel> mixed_nearest, mixed;

    std::vector<double> to_points(const AccessColumn& column) const {
        if (!mixed_nearest)
            return column.values;
        return column.is_destination ? mixed_nearest->of_larger_group(column.values)
                                     : mixed_nearest->merge(column.values);
    }
};

struct Result {
    std::vector<AccessColumn> columns;          // values per row
    std::vector<std::vector<double>> per_point; // beside columns
    std::vector<std::vector<GroupSummary>> groups;
    std::vector<std::vector<WithoutValue>> without;
    std::vector<std::string> nearest_id; // per demand point
};

// Why a row has no value where it has none: the first reason that holds.
struct Reasons {
    enum : std::size_t { NoPlace, FarFromStreets, NothingReached, NotEnough };
    std::vector<std::string> texts;
    std::vector<std::size_t> of_row;
};

Reasons reasons_of(const Options& options, const Travel& travel, const PlaceTable& demand,
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
    reasons.texts = {"no usable place on the map", far, limit,
                     "less in reach than the measure asks for"};
    if (!options.table.empty())
        reasons.texts[Reasons::NothingReached] =
            "no facility in the table of travel costs" +
            (options.limit ? fmt::format(" within {} {}", format_number(*options.limit),
                                         to_string(travel.unit()))
                           : std::string());
    for (std::size_t m = 0; m < travel.modes.size(); ++m) {
        std::vector<std::optional<access::StreetNetwork::Join>> joins;
        if (travel.modes[m].network)
            joins = travel.modes[m].network->join(demand.place);
        for (std::size_t i = 0; i < demand.size(); ++i)
            reasons.of_row.push_back(
                options.table.empty() && std::isnan(demand.place[i].lon) ? Reasons::NoPlace
                : !joins.empty() && !joins[i]                            ? Reasons::FarFromStreets
                : std::isnan(costs[m].nearest.cost[i])                   ? Reasons::NothingReached
                                                                         : Reasons::NotEnough);
    }
    return reasons;
}

// Nothing is known of people who are nowhere on the map: not even that they are beyond.
void forget_unplaced(std::vector<double>& values, const Reasons& reasons) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (reasons.of_row[i] == Reasons::NoPlace)
            values[i] = kNaN;
}

// The groups as they stand in the rows: with two ways of travelling, everybody, drivers, walkers.
std::vector<CountedGroup> groups_in_rows(const People& people, const Travel& travel,
                                         const Rows& rows) {
    std::vector<CountedGroup> groups;
    if (!rows.mixed_nearest) {
        groups.push_back({people.column.empty() ? "every point" : "everyone", people.count});
        for (const People::Group& group : people.groups)
            groups.push_back({group.name, group.count});
        return groups;
    }
    const access::MixedTravel& mixed = *rows.mixed_nearest;
    const std::size_t n = mixed.origins();
    groups.push_back({"everyone", mixed.people});
    for (std::size_t m = 0; m < travel.modes.size(); ++m) {
        CountedGroup mode{to_lower(travel.modes[m].network->profile().title),
                          std::vector<double>(2 * n, 0)};
        std::copy_n(mixed.people.begin() + static_cast<std::ptrdiff_t>(m * n), n,
                    mode.people.begin() + static_cast<std::ptrdiff_t>(m * n));
        groups.push_back(std::move(mode));
    }
    for (const People::Group& group : people.groups) {
        CountedGroup split{group.name, {}};
        for (std::size_t i = 0; i < n; ++i)
            split.people.push_back(group.count[i] * mixed.share[i]);
        for (std::size_t i = 0; i < n; ++i)
            split.people.push_back(group.count[i] * (1 - mixed.share[i]));
        groups.push_back(std::move(split));
    }
    return groups;
}

std::vector<AccessColumn> measure_all(const std::vector<MeasureSpec>& specs, const Rows& rows,
                                      const std::vector<Costs>& costs,
                                      const std::vector<double>& supply, Diagnostics& diagnostics,
                                      const Progress& progress) {
    std::vector<MeasureSpec> near, far;
    for (const MeasureSpec& spec : specs)
        (is_nearest(spec) ? near : far).push_back(spec);
    const std::vector<double>& people =
        rows.mixed_nearest ? rows.mixed_nearest->people : *rows.people;
    Diagnostics near_findings;
    std::vector<AccessColumn> near_columns = access::measure(
        near, rows.mixed_nearest ? rows.mixed_nearest->costs : costs.front().nearest_only, people,
        supply, near_findings);
    std::vector<AccessColumn> far_columns;
    if (!far.empty())
        far_columns = access::measure(far, rows.mixed ? rows.mixed->costs : costs.front().matrix,
                                      people, supply, diagnostics, progress);
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

std::string column_description(const AccessColumn& column) {
    return fmt::format("{}{}: {}", column.label,
                       column.unit.empty() ? "" : fmt::format(" ({})", column.unit),
                       column.formula);
}

io::OutTable points_table(const PlaceTable& demand, const People& people,
                          const PlaceTable& facilities, const Result& result) {
    io::OutTable out{"access", "Access to facilities from every demand point", {}};
    const auto add = [&](std::string name, std::string description, auto values) {
        out.columns.push_back({std::move(name), std::move(description), std::move(values)});
    };
    add("id", demand.id_column.empty() ? "number of the row" : "column " + demand.id_column,
        demand.id);
    add("people", people.column.empty() ? "every point counts 1" : "column " + people.column,
        people.count);
    bool has_nearest_id = false;
    for (std::size_t k = 0; k < result.columns.size(); ++k) {
        const AccessColumn& column = result.columns[k];
        if (column.is_destination)
            add(column.name, column_description(column), ids_of(result.per_point[k], facilities));
        else
            add(column.name, column_description(column), result.per_point[k]);
        has_nearest_id = has_nearest_id || column.name == "nearest_id";
    }
    if (!has_nearest_id)
        add("nearest_id", "The nearest facility", result.nearest_id);
    return out;
}

// One row per tract; people without a value stand in a column beside the mean.
std::pair<io::OutTable, std::vector<geo::LonLat>> tract_table(const PlaceTable& demand,
                                                              const People& people,
                                                              const Result& result,
                                                              Diagnostics& diagnostics) {
    if (demand.id_column.empty())
        throw Error(ErrorKind::Usage, "--by-tract needs the census ids of the demand points",
                    {.hint = "name their column after --demand-id"});
    io::SourceSpec source;
    source.id_columns = {demand.id_column};
    const RowIds ids = row_ids_any_level(demand.table, source, diagnostics);
    std::vector<std::string> tracts;
    Finding without{Severity::Warning,
                    "row-without-tract",
                    demand.what,
                    "have no census id and belong to no tract; their people are left out",
                    0,
                    {}};
    for (std::size_t i = 0; i < demand.size(); ++i) {
        tracts.emplace_back(ids.ids[i].empty() ? "" : tract_of(ids.ids[i]));
        if (tracts.back().empty()) {
            ++without.count;
            without.examples.push_back(demand.id[i]);
        }
    }
    if (without.count > 0)
        diagnostics.add(std::move(without));
    const TractMeans means = means_by_tract(tracts, people.count, demand.place, result.per_point);
    io::OutTable out{"access_by_tract", "Access to facilities, mean by people of each tract", {}};
    const auto add = [&](std::string name, std::string description, auto values) {
        out.columns.push_back({std::move(name), std::move(description), std::move(values)});
    };
    add("GEOID", "census tract", means.tract);
    add("people", people.column.empty() ? "demand points" : "column " + people.column,
        means.people);
    for (std::size_t k = 0; k < result.columns.size(); ++k) {
        const AccessColumn& column = result.columns[k];
        if (column.is_destination) {
            diagnostics.add({Severity::Note,
                             "no-mean",
                             column.name,
                             "names a facility and has no mean: the table of tracts leaves it out",
                             1,
                             {}});
            continue;
        }
        add(column.name, "Mean by people. " + column_description(column), means.means[k]);
        if (std::any_of(means.without[k].begin(), means.without[k].end(),
                        [](double count) { return count > 0; }))
            add(column.name + "_people_without",
                "People without a value, left out of the mean of " + column.name, means.without[k]);
    }
    return {std::move(out), means.centre};
}

io::OutTable matrix_table(const Travel& travel, const std::vector<Costs>& costs,
                          const PlaceTable& demand, const PlaceTable& facilities) {
    std::vector<std::string> origins, destinations, modes;
    std::vector<double> cost, metres;
    for (std::size_t m = 0; m < costs.size(); ++m) {
        const CostMatrix& matrix = costs[m].matrix;
        for (std::size_t i = 0; i < matrix.origins(); ++i)
            for (std::size_t k = 0; k < matrix.row_costs(i).size(); ++k) {
                origins.push_back(demand.id[i]);
                destinations.push_back(facilities.id[matrix.row_destinations(i)[k]]);
                modes.push_back(travel.modes[m].name);
                cost.push_back(matrix.row_costs(i)[k]);
                if (matrix.has_metres())
                    metres.push_back(round_half_away(double{matrix.row_metres(i)[k]}, 2));
            }
    }
    const bool minutes = travel.unit() == CostUnit::Minutes;
    io::OutTable out{"travel_costs", "Travel costs from demand points to facilities", {}};
    out.columns.push_back({"origin", "demand point", std::move(origins)});
    out.columns.push_back({"destination", "facility", std::move(destinations)});
    out.columns.push_back({minutes ? "minutes" : "metres", travel.describe(), std::move(cost)});
    if (minutes && metres.size() == modes.size())
        out.columns.push_back({"metres", "length of the quickest route", std::move(metres)});
    if (costs.size() > 1)
        out.columns.push_back({"profile", "how people travel", std::move(modes)});
    return out;
}

// Both files or none.
void write(const Options& options, const io::OutTable& table, std::span<const geo::LonLat> places,
           const std::optional<io::OutTable>& matrix) {
    AtomicFile main_file(options.out);
    io::write_features(main_file.temporary(), table, {.points = places});
    if (matrix) {
        AtomicFile matrix_file(options.matrix_out);
        io::write_csv(matrix_file.temporary(), *matrix);
        matrix_file.commit();
    }
    main_file.commit();
}

std::string count(double value) {
    return format_count(round_half_away(value, 0));
}

// Numbers as a reader wants them: shares in percent, supply per 10,000 people.
struct Shown {
    double scale = 1;
    int decimals = 1;
    std::string unit;
    std::string operator()(double value) const {
        if (std::isnan(value))
            return "-";
        if (decimals == 0)
            return count(value * scale);
        return format_fixed(value * scale, decimals);
    }
};
Shown shown(const MeasureSpec& spec, const AccessColumn& column) {
    if (spec.kind == MeasureSpec::Kind::Beyond)
        return {100, 1, "% of people"};
    if (column.unit == "supply per person")
        return {10'000, 2, "supply per 10,000 people"};
    if (column.unit == "m")
        return {1, 0, "m"};
    if (column.unit.empty())
        return {1, 3, ""};
    return {1, 1, column.unit};
}

std::string people_of(double part, double whole) {
    if (part == 0)
        return "0";
    return fmt::format("{} ({} %)", count(part), format_fixed(100 * part / whole, 1));
}

std::string measures_text(const std::vector<MeasureSpec>& specs, const Result& result,
                          bool people_counted) {
    std::string text =
        fmt::format("\n{:<36}{:>12}{:>12}{:>12}{:>22}\n", "", people_counted ? "people" : "points",
                    "mean", "median", "without a value");
    for (std::size_t k = 0; k < result.columns.size(); ++k) {
        const AccessColumn& column = result.columns[k];
        if (column.is_destination)
            continue;
        const Shown show = shown(specs[k], column);
        text += fmt::format("{}: {}{}\n", column.name, column.label,
                            show.unit.empty() ? "" : fmt::format(" ({})", show.unit));
        for (const GroupSummary& group : result.groups[k])
            text +=
                fmt::format("  {:<34}{:>12}{:>12}{:>12}{:>22}\n", group.name, count(group.people),
                            show(group.mean),
                            specs[k].kind == MeasureSpec::Kind::Beyond ? "" : show(group.median),
                            people_of(group.people_without, group.people));
        for (const WithoutValue& without : result.without[k])
            text += fmt::format("    without a value: {} {} at {} {}: {}\n", count(without.people),
                                people_counted ? "people" : "points",
                                count(static_cast<double>(without.points)),
                                without.points == 1 ? "point" : "points", without.reason);
    }
    return text;
}

nlohmann::ordered_json to_json(const Result& result) {
    const auto number = [](double value) {
        return std::isnan(value) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
    };
    auto json = nlohmann::ordered_json::array();
    for (std::size_t k = 0; k < result.columns.size(); ++k) {
        const AccessColumn& column = result.columns[k];
        if (column.is_destination)
            continue;
        nlohmann::ordered_json measure{{"name", column.name},
                                       {"label", column.label},
                                       {"unit", column.unit},
                                       {"formula", column.formula}};
        for (const GroupSummary& group : result.groups[k])
            measure["groups"].push_back({{"group", group.name},
                                         {"people", group.people},
                                         {"mean", number(group.mean)},
                                         {"median", number(group.median)},
                                         {"people_without", group.people_without}});
        measure["without"] = nlohmann::ordered_json::array();
        for (const WithoutValue& without : result.without[k])
            measure["without"].push_back({{"reason", without.reason},
                                          {"points", without.points},
                                          {"people", without.people}});
        json.push_back(std::move(measure));
    }
    return json;
}

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

std::string head_text(const Options& options, const Travel& travel, const PlaceTable& demand,
                      const People& people, const PlaceTable& facilities, double everyone) {
    const std::string directed = options.direction == "from" ? "from the facilities to the people"
                                                             : "from the people to the facilities";
    std::string text = fmt::format(
        "Demand      {} points from {}{}\n", count(static_cast<double>(demand.size())),
        file_name(options.demand.file),
        people.column.empty() ? ", each counting 1"
                              : fmt::format(", {} people ({})", count(everyone), people.column));
    text +=
        fmt::format("Facilities  {} from {}{}\n", count(static_cast<double>(facilities.size())),
                    file_name(options.facilities.file),
                    options.supply.empty() ? ", each supplying 1" : ", supply " + options.supply);
    text += fmt::format(
        "Travel      {}{}{}{}\n", travel.describe(),
        options.streets.given() ? fmt::format(" ({})", file_name(options.streets.file)) : "",
        options.streets.given() || !options.table.empty() ? ", " + directed : "",
        options.limit
            ? fmt::format(", up to {} {}", format_number(*options.limit), to_string(travel.unit()))
            : "");
    return text;
}

void run(const Options& options) {
    const std::vector<MeasureSpec> specs = access::parse_measures(options.measures);
    check(options, specs);
    Diagnostics diagnostics;
    ConsoleProgress console(options.json);
    const Progress& progress = console.progress();
    const bool place_needed = options.table.empty();
    const PlaceTable demand =
        read_place_table(options.demand, place_needed, diagnostics, progress.part(0, 0.1));
    const PlaceTable facilities =
        read_place_table(options.facilities, place_needed, diagnostics, progress.part(0.1, 0.15));
    const People people = read_people(demand, options.people, options.groups, diagnostics);
    const std::vector<double> supply = options.supply.empty()
                                           ? std::vector<double>()
                                           : counts(facilities.table, options.supply, diagnostics);
    if (!options.walkers.empty() && people.column.empty())
        throw Error(ErrorKind::Usage, "--walkers needs a column that counts all people",
                    {.hint = "name it after --people"});
    const std::optional<double> limit = matrix_limit(options, specs);
    refuse_huge_matrix(limit, demand, facilities);

    const Travel travel = open_travel(options, diagnostics, progress.part(0.15, 0.4));
    for (const MeasureSpec& spec : specs)
        spec.require_unit(travel.unit());
    std::vector<Costs> costs;
    for (std::size_t m = 0; m < travel.modes.size(); ++m) {
        const double each = 0.4 / static_cast<double>(travel.modes.size());
        const double at = 0.4 + static_cast<double>(m) * each;
        costs.push_back(costs_of(*travel.modes[m].cost, demand, facilities, options, limit,
                                 diagnostics, progress.part(at, at + each)));
    }
    Rows rows{.people = &people.count};
    if (!options.walkers.empty()) {
        const std::vector<double> share =
            share_with_car(people.count, counts(demand.table, options.walkers, diagnostics),
                           demand.id, diagnostics);
        rows.mixed_nearest = access::mix_travel(costs[0].nearest_only, costs[1].nearest_only,
                                                people.count, share, demand.what, diagnostics);
        Diagnostics the_same;
        if (limit)
            rows.mixed = access::mix_travel(costs[0].matrix, costs[1].matrix, people.count, share,
                                            demand.what, the_same);
    }
    Result result;
    result.columns = measure_all(specs, rows, costs, supply, diagnostics, progress.part(0.8, 0.9));
    const Reasons reasons = reasons_of(options, travel, demand, costs);
    const std::vector<CountedGroup> groups = groups_in_rows(people, travel, rows);
    for (AccessColumn& column : result.columns) {
        forget_unplaced(column.values, reasons);
        result.per_point.push_back(rows.to_points(column));
        result.groups.push_back(by_group(column.values, groups));
        result.without.push_back(why_without(column.values, groups.front().people, reasons.of_row,
                                             reasons.texts, demand.size()));
    }
    result.nearest_id = nearest_ids(rows, costs, facilities);

    progress.step("writing", 0.9);
    io::OutTable table;
    std::vector<geo::LonLat> places = demand.place;
    if (options.by_tract)
        std::tie(table, places) = tract_table(demand, people, result, diagnostics);
    else
        table = points_table(demand, people, facilities, result);
    std::optional<io::OutTable> matrix;
    if (!options.matrix_out.empty())
        matrix = matrix_table(travel, costs, demand, facilities);
    progress.throw_if_stopped();
    write(options, table, places, matrix);
    console.finish();

    const double everyone = result.groups.front().front().people;
    if (options.json) {
        nlohmann::ordered_json json{
            {"demand_points", demand.size()},
            {"people", everyone},
            {"people_column", people.column},
            {"facilities", facilities.size()},
            {"travel", travel.describe()},
            {"direction", options.direction},
            {"limit", options.limit ? nlohmann::ordered_json(*options.limit) : nullptr},
            {"unit", to_string(travel.unit())},
            {"measures", to_json(result)},
            {"rows", table.rows()},
            {"out", options.out}};
        if (matrix) {
            json["pairs"] = matrix->rows();
            json["matrix_out"] = options.matrix_out;
        }
        json["findings"] = diagnostics.findings().size();
        print_json(json);
        return;
    }
    print(head_text(options, travel, demand, people, facilities, everyone));
    print(measures_text(specs, result, !people.column.empty()));
    print("\n" + findings_text(diagnostics));
    print(fmt::format("Written to {} ({} {})\n", options.out,
                      count(static_cast<double>(table.rows())),
                      options.by_tract ? "tracts" : "demand points"));
    if (matrix)
        print(fmt::format("Written to {} ({} pairs)\n", options.matrix_out,
                          count(static_cast<double>(matrix->rows()))));
}

// What --measures takes, one measure a paragraph.
std::string measures_help() {
    std::string text = "NAME or NAME:PARAMETERS, several separated by commas. Costs are minutes, "
                       "or metres where distances are straight.\n\n";
    for (const access::MeasureInfo& info : access::measures()) {
        text += fmt::format("{:<14}{}\n", info.name, info.what);
        text += fmt::format("{:<14}{}\n", "", info.formula);
        if (!info.parameters.empty())
            text += fmt::format("{:<14}parameters {}{}\n", "", info.parameters,
                                info.fallback.empty()
                                    ? ""
                                    : fmt::format(" (default {}:{})", info.name, info.fallback));
        text += fmt::format("{:<14}for example {}{}\n", "", info.example,
                            info.source.empty() ? "" : fmt::format("; {}", info.source));
    }
    return text + "\nDECAY is one of " + join(access::decay_names(), ", ") +
           ", as in gravity:exponential:b=0.1:max=60\n";
}

} // namespace

void add_access(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "access", "How well people reach facilities: travel time or distance, supply per person");
    auto options = std::make_shared<Options>();
    command
        ->add_option("--demand", options->demand.file,
                     "Where people live: blocks, centers of population, addresses")
        ->required();
    command
        ->add_option("--facilities", options->facilities.file,
                     "Where they go: clinics, stores, pharmacies")
        ->required();
    command
        ->add_option("--measures", options->measures,
                     "What to compute, e.g. nearest,within:15,e2sfca (see --list-measures)")
        ->delimiter(',')
        ->required();
    command->add_option("--out", options->out, "File to write: .csv .xlsx .gpkg .geojson")
        ->required();
    add_street_options(*command, options->streets);
    command->add_option("--table", options->table,
                        "Travel costs you have: origin, destination, minutes or metres");
    command->add_option("--table-origin", options->table_columns.origin, "Its origin column");
    command->add_option("--table-destination", options->table_columns.destination,
                        "Its destination column");
    command->add_option("--table-cost", options->table_columns.cost, "Its cost column");
    command->add_option("--table-unit", options->table_columns.unit, "What its costs are")
        ->check(CLI::IsMember({"minutes", "seconds", "metres"}));
    add_direction(*command, options->direction);
    command->add_option("--limit", options->limit,
                        "Look no farther than this many minutes (straight: metres)");
    command->add_option("--people", options->people,
                        "Column that counts people (default: the usual names)");
    command
        ->add_option("--groups", options->groups,
                     "Columns that count groups of people: a summary for each")
        ->delimiter(',');
    command->add_option("--walkers", options->walkers,
                        "Column that counts people without a car: they walk, the others drive");
    command->add_option("--walk-profile", options->walk_profile, "How they walk (default: walk)");
    command->add_option("--supply", options->supply,
                        "Column of what a facility offers, e.g. doctors (default: 1 each)");
    add_place_options(*command, options->demand);
    add_place_options(*command, options->facilities);
    command->add_flag("--by-tract", options->by_tract,
                      "Write one row per census tract: means by people");
    command->add_option("--matrix-out", options->matrix_out,
                        "Write the travel costs themselves: .csv");
    command->add_flag_callback(
        "--list-measures",
        [] {
            print(measures_help());
            throw CLI::Success();
        },
        "Show every measure with its formula and stop");
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "Without --streets and --table, distances are straight lines in metres.\nExamples:\n"
        "  tractwise access --demand data/sample/blocks.csv --facilities "
        "data/sample/hrsa_sites.csv "
        "--facility-where \"Site Status Description=Active\" --streets data/sample/streets.osm "
        "--profile drive --measures nearest,beyond:15,e2sfca --out access.csv\n"
        "  tractwise access --demand data/sample/blocks.csv --facilities "
        "data/sample/snap_stores.csv --measures nearest,within:1609 --by-tract --out stores.gpkg");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
