// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/map/cluster_scene.hpp"
#include "engine/map/style.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::paper {

/// How a printed map shows its columns.
enum class MapKind {
    Choropleth, ///< tracts in the colors of their classes
    Bivariate,  ///< two columns, in nine colors
    Difference, ///< a column less the style's second one, apart from zero in two directions
    Symbols,    ///< circles whose area is the value, for counts
    Dots,       ///< a dot for so many people, a color for each group
    Catchment,  ///< what a plan reaches: today, newly, not
    Plan,       ///< a choropleth with the stops of a plan
    Multiples, ///< several columns, a small map each, with the same classes where units are the same
    Clusters,  ///< where a column clusters, in the classes of `clusters`
};
inline constexpr std::array kMapKinds = {
    MapKind::Choropleth, MapKind::Bivariate, MapKind::Difference, MapKind::Symbols, MapKind::Dots,
    MapKind::Catchment,  MapKind::Plan,      MapKind::Multiples,  MapKind::Clusters};

std::string_view name_of(MapKind kind); ///< "choropleth", "bivariate", ...: as people type it
Text label_of(MapKind kind);
/// Error(Usage) with a suggestion for a name that is none.
MapKind map_kind_named(std::string_view name);

/// The kind, and what only some kinds need.
///
///     KindChoice{.kind = MapKind::Multiples, .columns = {"uninsured_share", "poverty_share"}}
///     KindChoice{.kind = MapKind::Dots, .people_per_dot = 100, .seed = 7}
struct KindChoice {
    /// Absent: Bivariate where the style has a second column, else Choropleth.
    std::optional<MapKind> kind;
    /// Of multiples (2 to 12) and of dots (1 to 7 groups, counts; none: people by race and origin).
    std::vector<std::string> columns;
    double people_per_dot = 0; ///< 0: a round number that leaves room between the dots
    std::uint64_t seed = 1;    ///< of the places of dots: equal seeds give equal maps
    /// Of clusters: found before (report/clusters.hpp), for the column that the style shows.
    std::shared_ptr<const map::ClusterMap> clusters;

    MapKind resolved(const map::MapStyle& style) const {
        return kind.value_or(style.second.empty() ? MapKind::Choropleth : MapKind::Bivariate);
    }
    bool needs_plan() const { return kind == MapKind::Plan || kind == MapKind::Catchment; }
};

/// What can be said against the choice before anything is computed: a second column that the kind
/// does not show or that is missing, a wrong number of columns, a negative number of people.
/// Error(Usage) with a hint.
void require_usable(const KindChoice& choice, const map::MapStyle& style);

} // namespace tractwise::paper
