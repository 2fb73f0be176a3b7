// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// A label as the Census Bureau writes it in one year or another, in parts: without the measure
/// ("Estimate", "Margin of Error", "Percent" ...), colons, case and the year of dollars.
std::vector<std::string> acs_label_parts(std::string_view label);
/// What a label says it measures: "E", "M", "PE", "PM" as in column names, "A" for an annotation;
/// nothing where it says nothing.
std::optional<std::string_view> acs_label_measure(std::string_view label);

/// One published number of the American Community Survey through the years: what its label says,
/// and the code it had in each year. Codes of profile (DP) and subject (S) tables move: "White
/// alone, not Hispanic" was DP05_0077 until 2021 and is DP05_0096 in 2024.
///
///     const AcsCell* white = acs_cell("DP05_0079", 2022);
///     white->says("Estimate!!HISPANIC OR LATINO AND RACE!!Total population!!Not Hispanic or Latino!!White alone");
///     white->code_in(2024);                                   // "DP05_0096"
///     acs_cell("DP05_0079", 2024);                            // null: no such cell is used
///
/// Known are the cells that layers and recipes use, for 2018 to 2024 and further back where nothing
/// moved. Detailed tables (B, C) keep their codes; theirs are here so that a label that says
/// something else is noticed. The data stand in acs_cells_data.hpp.
struct AcsCell {
    struct Code {
        std::string_view code;   ///< "DP05_0079": table and number, without E, M, PE or PM
        int first = 0, last = 0; ///< years of the 5-year release; 0: every year
    };
    std::string_view starts; ///< first part of the label after the measure; empty: not told apart
    std::string_view ends;   ///< the last parts of the label
    std::vector<Code> codes;

    bool says(std::string_view label) const { return says(acs_label_parts(label)); }
    bool says(std::vector<std::string> label_parts) const;
    /// Nothing where the year is not known.
    std::optional<std::string_view> code_in(int year) const;
    /// The one code of all years from 2018 to the last one known, or nothing.
    std::optional<std::string_view> constant_code() const;
};

/// The cell that has `code` in `year`; null where the table of codes has none.
const AcsCell* acs_cell(std::string_view code, int year);
/// The cell of a table ("DP05") that a label, in its parts, is the label of; null where none is.
const AcsCell* acs_cell_labeled(std::string_view table, const std::vector<std::string>& label);
/// The last release whose codes are known.
int last_known_acs_year();

/// True for tables whose codes may move from year to year: profiles and subject tables ("DP05",
/// "S1701").
bool acs_codes_move(std::string_view code);

} // namespace tractwise::tract
