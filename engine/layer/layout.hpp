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
///     counts = { part = ["E_UNEMP"], whole = ["E_LABOR"] }
///                           // the counts behind a published percent: what areas are summed from
///     limits = ["CI95"]     // "(10.2, 14.1)": a 95 % interval in place of a margin of error;
///     limits = ["LOW", "HIGH"]    // or a column for each end
///
/// Only these: copy, sum, ratio, per area. Wanting more means writing C++.
struct Layout {
    std::string from; ///< "ACS table C17002": shown to the user
    std::vector<std::string> of, less, over, minus;
    /// The counts behind a share that is published ready-made, where `of` and `over` are not counts.
    /// Without `whole` it is the part over the published share, which is rounded; `whole_like` then
    /// stands for tracts whose share is 0. Without `part` it is the share of the whole.
    std::vector<std::string> part, whole, whole_like;
    /// Of the only column: its 95 % interval, in one column of texts or two of numbers. Where the
    /// source has them, the margin is the larger half times 1.645 / 1.96 (margins.hpp).
    std::vector<std::string> limits;
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
