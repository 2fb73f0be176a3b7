// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/id_columns.hpp"

namespace tractwise::tract {

/// What ids are put together from.
struct PartContext {
    const io::Table& table;
    const io::SourceSpec& source;
    AreaLevel level;
    const TractSet* tracts; ///< of the study; null where none are known
    Diagnostics& diagnostics;
};

/// Ids from a column of tract codes, numbers or names, with columns of state and county as far as
/// there are any; the county else comes from the name, the source or the study (row_counties.hpp).
/// Whether 101 is a number or a code is decided for the whole column (see row_ids).
RowIds ids_from_parts(const PartContext& context, const PartColumns& parts);

} // namespace tractwise::tract
