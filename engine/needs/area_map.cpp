// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/map/scene.hpp"
#include "engine/paper/map_figure.hpp"

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kMapCaption{"{}, by census tract; the strong line is around: {}",
                           "{}, por sector censal; la línea gruesa rodea: {}"};

} // namespace

Figure area_map(const Telling& tell, const std::string& column, const std::string& title,
                bool with_stops) {
    constexpr double kWidth = 500, kHeight = 330; // points: as wide as the text of a letter sheet
    map::MapStyle style;
    style.column = column;
    style.show_points = false;
    Figure figure{.caption =
                      fmt::format(fmt::runtime(tell.say(kMapCaption)), title, tell.area().name)};
    figure.drawing = paper::map_figure(tell.columns, style, &tell.overlays,
                                       {.width = kWidth,
                                        .height = kHeight,
                                        .reader = tell.reader(),
                                        .plan = with_stops,
                                        .highlight = tell.area().area.rows()});
    figure.alternative = figure.drawing.subject;
    // The figure leaves it to its text how classes were made.
    const std::string method =
        map::make_scene(tell.columns, style, tell.reader()).legend.method_words;
    if (!method.empty())
        figure.caption += " · " + method;
    return figure;
}

} // namespace tractwise::needs
