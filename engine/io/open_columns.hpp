// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/open_words.hpp"

#include "engine/io/open_rows.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Private to engine/io: which columns of a list tell what is open, by their names and their cells.

namespace tractwise::io {

/// What a value of a status says. The study's own choice goes before its words.
struct StatusWord {
    std::optional<OpenWord> says;
    bool counted = false; ///< the study counts it by itself
};

/// A column that tells something: dates, or words.
struct TellingColumn {
    std::size_t index = 0;
    OpenColumn kind = OpenColumn::None;
    DateCell::Order order = DateCell::Order::MonthFirst;  ///< of dates
    std::map<std::string, StatusWord, std::less<>> words; ///< of a status, by value
};

bool holds_dates(OpenColumn kind);

/// The columns that decide, in the order of the file. A status whose words are not understood
/// decides nothing and is a finding ("open-word-unknown").
std::vector<TellingColumn> telling_columns(const Table& table, const SourceSpec& source,
                                           const OpenRule& rule, Diagnostics& diagnostics);

/// How the user keeps the rows with one value, for messages: `where = { "Status" = ["Open"] }`.
std::string filter_text(const OpenRule& rule, const std::string& column, const std::string& value);

/// `"Inactive" (12 rows), "Closed" (1 row)`, the commonest first, a few.
std::string values_text(const std::map<std::string, std::size_t>& rows_of_value);

} // namespace tractwise::io
