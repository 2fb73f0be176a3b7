// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "console.hpp"
#include "outputs.hpp"
#include "travel_options.hpp"

#include <tractwise/access/catchment.hpp>
#include <tractwise/access/geodesic_cost.hpp>
#include <tractwise/access/street_cost.hpp>
#include <tractwise/core/atomic_file.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/geo/buffer.hpp>
#include <tractwise/geo/geodesic.hpp>
#include <tractwise/io/writers.hpp>
#include <tractwise/report/summary.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

using access::Catchments;
using access::PeopleReached;

constexpr const char* kAll = "all facilities";
constexpr double kMetresPerMile = 1609.344;

struct Options {
    PlaceOptions facilities{.what = "facilities", .prefix = "facility"};
    PlaceOptions demand{.what = "demand points", .prefix = "demand"};
    StreetOptions streets;
    std::vector<double> minutes, metres, miles;
    std::vector<std::string> chosen, groups;
    std::string people, direction = "to", out, streets_out;
    double buffer_m = access::CatchmentOptions{}.buffer_m;
    bool json = false;

    bool by_street() const { return streets.given(); }
    /// In the unit of the travel cost.
    std::vector<double> limits() const {
        std::vector<double> all = by_street() ? minutes : metres;
        if (!by_street())
            for (const double mile : miles)
                all.push_back(mile * kMetresPerMile);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
    /// "10 min", "1 mi", "800 m"
    std::string name_of(double limit) const {
        if (by_street())
            return format_number(limit) + " min";
        for (const double mile : miles)
            if (mile * kMetresPerMile == limit)
                return format_number(mile) + " mi";
        return format_count(limit) + " m";
    }
};

void check(const Options& options) {
    check_streets(options.streets);
    check_places(options.facilities);
    check_places(options.demand);
    if (options.by_street() && (!options.metres.empty() || !options.miles.empty()))
        throw Error(ErrorKind::Usage, "along streets, catchments are measured in minutes",
                    {.hint = "use --minutes, or leave --streets out for straight distances"});
    if (!options.by_street() && !options.minutes.empty())
        throw Error(ErrorKind::Usage, "--minutes needs --streets: straight lines have no time",
                    {.hint = "add --streets county.osm.pbf, or use --miles or --metres"});
    const std::vector<double> limits = options.limits();
    if (limits.empty())
        throw Error(ErrorKind::Usage, "say how far the catchments go",
                    {.hint = options.by_street() ? "for example --minutes 10,20,30"
                                                 : "for example --miles 1,5, or --streets with "
                                                   "--minutes 10,20,30"});
    if (!(limits.front() > 0))
        throw Error(ErrorKind::Usage, fmt::format("a catchment must go farther than {}",
                                                  format_number(limits.front())));
    if (!(options.buffer_m > 0))
        throw Error(ErrorKind::Usage, "--buffer must be above 0 metres");
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

// What all facilities cover together, one shape per limit: overlaps count once.
geo::PolygonSet covered_together(const Catchments& areas, const PlaceTable& facilities,
                                 const std::vector<double>& limits, double buffer_m,
                                 const Progress& progress) {
    geo::Box box;
    for (const geo::LonLat place : facilities.place)
        if (!std::isnan(place.lon))
            box.add(place);
    const geo::LonLat middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    geo::PolygonSet together;
    for (std::size_t ring = 0; ring < limits.size(); ++ring) {
        progress.step("areas of all facilities together",
                      static_cast<double>(ring) / static_cast<double>(limits.size()));
        if (facilities.size() == 1) {
            together.append(areas.shapes, ring);
            continue;
        }
        geo::LineSet reached;
        double metres = buffer_m;
        geo::BufferOptions buffer{.min_hole_m2 = access::CatchmentOptions{}.min_hole_m2,
                                  .middle = middle};
        if (areas.unit == access::CostUnit::Metres) {
            metres = limits[ring]; // the circles, from their middles
            for (const geo::LonLat& place : facilities.place)
                if (!std::isnan(place.lon))
                    reached.add(std::span(&place, 1));
        } else {
            for (std::size_t s = 0; s < areas.stretches.size(); ++s)
                if (areas.stretches[s].limit <= limits[ring])
                    reached.add(areas.lines.line(s));
        }
        if (reached.size() == 0)
            together.begin_shape();
        else
            geo::buffer(reached, metres, together, buffer);
    }
    return together;
}

// One more row per limit, after those of the facilities.
void add_rows_for_all(io::OutTable& table, const geo::PolygonSet& together,
                      const std::vector<double>& limits, const char* unit,
                      const PeopleReached* people) {
    const auto texts = [&](std::size_t c) -> auto& {
        return std::get<std::vector<std::string>>(table.columns[c].values);
    };
    const auto numbers = [&](std::size_t c) -> auto& {
        return std::get<std::vector<double>>(table.columns[c].values);
    };
    for (std::size_t ring = 0; ring < limits.size(); ++ring) {
        texts(0).push_back(fmt::format("all_{}{}", format_number(limits[ring]), unit));
        texts(1).emplace_back(kAll);
        numbers(2).push_back(limits[ring]);
        numbers(3).push_back(together.shape_empty(ring) ? 0 : geo::area_m2(together, ring) / 1e6);
        for (std::size_t g = 0; people != nullptr && g < people->names.size(); ++g)
            numbers(4 + g).push_back(people->of_any(ring, g));
    }
}

// Both files or none.
void write(const Options& options, const io::OutTable& areas, const geo::PolygonSet& shapes,
           const std::optional<access::CatchmentLayer>& streets) {
    AtomicFile main_file(options.out);
    io::write_features(main_file.temporary(), areas, {.polygons = &shapes});
    if (streets) {
        AtomicFile streets_file(options.streets_out);
        io::write_features(streets_file.temporary(), streets->table, streets->geometry);
        streets_file.commit();
    }
    main_file.commit();
}

std::string count(double value) {
    return format_count(round_half_away(value, 0));
}

std::string share(double part, double whole) {
    if (!(whole > 0))
        return count(part);
    return fmt::format("{} ({} %)", count(part), format_fixed(100 * part / whole, 1));
}

std::string area(double km2) {
    return (km2 < 100 ? format_fixed(km2, 1) : count(km2)) + " km²";
}

// fmt pads by code points here, so "²" counts one.
std::string line_text(const std::string& label, const std::vector<std::string>& cells) {
    constexpr std::size_t width = 40;
    std::string text =
        fmt::format("{:<41}", label.size() > width ? label.substr(0, width - 3) + "..." : label);
    for (const std::string& cell : cells)
        text += fmt::format("{:>20}", cell);
    return text + "\n";
}

std::string result_text(const Options& options, const PlaceTable& facilities,
                        const std::vector<double>& limits, const io::OutTable& table,
                        const PeopleReached* people) {
    const auto& km2 = std::get<std::vector<double>>(table.columns[3].values);
    std::vector<std::string> cells;
    for (const double limit : limits)
        cells.push_back("within " + options.name_of(limit));
    std::string text = "\n" + line_text("", cells);
    const auto area_cells = [&](std::size_t facility) {
        cells.clear();
        for (std::size_t ring = 0; ring < limits.size(); ++ring)
            cells.push_back(area(km2[facility * limits.size() + ring]));
        return cells;
    };
    text += line_text("All facilities together", area_cells(facilities.size()));
    for (std::size_t g = 0; people != nullptr && g < people->names.size(); ++g) {
        cells.clear();
        for (std::size_t ring = 0; ring < limits.size(); ++ring)
            cells.push_back(share(people->of_any(ring, g), people->total[g]));
        text += line_text("  " + people->names[g], cells);
    }
    for (std::size_t g = 0; people != nullptr && g < people->names.size(); ++g) {
        cells.clear();
        for (std::size_t ring = 0; ring < limits.size(); ++ring)
            cells.push_back(share(people->total[g] - people->of_any(ring, g), people->total[g]));
        text += line_text("  " + people->names[g] + ", beyond", cells);
    }
    text += "\n";
    for (std::size_t f = 0; f < facilities.size(); ++f) {
        if (people == nullptr) {
            text += line_text(facilities.id[f], area_cells(f));
            continue;
        }
        cells.clear();
        for (std::size_t ring = 0; ring < limits.size(); ++ring)
            cells.push_back(count(people->of(f, ring, 0)));
        text += line_text(facilities.id[f], cells);
    }
    return text;
}

nlohmann::ordered_json to_json(const PlaceTable& facilities, const std::vector<double>& limits,
                               const io::OutTable& table, const PeopleReached* people) {
    const auto& km2 = std::get<std::vector<double>>(table.columns[3].values);
    auto json = nlohmann::ordered_json::array();
    for (std::size_t f = 0; f <= facilities.size(); ++f)
        for (std::size_t ring = 0; ring < limits.size(); ++ring) {
            nlohmann::ordered_json row{
                {"facility", f < facilities.size() ? facilities.id[f] : kAll},
                {"limit", limits[ring]},
                {"area_km2", km2[f * limits.size() + ring]}};
            for (std::size_t g = 0; people != nullptr && g < people->names.size(); ++g)
                row["within"][people->names[g]] =
                    f < facilities.size() ? people->of(f, ring, g) : people->of_any(ring, g);
            json.push_back(std::move(row));
        }
    return json;
}

void run(const Options& options) {
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
    const Catchments areas =
        network ? access::catchments(*network, places, how, of_areas, progress.part(0.5, 0.8))
                : access::straight_catchments(places, how, of_areas);
    diagnostics.merge(of_areas);
    const geo::PolygonSet together =
        covered_together(areas, facilities, limits, options.buffer_m, progress.part(0.8, 0.9));
    const PeopleReached* people_reached = reached ? &*reached : nullptr;
    access::CatchmentLayer layer = access::catchment_areas_layer(areas, places, people_reached);
    add_rows_for_all(layer.table, together, limits, network ? "min" : "m", people_reached);
    geo::PolygonSet shapes = areas.shapes;
    for (std::size_t ring = 0; ring < limits.size(); ++ring)
        shapes.append(together, ring);
    std::optional<access::CatchmentLayer> streets;
    if (!options.streets_out.empty())
        streets = access::catchment_streets_layer(areas, *network, places);
    progress.step("writing", 0.9);
    write(options, layer.table, shapes, streets);
    console.finish();

    if (options.json) {
        nlohmann::ordered_json json{{"facilities", facilities.size()},
                                    {"travel", cost->describe()},
                                    {"direction", options.direction},
                                    {"limits", limits},
                                    {"unit", to_string(cost->unit())}};
        for (std::size_t g = 0; reached && g < reached->names.size(); ++g)
            json["total"][reached->names[g]] = reached->total[g];
        json["catchments"] = to_json(facilities, limits, layer.table, people_reached);
        json["out"] = options.out;
        if (streets)
            json["streets_out"] = options.streets_out;
        json["findings"] = diagnostics.findings().size();
        print_json(json);
        return;
    }
    const auto file_name = [](const std::string& path) {
        return std::filesystem::path(path).filename().string();
    };
    print(fmt::format("Facilities  {} from {}\n", count(static_cast<double>(facilities.size())),
                      file_name(options.facilities.file)));
    print(fmt::format("Travel      {}{}\n", cost->describe(),
                      network ? fmt::format(" ({}), from the {} to the {}",
                                            file_name(options.streets.file),
                                            options.direction == "to" ? "people" : "facilities",
                                            options.direction == "to" ? "facilities" : "people")
                              : ""));
    if (reached)
        print(fmt::format("People      {}{} from {}, counted where they live\n",
                          count(reached->total.front()),
                          people.column.empty() ? " points" : fmt::format(" ({})", people.column),
                          file_name(options.demand.file)));
    print(result_text(options, facilities, limits, layer.table, people_reached));
    print("\n" + findings_text(diagnostics));
    print(fmt::format("Written to {} ({} areas)\n", options.out,
                      count(static_cast<double>(layer.table.rows()))));
    if (streets)
        print(fmt::format("Written to {} ({} stretches)\n", options.streets_out,
                          count(static_cast<double>(streets->table.rows()))));
}

} // namespace

void add_catchment(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "catchment", "Areas within some minutes or miles of facilities, and who lives within");
    auto options = std::make_shared<Options>();
    command->add_option("--facilities", options->facilities.file, "Clinics, stores, pharmacies")
        ->required();
    command->add_option("--out", options->out, "Areas to write: .gpkg .geojson")->required();
    add_street_options(*command, options->streets);
    command->add_option("--minutes", options->minutes, "Along streets, e.g. 10,20,30")
        ->delimiter(',');
    command->add_option("--miles", options->miles, "Straight, e.g. 1,5")->delimiter(',');
    command->add_option("--metres", options->metres, "Straight, e.g. 500,1000")->delimiter(',');
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
                     "How far from a reached street the area is drawn, metres")
        ->capture_default_str();
    command->add_option("--streets-out", options->streets_out,
                        "Write the reached streets as lines: .gpkg .geojson");
    add_place_options(*command, options->facilities);
    add_place_options(*command, options->demand);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "People are counted where they live, by the travel cost of their home, never by area.\n"
        "The rows \"all facilities\" count everybody once.\nExample:\n"
        "  tractwise catchment --facilities data/sample/hrsa_sites.csv --facility-where \"Site "
        "Status Description=Active\" --streets data/sample/streets.osm --profile drive --minutes "
        "5,10,20 --demand data/sample/blocks.csv --out catchments.gpkg");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
