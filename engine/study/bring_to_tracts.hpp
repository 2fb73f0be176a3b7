// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"

namespace tractwise::study {

/// The rows of a table of block groups or blocks added up to tracts: the columns that `source.sum`
/// names, plus GEOID.
///
///     io::Table tracts = sum_to_tracts(evictions, source, diagnostics);     // sum = ["eviction-filings", ...]
///
/// Errors: Error(Input) for an id that stands twice (several years in one file), naming both rows.
io::Table sum_to_tracts(const io::Table& table, const io::SourceSpec& source,
                        Diagnostics& diagnostics);

/// The rows of a table of another vintage as rows of `to_vintage` tracts: the columns that
/// `source.crosswalk` names, plus GEOID. The arithmetic is Crosswalk's (tract/crosswalk.hpp).
io::Table cross(const io::Table& table, const io::SourceSpec& source,
                const io::SourceSpec& relationship, int to_vintage, Diagnostics& diagnostics);

} // namespace tractwise::study
