// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// The cells of one row of a file, as they stand there; rows may be of different length.
using GridRow = std::vector<std::string_view>;

/// Where the column names stand among the first rows of a file, and what they are.
struct HeaderRows {
    std::size_t first = 0;          ///< first row of names
    std::size_t last = 0;           ///< last one; the data begin behind it
    std::vector<std::string> names; ///< one per column, may be empty or repeated
    /// What the first row holds where no row holds names ("a census id"; no_header.hpp): then
    /// columns are called column_1, column_2 ... and the data begin with that row.
    std::string data_instead;

    std::size_t data() const { return data_instead.empty() ? last + 1 : first; }
};

/// Finds the header: the first row behind which rows have as many cells and an id (or numbers).
///
///     find_header({{"Report of 2020"}, {}, {"Census Tract", "People"}, {"42101000101", "1879"}});
///     // first = last = 2
///
/// A first row that names every column in use is the header, whatever follows. Otherwise titles,
/// notes, comments and blank rows above are passed over, and names in two or three rows (merged
/// cells: "Households" over "All" and "No vehicle") are put together: a column is called by its
/// lowest name, with the one above before it where two columns would be called the same ("No
/// vehicle MOE"). A first row of data is told from names by the rows below it. `declared` is the row
/// that the user says holds the names.
HeaderRows find_header(std::span<const GridRow> head, std::optional<std::size_t> declared = {});

/// True for the cell below an id column's name in a row that repeats the names in words:
/// data.census.gov (GEO_ID, "Geography"), American FactFinder (GEO.id, "Id"), NHGIS (GISJOIN, "GIS
/// Join Match Code").
bool is_label_of_id(std::string_view name, std::string_view label);

/// Says what stands above the header (`above`: "line 1: "Errata: ..."", a few of `count`) and that
/// names were put together. `row_word` is "line" or "row".
void add_header_findings(const HeaderRows& header, std::size_t count,
                         std::vector<std::string> above, std::string_view row_word,
                         std::size_t first_number, std::size_t last_number,
                         const std::string& source, Diagnostics& diagnostics);

/// Warns that a file has no header; `row` is its first one ("line 1: "42101000101"").
void add_no_header_finding(const HeaderRows& header, std::string row, std::size_t number,
                           const std::string& source, Diagnostics& diagnostics);

/// True for what names a census area by itself: 11, 12 or 15 digits, "1400000US42101000101",
/// "G4201010000101", "Census Tract 1.01". Shorter numbers may be anything.
bool is_area_id(std::string_view cell);
/// True for a number as people write it: "1,258", "-3.5", "12%", "$40", "±186".
bool looks_numeric(std::string_view cell);
bool is_blank(std::string_view cell);
std::size_t filled_cells(const GridRow& row);
/// The first cell that is not blank, as messages quote it; long texts are cut.
std::string quoted_row(const GridRow& row);

} // namespace tractwise::io
