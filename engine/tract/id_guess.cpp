// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/area_id.hpp"
#include "engine/tract/find_ids.hpp"
#include "engine/tract/id_trouble.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/id_guess.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

std::vector<std::string> names_of(const io::Table& table, const std::vector<std::size_t>& columns) {
    std::vector<std::string> names;
    for (const std::size_t column : columns)
        names.push_back(table.columns()[column]);
    return names;
}

/// Columns of whole ids of the level that have any.
std::vector<std::size_t> whole_ids(const io::Table& sample, AreaLevel level) {
    std::vector<std::size_t> columns = id_columns(sample, level, 0);
    std::erase_if(columns, [&](std::size_t c) {
        const IdProfile profile = profile_of(sample, c);
        return profile.of(level) + profile.repaired_at(level) + profile.ruined == 0;
    });
    return columns;
}

IdGuess guess_of(const io::Table& sample, const IdPlace& place, AreaLevel level) {
    IdGuess guess;
    guess.column = place.columns(sample);
    guess.columns =
        place.whole ? names_of(sample, {*place.whole}) : names_of(sample, place.parts.all());
    guess.level = level;
    guess.whole = place.whole.has_value();
    switch (place.form) {
    case IdPlace::Form::Whole:
        if (!place.others.empty())
            guess.words = fmt::format("or {}, which differs: a study takes the one that names most "
                                      "of its tracts",
                                      join(names_of(sample, place.others), " or "));
        else if (level != AreaLevel::Tract)
            guess.words = plural_of(level);
        break;
    case IdPlace::Form::Parts:
        break;
    case IdPlace::Form::Names:
        guess.words = "names of tracts; the study's tracts say which county is meant";
        break;
    case IdPlace::Form::Numbers:
        guess.words = "tract numbers without state and county: taken in a study of one county, or "
                      "with county = \"SSCCC\" in the source";
        break;
    }
    return guess;
}

std::optional<IdGuess> guess_at(const io::Table& sample, AreaLevel level,
                                std::initializer_list<IdPlace::Form> forms) {
    Diagnostics unused; // what is found is shown anyway
    const auto place = find_ids(sample, {}, level, nullptr, unused);
    if (!place || std::find(forms.begin(), forms.end(), place->form) == forms.end())
        return std::nullopt;
    return guess_of(sample, *place, level);
}

} // namespace

IdGuess guess_ids(const io::Table& sample) {
    using Form = IdPlace::Form;
    try {
        for (const AreaLevel level :
             {AreaLevel::Tract, AreaLevel::BlockGroup, AreaLevel::Block, AreaLevel::County})
            if (!whole_ids(sample, level).empty())
                if (auto guess = guess_at(sample, level, {Form::Whole}))
                    return std::move(*guess);
        for (const AreaLevel level : {AreaLevel::Block, AreaLevel::BlockGroup, AreaLevel::Tract})
            if (auto guess = guess_at(sample, level, {Form::Parts}))
                return std::move(*guess);
        if (auto guess = guess_at(sample, AreaLevel::Tract, {Form::Names, Form::Numbers}))
            return std::move(*guess);
    } catch (const Error& ambiguous) { // to look at such a file is what inspect is for
        return {{}, {}, std::nullopt, false, ambiguous.message()};
    }
    return {{}, {}, std::nullopt, false, spoilt_ids(sample)};
}

} // namespace tractwise::tract
