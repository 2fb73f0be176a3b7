// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/calendar.hpp"
#include "engine/io/features.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// By which day, and by whose words, places of a list are open.
struct OpenRule {
    Day day{}; ///< "open" of the source goes before
    /// Values that the study counts by itself, by column: the `status` of a layer, the `where` of
    /// sites. They are never taken for closed.
    std::map<std::string, std::vector<std::string>> counted;
    /// What the user says to count every row, for messages.
    std::string keep_all = "open = \"all\"";
    /// The option that filters rows, "--facility-where"; empty: `where` of the source.
    std::string filter_option;
};

/// What became of the rows.
struct OpenCount {
    std::size_t left_out = 0;
    bool by_day = false; ///< the answer depends on OpenRule::day
};

/// Leaves out the places of a list that are closed, or not open yet, by what the list says itself:
/// an end in the past (USDA's "End Date", "Withdrawn Date", "NPI Deactivation Date"), a start in
/// the future ("Authorization Date"), a status ("Site Status Description", STATUS,
/// business_status), yes or no ("is_closed"). For places as destinations; a table of ids keeps its
/// rows.
///
///     PointFeatures stores = read_points(source, diagnostics);
///     keep_open(stores, source, {.day = today()}, diagnostics);
///
/// `open = "all"` of the source keeps every row, a date is the day that counts. Columns that
/// `where` of the source names are the user's own choice and decide nothing here. Findings, with
/// numbers and rows: "place-closed", "place-not-open-yet", "place-closed-counted" (with "all");
/// what is not understood leaves nothing out: "open-date-unreadable", "open-word-unknown",
/// "license-expired". Errors: Error(Input) where no row is left.
/// Cost: one look at each cell of the columns concerned.
/// `closed` (may be null) gets the places left out.
OpenCount keep_open(PointFeatures& places, const SourceSpec& source, const OpenRule& rule,
                    Diagnostics& diagnostics, PointFeatures* closed = nullptr);

/// True where a column of this name may tell what is open, whatever stands in it.
bool may_tell_open(std::string_view column);

/// The same for a table alone: one flag for each row, empty where every row counts.
std::vector<bool> open_rows(const Table& table, const SourceSpec& source, const OpenRule& rule,
                            OpenCount& count, Diagnostics& diagnostics);

} // namespace tractwise::io
