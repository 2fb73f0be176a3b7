// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tractwise::io {

/// Which rows hold one of some texts, as people type them: blanks around and case do not matter.
///
///     const std::size_t type = table.require("Site_Type");
///     const std::vector<bool> clinics = rows_with(table, type, {"clinic", "health center"});
///     table.keep(clinics);
///
/// One flag for each row of the table; no text wanted: no row. Cost: one look at each cell.
std::vector<bool> rows_with(const Table& table, std::size_t column,
                            const std::vector<std::string>& values);

} // namespace tractwise::io
