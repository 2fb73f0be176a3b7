// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/needs/profile.hpp"
#include "engine/report/clusters.hpp"
#include "engine/report/disparity.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct DisparityOptions {
    std::string study, reference, by, profile, weights = "queen", out, language = "en";
    std::vector<std::string> outcomes, groups;
    std::optional<Units> units;
    bool plan = false, json = false, quiet = false;
};

/// What the profile asks for, as far as the study has it, and what the command line says instead.
struct DisparityChoice {
    report::DisparityQuestion question; ///< without an outcome
    std::vector<std::string> outcomes;
};

DisparityChoice choice_of(const DisparityOptions& options, const tract::TractTable& columns) {
    const needs::Profile profile =
        options.profile.empty() ? needs::Profile::shipped() : needs::Profile::read(options.profile);
    const auto present = [&](std::vector<std::string> names) {
        std::erase_if(names,
                      [&](const std::string& name) { return columns.find(name) == nullptr; });
        return names;
    };
    const auto with_values = [&](std::vector<std::string> names) {
        std::erase_if(names, [&](const std::string& name) {
            const std::vector<double>& values = columns[name].values;
            return std::all_of(values.begin(), values.end(),
                               [](double value) { return std::isnan(value); });
        });
        return names;
    };
    const needs::GroupChoice& asked = profile.groups;
    DisparityChoice choice{
        .question = {.groups = present(asked.unordered),
                     .others = present(asked.others),
                     .reference = asked.reference,
                     .ordered_by = columns.find(asked.ordered_by) ? asked.ordered_by : "",
                     .reliability = profile.reliability},
        .outcomes =
            options.outcomes.empty() ? with_values(present(asked.outcomes)) : options.outcomes};
    if (!options.groups.empty()) {
        for (const std::string& name : options.groups)
            (void)columns[name]; // an unknown one is an error with a suggestion
        choice.question.groups = options.groups;
        choice.question.others.clear();
        choice.question.reference = options.groups.front();
    }
    if (!options.reference.empty()) {
        choice.question.reference = options.reference;
        if (std::find(choice.question.groups.begin(), choice.question.groups.end(),
                      options.reference) == choice.question.groups.end())
            throw Error(ErrorKind::Usage,
                        fmt::format("\"{}\" is none of the groups", options.reference),
                        {.where = "--reference",
                         .hint = suggestion(options.reference, choice.question.groups)});
    }
    if (!options.by.empty())
        choice.question.ordered_by = options.by;
    if (choice.outcomes.empty())
        throw Error(ErrorKind::Usage, "the study has none of the outcomes of the profile",
                    {.where = options.study, .hint = "name one: --outcome uninsured_share"});
    return choice;
}

void run(const DisparityOptions& options) {
    study::Study study = study::Study::read(options.study);
    if (options.units)
        study.units = options.units;
    if (!options.out.empty())
        require_table_of(study, options.study, options.out, {".csv", ".xlsx"});
    const spatial::WeightsChoice weights = spatial::WeightsChoice::parse(options.weights);
    if (options.plan && !study.siting)
        throw Error(ErrorKind::Usage, "the study has no [siting], so there is no plan to look at",
                    {.where = options.study, .hint = "leave --plan out"});
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const Progress& progress = console.progress();
    const auto results =
        session.run(progress.part(0, 0.9),
                    options.plan ? study::Session::Stage::Siting : study::Session::Stage::Index);
    const DisparityChoice choice = choice_of(options, *results->table);
    const report::StudyPart everything = report::whole_study(*results);
    std::vector<report::Disparity> found;
    for (const std::string& outcome : choice.outcomes) {
        report::DisparityQuestion question = choice.question;
        question.outcome = outcome;
        found.push_back(report::disparity_of(*results, question, everything));
    }
    const auto neighbors = report::neighbors_of(*results->tracts, weights, progress.part(0.9, 1));
    const auto apart = report::living_apart(*results, choice.question.groups,
                                            choice.question.reference, &neighbors.weights);
    const auto plan =
        options.plan ? report::plan_disparity(*results, choice.question.groups) : std::nullopt;
    console.finish();

    const io::OutTable table = report::disparity_frame(found, apart, plan);
    if (options.out.ends_with(".xlsx"))
        io::write_xlsx(options.out, std::span(&table, 1));
    else if (!options.out.empty())
        io::write_csv(options.out, table);
    if (options.json) {
        auto rows = nlohmann::ordered_json::array();
        for (std::size_t row = 0; row < table.rows(); ++row)
            rows.push_back(row_json(table, row));
        print_json(rows);
        return;
    }
    const Reader reader{options.language == "es" ? Language::Spanish : Language::English,
                        study.units.value_or(Units::Us)};
    for (const report::Disparity& outcome : found)
        print(report::disparity_text(outcome, reader) + "\n");
    if (!apart.empty())
        print(report::living_apart_text(apart, reader) + "\n");
    if (plan)
        print(report::plan_disparity_text(*plan, reader) + "\n");
    if (!results->diagnostics.findings().empty())
        print(report::findings_text(results->diagnostics));
    if (!options.out.empty())
        print("Written to " + options.out + "\n");
}

} // namespace

void add_disparity(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "disparity",
        "Who bears it: outcomes by group of people, along a ranking, and over all tracts");
    auto options = std::make_shared<DisparityOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command
        ->add_option("--outcome", options->outcomes,
                     "Columns of the study, shares or distances (default: those of the profile)")
        ->delimiter(',');
    command
        ->add_option("--groups", options->groups,
                     "Counts of people that do not overlap; the first is the reference (default: "
                     "race and ethnicity)")
        ->delimiter(',');
    command->add_option("--reference", options->reference,
                        "The group that the others are held against");
    command->add_option(
        "--by", options->by,
        "Rank tracts by this column for slope and concentration indices (default: poverty)");
    command->add_option("--profile", options->profile,
                        "Groups, outcomes and thresholds as for a needs report (TOML)");
    command->add_option("--weights", options->weights,
                        "Who is a neighbor, for the spatial measures: queen (default), rook, "
                        "knn:8, band:METERS, ...");
    command->add_flag("--plan", options->plan,
                      "Look for the stops of [siting], and compare today with the plan");
    command->add_option("--out", options->out, "Write every number to a .csv or .xlsx file");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer(
        "Examples:\n"
        "  tractwise disparity data/studies/sample.toml\n"
        "  tractwise disparity data/studies/sample.toml --outcome uninsured_share,clinic_nearest_m "
        "\\\n"
        "    --groups white_nh,black_nh,hispanic --by poverty_150_share --out disparity.csv\n"
        "  tractwise disparity data/studies/sample_siting.toml --plan");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
