// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/amounts.hpp"
#include "engine/cli/catchment_report.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/access/catchment_layers.hpp"
#include "engine/access/geodesic_cost.hpp"
#include "engine/access/street_cost.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/writers.hpp"
#include "engine/report/summary.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

using access::Catchments;
using access::PeopleReached;

void check(const CatchmentArguments& options) {
    check_streets(options.streets);
    check_places(options.facilities);
    check_places(options.demand);
    if (options.by_street() && (!options.meters.empty() || !options.miles.empty()))
        throw Error(ErrorKind::Usage, "along streets, catchments are measured in minutes",
                    {.hint = "use --minutes, or leave --streets out for straight distances"});
    if (!options.by_street() && !options.minutes.empty())
        throw Error(ErrorKind::Usage, "--minutes needs --streets: straight lines have no time",
                    {.hint = "add --streets county.osm.pbf, or use --miles or --meters"});
    const std::vector<double> limits = options.limits();
    if (limits.empty())
        throw Error(ErrorKind::Usage, "say how far the catchments go",
                    {.hint = options.by_street() ? "for example --minutes 10,20,30"
                                                 : "for example --miles 1,5, or --streets with "
                                                   "--minutes 10,20,30"});
    if (!(limits.front() > 0))
        throw Error(ErrorKind::Usage, "a catchment must go farther than 0",
                    {.hint = "for example --minutes 10,20,30"});
    if (!(options.buffer_m >= 20 && options.buffer_m <= 5000))
        throw Error(ErrorKind::Usage, "--buffer must be between 20 and 5000 meters",
                    {.hint = "the default of 100 m covers the houses along a street; "
                             "--streets-out writes the streets themselves"});
    const std::initializer_list<std::string> inputs{options.facilities.file, options.demand.file,
                                                    options.streets.file, options.streets.nodes};
    require_extension(options.out, "--out", {".gpkg", ".geojson"});
    refuse_own_input(options.out, inputs);
    if (!options.streets_out.empty()) {
        require_extension(options.streets_out, "--streets-out", {".gpkg", ".geojson"});
        refuse_own_input(options.streets_out, inputs);
        if (!options.by_street())
            throw Error(ErrorKind::Usage, "--streets-out needs --streets beside it");
        if (std::filesystem::absolute(options.streets_out).lexically_normal() ==
            std::filesystem::absolute(options.out).lexically_normal())
            throw Error(ErrorKind::Usage, "--out and --streets-out name the same file",
                        {.where = options.out});
    }
    if (options.demand.file.empty())
        for (const auto& [option, given] :
             {std::pair{"--people", !options.people.empty()},
              std::pair{"--groups", !options.groups.empty()},
              std::pair{"--demand-id", !options.demand.id.empty()},
              std::pair{"--demand-where", !options.demand.where.empty()}})
            if (given)
                throw Error(ErrorKind::Usage, fmt::format("{} needs --demand beside it", option),
                            {.hint = "name the file that says where people live"});
}

// Only the facilities that were named, in the order of the file.
void choose(PlaceTable& facilities, const std::vector<std::string>& chosen) {
    if (chosen.empty())
        return;
    std::unordered_set<std::string> wanted(chosen.begin(), chosen.end());
    std::vector<std::size_t> rows;
    for (std::size_t f = 0; f < facilities.size(); ++f)
        if (wanted.contains(facilities.id[f]))
            rows.push_back(f);
    for (const std::string& id : chosen)
        if (std::find(facilities.id.begin(), facilities.id.end(), id) == facilities.id.end())
            throw Error(ErrorKind::Usage, fmt::format("no facility is called \"{}\"", id),
                        {.where = facilities.id_column.empty()
                                      ? facilities.table.name()
                                      : fmt::format("{}, column {}", facilities.table.name(),
                                                    facilities.id_column),
                         .hint = suggestion(id, facilities.id)});
    facilities.keep(rows);
}

// The columns of the output that count people; none may be called as one of the others.
std::vector<access::PeopleGroup> groups_of(const People& people) {
    std::vector<access::PeopleGroup> groups{{"people",
                                             people.column.empty()
                                                 ? "demand points within reach"
                                                 : "people within reach: column " + people.column,
                                             people.count}};
    for (const People::Group& group : people.groups) {
        std::string name = group.name;
        static constexpr std::array<std::string_view, 7> taken{
            "id", "facility", "limit_min", "limit_m", "area_km2", "people", "geom"};
        if (std::find(taken.begin(), taken.end(), to_lower(name)) != taken.end())
            name += "_group";
        groups.push_back({name, "within reach: column " + group.name, group.count});
    }
    return groups;
}

// Both files or none.
void write(const CatchmentArguments& options, const access::CatchmentLayer& areas,
           const std::optional<access::CatchmentLayer>& streets) {
    AtomicFile main_file(options.out);
    io::write_features(main_file.temporary(), areas.table, areas.geometry);
    if (streets) {
        AtomicFile streets_file(options.streets_out);
        io::write_features(streets_file.temporary(), streets->table, streets->geometry);
        streets_file.commit();
    }
    main_file.commit();
}

void run(const CatchmentArguments& options) {
    check(options);
    Diagnostics diagnostics;
    ConsoleProgress console(options.json);
    const Progress& progress = console.progress();
    PlaceTable facilities =
        read_place_table(options.facilities, true, diagnostics, progress.part(0, 0.05));
    choose(facilities, options.chosen);
    std::optional<PlaceTable> demand;
    People people;
    if (!options.demand.file.empty()) {
        demand = read_place_table(options.demand, true, diagnostics, progress.part(0.05, 0.1));
        require_near_each_other(*demand, facilities, diagnostics);
        people = read_people(*demand, options.people, options.groups, diagnostics);
    }
    std::shared_ptr<const access::StreetNetwork> network;
    std::unique_ptr<const access::TravelCost> cost = std::make_unique<access::GeodesicCost>();
    if (options.by_street()) {
        network = read_networks(options.streets, {options.streets.profile_or_default()},
                                diagnostics, progress.part(0.1, 0.3))
                      .front();
        cost = std::make_unique<access::StreetCost>(network);
    }
    const std::vector<double> limits = options.limits();
    const access::Direction direction = direction_of(options.direction);
    const access::Places places = facilities.places();
    std::optional<PeopleReached> reached;
    if (demand) {
        const access::CostMatrix costs =
            cost->matrix(demand->places(), places, {.limit = limits.back(), .direction = direction},
                         diagnostics, progress.part(0.3, 0.5));
        reached = access::people_reached(costs, limits, groups_of(people));
    }
    const access::CatchmentOptions how{
        .limits = limits, .direction = direction, .buffer_m = options.buffer_m};
    Diagnostics of_areas; // facilities without a street are named again in their words
    Catchments areas =
        network ? access::catchments(*network, places, how, of_areas, progress.part(0.5, 0.8))
                : access::straight_catchments(places, how, of_areas);
    diagnostics.merge(of_areas);
    access::add_together(areas, places, how, progress.part(0.8, 0.9));
    const PeopleReached* people_reached = reached ? &*reached : nullptr;
    const access::CatchmentLayer layer =
        access::catchment_areas_layer(areas, places, people_reached);
    std::optional<access::CatchmentLayer> streets;
    if (!options.streets_out.empty())
        streets = access::catchment_streets_layer(areas, *network, places);
    progress.step("writing", 0.9);
    write(options, layer, streets);
    console.finish();

    const CatchmentResult result{facilities, limits, areas, people_reached};
    if (options.json) {
        nlohmann::ordered_json json{{"facilities", facilities.size()},
                                    {"travel", cost->describe()},
                                    {"direction", options.direction},
                                    {"limits", limits},
                                    {"unit", to_string(cost->unit())}};
        for (std::size_t g = 0; reached && g < reached->names.size(); ++g)
            json["total"][reached->names[g]] = reached->total[g];
        json["catchments"] = to_json(result);
        json["out"] = options.out;
        if (streets)
            json["streets_out"] = options.streets_out;
        json["findings"] = diagnostics.findings().size();
        print_json(json);
        return;
    }
    print(fmt::format("Facilities  {} from {}\n", count(facilities.size()),
                      file_name(options.facilities.file)));
    print(fmt::format("Travel      {}{}\n", cost->describe(),
                      network ? fmt::format(", streets from {}, from the {} to the {}",
                                            file_name(options.streets.file),
                                            options.direction == "to" ? "people" : "facilities",
                                            options.direction == "to" ? "facilities" : "people")
                              : ""));
    if (reached)
        print(fmt::format("People      {}{} from {}, counted where they live\n",
                          count(reached->total.front()),
                          people.column.empty() ? " points" : fmt::format(" ({})", people.column),
                          file_name(options.demand.file)));
    print(areas_text(options, result));
    print("\n" + report::findings_text(diagnostics));
    print(fmt::format("Written to {} ({} areas)\n", options.out, count(layer.table.rows())));
    if (streets)
        print(fmt::format("Written to {} ({} stretches)\n", options.streets_out,
                          count(streets->table.rows())));
}

} // namespace

void add_catchment(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "catchment", "Areas within some minutes or miles of facilities, and who lives within");
    auto options = std::make_shared<CatchmentArguments>();
    command->add_option("--facilities", options->facilities.file, "Clinics, stores, pharmacies")
        ->required();
    command->add_option("--out", options->out, "Areas to write: .gpkg .geojson")->required();
    add_street_options(*command, options->streets);
    command->add_option("--minutes", options->minutes, "Along streets, e.g. 10,20,30")
        ->delimiter(',');
    command->add_option("--miles", options->miles, "Straight, e.g. 1,5")->delimiter(',');
    command->add_option("--meters,--metres", options->meters, "Straight, e.g. 500,1000")
        ->delimiter(',');
    add_direction(*command, options->direction);
    command->add_option("--facility", options->chosen,
                        "Only the facility with this id (repeatable)");
    command->add_option("--demand", options->demand.file,
                        "Where people live: blocks, centers of population, addresses");
    command->add_option("--people", options->people,
                        "Column that counts people (default: the usual names)");
    command->add_option("--groups", options->groups, "Columns that count groups of people")
        ->delimiter(',');
    command
        ->add_option("--buffer", options->buffer_m,
                     "How far from a reached street the area is drawn, meters")
        ->capture_default_str();
    command->add_option("--streets-out", options->streets_out,
                        "Write the reached streets as lines: .gpkg .geojson");
    add_place_options(*command, options->facilities);
    add_place_options(*command, options->demand);
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "People are counted where they live, by the travel cost of their home, never by area.\n"
        "The rows \"all facilities\" count everybody once.\nExample:\n"
        "  tractwise catchment --facilities data/sample/hrsa_sites.csv --facility-where \"Health "
        "Center Type Description=Service Delivery Site\" --facility-where \"Health Center Type "
        "Description=Administrative/Service Delivery Site\" --streets data/sample/streets.osm "
        "--profile drive --minutes "
        "5,10,20 --demand data/sample/blocks.csv --out catchments.gpkg");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
