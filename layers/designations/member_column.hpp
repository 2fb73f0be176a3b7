// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layers {

/// What a list of tracts may say of them, by the name of a column.
enum class ListMatter : std::uint8_t { Qct, Zone, Eligible };

/// Whether the name of a column speaks of the matter.
///
///     speaks_of("QCT_status", ListMatter::Qct)         // Own: it says qct
///     speaks_of("Designated", ListMatter::Qct)         // General: of whatever the list is about
///     speaks_of("qct_id", ListMatter::Qct)             // Mentions: names the list, but no yes or no
///     speaks_of("Census Tract Number", ListMatter::Qct) // Not
enum class NameSpeaks : std::uint8_t { Not, Mentions, General, Own };
NameSpeaks speaks_of(std::string_view column, ListMatter matter);

/// Yes or no in a cell of such a column: 1, Y, Yes, TRUE, "QCT", "Designated"; 0, N, No, FALSE, "Not
/// QCT", and for zones "Eligible". Nothing where the words are not known.
std::optional<bool> says_member(std::string_view cell, ListMatter matter);

/// What the rows of a list say of their tracts.
struct Members {
    enum class Row : std::uint8_t { No, Yes, Unsaid };
    std::vector<Row> rows;             ///< one per row
    std::optional<std::size_t> column; ///< which says so; nothing: being listed is yes
};

/// Reads the column of a list that says which of its rows are members; without one all are.
///
/// A column that says the matter's own word goes before "designated" and "status". Rows that the
/// study's `where` chooses by that column are taken at its word. Empty cells are no where the column
/// marks the members only (no cell says no), else they are Unsaid. Findings: "members-by-column"
/// (note), "empty-flag" (warning). Error(Input) for cells that say neither yes nor no, quoting them,
/// and for two columns that contradict each other.
Members read_members(const io::Table& table, const io::SourceSpec& spec, ListMatter matter,
                     Diagnostics& diagnostics);

/// Error(Input) where the columns speak of another list only: HUD's qualified tracts under the role
/// of opportunity zones, or the other way round.
void refuse_other_list(const io::Table& table, const io::SourceSpec& spec, ListMatter matter);

/// True where a column says which tracts are eligible, as eligible_lic of the second round does.
bool tells_eligible(const io::Table& table);

} // namespace tractwise::layers
