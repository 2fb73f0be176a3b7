// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

// Private to engine/io: the words by which lists of places say what is open. General words of
// agencies and portals, none of a single file; sources stand in open_words.cpp.

namespace tractwise::io {

/// What a column of a list of places may tell, by its name alone.
enum class OpenColumn {
    None,
    End,        ///< "End Date", "Withdrawn Date", "date_closed", "NPI Deactivation Date"
    BareEnd,    ///< "closed": a date, or yes and no
    Start,      ///< "Authorization Date", "OpenDate"
    Restart,    ///< "NPI Reactivation Date": makes an earlier end void
    Expiry,     ///< "License Expiration Date": a license may have been renewed since
    Status,     ///< "Site Status Description", "STATUS", "business_status"
    OpenFlag,   ///< "is_open", "Active": yes and no, or words as in a status
    ClosedFlag, ///< "is_closed", "Inactive"
};
/// Case, blanks, underscores and points do not matter. Names with other words in them ("Match status", "Project End Date",
/// "Testing status") tell something else.
OpenColumn open_column(std::string_view name);
/// Whether a column that is none of these may tell by its name when places closed, if it holds
/// dates: "Date Ceased Trading". Words of other matters (fiscal, project, inspection) make it none.
bool may_hint_at_closing(std::string_view name);
/// Names of more than ten letters, of which a shapefile keeps the beginning (column_names.hpp).
std::span<const std::string_view> long_open_names();

/// What a word in a column of status says; nothing where it is not known.
enum class OpenWord { Open, Closed };
std::optional<OpenWord> open_word(std::string_view text);

/// "Y", "true", "1"; nothing where it is no such word.
std::optional<bool> yes_or_no(std::string_view text);
/// "X", as people tick a box that else is empty.
bool is_mark(std::string_view text);

} // namespace tractwise::io
