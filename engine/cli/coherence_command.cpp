// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/index/coherence.hpp"
#include "engine/index/plain_table.hpp"
#include "engine/paper/paint.hpp"
#include "engine/report/coherence.hpp"
#include "engine/report/coherence_figure.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <cmath>
#include <memory>

#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct CoherenceOptions {
    std::string study, recipe, table, id, out, figure, language = "en";
    std::optional<int> acs_year;
    bool json = false, quiet = false;
};

/// An index, and the columns that its indicators stand in.
struct IndexAndColumns {
    std::shared_ptr<const index::IndexResult> index;
    std::shared_ptr<const tract::TractTable> columns;
};

IndexAndColumns of_table(const CoherenceOptions& options, Diagnostics& diagnostics) {
    const io::SourceSpec source = io::source_from_path("table", options.table);
    index::PlainIndex found = index::index_of_table(
        index::load_recipe(options.recipe, study::data_folders("recipes")), source,
        io::read_table(source, diagnostics),
        {.id_column = options.id, .reference = {}, .acs_year = options.acs_year}, diagnostics);
    return {found.index, std::make_shared<const tract::TractTable>(std::move(found.areas))};
}

IndexAndColumns of_study(const CoherenceOptions& options, Diagnostics& diagnostics) {
    const study::Study study = study::Study::read(options.study);
    for (const std::string& file : {options.out, options.figure})
        for (const auto& [id, source] : study.sources)
            refuse_own_input(file, {source.path, options.study});
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const auto results = session.run(console.progress(), study::Session::Stage::Index);
    console.finish();
    if (!options.recipe.empty())
        return {std::make_shared<const index::IndexResult>(index::evaluate(
                    index::load_recipe(options.recipe, study::data_folders("recipes")),
                    *results->layer_table, diagnostics)),
                results->layer_table};
    if (!results->index)
        throw Error(
            ErrorKind::Usage, "the study has no index",
            {.where = options.study, .hint = "add [index] to it, or name a recipe: --recipe risk"});
    return {results->index, results->layer_table};
}

nlohmann::ordered_json to_json(const std::vector<io::OutTable>& tables) {
    nlohmann::ordered_json json;
    for (const io::OutTable& table : tables) {
        auto rows = nlohmann::ordered_json::array();
        for (std::size_t row = 0; row < table.rows(); ++row)
            rows.push_back(row_json(table, row));
        json[table.name] = std::move(rows);
    }
    return json;
}

void run(const CoherenceOptions& options) {
    if (options.study.empty() == options.table.empty())
        throw Error(
            ErrorKind::Usage, "name a study, or a recipe and a table",
            {.where = {},
             .hint =
                 "tractwise coherence data/studies/sample.toml, or --recipe svi2022 --table FILE"});
    if (!options.table.empty() && options.recipe.empty())
        throw Error(ErrorKind::Usage, "a table needs a recipe",
                    {.where = "--recipe", .hint = "--recipe svi2022"});
    if (!options.out.empty())
        require_extension(options.out, "--out", {".csv", ".xlsx"});
    if (!options.figure.empty())
        paper::require_page_name(options.figure);
    for (const std::string& file : {options.out, options.figure})
        if (!file.empty())
            refuse_own_input(file, {options.table, options.recipe});

    Diagnostics diagnostics;
    const IndexAndColumns of =
        options.table.empty() ? of_study(options, diagnostics) : of_table(options, diagnostics);
    const index::Coherence found = index::coherence(*of.index, *of.columns);
    if (found.items.size() < 2)
        throw Error(ErrorKind::Infeasible,
                    "an index of one indicator has nothing that could belong together");
    const Language language = options.language == "es" ? Language::Spanish : Language::English;
    const std::vector<io::OutTable> tables = report::coherence_frames(*of.index, found);
    if (options.out.ends_with(".xlsx"))
        io::write_xlsx(options.out, tables);
    else if (!options.out.empty())
        io::write_csv(options.out, tables.front());
    if (!options.figure.empty())
        paper::write_page(options.figure, report::correlation_figure(*of.index, found, language));
    if (options.json) {
        print_json(to_json(tables));
        return;
    }
    print(report::coherence_text(*of.index, found, language));
    if (!diagnostics.findings().empty())
        print("\n" + report::findings_text(diagnostics));
    for (const std::string& file : {options.out, options.figure})
        if (!file.empty())
            print("Written to " + file + "\n");
}

} // namespace

void add_coherence(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "coherence",
        "Do the indicators of an index belong together: correlations, alpha, components, outliers");
    auto options = std::make_shared<CoherenceOptions>();
    command->add_option("study", options->study, "Study file (TOML)");
    command->add_option("--recipe", options->recipe,
                        "Another recipe than the study's, or that of --table (id or file)");
    command->add_option("--table", options->table,
                        "A plain table in the place of a study: CSV, XLSX, DBF ...");
    command->add_option("--id", options->id,
                        "Column of area ids in it (default: the column of census ids)");
    command->add_option("--acs-year", options->acs_year,
                        "Release of the table, the last of its five years");
    command->add_option("--out", options->out,
                        "Write tables: all to a .xlsx file, the indicators to a .csv file");
    command->add_option("--figure", options->figure,
                        "Write the correlations as a map of colors: .svg, .pdf or .png");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--json", options->json, "Print as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer("Examples:\n"
                    "  tractwise coherence data/studies/sample.toml --figure out/together.svg\n"
                    "  tractwise coherence --recipe svi2022 --table SVI2022_Illinois_tract.csv "
                    "--id FIPS --out svi.xlsx");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
