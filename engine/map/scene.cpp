// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scene.hpp"

#include "engine/map/class_labels.hpp"
#include "engine/map/no_data.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene_words.hpp"

#include "engine/core/error.hpp"
#include "engine/index/columns.hpp"
#include "engine/index/ranking.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/map/describe.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>

namespace tractwise::map {

/// What a column needs before it can be cut into classes.
struct PreparedColumn {
    std::vector<double> values;
    stats::SortedValues sorted;
    bool whole = false; ///< whole numbers only

    std::vector<double> margin;
    stats::Classes judged; ///< the classes that `wrong_class` belongs to
    double wrong_class = std::nan("");
};

namespace {

constexpr int kThirds = 3;

/// Byte for byte, so that a NaN equals itself.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() &&
           (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

/// SortedValues sorts what is in order already several times faster than what is not, and the
/// radix sort of the ranks puts it in order in a tenth of the time.
stats::SortedValues sorted(const std::vector<double>& values) {
    std::vector<std::uint32_t> rows(values.size());
    std::iota(rows.begin(), rows.end(), 0U);
    index::ValueOrder order;
    order.sort(values, rows);
    std::vector<double> ascending;
    ascending.reserve(order.size());
    order.each_tie([&](std::size_t, std::size_t, std::span<const std::uint32_t> tied) {
        for (const std::uint32_t row : tied)
            ascending.push_back(values[row]);
    });
    return stats::SortedValues(ascending);
}

void prepare(PreparedColumn& prepared, const tract::Column& column) {
    if (prepared.sorted.empty() || !same(prepared.values, column.values)) {
        prepared = {};
        prepared.values = column.values;
        prepared.sorted = sorted(column.values);
        const auto values = prepared.sorted.values();
        prepared.whole = std::all_of(values.begin(), values.end(),
                                     [](double value) { return value == std::trunc(value); });
    }
    if (!same(prepared.margin, column.margin)) {
        prepared.margin = column.margin;
        prepared.judged = {};
    }
}

double wrong_class_chance(PreparedColumn& prepared, const stats::Classes& classes) {
    if (prepared.judged.upper.empty() || prepared.judged != classes) {
        prepared.judged = classes;
        prepared.wrong_class =
            stats::map_reliability(prepared.values, prepared.margin, classes).chance;
    }
    return prepared.wrong_class;
}

/// Of an index one hatch has one meaning: where lists end inside the region, that is what is hatched, and how sure
/// places are stands in card and table.
void keep_graver_doubt(MapScene& scene) {
    if (scene.beyond.empty() || !scene.legend.unreliable)
        return;
    scene.legend.unreliable.reset();
    for (std::size_t row = 0; row < scene.pattern.size(); ++row)
        if (scene.pattern[row] == Pattern::Unreliable &&
            !std::binary_search(scene.beyond.begin(), scene.beyond.end(),
                                static_cast<std::uint32_t>(row)))
            scene.pattern[row] = Pattern::Solid;
}

/// The index whose places a column shows, where draws tell how sure they are.
const index::IndexResult* index_of_places(const study::Results& results, std::string_view column) {
    const index::IndexResult* index = results.index.get();
    return index != nullptr && index->uncertainty &&
                   index::names_of(index->recipe).is_overall(column)
               ? index
               : nullptr;
}

/// `index`: whose places the column is about, where draws tell how sure they are; else null.
void fill_one(MapScene& scene, const tract::Column& column, PreparedColumn& prepared,
              const People& people, const MapStyle& style, Reader reader,
              const index::IndexResult* index) {
    scene.breaks = classes_of(prepared.sorted, column.info, style);
    const std::size_t count = scene.breaks.size();
    const std::vector<Rgb> colors =
        find_palette(style.palette).colors(static_cast<int>(count), style.reversed);
    const std::vector<std::string> labels =
        class_labels(scene.breaks,
                     {.unit = column.info.unit,
                      .whole = prepared.whole,
                      .open_ended = style.locked.has_value() || !style.classes.own.empty()},
                     reader);
    Legend& legend = scene.legend;
    for (std::size_t j = 0; j < count; ++j)
        legend.rows.push_back({.color = colors[j],
                               .from = j == 0 ? scene.breaks.lowest : scene.breaks.upper[j - 1],
                               .to = scene.breaks.upper[j],
                               .label = labels[j]});

    const bool places = style.hatch_unreliable && index != nullptr;
    const bool judge = style.hatch_unreliable && !column.margin.empty();
    const auto doubtful = [&](std::size_t row) {
        return places ? index::reliability_of_place(*index->uncertainty, row) == 1
                      : judge && stats::coefficient_of_variation(
                                     column.values[row], column.margin[row]) > style.unreliable_cv;
    };
    LegendMark unreliable;
    NoData no_data;
    for (std::size_t row = 0; row < column.values.size(); ++row) {
        const double value = column.values[row];
        const int j = std::isfinite(value) ? scene.breaks.of(value) : stats::Classes::kNone;
        if (j == stats::Classes::kNone) {
            no_data.add(why(column, row), people.of(row));
            continue;
        }
        const auto at = static_cast<std::size_t>(j);
        scene.classes[row] = static_cast<std::int16_t>(j);
        scene.fill[row] = colors[at];
        scene.pattern[row] = Pattern::Solid;
        ++legend.rows[at].tracts;
        legend.rows[at].people += people.of(row);
        if (doubtful(row)) {
            scene.pattern[row] = Pattern::Unreliable;
            ++unreliable.tracts;
            unreliable.people += people.of(row);
        }
    }
    for (LegendRow& row : legend.rows) {
        row.people += people.none();
        row.people_share = people.share(row.people);
    }
    no_data.write(legend, people, reader);
    if (!judge && !places)
        return;
    unreliable.label =
        places ? unsure_place_words(reader) : unreliable_words(style.unreliable_cv, reader);
    unreliable.people += people.none();
    unreliable.people_share = people.share(unreliable.people);
    legend.unreliable = unreliable;
    if (places)
        return;
    if (const double chance = wrong_class_chance(prepared, scene.breaks); !std::isnan(chance)) {
        legend.wrong_class_chance = chance;
        legend.wrong_class_words = wrong_class_words(chance, reader);
    }
}

/// Ties can leave two classes or one: the outer ones keep their colors, a single one the middle.
int third_of(int j, std::size_t classes) {
    if (classes >= static_cast<std::size_t>(kThirds))
        return j;
    return classes == 2 ? 2 * j : 1;
}

void fill_two(MapScene& scene, const tract::Column& across, const PreparedColumn& across_prepared,
              const tract::Column& upward, const PreparedColumn& upward_prepared,
              const People& people, const MapStyle& style, Reader reader) {
    const BivariatePalette& palette = find_bivariate_palette(style.bivariate_palette);
    const auto thirds = [](const stats::SortedValues& sorted) {
        return stats::classify(sorted, stats::Method::Quantiles, kThirds);
    };
    scene.breaks = thirds(across_prepared.sorted);
    scene.second_breaks = thirds(upward_prepared.sorted);
    BivariateLegend two;
    two.across = across.info.label_in(reader);
    two.upward = upward.info.label_in(reader);
    two.across_unit = words::unit(across.info.unit, reader);
    two.upward_unit = words::unit(upward.info.unit, reader);
    two.across_bounds = class_labels(
        scene.breaks, {.unit = across.info.unit, .whole = across_prepared.whole}, reader);
    two.upward_bounds = class_labels(
        scene.second_breaks, {.unit = upward.info.unit, .whole = upward_prepared.whole}, reader);
    for (int row = 0; row < kThirds; ++row)
        for (int column = 0; column < kThirds; ++column) {
            auto& cell = two.cells[static_cast<std::size_t>(row * kThirds + column)];
            cell.color = palette.color(row, column);
            cell.label = cell_words(two.upward, row, two.across, column, reader);
        }

    NoData no_data;
    for (std::size_t row = 0; row < across.values.size(); ++row) {
        const double x = across.values[row], y = upward.values[row];
        if (!std::isfinite(x) || !std::isfinite(y)) {
            no_data.add(why(std::isfinite(x) ? upward : across, row), people.of(row));
            continue;
        }
        const int cell = third_of(scene.second_breaks.of(y), scene.second_breaks.size()) * kThirds +
                         third_of(scene.breaks.of(x), scene.breaks.size());
        auto& legend_cell = two.cells[static_cast<std::size_t>(cell)];
        scene.classes[row] = static_cast<std::int16_t>(cell);
        scene.fill[row] = legend_cell.color;
        scene.pattern[row] = Pattern::Solid;
        ++legend_cell.tracts;
        legend_cell.people += people.of(row);
    }
    for (auto& cell : two.cells) {
        cell.people += people.none();
        cell.people_share = people.share(cell.people);
    }
    no_data.write(scene.legend, people, reader);
    scene.legend.bivariate = std::move(two);
}

} // namespace

struct SceneCache::State {
    std::map<std::string, PreparedColumn> columns;
};

SceneCache::SceneCache() : state_(std::make_unique<State>()) {}
SceneCache::~SceneCache() = default;
SceneCache::SceneCache(SceneCache&&) noexcept = default;
SceneCache& SceneCache::operator=(SceneCache&&) noexcept = default;

stats::Classes classes_of(const stats::SortedValues& sorted, const tract::ColumnInfo& info,
                          const MapStyle& style) {
    if (style.locked)
        return *style.locked;
    if (!style.classes.own.empty())
        return stats::own_classes(sorted, style.classes.own);
    if (const int steps = even_steps(info, style.classes); steps > 0 && sorted.size() > 0 &&
                                                           sorted.values().front() >= 0 &&
                                                           sorted.values().back() <= 1) {
        stats::Classes classes;
        for (int i = 1; i <= steps; ++i)
            classes.upper.push_back(static_cast<double>(i) / steps);
        return classes;
    }
    return stats::classify(sorted, style.classes.method.value_or(stats::Method::Quantiles),
                           style.classes.count);
}

stats::Classes shared_classes(std::span<const tract::Column* const> columns,
                              const MapStyle& style) {
    std::vector<double> values;
    for (const tract::Column* column : columns)
        values.insert(values.end(), column->values.begin(), column->values.end());
    return columns.empty() ? stats::Classes{}
                           : classes_of(sorted(values), columns.front()->info, style);
}

MapScene make_scene(const study::ResultColumns& columns, const MapStyle& asked, Reader reader,
                    SceneCache* cache) {
    MapScene scene;
    scene.column = asked.column.empty() ? columns.first_choice() : asked.column;
    if (scene.column.empty())
        throw Error(ErrorKind::Usage, "these results have no column that a map could show",
                    {.hint = "add a layer or an index to the study"});
    const tract::Column& column = columns[scene.column];
    const MapStyle style = asked.suited(column.info.direction);
    scene.second = style.second;
    scene.palette = style.palette;
    const People people(columns.results());
    start(scene, column.values.size());

    SceneCache own;
    auto& prepared_columns = (cache == nullptr ? own : *cache).state_->columns;
    PreparedColumn& prepared = prepared_columns[scene.column];
    prepare(prepared, column);
    std::vector<const tract::ColumnInfo*> shown{&column.info};
    Legend& legend = scene.legend;
    if (scene.second.empty()) {
        const index::IndexResult* places = index_of_places(columns.results(), scene.column);
        fill_one(scene, column, prepared, people, style, reader, places);
        mark_beyond(scene, columns, {scene.column}, reader);
        if (places != nullptr)
            keep_graver_doubt(scene);
        legend.unit_words = words::unit(column.info.unit, reader);
        legend.title = column.info.label_in(reader);
    } else {
        const tract::Column& second = columns[scene.second];
        PreparedColumn& second_prepared = prepared_columns[scene.second];
        prepare(second_prepared, second);
        fill_two(scene, column, prepared, second, second_prepared, people, style, reader);
        say_beyond(scene, columns, {scene.column, scene.second}, reader);
        shown.push_back(&second.info);
        legend.title = column.info.label_in(reader) + " × " + second.info.label_in(reader);
    }
    legend.method_words = method_words(style, column.info, scene.breaks, reader);
    for (const tract::ColumnInfo* info : shown)
        if (legend.reference_words.empty())
            legend.reference_words = compared_words(columns, *info, reader);
    scene.title = style.title.empty() ? legend.title : style.title;
    scene.source_line = source_line(columns, shown, reader);
    return scene;
}

} // namespace tractwise::map
