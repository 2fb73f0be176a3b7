// SPDX-License-Identifier: Apache-2.0
#include "engine/page/places.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/map/labels.hpp"
#include "engine/paper/page_stops.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/travel.hpp"

#include <algorithm>
#include <set>

namespace tractwise::page {
namespace {

/// The tract that a place lies in; -1: none.
int tract_at(const geo::PointLocator& locator, geo::LonLat place) {
    const std::uint32_t row = locator.locate(place);
    return row == geo::PointLocator::kOutside ? -1 : static_cast<int>(row);
}

Json shape_json(map::Symbol symbol) {
    const map::SymbolShape& shape = map::shape_of(symbol);
    Json outline = Json::array();
    for (const map::SymbolPoint& point : shape.outline) {
        outline.push_back(round_half_away(static_cast<double>(point.x), 3));
        outline.push_back(round_half_away(static_cast<double>(point.y), 3));
    }
    return {{"outline", std::move(outline)},
            {"fill", map::to_hex(shape.fill)},
            {"line", map::to_hex(shape.line)},
            {"size", round_half_away(static_cast<double>(shape.size), 3)}};
}

Json site_list(const map::PointOverlay& points, const geo::PointLocator& locator,
               const Sheet& sheet) {
    Json list = Json::array();
    for (std::size_t i = 0; i < points.place.size(); ++i) {
        const Sheet::Spot spot = sheet.at(points.place[i]);
        if (sheet.holds(spot))
            list.push_back(
                {spot.x, spot.y, tract_at(locator, points.place[i]), std::string(points.name(i))});
    }
    return list;
}

/// Names that find room on a map as wide as a usual screen shows it.
std::set<std::size_t> labeled(const map::Overlays& overlays, const Sheet& sheet) {
    constexpr double kLetter = 165, kLetterWidth = 0.6; // 11 pixels of a map of 800; of its height
    std::vector<map::LabelRequest> requests;
    for (const map::PlaceName& place : overlays.places) {
        const Sheet::Spot spot = sheet.at(place.place);
        requests.push_back(
            {.x = static_cast<double>(spot.x),
             .y = static_cast<double>(spot.y),
             .width = kLetter * kLetterWidth * static_cast<double>(count_characters(place.name)),
             .height = kLetter * 1.3,
             .priority = place.people,
             .centered = true});
    }
    std::set<std::size_t> found;
    const map::LabelBox room{0, 0, static_cast<double>(sheet.width()),
                             static_cast<double>(sheet.height())};
    for (const map::PlacedLabel& label : map::place_labels(requests, room, {}))
        found.insert(label.request);
    return found;
}

Json amount_json(const siting::Amount& amount) {
    return {number(amount.people), number(amount.moe)};
}

Json stops_json(const study::Results& results, const Sheet& sheet) {
    const plan::SitingResults& siting = *results.siting;
    const geo::PointLocator locator(results.tracts->polygons());
    Json list = Json::array();
    for (std::size_t rank = 0; rank < siting.tally.order.size(); ++rank) {
        const std::size_t stop = siting.tally.order[rank];
        const siting::Site& site = siting.stop_site(stop);
        const Sheet::Spot spot = sheet.at(site.place);
        Json json = {{"name", words::site_name(site)},
                     {"x", spot.x},
                     {"y", spot.y},
                     {"row", tract_at(locator, site.place)},
                     {"adds", number(siting.tally.stops[stop].adds)}};
        if (!siting.reach.groups.empty())
            json["reached"] = amount_json(siting.reach.stop(stop, 0).reached);
        list.push_back(std::move(json));
    }
    return list;
}

Json groups_json(const study::Results& results, Units units) {
    const plan::SitingResults& siting = *results.siting;
    Json list = Json::array();
    for (std::size_t g = 0; g < siting.reach.groups.size(); ++g) {
        const siting::GroupReach& group = siting.reach.groups[g];
        list.push_back(
            {{"label",
              in_both(units, [&](Reader reader) { return words::group_name(siting, g, reader); })},
             {"total", amount_json(group.total)},
             {"newly", amount_json(group.newly)},
             {"before", {number(group.before_share), number(group.before_share_moe)}},
             {"after", {number(group.after_share), number(group.after_share_moe)}}});
    }
    return list;
}

const io::SourceSpec* drawn(const study::Results& results, const char* key) {
    const auto found = results.study.sources.find(results.study.view.text(key, key));
    return found == results.study.sources.end() ? nullptr : &found->second;
}

} // namespace

Json places_json(const study::Results& results, const map::Overlays& overlays,
                 const map::MapStyle& style, const Sheet& sheet) {
    const geo::PointLocator locator(results.tracts->polygons());
    Json sites = Json::array(), names = Json::array(), symbols = Json::object();
    for (const map::PointOverlay& points : overlays.points) {
        if (!points.counted || !points.shown(style))
            continue;
        const std::string symbol(map::name_of(points.symbol));
        symbols[symbol] = shape_json(points.symbol);
        sites.push_back({{"symbol", symbol},
                         {"label", both(map::label_of(points.symbol))},
                         {"source", points.list->title()},
                         {"counted", points.place.size()},
                         {"places", site_list(points, locator, sheet)}});
    }
    const std::set<std::size_t> with_room = labeled(overlays, sheet);
    for (std::size_t i = 0; i < overlays.places.size(); ++i) {
        const map::PlaceName& place = overlays.places[i];
        const Sheet::Spot spot = sheet.at(place.place);
        if (style.show_labels && sheet.holds(spot))
            names.push_back({{"name", place.name},
                             {"x", spot.x},
                             {"y", spot.y},
                             {"row", tract_at(locator, place.place)},
                             {"label", with_room.contains(i)}});
    }
    return {
        {"sites", std::move(sites)}, {"symbols", std::move(symbols)}, {"names", std::move(names)}};
}

Json plan_json(const study::Results& results, const Sheet& sheet, Units units) {
    if (!results.siting)
        return nullptr;
    const plan::SitingResults& siting = *results.siting;
    return {{"reach",
             in_both(units, [&](Reader reader) { return paper::stops_of(results, reader).reach; })},
            {"warnings", in_both(units,
                                 [&](Reader reader) {
                                     std::vector<std::string> warnings;
                                     for (const auto& doubt : study::plan_coverage_doubts(results))
                                         warnings.push_back(words_of(doubt, results, reader));
                                     return warnings;
                                 })},
            {"proof", in_both(units, [&](Reader reader) { return words::proof(siting, reader); })},
            {"within",
             in_both(units,
                     [&](Reader reader) {
                         return words::Travel::of(siting, results.answered(), reader).within();
                     })},
            {"need", siting.need_words},
            {"travel", siting.travel_words},
            {"stops", stops_json(results, sheet)},
            {"groups", groups_json(results, units)}};
}

Json sources_json(const study::Results& results, const map::Overlays& overlays) {
    std::set<std::string> used;
    for (const study::InputFile& input : results.inputs)
        used.insert(input.source);
    const auto add = [&](const char* key, bool is_drawn) {
        if (const io::SourceSpec* source = drawn(results, key); source != nullptr && is_drawn)
            used.insert(source->id);
    };
    add("streets", std::any_of(overlays.streets.begin(), overlays.streets.end(),
                               [](const geo::LineSet& rank) { return rank.size() > 0; }));
    add("water", overlays.water.size() > 0);
    add("places", !overlays.places.empty());
    Json list = Json::array();
    for (const auto& [id, source] : results.study.sources)
        if (used.contains(id))
            list.push_back({{"title", io::title_of(source)},
                            {"year", source.year ? Json(*source.year) : Json(nullptr)},
                            {"vintage", source.vintage ? Json(*source.vintage) : Json(nullptr)},
                            {"license", source.license},
                            {"url", source.url}});
    return list;
}

} // namespace tractwise::page
