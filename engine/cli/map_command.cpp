// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/shown_study.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/core/toml_text.hpp"
#include "engine/io/calendar.hpp"
#include "engine/map/locator.hpp"
#include "engine/paper/map_page.hpp"
#include "engine/paper/paint.hpp"
#include "engine/paper/print_warnings.hpp"
#include "engine/paper/study_maps.hpp"
#include "engine/report/cluster_choice.hpp"
#include "engine/report/summary.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct MapOptions {
    std::string study, kind, second, method, palette, title, subtitle, theme;
    std::string size = "letter", language = "en";
    std::vector<std::string> columns, out;
    std::vector<double> breaks;
    std::optional<double> per;
    std::uint64_t seed = 1;
    std::optional<int> classes;
    std::optional<Units> units;
    double dpi = 300;
    bool reversed = false, landscape = false, portrait = false, no_plan = false;
    bool json = false, quiet = false;
};

/// The usual short names of methods.
std::string method_named(const std::string& name) {
    struct Short {
        std::string_view name, method;
    };
    constexpr std::array shorts = {Short{"jenks", "fisher_jenks"}, Short{"quantile", "quantiles"},
                                   Short{"equal", "equal_interval"}, Short{"std", "std_mean"}};
    for (const Short& known : shorts)
        if (name == known.name)
            return std::string(known.method);
    return name;
}

/// Whether a kind shows a list of columns, and not the one of the style.
bool shows_list(const std::optional<paper::MapKind>& kind) {
    return kind == paper::MapKind::Multiples || kind == paper::MapKind::Dots;
}

/// The kind that the command asks for; the style that goes with it has its column.
paper::KindChoice kind_of(const MapOptions& options) {
    paper::KindChoice choice;
    if (!options.kind.empty())
        choice.kind = paper::map_kind_named(options.kind);
    if (shows_list(choice.kind) || options.columns.size() > 1)
        choice.columns = options.columns;
    if (options.per && !(*options.per > 0))
        throw Error(ErrorKind::Usage, "a dot stands for a number of people above 0",
                    {.where = "--per", .hint = "--per 50"});
    choice.people_per_dot = options.per.value_or(0);
    choice.seed = options.seed;
    return choice;
}

/// Asked for, or what the viewer shows where nothing else is asked for.
bool shows_clusters(const report::ClusterChoice& choice, const MapOptions& options) {
    if (!options.kind.empty())
        return paper::map_kind_named(options.kind) == paper::MapKind::Clusters;
    const bool classes = options.classes || !options.method.empty() || !options.breaks.empty();
    return choice.shown && options.columns.empty() && options.second.empty() && !classes;
}

/// Keys of [view.map] that say nothing about a map of another column or kind.
std::vector<std::string> keys_of_another_map(const MapOptions& options) {
    std::vector<std::string> keys;
    if (!options.columns.empty() || !options.kind.empty())
        keys = {"title",         "classes",       "class_count",  "breaks",
                "locked_bounds", "locked_lowest", "second_column"};
    if (!options.kind.empty()) // a palette for another kind of classes
        keys.insert(keys.end(), {"palette", "reversed"});
    return keys;
}

/// What the viewer shows, with what the command asks for in its place.
map::MapStyle style_of(const study::Study& study, const MapOptions& options) {
    std::string asked;
    std::vector<std::string> keys = keys_of_another_map(options);
    const auto say = [&](const char* key, const std::string& value) {
        asked += fmt::format("{} = {}\n", key, value);
        keys.emplace_back(key);
    };
    const auto say_text = [&](const char* key, const std::string& value) {
        if (!value.empty())
            say(key, toml_quote(value));
    };
    say_text("column", options.columns.size() == 1 ? options.columns[0] : "");
    say_text("second_column", options.second);
    const bool two = !options.second.empty() && options.kind != name_of(paper::MapKind::Difference);
    say_text(two ? "second_palette" : "palette", options.palette);
    say_text("classes", method_named(options.method));
    say_text("title", options.title);
    if (options.classes)
        say("class_count", std::to_string(*options.classes));
    if (!options.breaks.empty()) {
        std::vector<std::string> numbers;
        for (const double number : options.breaks)
            numbers.push_back(format_number(number));
        say("breaks", "[" + join(numbers, ", ") + "]");
    }
    if (options.reversed)
        say("reversed", "true");
    const ConfigTable shown = study.view.table("map").without(keys);
    return map::MapStyle::parse(ConfigTable::parse(asked + shown.to_toml(), "the command line"));
}

paper::PageChoice page_of(const study::Study& study, const MapOptions& options) {
    paper::PageChoice choice;
    choice.kind = kind_of(options);
    choice.sheet = paper::sheet_named(options.size);
    if (options.landscape || options.portrait)
        choice.landscape = options.landscape;
    choice.subtitle = options.subtitle;
    choice.date = io::iso_day(io::today());
    if (!options.theme.empty())
        choice.theme = paper::Theme::read(options.theme);
    choice.reader = study.reader(options.language == "es" ? Language::Spanish : Language::English);
    choice.plan = !options.no_plan;
    return choice;
}

void run(const MapOptions& options) {
    study::Study study = study::Study::read(options.study);
    if (options.units)
        study.units = options.units;
    if (options.out.empty() && study.maps.empty())
        throw Error(
            ErrorKind::Usage, "the study has no maps of its own, and no file is named",
            {.where = options.study, .hint = "add --out map.pdf, or [map.NAME] to the study"});
    map::MapStyle style = style_of(study, options);
    paper::PageChoice choice = page_of(study, options);
    const report::ClusterChoice clusters =
        report::ClusterChoice::parse(study.view.table("clusters"));
    if (shows_clusters(clusters, options)) {
        choice.kind.kind = paper::MapKind::Clusters;
        if (options.second.empty())
            style.second.clear();
    }
    if (!options.out.empty())
        paper::require_usable(choice.kind, style);
    for (const std::string& file : options.out)
        paper::require_page_name(file);
    const std::vector<paper::StudyMap> own = options.out.empty()
                                                 ? paper::maps_of(study, choice.reader, choice.date)
                                                 : std::vector<paper::StudyMap>();
    const std::filesystem::path folder = study.file.parent_path() / study.out / "maps";
    const bool with_plan = study.siting && (choice.plan || choice.kind.needs_plan());
    ConsoleProgress console(options.quiet || options.json);
    const auto [results, columns, overlays] =
        run_to_show(layer_catalog(), std::move(study), with_plan, console.progress().part(0, 0.8));
    if (!own.empty()) {
        const std::vector<std::string> files =
            paper::write_maps(own, columns, overlays, folder, console.progress().part(0.8, 1));
        console.finish();
        if (options.json)
            print_json(nlohmann::ordered_json{{"folder", folder.string()}, {"files", files}});
        else
            for (const std::string& file : files)
                print("Written to " + (folder / file).lexically_normal().string() + "\n");
        return;
    }
    choice.locator = map::read_locator(*results);
    if (choice.kind.kind == paper::MapKind::Clusters) {
        const std::string column = style.column.empty() ? columns.first_choice() : style.column;
        choice.kind.clusters = std::make_shared<const map::ClusterMap>(report::cluster_map(
            report::find_clusters(columns, clusters.question(column)), choice.reader));
    }
    const paper::Drawing page =
        paper::map_page(columns, style, &overlays, choice, console.progress().part(0.8, 0.9));
    for (const std::string& file : options.out) {
        console.progress().step("writing " + file, 0.9);
        paper::write_page(file, page, options.dpi);
    }
    console.finish();
    const std::vector<std::string> warnings = paper::print_warnings(page.told_apart, choice.reader);
    if (options.json) {
        print_json(nlohmann::ordered_json{{"files", options.out},
                                          {"kind", name_of(choice.kind.resolved(style))},
                                          {"title", page.title},
                                          {"width_pt", page.width},
                                          {"height_pt", page.height},
                                          {"alternative", page.subject},
                                          {"warnings", warnings},
                                          {"findings", overlays.diagnostics.findings().size()}});
        return;
    }
    print(page.subject + "\n");
    for (const std::string& warning : warnings)
        print("Warning: " + warning + "\n");
    if (!overlays.diagnostics.findings().empty())
        print(report::findings_text(overlays.diagnostics));
    for (const std::string& file : options.out)
        print("Written to " + file + "\n");
}

} // namespace

void add_map(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "map", "A finished map for print: PDF, SVG or PNG, with legend, scale and sources");
    auto options = std::make_shared<MapOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command->add_option(
        "--out", options->out,
        "File to write: .pdf .svg .png; may be repeated (default: the maps that the "
        "study asks for, [map.NAME], into maps/ of its output folder)");
    command->add_option("--column", options->columns,
                        "What is shown (default: what the viewer shows of the study); may be "
                        "repeated for multiples and dots");
    command->add_option("--second", options->second,
                        "A second column: nine colors for both, or what a difference takes away");
    command->add_option(
        "--kind", options->kind,
        "choropleth (default), bivariate (default with --second), difference (--column less "
        "--second), symbols (circles), dots (people by group), catchment (whom the plan reaches), "
        "plan (with its stops), multiples (a small map for each --column), clusters (where the "
        "column "
        "clusters, as [view.clusters] of the study says)");
    command->add_option("--per", options->per,
                        "People for one dot (default: a round number that reads well)");
    command->add_option("--seed", options->seed, "Of the random places of dots (default: 1)");
    command->add_option("--classes", options->classes, "How many classes: 3 to 9 (default: 5)");
    command->add_option(
        "--method", options->method,
        "How classes are made: quantiles (default), jenks, equal, pretty, std_mean, "
        "box_plot, head_tail, maximum_breaks, percentiles");
    command->add_option("--breaks", options->breaks, "Own bounds between classes, ascending");
    command->add_option("--palette", options->palette, "Colors, such as YlOrBr, viridis, RdBu");
    command->add_flag("--reversed", options->reversed, "The palette the other way round");
    command->add_option("--title", options->title, "Title (default: what the column is called)");
    command->add_option("--subtitle", options->subtitle, "Subtitle (default: the region)");
    command->add_option("--size", options->size,
                        "letter (default), legal, tabloid, a4, a3, 11x8.5in, 297x210mm");
    auto* landscape = command->add_flag("--landscape", options->landscape, "Wider than high");
    command
        ->add_flag("--portrait", options->portrait,
                   "Higher than wide (default: whichever shows the region larger)")
        ->excludes(landscape);
    command->add_option("--dpi", options->dpi, "Dots per inch of a PNG (default: 300)")
        ->check(CLI::Range(36.0, 2400.0));
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_option("--theme", options->theme,
                        "TOML file with organization, logo, accent and note");
    command->add_flag("--no-plan", options->no_plan, "Without the stops of the study's plan");
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer("Examples:\n  tractwise map data/studies/sample.toml --column risk_percentile "
                    "--out out/need.pdf --out out/need.png\n"
                    "  tractwise map data/studies/sample.toml --kind dots --out out/people.pdf\n"
                    "  tractwise map data/studies/sample.toml --kind multiples --column "
                    "poverty_share --column uninsured_share --out out/two.pdf");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
