// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/features.hpp"
#include "engine/tract/geoid.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::tract {

/// Which columns of a file hold census ids, found as a join finds them (row_ids in geoid.hpp).
///
///     const io::DatasetSummary summary = io::inspect(source, diagnostics);
///     const IdGuess ids = guess_ids(summary.layers[0].sample);
///     ids.column;        // "GEOID", "state + county + tract"; empty where there are none
///     ids.words;         // "or TractFIPS23, which differs: a study takes the one that names most
///                        //  of its tracts"; usually empty
struct IdGuess {
    std::string column;
    std::vector<std::string> columns; ///< the same, one by one
    std::optional<AreaLevel> level;   ///< of the areas; nothing where there are no ids
    bool whole = false;               ///< one column of whole ids, not parts, names or numbers
    std::string words;
};
IdGuess guess_ids(const io::Table& sample);

/// The census level that most cells of a column have; nothing for other areas (ZIP codes, names).
///
/// Tract, block group and block ids tell themselves by their length. Four and five digits are
/// county ids where the column's name says so, or where at least one has five digits and the others
/// would be a state 01 to 09 that lost its zero; never in a column of ZIP codes.
std::optional<AreaLevel> census_level(const io::Table& table, std::size_t column);

/// The census year of the tract boundaries that a file speaks of.
///
///     guess_vintage(layer, path).text()   // "2020 (column GEOID20)"
///
/// Columns first (GEOID20, "Census tract 2010 ID", CTIDFP00), then releases of CDC PLACES, the Census
/// Bureau's names of layers and files (cb_2018, tl_2010_17_tract00), then those of tables: ACS of five
/// years by its last year, SVI by its edition. A span of years ("valid_2000_2018"), or columns of two censuses,
/// tell nothing.
struct VintageGuess {
    int year = 0;         ///< 2000, 2010, 2020; 0: not told
    std::string by;       ///< "column GEOID20", "name cb_2018_17_tract_500k"
    bool certain = false; ///< by columns or by a name of the Census Bureau's boundary files
    std::string text() const;
};
VintageGuess guess_vintage(const io::LayerSummary& layer, const std::string& path);
VintageGuess guess_vintage(const std::vector<std::string>& columns,
                           const std::vector<std::string>& id_columns, const std::string& file_name,
                           bool boundaries);

/// The tracts of a release of CDC PLACES, where a file tells which it is: those of 2010 before the
/// release of 2024, those of 2020 since ("Current Release Notes", CDC, August 2024). Told by measures
/// that only earlier or only later releases have ("KIDNEY_CrudePrev", "FOODSTAMP_CrudePrev"), else by
/// the file's name ("PLACES__Census_Tract_Data_2023_release").
VintageGuess vintage_of_places(const std::vector<std::string>& columns,
                               const std::string& file_name);

/// The census year that the names of id columns tell ("GEOID10", "STATEFP10 + TRACTCE10"); 0: none, or
/// several. `columns` as RowIds::column has them.
int vintage_of_ids(const std::string& columns);
/// The only census year that columns of people, homes, RUCA codes or other ids carry in their names
/// ("Pop2010", "Primary RUCA Code 2010", "GEOID10"); none where they tell several.
VintageGuess vintage_of_values(const std::vector<std::string>& columns,
                               const std::string& id_columns);

} // namespace tractwise::tract
