// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/io/features.hpp"
#include "engine/io/writers.hpp"
#include "engine/report/summary.hpp"
#include "engine/tract/near_tracts.hpp"
#include "engine/tract/tract_set.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct AssignOptions {
    std::string points, tracts, out, lon, lat, wkt, x, y, crs, id, points_layer, tracts_layer,
        tracts_crs;
    std::string column = "GEOID";
    std::vector<std::string> counties;
    bool json = false;
};

std::string column_name(const io::Table& table, const AssignOptions& options,
                        Diagnostics& diagnostics) {
    std::string name = options.column;
    for (int n = 2; table.find(name); ++n)
        name = fmt::format("{}_{}", options.column, n);
    if (name != options.column)
        diagnostics.add({Severity::Note,
                         "column-renamed",
                         options.points,
                         fmt::format("the points have a column \"{}\" already; the new one is "
                                     "called \"{}\"",
                                     options.column, name),
                         1,
                         {}});
    return name;
}

void check(const AssignOptions& options) {
    const auto both = [](const std::string& have, const std::string& lack, const char* first,
                         const char* second) {
        if (!have.empty() && lack.empty())
            throw Error(ErrorKind::Usage, fmt::format("{} needs {} beside it", first, second),
                        {.hint = fmt::format("name that column as well: {} {} {} COLUMN", first,
                                             have, second)});
    };
    both(options.lon, options.lat, "--lon", "--lat");
    both(options.lat, options.lon, "--lat", "--lon");
    both(options.x, options.y, "--x", "--y");
    both(options.y, options.x, "--y", "--x");
    if (trim(options.column).empty())
        throw Error(ErrorKind::Usage, "--column is empty; the new column needs a name");
    refuse_own_input(options.out, {options.points, options.tracts});
}

void run(const AssignOptions& options) {
    check(options);
    Diagnostics diagnostics;
    ConsoleProgress console(options.json);
    io::SourceSpec tract_source = io::source_from_path("tracts", options.tracts);
    tract_source.layer = options.tracts_layer;
    tract_source.crs = options.tracts_crs;
    if (!options.id.empty())
        tract_source.id_columns = {options.id};
    const tract::TractSet tracts = tract::TractSet::read(
        tract_source, {.name = {}, .prefixes = options.counties}, diagnostics,
        console.progress().part(0, 0.6), tract::TractSet::Vintage::PlaysNoPart);

    io::SourceSpec point_source = io::source_from_path("points", options.points);
    point_source.layer = options.points_layer;
    point_source.lon = options.lon;
    point_source.lat = options.lat;
    point_source.wkt = options.wkt;
    point_source.x = options.x;
    point_source.y = options.y;
    point_source.crs = options.crs;
    const io::PointFeatures points =
        io::read_points(point_source, diagnostics, console.progress().part(0.6, 0.8));
    console.progress().step("assigning points", 0.8);
    tract::require_near({points.places, &points.table, options.points, options.points},
                        tract::Surroundings::of(tracts), diagnostics);
    const auto owners = geo::PointLocator(tracts.polygons()).locate(points.places);

    std::size_t inside = 0, outside = 0, without = 0;
    std::vector<std::string> geoids(owners.size());
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (std::isnan(points.places[i].lon)) {
            ++without;
        } else if (owners[i] == geo::PointLocator::kOutside) {
            ++outside;
        } else {
            ++inside;
            geoids[i] = tracts.geoid(owners[i]);
        }
    }
    io::OutTable out{"points", "Points with the census tract that contains them", {}};
    for (std::size_t c = 0; c < points.table.columns().size(); ++c)
        out.columns.push_back(copied_column(points.table, c));
    out.columns.push_back({column_name(points.table, options, diagnostics),
                           "Census tract that contains the point", std::move(geoids)});
    io::write_features(options.out, out, {nullptr, points.places});
    console.finish();
    if (outside > 0)
        diagnostics.add({Severity::Warning,
                         "point-outside-tracts",
                         options.points,
                         "points lie in no tract; their tract is left empty",
                         outside,
                         {}});
    if (options.json) {
        print_json(nlohmann::ordered_json{{"points", owners.size()},
                                          {"inside", inside},
                                          {"outside", outside},
                                          {"without_place", without},
                                          {"tracts", tracts.size()},
                                          {"out", options.out}});
        return;
    }
    print(fmt::format("{} points: {} in a tract, {} outside all of {} tracts, {} without a place\n",
                      format_count(static_cast<double>(owners.size())),
                      format_count(static_cast<double>(inside)),
                      format_count(static_cast<double>(outside)),
                      format_count(static_cast<double>(tracts.size())),
                      format_count(static_cast<double>(without))));
    if (!diagnostics.findings().empty())
        print(report::findings_text(diagnostics));
    print("Written to " + options.out + "\n");
}

} // namespace

void add_assign(CLI::App& app, Context&) {
    auto* command =
        app.add_subcommand("assign", "Add the GEOID of the containing tract to every point");
    auto options = std::make_shared<AssignOptions>();
    command->add_option("--points", options->points, "Point file or table with coordinates")
        ->required();
    command->add_option("--tracts", options->tracts, "Tract polygons")->required();
    command->add_option("--out", options->out, "File to write: .csv .xlsx .geojson .gpkg")
        ->required();
    command->add_option("--lon", options->lon, "Longitude column (default: the usual names)");
    command->add_option("--lat", options->lat, "Latitude column");
    command->add_option("--wkt", options->wkt, "Column of WKT or \"(lat, lon)\" text");
    command->add_option("--x", options->x, "Projected X column, with --crs");
    command->add_option("--y", options->y, "Projected Y column, with --crs");
    command->add_option("--crs", options->crs, "Reference system of the points, e.g. EPSG:3435");
    command->add_option("--points-layer", options->points_layer, "Layer of the point file");
    command->add_option("--tracts-layer", options->tracts_layer, "Layer of the tract file");
    command->add_option("--tracts-crs", options->tracts_crs,
                        "Reference system of tracts that declare none");
    command->add_option("--id", options->id,
                        "Id column of the tracts (default: GEOID or the like)");
    command->add_option("--county", options->counties,
                        "Only tracts whose GEOID starts so (repeatable)");
    command->add_option("--column", options->column, "Name of the added column")
        ->capture_default_str();
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "A point on a border belongs to the touching tract with the lowest GEOID.\nExample:\n"
        "  tractwise assign --points data/sample/snap_stores.csv --tracts "
        "data/sample/tracts.geojson "
        "--out stores.csv");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
