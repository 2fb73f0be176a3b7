// SPDX-License-Identifier: Apache-2.0
// The two acceptance benchmarks of the geometry: points into tracts, and nearest of many
// facilities. See README.md.
#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/validity.hpp"

#include "tests/bench/bench_support.hpp"
#include "tests/bench/real_tracts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

#include <benchmark/benchmark.h>
#include <nanoflann.hpp>

namespace {

using namespace tractwise;
using bench::Random;
using bench::Threads;
using geo::LonLat;
using geo::NearestIndex;
using geo::PointLocator;

constexpr std::size_t kPoints = 1'000'000;
constexpr std::size_t kFacilities = 250'000;
constexpr std::size_t kHomes = 8'200'000;

/// Uniform over the contiguous states' box: much open country, some of it outside every tract.
std::vector<LonLat> anywhere(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    std::vector<LonLat> points(n);
    for (LonLat& p : points) {
        p.lon = random.uniform(-124.8, -66.9);
        p.lat = random.uniform(24.4, 49.4);
    }
    return points;
}

/// Near a vertex of a random tract: dense where tracts are small, as people are.
std::vector<LonLat> where_people_live(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    const auto vertices = bench::real_tracts().vertices();
    std::vector<LonLat> points(n);
    for (LonLat& p : points) {
        const LonLat v = vertices[random.next() % vertices.size()];
        p.lon = v.lon + random.uniform(-0.01, 0.01);
        p.lat = v.lat + random.uniform(-0.01, 0.01);
    }
    return points;
}

bool have_tracts(benchmark::State& state) {
    if (bench::real_tracts().size() > 0)
        return true;
    state.SkipWithError("data pack absent");
    return false;
}

void count(benchmark::State& state, std::size_t items) {
    state.SetItemsProcessed(static_cast<std::int64_t>(items) * state.iterations());
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}

/// Unzip, parse 45 GeoJSON files, check every shape. Run alone for its peak memory.
void load(benchmark::State& state) {
    const Threads threads(state.range(0));
    if (!std::filesystem::exists(bench::tracts_file())) {
        state.SkipWithError("data pack absent");
        return;
    }
    std::size_t shapes = 0;
    for (auto _ : state)
        shapes = bench::read_tracts().size();
    count(state, shapes);
}

void join_build(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Threads threads(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(PointLocator(bench::real_tracts()));
    count(state, bench::real_tracts().size());
}

void join(benchmark::State& state, const std::vector<LonLat>& points, bool build_too) {
    const Threads threads(state.range(0));
    const PointLocator built(bench::real_tracts());
    std::vector<std::uint32_t> owners;
    for (auto _ : state) {
        if (build_too)
            owners = PointLocator(bench::real_tracts()).locate(points);
        else
            owners = built.locate(points);
    }
    count(state, points.size());
    const auto outside = std::count(owners.begin(), owners.end(), PointLocator::kOutside);
    state.counters["inside"] = static_cast<double>(points.size()) - static_cast<double>(outside);
}

void join_anywhere(benchmark::State& state) {
    if (have_tracts(state))
        join(state, anywhere(kPoints, 1), false);
}
void join_anywhere_with_build(benchmark::State& state) {
    if (have_tracts(state))
        join(state, anywhere(kPoints, 1), true);
}
void join_people(benchmark::State& state) {
    if (have_tracts(state))
        join(state, where_people_live(kPoints, 2), false);
}
void join_people_with_build(benchmark::State& state) {
    if (have_tracts(state))
        join(state, where_people_live(kPoints, 2), true);
}

const std::vector<LonLat>& facilities() {
    static const std::vector<LonLat> made = anywhere(kFacilities, 3);
    return made;
}
const std::vector<LonLat>& homes() {
    static const std::vector<LonLat> made = anywhere(kHomes, 4);
    return made;
}

void nearest_build(benchmark::State& state) {
    const Threads threads(state.range(0));
    facilities();
    for (auto _ : state)
        benchmark::DoNotOptimize(NearestIndex(facilities()));
    count(state, kFacilities);
}

void nearest_which(benchmark::State& state) { // build included
    const Threads threads(state.range(0));
    homes(), facilities();
    for (auto _ : state)
        benchmark::DoNotOptimize(NearestIndex(facilities()).nearest_candidate(homes()));
    count(state, kHomes);
}

void nearest_meters(benchmark::State& state) { // build included
    const Threads threads(state.range(0));
    homes(), facilities();
    for (auto _ : state)
        benchmark::DoNotOptimize(NearestIndex(facilities()).nearest(homes()));
    count(state, kHomes);
}

/// 85,000 tracts, every facility within 10 miles: the sparse matrix of the access measures.
void within_ten_miles(benchmark::State& state) {
    const auto origins = anywhere(85'000, 5);
    const NearestIndex index(facilities());
    double sum = 0;
    std::size_t pairs = 0;
    for (auto _ : state) {
        pairs = 0;
        for (LonLat from : origins)
            index.within(from, 16'093.44, [&](std::uint32_t, double meters) {
                sum += meters;
                ++pairs;
            });
    }
    benchmark::DoNotOptimize(sum);
    count(state, pairs);
}

struct Cloud { // what nanoflann asks of its points
    std::vector<std::array<double, 3>> points;
    std::size_t kdtree_get_point_count() const { return points.size(); }
    double kdtree_get_pt(std::size_t i, std::size_t axis) const { return points[i][axis]; }
    template <class B>
    bool kdtree_get_bbox(B&) const {
        return false;
    }
};

/// For comparison: nanoflann 1.4.3 on the unit sphere, one thread, homes in the order given.
void nearest_nanoflann(benchmark::State& state) {
    const auto on_sphere = [](LonLat p) {
        constexpr double kRadians = 0.017453292519943295;
        const double lon = p.lon * kRadians, lat = p.lat * kRadians;
        return std::array{std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon),
                          std::sin(lat)};
    };
    using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>,
                                                     Cloud, 3, std::uint32_t>;
    homes();
    std::vector<std::uint32_t> indices(kHomes);
    for (auto _ : state) {
        Cloud cloud;
        for (LonLat p : facilities())
            cloud.points.push_back(on_sphere(p));
        const Tree tree(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(10));
        for (std::size_t i = 0; i < kHomes; ++i) {
            double distance = 0;
            tree.knnSearch(on_sphere(homes()[i]).data(), 1, &indices[i], &distance);
        }
    }
    count(state, kHomes);
}

void proj_geodesic(benchmark::State& state) {
    const auto a = anywhere(100'000, 6);
    double sum = 0;
    for (auto _ : state)
        for (LonLat p : a)
            sum += geo::geodesic_m(p, {p.lon + 0.05, p.lat + 0.03});
    benchmark::DoNotOptimize(sum);
    count(state, a.size());
}

void validity(benchmark::State& state) {
    if (!have_tracts(state))
        return;
    const Threads threads(state.range(0));
    std::size_t invalid = 0;
    for (auto _ : state) {
        geo::PolygonSet copy = bench::real_tracts();
        invalid = geo::repair(copy).size();
    }
    count(state, bench::real_tracts().size());
    state.counters["repaired"] = static_cast<double>(invalid);
}

void areas(benchmark::State& state) { // one thread
    if (!have_tracts(state))
        return;
    double sum = 0;
    for (auto _ : state)
        for (std::size_t s = 0; s < bench::real_tracts().size(); ++s)
            sum += geo::area_m2(bench::real_tracts(), s);
    benchmark::DoNotOptimize(sum);
    count(state, bench::real_tracts().size());
}

void centroids(benchmark::State& state) { // one thread
    if (!have_tracts(state))
        return;
    double sum = 0;
    for (auto _ : state)
        for (std::size_t s = 0; s < bench::real_tracts().size(); ++s)
            sum += geo::centroid(bench::real_tracts(), s).lat;
    benchmark::DoNotOptimize(sum);
    count(state, bench::real_tracts().size());
}

TRACTWISE_BENCHMARK(load)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(join_build)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(join_anywhere)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(join_anywhere_with_build)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(join_people)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(join_people_with_build)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(nearest_build)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(nearest_which)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(nearest_meters)->Arg(0)->Arg(1);
BENCHMARK(nearest_nanoflann)->Unit(benchmark::kMillisecond);
BENCHMARK(within_ten_miles)->Unit(benchmark::kMillisecond);
BENCHMARK(proj_geodesic)->Unit(benchmark::kMillisecond);
TRACTWISE_BENCHMARK(validity)->Arg(0)->Arg(1);
BENCHMARK(areas)->Unit(benchmark::kMillisecond);
BENCHMARK(centroids)->Unit(benchmark::kMillisecond);

} // namespace
