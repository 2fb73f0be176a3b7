// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"
#include "engine/tract/geoid.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

/// What the name of a column promises: "tracts.TractFIPS20" is TractFIPS, of 2020, known as a name
/// of whole ids.
struct IdName {
    enum class Class { Known, Telling, Silent }; ///< GEOID; "State-County-Tract FIPS Code"; "x"
    std::string stem;                            ///< lower case letters and digits, no year
    int year = 0;                                ///< 2010 of GEOID10, 2023 of TractFIPS23; 0: none
    Class of = Class::Silent;
    std::size_t preference = 0; ///< among the known: the order in which they are taken
    /// The census year of the tracts that such ids name; 0: the name does not say.
    int vintage() const { return year / 10 * 10; }
};
IdName read_id_name(std::string_view column);

/// How the cells of a column read, judged by rows spread over the table.
struct IdProfile {
    std::size_t filled = 0, ruined = 0, certain = 0, other = 0, text = 0;
    std::array<std::size_t, 16> good{}, repaired{}; ///< by the digits of the level
    bool known_states = true; ///< all ids of tracts and finer begin with a state there is
    std::size_t of(AreaLevel level) const { return good[static_cast<std::size_t>(level)]; }
    std::size_t repaired_at(AreaLevel level) const {
        return repaired[static_cast<std::size_t>(level)];
    }
};
IdProfile profile_of(const io::Table& table, std::size_t column);

/// True where the column holds whole ids of the level, by its cells and, where these may be other
/// numbers, by its name.
bool holds_ids(const io::Table& table, std::size_t column, AreaLevel level);
/// All such columns, best names first; `vintage` (0: none) prefers names of that census year.
std::vector<std::size_t> id_columns(const io::Table& table, AreaLevel level, int vintage);

/// Columns of the parts of ids, as far as a table has them.
struct PartColumns {
    std::optional<std::size_t> state, county, tract, block_group, block;
    bool county_has_state = false; ///< its cells are five digits
    std::vector<std::size_t> all() const;
    bool known() const { return tract && county && (state || county_has_state); }
};
PartColumns part_columns(const io::Table& table, AreaLevel level, int vintage);
/// As the study names them: state, county, tract [, block group | block], or county and tract.
PartColumns declared_parts(const io::Table& table, const std::vector<std::size_t>& columns,
                           AreaLevel level);

/// True where most cells are numbers, codes or names of tracts without state and county.
bool holds_tract_parts(const io::Table& table, std::size_t column);
bool is_one_digit(const io::Table& table, std::size_t column);
/// A column of names ("Census Tract 1.01, Cook County, Illinois"); nothing where there is none.
std::optional<std::size_t> name_column(const io::Table& table);
/// A column of tract numbers or codes alone, known by its name.
std::optional<std::size_t> number_column(const io::Table& table);
/// Which of two equally good names goes first: no year, then 2020, later years, 2010, 2000.
std::size_t year_order(int year);
/// True for names that mean codes of six digits, never numbers: TRACTCE, TRACTA, "tract code".
bool means_code(std::string_view column);

/// Rows that stand for a large table: at most `most`, spread evenly from the first to the last.
template <class Visit>
void visit_sample(std::size_t rows, std::size_t most, Visit visit) {
    const std::size_t count = rows < most ? rows : most;
    for (std::size_t i = 0; i < count; ++i)
        visit(count == rows ? i : i * (rows - 1) / (count - 1));
}

} // namespace tractwise::tract
