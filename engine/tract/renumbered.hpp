// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tractwise::tract {

/// Areas whose codes changed while their vintage stayed the same. The largest case: from 2022 on
/// the Census Bureau files Connecticut's tracts under nine planning regions instead of eight
/// counties, so that tract 09001010101 became 09190010101. Each publisher changed at its own time.
///
///     codes_changed("09001010101")                      // true: worth asking the rest
///     other_id("09001010101")                           // "09190010101"
///     Renumbering same = renumber(ids_without_tract, tracts_without_row);
///     same.partner.at("09001010101")                    // "09190010101"
///
/// The rule of renumber(): an id without a tract and a tract without a row are the same area where
/// a listed change leads from the one's county to the other's, both have the same six digits, and
/// neither has another such partner. Equal six digits alone prove nothing: half the rural counties
/// of a state have a tract 9501. Tracts that changed their number are listed one by one. The lists,
/// with their sources, are in renumbered.cpp. An id that exists is never brought elsewhere, and
/// areas whose boundaries changed along with the code are never brought over (redrawn_words()).
/// Cost: a hash look-up per id.
struct Renumbering {
    /// Of an id of 11 digits without a partner: the id of the same area on the other side.
    std::unordered_map<std::string, std::string> partner;

    bool empty() const { return partner.empty(); }
};
Renumbering renumber(const std::vector<std::string>& ids_without_tract,
                     const std::vector<std::string>& tracts_without_row);

/// Whether the tract, block group or block lies where codes changed: its county has or had another
/// code, or its tract another number.
bool codes_changed(std::string_view geoid);
/// The id of the same tract before or after the change of codes; empty where there is none, or
/// where the lists do not know the tract. What follows the first 11 digits is left off.
std::string other_id(std::string_view geoid);
/// "09001010101" and "09190" belong together: a listed change leads from one county to the other.
bool counties_linked(std::string_view geoid, std::string_view other_geoid);
/// "Connecticut's county codes became planning-region codes in 2022": the change that leads from the
/// one county to the other; empty where none does.
std::string_view change_words(std::string_view geoid, std::string_view other_geoid);
/// Of a tract whose number changed along with its boundaries: what became of it; else empty.
std::string_view redrawn_words(std::string_view geoid);

/// Counts rows that were brought over and says so, one finding for each change of codes.
///
///     RenumberedRows rows("acs");
///     rows.add("09001010101", "09190010101");   // id of the row, id of its tract
///     rows.report(diagnostics);   // "...: 8 rows with county codes were brought to ..."
class RenumberedRows {
public:
    explicit RenumberedRows(std::string source) : source_(std::move(source)) {}
    /// `id` may be a block or block group; `tract` is the tract that it was given to.
    void add(std::string_view id, std::string_view tract);
    std::size_t count() const;
    void report(Diagnostics& diagnostics) const;

private:
    struct Tally {
        std::size_t count = 0;
        std::vector<std::string> examples;
    };
    std::string source_;
    std::map<std::pair<std::size_t, bool>, Tally> by_change_; ///< the change, and its direction
};

} // namespace tractwise::tract
