// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/io/cell.hpp"

#include <functional>
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

/// How the values of several tracts become the value of the area that they make.
enum class Pooling {
    None,  ///< they do not: medians, ranks, codes
    Sum,   ///< counts add up
    Ratio, ///< shares: the sum of their parts over the sum of their wholes
    Mean,  ///< by the people who live there: distances, minutes, places within reach
};
std::string_view name_of(Pooling pooling); ///< "sum", ...

/// Everything a legend, a codebook or a tooltip needs to know about a column.
struct ColumnInfo {
    std::string name;     ///< snake_case with its unit: "nearest_clinic_m"
    std::string label;    ///< "Distance to the nearest clinic"
    std::string label_es; ///< in Spanish; empty where nobody has translated it
    std::string unit;     ///< "m", "share", "people", "percentile", ...
    std::string universe; ///< whom or what it counts: "renter households"
    std::string formula;  ///< how it came about: "B25070_007E + ... over B25070_001E - B25070_011E"
    std::string source;   ///< table or source title
    int vintage = 0;      ///< tract vintage
    Direction direction = Direction::Context;
    Pooling pooling = Pooling::None;

    const std::string& label_in(Language language) const {
        return language == Language::Spanish && !label_es.empty() ? label_es : label;
    }
    friend bool operator==(const ColumnInfo&, const ColumnInfo&) = default;
};

/// Counts, one per tract, with their ACS 90 % margins (empty: none; NaN: not known).
struct Counts {
    std::vector<double> values, margin;
};

/// One value per tract, NaN where missing, with the reason; optionally the ACS 90 % margin of error
/// beside it.
struct Column {
    ColumnInfo info;
    std::vector<double> values;
    std::vector<io::Missing> reasons; ///< empty = nothing is missing; else one per value
    std::vector<double> margin;       ///< empty = no margins; else one per value, NaN = unknown
    /// Of a share (Pooling::Ratio): what it is a share of, and how much of that it counts. An area's
    /// share is the sum of the parts over the sum of the wholes, never a mean of shares.
    std::shared_ptr<const Counts> part = {}, whole = {};
    bool complement = false; ///< the share is of those who are no part: 1 - part / whole

    io::Missing reason(std::size_t row) const {
        return reasons.empty() ? io::Missing::None : reasons[row];
    }
    void set_missing(std::size_t row, io::Missing why); ///< value NaN, margin NaN, reason kept
};

/// A column as a table holds it: what it means at once, its values when they are first asked for.
///
///     TableColumn reached({.name = "reach_plan_share", ...}, rows, [plan] { return reach_share(*plan); });
///     reached.info().unit      // costs nothing
///     reached->values[row]     // the first time, by any thread, costs what the function costs
///
/// Copies share one column. What the function throws reaches who asked, and the next one asks again;
/// Error(Internal) where it makes another number of values than `rows`.
class TableColumn {
public:
    TableColumn(Column column); // a column that is made already is one, too
    /// `make` need not fill in the info; it is let go once it has been called.
    TableColumn(ColumnInfo info, std::size_t rows, std::function<Column()> make);

    const ColumnInfo& info() const;
    std::size_t rows() const;
    const Column& operator*() const;
    const Column* operator->() const { return &**this; }
    /// False where every value is missing because no source of the study supplies it. Only a layer
    /// makes such columns, so one that is made when asked for has a source.
    bool has_source() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// Columns aligned to a sorted list of area ids: the one place where layers, recipes, plans, maps
/// and exports meet.
///
///     TractTable table(geoids);
///     table.add(column("poverty_share", ...));               // wrong length or a name twice: Error(Internal/Usage)
///     const Column& poverty = table["poverty_share"];
///     for (const TableColumn& column : table.columns()) menu.add(column.info().label);
///
/// Ids are texts and unique; they need not be tracts (`tractwise index` uses it for counties).
/// Columns are never removed; references stay valid. A copy shares the columns.
class TractTable {
public:
    TractTable() = default;
    explicit TractTable(std::vector<std::string> ids);

    std::size_t rows() const { return ids_.size(); }
    const std::vector<std::string>& ids() const { return ids_; }
    std::optional<std::size_t> find_row(std::string_view id) const;

    void add(TableColumn column);
    bool has(std::string_view name) const { return info(name) != nullptr; }
    const ColumnInfo* info(std::string_view name) const; ///< null: no such column
    const Column* find(std::string_view name) const;     ///< likewise
    const Column&
    operator[](std::string_view name) const; ///< absent: Error(Usage) with suggestions
    std::span<const TableColumn> columns() const { return columns_; }
    std::vector<std::string> names() const;

private:
    const TableColumn* at(std::string_view name) const;

    std::vector<std::string> ids_;
    std::vector<TableColumn> columns_;
};

} // namespace tractwise::tract
