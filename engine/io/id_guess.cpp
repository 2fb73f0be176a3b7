// SPDX-License-Identifier: Apache-2.0
#include "id_guess.hpp"

#include <tractwise/core/text.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// State, county, tract, block group or block id, prefix and a float's ".0" aside; one lost leading
/// zero is allowed.
bool looks_like_geoid(std::string_view text) {
    text = trim(text);
    if (const auto us = text.find("US"); us == 9 || us == 7)
        text.remove_prefix(us + 2);
    if (text.ends_with(".0"))
        text.remove_suffix(2);
    if (!all_digits(text))
        return false;
    std::string id(text);
    if (id.size() == 4 || id.size() == 10 || id.size() == 14)
        id.insert(0, 1, '0');
    if (id.size() != 5 && id.size() != 11 && id.size() != 12 && id.size() != 15)
        return false;
    return !id.starts_with("00");
}

bool named_like_an_id(const std::string& name) {
    const std::string lower = to_lower(name);
    for (const std::string_view word : {"geoid", "geo_id", "fips", "tract", "geo.id"})
        if (lower.find(word) != std::string::npos)
            return true;
    return false;
}

/// Four and five digits are a county only under such a name: there are ZIP codes, tract numbers
/// and codes of congressional districts of that length as well.
bool named_like_a_county_id(const std::string& name) {
    const std::string lower = to_lower(name);
    const auto has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    for (const std::string_view other :
         {"district", "congress", "place", "zip", "zcta", "school", "name"})
        if (has(other))
            return false;
    return has("geoid") || has("geo_id") || has("geo.id") || has("fips") || has("county") ||
           has("stcnty");
}

/// Share of the cells that are ids, by rising worth: an id's length, then a name that says so.
int score(const Table& table, std::size_t column) {
    const std::size_t rows = std::min<std::size_t>(table.rows(), 1000);
    const bool named = named_like_an_id(table.columns()[column]);
    std::size_t filled = 0, ids = 0, long_ids = 0, whole = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string_view cell = trim(table.cell(row, column));
        if (cell.empty())
            continue;
        ++filled;
        if (looks_like_geoid(cell)) {
            ++ids;
            whole += cell.size() != 4;
            long_ids += cell.size() >= 11 || (named && cell.size() == 10); // else a phone number
        }
    }
    if (filled == 0 || ids * 10 < filled * 9)
        return 0;
    if (long_ids * 10 < filled * 9)
        return whole > 0 && named_like_a_county_id(table.columns()[column]) ? 1 : 0;
    return named ? 3 : 2;
}

/// Among equals, the order in which a join looks for them (tract/row_ids.cpp).
std::size_t preference(const std::string& name) {
    static constexpr std::array<std::string_view, 10> first{
        "geoid",    "geoid20",     "geoid10",      "geo_id",    "fips",
        "affgeoid", "censustract", "census_tract", "tractfips", "tract_fips"};
    return static_cast<std::size_t>(std::find(first.begin(), first.end(), to_lower(trim(name))) -
                                    first.begin());
}

std::optional<std::string> part_columns(const Table& table) {
    static constexpr std::array<std::array<std::string_view, 3>, 6> triples{
        {{"STATEFP20", "COUNTYFP20", "TRACTCE20"},
         {"STATEFP10", "COUNTYFP10", "TRACTCE10"},
         {"STATEFP", "COUNTYFP", "TRACTCE"},
         {"state", "county", "tract"},
         {"STATE_FIPS", "COUNTY_FIPS", "TRACT"},
         {"STATEA", "COUNTYA", "TRACTA"}}};
    for (const auto& triple : triples) {
        std::vector<std::string> names;
        for (const std::string_view name : triple)
            if (const auto column = table.find(name))
                names.push_back(table.columns()[*column]);
        if (names.size() == triple.size())
            return join(names, " + ");
    }
    return std::nullopt;
}

std::optional<std::string> vintage_of_column(const std::string& name) {
    const std::string lower = to_lower(name);
    if (lower == "geoidfq")
        return "2020"; // the Census Bureau's name since 2022
    for (const std::string_view stem :
         {"geoid", "geoid_", "tractce", "statefp", "countyfp", "blockce", "ctidfp", "intptlat"})
        for (const std::string_view year : {"00", "10", "20"})
            if (lower == std::string(stem) + std::string(year))
                return "20" + std::string(year);
    return std::nullopt;
}

/// The four digits that follow `marker` in the name.
std::optional<int> year_after(const std::string& name, std::string_view marker) {
    const auto at = name.find(marker);
    if (at == std::string::npos || at + marker.size() + 4 > name.size())
        return std::nullopt;
    const std::string_view digits = std::string_view(name).substr(at + marker.size(), 4);
    if (!all_digits(digits))
        return std::nullopt;
    const auto year = static_cast<int>(*parse_number(digits));
    return year >= 2000 && year < 2100 ? std::optional(year) : std::nullopt;
}

/// "tl_2010_17_tract00" holds the tracts of 2000, "il_tracts_2010" those of 2010.
std::optional<std::string> vintage_of_areas(const std::string& lower) {
    const auto area = std::min({lower.find("tract"), lower.find("_bg"), lower.find("tabblock")});
    if (area == std::string::npos)
        return std::nullopt;
    for (const std::string_view year : {"00", "10", "20"})
        if (lower.ends_with("tract" + std::string(year)) ||
            lower.ends_with("bg" + std::string(year)) ||
            lower.ends_with("tabblock" + std::string(year)) ||
            lower.find("20" + std::string(year), area) != std::string::npos)
            return "20" + std::string(year);
    return std::nullopt;
}

} // namespace

std::string guess_id_column(const Table& table) {
    std::size_t best = 0;
    int best_score = 0;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const int s = score(table, c);
        if (s > best_score ||
            (s > 0 && s == best_score &&
             preference(table.columns()[c]) < preference(table.columns()[best]))) {
            best = c;
            best_score = s;
        }
    }
    if (best_score < 3)
        if (const auto parts = part_columns(table))
            return *parts;
    return best_score > 0 ? table.columns()[best] : std::string();
}

std::string guess_vintage(const Table& table, const std::string& layer, const std::string& path) {
    for (const std::string& column : table.columns())
        if (const auto year = vintage_of_column(column))
            return fmt::format("{} (column {})", *year, column);
    const std::string stem = std::filesystem::path(path).stem().string();
    for (const std::string& name : {layer, stem}) {
        const std::string lower = to_lower(name);
        if (const auto year = vintage_of_areas(lower))
            return fmt::format("{} (name {})", *year, name);
        for (const std::string_view marker : {"cb_", "tl_", "cenpop", "acs5_", "acsdt5y", "acsst5y",
                                              "decennialdhc", "decennialpl", "svi", "svi_"})
            if (const auto year = year_after(lower, marker))
                return fmt::format("{} (name {})", *year / 10 * 10, name);
    }
    return "unknown: neither the columns nor the file name tell; set vintage = 2010 or 2020";
}

} // namespace tractwise::io
