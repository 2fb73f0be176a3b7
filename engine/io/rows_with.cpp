// SPDX-License-Identifier: Apache-2.0
#include "engine/io/rows_with.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

namespace tractwise::io {

std::vector<bool> rows_with(const Table& table, std::size_t column,
                            const std::vector<std::string>& values) {
    std::vector<std::string> wanted;
    for (const std::string& value : values)
        wanted.push_back(to_lower(trim(value)));
    std::vector<bool> rows(table.rows());
    for (std::size_t r = 0; r < rows.size(); ++r)
        rows[r] = std::find(wanted.begin(), wanted.end(), to_lower(trim(table.cell(r, column)))) !=
                  wanted.end();
    return rows;
}

} // namespace tractwise::io
