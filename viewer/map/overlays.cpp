// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/overlays.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/features.hpp"
#include "engine/io/streets.hpp"
#include "engine/study/opening.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

std::optional<std::size_t> column_like(const io::Table& table,
                                       std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (std::size_t c = 0; c < table.columns().size(); ++c)
            if (to_lower(table.columns()[c]) == name)
                return c;
    return std::nullopt;
}

std::optional<std::size_t> name_column(const io::Table& table) {
    return column_like(table, {"site name", "store_name", "store name", "facility name", "facility",
                               "name", "hospital", "label"});
}

/// What the USDA counts as a supermarket, super store or large grocery (Food Access Research Atlas,
/// documentation); other stores get another sign.
bool is_supermarket(std::string_view type) {
    static const std::set<std::string, std::less<>> kLarge = {
        "super store", "supermarket", "large grocery store", "superstore", "supercenter"};
    return kLarge.contains(to_lower(type));
}

/// The source that [view] names under `key`, or the one of that very name.
const io::SourceSpec* source_for(const study::Study& study, const char* key,
                                 Diagnostics& diagnostics) {
    const std::string named = study.view.text(key, key);
    const auto found = study.sources.find(named);
    if (found != study.sources.end())
        return &found->second;
    if (study.view.has(key))
        diagnostics.add({Severity::Warning,
                         "view-without-source",
                         named,
                         fmt::format("[view] {} names a source that is not declared", key),
                         1,
                         {}});
    return nullptr;
}

void add_points(Overlays& overlays, const io::SourceSpec& source, map::Symbol symbol,
                const io::OpenRule& rule, const Progress& progress) {
    io::PointFeatures read = io::read_points(source, overlays.diagnostics, progress);
    // What does not count is not drawn; the run has said so.
    Diagnostics said_by_the_run;
    io::keep_open(read, source, rule, said_by_the_run);
    const std::optional<std::size_t> names = name_column(read.table);
    const std::optional<std::size_t> types =
        symbol == map::Symbol::Store ? column_like(read.table, {"store_type", "store type", "type"})
                                     : std::nullopt;
    const std::string title = source.title.empty() ? source.id : source.title;
    PointOverlay points{source.id, title, symbol, {}, {}};
    PointOverlay others{source.id, title, map::Symbol::OtherStore, {}, {}};
    for (std::size_t row = 0; row < read.places.size(); ++row) {
        if (std::isnan(read.places[row].lon))
            continue;
        const bool large = !types || is_supermarket(trim(read.table.cell(row, *types)));
        PointOverlay& into = large ? points : others;
        into.place.push_back(read.places[row]);
        into.name.emplace_back(names ? trim(read.table.cell(row, *names)) : std::string_view());
    }
    for (PointOverlay* overlay : {&points, &others})
        if (!overlay->place.empty())
            overlays.points.push_back(std::move(*overlay));
}

std::size_t rank_of(std::string_view highway) {
    if (highway.starts_with("motorway") || highway.starts_with("trunk"))
        return 0;
    if (highway.starts_with("primary") || highway.starts_with("secondary"))
        return 1;
    return highway.starts_with("tertiary") ? 2 : 3;
}

void add_streets(Overlays& overlays, const io::SourceSpec& source, const geo::EqualArea& projection,
                 const Progress& progress) {
    const io::StreetData streets = io::read_streets(source, overlays.diagnostics, progress);
    std::array<geo::LineSet, 4> by_rank;
    std::vector<geo::LonLat> bends;
    for (std::size_t way = 0; way < streets.ways(); ++way) {
        bends.clear();
        for (const std::uint32_t node : streets.nodes_of(way))
            bends.push_back(streets.place[node]);
        if (bends.size() < 2)
            continue;
        by_rank[rank_of(streets.way_tags.value(way, "highway"))].add(bends);
    }
    for (std::size_t rank = 0; rank < by_rank.size(); ++rank)
        overlays.street_lines[rank] = geo::line_mesh(by_rank[rank], projection);
}

void add_places(Overlays& overlays, const io::SourceSpec& source, const Progress& progress) {
    const io::PointFeatures read = io::read_places(source, overlays.diagnostics, progress);
    const std::optional<std::size_t> names = name_column(read.table);
    if (!names)
        return;
    const std::optional<std::size_t> people =
        column_like(read.table, {"population", "pop", "pop_max", "people"});
    for (std::size_t row = 0; row < read.places.size(); ++row) {
        if (std::isnan(read.places[row].lon))
            continue;
        const std::optional<double> count =
            people ? parse_number(trim(read.table.cell(row, *people))) : std::nullopt;
        overlays.places.push_back(
            {std::string(trim(read.table.cell(row, *names))), read.places[row], count.value_or(0)});
    }
}

/// Sources of points that layers and plan use: id and sign, each once.
std::vector<std::pair<std::string, map::Symbol>> point_sources(const study::Study& study,
                                                               const layer::LayerCatalog& catalog) {
    std::vector<std::pair<std::string, map::Symbol>> wanted;
    const auto want = [&](const std::string& id, map::Symbol symbol) {
        if (study.sources.contains(id) &&
            std::none_of(wanted.begin(), wanted.end(),
                         [&](const auto& known) { return known.first == id; }))
            wanted.emplace_back(id, symbol);
    };
    for (const study::LayerChoice& choice : study.layers)
        if (const layer::Layer* layer = catalog.find(choice.id))
            for (const layer::LayerInfo::Need& need : layer->info().needs)
                if (need.kind == layer::LayerInfo::Need::Kind::Points)
                    for (const std::string& id : choice.options.texts(need.role))
                        want(id, need.role == "stores" ? map::Symbol::Store : map::Symbol::Clinic);
    return wanted;
}

} // namespace

Overlays read_overlays(const study::Study& study, const layer::LayerCatalog& catalog,
                       const geo::EqualArea& projection, const Progress& progress) {
    Overlays overlays;
    // What lies over the map must not cost the map: a file that cannot be read is said and left out.
    const auto guarded = [&](const io::SourceSpec& source, const std::function<void()>& read) {
        try {
            read();
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Canceled)
                throw;
            overlays.diagnostics.add({Severity::Warning,
                                      "overlay-unread",
                                      source.id,
                                      fmt::format("not drawn: {}", error.what()),
                                      1,
                                      {}});
        }
    };
    progress.step("reading what lies over the map", 0);
    const study::Opening opening = study::opening_of(study);
    for (const auto& [id, symbol] : point_sources(study, catalog)) {
        const io::SourceSpec& source = study.sources.at(id);
        const io::OpenRule rule = opening.rule(id);
        guarded(source, [&, kind = symbol] { add_points(overlays, source, kind, rule, progress); });
    }
    if (const io::SourceSpec* source = source_for(study, "streets", overlays.diagnostics))
        guarded(*source,
                [&] { add_streets(overlays, *source, projection, progress.part(0.3, 0.7)); });
    if (const io::SourceSpec* source = source_for(study, "water", overlays.diagnostics))
        guarded(*source, [&] {
            overlays.water_fill = geo::triangulate(
                io::read_polygons(*source, overlays.diagnostics, progress.part(0.7, 0.9)).shapes,
                projection);
        });
    if (const io::SourceSpec* source = source_for(study, "places", overlays.diagnostics))
        guarded(*source, [&] { add_places(overlays, *source, progress.part(0.9, 1.0)); });
    return overlays;
}

} // namespace tractwise::viewer
