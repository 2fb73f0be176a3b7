// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/needs/document.hpp"
#include "engine/needs/places.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tractwise::needs {

// Numbers and sentences as the report has them, for whoever shows the same:
//
//     cell_of(row, 0, profile, reader).text                        // "18.0 % ±2.1"
//     compared_words(against(row, 1), reader.language)             // "higher"
//     sentence_of(row, places, profile, cite, reader)

/// A value of one place: "18.0 % ±2.1", below it "1,240 of 6,870 ±140", and a mark where it is not
/// reliable.
TableCell cell_of(const MeasuredRow& row, std::size_t place, const Profile& profile, Reader reader);
/// "*", "**", or nothing.
std::string reliability_mark(const area::Pooled& pooled, const Profile& profile);
/// "higher", "lower", "no difference that can be told", "–".
std::string compared_words(area::Compared compared, Language language);
/// "one census tract", "12 census tracts".
std::string census_tracts(std::size_t count, Language language);

/// How a sentence names its source, given the title: "[2]", "Source: ...".
using Cite = std::function<std::string(const std::string& source)>;

/// "1,240 of 6,870 residents (18.0 %, ±2.1 points) have no health insurance; Cook County: 9.7 %
/// (±0.2): higher. [2]" Empty for a measure that has no words for it, and for one that is withheld;
/// then nothing is cited. An estimate that is not reliable is said to be none.
std::string sentence_of(const MeasuredRow& row, const std::vector<Place>& places,
                        const Profile& profile, const Cite& cite, Reader reader);
/// "South Side has 45,310 residents in 12 census tracts, 3 of them in part."
std::string residents_sentence(const Place& place, Language language);
/// Where the list of places behind a column ends inside the region, a sentence that warns of it;
/// else empty.
std::string coverage_warning(const study::Results& results, const tract::ColumnInfo& info,
                             Language language);

} // namespace tractwise::needs
