// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/report/correlations.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

constexpr const char* kOutcomeRoom = "health";

struct CorrelateOptions {
    std::string study, out, language = "en";
    std::vector<std::string> columns, with;
    bool json = false, quiet = false;
};

/// The room's columns that the study has a source for.
std::vector<std::string> usual_outcomes(const study::ResultColumns& columns,
                                        const layer::LayerCatalog& catalog) {
    std::vector<std::string> names;
    for (const tract::ColumnInfo& info : catalog.find(kOutcomeRoom)->info().makes)
        if (columns.has(info.name))
            names.push_back(info.name);
    return names;
}

/// What the index is made of; without one, every column that is good or bad for who lives there.
std::vector<std::string> usual_determinants(const study::ResultColumns& columns,
                                            const std::vector<std::string>& outcomes) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (columns.has(name) &&
            std::find(outcomes.begin(), outcomes.end(), name) == outcomes.end() &&
            std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    if (const auto& index = columns.results().index) {
        for (const index::IndexPart& part : index->parts)
            if (part.is_indicator)
                add(part.column);
    } else {
        for (const tract::ColumnInfo& info : columns.infos())
            if (info.direction != tract::Direction::Context)
                add(info.name);
    }
    return names;
}

void check_columns(const CorrelateOptions& options, const std::vector<std::string>& determinants,
                   const std::vector<std::string>& outcomes) {
    if (outcomes.empty())
        throw Error(ErrorKind::Usage, "the study has no health outcomes",
                    {.where = options.study,
                     .hint = "name columns after --with, or add the layer health: "
                             "[layers.health] estimates = \"SOURCE\""});
    if (determinants.empty())
        throw Error(ErrorKind::Usage, "the study has no columns beside the outcomes",
                    {.where = options.study, .hint = "name columns after --columns"});
}

nlohmann::ordered_json to_json(const std::vector<report::ColumnPair>& pairs, Language language) {
    nlohmann::ordered_json json;
    for (const report::ColumnPair& pair : pairs) {
        const stats::Correlation& found = pair.found;
        json["pairs"].push_back({{"column", pair.determinant.name},
                                 {"with", pair.outcome.name},
                                 {"pearson", found.pairs.pearson},
                                 {"pearson_95", {found.pearson.low, found.pearson.high}},
                                 {"spearman", found.pairs.spearman},
                                 {"spearman_95", {found.spearman.low, found.spearman.high}},
                                 {"tracts", found.pairs.count},
                                 {"left_out", found.pairs.left_out}});
    }
    json["cautions"] = report::correlation_cautions(language);
    return json;
}

void run(const CorrelateOptions& options) {
    const study::Study study = study::Study::read(options.study);
    if (!options.out.empty())
        require_table_of(study, options.study, options.out, {".csv"});
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const study::ResultColumns columns(session.run(console.progress()));
    console.finish();
    const std::vector<std::string> outcomes =
        options.with.empty() ? usual_outcomes(columns, catalog) : options.with;
    const std::vector<std::string> determinants =
        options.columns.empty() ? usual_determinants(columns, outcomes) : options.columns;
    check_columns(options, determinants, outcomes);
    const auto pairs = report::correlations(columns, determinants, outcomes);
    if (pairs.empty())
        throw Error(ErrorKind::Usage, "a column against itself says nothing",
                    {.where = options.study, .hint = "name other columns after --columns"});
    const Language language = options.language == "es" ? Language::Spanish : Language::English;
    if (!options.out.empty())
        io::write_csv(options.out, report::correlation_frame(pairs, language));
    if (options.json)
        print_json(to_json(pairs, language));
    else
        print(report::correlation_text(pairs, language) +
              (options.out.empty() ? std::string() : "Written to " + options.out + "\n"));
}

} // namespace

void add_correlate(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "correlate", "What goes together here: determinants against health outcomes, by tract");
    auto options = std::make_shared<CorrelateOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command
        ->add_option(
            "--columns", options->columns,
            "Determinants, separated by commas (default: the indicators of the index, else "
            "every column that is good or bad for residents)")
        ->delimiter(',');
    command
        ->add_option("--with", options->with,
                     "Outcomes, separated by commas (default: the columns of the layer health)")
        ->delimiter(',');
    command->add_option("--out", options->out, "Write the table to a .csv file, one row per pair");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--json", options->json, "Print as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer(
        "Pearson's r with Fisher's interval, Spearman's rank correlation with that of Bonett and\n"
        "Wright, both of 95 %. Correlations of tracts are no proof of cause.\n"
        "Examples:\n  tractwise correlate data/studies/sample_health.toml\n"
        "  tractwise correlate data/studies/sample_health.toml --columns "
        "no_vehicle_share,clinic_nearest_m \\\n"
        "    --with places_diabetes_share --out out/together.csv");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
