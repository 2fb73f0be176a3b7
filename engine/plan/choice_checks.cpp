// SPDX-License-Identifier: Apache-2.0
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/plan/choice.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tractwise::plan {

std::vector<siting::Ring> SitingChoice::rings(access::CostUnit unit) const {
    const auto amount = [&](const char* key, const TravelLimit& limit) {
        const std::optional<double> cost = limit.in(unit);
        if (!cost && unit == access::CostUnit::Meters)
            declared.fail(
                key,
                fmt::format("\"{}\" is a time, but travel is measured in meters", limit.text()),
                "add cost = \"drive\" and streets = \"SOURCE_ID\", or write a length "
                "such as \"2 miles\"");
        if (!cost)
            declared.fail(
                key,
                fmt::format("\"{}\" is a length, but travel is measured in minutes", limit.text()),
                "write minutes such as \"15 min\", or leave cost and streets out for "
                "straight lines");
        return *cost;
    };
    std::vector<siting::Ring> found;
    const auto n = static_cast<double>(within.size());
    for (std::size_t r = 0; r < within.size(); ++r) {
        found.push_back({amount("within", within[r]),
                         r < weights.size() ? weights[r] : (n - static_cast<double>(r)) / n});
        if (r > 0 && !(found[r].limit > found[r - 1].limit))
            declared.fail("within", "limits must grow from ring to ring");
    }
    if (beyond)
        amount("beyond", *beyond);
    return found;
}

std::vector<SitingChoice::NamedSource> SitingChoice::sources() const {
    std::vector<NamedSource> named;
    for (const auto& [list, key] :
         {std::pair(&candidates, "candidates"), std::pair(&existing, "existing")})
        for (const SiteSource& sites : *list)
            if (sites.source != "demand")
                named.push_back({sites.source, key, sites.declared_at});
    if (travel.has("streets"))
        named.push_back({travel.text("streets"), "streets", travel.where("streets")});
    if (travel.is_table("cost")) {
        const ConfigTable cost = travel.table("cost");
        named.push_back({cost.text("table"), "cost", cost.where("table")});
    }
    return named;
}

void SitingChoice::check_columns(const std::vector<std::string>& known) const {
    const auto require = [&](const char* key, const std::string& column) {
        if (std::find(known.begin(), known.end(), column) != known.end())
            return;
        std::string hint = suggestion(column, known);
        if (hint.empty() && index::overall_name(column))
            hint = "an index makes RECIPE_percentile and RECIPE_score: see [index]";
        declared.fail(key, fmt::format("no layer of the study makes a column \"{}\"", column),
                      std::move(hint));
    };
    for (const std::string& column : need)
        require("need", column);
    if (only)
        require("only", only->column);
    for (const std::string& column : groups)
        require("groups", column);
    for (const std::string& column : fair_groups)
        require("fair_groups", column);
    if (travel.has("no_vehicle") &&
        std::find(known.begin(), known.end(), "no_vehicle_share") == known.end())
        travel.fail("no_vehicle",
                    "no_vehicle needs the column no_vehicle_share of layer \"social\"",
                    "add [layers.social] with ACS tables");
}

} // namespace tractwise::plan
