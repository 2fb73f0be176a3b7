// SPDX-License-Identifier: Apache-2.0
// Maps whose tracts have the color of a class.
#include "engine/paper/legend.hpp"
#include "engine/paper/plate_kinds.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/map/alternative.hpp"
#include "engine/map/catchment.hpp"
#include "engine/map/cluster_scene.hpp"
#include "engine/map/difference_scene.hpp"

#include <algorithm>
#include <iterator>

namespace tractwise::paper {
namespace {

/// Legend, notes, title and sources are those of the scene.
void show(Plate& plate, map::MapScene scene, std::string alternative) {
    plate.title = scene.title;
    plate.sources = {scene.source_line};
    plate.notes = legend_notes(scene.legend);
    for (const map::LegendRow& row : scene.legend.rows)
        plate.told_apart.push_back(row.color);
    plate.panel.emplace_back([legend = scene.legend, reader = plate.reader](Flow& flow) {
        legend_of_classes(flow, legend, reader);
    });
    PlateMap& one = plate.maps.emplace_back();
    one.scene = std::move(scene);
    one.alternative = std::move(alternative);
}

std::string in_words(const study::ResultColumns& columns, const map::MapScene& scene,
                     const PlateInput& in) {
    return join(map::map_alternative(columns, scene, in.terrain.topology, in.choice.reader), " ");
}

} // namespace

void fill_with_classes(Plate& plate, const PlateInput& in) {
    map::MapScene scene = map::make_scene(in.columns, plate.style, in.choice.reader);
    std::string alternative = in_words(in.columns, scene, in);
    show(plate, std::move(scene), std::move(alternative));
}

void fill_with_difference(Plate& plate, const PlateInput& in) {
    study::ResultColumns columns = in.columns;
    map::MapScene scene = map::difference_scene(columns, plate.style, in.choice.reader);
    std::string alternative = in_words(columns, scene, in);
    show(plate, std::move(scene), std::move(alternative));
}

void fill_with_catchment(Plate& plate, const PlateInput& in) {
    map::MapScene scene = map::catchment_scene(in.columns, in.choice.reader);
    if (!plate.style.title.empty())
        scene.title = plate.style.title;
    std::string alternative =
        join(map::catchment_alternative(in.columns, scene, in.choice.reader), " ");
    show(plate, std::move(scene), std::move(alternative));
}

void fill_with_clusters(Plate& plate, const PlateInput& in) {
    if (in.choice.kind.clusters == nullptr)
        throw Error(ErrorKind::Usage,
                    "a map of kind \"clusters\" needs clusters that were found before",
                    {.hint = "tractwise map --kind clusters, or the viewer, finds them"});
    map::MapScene scene =
        map::cluster_scene(in.columns, plate.style, *in.choice.kind.clusters, in.choice.reader);
    std::string alternative =
        join(map::cluster_alternative(in.columns, scene, in.choice.reader), " ");
    show(plate, std::move(scene), std::move(alternative));
}

void make_quiet(map::MapScene& scene) {
    std::fill(scene.fill.begin(), scene.fill.end(), kQuietGround);
    std::replace(scene.pattern.begin(), scene.pattern.end(), map::Pattern::Unreliable,
                 map::Pattern::Solid);
}

void without_sites(map::MapStyle& style) {
    style.show_points = style.show_uncounted = false;
}

} // namespace tractwise::paper
