// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_groups.hpp"

#include "viewer/ui/swatches.hpp"

#include "engine/stats/classify.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kSelected{"Selected tracts", "Sectores seleccionados"};
constexpr Text kOthers{"Others", "Los demás"};
constexpr Text kUpTo{"up to {}", "hasta {}"};

/// Values that are so few that each is a group.
constexpr std::size_t kMostValues = 6;
constexpr int kQuarters = 4;

std::vector<double> distinct(std::span<const double> sorted) {
    std::vector<double> values;
    for (const double value : sorted) {
        if (values.empty() || values.back() != value)
            values.push_back(value);
        if (values.size() > kMostValues)
            break;
    }
    return values;
}

} // namespace

Groups groups_by_county(const tract::TractSet& tracts) {
    Groups groups;
    groups.of_row.reserve(tracts.size());
    const bool one_state = std::all_of(tracts.counties().begin(), tracts.counties().end(),
                                       [&](const tract::County& county) {
                                           return county.state == tracts.counties().front().state;
                                       });
    for (const tract::County& county : tracts.counties()) {
        groups.of_row.resize(county.last, static_cast<std::int32_t>(groups.labels.size()));
        groups.labels.push_back(one_state ? county.name : county.name + ", " + county.state);
    }
    return groups;
}

Groups groups_by_selection(const Selection& selection, Language language) {
    Groups groups;
    groups.labels = {kSelected.in(language), kOthers.in(language)};
    groups.of_row.resize(selection.rows());
    for (std::size_t row = 0; row < selection.rows(); ++row)
        groups.of_row[row] = selection.has(row) ? 0 : 1;
    return groups;
}

Groups groups_by_column(const Snapshot& shown, const tract::Column& column, Reader reader) {
    Groups groups;
    const ui::ColumnFormat format = ui::ColumnFormat::of(column, reader);
    const map::MapScene& scene = shown.scene;
    groups.of_row.assign(column.values.size(), -1);
    const bool as_on_map = scene.column == column.info.name && scene.second.empty() &&
                           scene.legend.rows.size() == scene.breaks.size();
    stats::Classes classes;
    if (as_on_map) {
        classes = scene.breaks;
        for (const map::LegendRow& row : scene.legend.rows) {
            groups.labels.push_back(row.label);
            groups.colors.push_back(ui::paint(row.color));
        }
    } else {
        const stats::SortedValues sorted(column.values);
        const std::vector<double> few = distinct(sorted.values());
        if (few.size() <= kMostValues) {
            classes.upper = few;
            for (const double value : few)
                groups.labels.push_back(format.number(value));
        } else {
            classes = stats::classify(sorted, stats::Method::Quantiles, kQuarters);
            for (std::size_t k = 0; k < classes.size(); ++k)
                groups.labels.push_back(k == 0 ? fmt::format(fmt::runtime(kUpTo.in(reader)),
                                                             format.number(classes.upper[0]))
                                               : fmt::format("{} – {}",
                                                             format.number(classes.upper[k - 1]),
                                                             format.number(classes.upper[k])));
        }
    }
    for (std::size_t row = 0; row < column.values.size(); ++row)
        groups.of_row[row] = classes.of(column.values[row]);
    return groups;
}

} // namespace tractwise::viewer
