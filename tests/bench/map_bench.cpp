// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_support.hpp"

#include "engine/map/labels.hpp"
#include "engine/map/scene.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#define BOOST_ALLOW_DEPRECATED_HEADERS // Boost 1.74 includes some of its own
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <fmt/format.h>

namespace tractwise::bench {
namespace {

constexpr std::size_t kTracts = 85'000; // about as many as the United States have

double random_share(std::mt19937& random) {
    return static_cast<double>(random()) / 4294967296.0;
}

tract::Column random_column(const std::string& name, const std::string& unit, unsigned seed,
                            double scale) {
    std::mt19937 random(seed);
    tract::Column column;
    column.info = {.name = name, .label = name, .unit = unit, .source = "random"};
    for (std::size_t i = 0; i < kTracts; ++i)
        column.values.push_back(random() % 50 == 0 ? std::nan("") : random_share(random) * scale);
    for (const double value : column.values)
        column.reasons.push_back(std::isnan(value) ? io::Missing::NoSample : io::Missing::None);
    return column;
}

/// Points in place of shapes: a scene never looks at them.
std::shared_ptr<study::Results> country(unsigned seed) {
    std::vector<std::string> geoids;
    geo::PolygonSet shapes;
    for (std::size_t i = 0; i < kTracts; ++i) {
        geoids.push_back(fmt::format("{:011}", 1'000'000'000 + i));
        const double x = 1e-3 * static_cast<double>(i % 300),
                     y = 1e-3 * static_cast<double>(i / 300);
        const geo::LonLat ring[] = {{x, y}, {x + 1e-3, y}, {x, y + 1e-3}};
        shapes.begin_shape();
        shapes.begin_part();
        shapes.add_ring(ring);
    }
    auto results = std::make_shared<study::Results>();
    tract::TractTable table(geoids);
    table.add(random_column("share", "share", seed, 1));
    table.add(random_column("distance", "m", seed + 1, 20'000));
    table.add(random_column("population", "people", seed + 2, 8'000));
    tract::Column margins = random_column("surveyed", "share", seed + 3, 1);
    for (const double value : margins.values)
        margins.margin.push_back(value / 3);
    table.add(std::move(margins));
    results->tracts = std::make_shared<tract::TractSet>(
        tract::TractSet::from(std::move(geoids), std::move(shapes), 2020));
    results->demand = std::make_shared<tract::DemandPoints>();
    results->layer_table = results->table = std::make_shared<tract::TractTable>(std::move(table));
    return results;
}

const study::ResultColumns& first() {
    static const study::ResultColumns columns(country(1));
    return columns;
}
const study::ResultColumns& second() {
    static const study::ResultColumns columns(country(9));
    return columns;
}

/// Another palette on the same values.
void new_palette(benchmark::State& state, const std::string& column, const std::string& other) {
    map::SceneCache cache;
    map::MapStyle style{.column = column, .second = other};
    make_scene(first(), style, {}, &cache);
    for (auto _ : state) {
        style.palette = style.palette == "YlOrBr" ? "viridis" : "YlOrBr";
        benchmark::DoNotOptimize(make_scene(first(), style, {}, &cache));
    }
}
BENCHMARK_CAPTURE(new_palette, share, "share", "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(new_palette, with_margins, "surveyed", "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(new_palette, two_columns, "share", "distance")->Unit(benchmark::kMillisecond);

/// Other values under the same name, as when a weight moves: sorted again.
void new_values(benchmark::State& state) {
    map::SceneCache cache;
    const map::MapStyle style{.column = "share"};
    bool flip = false;
    for (auto _ : state) {
        flip = !flip;
        benchmark::DoNotOptimize(make_scene(flip ? first() : second(), style, {}, &cache));
    }
}
BENCHMARK(new_values)->Unit(benchmark::kMillisecond);

std::vector<map::LabelRequest> names(std::int64_t count) {
    std::mt19937 random(5);
    std::vector<map::LabelRequest> requests;
    for (std::int64_t i = 0; i < count; ++i)
        requests.push_back({.x = 1600 * random_share(random),
                            .y = 1000 * random_share(random),
                            .width = 30 + 60 * random_share(random),
                            .height = 16,
                            .priority = std::floor(10 * random_share(random)),
                            .gap = 4});
    return requests;
}

void place_names(benchmark::State& state) {
    const auto requests = names(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(map::place_labels(requests, {0, 0, 1600, 1000}));
}
BENCHMARK(place_names)->Arg(5'000)->Unit(benchmark::kMillisecond);

// Names that may only stand on their point: little but the question whether a place is free. Beside it the same with
// Boost.Geometry's R-tree for the taken places.
std::vector<map::LabelRequest> names_on_points(std::int64_t count) {
    auto requests = names(count);
    for (map::LabelRequest& request : requests)
        request.centered = true;
    return requests;
}

void names_on_points(benchmark::State& state) {
    const auto requests = names_on_points(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(map::place_labels(requests, {0, 0, 1600, 1000}));
}
BENCHMARK(names_on_points)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);

std::vector<std::size_t> placed_by_boost(const std::vector<map::LabelRequest>& requests) {
    namespace bg = boost::geometry;
    using Corner = bg::model::d2::point_xy<double>;
    using Place = bg::model::box<Corner>;
    std::vector<std::size_t> order(requests.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return requests[a].priority > requests[b].priority;
    });
    bg::index::rtree<Place, bg::index::quadratic<16>> taken; // the fastest of those tried here
    std::vector<std::size_t> placed;
    for (const std::size_t i : order) {
        const map::LabelRequest& r = requests[i];
        const double x = r.x - r.width / 2, y = r.y - r.height / 2;
        if (x < 0 || y < 0 || x + r.width > 1600 || y + r.height > 1000)
            continue;
        constexpr double kTouching = 1e-9; // names that only touch do not overlap
        const Place inner({x + kTouching, y + kTouching},
                          {x + r.width - kTouching, y + r.height - kTouching});
        if (taken.qbegin(bg::index::intersects(inner)) != taken.qend())
            continue;
        taken.insert(Place({x, y}, {x + r.width, y + r.height}));
        placed.push_back(i);
    }
    return placed;
}

void names_on_points_boost(benchmark::State& state) {
    const auto requests = names_on_points(state.range(0));
    std::vector<std::size_t> ours;
    for (const map::PlacedLabel& label : map::place_labels(requests, {0, 0, 1600, 1000}))
        ours.push_back(label.request);
    if (placed_by_boost(requests) != ours)
        throw std::logic_error("the answers differ");
    for (auto _ : state)
        benchmark::DoNotOptimize(placed_by_boost(requests));
}
BENCHMARK(names_on_points_boost)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace tractwise::bench
