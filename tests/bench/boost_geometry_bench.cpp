// SPDX-License-Identifier: Apache-2.0
// Our indexes beside Boost.Geometry's R-tree, on the same points and with the same answers; what engine/geo/README.md says of
// them is measured here. Both sides answer one question after the other on one thread, without a batch's sorting.
#include "engine/geo/boost_adapt.hpp"
#include "engine/geo/ecef.hpp"
#include "engine/geo/kd_tree.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/shape_grid.hpp"

#include "tests/bench/bench_support.hpp"
#include "tests/bench/real_tracts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/covered_by.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <boost/iterator/function_output_iterator.hpp>

namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using namespace tractwise;
using bench::Random;
using geo::Box;
using geo::KdTree;
using geo::LonLat;
using geo::Point3;
using geo::PointLocator;
using geo::ShapeGrid;

template <typename Value>
using Tree = bgi::rtree<Value, bgi::linear<8>>; // built in one go, so only the 8 plays a part

/// One after the other, as a person asks: every question is somewhere else.
std::vector<LonLat> anywhere(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    std::vector<LonLat> points(n);
    for (LonLat& p : points)
        p = {random.uniform(-124.8, -66.9), random.uniform(24.4, 49.4)};
    return points;
}

/// Near a vertex of a tract, tract after tract: as people live, and warm in memory for either side.
std::vector<LonLat> where_people_live(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    const auto vertices = bench::real_tracts().vertices();
    std::vector<LonLat> points(n);
    for (std::size_t i = 0; i < n; ++i) {
        const LonLat v = vertices[i * vertices.size() / n];
        points[i] = {v.lon + random.uniform(-0.01, 0.01), v.lat + random.uniform(-0.01, 0.01)};
    }
    return points;
}

void require_same(bool same) {
    if (!same)
        throw std::logic_error("the answers differ");
}

bool have_tracts(benchmark::State& state) {
    if (bench::real_tracts().size() > 0)
        return true;
    state.SkipWithError("data pack absent");
    return false;
}

// --- the nearest of 250,000 places: k-d tree ---

struct Places {
    std::vector<KdTree::Item> items;
    std::vector<Point3> questions;
    KdTree ours;
    using Value = std::pair<Point3, std::uint32_t>;
    std::vector<Value> values;
    Tree<Value> boost;

    Places() {
        const auto places = anywhere(250'000, 3);
        for (std::size_t i = 0; i < places.size(); ++i) {
            items.push_back({to_ecef(places[i]), static_cast<std::uint32_t>(i)});
            values.emplace_back(items.back().at, items.back().index);
        }
        std::vector<LonLat> from = anywhere(200'000, 4);
        std::sort(from.begin(), from.end(), [](LonLat a, LonLat b) { // strips of a degree
            return std::pair(std::floor(a.lat), a.lon) < std::pair(std::floor(b.lat), b.lon);
        });
        for (const LonLat p : from)
            questions.push_back(to_ecef(p));
        ours = KdTree(items);
        boost = Tree<Value>(values);
        for (const Point3& q : questions)
            require_same(nearest(q) == nearest_by_boost(q));
    }
    std::uint32_t nearest(const Point3& q) const {
        double best2 = std::numeric_limits<double>::infinity();
        std::uint32_t best = 0;
        ours.search(q, best2, [&](const KdTree::Item& item, double d2) {
            if (d2 < best2 || (d2 == best2 && item.index < best)) {
                best2 = d2;
                best = item.index;
            }
        });
        return best;
    }
    std::uint32_t nearest_by_boost(const Point3& q) const {
        std::array<Value, 1> found;
        boost.query(bgi::nearest(q, 1), found.begin());
        return found[0].second;
    }
};
const Places& places() {
    static const Places made;
    return made;
}

template <typename Ask>
void ask(benchmark::State& state, std::size_t n, const Ask& question) {
    std::uint64_t sum = 0;
    for (auto _ : state)
        for (std::size_t i = 0; i < n; ++i)
            sum += question(i);
    benchmark::DoNotOptimize(sum);
    state.SetItemsProcessed(static_cast<std::int64_t>(n) * state.iterations());
}

void nearest_place(benchmark::State& state) {
    const Places& p = places();
    ask(state, p.questions.size(), [&](std::size_t i) { return p.nearest(p.questions[i]); });
}
void nearest_place_boost(benchmark::State& state) {
    const Places& p = places();
    ask(state, p.questions.size(),
        [&](std::size_t i) { return p.nearest_by_boost(p.questions[i]); });
}
void nearest_place_build(benchmark::State& state) {
    const bench::Threads threads(1);
    const Places& p = places();
    for (auto _ : state)
        benchmark::DoNotOptimize(KdTree(p.items));
}
void nearest_place_build_boost(benchmark::State& state) {
    const Places& p = places();
    for (auto _ : state)
        benchmark::DoNotOptimize(Tree<Places::Value>(p.values));
}

// --- which tracts' boxes hold a point: shape grid ---

struct Boxes {
    using Value = std::pair<Box, std::uint32_t>;
    std::vector<Box> boxes;
    std::vector<Value> values;
    std::vector<LonLat> questions = where_people_live(200'000, 5);
    ShapeGrid ours;
    Tree<Value> boost;

    Boxes() {
        const auto& tracts = bench::real_tracts();
        for (std::size_t s = 0; s < tracts.size(); ++s) {
            const Box b = tracts.box(s);
            boxes.push_back(b);
            values.emplace_back(b, static_cast<std::uint32_t>(s));
        }
        ours = ShapeGrid(boxes);
        boost = Tree<Value>(values);
        for (const LonLat p : questions)
            require_same(holding(p) == holding_by_boost(p));
    }
    std::uint32_t holding(LonLat p) const { // the sum of the indices
        std::uint32_t sum = 0;
        if (ours.box().contains(p))
            for (const std::uint32_t s : ours.candidates(p))
                if (boxes[s].contains(p))
                    sum += s;
        return sum;
    }
    std::uint32_t holding_by_boost(LonLat p) const {
        std::uint32_t sum = 0;
        const auto add = [&](const Value& v) { sum += v.second; };
        boost.query(bgi::intersects(p), boost::make_function_output_iterator(add));
        return sum;
    }
};
const Boxes& boxes() {
    static const Boxes made;
    return made;
}

void boxes_of_tracts(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Boxes& b = boxes();
    ask(state, b.questions.size(), [&](std::size_t i) { return b.holding(b.questions[i]); });
}
void boxes_of_tracts_boost(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Boxes& b = boxes();
    ask(state, b.questions.size(),
        [&](std::size_t i) { return b.holding_by_boost(b.questions[i]); });
}
void boxes_of_tracts_build(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Boxes& b = boxes();
    for (auto _ : state)
        benchmark::DoNotOptimize(ShapeGrid(b.boxes));
}
void boxes_of_tracts_build_boost(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Boxes& b = boxes();
    for (auto _ : state)
        benchmark::DoNotOptimize(Tree<Boxes::Value>(b.values));
}

// --- which tract holds a point: the whole point locator ---

struct Tracts {
    std::vector<LonLat> questions = where_people_live(20'000, 7);
    PointLocator ours{bench::real_tracts()};
    std::vector<geo::BoostShape> shapes;

    Tracts() {
        for (std::size_t s = 0; s < bench::real_tracts().size(); ++s) {
            shapes.push_back(geo::boost_shape(bench::real_tracts(), s));
            bg::correct(shapes.back());
        }
        for (const LonLat p : questions)
            require_same(ours.locate(p) == located_by_boost(p));
    }
    std::uint32_t located_by_boost(LonLat p) const {
        std::uint32_t owner = PointLocator::kOutside; // of several, the first
        const auto look_in = [&](const Boxes::Value& v) {
            if (v.second < owner && bg::covered_by(p, shapes[v.second]))
                owner = v.second;
        };
        boxes().boost.query(bgi::intersects(p), boost::make_function_output_iterator(look_in));
        return owner;
    }
};
const Tracts& tracts() {
    static const Tracts made;
    return made;
}

void tract_of_point(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Tracts& t = tracts();
    ask(state, t.questions.size(), [&](std::size_t i) { return t.ours.locate(t.questions[i]); });
}
void tract_of_point_boost(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Tracts& t = tracts();
    ask(state, t.questions.size(),
        [&](std::size_t i) { return t.located_by_boost(t.questions[i]); });
}

BENCHMARK(nearest_place)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_place_boost)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_place_build)->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_place_build_boost)->Unit(benchmark::kMillisecond);
BENCHMARK(boxes_of_tracts)->Unit(benchmark::kMillisecond);
BENCHMARK(boxes_of_tracts_boost)->Unit(benchmark::kMillisecond);
BENCHMARK(boxes_of_tracts_build)->Unit(benchmark::kMillisecond);
BENCHMARK(boxes_of_tracts_build_boost)->Unit(benchmark::kMillisecond);
BENCHMARK(tract_of_point)->Unit(benchmark::kMillisecond);
BENCHMARK(tract_of_point_boost)->Unit(benchmark::kMillisecond);

} // namespace
