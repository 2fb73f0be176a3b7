// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/access_report.hpp"
#include "engine/cli/amounts.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/report/summary.hpp"

#include <cmath>
#include <filesystem>
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
using access::CostUnit;
using access::MeasureSpec;

// Everything that can be refused before a file is read.
void check(const AccessOptions& options, const std::vector<MeasureSpec>& specs) {
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
                    fmt::format("--limit must be above 0, not {:g}", *options.limit));
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
            spec.require_unit(options.streets.given() ? CostUnit::Minutes : CostUnit::Meters);
    }
}
// Both files or none.
void write(const AccessOptions& options, const io::OutTable& table,
           std::span<const geo::LonLat> places, const std::optional<io::OutTable>& matrix) {
    AtomicFile main_file(options.out);
    io::write_features(main_file.temporary(), table, {.points = places});
    if (matrix) {
        AtomicFile matrix_file(options.matrix_out);
        io::write_csv(matrix_file.temporary(), *matrix);
        matrix_file.commit();
    }
    main_file.commit();
}

void run(const AccessOptions& options) {
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
    if (place_needed)
        require_near_each_other(demand, facilities, diagnostics);
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
            access::share_with_car(people.count, counts(demand.table, options.walkers, diagnostics),
                                   demand.names(), diagnostics);
        rows.mixed_nearest = access::mix_travel(costs[0].nearest_only, costs[1].nearest_only,
                                                people.count, share, demand.names(), diagnostics);
        Diagnostics the_same;
        if (limit)
            rows.mixed = access::mix_travel(costs[0].matrix, costs[1].matrix, people.count, share,
                                            demand.names(), the_same);
    }
    AccessResult result;
    result.columns = measure_all(specs, rows, costs, supply, {demand.names(), facilities.names()},
                                 diagnostics, progress.part(0.8, 0.9));
    const Reasons reasons = reasons_of(options, travel, demand, costs);
    const std::vector<access::PeopleGroup> groups = groups_in_rows(people, travel, rows);
    for (AccessColumn& column : result.columns) {
        forget_unplaced(column.values, reasons);
        result.per_point.push_back(rows.to_points(column));
        result.groups.push_back(access::summarize_groups(column.values, groups));
        result.without.push_back(access::why_without(column.values, groups.front().people,
                                                     reasons.of_row, reasons.texts, demand.size()));
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
    print(measures_text(specs, result, !people.column.empty(), options.reader()));
    print("\n" + report::findings_text(diagnostics));
    print(fmt::format("Written to {} ({} {})\n", options.out, count(table.rows()),
                      options.by_tract ? "tracts" : "demand points"));
    if (matrix)
        print(fmt::format("Written to {} ({} pairs)\n", options.matrix_out, count(matrix->rows())));
}
} // namespace

void add_access(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "access", "How well people reach facilities: travel time or distance, supply per person");
    auto options = std::make_shared<AccessOptions>();
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
                        "Travel costs you have: a table of pairs, or origins by destinations");
    command->add_option("--table-origin", options->table_columns.origin, "Its origin column");
    command->add_option("--table-destination", options->table_columns.destination,
                        "Its destination column");
    command->add_option("--table-cost", options->table_columns.cost, "Its cost column");
    command->add_option("--table-unit", options->table_columns.unit, "What its costs are")
        ->check(CLI::IsMember({"minutes", "seconds", "hours", "meters", "kilometers", "miles",
                               "feet", "metres", "kilometres"}));
    add_direction(*command, options->direction);
    command->add_option("--limit", options->limit,
                        "Look no farther than this many minutes (straight: meters)");
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
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "Without --streets and --table, distances are straight lines in meters.\nExamples:\n"
        "  tractwise access --demand data/sample/blocks.csv --facilities "
        "data/sample/hrsa_sites.csv "
        "--facility-where \"Health Center Type Description=Service Delivery Site\" "
        "--facility-where \"Health Center Type Description=Administrative/Service Delivery Site\" "
        "--streets data/sample/streets.osm "
        "--profile drive --measures nearest,beyond:15,e2sfca --out access.csv\n"
        "  tractwise access --demand data/sample/blocks.csv --facilities "
        "data/sample/snap_stores.csv --measures nearest,within:1609 --by-tract --out stores.gpkg");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
