// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/selection.hpp"
#include "viewer/snapshot.hpp"

#include "engine/core/language.hpp"
#include "engine/tract/expression.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Which tracts a table shows, and in which order; no window.

namespace tractwise::viewer {

/// What stands in the filter box: a condition, or words to be found in names and GEOIDs.
///
///     TableFilter filter = TableFilter::of("risk_pct > 90", names, Language::English);
///     if (!filter.problem.empty()) ...      // meant as a condition, and wrong
///     else rows = filter.rows(shown);
///
/// Text that cannot be read as a condition is a problem only where it looks like one: with a
/// comparison in it, or with a column's name at its beginning.
struct TableFilter {
    std::optional<tract::Expression> condition;
    std::vector<std::string> words; ///< folded; every one must occur
    std::string problem, hint;

    static TableFilter of(std::string_view text, std::span<const std::string> names,
                          Language language);
    bool empty() const { return !condition && words.empty(); }
    /// Ascending. Error(Usage) where the condition's columns are gone.
    std::vector<std::uint32_t> rows(const Snapshot& shown) const;
};

/// The class of a map of clusters, as a column; no column of a study is called so.
inline constexpr const char* kClusterColumn = ":cluster";

/// One column that a table is sorted by; "geoid", "name" and kClusterColumn are columns too.
struct TableSort {
    std::string column;
    bool descending = false;
    friend bool operator==(const TableSort&, const TableSort&) = default;
};

/// A click on a column's head: it alone, or with Shift after those there are; again: the other way
/// round. Numbers start with the highest.
void click_sort(std::vector<TableSort>& sorts, const std::string& column, bool add);

/// Place of each tract when sorted by name, "Census Tract 9" before "Census Tract 10".
std::vector<std::uint32_t> name_order(const tract::TractSet& tracts);

/// Stable: rows that are equal in every sort keep their order; a missing value is last either way.
/// Columns that are not there are left out. Cost: 15 ms for 85,000 rows.
void sort_rows(std::vector<std::uint32_t>& rows, std::span<const TableSort> sorts,
               const Snapshot& shown, std::span<const std::uint32_t> by_name);

} // namespace tractwise::viewer
