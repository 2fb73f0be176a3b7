// SPDX-License-Identifier: Apache-2.0
#include "viewer/moved_stops.hpp"

#include "engine/core/text.hpp"
#include "engine/core/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

MovedStops::Place place_of(const ConfigTable& table) {
    table.allow({"at", "lon", "lat"});
    MovedStops::Place place;
    if (table.has("at")) {
        for (const char* key : {"lon", "lat"})
            if (table.has(key))
                table.fail(key, "a stop stands at a candidate or at a place, not at both");
        place.at = table.text("at");
        if (place.at.empty())
            table.fail("at", "at names no candidate");
        return place;
    }
    const auto degrees = [&](const char* key, double most) {
        const double value = table.number(key);
        if (!(value >= -most && value <= most))
            table.fail(key, fmt::format("{} must be from {} to {} degrees, but is {}", key, -most,
                                        most, format_number(value)));
        return value;
    };
    place.place = {degrees("lon", 180), degrees("lat", 90)};
    return place;
}

std::string place_toml(const MovedStops::Place& place) {
    return place.at.empty()
               ? fmt::format("{{ lon = {}, lat = {} }}", format_number(place.place.lon),
                             format_number(place.place.lat))
               : fmt::format("{{ at = {} }}", toml_quote(place.at));
}

} // namespace

MovedStops MovedStops::parse(const ConfigTable& table) {
    table.allow({"moved", "placed", "taken_away"});
    MovedStops stops;
    const ConfigTable moved = table.table("moved");
    for (const std::string& id : moved.keys())
        stops.moved[id] = place_of(moved.table(id));
    for (const ConfigTable& each : table.tables("placed"))
        stops.placed.push_back(place_of(each));
    stops.taken_away = table.texts("taken_away");
    for (const std::string& id : stops.taken_away)
        if (stops.moved.contains(id))
            table.fail("taken_away", fmt::format("stop \"{}\" is both moved and taken away", id));
    return stops;
}

std::string MovedStops::to_toml(std::string_view header) const {
    if (empty())
        return {};
    TomlText text;
    text.header(std::string(header));
    text.list("taken_away", taken_away);
    if (!placed.empty()) {
        std::vector<std::string> each;
        for (const Place& place : placed)
            each.push_back(place_toml(place));
        text.raw("placed = [" + join(each, ", ") + "]\n");
    }
    if (!moved.empty())
        text.header(fmt::format("{}.moved", header));
    for (const auto& [id, place] : moved)
        text.raw(fmt::format("{} = {}\n", toml_key(id), place_toml(place)));
    return text.take();
}

} // namespace tractwise::viewer
