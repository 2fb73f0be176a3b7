// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/table_cost.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// Private to engine/access: what a table of travel costs says, pair by pair.

namespace tractwise::access {

/// Finds out how a table of travel costs is laid out (table_cost.hpp lists the usual ways) and reads
/// its pairs. It looks at the table, which must outlive it.
///
///     const CostTableRows rows(table, {});
///     rows.origin(0); rows.destination(0);
///     rows.cost(0);             // minutes or meters; NaN where the cell is empty: no way
///
/// A pair is a row, or a cell where destinations stand side by side (`is_matrix()`).
/// Errors: Error(Input) for a table without these columns, and with file:line for a row without an
/// id and a cost that is negative or no number; Error(Usage) for a unit that is not known.
class CostTableRows {
public:
    enum class Unit { Minutes, Seconds, Hours, Meters, Kilometers, Miles, Feet };
    /// Who says what the numbers are.
    enum class Says { User, Name, Nobody };

    CostTableRows(const io::Table& table, const TableCost::Columns& columns);

    std::size_t size() const { return is_matrix_ ? table_.rows() * width() : table_.rows(); }
    bool is_matrix() const { return is_matrix_; }
    /// Of cost(): times come back as minutes, distances as meters.
    CostUnit unit() const;
    Unit unit_in_table() const { return unit_; }
    Says who_says_unit() const { return says_; }
    const std::string& cost_column() const { return table_.columns()[cost_]; }
    /// "read as origin "from_id", destination "to_id", cost "travel_time" in minutes"
    std::string columns_in_words() const;
    std::string_view origin(std::size_t pair) const;
    std::string_view destination(std::size_t pair) const;
    double cost(std::size_t pair) const;
    /// "line 14", for messages.
    std::string row_name(std::size_t pair) const { return table_.row_name(row_of(pair)); }

    /// Times are minutes and distances meters for the one beside `unit`.
    static double in_base_unit(Unit unit);
    static CostUnit kind_of(Unit unit);
    static bool is_time(Unit unit) { return kind_of(unit) == CostUnit::Minutes; }
    static std::string_view name_of(Unit unit); ///< "minutes", as users write it

private:
    void find_ends(const TableCost::Columns& columns);
    void find_cost(const TableCost::Columns& columns);
    void find_unit(const TableCost::Columns& columns);
    bool looks_like_matrix(const TableCost::Columns& columns) const;
    std::size_t width() const { return table_.columns().size() - 1; }
    std::size_t row_of(std::size_t pair) const { return is_matrix_ ? pair / width() : pair; }
    /// The cell of a pair's id in a column; of "A - B" one half.
    std::string_view id(std::size_t pair, std::size_t column, const char* what) const;
    std::pair<std::string_view, std::string_view> both_names(std::size_t pair) const;

    const io::Table& table_;
    bool is_matrix_ = false;    ///< one row per origin, one column per destination
    bool is_pair_name_ = false; ///< origin and destination in one cell, "A - B"
    std::size_t origin_ = 0, destination_ = 0, cost_ = 0;
    Unit unit_ = Unit::Minutes;
    Says says_ = Says::Nobody;
};

} // namespace tractwise::access
