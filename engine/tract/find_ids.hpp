// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/id_columns.hpp"

namespace tractwise::tract {

/// Where a table keeps the ids of its rows.
struct IdPlace {
    enum class Form { Whole, Parts, Names, Numbers };
    Form form = Form::Whole;
    std::optional<std::size_t> whole; ///< a column of whole ids; else `parts` are put together
    PartColumns parts;
    std::vector<std::size_t> others; ///< further columns of whole ids, which differ

    /// "GEOID", "state + county + tract"
    std::string columns(const io::Table& table) const;
};

/// The one place where columns of ids are found, for joins and for `inspect`; the rules stand at
/// row_ids() in geoid.hpp. Nothing where the table has no ids of the level. Error(Input) where two
/// columns differ and neither the tracts nor their names tell which is meant.
std::optional<IdPlace> find_ids(const io::Table& table, const io::SourceSpec& source,
                                AreaLevel level, const TractSet* tracts, Diagnostics& diagnostics);

} // namespace tractwise::tract
