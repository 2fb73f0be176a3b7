// SPDX-License-Identifier: Apache-2.0
#include "layers/designations/area_list.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace tractwise::layers {
namespace {

using AreaKind = ListedArea::Kind;

std::optional<std::string> digits(std::string_view text, tract::AreaLevel level) {
    tract::ParsedGeoid parsed = tract::parse_geoid(text, level);
    using Status = tract::ParsedGeoid::Status;
    if (parsed.status == Status::Good || parsed.status == Status::RepairedZero)
        return std::move(parsed.id);
    return std::nullopt;
}

std::size_t count_digits(std::string_view text) {
    const bool all = std::all_of(text.begin(), text.end(), is_digit);
    return all ? text.size() : 0;
}

const tract::County* find_county(const tract::TractSet& tracts, std::string_view code) {
    const auto& counties = tracts.counties();
    const auto at = std::lower_bound(
        counties.begin(), counties.end(), code,
        [](const tract::County& county, std::string_view c) { return county.code < c; });
    return at != counties.end() && at->code == code ? &*at : nullptr;
}

/// The study's tracts of a county that they have under another code, as Connecticut's planning regions
/// of today are in tracts of 2020; `unknown`: those of which the county of the other code is not known.
struct OtherCode {
    std::vector<std::uint32_t> tracts, unknown;
};
OtherCode in_other_code(const tract::TractSet& tracts, std::string_view county) {
    OtherCode found;
    if (!tract::codes_changed(county))
        return found;
    for (const tract::County& own : tracts.counties()) {
        if (!tract::counties_linked(county, own.code))
            continue;
        for (std::size_t t = own.first; t < own.last; ++t) {
            const std::string other = tract::other_id(tracts.geoid(t));
            if (other.empty())
                found.unknown.push_back(static_cast<std::uint32_t>(t));
            else if (tract::county_of(other) == county)
                found.tracts.push_back(static_cast<std::uint32_t>(t));
        }
    }
    return found;
}

} // namespace

ListedArea area_of(std::string_view id, std::string_view kind_of_area) {
    id = trim(id);
    const std::string kind = to_lower(kind_of_area);
    if (to_lower(id) == "point")
        return {AreaKind::Facility, {}};
    if (says(kind, "tract")) {
        if (auto code = digits(id, tract::AreaLevel::Tract))
            return {AreaKind::Tract, std::move(*code)};
        return {};
    }
    // "County Subdivision" holds the word county, too.
    if (says(kind, "subdivision") || says(kind, "minor civil")) {
        const std::size_t n = count_digits(id);
        if (n == 9) // state, county and five digits of the subdivision, without the first zero
            return {AreaKind::Subdivision, "0" + std::string(id.substr(0, 4))};
        if (n == 10 || n == 5)
            return {AreaKind::Subdivision, std::string(id.substr(0, 5))};
        return {};
    }
    if (says(kind, "county")) {
        if (auto code = digits(id, tract::AreaLevel::County))
            return {AreaKind::County, std::move(*code)};
        return {};
    }
    // Without the publisher's word only complete codes are certain.
    const std::size_t n = count_digits(id);
    if (n == 11)
        return {AreaKind::Tract, std::string(id)};
    if (n == 5)
        return {AreaKind::County, std::string(id)};
    return {};
}

AreaFlags::AreaFlags(const tract::TractSet& tracts)
    : tracts_(tracts), flags_(tracts.size(), Flag::NotCovered) {}

void AreaFlags::covers(std::string_view state_or_county) {
    for (std::size_t t = 0; t < tracts_.size(); ++t)
        if (flags_[t] == Flag::NotCovered && tracts_.geoid(t).starts_with(state_or_county))
            flags_[t] = Flag::No;
}

std::vector<std::uint32_t> AreaFlags::tracts_of(const ListedArea& area) const {
    std::vector<std::uint32_t> found;
    if (area.kind == AreaKind::Tract) {
        auto tract = tracts_.find(area.code);
        if (!tract && tract::codes_changed(area.code))
            tract = tracts_.find(tract::other_id(area.code));
        if (tract)
            found.push_back(static_cast<std::uint32_t>(*tract));
    } else if (area.kind == AreaKind::County) {
        if (const tract::County* county = find_county(tracts_, area.code))
            for (std::size_t t = county->first; t < county->last; ++t)
                found.push_back(static_cast<std::uint32_t>(t));
        else
            found = in_other_code(tracts_, area.code).tracts;
    }
    return found;
}

std::vector<std::uint32_t> AreaFlags::list(const ListedArea& area) {
    std::vector<std::uint32_t> found = tracts_of(area);
    for (const std::uint32_t tract : found)
        flags_[tract] = Flag::Yes;
    std::vector<std::uint32_t> doubtful;
    if (area.kind == AreaKind::Subdivision)
        doubtful = tracts_of({AreaKind::County, area.code});
    if (area.kind != AreaKind::Tract && !find_county(tracts_, area.code)) {
        const auto unknown = in_other_code(tracts_, area.code).unknown;
        doubtful.insert(doubtful.end(), unknown.begin(), unknown.end());
    }
    for (const std::uint32_t tract : doubtful)
        flags_[tract] = std::max(flags_[tract], Flag::Undecided);
    if (!doubtful.empty())
        parts_.insert(area.code);
    return found;
}

void AreaFlags::leave_open(const ListedArea& area) {
    for (const std::uint32_t tract : tracts_of(area))
        flags_[tract] = std::max(flags_[tract], Flag::Undecided);
}

std::vector<double> AreaFlags::values() const {
    std::vector<double> values;
    for (const Flag flag : flags_)
        values.push_back(flag == Flag::Yes  ? 1
                         : flag == Flag::No ? 0
                                            : std::numeric_limits<double>::quiet_NaN());
    return values;
}

std::size_t AreaFlags::yes() const {
    return static_cast<std::size_t>(std::count(flags_.begin(), flags_.end(), Flag::Yes));
}
std::size_t AreaFlags::no() const {
    return static_cast<std::size_t>(std::count(flags_.begin(), flags_.end(), Flag::No));
}
std::size_t AreaFlags::not_covered() const {
    return static_cast<std::size_t>(std::count(flags_.begin(), flags_.end(), Flag::NotCovered));
}
std::size_t AreaFlags::undecided() const {
    return static_cast<std::size_t>(std::count(flags_.begin(), flags_.end(), Flag::Undecided));
}

} // namespace tractwise::layers
