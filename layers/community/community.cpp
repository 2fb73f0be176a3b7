// SPDX-License-Identifier: Apache-2.0
#include "layers/community/community.hpp"

#include "engine/core/error.hpp"
#include "engine/layer/layer_columns.hpp"
#include "engine/layer/table_layer.hpp"
#include "layers/proximity.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

struct CommunityRole {
    const char *name, *stem; ///< key in the study; beginning of the columns
};
constexpr CommunityRole kRoles[] = {{"schools", "school"},
                                    {"libraries", "library"},
                                    {"pharmacies", "pharmacy"},
                                    {"food_pantries", "food_pantry"},
                                    {"parks", "park"}};

/// Where those of the list are that count.
std::vector<geo::LonLat> places_of(const layer::PlaceAudit& list) {
    std::vector<geo::LonLat> places;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list.counts(i))
            places.push_back(list.place(i));
    return places;
}

} // namespace

std::set<std::string> Community::roles() {
    std::set<std::string> roles;
    for (const CommunityRole& role : kRoles)
        roles.insert(role.name);
    return roles;
}

void Community::check(const ConfigTable& options) const {
    const bool any = std::any_of(std::begin(kRoles), std::end(kRoles),
                                 [&](const CommunityRole& role) { return options.has(role.name); });
    if (!any)
        options.fail("", "[layers.community] names no list of places",
                     "give one of schools, libraries, pharmacies, food_pantries, parks");
}

layer::LayerResult Community::measure(const layer::LayerContext& in) const {
    const tract::DemandPoints homes = homes_of(in);
    const layer::Travel straight;
    layer::LayerColumns made(file(), in, std::string(describe(homes.kind)));
    layer::LayerResult result;
    double done = 0;
    for (const CommunityRole& role : kRoles) {
        const Progress progress = in.progress.part(done, done + 1.0 / std::size(kRoles));
        done += 1.0 / std::size(kRoles);
        const std::vector<std::string> ids = layer::sources_of_role(file(), in, role.name);
        if (ids.empty())
            continue;
        const io::SourceSpec& spec = in.sources.spec(ids.front());
        layer::PlaceAudit list(role.name, spec, in.sources.place_list(ids.front()));
        std::vector<geo::LonLat> places = places_of(list);
        if (places.empty())
            throw Error(ErrorKind::Input, "no row of the list is open and has a place",
                        {.where = ids.front(),
                         .hint = "check lon and lat, and status columns, of this source"});
        note_if_clipped(places, in.tracts, ids.front(), in.diagnostics);
        const Proximity near(straight, {std::move(places), {}, role.name}, homes, in, progress);
        const std::string source =
            io::title_of(spec) + ", from " + std::string(describe(homes.kind));
        made.add(fmt::format("{}_nearest_m", role.stem), near.mean_m()).info.source = source;
        made.add(fmt::format("{}_beyond_1mi_share", role.stem), near.share_beyond(kMile))
            .info.source = source;
        result.places.push_back(std::move(list));
    }
    result.columns = std::move(made).finish();
    explain_unlocated(result.columns, homes, in);
    return result;
}

} // namespace tractwise::layers
