// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// Why a value is missing. The order is stable: it is written to files by name.
enum class Missing : std::uint8_t {
    None,             ///< present
    Empty,            ///< no text in the cell, or "NA", "NULL", "N/A"
    NoRow,            ///< the source has no row for this tract
    NoSource,         ///< the study names no source that has it
    NoSample,         ///< ACS -666666666, "-": too few sample observations to compute an estimate
    NotApplicable,    ///< ACS -888888888, "(X)"
    NotAvailable,     ///< ACS -999999999, "N": cannot be displayed, too few cases
    MarginNoSample,   ///< ACS -222222222, "**": too few sample observations for a margin
    MarginOpenEnded,  ///< ACS -333333333, "***": median in an open-ended interval, no margin
    MarginControlled, ///< ACS -555555555, "*****": controlled estimate, its margin is treated as 0
    TopCoded, ///< "250,000+", "250001" is not: only the text form; the value is the bound, marked
    BottomCoded,     ///< "2,500-": likewise
    SviMissing,      ///< -999 in files of the CDC/ATSDR SVI and of CalEnviroScreen
    ZeroDenominator, ///< a share of nothing
    Suppressed,      ///< withheld by the publisher
    NotText,         ///< text that is no number
    NoPeople,        ///< nobody lives here
    Excluded,        ///< outside the pool of the recipe
    OutOfReach,      ///< nothing within the search limit
    Dependent,       ///< an input of this value is missing
};
std::string_view name_of(Missing reason);  ///< "no-sample": for reason columns
std::string_view describe(Missing reason); ///< one plain sentence

/// A parsed number: NaN with a reason when missing. A top- or bottom-coded value ("250,000+") keeps
/// its bound as value and carries the reason as a mark.
struct Cell {
    double value;
    Missing reason = Missing::None;
};

/// Reads one cell as the agencies write numbers: "1,234", "12.5%", " 7 ", "+32.47", ACS
/// annotations, -999 of SVI.
///
///     parse_cell("-666666666")  -> {NaN, NoSample}
///     parse_cell("250,000+")    -> {250000, TopCoded}
///     parse_cell("1,234")       -> {1234, None}
///
/// -999 is missing only where `svi` says that the column belongs to a file that marks missing values
/// so (looks_like_svi); elsewhere it is a number.
Cell parse_cell(std::string_view text, bool svi = false);

/// An interval that is published as one text.
///
///     parse_limits("( 6.2, 10.1)")  -> {6.2, None}, {10.1, None}
///     parse_limits("")              -> {NaN, Empty} twice
///
/// Round or square brackets, or none; between the numbers a comma, "to" or a dash. Anything else is
/// NotText, or what parse_cell() says of the whole cell where that is missing.
struct CellLimits {
    Cell low, high;
};
CellLimits parse_limits(std::string_view text);

/// Error(Input) naming both rows where a column holds "20.6%" in one cell and "0.302" in another:
/// which of the two a number means cannot be told. A plain 0 is 0 either way.
void refuse_mixed_percent(const Table& table, std::size_t column);

/// One column as numbers with reasons; unparsable text is counted as one Finding per column with
/// the first rows.
struct NumberColumn {
    std::vector<double> values;
    std::vector<Missing> reasons;
};
NumberColumn numbers(const Table& table, std::size_t column, Diagnostics& diagnostics);

/// True where the table looks like an SVI file (EP_, EPL_, RPL_ ... columns) or the CSV or shapefile of
/// CalEnviroScreen (CIscore), whose -999 means missing.
bool looks_like_svi(const Table& table);

} // namespace tractwise::io
