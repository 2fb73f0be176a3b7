// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/tract/tract_table.hpp"

#include <string>

namespace tractwise::viewer::ui {

/// How the numbers of one column are written where the unit stands once, above or beside them:
/// heads of tables, axes of charts.
///
///     const ColumnFormat format = ColumnFormat::of(column, in.reader());
///     format.unit;                          // "percent" for a share, "mi" where values reach 0.1 mi
///     format.number(column.values[row]);    // "23.4": every row has the same number of decimals
///     format.margin(column.margin[row]);    // "±4.1"
///
/// A value that is missing is "–". Cost of of(): one look at every value.
struct ColumnFormat {
    double factor = 1; ///< what is shown is value x factor
    int decimals = 0;
    std::string unit;           ///< empty where the number has none
    std::string before, behind; ///< of words(): "percentile ", " %"
    bool flag = false;
    bool dollars = false;
    bool grouped = true; ///< "1,234"; codes and ranks are "1234"
    bool whole = false;  ///< every value is a whole number
    Reader reader;

    static ColumnFormat of(const tract::Column& column, Reader reader);
    std::string number(double value) const;
    std::string margin(double margin) const; ///< empty for NaN
    /// A number that is already in the unit shown, as on an axis.
    std::string shown(double number, int digits) const;
    /// Number and unit: "23.4 %", "percentile 85.0", "12.35 mi".
    std::string words(double value) const;
    /// "12.4 – 18.0 %".
    std::string words(double low, double high) const;
};

} // namespace tractwise::viewer::ui
