// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/encoding.hpp"
#include "engine/io/table.hpp"

#include <string>

namespace tractwise::io {

/// Reads a JSON array as a table. Four shapes are known:
///
///     [["NAME","B01003_001E","state"], ["Tract 1","4284","17"]]
///         the Census API; null is an empty cell
///     [[["NAME",...], [...]], [["NAME",...], [...]]]
///         one such array per state, with the same names
///     [{"id": "1", "beds": 20}, {"id": "2"}]
///         open data portals; columns by first appearance
///     [17001000400, 17001000500]
///         a list: one column "value"; nesting is flattened
///
/// Errors: Error(Input) with the line for broken JSON, uneven rows, objects inside lists of values.
Table read_json_table(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics);

} // namespace tractwise::io
