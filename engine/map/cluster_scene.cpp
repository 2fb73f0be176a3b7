// SPDX-License-Identifier: Apache-2.0
#include "engine/map/cluster_scene.hpp"

#include "engine/map/areas.hpp"
#include "engine/map/no_data.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene_words.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

using spatial::Cluster;

struct ClusterColor {
    Cluster cluster;
    Rgb color;
};
/// Reds and blues of ColorBrewer's RdBu, as published; its purples and greens beside them would be taken for blue
/// and red by some.
constexpr std::array kClusterColors = {
    ClusterColor{Cluster::HighHigh, {178, 24, 43}},
    ClusterColor{Cluster::LowLow, {33, 102, 172}},
    ClusterColor{Cluster::LowHigh, {146, 197, 222}},
    ClusterColor{Cluster::HighLow, {244, 165, 130}},
    ClusterColor{Cluster::OtherAlike, {214, 180, 60}},
    ClusterColor{Cluster::Unlike, {120, 198, 121}},
    ClusterColor{Cluster::Hot, {178, 24, 43}},
    ClusterColor{Cluster::Cold, {33, 102, 172}},
    ClusterColor{Cluster::Joined, {178, 24, 43}},
    ClusterColor{Cluster::NotSignificant, {224, 224, 224}},
    ClusterColor{Cluster::Island, {150, 150, 150}},
};

constexpr Text kWhereItClusters{"Where it clusters: {}", "Dónde se agrupa: {}"};
constexpr Text kClusterMap{"Map of where it clusters: {}, by census tract: {} tracts in {}.",
                           "Mapa de dónde se agrupa: {}, por sector censal: {} sectores en {}."};
constexpr Text kClusterRow{"{}: {} tracts, with {} of the people.",
                           "{}: {} sectores, con {} de las personas."};

/// Classes of the method first, then those that every method has.
std::vector<Cluster> rows_of_legend(const ClusterMap& found) {
    std::vector<Cluster> rows = found.classes;
    rows.push_back(Cluster::NotSignificant);
    if (std::find(found.cluster.begin(), found.cluster.end(), Cluster::Island) !=
        found.cluster.end())
        rows.push_back(Cluster::Island);
    return rows;
}

} // namespace

Rgb color_of(Cluster cluster) {
    const auto* found = std::find_if(kClusterColors.begin(), kClusterColors.end(),
                                     [&](const ClusterColor& c) { return c.cluster == cluster; });
    return found == kClusterColors.end() ? kNoDataFill : found->color;
}

MapScene cluster_scene(const study::ResultColumns& columns, const MapStyle& style,
                       const ClusterMap& found, Reader reader) {
    const tract::Column& column = columns[found.column];
    if (found.cluster.size() != column.values.size())
        throw Error(ErrorKind::Usage, fmt::format("{} clusters for {} tracts", found.cluster.size(),
                                                  column.values.size()));
    const People people(columns.results());
    MapScene scene;
    scene.column = found.column;
    start(scene, column.values.size());
    Legend& legend = scene.legend;
    const std::vector<Cluster> rows = rows_of_legend(found);
    for (const Cluster cluster : rows)
        legend.rows.push_back(
            {.color = color_of(cluster), .label = spatial::text_of(cluster).in(reader)});
    NoData no_data;
    for (std::size_t row = 0; row < found.cluster.size(); ++row) {
        const Cluster cluster = found.cluster[row];
        if (cluster == Cluster::NoValue) {
            no_data.add(why(column, row), people.of(row));
            continue;
        }
        const auto at = std::find(rows.begin(), rows.end(), cluster);
        if (at == rows.end())
            throw Error(ErrorKind::Usage,
                        fmt::format("this map has no class \"{}\"", spatial::name_of(cluster)));
        LegendRow& own = legend.rows[static_cast<std::size_t>(at - rows.begin())];
        scene.classes[row] = static_cast<std::int16_t>(at - rows.begin());
        scene.fill[row] = own.color;
        scene.pattern[row] = Pattern::Solid;
        ++own.tracts;
        own.people += people.of(row);
    }
    for (LegendRow& row : legend.rows) {
        row.people += people.none();
        row.people_share = people.share(row.people);
    }
    no_data.write(legend, people, reader);
    // Said and not hatched: a hatch over the pale gray of most tracts would be taken for no data.
    say_beyond(scene, columns, {found.column}, reader);
    legend.title = filled(kWhereItClusters, reader, column.info.label_in(reader));
    legend.method_words = found.method;
    scene.title = style.title.empty() ? legend.title : style.title;
    scene.source_line = source_line(columns, {&column.info}, reader);
    return scene;
}

std::vector<std::string> cluster_alternative(const study::ResultColumns& columns,
                                             const MapScene& scene, Reader reader) {
    const auto count = [](std::size_t n) { return format_count(static_cast<double>(n)); };
    std::vector<std::string> said = {
        filled(kClusterMap, reader, columns[scene.column].info.label_in(reader),
               count(scene.fill.size()), region_name(columns.results()))};
    const auto say = [&](const std::string& label, std::size_t tracts, double share) {
        said.push_back(filled(kClusterRow, reader, label, count(tracts),
                              std::isnan(share) ? words::kUnknown : words::percent(share)));
    };
    for (const LegendRow& row : scene.legend.rows)
        say(row.label, row.tracts, row.people_share);
    say(scene.legend.no_data.label, scene.legend.no_data.tracts, scene.legend.no_data.people_share);
    said.push_back(scene.legend.method_words);
    return said;
}

} // namespace tractwise::map
