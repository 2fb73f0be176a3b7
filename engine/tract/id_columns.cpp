// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/id_columns.hpp"
#include "engine/tract/area_id.hpp"
#include "engine/tract/states.hpp"
#include "engine/tract/tract_number.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/id_guess.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <tuple>

namespace tractwise::tract {
namespace {

constexpr std::size_t kSample = 600;

bool says(std::string_view name, std::initializer_list<std::string_view> words) {
    const std::string lower = to_lower(name);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return lower.find(word) != std::string::npos;
    });
}

bool most(std::size_t count, std::size_t filled) {
    return filled > 0 && count * 2 > filled;
}
bool nearly_all(std::size_t count, std::size_t filled) {
    return filled > 0 && count * 10 >= filled * 9;
}

/// Share of the sampled filled cells for which `fits` is true, at least six in ten.
template <class Fits>
bool mostly(const io::Table& table, std::size_t column, Fits fits) {
    std::size_t filled = 0, good = 0;
    visit_sample(table.rows(), 200, [&](std::size_t r) {
        const std::string_view cell = trim(table.cell(r, column));
        filled += !cell.empty();
        good += !cell.empty() && fits(cell);
    });
    return filled > 0 && good * 10 >= filled * 6;
}

bool is_part_of(std::string_view cell, std::size_t width) {
    if (cell.ends_with(".0"))
        cell.remove_suffix(2);
    return all_digits(cell) && cell.size() <= width;
}
bool is_number_or_name(std::string_view cell) {
    return parse_tract_number(cell) || parse_tract_name(cell);
}

} // namespace

IdProfile profile_of(const io::Table& table, std::size_t column) {
    IdProfile profile;
    visit_sample(table.rows(), kSample, [&](std::size_t r) {
        const AreaId id = read_area_id(table.cell(r, column));
        if (id.kind == AreaId::Kind::Empty)
            return;
        ++profile.filled;
        profile.certain += id.certain;
        if (id.kind == AreaId::Kind::Ruined) {
            ++profile.ruined;
        } else if (id.kind == AreaId::Kind::OtherArea) {
            ++profile.other;
        } else if (id.kind != AreaId::Kind::Census || id.digits.starts_with("00")) {
            ++profile.text;
        } else {
            const auto level = static_cast<std::size_t>(id.level);
            ++(id.repaired ? profile.repaired : profile.good)[level];
            // 99 is a state of invented counties.
            if (const auto state = state_of(id.digits); !is_state_code(state) && state != "99")
                profile.known_states = false;
        }
    });
    return profile;
}

bool holds_ids(const io::Table& table, std::size_t column, AreaLevel level) {
    // Four and five digits may be anything; only a name makes them counties.
    if (level == AreaLevel::County)
        return says(table.columns()[column],
                    {"geoid", "geo_id", "geo.id", "fips", "county", "stcnty", "gisjoin"}) &&
               census_level(table, column) == AreaLevel::County;
    // Most columns hold values: twenty rows and a name that promises nothing are enough to say so.
    if (read_id_name(table.columns()[column]).of == IdName::Class::Silent) {
        std::size_t filled = 0, like_ids = 0;
        visit_sample(table.rows(), 20, [&](std::size_t r) {
            const AreaId id = read_area_id(table.cell(r, column));
            filled += id.kind != AreaId::Kind::Empty;
            like_ids += id.certain || (id.kind == AreaId::Kind::Census && id.level == level);
        });
        if (filled > 0 && like_ids * 2 < filled)
            return false;
    }
    const IdProfile profile = profile_of(table, column);
    const std::size_t good = profile.of(level);
    const std::size_t repaired = profile.repaired_at(level);
    // The text of a cell says "1400000US": other levels stand among the rows, or instead of them.
    if (nearly_all(profile.certain, profile.filled))
        return true;
    const IdName name = read_id_name(table.columns()[column]);
    switch (name.of) {
    case IdName::Class::Known: {
        const std::size_t ids = good + repaired + profile.ruined + profile.certain;
        // A list of several kinds of areas ("GEOID" of tracts, ZIP codes, "sealed") keeps its name.
        const bool speaks = name.stem.find("geoid") != std::string::npos ||
                            name.stem.find("fips") != std::string::npos;
        return most(ids, profile.filled) ||
               (speaks && good * 5 >= profile.filled && profile.known_states && good > 0);
    }
    case IdName::Class::Telling:
        return nearly_all(good + repaired + (good + repaired > 0 ? profile.ruined : 0),
                          profile.filled) &&
               profile.known_states;
    case IdName::Class::Silent:
        break;
    }
    return level == AreaLevel::Tract && nearly_all(good, profile.filled) && profile.known_states;
}

std::vector<std::size_t> id_columns(const io::Table& table, AreaLevel level, int vintage) {
    struct Candidate {
        std::size_t column;
        IdName name;
        bool other_vintage;
    };
    std::vector<Candidate> found;
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (holds_ids(table, c, level)) {
            IdName name = read_id_name(table.columns()[c]);
            const bool other = vintage != 0 && name.vintage() != 0 && name.vintage() != vintage;
            found.push_back({c, std::move(name), other});
        }
    const auto order = [](const Candidate& c) {
        return std::tuple(c.name.of == IdName::Class::Silent, c.other_vintage, c.name.of,
                          c.name.preference, year_order(c.name.year), c.column);
    };
    std::sort(found.begin(), found.end(),
              [&](const Candidate& a, const Candidate& b) { return order(a) < order(b); });
    std::vector<std::size_t> columns;
    for (const Candidate& candidate : found)
        columns.push_back(candidate.column);
    return columns;
}

std::optional<AreaLevel> census_level(const io::Table& table, std::size_t column) {
    const std::string& name = table.columns()[column];
    const IdProfile profile = profile_of(table, column);
    const auto at = [&](AreaLevel level) { return profile.of(level) + profile.repaired_at(level); };
    if (most(at(AreaLevel::Tract) + profile.ruined, profile.filled))
        return AreaLevel::Tract; // ten digits only: a table of states 01 to 09
    if (!says(name, {"zip", "zcta", "postal", "district", "congress", "place", "school"})) {
        const std::size_t good = profile.of(AreaLevel::County);
        if (most(good, profile.filled))
            return AreaLevel::County;
        if (good > 0 && at(AreaLevel::County) == profile.filled && profile.known_states)
            return AreaLevel::County;
        if (says(name, {"fips", "geoid", "geo_id", "geo.id", "stcnty", "county"}) &&
            most(at(AreaLevel::County), profile.filled))
            return AreaLevel::County;
    }
    for (const AreaLevel level : {AreaLevel::BlockGroup, AreaLevel::Block})
        if (most(profile.of(level), profile.filled))
            return level;
    return std::nullopt;
}

std::vector<std::size_t> PartColumns::all() const {
    std::vector<std::size_t> columns;
    for (const auto& part : {state, county, tract, block_group, block})
        if (part)
            columns.push_back(*part);
    return columns;
}

namespace {

using Stems = std::span<const std::string_view>;
constexpr auto kStateColumns = std::to_array<std::string_view>(
    {"statefp",   "statea",    "statefips", "stfips",    "stfp",
     "statecode", "fipsstate", "state",     "st",        "statecd",
     "stusab",    "stusps",    "stateusps", "stateabbr", "stateabbreviation",
     "stabbr",    "statename", "stname",    "statedesc", "selectstate"});
constexpr auto kCountyColumns = std::to_array<std::string_view>({"countyfp",
                                                                 "countya",
                                                                 "countyfips",
                                                                 "cntyfips",
                                                                 "cofips",
                                                                 "cntyfp",
                                                                 "countycode",
                                                                 "fipscounty",
                                                                 "stcnty",
                                                                 "stcofips",
                                                                 "statecountyfipscode",
                                                                 "county",
                                                                 "cnty",
                                                                 "parish",
                                                                 "countyname",
                                                                 "cntyname",
                                                                 "coname",
                                                                 "namelsadco",
                                                                 "countynm",
                                                                 "countydesc",
                                                                 "selectcounty"});
constexpr auto kTractColumns = std::to_array<std::string_view>(
    {"tractce", "tracta", "tractcode", "censustractcode", "tract", "censustract",
     "censustractnumber", "tractnumber", "tractno", "tractnum", "trtid", "tractfips", "ct",
     "tractid", "tractname", "censustractname"});
constexpr auto kBlockGroups =
    std::to_array<std::string_view>({"blkgrpce", "blkgrpa", "blkgrp", "blockgroup", "bg", "bgce",
                                     "blockgroupce", "blockgroupnumber"});
constexpr auto kBlocks =
    std::to_array<std::string_view>({"blockce", "blocka", "block", "blockcode", "tabblk", "blk"});

/// The best named column of a part whose cells fit; the same year as the tract's before another.
template <class Fits>
std::optional<std::size_t> find_part(const io::Table& table, Stems stems, int year, Fits fits) {
    std::optional<std::size_t> best;
    std::tuple<bool, std::size_t, std::size_t> best_order;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const IdName name = read_id_name(table.columns()[c]);
        const auto stem = std::find(stems.begin(), stems.end(), name.stem);
        if (stem == stems.end())
            continue;
        const std::tuple order{name.year != year, static_cast<std::size_t>(stem - stems.begin()),
                               year_order(name.year)};
        if ((!best || order < best_order) && mostly(table, c, fits)) {
            best = c;
            best_order = order;
        }
    }
    return best;
}

bool is_state(std::string_view cell) {
    return !state_code(cell).empty() || is_part_of(cell, 2);
}
bool is_county_of_state(std::string_view cell) {
    return all_digits(cell) && (cell.size() == 5 || cell.size() == 4);
}

void set_county_kind(const io::Table& table, PartColumns& parts) {
    parts.county_has_state = parts.county && mostly(table, *parts.county, is_county_of_state);
}

} // namespace

PartColumns part_columns(const io::Table& table, AreaLevel level, int vintage) {
    PartColumns parts;
    parts.tract = find_part(table, kTractColumns, vintage, is_number_or_name);
    const int year = parts.tract ? read_id_name(table.columns()[*parts.tract]).year : 0;
    const auto code = [](std::string_view cell) { return is_part_of(cell, 3); };
    parts.county = find_part(table, kCountyColumns, year, code);
    if (!parts.county)
        parts.county = find_part(table, kCountyColumns, year, is_county_of_state);
    if (!parts.county)
        parts.county = find_part(table, kCountyColumns, year,
                                 [](std::string_view cell) { return !all_digits(cell); });
    set_county_kind(table, parts);
    parts.state = find_part(table, kStateColumns, year,
                            [](std::string_view cell) { return is_part_of(cell, 2); });
    if (!parts.state)
        parts.state = find_part(table, kStateColumns, year, is_state);
    if (parts.county_has_state)
        parts.state.reset();
    const auto digit = [](std::string_view cell) { return is_part_of(cell, 1); };
    const auto four = [](std::string_view cell) { return is_part_of(cell, 4); };
    if (level == AreaLevel::BlockGroup)
        parts.block_group = find_part(table, kBlockGroups, year, digit);
    if (level == AreaLevel::Block)
        parts.block = find_part(table, kBlocks, year, four);
    return parts;
}

PartColumns declared_parts(const io::Table& table, const std::vector<std::size_t>& columns,
                           AreaLevel level) {
    PartColumns parts;
    std::size_t at = 0;
    if (columns.size() > 2)
        parts.state = columns[at++];
    parts.county = columns[at++];
    parts.tract = columns[at++];
    if (at < columns.size())
        (level == AreaLevel::Block ? parts.block : parts.block_group) = columns.back();
    set_county_kind(table, parts);
    return parts;
}

bool holds_tract_parts(const io::Table& table, std::size_t column) {
    return mostly(table, column, is_number_or_name);
}

bool is_one_digit(const io::Table& table, std::size_t column) {
    return mostly(table, column, [](std::string_view cell) { return is_part_of(cell, 1); });
}

std::optional<std::size_t> name_column(const io::Table& table) {
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (mostly(table, c,
                   [](std::string_view cell) { return parse_tract_name(cell).has_value(); }))
            return c;
    return std::nullopt;
}

std::optional<std::size_t> number_column(const io::Table& table) {
    return find_part(table, kTractColumns, 0,
                     [](std::string_view cell) { return parse_tract_number(cell).has_value(); });
}

} // namespace tractwise::tract
