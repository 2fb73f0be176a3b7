// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/access/table_cost.hpp>
#include <tractwise/io/table.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Private to engine/access: what a table of travel costs says, row by row.

namespace tractwise::access {

/// Finds the columns of origin, destination and cost (table_cost.hpp lists the usual names) and
/// reads them. It looks at the table, which must outlive it.
///
///     const CostTableRows rows(table, {});
///     rows.origin(0); rows.destination(0);
///     rows.cost(0);             // minutes or metres; NaN where the cell is empty: no way
///
/// Errors: Error(Input) for a table without these columns, and with file:line for a row without an
/// id and a cost that is negative or no number; Error(Usage) for a unit that is not known.
class CostTableRows {
public:
    enum class Unit { Minutes, Seconds, Metres };
    struct CostColumn {
        std::size_t column;
        Unit unit;
    };

    CostTableRows(const io::Table& table, const TableCost::Columns& columns);

    /// Of cost(): seconds come back as minutes.
    CostUnit unit() const {
        return cost_.unit == Unit::Metres ? CostUnit::Metres : CostUnit::Minutes;
    }
    /// "read as origin "from_id", destination "to_id", cost "travel_time" in minutes"
    std::string columns_in_words() const;
    std::string_view origin(std::size_t row) const { return id(row, origin_, "origin"); }
    std::string_view destination(std::size_t row) const {
        return id(row, destination_, "destination");
    }
    double cost(std::size_t row) const;

private:
    std::string_view id(std::size_t row, std::size_t column, const char* what) const;

    const io::Table& table_;
    std::size_t origin_, destination_;
    CostColumn cost_;
};

} // namespace tractwise::access
