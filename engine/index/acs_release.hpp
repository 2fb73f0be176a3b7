// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/index/recipe.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/acs_columns.hpp"

#include <optional>

namespace tractwise::index {

/// A recipe that is written in cells of the American Community Survey, and the table that it is
/// computed from: which release the table holds, and what the result may be called.
///
///     const AcsRelease release = acs_release(load_recipe("svi2022_acs", folders), source, table, {}, diagnostics);
///     release.columns.find("DP05_0079E", release.codes_of);     // the column of the table
///     evaluate(release.recipe, areas, diagnostics);
///
/// The recipe's own release is taken without asking. Another one is refused, unless `asked` names
/// it: then the cells are found by their labels, or by the codes of that year, and the recipe gets
/// another id and title, since nobody published such numbers (finding "other-release").
/// Errors: Error(Usage) for a recipe with cells that move and no `acs_year`; Error(Input) for
/// another release, for one that nothing tells (no label row, no year in the file's name, none
/// asked for), and for a cell whose label says something else.
struct AcsRelease {
    IndexRecipe recipe;
    tract::AcsColumns columns; ///< refers to the table
    int codes_of = 0;          ///< the year whose codes the recipe uses
};
AcsRelease acs_release(IndexRecipe recipe, const io::SourceSpec& source, const io::Table& table,
                       std::optional<int> asked, Diagnostics& diagnostics);

/// Columns that the recipe reads from a raw table: needed ones, and those that it can do without.
std::vector<std::string> raw_columns(const IndexRecipe& recipe);

} // namespace tractwise::index
