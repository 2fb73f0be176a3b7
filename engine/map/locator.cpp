// SPDX-License-Identifier: Apache-2.0
#include "engine/map/locator.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/core/error.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/areas.hpp"

#include <algorithm>

namespace tractwise::map {
namespace {

constexpr std::size_t kStateDigits = 2, kCountyDigits = 5;
constexpr double kDetail = 800; // meters: a state is an inch or two wide

/// The state of all tracts; empty where they lie in several.
std::string only_state(const tract::TractSet& tracts) {
    if (tracts.size() == 0)
        return {};
    const std::string first = tracts.geoid(0).substr(0, kStateDigits),
                      last = tracts.geoid(tracts.size() - 1).substr(0, kStateDigits); // sorted
    return first == last ? first : std::string();
}

Locator locator_of(const tract::TractSet& state) {
    const geo::Topology topology(state.polygons());
    const geo::Topology::Level level = topology.simplified(kDetail);
    Locator made;
    made.state = state.counties()[0].state;
    made.box = geo::turned_box(state.polygons());
    for (const std::uint32_t arc : topology.borders_between(groups_of(state, kCountyDigits)))
        made.border.add(level.arcs.line(arc));
    return made;
}

} // namespace

std::optional<Locator> read_locator(const study::Results& results, const Progress& progress) {
    const std::string state = only_state(*results.tracts);
    const auto source = results.study.sources.find(results.study.tracts);
    if (state.empty() || results.study.region.prefixes.empty() ||
        source == results.study.sources.end())
        return std::nullopt;
    try {
        Diagnostics unheard; // what the run found in this source it has said
        const tract::TractSet all =
            tract::TractSet::read(source->second, {"", {state}}, unheard, progress);
        if (all.counties().size() <= results.tracts->counties().size())
            return std::nullopt;
        return locator_of(all);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Canceled)
            throw;
        return std::nullopt;
    }
}

} // namespace tractwise::map
