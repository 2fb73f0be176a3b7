// SPDX-License-Identifier: Apache-2.0
#include "engine/map/origin.hpp"

#include "engine/core/text.hpp"
#include "engine/map/areas.hpp"
#include "engine/map/scene_words.hpp"

namespace tractwise::map {
namespace {

constexpr Text kMade{"Made on {} with Tractwise.", "Hecho el {} con Tractwise."};
constexpr Text kMadeWith{"Made with Tractwise.", "Hecho con Tractwise."};
constexpr Text kTractsOf{"{} census tracts of {}", "{} sectores censales de {}"};

} // namespace

std::string region_words(const study::Results& results, Language language) {
    const std::string region = region_name(results);
    const tract::TractSet& tracts = *results.tracts;
    if (tracts.vintage() <= 0)
        return region;
    const std::string count = filled(
        kTractsOf, language, format_count(static_cast<double>(tracts.size())), tracts.vintage());
    return region.empty() ? count : region + " · " + count;
}

std::string made_words(const std::string& day, Language language) {
    return day.empty() ? std::string(kMadeWith.in(language)) : filled(kMade, language, day);
}

} // namespace tractwise::map
