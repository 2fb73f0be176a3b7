// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/id_columns.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/id_guess.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <span>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

/// Years 2000 to 2029 that stand in the name as four digits of their own, with their places.
struct YearInName {
    std::size_t at;
    int year;
};
std::vector<YearInName> years_in(std::string_view name) {
    std::vector<YearInName> years;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t end = at;
        while (end < name.size() && is_digit(name[end]))
            ++end;
        if (end - at == 4 && name.substr(at, 2) == "20" && name[at + 2] <= '2')
            years.push_back({at, static_cast<int>(*parse_number(name.substr(at, 4)))});
        at = end == at ? at + 1 : end;
    }
    return years;
}

/// The only census year among the columns that carry one as the Census Bureau writes it.
std::optional<std::pair<int, std::string>> told_by(const std::vector<std::string>& columns,
                                                   bool ids_only) {
    static constexpr std::array<std::string_view, 9> stems{"geoid",    "tractce",  "statefp",
                                                           "countyfp", "blockce",  "ctidfp",
                                                           "intptlat", "bkgpidfp", "blkidfp"};
    std::optional<std::pair<int, std::string>> told;
    for (const std::string& column : columns) {
        const IdName name = read_id_name(column);
        int vintage = 0;
        if (name.stem == "geoidfq") // the Census Bureau's name since 2022
            vintage = 2020;
        else if (ids_only || std::find(stems.begin(), stems.end(), name.stem) != stems.end())
            vintage = name.vintage();
        if (vintage == 0)
            continue;
        if (told && told->first != vintage)
            return std::nullopt;
        if (!told)
            told = {vintage, column};
    }
    return told;
}

/// "tl_2010_17_tract00" holds the tracts of 2000, "tab20_tract20_tract10" those of two censuses.
std::optional<int> year_of_areas(std::string_view lower) {
    std::set<int> years;
    for (const std::string_view area : {"tract", "bg", "tabblock"})
        for (std::size_t at = lower.find(area); at != std::string_view::npos;
             at = lower.find(area, at + 1)) {
            const std::string_view rest = lower.substr(at + area.size());
            for (const auto& [digits, year] :
                 {std::pair{"00", 2000}, std::pair{"10", 2010}, std::pair{"20", 2020}})
                if (rest.starts_with(digits) && (rest.size() == 2 || !is_digit(rest[2])))
                    years.insert(year);
        }
    return years.size() == 1 ? std::optional(*years.begin()) : std::nullopt;
}

/// The year that follows the marker directly.
std::optional<int> year_after(std::string_view lower, std::string_view marker) {
    const auto at = lower.find(marker);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::size_t from = at + marker.size();
    while (from < lower.size() && (lower[from] == '_' || lower[from] == '-'))
        ++from;
    for (const YearInName& year : years_in(lower))
        if (year.at == from)
            return year.year;
    return std::nullopt;
}

/// "acsdp5y2021", "ACSDT5Y2019", "acs5_2019", "acs_2015_2019": the last year of the sample.
std::optional<int> year_of_acs(std::string_view lower) {
    const auto at = lower.find("acs");
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto years = years_in(lower.substr(at));
    if (years.size() == 2 && years[1].year == years[0].year + 4)
        return years[1].year;
    const std::string_view after = lower.substr(at);
    if (years.size() == 1 &&
        (after.find("5y") != std::string_view::npos || after.starts_with("acs5") ||
         after.find("5_y") != std::string_view::npos ||
         after.find("5-y") != std::string_view::npos))
        return years[0].year;
    return std::nullopt;
}

/// "il_tracts_2010", "CensusTractsTIGER2010": boundaries of one census.
std::optional<int> year_of_boundaries(std::string_view lower) {
    const auto years = years_in(lower);
    const auto area = std::min({lower.find("tract"), lower.find("_bg"), lower.find("tabblock"),
                                lower.find("blockgroup"), lower.find("block_group")});
    if (years.size() != 1 || years[0].year % 10 != 0 || area == std::string_view::npos ||
        years[0].at < area)
        return std::nullopt;
    return years[0].year;
}

VintageGuess told_by_name(const std::string& name, bool boundaries) {
    const std::string lower = to_lower(name);
    const auto guess = [&](int year, bool certain) {
        return VintageGuess{year / 10 * 10, "name " + name, certain};
    };
    if (const auto year = year_of_areas(lower))
        return guess(*year, true);
    for (const std::string_view marker : {"cb_", "tl_"}) // boundary files of the Census Bureau
        if (const auto year = year_after(lower, marker); year && lower.starts_with(marker))
            return guess(*year, true);
    if (const auto year = year_of_acs(lower))
        return guess(*year, false);
    for (const std::string_view marker : {"svi", "cenpop", "decennialdhc", "decennialpl"})
        if (const auto year = year_after(lower, marker); year && years_in(lower).size() == 1)
            return guess(*year, false);
    if (const auto year = year_of_boundaries(lower); year && boundaries)
        return guess(*year, false);
    return {};
}

/// The release of 2024 was the first with tracts of 2020.
constexpr int kPlacesOnTractsOf2020 = 2024;
constexpr std::array<std::string_view, 4> kMeasuresBefore2024 = {"kidney", "corem", "corew",
                                                                 "cervical"};
constexpr std::array<std::string_view, 8> kMeasuresSince2024 = {
    "isolation",  "loneliness",  "foodstamp", "foodinsecu",
    "housinsecu", "shututility", "lacktrpt",  "emotionspt"};

} // namespace

VintageGuess vintage_of_places(const std::vector<std::string>& columns,
                               const std::string& file_name) {
    const auto told_by_measure = [&](std::span<const std::string_view> measures, int vintage) {
        for (const std::string& column : columns)
            for (const std::string_view measure : measures)
                if (to_lower(column) == std::string(measure) + "_crudeprev")
                    return VintageGuess{vintage, "column " + column + " of CDC PLACES", true};
        return VintageGuess{};
    };
    const VintageGuess before = told_by_measure(kMeasuresBefore2024, 2010);
    const VintageGuess since = told_by_measure(kMeasuresSince2024, 2020);
    if (before.year != 0 || since.year != 0) // both: somebody has put two releases side by side
        return before.year == 0 ? since : since.year == 0 ? before : VintageGuess{};
    const std::string lower = to_lower(file_name);
    if (lower.find("places") != std::string::npos)
        for (const YearInName& year : years_in(lower))
            if (lower.substr(year.at + 4).find("release") <= 1) // "2023_release", "2023release"
                return {year.year < kPlacesOnTractsOf2020 ? 2010 : 2020, "name " + file_name, true};
    return {};
}

std::string VintageGuess::text() const {
    return year == 0
               ? "unknown: neither the columns nor the file name tell; set vintage = 2010 or 2020"
               : fmt::format("{} ({})", year, by);
}

VintageGuess guess_vintage(const std::vector<std::string>& columns,
                           const std::vector<std::string>& id_columns, const std::string& file_name,
                           bool boundaries) {
    for (const auto& [names, ids_only] : {std::pair(&id_columns, true), std::pair(&columns, false)})
        if (const auto told = told_by(*names, ids_only))
            return {told->first, "column " + told->second, true};
    if (const VintageGuess places = vintage_of_places(columns, file_name); places.year != 0)
        return places;
    return told_by_name(file_name, boundaries);
}

VintageGuess guess_vintage(const io::LayerSummary& layer, const std::string& path) {
    const bool boundaries = to_lower(layer.geometry).find("polygon") != std::string::npos;
    const std::vector<std::string> ids = guess_ids(layer.sample).columns;
    VintageGuess guess = guess_vintage(layer.columns, ids, layer.name, boundaries);
    if (guess.year == 0)
        guess = guess_vintage(layer.columns, ids, std::filesystem::path(path).stem().string(),
                              boundaries);
    return guess;
}

namespace {

/// "STATEFP10 + COUNTYFP10 + TRACTCE10" -> its three names.
std::vector<std::string> names_in(std::string_view id_columns) {
    std::vector<std::string> names;
    constexpr std::string_view kPlus = " + ";
    for (std::size_t at = id_columns.find(kPlus); at != std::string_view::npos;
         at = id_columns.find(kPlus)) {
        names.emplace_back(id_columns.substr(0, at));
        id_columns.remove_prefix(at + kPlus.size());
    }
    names.emplace_back(id_columns);
    return names;
}

/// What is counted at a census, or coded from one: its year is mostly that of the tracts, too.
bool is_of_census(const IdName& name) {
    const auto says = [&](std::string_view word) {
        return name.stem.find(word) != std::string::npos;
    };
    return name.stem.starts_with("pop") || says("population") || says("ruca") ||
           name.stem.starts_with("ohu") || says("tractce") || says("geoid") || says("fips");
}

} // namespace

int vintage_of_ids(const std::string& columns) {
    int told = 0;
    for (const std::string& column : names_in(columns)) {
        const int vintage = read_id_name(column).vintage();
        if (vintage != 0 && told != 0 && vintage != told)
            return 0;
        told = vintage != 0 ? vintage : told;
    }
    return told;
}

VintageGuess vintage_of_values(const std::vector<std::string>& columns,
                               const std::string& id_columns) {
    const std::vector<std::string> ids = names_in(id_columns);
    VintageGuess told;
    for (const std::string& column : columns) {
        if (std::find(ids.begin(), ids.end(), column) != ids.end())
            continue;
        const IdName name = read_id_name(column);
        // Other years are those of estimates, and "_10" behind a number of miles is none.
        if (name.year == 0 || name.year % 10 != 0 || !is_of_census(name))
            continue;
        if (told.year != 0 && told.year != name.year)
            return {};
        told = {name.year, fmt::format("column \"{}\"", column), false};
    }
    return told;
}

} // namespace tractwise::tract
