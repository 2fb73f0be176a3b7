// SPDX-License-Identifier: Apache-2.0
#include "row_filter.hpp"

#include "source_name.hpp"

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::io {

std::vector<bool> matching_rows(const Table& table, const SourceSpec& source,
                                Diagnostics& diagnostics) {
    if (source.where.empty())
        return {};
    const std::string label = label_of(source);
    std::vector<bool> keep(table.rows(), true);
    for (const auto& [name, values] : source.where) {
        const auto column = table.find(name);
        if (!column)
            throw Error(
                ErrorKind::Input,
                fmt::format("\"where\" names column \"{}\", which the file does not have", name),
                {.where = source.declared_at.empty() ? shown_path(source) : source.declared_at,
                 .hint = suggestion(name, table.columns())});
        std::vector<bool> seen(values.size(), false);
        for (std::size_t row = 0; row < keep.size(); ++row) {
            const std::string_view cell = trim(table.cell(row, *column));
            const auto match = std::find_if(values.begin(), values.end(),
                                            [&](const auto& value) { return trim(value) == cell; });
            if (match == values.end())
                keep[row] = false;
            else
                seen[static_cast<std::size_t>(match - values.begin())] = true;
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!seen[i])
                diagnostics.add({Severity::Warning,
                                 "filter-value-absent",
                                 label,
                                 fmt::format("no row has \"{}\" in column \"{}\"", values[i], name),
                                 1,
                                 {}});
    }
    const auto dropped = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), false));
    diagnostics.add({Severity::Note,
                     "rows-filtered",
                     label,
                     fmt::format("of {} rows, {} match \"where\" and are used", keep.size(),
                                 keep.size() - dropped),
                     dropped,
                     {}});
    return keep;
}

} // namespace tractwise::io
