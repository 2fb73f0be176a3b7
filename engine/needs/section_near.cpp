// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/map/symbols.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kNearTitle{"Places near by", "Lugares cercanos"};
constexpr Text kNearHow{
    "Straight-line distances from the middle of the area's residents. Only places that count are "
    "listed: open ones of the kinds that the study asks for.",
    "Distancias en línea recta desde el centro de los residentes del área. Solo se incluyen los "
    "lugares que cuentan: los abiertos y de los tipos que pide el estudio."};
constexpr Text kNearCaption{"The nearest places of \"{}\"", "Los lugares más cercanos de «{}»"};
constexpr Text kPlace{"Place", "Lugar"};
constexpr Text kDistance{"Distance", "Distancia"};
constexpr Text kUnnamed{"without a name", "sin nombre"};
constexpr Text kCandidates{"possible stops", "paradas posibles"};

constexpr std::size_t kNearest = 8;

struct Near {
    std::string name;
    double meters;
};

/// The mean place of the residents inside, which a middle of the ground would miss.
geo::LonLat middle_of(const study::Results& results, const area::Area& area) {
    const tract::DemandPoints& homes = *results.demand;
    double people = 0, lon = 0, lat = 0;
    for (const std::uint32_t t : area.rows())
        for (std::size_t i = homes.first[t]; i < homes.first[t + 1]; ++i) {
            const double weight = area.inside[t] * std::max(homes.people[i], 0.0);
            people += weight;
            lon += weight * homes.place[i].lon;
            lat += weight * homes.place[i].lat;
        }
    return people > 0 ? geo::LonLat{lon / people, lat / people} : geo::LonLat{kNaN, kNaN};
}

void add_nearest(Telling& tell, Section& section, const std::string& id, const std::string& title,
                 std::vector<Near> places) {
    if (places.empty())
        return;
    std::stable_sort(places.begin(), places.end(),
                     [](const Near& a, const Near& b) { return a.meters < b.meters; });
    places.resize(std::min(places.size(), kNearest));
    ReportTable table{.id = "near_" + id};
    table.caption = fmt::format(fmt::runtime(tell.say(kNearCaption)), title);
    table.heads = {tell.say(kPlace), tell.say(kDistance)};
    std::vector<std::string> names;
    std::vector<double> meters;
    for (const Near& place : places) {
        table.rows.push_back(
            {{.text = place.name},
             {.text = words::value(place.meters, "m", tell.reader()), .number = true}});
        names.push_back(place.name);
        meters.push_back(place.meters);
    }
    table.data = {.name = table.id,
                  .description = {},
                  .columns = {{"place", {}, names}, {"straight_m", {}, meters}}};
    section.blocks.push_back(std::move(table));
}

} // namespace

std::optional<Section> near_section(Telling& tell) {
    const study::Results& results = tell.results();
    const geo::LonLat middle = middle_of(results, tell.area().area);
    if (std::isnan(middle.lon))
        return std::nullopt;
    Section section{"near", tell.say(kNearTitle), {}};
    section.blocks.push_back(Paragraph{tell.say(kNearHow), true});
    const auto named = [&](std::string_view name) {
        return name.empty() ? tell.say(kUnnamed) : std::string(trim(name));
    };
    for (const layer::PlaceAudit& list : *results.places) {
        std::vector<Near> places;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list.counts(i) && !list.minor(i))
                places.push_back({named(list.name(i)), geo::geodesic_m(middle, list.place(i))});
        add_nearest(tell, section, list.source(), list.title(), std::move(places));
    }
    if (results.siting) {
        std::vector<Near> places;
        for (const siting::Site& site : results.siting->problem->sites)
            if (site.role != siting::Role::Existing)
                places.push_back({named(site.name), geo::geodesic_m(middle, site.place)});
        add_nearest(tell, section, "possible_stops", tell.say(kCandidates), std::move(places));
    }
    if (section.blocks.size() == 1)
        return std::nullopt;
    return section;
}

} // namespace tractwise::needs
