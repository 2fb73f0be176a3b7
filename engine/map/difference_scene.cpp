// SPDX-License-Identifier: Apache-2.0
#include "engine/map/difference_scene.hpp"

#include "engine/core/error.hpp"
#include "engine/core/round_number.hpp"
#include "engine/map/class_labels.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene_words.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr Text kAroundZero{"Classes of equal width, one around zero",
                           "Clases de igual amplitud, una alrededor de cero"};
constexpr Text kMayBeNone{"May be no difference (90 % margin of error)",
                          "Puede no haber diferencia (margen de error del 90 %)"};
/// Of the differences, how many lie between the outer bounds.
constexpr double kInsideBounds = 0.9;

bool has_own_classes(const MapStyle& style) {
    return style.locked || !style.classes.own.empty();
}

/// w of the bounds -3w, -w, w, 3w: half the class around zero.
double half_width(const tract::Column& difference, int classes) {
    std::vector<double> sizes; // where nothing changes, there is nothing to tell apart
    for (const double value : difference.values)
        if (value != 0)
            sizes.push_back(std::abs(value));
    const double reach = stats::SortedValues(sizes).quantile(kInsideBounds);
    const double half = reach > 0 ? round_below(reach / (classes - 2)) : 1;
    return is_counted(difference.info.unit) ? std::max(half, 1.0) : half;
}

void choose_palette(MapStyle& style, tract::Direction direction) {
    if (style.palette.empty()) {
        style.palette = direction == tract::Direction::Context ? "PuOr" : "RdBu";
        style.reversed = style.reversed != (direction == tract::Direction::HigherIsWorse);
    } else if (find_palette(style.palette).kind != PaletteKind::Diverging) {
        throw Error(ErrorKind::Usage,
                    fmt::format("the palette \"{}\" has no middle to stand for no difference",
                                style.palette),
                    {.hint = "take one that goes two ways: RdBu, PuOr, BrBG"});
    }
}

void choose_classes(MapStyle& style, const tract::Column& difference) {
    if (has_own_classes(style))
        return;
    const int classes = style.classes.count;
    if (classes % 2 == 0)
        throw Error(ErrorKind::Usage, fmt::format("{} classes have none around zero", classes),
                    {.hint = "a map of differences has 3, 5, 7 or 9 classes"});
    const double half = half_width(difference, classes);
    for (int bound = 2 - classes; bound <= classes - 2; bound += 2)
        style.classes.own.push_back(bound * half);
}

/// Hatches what may be no difference, outside the class that holds zero.
void hatch_doubtful(MapScene& scene, const tract::Column& difference, const People& people,
                    Language language) {
    LegendMark doubtful{.label = kMayBeNone.in(language)};
    const int zero = scene.breaks.of(0);
    for (std::size_t row = 0; row < difference.values.size(); ++row)
        if (scene.classes[row] != stats::Classes::kNone && scene.classes[row] != zero &&
            std::abs(difference.values[row]) <= difference.margin[row]) {
            scene.pattern[row] = Pattern::Unreliable;
            ++doubtful.tracts;
            doubtful.people += people.of(row);
        }
    doubtful.people += people.none();
    doubtful.people_share = people.share(doubtful.people);
    scene.legend.unreliable = doubtful;
}

} // namespace

MapScene difference_scene(study::ResultColumns& columns, const MapStyle& style, Reader reader) {
    const std::string first = style.column.empty() ? columns.first_choice() : style.column;
    tract::Column made = study::difference(columns[first], columns[style.second]);
    MapStyle own = style;
    own.column = made.info.name;
    own.second.clear();
    own.hatch_unreliable = false;
    choose_palette(own, made.info.direction);
    choose_classes(own, made);
    if (!columns.has(own.column))
        columns.add(std::move(made));
    const tract::Column& difference = columns[own.column];
    MapScene scene = make_scene(columns, own, reader);
    if (style.hatch_unreliable && !difference.margin.empty())
        hatch_doubtful(scene, difference, People(columns.results()), reader);
    mark_beyond(scene, columns, {first, style.second}, reader);
    if (!has_own_classes(style))
        scene.legend.method_words = kAroundZero.in(reader);
    scene.source_line =
        source_line(columns, {&columns[first].info, &columns[style.second].info}, reader);
    return scene;
}

} // namespace tractwise::map
