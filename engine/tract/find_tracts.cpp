// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/states.hpp"
#include "engine/tract/tract_number.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/find_tracts.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

template <class Fits>
std::vector<std::size_t> all_that(const TractSet& tracts, Fits fits) {
    std::vector<std::size_t> found;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (fits(t))
            found.push_back(t);
    return found;
}

std::vector<std::size_t> with_code(const TractSet& tracts, const std::string& code) {
    return all_that(tracts, [&](std::size_t t) { return tracts.geoid(t).substr(5) == code; });
}

/// Part of the county's or state's name, or a code, that the person wrote behind the tract.
bool lies_in(const County& county, std::string_view text) {
    const std::string wanted = to_lower(trim(text));
    return wanted.empty() || to_lower(county.name).starts_with(wanted) || county.code == wanted ||
           state_code(text) == state_of(county.code);
}

} // namespace

std::vector<std::size_t> find_tracts(const TractSet& tracts, std::string_view text) {
    text = trim(text);
    if (text.empty())
        return {};
    if (const ParsedGeoid id = parse_geoid(text, AreaLevel::Tract); !id.id.empty())
        if (const auto tract = tracts.find(id.id))
            return {*tract};
    const std::string lower = to_lower(text);
    auto found = all_that(tracts, [&](std::size_t t) { return to_lower(tracts.name(t)) == lower; });
    if (!found.empty())
        return found;
    if (const auto name = parse_tract_name(text)) {
        found = with_code(tracts, tract_code(name->number, true));
        std::erase_if(found, [&](std::size_t t) {
            // "Tract 400, Delaware" may be the county as well as the state.
            const bool county =
                lies_in(tracts.county(t), name->county.empty() ? name->state : name->county);
            const bool state = name->county.empty() || name->state.empty() ||
                               state_code(name->state) == state_of(tracts.geoid(t));
            return !county || !state;
        });
        return found;
    }
    if (const auto number = parse_tract_number(text)) {
        found = with_code(tracts, tract_code(*number, true));
        if (found.empty())
            found = with_code(tracts, tract_code(*number, false));
        if (!found.empty())
            return found;
    }
    const bool digits = std::all_of(text.begin(), text.end(), is_digit);
    if (!digits || text.size() < 3)
        return {};
    found = all_that(tracts, [&](std::size_t t) { return tracts.geoid(t).ends_with(text); });
    if (found.empty())
        found = all_that(
            tracts, [&](std::size_t t) { return tracts.geoid(t).find(text) != std::string::npos; });
    return found;
}

std::string words_of_tract(const TractSet& tracts, std::size_t tract) {
    const std::string& id = tracts.geoid(tract);
    const County& county = tracts.county(tract);
    std::vector<std::string> words;
    if (tracts.name(tract) != id)
        words.push_back(tracts.name(tract));
    if (county.name != county.code)
        words.push_back(county.name);
    return words.empty() ? id : fmt::format("{} ({})", id, join(words, ", "));
}

std::size_t require_tract(const TractSet& tracts, const std::string& text) {
    const std::vector<std::size_t> found = find_tracts(tracts, text);
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        throw Error(ErrorKind::Usage, fmt::format("there is no tract {} in this study", text),
                    {.hint = suggestion(text, tracts.geoids())});
    std::vector<std::string> words;
    for (const std::size_t tract : found) {
        if (words.size() == 10) {
            words.push_back(fmt::format("and {} more", found.size() - words.size()));
            break;
        }
        words.push_back(words_of_tract(tracts, tract));
    }
    throw Error(ErrorKind::Usage, fmt::format("{} tracts fit \"{}\"", found.size(), text),
                {.hint = "give the whole id: " + join(words, "; ")});
}

} // namespace tractwise::tract
