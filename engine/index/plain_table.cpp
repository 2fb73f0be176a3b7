// SPDX-License-Identifier: Apache-2.0
#include "engine/index/plain_table.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/acs_release.hpp"
#include "engine/index/plain_areas.hpp"
#include "engine/tract/acs.hpp"

#include <filesystem>
#include <map>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

// Everything the recipe may look at: what it needs, what it can use, and the margins beside both.
std::vector<std::string> wanted_columns(const IndexRecipe& recipe) {
    std::vector<std::string> names = raw_columns(recipe);
    for (std::size_t i = names.size(); i-- > 0;)
        if (auto margin = tract::margin_column(names[i]))
            names.push_back(std::move(*margin));
    return names;
}

// "5 of 5: Nobody lives here": how many areas each reason keeps out.
std::string why_not(const IndexResult& index) {
    std::map<std::string_view, std::size_t> counts;
    for (const io::Missing reason : index.reason)
        ++counts[describe(reason)];
    std::vector<std::string> texts;
    for (const auto& [reason, count] : counts)
        texts.push_back(fmt::format("{} of {}: {}", count, index.rows(), reason));
    return join(texts, "; ");
}

void require_census_ids(const io::Table& table, const AreaIds& areas, Reference reference) {
    if (reference == Reference::All || areas.level)
        return;
    throw Error(ErrorKind::Usage,
                fmt::format("the ids in column {} are not census ids, so areas cannot be compared "
                            "within their {}",
                            areas.column, name_of(reference)),
                {.where = table.name(),
                 .hint = "use --reference all, or name a column of tract or county GEOIDs after "
                         "--id"});
}

} // namespace

PlainIndex index_of_table(IndexRecipe recipe, const io::SourceSpec& source, const io::Table& table,
                          const PlainChoice& choice, Diagnostics& diagnostics) {
    if (choice.reference)
        recipe.reference = *choice.reference;
    if (table.rows() == 0)
        throw Error(ErrorKind::Input, "has a header but no rows",
                    {.where = table.name(), .hint = "was the table exported in full?"});
    recipe = with_names_of(std::move(recipe),
                           [&](const std::string& name) { return table.find(name).has_value(); });
    const AreaIds ids = area_ids(table, choice.id_column, diagnostics);
    require_census_ids(table, ids, recipe.reference);
    tract::report_acs_spellings(table, std::filesystem::path(source.path).filename().string(),
                                diagnostics);
    const std::string own_id = recipe.id;
    const AcsRelease release =
        acs_release(std::move(recipe), source, table, choice.acs_year, diagnostics);
    PlainIndex found{.areas = area_table(table, ids, wanted_columns(release.recipe),
                                         release.columns, release.codes_of, diagnostics),
                     .id_column = ids.column};
    require_columns(release.recipe, found.areas, table.columns());
    found.index = std::make_shared<IndexResult>(evaluate(release.recipe, found.areas, diagnostics));
    if (release.recipe.id != own_id)
        found.other_release = release.recipe.title;
    if (found.index->n_ranked == 0)
        throw Error(ErrorKind::Infeasible, "no area can be ranked: " + why_not(*found.index),
                    {.where = table.name(),
                     .hint = found.areas.rows() > 0 ? "the first area: " + found.index->why(0)
                                                    : "no row has an id"});
    return found;
}

} // namespace tractwise::index
