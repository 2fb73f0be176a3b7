// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/shown_study.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"
#include "engine/page/dashboard.hpp"
#include "engine/report/summary.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct PageOptions {
    std::string study, out, title, palette, language = "en";
    std::vector<std::string> columns;
    std::optional<Units> units;
    bool no_plan = false, json = false, quiet = false;
};

/// Larger than this, a file no longer opens at once, and does not go through every mailbox.
constexpr std::size_t kLargePage = 5'000'000;

page::DashboardChoice dashboard_of(const study::Study& study, const PageOptions& options) {
    page::DashboardChoice choice;
    choice.style = map::MapStyle::parse(study.view.table("map"));
    if (!options.palette.empty())
        choice.style.palette = map::find_palette(options.palette).id;
    choice.columns = options.columns;
    choice.title = options.title;
    choice.date = io::iso_day(io::today());
    choice.reader = study.reader(options.language == "es" ? Language::Spanish : Language::English);
    choice.plan = !options.no_plan;
    return choice;
}

void require_html(const std::string& file) {
    const std::string extension = to_lower(std::filesystem::path(file).extension().string());
    if (extension != ".html" && extension != ".htm")
        throw Error(ErrorKind::Usage, "a page is a file of HTML",
                    {.where = file, .hint = "end its name in .html"});
}

void run_page(const PageOptions& options) {
    require_html(options.out);
    study::Study study = study::Study::read(options.study);
    if (options.units)
        study.units = options.units;
    const page::DashboardChoice choice = dashboard_of(study, options);
    const bool with_plan = study.siting && choice.plan;
    ConsoleProgress console(options.quiet || options.json);
    const auto [results, columns, overlays] =
        run_to_show(layer_catalog(), std::move(study), with_plan, console.progress().part(0, 0.8));
    const std::string html =
        page::dashboard(columns, overlays, choice, console.progress().part(0.8, 1));
    for (const study::InputFile& input : results->inputs)
        refuse_own_input(options.out, {input.path});
    write_text_file(options.out, html);
    console.finish();
    const std::vector<std::string> shown =
        choice.columns.empty() ? page::usual_columns(columns, choice.style) : choice.columns;
    if (options.json) {
        print_json(nlohmann::ordered_json{{"file", options.out},
                                          {"bytes", html.size()},
                                          {"tracts", results->tracts->size()},
                                          {"columns", shown},
                                          {"findings", overlays.diagnostics.findings().size()}});
        return;
    }
    if (!overlays.diagnostics.findings().empty())
        print(report::findings_text(overlays.diagnostics));
    if (html.size() > kLargePage)
        print("Warning: the page is large; name fewer columns, or a smaller region\n");
    print(fmt::format("Written to {}: {} tracts, {} columns, {} KB\n", options.out,
                      results->tracts->size(), shown.size(), html.size() / 1000));
}

} // namespace

void add_page(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "page", "One HTML file to look around in: map, list, totals of a selection, sources");
    auto options = std::make_shared<PageOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command->add_option("--out", options->out, "File to write: .html")->required();
    command
        ->add_option("--columns", options->columns,
                     "Columns to choose from, the first one shown first: A,B,C (default: what the "
                     "viewer shows of the study, and the indicators of its index)")
        ->delimiter(',');
    command->add_option("--palette", options->palette, "Colors, such as YlOrBr, viridis, RdBu");
    command->add_option("--title", options->title, "Title (default: that of the study)");
    command
        ->add_option("--lang", options->language,
                     "Language at first: en (default) or es; the page has both")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--no-plan", options->no_plan, "Without the stops of the study's plan");
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer(
        "The file needs no server and no network: it can be mailed, or put anywhere.\n\n"
        "Example:\n  tractwise page data/studies/sample.toml --columns "
        "risk_percentile,uninsured_share,clinic_nearest_m --out out/county.html");
    command->callback([options] { run_page(*options); });
}

} // namespace tractwise::cli
