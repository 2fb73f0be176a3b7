// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/area_id.hpp"
#include "engine/tract/states.hpp"

#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <array>

namespace tractwise::tract {
namespace {

// "9.01E+09": a spreadsheet has thrown the last digits away; no rule brings them back. Other powers
// of ten are no ids.
bool is_ruined_id(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 1 >= text.size())
        return false;
    std::string_view exponent = text.substr(e + 1);
    if (exponent.front() == '+')
        exponent.remove_prefix(1);
    if (!all_digits(exponent) || !parse_number(text.substr(0, e)))
        return false;
    const auto power = parse_number(exponent).value_or(0);
    return power >= 9 && power <= 14;
}

/// Quotes and blanks round an id, as many as there are: '', "", ="...", typographic ones, no-break
/// blanks.
std::string_view without_wrapping(std::string_view text) {
    static constexpr std::array<std::string_view, 9> wrapping{
        "=\"",          "'",           "\"", "`", "\xC2\xA0", "\xE2\x80\x98", "\xE2\x80\x99",
        "\xE2\x80\x9C", "\xE2\x80\x9D"};
    for (bool again = true; again;) {
        again = false;
        text = trim(text);
        for (const std::string_view mark : wrapping) {
            if (text.starts_with(mark)) {
                text.remove_prefix(mark.size());
                again = true;
            }
            if (text.ends_with(mark)) {
                text.remove_suffix(mark.size());
                again = true;
            }
        }
    }
    return text;
}

/// What the first three digits of a Census Bureau GEO_ID say.
struct SummaryLevel {
    std::string_view code;
    std::optional<AreaLevel> level;
    std::string_view words;
};
constexpr auto kSummaryLevels = std::to_array<SummaryLevel>({
    {"040", AreaLevel::State, {}},
    {"050", AreaLevel::County, {}},
    {"140", AreaLevel::Tract, {}},
    {"150", AreaLevel::BlockGroup, {}},
    {"100", AreaLevel::Block, {}},
    {"101", AreaLevel::Block, {}},
    {"010", std::nullopt, "the nation"},
    {"020", std::nullopt, "regions"},
    {"030", std::nullopt, "divisions"},
    {"060", std::nullopt, "county subdivisions"},
    {"160", std::nullopt, "places"},
    {"250", std::nullopt, "American Indian areas"},
    {"310", std::nullopt, "metropolitan areas"},
    {"330", std::nullopt, "combined statistical areas"},
    {"400", std::nullopt, "urban areas"},
    {"500", std::nullopt, "congressional districts"},
    {"610", std::nullopt, "state legislative districts"},
    {"620", std::nullopt, "state legislative districts"},
    {"795", std::nullopt, "public use microdata areas"},
    {"860", std::nullopt, "ZIP code areas"},
    {"950", std::nullopt, "school districts"},
    {"960", std::nullopt, "school districts"},
    {"970", std::nullopt, "school districts"},
});

/// "1400000US42101000101", "14000US...", "860Z200US19104": three digits of the summary level, two
/// to six of variant and component, "US". Gives the level and cuts the prefix off.
std::optional<SummaryLevel> take_prefix(std::string_view& text) {
    std::size_t us = 5;
    for (; us <= 9 && us + 2 <= text.size(); ++us)
        if ((text[us] == 'U' || text[us] == 'u') && (text[us + 1] == 'S' || text[us + 1] == 's'))
            break;
    if (us > 9 || us + 2 > text.size() || !all_digits(text.substr(0, 3)) ||
        !std::all_of(text.begin() + 3, text.begin() + static_cast<std::ptrdiff_t>(us),
                     [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }))
        return std::nullopt;
    const std::string_view code = text.substr(0, 3);
    text.remove_prefix(us + 2);
    for (const SummaryLevel& known : kSummaryLevels)
        if (known.code == code)
            return known;
    return SummaryLevel{code, std::nullopt, "other census areas"};
}

/// The id inside an NHGIS code: G, state, 0, county, 0, tract, block group or block; empty where
/// the text is none.
std::string from_gisjoin(std::string_view text) {
    if (text.size() < 8 || (text.front() != 'G' && text.front() != 'g'))
        return {};
    text.remove_prefix(1);
    if (!all_digits(text) || text[2] != '0' || text[6] != '0')
        return {};
    return std::string(text.substr(0, 2)) + std::string(text.substr(3, 3)) +
           std::string(text.substr(7));
}

bool has_state_that_lost_a_zero(std::string_view digits) {
    constexpr std::string_view second = "1245689"; // 03 and 07 are no states
    return second.find(digits.front()) != std::string_view::npos;
}

/// "42-101-000101", "42 101 000101", "42,101,000,101": the digits, where the dashes and blanks
/// stand between the parts of an id (else it is a telephone number) or the commas between
/// thousands; empty otherwise.
std::string without_separators(std::string_view text) {
    std::string digits;
    std::array<std::size_t, 8> ends{};
    std::size_t breaks = 0;
    bool commas = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            digits += text[i];
            continue;
        }
        const bool separator = text[i] == '-' || text[i] == ' ' || text[i] == '_' ||
                               text[i] == '/' || text[i] == ',' || text[i] == '|';
        if (!separator || digits.empty() || breaks == ends.size() || i + 1 == text.size())
            return {};
        commas = commas && text[i] == ',';
        if (breaks == 0 || ends[breaks - 1] != digits.size())
            ends[breaks++] = digits.size();
    }
    if (commas) {
        for (std::size_t b = 0; b < breaks; ++b)
            if ((digits.size() - ends[b]) % 3 != 0)
                return {};
        return breaks == (digits.size() - 1) / 3 ? digits : std::string();
    }
    const bool lost = digits.size() == 10 || digits.size() == 14;
    for (std::size_t b = 0; b < breaks; ++b) {
        const std::size_t at = ends[b] + (lost ? 1 : 0);
        if (at != 2 && at != 5 && at != 9 && at != 11 && at != 12)
            return {};
    }
    return digits;
}

struct Stripped {
    std::string_view digits;
    std::string owned; ///< what `digits` looks at, where the text had to be rewritten
    std::optional<SummaryLevel> summary;
    bool certain = false, ruined = false, empty = false;
};

void strip(std::string_view text, Stripped& out) {
    out.digits = trim(text);
    if (all_digits(out.digits)) // nearly every cell
        return;
    text = without_wrapping(text);
    out.empty = text.empty();
    out.ruined = is_ruined_id(text);
    if (out.empty || out.ruined)
        return;
    out.summary = take_prefix(text);
    out.certain = out.summary.has_value();
    if (const auto point = text.find('.');
        point != std::string_view::npos && all_digits(text.substr(0, point)) &&
        text.find_first_not_of('0', point + 1) == std::string_view::npos)
        text = text.substr(0, point);
    out.digits = text;
    if (all_digits(text))
        return;
    out.owned = from_gisjoin(text);
    if (!out.owned.empty())
        out.certain = true;
    else
        out.owned = without_separators(text);
    out.digits = out.owned;
}

constexpr std::array kLevels = {AreaLevel::Block, AreaLevel::BlockGroup, AreaLevel::Tract,
                                AreaLevel::County, AreaLevel::State};

} // namespace

ParsedGeoid parse_geoid(std::string_view text, AreaLevel level) {
    using Status = ParsedGeoid::Status;
    Stripped found;
    strip(text, found);
    if (found.empty)
        return {"", Status::Empty};
    if (found.ruined)
        return {"", Status::Ruined};
    if (!all_digits(found.digits) || (found.summary && found.summary->level != level))
        return {"", Status::NotAnId};
    const auto length = static_cast<std::size_t>(level);
    if (found.digits.size() == length)
        return {std::string(found.digits), Status::Good};
    if (found.digits.size() + 1 == length && has_state_that_lost_a_zero(found.digits))
        return {"0" + std::string(found.digits), Status::RepairedZero};
    return {"", Status::NotAnId};
}

AreaId read_area_id(std::string_view text) {
    using Kind = AreaId::Kind;
    Stripped found;
    strip(text, found);
    AreaId id;
    if (found.empty) {
        id.kind = Kind::Empty;
    } else if (found.ruined) {
        id.kind = Kind::Ruined;
    } else if (found.summary && !found.summary->level) {
        id.kind = Kind::OtherArea;
        id.words = found.summary->words;
        id.certain = true;
    } else if (all_digits(found.digits)) {
        for (const AreaLevel level : kLevels) {
            const auto length = static_cast<std::size_t>(level);
            const bool whole = found.digits.size() == length;
            // Eleven digits are a tract, not a block group that lost its zero.
            const bool repaired = found.digits.size() + 1 == length &&
                                  level != AreaLevel::BlockGroup &&
                                  has_state_that_lost_a_zero(found.digits);
            if ((!whole && !repaired) || (found.summary && found.summary->level != level))
                continue;
            id.kind = Kind::Census;
            id.level = level;
            id.digits = found.digits;
            if (repaired)
                id.digits.insert(id.digits.begin(), '0');
            id.certain = found.certain;
            id.repaired = repaired;
            break;
        }
    }
    return id;
}

std::string_view name_of(AreaLevel level) {
    switch (level) {
    case AreaLevel::State:
        return "state";
    case AreaLevel::County:
        return "county";
    case AreaLevel::Tract:
        return "tract";
    case AreaLevel::BlockGroup:
        return "block group";
    case AreaLevel::Block:
        break;
    }
    return "block";
}

std::string_view plural_of(AreaLevel level) {
    switch (level) {
    case AreaLevel::State:
        return "states";
    case AreaLevel::County:
        return "counties";
    case AreaLevel::Tract:
        return "tracts";
    case AreaLevel::BlockGroup:
        return "block groups";
    case AreaLevel::Block:
        break;
    }
    return "blocks";
}

std::string_view county_of(std::string_view geoid) {
    return geoid.substr(0, 5);
}
std::string_view state_of(std::string_view geoid) {
    return geoid.substr(0, 2);
}
std::string_view tract_of(std::string_view geoid) {
    return geoid.substr(0, 11);
}

} // namespace tractwise::tract
