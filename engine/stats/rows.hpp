// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

// Private to engine/stats: columns, row by row.

namespace tractwise::stats {

inline void require_same_rows(std::size_t a, std::size_t b) {
    if (a != b)
        throw Error(ErrorKind::Internal, "columns that belong together are of different length");
}

/// True where a count is known; what is below 0 is no count.
inline bool is_count(double count) {
    if (count < 0)
        throw Error(ErrorKind::Input, "a count or a weight is below 0",
                    {.hint = "codes for missing values are to be read as missing"});
    return std::isfinite(count);
}

/// x ln x, 0 at 0: what entropies and Theil's index are made of.
inline long double x_log_x(long double x) {
    return x > 0 ? x * std::log(x) : 0;
}

/// Rows with a value and a weight above 0, by their places.
inline std::vector<std::size_t> rows_with_both(std::span<const double> values,
                                               std::span<const double> weights) {
    require_same_rows(values.size(), weights.size());
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (is_count(weights[i]) && weights[i] > 0 && std::isfinite(values[i]))
            rows.push_back(i);
    return rows;
}

} // namespace tractwise::stats
