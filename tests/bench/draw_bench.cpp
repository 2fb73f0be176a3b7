// SPDX-License-Identifier: Apache-2.0
// From polygons to what a graphics card draws: 41,088 real tracts. See README.md.
#include "engine/geo/equal_area.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/topology.hpp"
#include "engine/geo/triangulate.hpp"

#include "tests/bench/bench_support.hpp"
#include "tests/bench/real_tracts.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace tractwise;
using bench::Threads;

bool have_tracts(benchmark::State& state) {
    if (bench::real_tracts().size() > 0)
        return true;
    state.SkipWithError("data pack absent");
    return false;
}

geo::EqualArea projection() {
    return geo::EqualArea::around(geo::turned_box(bench::real_tracts()));
}

const geo::Topology& topology() {
    static const geo::Topology made(bench::real_tracts());
    return made;
}

void count(benchmark::State& state, std::size_t items) {
    state.counters["made"] = static_cast<double>(items);
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}

/// Every vertex to meters on the map.
void draw_project(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    const geo::EqualArea to = projection();
    std::size_t points = 0;
    for (auto _ : state)
        points = to.forward(bench::real_tracts().vertices()).size();
    count(state, points);
}
TRACTWISE_BENCHMARK(draw_project)->Arg(0)->Arg(1);

void draw_turned_box(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    for (auto _ : state)
        benchmark::DoNotOptimize(geo::turned_box(bench::real_tracts()));
}
TRACTWISE_BENCHMARK(draw_turned_box)->Arg(1);

/// Shared arcs found, every vertex weighed.
void draw_topology(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    std::size_t arcs = 0;
    for (auto _ : state)
        arcs = geo::Topology(bench::real_tracts()).arcs();
    count(state, arcs);
}
TRACTWISE_BENCHMARK(draw_topology)->Arg(0)->Arg(1);

/// One level, at the tolerance in meters that the second argument names.
void draw_simplify(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    std::size_t vertices = 0;
    const geo::Topology& from = topology();
    for (auto _ : state)
        vertices = from.simplified(static_cast<double>(state.range(1))).shapes.vertex_count();
    count(state, vertices);
}
BENCHMARK(draw_simplify)
    ->ArgNames({"threads", "metres"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Args({0, 0})
    ->Args({0, 100})
    ->Args({0, 1000})
    ->Args({0, 10000})
    ->Args({1, 1000});

void draw_triangulate(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    const geo::EqualArea to = projection();
    std::size_t triangles = 0;
    for (auto _ : state)
        triangles = geo::triangulate(bench::real_tracts(), to).triangles.size() / 3;
    count(state, triangles);
}
TRACTWISE_BENCHMARK(draw_triangulate)->Arg(0)->Arg(1);

/// The same with 1 km left out: what a map of all states needs.
void draw_triangulate_level(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    const geo::EqualArea to = projection();
    const geo::Topology::Level level = topology().simplified(1000);
    std::size_t triangles = 0;
    for (auto _ : state)
        triangles = geo::triangulate(level.shapes, to).triangles.size() / 3;
    count(state, triangles);
}
TRACTWISE_BENCHMARK(draw_triangulate_level)->Arg(0);

void draw_lines(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!have_tracts(state))
        return;
    const geo::EqualArea to = projection();
    const geo::Topology& from = topology();
    std::size_t stretches = 0;
    for (auto _ : state)
        stretches = geo::line_mesh(from, to).size();
    count(state, stretches);
}
TRACTWISE_BENCHMARK(draw_lines)->Arg(0)->Arg(1);

} // namespace
