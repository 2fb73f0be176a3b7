// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/shown_study.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/area/find.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"
#include "engine/map/overlays.hpp"
#include "engine/needs/compared_places.hpp"
#include "engine/needs/files.hpp"
#include "engine/needs/report.hpp"
#include "engine/needs/service_area.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct ReportOptions {
    std::string study, area, areas, earlier, theme, profile, out, form, title;
    std::string language = "en", compare = "county,state,all";
    std::vector<std::string> areas_from, targets, formats;
    std::optional<Units> units;
    bool json = false, quiet = false;
};

/// "county,state": what --compare names.
needs::Against against_of(const std::string& wanted) {
    const std::vector<std::string> known = {"county", "state", "all", "none"};
    needs::Against against{false, false, false};
    for (const std::string& item : split(wanted, ',')) {
        const std::string name(trim(item));
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw Error(ErrorKind::Usage, "an area cannot be compared with \"" + name + "\"",
                        {.where = "--compare", .hint = suggestion(name, known)});
        against.county = against.county || name == "county";
        against.state = against.state || name == "state";
        against.all = against.all || name == "all";
    }
    return against;
}

/// Polygons with names: those of the command line, then those of the study.
std::vector<io::SourceSpec> named_areas(const study::Study& study, const ReportOptions& options) {
    std::vector<io::SourceSpec> sources;
    for (const std::string& file : options.areas_from) {
        const auto known = study.sources.find(file);
        sources.push_back(known != study.sources.end() ? known->second
                                                       : io::source_from_path("areas", file));
    }
    for (const std::string& id : study.areas)
        sources.push_back(study.sources.at(id));
    return sources;
}

/// Of several areas, those that can have a report; a park among them does not stop the others.
std::vector<area::Area> large_enough(std::vector<area::Area> areas, const needs::Profile& profile,
                                     const std::vector<double>& people, Diagnostics& findings) {
    Finding small{Severity::Warning,
                  "area-too-small",
                  profile.file,
                  fmt::format("areas of fewer than {} residents (least_people) have no report",
                              format_number(profile.least_people)),
                  0,
                  {}};
    std::erase_if(areas, [&](const area::Area& area) {
        const double residents = area.people(people);
        if (residents > 0 && residents >= profile.least_people)
            return false;
        ++small.count;
        if (small.examples.size() < Finding::kMaxExamples)
            small.examples.push_back(area.name);
        return true;
    });
    if (areas.empty())
        throw Error(ErrorKind::Input, small.message, {.where = profile.file});
    if (small.count > 0)
        findings.add(std::move(small));
    return areas;
}

void tell_written(const std::filesystem::path& folder, const needs::WrittenReport& written) {
    for (const std::string& file : written.files)
        if (!file.starts_with("tables/") && !file.starts_with("figures/"))
            print("Written to " + (folder / file).lexically_normal().string() + "\n");
    for (const std::string& note : written.notes)
        print("Note: " + note + "\n");
}

void run(const ReportOptions& options) {
    study::Study study = study::Study::read(options.study);
    if (options.units)
        study.units = options.units;
    if (options.area.empty() == options.areas.empty())
        throw Error(ErrorKind::Usage, "a report is about an area",
                    {.where = options.study,
                     .hint =
                         "--area \"risk_percentile >= 0.9\", --area zone.geojson, or --areas all "
                         "for one report each"});
    const Reader reader =
        study.reader(options.language == "es" ? Language::Spanish : Language::English);
    needs::ReportChoice choice;
    choice.profile =
        options.profile.empty() ? needs::Profile::shipped() : needs::Profile::read(options.profile);
    for (const std::string& list : options.targets)
        for (const std::string& column : split(list, ','))
            choice.targets.emplace_back(trim(column));
    if (!options.theme.empty())
        choice.theme = paper::Theme::read(options.theme);
    choice.reader = reader;
    choice.date = io::iso_day(io::today());
    std::vector<std::string> formats;
    for (const std::string& list : options.formats)
        for (const std::string& format : split(list, ','))
            formats.emplace_back(trim(format));
    if (formats.empty() && !options.areas.empty())
        formats = {"html", "md", "csv",
                   "xlsx"}; // a browser takes longer to print than all the rest

    // What can be refused before the study is run.
    needs::require_formats(formats);
    choice.profile.targeted(choice.targets);
    const needs::Against against = against_of(options.compare);

    const layer::LayerCatalog catalog = layer_catalog();
    ConsoleProgress console(options.quiet || options.json);
    const auto [results, columns, overlays] =
        run_to_show(catalog, study, study.siting.has_value(), console.progress().part(0, 0.6));
    Diagnostics findings;
    area::AreaFinder finder(*results, named_areas(study, options), findings,
                            console.progress().part(0.6, 0.65));
    std::vector<area::Area> areas;
    if (options.areas.empty())
        areas.push_back(finder.find(options.area));
    else
        areas = large_enough(finder.find_each(options.areas), choice.profile, results->people(),
                             findings);
    if (!options.title.empty() && areas.size() == 1)
        areas[0].name = options.title;

    needs::ComparedPlaces compared(results, against, reader);
    compared.read_state(catalog, console.progress().part(0.65, 0.75));
    choice.places_left_out = compared.left_out();
    if (!options.earlier.empty()) {
        study::Session before(catalog, study::data_folders("recipes"));
        before.update(study::Study::read(options.earlier));
        choice.earlier =
            before.run(console.progress().part(0.75, 0.8), study::Session::Stage::Layers);
    }
    const std::filesystem::path out = options.out.empty()
                                          ? study.file.parent_path() / study.out / "report"
                                          : std::filesystem::path(options.out);
    const Progress writing = console.progress().part(0.8, 1);
    nlohmann::ordered_json said = nlohmann::ordered_json::array();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const double step = 1.0 / static_cast<double>(areas.size());
        const double done = static_cast<double>(i) * step;
        writing.step(areas[i].name, done);
        choice.places = compared.places_for(areas[i]);
        const bool alone = options.areas.empty();
        std::string name = needs::folder_name(areas[i].name);
        if (std::find(names.begin(), names.end(), name) != names.end())
            name += fmt::format("_{}", i + 1);
        names.push_back(name);
        const std::filesystem::path folder = alone ? out : out / name;
        needs::Document report =
            options.form == "service-area"
                ? needs::service_area_form(columns, choice, finder)
                : needs::needs_report(columns, overlays, choice, writing.part(done, done + step));
        const needs::WrittenReport written = needs::write_report(folder, report, formats);
        if (alone) {
            console.finish();
            if (!options.json)
                tell_written(folder, written);
        }
        said.push_back({{"area", areas[i].name},
                        {"folder", folder.string()},
                        {"people", areas[i].people(results->people())},
                        {"tracts", areas[i].rows().size()},
                        {"files", written.files},
                        {"notes", written.notes}});
    }
    console.finish();
    if (!options.areas.empty()) {
        io::write_csv(out / "areas.csv", needs::areas_table(choice.profile, areas, results));
        if (!options.json)
            print(fmt::format("{} reports written to {}, one folder each; areas.csv has a row for "
                              "each\n",
                              areas.size(), out.lexically_normal().string()));
    }
    if (options.json)
        print_json({{"reports", said}, {"findings", findings.findings().size()}});
    else if (!findings.findings().empty())
        print(report::findings_text(findings));
}

} // namespace

void add_report(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "report", "A needs report of an area: sentences, tables with margins, maps, sources");
    auto options = std::make_shared<ReportOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    auto* area = command->add_option(
        "--area", options->area,
        "What the report is about: tract ids, ZIP codes, a county, a place by name, a file of "
        "polygons or of ids, or a condition on columns");
    command
        ->add_option(
            "--areas", options->areas,
            "One report for each: a file of polygons, ids, or \"all\" areas that the study "
            "names; and areas.csv with a row for each")
        ->excludes(area);
    command->add_option(
        "--areas-from", options->areas_from,
        "Polygons with names (ZIP areas, places): a file, or a source of the study");
    command->add_option("--title", options->title, "How the area is called in the report");
    command->add_option(
        "--compare", options->compare,
        "Set beside it: county, state, all, or none (default: county,state,all, each "
        "where the sources know it)");
    command->add_option("--earlier", options->earlier,
                        "A study of the same tracts in an earlier year: what has changed since");
    command->add_option("--target", options->targets,
                        "Columns that the first page is about (default: those of the profile)");
    command
        ->add_option("--form", options->form,
                     "service-area: the table of ZIP areas that applications to HRSA ask for")
        ->check(CLI::IsMember({"service-area"}));
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_option("--theme", options->theme,
                        "TOML file with organization, logo, accent and note");
    command->add_option("--profile", options->profile,
                        "What the report says and when numbers are marked or withheld (default: "
                        "data/reports/needs.toml)");
    command->add_option(
        "--format", options->formats,
        "html, md, csv, xlsx, pdf, docx (default: all of them; of several areas all but "
        "pdf and docx)");
    command->add_option("--out", options->out,
                        "Folder (default: report/ in the output folder of the study)");
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer("Examples:\n"
                    "  tractwise report data/studies/sample.toml --area \"risk_percentile >= 0.9\" "
                    "--out out/report\n"
                    "  tractwise report data/studies/sample.toml --areas data/sample/zcta.geojson "
                    "--format html --out out/zips");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
