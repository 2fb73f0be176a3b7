// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/index/recipe.hpp"
#include "engine/report/agreement.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct CompareOptions {
    std::string study, a, b, out, language = "en", lower_is_worse;
    bool json = false, quiet = false;
};

constexpr std::string_view kRecipe = "recipe:";

/// FILE:COLUMN, where the file is there.
std::optional<std::pair<std::string, std::string>> file_and_column(const std::string& side) {
    const std::size_t colon = side.rfind(':');
    if (colon == std::string::npos || colon == 0 || side.starts_with(kRecipe))
        return std::nullopt;
    return std::pair(side.substr(0, colon), side.substr(colon + 1));
}

/// A side out of a file becomes a column of the study's own, with all checks that those have.
std::string add_own_column(study::Study& study, const std::string& side, const std::string& name,
                           bool lower_is_worse) {
    const auto named = file_and_column(side);
    if (!named)
        return side;
    io::SourceSpec source =
        io::source_from_path("compared_" + name, std::filesystem::absolute(named->first).string());
    source.title = std::filesystem::path(named->first).filename().string();
    layer::OwnColumn own;
    own.name = "compared_" + name;
    own.source = source.id;
    own.column = named->second;
    own.label = fmt::format("{}, {}", named->second, source.title);
    own.unit = "index";
    own.direction =
        lower_is_worse ? tract::Direction::HigherIsBetter : tract::Direction::HigherIsWorse;
    study.sources.emplace(source.id, std::move(source));
    study.columns.push_back(own);
    return own.name;
}

/// `typed`: what the side is called to who typed it.
report::RankedSide side(const study::ResultColumns& columns, const std::string& name,
                        const std::string& typed, bool lower_is_worse, Diagnostics& diagnostics) {
    if (name.starts_with(kRecipe))
        return report::side_of(
            index::load_recipe(name.substr(kRecipe.size()), study::data_folders("recipes")),
            columns.results(), diagnostics);
    report::RankedSide made = report::side_of(columns, name);
    if (lower_is_worse && !made.index)
        made.percentile = stats::percentiles_of(made.values, true);
    made.name = typed;
    return made;
}

nlohmann::ordered_json to_json(const report::Agreement& found) {
    const auto number = [](double value) {
        return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
    };
    const auto top = [&](const stats::TopAgreement& agreement) {
        return nlohmann::ordered_json{{"both", agreement.rows[3]},
                                      {"a_alone", agreement.rows[1]},
                                      {"b_alone", agreement.rows[2]},
                                      {"neither", agreement.rows[0]},
                                      {"people_both", agreement.people[3]},
                                      {"people_a_alone", agreement.people[1]},
                                      {"people_b_alone", agreement.people[2]},
                                      {"kappa", number(agreement.kappa.value)},
                                      {"kappa_se", number(agreement.kappa.se)}};
    };
    return {{"a", found.a.name},
            {"b", found.b.name},
            {"only_a", found.only_a},
            {"only_b", found.only_b},
            {"worst_fifth", top(found.fifth)},
            {"worst_tenth", top(found.tenth)},
            {"kappa_fifths", number(found.fifths.value)},
            {"spearman", number(found.correlation.pairs.spearman)},
            {"kendall", number(found.kendall)},
            {"switchers", found.switchers.size()}};
}

void run(const CompareOptions& options) {
    study::Study study = study::Study::read(options.study);
    if (!options.out.empty())
        require_table_of(study, options.study, options.out, {".csv", ".xlsx"});
    const bool a_turned = options.lower_is_worse.find('a') != std::string::npos;
    const bool b_turned = options.lower_is_worse.find('b') != std::string::npos;
    const std::string a = add_own_column(study, options.a, "a", a_turned),
                      b = add_own_column(study, options.b, "b", b_turned);
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const study::ResultColumns columns(
        session.run(console.progress(), study::Session::Stage::Index));
    Diagnostics diagnostics = columns.results().diagnostics;
    const report::Agreement found =
        report::agreement_of(columns.results(), side(columns, a, options.a, a_turned, diagnostics),
                             side(columns, b, options.b, b_turned, diagnostics));
    console.finish();
    const Language language = options.language == "es" ? Language::Spanish : Language::English;
    if (!options.out.empty()) {
        const io::OutTable table = report::agreement_frame(columns.results(), found, language);
        if (options.out.ends_with(".xlsx"))
            io::write_xlsx(options.out, std::span(&table, 1));
        else
            io::write_csv(options.out, table);
    }
    if (options.json) {
        print_json(to_json(found));
        return;
    }
    print(report::agreement_text(columns.results(), found, language));
    if (!diagnostics.findings().empty())
        print("\n" + report::findings_text(diagnostics));
    if (!options.out.empty())
        print("Written to " + options.out + "\n");
}

} // namespace

void add_compare(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "compare", "Two indices, one question: how far two rankings of the same tracts agree");
    auto options = std::make_shared<CompareOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command
        ->add_option("a", options->a,
                     "A column of the study, recipe:ID or recipe:FILE, or FILE:COLUMN of a table "
                     "with tract ids")
        ->required();
    command->add_option("b", options->b, "The other one, likewise")->required();
    command
        ->add_option(
            "--lower-is-worse", options->lower_is_worse,
            "Of a, b or ab: low values are those that are worst off (columns of layers say "
            "it themselves)")
        ->check(CLI::IsMember({"a", "b", "ab"}));
    command->add_option("--out", options->out, "Write a row per tract to a .csv or .xlsx file");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--json", options->json, "Print as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer(
        "A map of both: tractwise map STUDY --column A --second B --out both.pdf\n"
        "Examples:\n"
        "  tractwise compare data/studies/sample.toml risk_percentile poverty_150_share\n"
        "  tractwise compare data/studies/cook_2020.toml risk_percentile "
        "SVI2022_Illinois_tract.csv:RPL_THEMES");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
