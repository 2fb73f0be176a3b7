// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// How the names of a matter's columns are taken apart.
struct NameRules {
    std::function<bool(std::string_view)> known; ///< the words of the matter, in small letters
    bool digits = true;                          ///< belong to a word ("status2"), or part words
    bool plurals = false;                        ///< an s too much is dropped: "hospitals"
};

/// The words of a column's name in small letters, apart also where agencies write them as one.
///
///     name_words("SiteStatus_Desc", rules)   // site, status, desc
///     name_words("ENDDATE", rules)           // end, date, where the rules know both
///
/// Capitals begin a word, anything but letters ends one; letters beyond ASCII stay as they are.
/// A run of letters that the rules do not know is split only where all of it gives known words, the
/// longest first.
std::vector<std::string> name_words(std::string_view name, const NameRules& rules);

/// Whether a list of words that stands as one text has a word: `among(",end,ended,", "end")`.
bool among(std::string_view list, std::string_view word);

} // namespace tractwise::io
