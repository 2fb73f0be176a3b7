// SPDX-License-Identifier: Apache-2.0
#include "engine/access/catchment_layers.hpp"

#include "engine/access/catchment_parts.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

template <class Value>
void add_column(io::OutTable& table, std::string name, std::string description,
                std::vector<Value> values) {
    table.columns.push_back({std::move(name), std::move(description), std::move(values)});
}

} // namespace

CatchmentLayer catchment_areas_layer(const Catchments& catchments, const Places& facilities,
                                     const PeopleReached* people) {
    const std::string_view unit = to_string(catchments.unit);
    std::vector<std::string> ids, owners;
    std::vector<double> limits, km2;
    for (const Catchments::Area& area : catchments.areas) {
        const bool together = area.facility == Catchments::Area::kTogether;
        owners.push_back(together ? kAllFacilities : id_of(facilities, area.facility));
        ids.push_back(fmt::format("{}_{}{}", together ? "all" : owners.back(),
                                  format_number(area.limit), unit));
        limits.push_back(area.limit);
        km2.push_back(area.km2);
    }
    CatchmentLayer layer;
    layer.table.name = "catchments";
    layer.table.description = "areas within reach; each holds the smaller ones of its facility";
    add_column(layer.table, "id", "facility and limit", std::move(ids));
    add_column(layer.table, "facility", "id of the facility", std::move(owners));
    add_column(layer.table, fmt::format("limit_{}", unit),
               catchments.unit == CostUnit::Minutes ? "minutes of travel" : "meters, straight",
               std::move(limits));
    add_column(layer.table, "area_km2", "square kilometers on the ellipsoid", std::move(km2));
    if (people) {
        const std::size_t rings = people->limits.size();
        const auto own = static_cast<std::size_t>(
            std::count_if(catchments.areas.begin(), catchments.areas.end(), [](const auto& area) {
                return area.facility != Catchments::Area::kTogether;
            }));
        if (people->facilities * rings != own)
            throw Error(ErrorKind::Internal, "people and catchments do not belong together");
        for (std::size_t g = 0; g < people->names.size(); ++g) {
            std::vector<double> values;
            for (std::size_t a = 0; a < catchments.areas.size(); ++a) {
                if (catchments.areas[a].limit != people->limits[a % rings])
                    throw Error(ErrorKind::Internal, "people and catchments have other limits");
                values.push_back(a < own ? people->of(a / rings, a % rings, g)
                                         : people->of_any(a % rings, g));
            }
            add_column(layer.table, people->names[g], people->descriptions[g], std::move(values));
        }
    }
    layer.geometry.polygons = &catchments.shapes;
    return layer;
}

CatchmentLayer catchment_streets_layer(const Catchments& catchments, const StreetNetwork& network,
                                       const Places& facilities) {
    std::vector<std::string> ids, owners, streets, classes;
    std::vector<double> limits, from, to;
    for (const Catchments::Stretch& s : catchments.stretches) {
        ids.push_back(std::to_string(ids.size() + 1));
        owners.push_back(id_of(facilities, s.facility));
        limits.push_back(s.limit);
        from.push_back(round_half_away(s.from_minutes, 3)); // milliseconds are 1/60,000 of a minute
        to.push_back(round_half_away(s.to_minutes, 3));
        streets.emplace_back(network.street_name(s.segment));
        classes.push_back(network.class_names()[network.segment(s.segment).class_index]);
    }
    CatchmentLayer layer;
    layer.table.name = "catchment_streets";
    layer.table.description = "streets within reach, each part once per facility";
    add_column(layer.table, "id", "number of the row", std::move(ids));
    add_column(layer.table, "facility", "id of the facility", std::move(owners));
    add_column(layer.table, "limit_min", "the smallest limit that holds it", std::move(limits));
    add_column(layer.table, "from_min", "minutes at the start of the line", std::move(from));
    add_column(layer.table, "to_min", "minutes at its end", std::move(to));
    add_column(layer.table, "street", "name of the street", std::move(streets));
    add_column(layer.table, "class", "class of the street", std::move(classes));
    layer.geometry.lines = &catchments.lines;
    return layer;
}

} // namespace tractwise::access
