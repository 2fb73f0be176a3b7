// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/report/clusters.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct ClustersOptions {
    std::string study, column, with, rate, weights = "queen", method = "moran", correction = "none",
                                           sides = "folded", out, language = "en";
    std::size_t draws = 999;
    std::uint64_t seed = 1;
    double alpha = 0.05;
    std::optional<double> above;
    bool join_islands = false, json = false, quiet = false;
};

/// Everything that can be refused before a file is read.
report::ClusterQuestion question_of(const ClustersOptions& options) {
    constexpr std::size_t most_draws = 99'999;
    if (options.column.empty() == options.rate.empty())
        throw Error(ErrorKind::Usage, "clusters are of a column or of a rate",
                    {.hint = "--column NAME, or --rate EVENTS/BASE"});
    report::ClusterQuestion question{.column = options.column,
                                     .weights = spatial::WeightsChoice::parse(options.weights),
                                     .method = report::cluster_method(options.method),
                                     .draws = options.draws,
                                     .seed = options.seed,
                                     .above = options.above,
                                     .with = options.with};
    if (!options.rate.empty()) {
        const std::size_t slash = options.rate.find('/');
        if (slash == 0 || slash == std::string::npos || slash + 1 == options.rate.size())
            throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no rate", options.rate),
                        {.where = "--rate", .hint = "two columns: deaths/births"});
        question.column = options.rate.substr(0, slash);
        question.base = options.rate.substr(slash + 1);
    }
    if (!options.with.empty() && question.method == spatial::LocalMethod::Moran)
        question.method = spatial::LocalMethod::BivariateMoran;
    question.weights.join_islands = options.join_islands;
    if (options.draws == 0 || options.draws > most_draws)
        throw Error(ErrorKind::Usage,
                    fmt::format("--draws is 1 to {}, not {}", most_draws, options.draws),
                    {.hint = "999 is usual; 9999 is surer and quick"});
    if (!(options.alpha > 0 && options.alpha < 1))
        throw Error(ErrorKind::Usage,
                    fmt::format("--alpha lies between 0 and 1, {} does not", options.alpha),
                    {.hint = "0.05 is usual, 0.01 stricter"});
    if (options.above && question.method != spatial::LocalMethod::Joins)
        throw Error(ErrorKind::Usage,
                    "--above makes a yes-or-no column: it belongs to --method joins");
    question.significance = {
        .alpha = options.alpha,
        .correction = options.correction == "fdr"          ? spatial::Correction::Fdr
                      : options.correction == "bonferroni" ? spatial::Correction::Bonferroni
                                                           : spatial::Correction::None,
        .sides = options.sides == "both" ? spatial::Sides::Both : spatial::Sides::Folded};
    return question;
}

nlohmann::ordered_json to_json(const report::ClusterReport& found, const std::string& out) {
    const auto number = [](double v) {
        return std::isfinite(v) ? nlohmann::ordered_json(v) : nlohmann::ordered_json(nullptr);
    };
    nlohmann::ordered_json json{{"column", found.question.column},
                                {"with", found.question.with},
                                {"base", found.question.base},
                                {"method", report::name_of_method(found.question.method)},
                                {"weights", found.question.weights.describe(Language::English)},
                                {"links", found.weights.weights.links()},
                                {"added_by_snap", found.weights.added_by_snap},
                                {"islands_joined", found.weights.joined},
                                {"tracts", found.local.tracts},
                                {"missing", found.local.missing},
                                {"islands", found.local.islands},
                                {"draws", found.local.draws},
                                {"seed", found.question.seed}};
    if (const auto& g = found.global)
        json["global"] = {{"value", number(g->value)},
                          {"expected", number(g->expected)},
                          {"variance", number(g->randomization.variance)},
                          {"z", number(g->randomization.z)},
                          {"p", number(g->randomization.p)},
                          {"draws", g->draws},
                          {"p_folded", number(g->p.folded)},
                          {"p_two_sided", number(g->p.two_sided)}};
    else
        json["global"] = nullptr;
    for (const report::ClusterClass& of : found.classes)
        json["classes"].push_back({{"class", spatial::name_of(of.cluster)},
                                   {"tracts", of.tracts},
                                   {"people", of.people}});
    json["people_unknown"] = found.people_unknown;
    json["monte_carlo_error_at_alpha"] =
        spatial::monte_carlo_error(found.question.significance.alpha, found.local.draws);
    json["out"] = out;
    return json;
}

void run(const ClustersOptions& options) {
    const report::ClusterQuestion question = question_of(options);
    const study::Study study = study::Study::read(options.study);
    for (const auto& [id, source] : study.sources)
        for (const char* file : report::kClusterFiles)
            refuse_own_input((std::filesystem::path(options.out) / file).string(), {source.path});
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const Progress& progress = console.progress();
    const study::ResultColumns columns(
        session.run(progress.part(0, 0.7), study::Session::Stage::Index));
    const report::ClusterReport found =
        report::find_clusters(columns, question, progress.part(0.7, 0.95));
    progress.step("writing", 0.95);
    const auto files = report::write_clusters(options.out, found, progress);
    console.finish();
    if (options.json) {
        print_json(to_json(found, options.out));
        return;
    }
    const Language language = options.language == "es" ? Language::Spanish : Language::English;
    print(report::clusters_text(found, language) + "\n");
    for (const auto& file : files)
        print("Written to " + file.string() + "\n");
}

} // namespace

void add_clusters(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "clusters", "Where a column clusters: Moran, Geary, Getis-Ord, joins; tract by tract");
    auto options = std::make_shared<ClustersOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command->add_option("--column", options->column, "Column of the study");
    command->add_option("--with", options->with,
                        "Bivariate Moran: the column against this one of the neighbors");
    command->add_option(
        "--rate", options->rate,
        "In the place of --column, EVENTS/BASE: standardized rates of two columns of counts, "
        "so that small bases fake no cluster (empirical Bayes)");
    command->add_option("--out", options->out, "Folder for clusters.csv and clusters_codebook.csv")
        ->required();
    command->add_option(
        "--weights", options->weights,
        "Who is a neighbor: queen (default), rook, queen:25 and rook:25 where borders "
        "are up to 25 m apart, knn:8, band:METERS, kernel:8, county, FILE.gal, FILE.gwt");
    command->add_flag("--join-islands", options->join_islands,
                      "Tracts without a neighbor get their nearest");
    command->add_option("--method", options->method,
                        "moran (default), geary, gi, gistar, joins; bivariate with --with");
    command->add_option("--above", options->above,
                        "For joins: yes is above this value (default: the column is 0 and 1)");
    command->add_option("--draws", options->draws, "Permutations, 1 to 99999 (default 999)");
    command->add_option("--seed", options->seed, "Another seed, other permutations (default 1)");
    command
        ->add_option("--correction", options->correction,
                     "For testing many tracts: none (default), fdr or bonferroni")
        ->check(CLI::IsMember({"none", "fdr", "bonferroni"}));
    command
        ->add_option("--sides", options->sides,
                     "Which p decides: folded (default, one tail, as GeoDa and PySAL) or both")
        ->check(CLI::IsMember({"folded", "both"}));
    command->add_option("--alpha", options->alpha, "Significant up to this p (default 0.05)");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--json", options->json, "Print as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer(
        "Values are permuted among the tracts that have one; same seed, same result.\n"
        "Examples:\n  tractwise clusters data/studies/sample.toml --column no_vehicle_share --out "
        "out/clusters\n"
        "  tractwise clusters data/studies/sample.toml --column risk_score --weights knn:8 \\\n"
        "    --method gistar --draws 9999 --correction fdr --out out/clusters\n"
        "  tractwise clusters data/studies/sample.toml --column no_vehicle_share \\\n"
        "    --with clinic_nearest_m --out out/clusters");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
