// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layers {

/// One row of an agency's list of designated areas: which place it speaks of.
///
///     area_of("17031010100", "Census Tract")   -> Tract, "17031010100"
///     area_of("9150", "Single County")         -> County, "09150": a lost zero put back
///     area_of("4201312345", "County Subdivision") -> Subdivision, "42013": the county it lies in
///     area_of("POINT", "Unknown")              -> Facility
///
/// The publisher's word for the kind of area decides where there is one: ten digits are a tract that lost
/// its zero or a county subdivision. Without that word ten digits are Unknown.
struct ListedArea {
    enum class Kind : std::uint8_t { Tract, County, Subdivision, Facility, Unknown };
    Kind kind = Kind::Unknown;
    std::string code; ///< 11 digits of a tract, 5 of a county (also of a subdivision); else empty
};
ListedArea area_of(std::string_view id, std::string_view kind_of_area);

/// True where the words of a publisher hold this one: "hpsa geographic" says "geographic".
inline bool says(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// Turns rows of such a list into yes, no or not known for every tract of a study.
///
///     AreaFlags flags(tracts);
///     flags.covers("17");                      // the list speaks of Illinois: not listed there is "no"
///     flags.covers("55059");                   // or of one county only
///     for (std::uint32_t t : flags.list(area)) ...   // the tracts of a designated area; now "yes"
///     flags.values();                          // 1, 0, or NaN where the list says nothing
///
/// A tract outside the places that the list covers is NaN: a list of one state does not say "no" for
/// another. A county stands for all its tracts. A county subdivision holds tracts that the list does
/// not name, so tracts of its county that are not listed themselves are NaN, too. Where codes changed
/// inside a vintage (Connecticut in 2022), areas are found in either code (tract/renumbered.hpp).
class AreaFlags {
public:
    explicit AreaFlags(const tract::TractSet& tracts);

    void covers(std::string_view state_or_county);
    /// The tracts of a designated area, now "yes"; none outside the study and for facilities.
    std::vector<std::uint32_t> list(const ListedArea& area);
    /// As list(), without changing anything.
    std::vector<std::uint32_t> tracts_of(const ListedArea& area) const;
    /// Listed, but the list does not say whether as a member: neither yes nor no.
    void leave_open(const ListedArea& area);

    std::vector<double> values() const;
    std::size_t yes() const;
    std::size_t no() const;
    std::size_t not_covered() const; ///< tracts in places that the list does not speak of
    std::size_t undecided() const;   ///< of counties of which subdivisions are listed; left open
    const std::set<std::string>& counties_in_parts() const { return parts_; }

private:
    enum class Flag : std::uint8_t { NotCovered, No, Undecided, Yes };
    const tract::TractSet& tracts_;
    std::vector<Flag> flags_;
    std::set<std::string> parts_;
};

} // namespace tractwise::layers
