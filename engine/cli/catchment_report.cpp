// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/catchment_report.hpp"

#include "engine/cli/amounts.hpp"

#include "engine/access/catchment_layers.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/words/value.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

// fmt pads by code points here, so "²" counts one.
std::string line_text(const std::string& label, const std::vector<std::string>& cells) {
    constexpr std::size_t width = 40;
    std::string text =
        fmt::format("{:<41}", label.size() > width ? label.substr(0, width - 3) + "..." : label);
    for (const std::string& cell : cells)
        text += fmt::format("{:>20}", cell);
    return text + "\n";
}

} // namespace

std::vector<double> CatchmentArguments::limits() const {
    std::vector<double> all = by_street() ? minutes : meters;
    if (!by_street())
        for (const double mile : miles)
            all.push_back(mile * geo::kMetersPerMile);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::string CatchmentArguments::name_of(double limit) const {
    if (by_street())
        return format_number(limit) + " min";
    for (const double mile : miles)
        if (mile * geo::kMetersPerMile == limit)
            return format_number(mile) + " mi";
    return format_count(limit) + " m";
}

std::string areas_text(const CatchmentArguments& arguments, const CatchmentResult& result) {
    const auto& facilities = result.facilities;
    const auto& limits = result.limits;
    const auto& people = result.people;
    const auto line = [&](const std::string& label, auto&& cell) {
        std::vector<std::string> cells;
        for (std::size_t ring = 0; ring < limits.size(); ++ring)
            cells.push_back(cell(ring));
        return line_text(label, cells);
    };
    const auto area_line = [&](const std::string& label, std::size_t facility) {
        const Reader reader{Language::English, arguments.units.value_or(Units::Us)};
        return line(label, [&, reader](std::size_t ring) {
            return words::value(result.km2(facility, ring), "km2", reader);
        });
    };
    std::string text = "\n" + line("", [&](std::size_t ring) {
                           return "within " + arguments.name_of(limits[ring]);
                       });
    text += area_line("All facilities together", facilities.size());
    const std::size_t groups = people ? people->names.size() : 0;
    for (std::size_t g = 0; g < groups; ++g)
        text += line("  " + people->names[g], [&](std::size_t ring) {
            return part_of(people->of_any(ring, g), people->total[g]);
        });
    for (std::size_t g = 0; g < groups; ++g)
        text += line("  " + people->names[g] + ", beyond", [&](std::size_t ring) {
            return part_of(people->beyond(ring, g), people->total[g]);
        });
    text += "\n";
    for (std::size_t f = 0; f < facilities.size(); ++f)
        text += people ? line(facilities.id[f],
                              [&](std::size_t ring) { return count(people->of(f, ring, 0)); })
                       : area_line(facilities.id[f], f);
    return text;
}

nlohmann::ordered_json to_json(const CatchmentResult& result) {
    const auto& [facilities, limits, areas, people] = result;
    auto json = nlohmann::ordered_json::array();
    for (std::size_t f = 0; f <= facilities.size(); ++f)
        for (std::size_t ring = 0; ring < limits.size(); ++ring) {
            const bool together = f == facilities.size();
            nlohmann::ordered_json row{
                {"facility", together ? access::kAllFacilities : facilities.id[f]},
                {"limit", limits[ring]},
                {"area_km2", result.km2(f, ring)}};
            for (std::size_t g = 0; people != nullptr && g < people->names.size(); ++g)
                row["within"][people->names[g]] =
                    together ? people->of_any(ring, g) : people->of(f, ring, g);
            json.push_back(std::move(row));
        }
    return json;
}

} // namespace tractwise::cli
