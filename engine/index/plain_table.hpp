// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/index/evaluate.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/tract_table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tractwise::index {

/// How the rows of a plain table are told apart and compared.
struct PlainChoice {
    std::string id_column;              ///< empty: the column of census ids
    std::optional<Reference> reference; ///< absent: the recipe's
    std::optional<int> acs_year;        ///< of the table; absent: what the table tells
};

/// The index of a table, without a study and without geometry.
struct PlainIndex {
    std::shared_ptr<IndexResult> index; ///< a row for each row of `areas`
    tract::TractTable areas;            ///< the columns that the recipe looks at
    std::string id_column;     ///< for the output: the id column, or GEOID for parts of ids
    std::string other_release; ///< what the numbers are, where nobody published such; else empty
};

/// Computes a recipe on a table as it stands in a file: `tractwise index`, and Python's evaluate().
///
///     const io::Table table = io::read_table(source, diagnostics);
///     const PlainIndex found = index_of_table(load_recipe("svi2022", folders), source, table, {.id_column = "FIPS"}, diagnostics);
///     found.index->percentile[row], found.areas.ids()[row]
///
/// Rows without an id are counted and left out; so are states among counties and repeated equal rows.
/// Ids of tracts and counties get a lost leading zero back (finding). `source` is where the table
/// came from: its name may tell the year.
/// Errors: Error(Usage) where no column holds ids, or a reference needs census ids and there are none;
/// Error(Input) for no rows, an id that stands twice with different values, columns that are absent, and
/// those of acs_release(); Error(Infeasible) where no row can be ranked, with the reasons.
PlainIndex index_of_table(IndexRecipe recipe, const io::SourceSpec& source, const io::Table& table,
                          const PlainChoice& choice, Diagnostics& diagnostics);

} // namespace tractwise::index
