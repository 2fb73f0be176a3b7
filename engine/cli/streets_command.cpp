// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/amounts.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/travel_options.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/access/street_summary.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/report/summary.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

using access::StreetSummary;

struct StreetsOptions {
    StreetOptions streets;
    std::string out;
    bool json = false;
    std::optional<Units> units;
};

/// Lengths and speeds of one table, in the reader's units.
struct InUnits {
    double unit_m;
    const char *length, *speed; ///< "miles", "mph"

    std::string operator()(double meters) const {
        const double value = meters / unit_m;
        if (value >= 1000)
            return format_count(round_half_away(value, 0));
        return format_fixed(value, value > 0 && value < 0.1 ? 2 : 1);
    }
    std::string speed_of(double kmh) const { return format_fixed(kmh * 1000 / unit_m, 0); }
};
InUnits in_units(std::optional<Units> units) {
    return units == Units::Metric ? InUnits{1000, "km", "km/h"}
                                  : InUnits{geo::kMetersPerMile, "miles", "mph"};
}

std::string percent(double part, double whole) {
    return whole > 0 ? format_fixed(100 * part / whole, 1) + " %" : "";
}

// One column per profile, one line per quantity.
std::string table_text(const std::vector<StreetSummary>& all, const InUnits& in) {
    const std::string unit = in.length;
    std::string text = fmt::format("{:<38}", "");
    for (const StreetSummary& s : all)
        text += fmt::format("{:>14}", s.profile);
    text += "\n";
    const auto line = [&](const std::string& label, auto&& value) {
        text += fmt::format("{:<38}", label);
        for (const StreetSummary& s : all)
            text += fmt::format("{:>14}", std::invoke(value, s));
        text += "\n";
    };
    line("crossings and street ends (nodes)", [](const auto& s) { return count(s.nodes); });
    line("street segments between them", [](const auto& s) { return count(s.segments); });
    line("allowed directions (arcs)", [](const auto& s) { return count(s.arcs); });
    line(unit + " of street", [&](const auto& s) { return in(s.meters); });
    line("  open one way only, " + unit, [&](const auto& s) { return in(s.one_way_m); });
    line("connected pieces", [](const auto& s) { return count(s.pieces); });
    line("  the largest, " + unit, [&](const auto& s) { return in(s.largest_m); });
    line("  the largest, share of all " + unit,
         [](const auto& s) { return percent(s.largest_m, s.meters); });
    line("  islands (too small to be joined to)", [](const auto& s) { return count(s.islands); });
    line("  islands, " + unit, [&](const auto& s) { return in(s.islands_m); });
    line("  between pieces, " + unit, [&](const auto& s) { return in(s.between_m); });
    line("turn restrictions in force", [](const auto& s) { return count(s.turns_forbidden); });
    line("barriers that cut a street", [](const auto& s) { return count(s.barriers); });
    return text;
}

std::string classes_text(const StreetSummary& s, const InUnits& in) {
    std::string text =
        fmt::format("\n{} ({}): {} as traveled, signals included\n  {:<22}{:>10}{:>12}{:>15}"
                    "{:>8}{:>8}{:>8}\n",
                    s.title, s.profile, in.speed, "class", "segments", in.length,
                    fmt::format("one-way {}", in.length), "slow", "mean", "fast");
    for (const StreetSummary::Class& c : s.classes)
        text +=
            fmt::format("  {:<22}{:>10}{:>12}{:>15}{:>8}{:>8}{:>8}\n", c.name, count(c.segments),
                        in(c.meters), in(c.one_way_m), in.speed_of(c.low_kmh),
                        in.speed_of(c.mean_kmh), in.speed_of(c.high_kmh));
    if (s.dropped.empty())
        return text + "  every way of the file is used\n";
    text += fmt::format("  {:<22}{:>10}{:>12}\n", "left out", "ways", in.length);
    for (const auto& d : s.dropped)
        text += fmt::format("  {:<22}{:>10}{:>12}\n", d.reason, count(d.ways), in(d.meters));
    return text;
}

nlohmann::ordered_json to_json(const StreetSummary& s) {
    nlohmann::ordered_json json{{"profile", s.profile},
                                {"title", s.title},
                                {"nodes", s.nodes},
                                {"segments", s.segments},
                                {"arcs", s.arcs},
                                {"metres", s.meters},
                                {"one_way_m", s.one_way_m},
                                {"pieces", s.pieces},
                                {"largest_m", s.largest_m},
                                {"between_m", s.between_m},
                                {"islands", s.islands},
                                {"islands_m", s.islands_m},
                                {"island_limit_m", s.island_limit_m},
                                {"turns_forbidden", s.turns_forbidden},
                                {"barriers", s.barriers}};
    json["classes"] = nlohmann::ordered_json::array();
    for (const StreetSummary::Class& c : s.classes)
        json["classes"].push_back({{"name", c.name},
                                   {"segments", c.segments},
                                   {"metres", c.meters},
                                   {"one_way_m", c.one_way_m},
                                   {"low_kmh", c.low_kmh},
                                   {"mean_kmh", c.mean_kmh},
                                   {"high_kmh", c.high_kmh}});
    json["left_out"] = nlohmann::ordered_json::array();
    for (const auto& d : s.dropped)
        json["left_out"].push_back({{"reason", d.reason}, {"ways", d.ways}, {"metres", d.meters}});
    return json;
}

// Of an overview, a profile without a street is left out and said; of one profile it is an error.
std::vector<access::StreetNetwork> networks_of(const StreetsOptions& options,
                                               Diagnostics& diagnostics, const Progress& progress) {
    const bool overview = options.streets.profile.empty();
    std::vector<access::TravelProfile> profiles;
    for (const std::string& id :
         overview ? access::profile_ids() : std::vector{options.streets.profile})
        profiles.push_back(access::TravelProfile::load(id));
    const io::StreetData streets =
        read_street_data(options.streets, diagnostics, progress.part(0, 0.5));
    std::vector<access::StreetNetwork> networks;
    for (std::size_t p = 0; p < profiles.size(); ++p) {
        try {
            const double each = 0.5 / static_cast<double>(profiles.size());
            const double at = 0.5 + static_cast<double>(p) * each;
            networks.push_back(access::StreetNetwork::build(streets, profiles[p], diagnostics,
                                                            progress.part(at, at + each)));
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Input || (networks.empty() && p + 1 == profiles.size()))
                throw;
            diagnostics.add({Severity::Warning,
                             "no-street-for-profile",
                             options.streets.file,
                             error.message(),
                             1,
                             {}});
        }
    }
    return networks;
}

void run(const StreetsOptions& options) {
    if (!options.out.empty()) {
        require_extension(options.out, "--out", {".gpkg", ".geojson"});
        refuse_own_input(options.out, {options.streets.file, options.streets.nodes});
        if (options.streets.profile.empty())
            throw Error(ErrorKind::Usage, "--out needs --profile: a map shows one kind of traveler",
                        {.hint = "add --profile drive, walk or bicycle"});
    }
    Diagnostics diagnostics;
    ConsoleProgress console(options.json);
    const auto networks = networks_of(options, diagnostics, console.progress().part(0, 0.9));
    std::vector<StreetSummary> summaries;
    for (const auto& network : networks)
        summaries.push_back(access::summarize(network));
    if (!options.out.empty()) {
        console.progress().step("writing streets", 0.9);
        const access::StreetLayer layer = access::street_layer(networks.front());
        io::write_features(options.out, layer.table, {.lines = &layer.lines});
    }
    console.finish();
    if (options.json) {
        nlohmann::ordered_json json{{"streets", options.streets.file}};
        for (const StreetSummary& s : summaries)
            json["networks"].push_back(to_json(s));
        if (!options.out.empty())
            json["out"] = options.out;
        json["findings"] = diagnostics.findings().size();
        print_json(json);
        return;
    }
    const InUnits in = in_units(options.units);
    print(options.streets.file + "\n\n" + table_text(summaries, in));
    for (const StreetSummary& s : summaries)
        print(classes_text(s, in));
    print("\n" + report::findings_text(diagnostics));
    if (!options.out.empty())
        print("Written to " + options.out + "\n");
}

} // namespace

void add_streets(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "streets", "What is in a street file: lengths, classes, speeds, islands, what is left out");
    auto options = std::make_shared<StreetsOptions>();
    command
        ->add_option("file", options->streets.file,
                     "OpenStreetMap (.osm.pbf, .osm, .gz, .bz2) or a table of edges")
        ->required();
    command->add_option("--nodes", options->streets.nodes,
                        "Table of nodes beside a table of edges");
    command->add_option("--profile", options->streets.profile,
                        "drive, walk, bicycle or FILE.toml (default: all three)");
    command->add_option("--out", options->out,
                        "Write the segments as lines: .gpkg .geojson (with --profile)");
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print as JSON");
    command->footer(
        "slow and fast: a 20th of the length is slower, a 20th is faster. Homes and clinics are\n"
        "never joined to an island: connected streets shorter than island_m of the profile.\n"
        "Example:\n"
        "  tractwise streets data/sample/streets.osm --profile drive --out streets.gpkg");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
