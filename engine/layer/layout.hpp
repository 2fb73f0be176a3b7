// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/tract_table.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layer {

/// One published form in which an indicator can be read: which columns, and the arithmetic between
/// them.
///
///     value = (sum of `of` - sum of `less`) / (sum of `over` - sum of `minus`)
///                           // without `over`: no division
///     percent = true        // published as 0..100; the engine keeps 0..1
///     complement = true     // 1 - value, after percent
///     per_km2 = true        // divided by the land area of the tract
///
/// Only these: copy, sum, ratio, per area. Wanting more means writing C++.
struct Layout {
    std::string from; ///< "ACS table C17002": shown to the user
    std::vector<std::string> of, less, over, minus;
    bool percent = false;
    bool share_or_percent =
        false; ///< 0..1 in one year, 0..100 in another: told by the column's largest value
    bool complement = false;
    bool per_km2 = false;
    bool part_of_whole = true; ///< the numerator is a subset of the denominator: margin of a
                               ///< proportion, else of a ratio
    /// The year whose codes the columns of profile and subject tables are; in the files of other
    /// years the same cells are found under their own codes (tract/acs_columns.hpp).
    int codes_of = 0;
    std::string zero_when; ///< column of the universe; where it is 0 there is no share although the
                           ///< file prints one
    std::string
        note; ///< said as a finding when this layout is used: how it differs from the indicator

    std::vector<std::string> columns() const; ///< every column that must exist
    std::string formula() const; ///< "(B25070_007E + ...) / (B25070_001E - B25070_011E)"
};

/// An output column of a layer with the layouts it can be read from, best first; none where code
/// makes it.
struct LayerColumn {
    tract::ColumnInfo info;
    std::string role; ///< which sources to look in
    std::optional<double> low, high;
    std::vector<Layout> layouts;
};

} // namespace tractwise::layer
