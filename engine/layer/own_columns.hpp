// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/layer/layer.hpp"
#include "engine/tract/tract_table.hpp"

#include <string>
#include <string_view>

namespace tractwise::layer {

/// A column that a study takes from a table of its own, no layer: [columns.NAME].
///
///     [columns.asthma_rate]
///     source = "clinics_survey"
///     column = "ASTHMA_PCT"             # as the file calls it
///     margin = "ASTHMA_MOE"             # its 90 % margin of error; leave it out where there is none
///     label = "Adults with asthma"
///     label_es = "Adultos con asma"
///     unit = "percent"                  # 0 to 100 in the file; "share" is 0 to 1
///     direction = "higher_is_worse"     # "higher_is_better"; else it is context
///
/// It is mapped, filtered, charted and exported as every other column; with unit "people" or
/// "households" it can be the need of a plan, and `own` of [index] makes it an indicator. Errors of
/// parse(): Error(Usage) at the key.
struct OwnColumn {
    std::string name; ///< lower-case letters, digits and _, not one that a layer makes
    std::string source, column, margin;
    std::string label, label_es; ///< label: the file's own name where it is left out
    std::string unit; ///< "people", "households", "share", "percent", "dollars", any other
    tract::Direction direction = tract::Direction::Context;

    static OwnColumn parse(std::string_view name, const ConfigTable& table);
    std::string to_toml() const; ///< [columns.NAME]; reads back as equal
    /// Label, unit as columns have it ("percent" becomes "share") and direction; no source yet.
    tract::ColumnInfo info() const;
    friend bool operator==(const OwnColumn&, const OwnColumn&) = default;
};

/// Values of the region's tracts, missing ones with their reasons. Percents become shares. People and
/// households of several tracts add up; nothing else is pooled. Findings: "not-a-number",
/// "out-of-range" (shares beyond 0 to 1). Errors: Error(Input) where the source has no such column.
tract::Column read_own_column(const OwnColumn& own, const LayerContext& in);

} // namespace tractwise::layer
