// SPDX-License-Identifier: Apache-2.0
// What the names of columns promise. Names only break ties: the cells decide (id_columns.cpp).
#include "engine/tract/id_columns.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>

namespace tractwise::tract {
namespace {

// Stems of names under which agencies publish whole ids, best first.
constexpr auto kKnown = std::to_array<std::string_view>({
    "geoid",
    "fips",
    "geoidfq",
    "geoidtract",
    "affgeoid",
    "censustract",
    "tractfips",
    "geoidbg",
    "ct",
    "gisjoingeoid",
    "locationid",
    "stcntrbg",
    "geoid2",
    "tractgeoid",
    "tractid",
    "fipstract",
    "tractfipscode",
    "fipscode",
    "censustractid",
    "censustractfips",
    "ctfips",
    "ctidfp",
    "bkgpidfp",
    "blkidfp",
    "geofips",
    "geogeoid",
    "geocode",
    "censusblockgroup",
    "bgfips",
    "blockfips",
    "censusblock",
    "tract",
    "tractce",
    "censustractnumber",
    "stcnty",
    "countyfips",
    "cofips",
    "gisjoin",
    "geography",
    "id",
});

std::size_t preference_of(std::string_view stem) {
    return static_cast<std::size_t>(std::find(kKnown.begin(), kKnown.end(), stem) - kKnown.begin());
}

/// Lower case letters and digits without the year, which is taken out where there is one.
std::string stem_of(std::string_view name, int& year) {
    const std::string lower = to_lower(name);
    std::string stem;
    int found = 0;
    bool several = false;
    for (std::size_t at = 0; at < lower.size();) {
        if (!is_digit(lower[at])) {
            // An "of a join" has one more letter for bytes beyond ASCII: they are left out.
            if (is_letter(lower[at]))
                stem += lower[at];
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < lower.size() && is_digit(lower[end]))
            ++end;
        const std::string_view run = std::string_view(lower).substr(at, end - at);
        const bool last =
            std::none_of(lower.begin() + static_cast<std::ptrdiff_t>(end), lower.end(), is_letter);
        int value = 0;
        if (run.size() == 4 && run.starts_with("20") && run[2] <= '2')
            value = static_cast<int>(*parse_number(run));
        else if (run.size() == 2 && last && !stem.empty())
            for (const std::string_view two : {"00", "10", "20", "22", "23", "24", "25"})
                if (run == two)
                    value = 2000 + static_cast<int>(*parse_number(run));
        if (value == 0) {
            stem += run;
        } else {
            several = several || (found != 0 && found != value);
            found = value;
        }
        at = end;
    }
    year = several ? 0 : found;
    return stem;
}

} // namespace

IdName read_id_name(std::string_view column) {
    IdName name;
    name.stem = stem_of(column, name.year);
    name.preference = preference_of(name.stem);
    // "tracts.GEOID" of a join in ArcGIS or QGIS: the part behind the point.
    if (const auto point = column.rfind('.');
        name.preference == kKnown.size() && point != std::string_view::npos) {
        int year = 0;
        std::string stem = stem_of(column.substr(point + 1), year);
        const std::size_t preference = preference_of(stem);
        if (preference < kKnown.size() && stem != "id") { // "CCM.ID" is the id of something else
            name.stem = std::move(stem);
            name.year = year;
            name.preference = preference;
        }
    }
    const auto has = [&](std::string_view word) {
        return name.stem.find(word) != std::string::npos;
    };
    if (name.preference < kKnown.size())
        name.of = IdName::Class::Known;
    else if (has("geoid") || has("fips") || has("tract") || has("census") || has("gisjoin"))
        name.of = IdName::Class::Telling;
    return name;
}

std::size_t year_order(int year) {
    return year == 0 ? 0 : year == 2020 ? 1 : year > 2020 ? 2 : year >= 2010 ? 3 : 4;
}

bool means_code(std::string_view column) {
    const std::string stem = read_id_name(column).stem;
    for (const std::string_view word : {"tractce", "tracta", "tractcode", "trctcode"})
        if (stem == word || stem == "census" + std::string(word))
            return true;
    return false;
}

} // namespace tractwise::tract
