// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/access_report.hpp"

#include "engine/cli/amounts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

using access::AccessColumn;
using access::CostMatrix;
using access::CostUnit;
using access::MeasureSpec;

std::string column_description(const AccessColumn& column) {
    return fmt::format("{}{}: {}", column.label,
                       column.unit.empty() ? "" : fmt::format(" ({})", column.unit),
                       column.formula);
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
/// `groups` are the numbers to show: those of one measure have one unit.
Shown shown(const MeasureSpec& spec, const AccessColumn& column,
            const std::vector<access::GroupSummary>& groups, Reader reader) {
    if (spec.kind == MeasureSpec::Kind::Beyond)
        return {100, 1, "% of people"};
    if (column.unit == "supply per person")
        return {10'000, 2, "supply per 10,000 people"};
    if (column.unit == "m") {
        double largest = 0;
        for (const access::GroupSummary& group : groups)
            for (const double value : {group.mean, group.median})
                largest = value > largest ? value : largest; // NaN is never larger
        const words::ShownUnit unit = words::shown_unit("m", largest, reader);
        return {unit.factor, unit.decimals, unit.words};
    }
    if (column.unit.empty())
        return {1, 3, ""};
    return {1, 1, column.unit};
}

} // namespace

io::OutTable points_table(const PlaceTable& demand, const People& people,
                          const PlaceTable& facilities, const AccessResult& result) {
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

std::pair<io::OutTable, std::vector<geo::LonLat>> tract_table(const PlaceTable& demand,
                                                              const People& people,
                                                              const AccessResult& result,
                                                              Diagnostics& diagnostics) {
    if (demand.id_column.empty())
        throw Error(ErrorKind::Usage, "--by-tract needs the census ids of the demand points",
                    {.hint = "name their column after --demand-id"});
    io::SourceSpec source;
    source.id_columns = {demand.id_column};
    const tract::RowIds ids = tract::row_ids_any_level(demand.table, source, diagnostics);
    std::vector<std::string> tracts;
    Finding without{Severity::Warning,
                    "row-without-tract",
                    demand.what,
                    "have no census id and belong to no tract; their people are left out",
                    0,
                    {}};
    for (std::size_t i = 0; i < demand.size(); ++i) {
        tracts.emplace_back(ids.ids[i].empty() ? "" : tract::tract_of(ids.ids[i]));
        if (tracts.back().empty()) {
            ++without.count;
            without.examples.push_back(demand.id[i]);
        }
    }
    if (without.count > 0)
        diagnostics.add(std::move(without));
    const access::TractMeans means =
        access::means_by_tract(tracts, people.count, demand.place, result.per_point);
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
    return {std::move(out), means.center};
}

io::OutTable matrix_table(const Travel& travel, const std::vector<Costs>& costs,
                          const PlaceTable& demand, const PlaceTable& facilities) {
    std::vector<std::string> origins, destinations, modes;
    std::vector<double> cost, meters;
    for (std::size_t m = 0; m < costs.size(); ++m) {
        const CostMatrix& matrix = costs[m].matrix;
        for (std::size_t i = 0; i < matrix.origins(); ++i)
            for (std::size_t k = 0; k < matrix.row_costs(i).size(); ++k) {
                origins.push_back(demand.id[i]);
                destinations.push_back(facilities.id[matrix.row_destinations(i)[k]]);
                modes.push_back(travel.modes[m].name);
                cost.push_back(matrix.row_costs(i)[k]);
                if (matrix.has_meters())
                    meters.push_back(round_half_away(double{matrix.row_meters(i)[k]}, 2));
            }
    }
    const bool minutes = travel.unit() == CostUnit::Minutes;
    io::OutTable out{"travel_costs", "Travel costs from demand points to facilities", {}};
    out.columns.push_back({"origin", "demand point", std::move(origins)});
    out.columns.push_back({"destination", "facility", std::move(destinations)});
    out.columns.push_back({minutes ? "minutes" : "metres", travel.describe(), std::move(cost)});
    if (minutes && meters.size() == modes.size())
        out.columns.push_back({"metres", "length of the quickest route", std::move(meters)});
    if (costs.size() > 1)
        out.columns.push_back({"profile", "how people travel", std::move(modes)});
    return out;
}
std::string measures_text(const std::vector<MeasureSpec>& specs, const AccessResult& result,
                          bool people_counted, Reader reader) {
    std::string text =
        fmt::format("\n{:<36}{:>12}{:>12}{:>12}{:>22}\n", "", people_counted ? "people" : "points",
                    "mean", "median", "without a value");
    for (std::size_t k = 0; k < result.columns.size(); ++k) {
        const AccessColumn& column = result.columns[k];
        if (column.is_destination)
            continue;
        const Shown show = shown(specs[k], column, result.groups[k], reader);
        text += fmt::format("{}: {}{}\n", column.name, column.label,
                            show.unit.empty() ? "" : fmt::format(" ({})", show.unit));
        for (const access::GroupSummary& group : result.groups[k])
            text +=
                fmt::format("  {:<34}{:>12}{:>12}{:>12}{:>22}\n", group.name, count(group.people),
                            show(group.mean),
                            specs[k].kind == MeasureSpec::Kind::Beyond ? "" : show(group.median),
                            part_of(group.people_without, group.people));
        for (const access::WithoutValue& without : result.without[k])
            if (without.people > 0 || !people_counted) // where nobody lives, nobody is left out
                text +=
                    fmt::format("    without a value: {} {} at {} {}: {}\n", count(without.people),
                                people_counted ? "people" : "points", count(without.places),
                                without.places == 1 ? "point" : "points", without.reason);
    }
    return text;
}

nlohmann::ordered_json to_json(const AccessResult& result) {
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
        for (const access::GroupSummary& group : result.groups[k])
            measure["groups"].push_back({{"group", group.name},
                                         {"people", group.people},
                                         {"mean", number(group.mean)},
                                         {"median", number(group.median)},
                                         {"people_without", group.people_without}});
        measure["without"] = nlohmann::ordered_json::array();
        for (const access::WithoutValue& without : result.without[k])
            measure["without"].push_back({{"reason", without.reason},
                                          {"points", without.places},
                                          {"people", without.people}});
        json.push_back(std::move(measure));
    }
    return json;
}

std::string head_text(const AccessOptions& options, const Travel& travel, const PlaceTable& demand,
                      const People& people, const PlaceTable& facilities, double everyone) {
    const std::string directed = options.direction == "from" ? "from the facilities to the people"
                                                             : "from the people to the facilities";
    std::string text = fmt::format(
        "Demand      {} points from {}{}\n", count(demand.size()), file_name(options.demand.file),
        people.column.empty() ? ", each counting 1"
                              : fmt::format(", {} people ({})", count(everyone), people.column));
    text += fmt::format(
        "Facilities  {} from {}{}\n", count(facilities.size()), file_name(options.facilities.file),
        options.supply.empty() ? ", each supplying 1" : ", supply " + options.supply);
    text += fmt::format(
        "Travel      {}{}{}{}\n", travel.describe(),
        options.streets.given() ? ", streets from " + file_name(options.streets.file) : "",
        options.streets.given() || !options.table.empty() ? ", " + directed : "",
        options.limit ? ", up to " + (travel.unit() == CostUnit::Minutes
                                          ? format_number(*options.limit) + " min"
                                          : words::value(*options.limit, "m", options.reader()))
                      : "");
    return text;
}
std::string measures_help() {
    std::string text = "NAME or NAME:PARAMETERS, several separated by commas. Costs are minutes, "
                       "or meters where distances are straight.\n\n";
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
} // namespace tractwise::cli
