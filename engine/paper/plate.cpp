// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/plate.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/legend.hpp"
#include "engine/paper/measures.hpp"
#include "engine/paper/plate_kinds.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/plan.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Rgb kNeat{120, 120, 120};
constexpr double kUnderName = 3; ///< between the name of an inset and its frame
constexpr Text kInsetScales{"Small maps beside the main one are at scales of their own.",
                            "Los mapas pequeños al lado del principal tienen escalas propias."};
constexpr Text kNotOnMap{"Tracts that are in the numbers but not on this map: {} ({}).",
                         "Sectores que están en los números pero no en este mapa: {} ({})."};

/// Tracts that lie in no frame of a country's map, as a note; empty where there are none.
std::string islands_left_out(const Terrain& terrain, Reader reader) {
    struct Islands {
        std::string_view state;
        Text name;
    };
    static constexpr Islands kIslands[] = {
        {"60", {"American Samoa", "Samoa Americana"}},
        {"66", {"Guam", "Guam"}},
        {"69", {"the Northern Mariana Islands", "las Islas Marianas del Norte"}},
        {"78", {"the U.S. Virgin Islands", "las Islas Vírgenes de EE. UU."}}};
    std::vector<bool> shown(terrain.tracts.size(), false);
    for (const Ground& ground : terrain.grounds)
        for (const std::uint32_t row : ground.rows)
            shown[row] = true;
    std::size_t count = 0;
    std::vector<std::string> names;
    for (std::size_t t = 0; t < shown.size(); ++t) {
        if (shown[t])
            continue;
        ++count;
        const std::string state = terrain.tracts.geoid(t).substr(0, 2);
        const auto* known = std::ranges::find(kIslands, state, &Islands::state);
        const std::string name = known == std::end(kIslands) ? state : known->name.in(reader);
        if (std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    return count == 0 ? std::string()
                      : fmt::format(fmt::runtime(kNotOnMap.in(reader)),
                                    format_count(static_cast<double>(count)), join(names, ", "));
}

Shape neat_line(const Frame& frame) {
    Shape neat = rectangle(frame);
    neat.line = Line{kNeat, 0.6, 1};
    return neat;
}

/// Where the meridian through the middle of the map goes, clockwise from up.
double north_of(const Placing& placing) {
    const Frame& frame = placing.frame();
    const geo::LonLat middle = placing.projection().inverse(
        placing.meters_at({(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2}));
    const Spot foot = placing.at(middle),
               tip = placing.at(geo::LonLat{middle.lon, middle.lat + 0.01});
    return std::atan2(tip.x - foot.x, foot.y - tip.y);
}

/// Alaska, Hawaii and Puerto Rico, each with its name.
void add_insets(Group& figure, const MapParts& parts, const Terrain& terrain, const Frame& neat) {
    const std::vector<Frame> frames = inset_frames(neat, terrain);
    MapParts inset = parts;
    inset.names = false;
    inset.stops = nullptr;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Ground& ground = terrain.grounds[i + 1];
        figure.add({map_drawing(inset, terrain, ground, Placing(ground, frames[i]))});
        Shape line = neat_line(frames[i]);
        figure.add({std::move(line)});
        figure.add({Words{.at = {frames[i].left, frames[i].top - kUnderName},
                          .text = ground.name.in(parts.language),
                          .size = kSmall,
                          .bold = true,
                          .color = kMuted,
                          .anchor = Anchor::Start,
                          .halo = kWhite}});
    }
}

} // namespace

std::string Plate::alternative() const {
    std::vector<std::string> parts;
    for (const PlateMap& one : maps)
        parts.push_back(one.alternative);
    return join(parts, " ");
}

std::vector<Block> Plate::panel_at(double points_per_meter, double north) const {
    std::vector<Block> blocks = panel;
    blocks.emplace_back([points_per_meter, north, reader = reader](Flow& flow) {
        scale_and_north(flow, points_per_meter, north, reader);
    });
    return blocks;
}

namespace {

void fill(Plate& plate, const PlateInput& in) {
    switch (in.choice.kind.resolved(in.choice.style)) {
    case MapKind::Choropleth:
    case MapKind::Bivariate:
    case MapKind::Plan:
        return fill_with_classes(plate, in);
    case MapKind::Difference:
        return fill_with_difference(plate, in);
    case MapKind::Symbols:
        return fill_with_circles(plate, in);
    case MapKind::Dots:
        return fill_with_dots(plate, in);
    case MapKind::Catchment:
        return fill_with_catchment(plate, in);
    case MapKind::Multiples:
        return fill_with_small_maps(plate, in);
    case MapKind::Clusters:
        return fill_with_clusters(plate, in);
    }
}

/// What the symbols of the map are, and the stops.
void add_sites(Plate& plate, bool list_stops) {
    const std::size_t stops = plate.stops.stops.size();
    const std::vector<map::LegendSymbol> symbols =
        map::legend_symbols(plate.overlays != nullptr ? *plate.overlays : map::Overlays{},
                            plate.style, list_stops ? 0 : stops);
    if (!symbols.empty())
        plate.panel.emplace_back([symbols, reader = plate.reader](Flow& flow) {
            legend_of_symbols(flow, symbols, reader);
        });
    if (list_stops && stops > 0)
        plate.panel.emplace_back([listed = plate.stops, reader = plate.reader](Flow& flow) {
            table_of_stops(flow, listed, reader);
        });
}

} // namespace

Plate make_plate(const study::ResultColumns& columns, const Terrain& terrain,
                 const PlateChoice& choice) {
    require_usable(choice.kind, choice.style);
    if (choice.kind.needs_plan() && !columns.results().siting)
        throw Error(ErrorKind::Usage,
                    fmt::format("a map of kind \"{}\" shows a plan, and the study has none",
                                name_of(*choice.kind.kind)),
                    {.hint = "add [siting] to the study"});
    Plate plate{.style = choice.style, .overlays = choice.overlays, .reader = choice.reader};
    plate.stops = choice.stops;
    fill(plate, {columns, terrain, choice});
    add_sites(plate, choice.in_full);
    const bool shows_plan = !plate.stops.stops.empty() || choice.kind.needs_plan();
    if (shows_plan && columns.results().plan_is_older())
        plate.panel.emplace_back([reader = plate.reader](Flow& flow) {
            flow.text(words::kPlanIsOlder.in(reader), {.size = kText, .bold = true});
        });
    if (shows_plan) {
        std::vector<std::string> said; // the legend says what concerns its column
        for (const PlateMap& one : plate.maps)
            said.insert(said.end(), one.scene.legend.warnings.begin(),
                        one.scene.legend.warnings.end());
        for (const study::CoverageDoubt& doubt : study::plan_coverage_doubts(columns.results()))
            if (std::string words = words_of(doubt, columns.results(), plate.reader);
                std::find(said.begin(), said.end(), words) == said.end())
                plate.panel.emplace_back([words = std::move(words)](Flow& flow) {
                    flow.text(words, {.size = kText, .bold = true});
                });
    }
    if (terrain.grounds.size() > 1)
        plate.notes.push_back(kInsetScales.in(choice.reader));
    if (std::string islands = islands_left_out(terrain, choice.reader); !islands.empty())
        plate.notes.push_back(std::move(islands));
    if (choice.in_full && !plate.notes.empty())
        plate.panel.emplace_back([notes = plate.notes](Flow& flow) { write_notes(flow, notes); });
    return plate;
}

namespace {

/// One map in its neat line; gives the direction to the north.
double add_figure(Group& into, const PlateMap& one, const MapParts& parts, const Terrain& terrain,
                  const Frame& neat, const Progress& progress) {
    Group figure{.role = Role::Figure, .alt = one.alternative, .items = {}, .clip = {}};
    const Placing placing(terrain.grounds[0], region_frame(neat, terrain));
    // The map is cut at the neat line, not at the air inside it.
    Frame cut = neat;
    if (terrain.grounds.size() > 1)
        cut.bottom = placing.frame().bottom;
    figure.add({map_drawing(parts, terrain, terrain.grounds[0], placing.within(cut), progress)});
    add_insets(figure, parts, terrain, neat);
    figure.add({neat_line(neat)});
    into.add({std::move(figure)});
    return north_of(placing);
}

/// Over a small map, in two lines at most, just above its neat line.
void write_name(Group& into, const std::string& name, const Frame& neat) {
    const std::vector<std::string> lines = wrapped(name, kNameSize, true, neat.width());
    const std::string shown = lines.size() <= 2 ? name
                                                : lines[0] + ' ' +
                                                      fitted(name.substr(lines[0].size() + 1),
                                                             kNameSize, true, neat.width());
    const double line = kNameStrip / 2;
    Flow flow(&into, neat.left, neat.top - (lines.size() > 1 ? 2 : 1) * line, neat.width());
    flow.text(shown, {.size = kNameSize, .bold = true, .color = kInk, .role = Role::Heading});
}

} // namespace

void paint_plate(Group& into, const Plate& plate, const Terrain& terrain,
                 const Arrangement& arranged, const Progress& progress) {
    double north = 0;
    for (std::size_t i = 0; i < plate.maps.size(); ++i) {
        const PlateMap& one = plate.maps[i];
        const Frame& neat = arranged.cells[i];
        write_name(into, one.name, neat);
        MapParts parts{one.scene, plate.style, plate.overlays, &plate.stops, plate.reader};
        parts.marks = one.marks;
        parts.highlight = plate.highlight;
        if (arranged.over_map)
            parts.keep_clear = arranged.panel_ground();
        north = add_figure(into, one, parts, terrain, neat, progress);
    }
    if (arranged.over_map) {
        // Streets and sites outside the region would run under the words.
        Shape ground = neat_line(arranged.panel_ground());
        ground.fill = kWhite;
        into.add({std::move(ground)});
    }
    write_panel(into, plate.panel_at(arranged.points_per_meter, north), arranged);
}

} // namespace tractwise::paper
