// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace tractwise::access {

/// How findings and errors call the rows of one side of the travel costs: by the ids that the
/// user's own table has, else by number.
///
///     const RowNames homes{"demand points", demand.id};
///     homes(4);             // "990010001011004"; RowNames{"homes"}(4) is "row 5"
///     homes.where(4);       // "demand points, 990010001011004"
///
/// Where there are more rows than ids, the ids begin again: two groups of people at one place
/// (mixed_travel.hpp) share its id. The ids are looked at, not copied.
struct RowNames {
    std::string what = "rows";
    std::span<const std::string> id{}; ///< empty: rows are numbered

    std::string operator()(std::size_t row) const {
        return id.empty() ? "row " + std::to_string(row + 1) : id[row % id.size()];
    }
    std::string where(std::size_t row) const { return what + ", " + (*this)(row); }
    /// Of so many rows, how many are places of their own and not a second group at one of them.
    std::size_t places(std::size_t rows) const { return id.empty() ? rows : id.size(); }
};

} // namespace tractwise::access
