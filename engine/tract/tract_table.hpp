// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/cell.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// What a high value means for the people who live there.
enum class Direction { HigherIsWorse, HigherIsBetter, Context };
std::string_view name_of(Direction direction); ///< "higher_is_worse", ...

/// Everything a legend, a codebook or a tooltip needs to know about a column.
struct ColumnInfo {
    std::string name;     ///< snake_case with its unit: "nearest_clinic_m"
    std::string label;    ///< "Distance to the nearest clinic"
    std::string unit;     ///< "m", "share", "people", "percentile", ...
    std::string universe; ///< whom or what it counts: "renter households"
    std::string formula;  ///< how it came about: "B25070_007E + ... over B25070_001E - B25070_011E"
    std::string source;   ///< table or source title
    int vintage = 0;      ///< tract vintage
    Direction direction = Direction::Context;
    friend bool operator==(const ColumnInfo&, const ColumnInfo&) = default;
};

/// One value per tract, NaN where missing, with the reason; optionally the ACS 90 % margin of error
/// beside it.
struct Column {
    ColumnInfo info;
    std::vector<double> values;
    std::vector<io::Missing> reasons; ///< empty = nothing is missing; else one per value
    std::vector<double> margin;       ///< empty = no margins; else one per value, NaN = unknown

    io::Missing reason(std::size_t row) const {
        return reasons.empty() ? io::Missing::None : reasons[row];
    }
    void set_missing(std::size_t row, io::Missing why); ///< value NaN, margin NaN, reason kept
};

/// Columns aligned to a sorted list of area ids: the one place where layers, recipes and exports
/// meet.
///
///     TractTable table(geoids);
///     table.add(column("poverty_share", ...));               // wrong length or a name twice: Error(Internal/Usage)
///     const Column& poverty = table["poverty_share"];
///
/// Ids are texts and unique; they need not be tracts (`tractwise index` uses it for counties).
/// Columns are never removed; references stay valid.
class TractTable {
public:
    TractTable() = default;
    explicit TractTable(std::vector<std::string> ids);

    std::size_t rows() const { return ids_.size(); }
    const std::vector<std::string>& ids() const { return ids_; }
    std::optional<std::size_t> find_row(std::string_view id) const;

    void add(Column column);
    bool has(std::string_view name) const { return find(name) != nullptr; }
    const Column* find(std::string_view name) const;
    const Column&
    operator[](std::string_view name) const; ///< absent: Error(Usage) with suggestions
    std::span<const std::shared_ptr<const Column>> columns() const { return columns_; }
    std::vector<std::string> names() const;

private:
    std::vector<std::string> ids_;
    std::vector<std::shared_ptr<const Column>> columns_;
};

} // namespace tractwise::tract
