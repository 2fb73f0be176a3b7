// SPDX-License-Identifier: Apache-2.0
// Several columns, a small map each.
#include "engine/paper/legend.hpp"
#include "engine/paper/measures.hpp"
#include "engine/paper/plate_kinds.hpp"

#include "engine/core/text.hpp"
#include "engine/map/alternative.hpp"
#include "engine/map/areas.hpp"
#include "engine/words/value.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Text kSmallTitle{"{} measures of {}", "{} medidas de {}"};
constexpr Text kSameClasses{"Same classes on {} maps", "Mismas clases en {} mapas"};
constexpr Text kSmallClass{"Class", "Clase"};

/// Columns that are shown in one unit, and so in one set of classes.
struct SharedUnit {
    std::string unit;
    std::vector<const tract::Column*> columns;
};

std::vector<SharedUnit> by_unit(const study::ResultColumns& columns,
                                const std::vector<std::string>& names) {
    std::vector<SharedUnit> units;
    for (const std::string& name : names) {
        const tract::Column& column = columns[name];
        auto found = std::find_if(units.begin(), units.end(), [&](const SharedUnit& known) {
            return known.unit == column.info.unit;
        });
        if (found == units.end())
            found = units.insert(found, {column.info.unit, {}});
        found->columns.push_back(&column);
    }
    return units;
}

/// Colors without counts: those would be of one map only.
void legend_of_unit(Flow& flow, const map::Legend& legend, const std::string& title,
                    const std::string& unit, Reader reader) {
    flow.text(title, {.size = kHeadingSize, .bold = true, .color = kInk, .role = Role::Heading});
    flow.text(unit, {.size = kText, .bold = false, .color = kMuted});
    flow.gap(2);
    std::vector<LegendEntry> entries;
    for (const map::LegendRow& row : legend.rows)
        entries.push_back({row.label, {}, swatch(row.color)});
    entries.push_back({legend.no_data.label, {}, no_data_swatch()});
    write_table(flow, {kSmallClass.in(reader)}, entries);
}

} // namespace

void fill_with_small_maps(Plate& plate, const PlateInput& in) {
    const Reader reader = in.choice.reader;
    const std::vector<std::string>& names = in.choice.kind.columns;
    map::MapStyle& style = plate.style;
    without_sites(style);
    style.show_streets = style.show_labels = false; // small maps have no room for them
    style.hatch_unreliable = false;
    plate.stops = {};
    plate.maps.resize(names.size());
    for (const SharedUnit& shared : by_unit(in.columns, names)) {
        map::MapStyle own = style;
        own.locked = map::shared_classes(shared.columns, style);
        map::Legend legend;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (in.columns[names[i]].info.unit != shared.unit)
                continue;
            PlateMap& one = plate.maps[i];
            own.column = names[i];
            one.scene = map::make_scene(in.columns, own, reader);
            one.name = in.columns[names[i]].info.label_in(in.choice.reader);
            one.alternative =
                join(map::map_alternative(in.columns, one.scene, in.terrain.topology, reader), " ");
            legend = one.scene.legend;
        }
        for (const map::LegendRow& row : legend.rows)
            if (plate.told_apart.size() < legend.rows.size())
                plate.told_apart.push_back(row.color);
        const std::size_t sharing = shared.columns.size();
        const std::string unit = words::unit(shared.unit, reader);
        const std::string title = sharing > 1
                                      ? fmt::format(fmt::runtime(kSameClasses.in(reader)), sharing)
                                      : shared.columns[0]->info.label_in(in.choice.reader);
        plate.panel.emplace_back(
            [=](Flow& flow) { legend_of_unit(flow, legend, title, unit, reader); });
    }
    std::vector<const tract::ColumnInfo*> shown;
    for (const std::string& name : names)
        shown.push_back(&in.columns[name].info);
    plate.sources = {map::source_line(in.columns, shown, reader)};
    plate.title = style.title;
    if (plate.title.empty())
        plate.title = fmt::format(fmt::runtime(kSmallTitle.in(reader)), names.size(),
                                  map::region_name(in.columns.results()));
}

} // namespace tractwise::paper
