// SPDX-License-Identifier: Apache-2.0
// Travel time by street at the scale of a large metropolitan region, and on a real town for the
// comparison with pgRouting (compare_pgrouting). See README.md.
#include "engine/access/street_cost.hpp"
#include "engine/access/street_network.hpp"
#include "engine/access/street_search.hpp"

#include "tests/bench/bench_support.hpp"

#include <cmath>
#include <filesystem>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace {

using namespace tractwise;
using namespace tractwise::access;
using bench::Random;
using bench::Threads;

constexpr int kSide = 1450; // crossings a side: 2.1 million
constexpr std::size_t kFacilities = 500;
constexpr std::size_t kHomes = 200'000;
constexpr double kLimit_min = 30;

/// A region of 150 x 150 km laid out as American ones are: blocks of 60 to 140 m, a faster street
/// every 4th, 8th and 16th line, a freeway every 64th that is met at every 8th crossing only; one in
/// ten blocks has no street between, one in six side streets is one-way.
io::StreetData metropolis() {
    Random random(20);
    io::StreetData streets;
    streets.name = "metropolis";
    std::vector<double> x(kSide), y(kSide);
    for (int i = 1; i < kSide; ++i) {
        x[i] = x[i - 1] + random.uniform(60, 140);
        y[i] = y[i - 1] + random.uniform(60, 140);
    }
    constexpr double kDegree = 111'000;
    for (int r = 0; r < kSide; ++r)
        for (int c = 0; c < kSide; ++c) {
            streets.place.push_back({-97 + (x[c] + random.uniform(-15, 15)) / (kDegree * 0.777),
                                     39 + (y[r] + random.uniform(-15, 15)) / kDegree});
            streets.node_id.push_back(r * kSide + c);
        }
    const auto add = [&](int a, int b, const char* highway, const char* limit, const char* oneway) {
        streets.way_id.push_back(static_cast<std::int64_t>(streets.ways()));
        streets.way_node.push_back(static_cast<std::uint32_t>(a));
        streets.way_node.push_back(static_cast<std::uint32_t>(b));
        streets.way_first.push_back(streets.way_node.size());
        streets.way_tags.begin_item();
        streets.way_tags.add("highway", highway);
        streets.way_tags.add("maxspeed", limit);
        streets.way_tags.add("oneway", oneway);
    };
    const auto street = [&](int line, int a, int b) {
        if (line % 64 == 32)
            return; // the freeway is drawn below, over its crossings
        if (line % 16 == 0)
            add(a, b, "primary", "45 mph", "");
        else if (line % 8 == 0)
            add(a, b, "secondary", "40 mph", "");
        else if (line % 4 == 0)
            add(a, b, "tertiary", "35 mph", "");
        else if (random.next() % 10 != 0)
            add(a, b, "residential", random.next() % 3 == 0 ? "25 mph" : "",
                random.next() % 6 == 0 ? "yes" : "");
    };
    for (int r = 0; r < kSide; ++r)
        for (int c = 0; c < kSide; ++c) {
            const int at = r * kSide + c;
            if (c + 1 < kSide)
                street(r, at, at + 1);
            if (r + 1 < kSide)
                street(c, at, at + kSide);
        }
    for (int line = 32; line < kSide; line += 64)
        for (int i = 0; i + 8 < kSide; i += 8) {
            add(line * kSide + i, line * kSide + i + 8, "motorway", "65 mph", "no");
            add(i * kSide + line, (i + 8) * kSide + line, "motorway", "65 mph", "no");
        }
    return streets;
}

struct Region {
    std::shared_ptr<const StreetNetwork> network;
    std::vector<geo::LonLat> homes, facilities;
};

const Region& region() {
    static const Region region = [] {
        Region r;
        Diagnostics diagnostics;
        r.network = std::make_shared<const StreetNetwork>(
            StreetNetwork::build(metropolis(), TravelProfile::load("drive"), diagnostics));
        Random random(21);
        const auto anywhere = [&] {
            const geo::LonLat p = r.network->node_place(random.next() % r.network->nodes());
            return geo::LonLat{p.lon + random.uniform(-5e-4, 5e-4),
                               p.lat + random.uniform(-5e-4, 5e-4)};
        };
        for (std::size_t i = 0; i < kHomes; ++i)
            r.homes.push_back(anywhere());
        for (std::size_t i = 0; i < kFacilities; ++i)
            r.facilities.push_back(anywhere());
        return r;
    }();
    return region;
}

void build(benchmark::State& state) {
    const io::StreetData streets = metropolis();
    const TravelProfile profile = TravelProfile::load("drive");
    for (auto _ : state) {
        Diagnostics diagnostics;
        const auto network = StreetNetwork::build(streets, profile, diagnostics);
        state.counters["nodes"] = static_cast<double>(network.nodes());
        state.counters["arcs"] = static_cast<double>(network.arcs());
    }
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}
BENCHMARK(build)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

/// 500 facilities, everybody within 30 minutes.
void many_to_many(benchmark::State& state) {
    const Region& r = region();
    const Threads threads(state.range(0));
    const StreetCost cost(r.network);
    for (auto _ : state) {
        Diagnostics diagnostics;
        const CostMatrix costs = cost.matrix({r.homes, {}, "homes"}, {r.facilities, {}, "sites"},
                                             {.limit = kLimit_min}, diagnostics);
        state.counters["pairs"] = static_cast<double>(costs.pairs());
    }
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}
BENCHMARK(many_to_many)
    ->ArgName("threads")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// The searches alone: what a node costs.
void searches(benchmark::State& state) {
    const Region& r = region();
    StreetSearch search(*r.network);
    std::size_t reached = 0, at = 0;
    for (auto _ : state) {
        const auto join = r.network->join(r.facilities[at++ % kFacilities]);
        const StreetSearch::Seed seed[] = {
            {r.network->arcs_of(join->segment).front().tail, 0, 0, 0}};
        search.run(seed, static_cast<Millis>(kLimit_min * 60'000), Follow::Incoming);
        reached += search.reached().size();
    }
    state.counters["nodes"] =
        benchmark::Counter(static_cast<double>(reached), benchmark::Counter::kAvgIterations);
    state.counters["nodes/s"] =
        benchmark::Counter(static_cast<double>(reached), benchmark::Counter::kIsRate);
}
BENCHMARK(searches)->Unit(benchmark::kMillisecond)->Iterations(100);

/// The nearest of 500 facilities for everybody, no limit: one search.
void nearest(benchmark::State& state) {
    const Region& r = region();
    const StreetCost cost(r.network);
    for (auto _ : state) {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(
            cost.nearest({r.homes, {}, "homes"}, {r.facilities, {}, "sites"}, {}, diagnostics));
    }
}
BENCHMARK(nearest)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

// --- the same searches by Boost.Graph ---

struct Minutes {
    Millis ms;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Minutes,
                                                 boost::no_property, std::uint32_t, std::uint32_t>;

Graph reversed(const StreetNetwork& network) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    std::vector<Minutes> times;
    const auto in = network.incoming();
    for (std::uint32_t v = 0; v < network.nodes(); ++v)
        for (std::uint32_t a = in.first[v]; a < in.first[v + 1]; ++a) {
            arcs.emplace_back(v, in.arc[a].node);
            times.push_back({in.arc[a].ms});
        }
    return {boost::edges_are_sorted, arcs.begin(), arcs.end(), times.begin(),
            static_cast<std::uint32_t>(network.nodes())};
}

struct Beyond {};
struct StopAt : boost::dijkstra_visitor<> {
    const std::vector<Millis>& distance;
    Millis bound;
    StopAt(const std::vector<Millis>& d, Millis b) : distance(d), bound(b) {}
    template <typename Vertex, typename G>
    void examine_vertex(Vertex v, const G&) {
        if (distance[v] > bound)
            throw Beyond{};
    }
};

void boost_searches(benchmark::State& state) {
    const Region& r = region();
    const Graph graph = reversed(*r.network);
    std::vector<Millis> distance(r.network->nodes());
    std::size_t at = 0;
    for (auto _ : state) {
        const auto join = r.network->join(r.facilities[at++ % kFacilities]);
        const auto index = get(boost::vertex_index, graph);
        try {
            boost::dijkstra_shortest_paths(
                graph, r.network->arcs_of(join->segment).front().tail,
                boost::distance_map(boost::make_iterator_property_map(distance.begin(), index))
                    .weight_map(get(&Minutes::ms, graph))
                    .distance_inf(kNoWay)
                    .visitor(StopAt(distance, static_cast<Millis>(kLimit_min * 60'000))));
        } catch (const Beyond&) {
        }
    }
}
BENCHMARK(boost_searches)->Unit(benchmark::kMillisecond)->Iterations(100);

// --- a real town ---

/// Every 15th crossing of the South Side's footways to every 60th, all pairs: what
/// compare_pgrouting asks of pgr_dijkstraCost.
void south_side(benchmark::State& state) {
    const auto file = bench::data_pack("data/roads/osm_southside_walk_edges.csv");
    if (!std::filesystem::exists(file)) {
        state.SkipWithError("needs data/roads of the data pack");
        return;
    }
    Diagnostics diagnostics;
    const io::StreetData streets =
        io::read_streets(io::source_from_path("streets", file), diagnostics);
    TravelProfile profile = TravelProfile::load("walk");
    const bool with_build = state.range(0) != 0;
    auto network =
        std::make_shared<const StreetNetwork>(StreetNetwork::build(streets, profile, diagnostics));
    std::vector<geo::LonLat> from, to;
    for (std::size_t v = 0; v < streets.nodes(); ++v) {
        if (v % 15 == 0)
            from.push_back(streets.place[v]);
        if (v % 60 == 0)
            to.push_back(streets.place[v]);
    }
    for (auto _ : state) {
        if (with_build)
            network = std::make_shared<const StreetNetwork>(
                StreetNetwork::build(streets, profile, diagnostics));
        const CostMatrix costs =
            StreetCost(network).matrix({from, {}, "from"}, {to, {}, "to"}, {}, diagnostics);
        state.counters["pairs"] = static_cast<double>(costs.pairs());
    }
    state.counters["from"] = static_cast<double>(from.size());
    state.counters["to"] = static_cast<double>(to.size());
}
BENCHMARK(south_side)
    ->ArgName("with_build")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
