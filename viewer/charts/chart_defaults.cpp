// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_defaults.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer {

std::string other_column(const Snapshot& shown, std::string_view first) {
    for (const auto& column : shown.results->layer_table->columns()) {
        if (column->info.name == first || column->info.direction == tract::Direction::Context ||
            column->info.unit == "flag" || !shown.columns->has(column->info.name))
            continue;
        if (std::any_of(column->values.begin(), column->values.end(),
                        [](double value) { return std::isfinite(value); }))
            return column->info.name;
    }
    for (const tract::ColumnInfo& info : shown.columns->infos())
        if (info.name != first)
            return info.name;
    return std::string(first);
}

} // namespace tractwise::viewer
