// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/renumbered.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

/// One change of codes.
struct Change {
    std::string_view words;         ///< "Connecticut's counties became planning regions in 2022"
    std::string_view before, after; ///< what the codes are called
};
enum ChangeId : std::size_t {
    kConnecticut,
    kOglalaLakota,
    kKusilvak,
    kValdezCordova,
    kBedford,
    kMadison,
    kOneida,
    kPima
};
// Counties: Census Bureau, changes to counties since 2010
// (census.gov/programs-surveys/geography/technical-documentation/county-changes.2010.html);
// Connecticut: Federal Register, document 2022-12063 of 2022-06-06. Tracts: Census Bureau, American
// Community Survey, geography notes of 2011 (Madison and Oneida County) and geography changes of
// 2012 (Pima County: census.gov/programs-surveys/acs/technical-documentation/
// table-and-geography-changes/2012/geography-changes.html).
constexpr std::array kChanges = {
    Change{"Connecticut's county codes became planning-region codes in 2022", "county codes",
           "planning-region codes"},
    Change{"Shannon County, South Dakota, became Oglala Lakota County in 2015", "code 46113",
           "code 46102"},
    Change{"Wade Hampton Census Area, Alaska, became Kusilvak Census Area in 2015", "code 02270",
           "code 02158"},
    Change{"Valdez-Cordova Census Area, Alaska, became Chugach and Copper River in 2019",
           "code 02261", "codes 02063 and 02066"},
    Change{"the city of Bedford, Virginia, became part of Bedford County in 2013", "code 51515",
           "code 51019"},
    Change{"the Census Bureau renumbered tracts of Madison County, New York, in 2011",
           "the numbers of 2010", "the numbers of 2011"},
    Change{"the Census Bureau renumbered tracts of Oneida County, New York, in 2011",
           "the numbers of 2010", "the numbers of 2011"},
    Change{"the Census Bureau renumbered tracts of Pima County, Arizona, in 2012",
           "the numbers of 2010", "the numbers of 2012"},
};

/// Tracts numbered `first` to `last` moved from county `before` to county `after` and kept their
/// six digits.
struct Moved {
    std::string_view before, after, first, last;
    ChangeId change;
};
// Connecticut: runs of tract numbers that have one county and one planning region, from the list of
// all 879 tracts under both codes that the Connecticut Data Collaborative publishes
// (2022-tract-crosswalk). Tract numbers are unique in the state. Alaska: the tracts of 2010 (USDA,
// rural-urban commuting area codes 2010) against those of 2020 (Census Bureau, centers of
// population 2020). Bedford: its one tract.
constexpr std::array kMoved = {
    Moved{"09001", "09190", "010101", "055200", kConnecticut},
    Moved{"09001", "09120", "060100", "105200", kConnecticut},
    Moved{"09001", "09140", "110100", "110602", kConnecticut},
    Moved{"09009", "09140", "120100", "130202", kConnecticut},
    Moved{"09009", "09170", "140101", "194202", kConnecticut},
    Moved{"09001", "09190", "200100", "245600", kConnecticut},
    Moved{"09005", "09190", "250100", "253500", kConnecticut},
    Moved{"09001", "09190", "257100", "257100", kConnecticut},
    Moved{"09001", "09120", "257200", "257200", kConnecticut},
    Moved{"09005", "09160", "260200", "320200", kConnecticut},
    Moved{"09003", "09160", "330100", "330100", kConnecticut},
    Moved{"09009", "09140", "341100", "341100", kConnecticut},
    Moved{"09005", "09140", "342100", "342100", kConnecticut},
    Moved{"09009", "09140", "343101", "348125", kConnecticut},
    Moved{"09005", "09140", "349100", "349200", kConnecticut},
    Moved{"09009", "09140", "350101", "352800", kConnecticut},
    Moved{"09005", "09140", "360100", "360400", kConnecticut},
    Moved{"09009", "09140", "361100", "361300", kConnecticut},
    Moved{"09009", "09170", "361401", "361500", kConnecticut},
    Moved{"09005", "09140", "362101", "362102", kConnecticut},
    Moved{"09003", "09110", "400101", "400300", kConnecticut},
    Moved{"09003", "09140", "405100", "406100", kConnecticut},
    Moved{"09003", "09160", "410101", "410102", kConnecticut},
    Moved{"09003", "09110", "415300", "420700", kConnecticut},
    Moved{"09005", "09140", "425300", "425500", kConnecticut},
    Moved{"09005", "09160", "425601", "425602", kConnecticut},
    Moved{"09005", "09190", "425700", "425700", kConnecticut},
    Moved{"09003", "09110", "430100", "524700", kConnecticut},
    Moved{"09013", "09110", "526101", "538202", kConnecticut},
    Moved{"09007", "09130", "541100", "640100", kConnecticut},
    Moved{"09011", "09130", "650100", "660104", kConnecticut},
    Moved{"09007", "09130", "670100", "680200", kConnecticut},
    Moved{"09011", "09180", "690300", "707100", kConnecticut},
    Moved{"09011", "09150", "708100", "708100", kConnecticut},
    Moved{"09011", "09180", "709100", "716102", kConnecticut},
    Moved{"09015", "09180", "800300", "800700", kConnecticut},
    Moved{"09015", "09150", "815000", "830100", kConnecticut},
    Moved{"09013", "09110", "840100", "860100", kConnecticut},
    Moved{"09011", "09180", "870100", "870704", kConnecticut},
    Moved{"09013", "09110", "881100", "890202", kConnecticut},
    Moved{"09013", "09150", "890203", "890203", kConnecticut},
    Moved{"09013", "09110", "890204", "890204", kConnecticut},
    Moved{"09015", "09150", "900100", "908100", kConnecticut},
    Moved{"09011", "09180", "980000", "980000", kConnecticut},
    Moved{"09003", "09110", "980001", "980100", kConnecticut},
    Moved{"46113", "46102", "000000", "999999", kOglalaLakota},
    Moved{"02270", "02158", "000000", "999999", kKusilvak},
    Moved{"02261", "02066", "000100", "000100", kValdezCordova},
    Moved{"02261", "02063", "000200", "000300", kValdezCordova},
    Moved{"51515", "51019", "050100", "050100", kBedford},
};

/// A tract that changed its number and kept its boundaries.
struct Renamed {
    std::string_view before, after;
    ChangeId change;
};
constexpr std::array kRenamed = {
    Renamed{"36053940101", "36053030101", kMadison},
    Renamed{"36053940102", "36053030102", kMadison},
    Renamed{"36053940103", "36053030103", kMadison},
    Renamed{"36053940200", "36053030200", kMadison},
    Renamed{"36053940300", "36053030300", kMadison},
    Renamed{"36053940401", "36053030401", kMadison},
    Renamed{"36053940403", "36053030403", kMadison},
    Renamed{"36053940600", "36053030600", kMadison},
    Renamed{"36053940700", "36053030402", kMadison},
    Renamed{"36065940000", "36065024800", kOneida},
    Renamed{"36065940100", "36065024700", kOneida},
    Renamed{"04019002701", "04019002704", kPima},
    Renamed{"04019002903", "04019002906", kPima},
    Renamed{"04019410501", "04019004118", kPima},
    Renamed{"04019410502", "04019004121", kPima},
    Renamed{"04019410503", "04019004125", kPima},
    Renamed{"04019470400", "04019005200", kPima},
    Renamed{"04019470500", "04019005300", kPima},
};

/// Tracts that the same notes name, but whose boundaries changed as well: their numbers are not
/// those of the tract that followed.
struct Redrawn {
    std::string_view id, words;
};
constexpr std::array kRedrawn = {
    Redrawn{"06037930401", "06037930401 became 06037137000 in 2012, with a part of 06037800204"},
    Redrawn{"06037137000", "06037137000 was made of 06037930401 and a part of 06037800204 in 2012"},
    Redrawn{"36065940200", "36065940200 became 36065024900 in 2011, with a part of 36065023000"},
    Redrawn{"36065024900", "36065024900 was made of 36065940200 and a part of 36065023000 in 2011"},
    Redrawn{"36085008900", "36085008900, all water, became part of 36085009700 in 2011"},
};

std::string_view number_of(std::string_view geoid) {
    return geoid.size() < 11 ? std::string_view() : geoid.substr(5, 6);
}

const Renamed* renamed(std::string_view tract) {
    for (const Renamed& entry : kRenamed)
        if (entry.before == tract || entry.after == tract)
            return &entry;
    return nullptr;
}

// Asked for every row of a national file.
bool county_changed(std::string_view county) {
    static const std::unordered_set<std::string_view> kCounties = [] {
        std::unordered_set<std::string_view> counties;
        for (const Moved& moved : kMoved)
            counties.insert({moved.before, moved.after});
        return counties;
    }();
    return kCounties.contains(county);
}

bool tract_renamed(std::string_view tract) {
    static const std::unordered_set<std::string_view> kTracts = [] {
        std::unordered_set<std::string_view> tracts;
        for (const Renamed& entry : kRenamed)
            tracts.insert({entry.before, entry.after});
        return tracts;
    }();
    return kTracts.contains(tract);
}

/// The change that leads from one county to the other; kChanges.size() where none does. In
/// Connecticut that is any county and any planning region.
std::size_t change_between(std::string_view a, std::string_view b) {
    const auto has = [](std::string_view Moved::*side, std::string_view county, ChangeId change) {
        return std::any_of(kMoved.begin(), kMoved.end(), [&](const Moved& moved) {
            return moved.change == change && moved.*side == county;
        });
    };
    for (std::size_t c = 0; c < kChanges.size(); ++c) {
        const auto change = static_cast<ChangeId>(c);
        if ((has(&Moved::before, a, change) && has(&Moved::after, b, change)) ||
            (has(&Moved::after, a, change) && has(&Moved::before, b, change)))
            return c;
    }
    return kChanges.size();
}

} // namespace

bool codes_changed(std::string_view geoid) {
    // A national file of blocks asks eight million times.
    constexpr std::array<std::string_view, 6> kStates = {"02", "04", "09", "36", "46", "51"};
    if (std::find(kStates.begin(), kStates.end(), state_of(geoid)) == kStates.end())
        return false;
    return county_changed(county_of(geoid)) || tract_renamed(tract_of(geoid));
}

std::string other_id(std::string_view geoid) {
    if (geoid.size() < 11)
        return {};
    const std::string_view tract = tract_of(geoid), county = county_of(geoid),
                           number = number_of(geoid);
    if (const Renamed* entry = renamed(tract))
        return std::string(entry->before == tract ? entry->after : entry->before);
    // A number that the list does not have is a part of one that it has, or was one in another
    // vintage: the four digits before the point decide.
    for (const std::size_t digits : {std::size_t{6}, std::size_t{4}})
        for (const Moved& moved : kMoved)
            if ((moved.before == county || moved.after == county) &&
                number.substr(0, digits) >= moved.first.substr(0, digits) &&
                number.substr(0, digits) <= moved.last.substr(0, digits))
                return std::string(moved.before == county ? moved.after : moved.before) +
                       std::string(number);
    return {};
}

bool counties_linked(std::string_view geoid, std::string_view other_geoid) {
    return change_between(county_of(geoid), county_of(other_geoid)) < kChanges.size();
}

std::string_view change_words(std::string_view geoid, std::string_view other_geoid) {
    const Renamed* entry = renamed(tract_of(geoid));
    const std::size_t change =
        entry != nullptr ? entry->change : change_between(county_of(geoid), county_of(other_geoid));
    return change < kChanges.size() ? kChanges[change].words : std::string_view();
}

std::string_view redrawn_words(std::string_view geoid) {
    for (const Redrawn& entry : kRedrawn)
        if (entry.id == tract_of(geoid))
            return entry.words;
    return {};
}

Renumbering renumber(const std::vector<std::string>& ids_without_tract,
                     const std::vector<std::string>& tracts_without_row) {
    // By state and six digits: the few ids on either side that could be each other.
    std::unordered_map<std::string, std::vector<std::string_view>> ids, tracts;
    std::unordered_set<std::string_view> lonely;
    const auto key = [](std::string_view id) {
        return std::string(state_of(id)) + std::string(number_of(id));
    };
    for (const std::string& tract : tracts_without_row)
        if (codes_changed(tract) && lonely.insert(tract).second)
            tracts[key(tract)].push_back(tract);
    Renumbering found;
    if (lonely.empty())
        return found;
    std::unordered_set<std::string_view> seen;
    for (const std::string& id : ids_without_tract)
        if (codes_changed(id) && seen.insert(id).second)
            ids[key(id)].push_back(id);
    const auto linked_to = [](std::string_view id, const std::vector<std::string_view>& others) {
        std::vector<std::string_view> linked;
        for (const std::string_view other : others)
            if (counties_linked(id, other))
                linked.push_back(other);
        return linked;
    };
    for (const auto& [number, candidates] : ids)
        for (const std::string_view id : candidates) {
            if (const Renamed* entry = renamed(id)) {
                const std::string_view other = entry->before == id ? entry->after : entry->before;
                if (lonely.contains(other))
                    found.partner.emplace(id, other);
                continue;
            }
            const auto at = tracts.find(number);
            if (at == tracts.end())
                continue;
            const auto there = linked_to(id, at->second);
            if (there.size() == 1 && linked_to(there.front(), candidates).size() == 1)
                found.partner.emplace(id, there.front());
        }
    return found;
}

void RenumberedRows::add(std::string_view id, std::string_view tract) {
    std::size_t change = kChanges.size();
    bool forward = true;
    if (const Renamed* entry = renamed(tract_of(id))) {
        change = entry->change;
        forward = entry->before == tract_of(id);
    } else {
        change = change_between(county_of(id), county_of(tract));
        forward = std::any_of(kMoved.begin(), kMoved.end(), [&](const Moved& moved) {
            return moved.change == change && moved.before == county_of(id);
        });
    }
    Tally& tally = by_change_[{change, forward}];
    ++tally.count;
    if (tally.examples.size() < Finding::kMaxExamples)
        tally.examples.push_back(fmt::format("{} -> {}", id, tract));
}

std::size_t RenumberedRows::count() const {
    std::size_t count = 0;
    for (const auto& [change, tally] : by_change_)
        count += tally.count;
    return count;
}

void RenumberedRows::report(Diagnostics& diagnostics) const {
    for (const auto& [key, tally] : by_change_) {
        const Change& change = kChanges[key.first];
        diagnostics.add({Severity::Note, "renumbered", source_,
                         fmt::format("{}: {} rows with {} were brought to {}", change.words,
                                     format_count(static_cast<double>(tally.count)),
                                     key.second ? change.before : change.after,
                                     key.second ? change.after : change.before),
                         tally.count, tally.examples});
    }
}

} // namespace tractwise::tract
