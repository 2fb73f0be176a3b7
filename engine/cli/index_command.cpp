// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/index/plain_table.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/io/writers.hpp"
#include "engine/map/certainty.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"

#include <cmath>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct IndexOptions {
    std::string recipe, table, layer, id, out, reference;
    std::optional<double> missing;
    std::optional<int> acs_year;
    std::optional<std::size_t> draws;
    std::uint64_t seed = index::UncertaintyChoice{}.seed;
    bool json = false;
};

void require_table_name(const std::string& out) {
    if (!out.ends_with(".xlsx") && !out.ends_with(".csv"))
        throw Error(ErrorKind::Usage, "the output of `index` is a table",
                    {.where = out, .hint = "end its name in .csv or .xlsx"});
}

void run(const IndexOptions& options) {
    require_table_name(options.out);
    refuse_own_input(options.out, {options.table, options.recipe});
    index::IndexRecipe recipe = index::load_recipe(options.recipe, study::data_folders("recipes"));
    Diagnostics diagnostics;
    io::SourceSpec source = io::source_from_path("table", options.table);
    source.layer = options.layer;
    index::PlainChoice choice{.id_column = options.id, .acs_year = options.acs_year};
    if (!options.reference.empty())
        choice.reference = options.reference == "county"  ? index::Reference::County
                           : options.reference == "state" ? index::Reference::State
                                                          : index::Reference::All;
    const index::PlainIndex found = index::index_of_table(
        std::move(recipe), source, io::read_table(source, diagnostics), choice, diagnostics);
    const index::IndexResult& index = *found.index;
    if (options.draws) {
        ConsoleProgress console(options.json);
        found.index->uncertainty = std::make_shared<const index::IndexUncertainty>(
            index::uncertainty(index, found.areas, {*options.draws, options.seed}, diagnostics,
                               console.progress()));
        console.finish();
    }
    io::OutTable frame = report::index_frame(found);
    if (options.missing)
        for (io::OutColumn& column : frame.columns)
            if (auto* values = std::get_if<std::vector<double>>(&column.values))
                for (double& value : *values)
                    if (std::isnan(value))
                        value = *options.missing;
    if (options.out.ends_with(".xlsx"))
        io::write_xlsx(options.out, std::span(&frame, 1));
    else
        io::write_csv(options.out, frame);
    if (options.json) {
        print_json(nlohmann::ordered_json{{"recipe", index.recipe.id},
                                          {"title", index.recipe.title},
                                          {"rows", index.rows()},
                                          {"ranked", index.n_ranked},
                                          {"out", options.out},
                                          {"findings", diagnostics.findings().size()}});
        return;
    }
    print(fmt::format("{}: {} of {} areas ranked, {} indicators\n", index.recipe.title,
                      index.n_ranked, index.rows(), index.n_indicators));
    if (index.uncertainty)
        print(map::certainty_words(index, Language::English) + "\n");
    if (!diagnostics.findings().empty())
        print(report::findings_text(diagnostics));
    print("Written to " + options.out + "\n");
}

} // namespace

void add_index(CLI::App& app, Context&) {
    auto* command =
        app.add_subcommand("index", "Compute a recipe on a plain table; no geometry needed");
    auto options = std::make_shared<IndexOptions>();
    command->add_option("--recipe", options->recipe, "Recipe id or file")->required();
    command->add_option("--table", options->table, "CSV, XLSX, DBF or any GDAL dataset")
        ->required();
    command->add_option("--layer", options->layer, "Layer or sheet, where there are several");
    command->add_option(
        "--id", options->id,
        "Column of area ids: tracts, counties or anything else (default: the column "
        "of census ids)");
    command->add_option("--out", options->out, "CSV or XLSX file to write")->required();
    command
        ->add_option("--reference", options->reference,
                     "Compare within: all, state or county (default: the recipe's)")
        ->check(CLI::IsMember({"all", "state", "county"}));
    command->add_option(
        "--acs-year", options->acs_year,
        "Release of the table: the last of its five years. Needed where neither its "
        "name nor its second header row tells it, and to compute a recipe on another "
        "release than its own");
    command
        ->add_option("--uncertainty", options->draws,
                     "90 % intervals of ranks and percentiles by so many draws of the estimates by "
                     "their margins of error (default of the draws: 1000)")
        ->expected(0, 1)
        ->default_str("1000")
        ->check(CLI::Range(index::kFewestDraws, index::kMostDraws));
    command->add_option("--seed", options->seed, "Of the draws: the same seed, the same bytes")
        ->capture_default_str();
    command->add_option("--missing", options->missing,
                        "Write this number for missing values, e.g. -999 as CDC does "
                        "(default: leave them empty)");
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->footer(
        "Example: the published SVI from its own percent columns\n"
        "  tractwise index --recipe svi2022 --table Illinois.csv --id FIPS --out svi.csv\n"
        "Example: the same with 90 % intervals of its ranks\n"
        "  tractwise index --recipe svi2022 --table Illinois.csv --id FIPS --uncertainty --out "
        "svi.csv\n"
        "Example: the method of 2022 on a later release\n"
        "  tractwise index --recipe svi2022_acs --table acs2024.csv --id GEOID --acs-year 2024 "
        "--out svi.csv");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
