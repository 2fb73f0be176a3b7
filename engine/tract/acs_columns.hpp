// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/acs.hpp"
#include "engine/tract/acs_cells.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// The columns of a table that hold cells of the American Community Survey, found by what the file
/// says of them. Asked for is a cell by its code in some year; found is the column that holds the
/// same number in this file, whatever its code there.
///
///     const AcsColumns acs(table, acs_year(source, table));
///     acs.find("DP05_0079E", 2022);    // white, not Hispanic: column DP05_0096E of the 2024 file
///
/// How: the label of the column (label row, ...-Column-Metadata.csv) decides where there is one;
/// else the code that the cell has in the file's year; else, where the year is not known, only a
/// code that never moved. Columns of no such survey are found by their name.
/// Cost: one look at each column name; a cell of a labeled table one look at each of its labels.
class AcsColumns {
public:
    AcsColumns() = default;
    AcsColumns(const io::Table& table, std::optional<int> year);

    struct Answer {
        enum class Kind {
            Found,
            Absent,       ///< nothing of that table is here, or not this cell
            OtherLabel,   ///< the code is here, but its label says something else
            Twice,        ///< two columns hold the cell, and nothing says which of them is meant
            YearUnknown,  ///< codes of this table move, and nothing says which year this is
            YearNotKnown, ///< the codes of that year are not known
        };
        Kind kind = Kind::Absent;
        std::size_t column = 0; ///< of Found, OtherLabel and Twice
    };
    /// `cell` is a column name as the Census API writes it, with its measure; `codes_of` the year
    /// whose codes it uses, 0 for names that keep their meaning.
    Answer find(std::string_view cell, int codes_of) const;
    /// The 90 % margin beside a column that was found as `cell`.
    std::optional<std::size_t> margin_of(std::size_t column, std::string_view cell) const;

    std::optional<int> year() const { return year_; }
    bool any() const { return !by_name_.empty(); }
    /// "DP05_0096E" for a column of the survey, its own name for others.
    std::string name_of(std::size_t column) const;

    /// What to tell a user about an answer that is neither Found nor Absent.
    struct Refusal {
        std::string message, hint;
    };
    Refusal refusal(const Answer& answer, std::string_view cell, int codes_of,
                    const io::SourceSpec& source) const;

    /// Columns whose spelling is not the Census API's, as "B08201002 is B08201_002E".
    std::vector<std::string> other_spellings() const;

private:
    struct Cell {
        std::size_t column;
        AcsName name;
        std::vector<std::string> label; ///< its parts; empty: no label
    };
    std::optional<std::size_t> column_of(const AcsName& name) const;
    Answer answer_of(const AcsName& name) const;
    /// True where a known cell of the table stands under another code than in that year: then the
    /// file is of another release.
    bool is_of_another_release(std::string_view table, int year) const;
    Answer find_by_label(const AcsName& wanted, const AcsCell& cell, int codes_of) const;

    const io::Table* table_ = nullptr;
    std::optional<int> year_;
    std::vector<Cell> cells_;                    ///< in the order of the file
    std::map<std::string, std::size_t> by_name_; ///< "DP05_0096E" -> index in cells_
    std::map<std::size_t, std::size_t> by_column_;
    std::map<std::string, std::size_t> rivals_; ///< a second column of the same cell
};

/// What to do about a table of which no column is known: how NHGIS and tidycensus name columns is
/// recognized. Empty where nothing is.
std::string advice_on_unknown_columns(const io::Table& table);

/// The note that spellings other than the Census API's were understood, once for a source.
void report_acs_spellings(const io::Table& table, const std::string& source,
                          Diagnostics& diagnostics);

} // namespace tractwise::tract
