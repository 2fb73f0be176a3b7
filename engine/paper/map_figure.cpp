// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_figure.hpp"

#include "engine/paper/plate.hpp"

#include "engine/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::paper {

Drawing map_figure(const study::ResultColumns& columns, const map::MapStyle& style,
                   const map::Overlays* overlays, const FigureChoice& choice,
                   const Progress& progress) {
    const study::Results& results = columns.results();
    if (std::any_of(choice.highlight.begin(), choice.highlight.end(),
                    [&](std::uint32_t row) { return row >= results.tracts->size(); }))
        throw Error(ErrorKind::Internal, "a tract that is highlighted is none of the results");
    const Terrain terrain(*results.tracts, progress.part(0, 0.4));
    PlateChoice asked{.style = style, .overlays = overlays, .reader = choice.reader};
    asked.kind = choice.kind;
    asked.paper = choice.width * choice.height;
    if (choice.plan)
        asked.stops = choice.stops ? *choice.stops : stops_of(results, choice.reader);
    asked.in_full = false;
    Plate plate = make_plate(columns, terrain, asked);
    plate.highlight = choice.highlight;

    const std::optional<Arrangement> arranged =
        arrange({choice.at.x, choice.at.y, choice.at.x + choice.width, choice.at.y + choice.height},
                plate.panel_at(1, 0), terrain, plate.maps.size());
    if (!arranged)
        throw Error(ErrorKind::Usage,
                    fmt::format("{:.0f} x {:.0f} points are too small for a map and its legend",
                                choice.width, choice.height),
                    {.hint = "give the figure more room"});
    Drawing figure{.width = choice.width, .height = choice.height, .title = plate.title};
    figure.subject = plate.alternative();
    figure.language = name_of(choice.reader.language);
    figure.told_apart = plate.told_apart;
    figure.root.role = Role::None;
    paint_plate(figure.root, plate, terrain, *arranged, progress.part(0.4, 1));
    return figure;
}

} // namespace tractwise::paper
