// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/credits.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Text kBoundaries{"Boundaries: {}.", "Límites: {}."};
constexpr Text kSitesFrom{"Sites: {}.", "Lugares: {}."};
constexpr Text kStreetsFrom{"Streets: {}.", "Calles: {}."};
constexpr Text kWaterFrom{"Water: {}.", "Agua: {}."};
constexpr Text kNamesFrom{"Names: {}.", "Nombres: {}."};

/// The title of a source with the year of its data, where the title does not say it.
std::string titled(const io::SourceSpec& spec) {
    std::string title = spec.title.empty() ? spec.id : spec.title;
    if (spec.year && title.find(std::to_string(*spec.year)) == std::string::npos)
        title += fmt::format(", {}", *spec.year);
    return title;
}

/// Titles of the lists whose places are shown, each once.
std::vector<std::string> shown_lists(const study::Study& study, const map::MapStyle& style,
                                     const map::Overlays& overlays) {
    std::vector<std::string> titles;
    for (const map::PointOverlay& points : overlays.points) {
        const auto found = study.sources.find(points.list->source());
        if (!points.shown(style) || found == study.sources.end())
            continue;
        const std::string title = titled(found->second);
        if (std::find(titles.begin(), titles.end(), title) == titles.end())
            titles.push_back(title);
    }
    return titles;
}

} // namespace

std::vector<std::string> credits(const study::Results& results, const map::MapStyle& style,
                                 const map::Overlays* overlays, Language language) {
    const study::Study& study = results.study;
    std::vector<std::string> lines;
    const auto say = [&](Text text, const std::string& source) {
        if (const auto found = study.sources.find(source); found != study.sources.end())
            lines.push_back(fmt::format(fmt::runtime(text.in(language)), titled(found->second)));
    };
    say(kBoundaries, study.tracts);
    if (overlays == nullptr)
        return lines;
    if (const std::vector<std::string> sites = shown_lists(study, style, *overlays); !sites.empty())
        lines.push_back(fmt::format(fmt::runtime(kSitesFrom.in(language)), join(sites, "; ")));
    const bool streets = std::any_of(overlays->streets.begin(), overlays->streets.end(),
                                     [](const geo::LineSet& rank) { return rank.size() > 0; });
    if (style.show_streets && streets)
        say(kStreetsFrom, study.view.text("streets", "streets"));
    if (style.show_water && overlays->water.size() > 0)
        say(kWaterFrom, study.view.text("water", "water"));
    if (style.show_labels && !overlays->places.empty())
        say(kNamesFrom, study.view.text("places", "places"));
    return lines;
}

} // namespace tractwise::paper
