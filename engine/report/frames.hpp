// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/plain_table.hpp"
#include "engine/io/writers.hpp"
#include "engine/study/results.hpp"
#include "engine/tract/tract_table.hpp"

#include <memory>
#include <string>

namespace tractwise::report {

/// Results as tables to write, the same for every format.
///
///     io::write_csv("indices.csv", tract_frame(results));
///
/// One row per tract, sorted by GEOID:
///   geoid, name, then every column of the results' table: of the index PREFIX_score, PREFIX_percentile, PREFIX_rank,
///   PREFIX_n_present, PREFIX_reason, one PREFIX_part_NAME per domain and indicator (its contribution), the columns
///   the recipe names (EPL_..., RPL_...), then of the layers, then of the plan (plan/columns.hpp), each followed by
///   COLUMN_moe where it has margins, and at last `missing`: why each empty cell of the row is empty, as
///   "column=reason; column=reason"; of the score and its parts PREFIX_reason says it. PREFIX is the recipe's id.
/// Columns that no source of the study supplies are left out; the codebook lists where they could
/// be read from.
io::OutTable tract_frame(const study::Results& results);

/// The index of a plain table (`tractwise index`): id, the recipe's own columns in published order,
/// then score, percentile, rank, n_present, reason, contribution_NAME and missing. A column that
/// the recipe itself calls "score" is written once. Behind the id stands `method` where the recipe was
/// computed on another release than its own: the file may be read without what is printed about it.
io::OutTable index_frame(const index::PlainIndex& found);

/// The audit: per source rows read, matched, renumbered, outside, without id, duplicate, unmatched,
/// tracts without a row, people.
io::OutTable audit_frame(const study::Results& results);
/// Everything that found no partner: source, kind ("row without tract", "row without id", "row
/// outside the region", "tract without row"), geoid, rows, why. Ids of the region's counties and
/// tracts are all listed; rows outside are counted by county, since a national file has 85,000.
io::OutTable unmatched_frame(const study::Results& results);
/// Doubtful data that was found: severity, code, source, count, message, examples.
io::OutTable findings_frame(const study::Results& results);

} // namespace tractwise::report
