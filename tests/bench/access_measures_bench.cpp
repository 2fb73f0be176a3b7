// SPDX-License-Identifier: Apache-2.0
// E2SFCA of the whole country: every census tract and every health center within 50 km, from
// coordinates to the last ratio. See README.md.
#include "engine/access/floating_catchment.hpp"
#include "engine/access/geodesic_cost.hpp"
#include "engine/access/nearest.hpp"
#include "engine/access/raam.hpp"
#include "engine/core/text.hpp"
#include "engine/io/table.hpp"

#include "tests/bench/bench_support.hpp"

#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

using namespace tractwise;
using namespace tractwise::access;
using bench::Threads;
using geo::LonLat;

constexpr double kLimit = 50'000;

struct Data {
    std::vector<LonLat> homes, clinics;
    std::vector<double> people, supply;
};

std::vector<double> column(const io::Table& table, const char* name) {
    std::vector<double> values;
    for (std::size_t row = 0; row < table.rows(); ++row)
        values.push_back(parse_number(table.cell(row, table.require(name)))
                             .value_or(std::numeric_limits<double>::quiet_NaN()));
    return values;
}

std::vector<LonLat> places(const std::vector<double>& lon, const std::vector<double>& lat) {
    std::vector<LonLat> out;
    for (std::size_t i = 0; i < lon.size(); ++i)
        out.push_back({lon[i], lat[i]});
    return out;
}

Data read() {
    Data data;
    Diagnostics diagnostics;
    const auto tracts = bench::data_pack("data/pop/CenPop2020_Mean_TR.txt");
    const auto clinics = bench::data_pack("data/clinics/OEPS_FQHC_Geocoded.csv");
    if (std::filesystem::exists(tracts) && std::filesystem::exists(clinics)) {
        const auto t = io::read_table(io::source_from_path("tracts", tracts.string()), diagnostics);
        data.homes = places(column(t, "LONGITUDE"), column(t, "LATITUDE"));
        data.people = column(t, "POPULATION");
        const auto c =
            io::read_table(io::source_from_path("clinics", clinics.string()), diagnostics);
        data.clinics = places(column(c, "lon"), column(c, "lat"));
    } else {
        // About as crowded as the real ones: in 400 towns of different sizes.
        std::cout << "data pack absent: random places of the same number instead\n";
        bench::Random random(1);
        std::vector<LonLat> town(400);
        for (LonLat& p : town)
            p = {random.uniform(-124, -67), random.uniform(26, 49)};
        const auto near_town = [&] {
            const double u = random.uniform(0, 1);
            const LonLat p = town[static_cast<std::size_t>(u * u * 400)];
            return LonLat{p.lon + random.uniform(-0.4, 0.4), p.lat + random.uniform(-0.3, 0.3)};
        };
        for (int i = 0; i < 85'395; ++i) {
            data.homes.push_back(near_town());
            data.people.push_back(random.uniform(0, 8000));
        }
        for (int j = 0; j < 13'577; ++j)
            data.clinics.push_back(near_town());
    }
    data.supply.assign(data.clinics.size(), 1);
    return data;
}

const Data& data() {
    static const Data read_once = read();
    return read_once;
}

CostMatrix matrix() {
    Diagnostics diagnostics;
    return GeodesicCost().matrix({data().homes, {}, "tracts"}, {data().clinics, {}, "clinics"},
                                 {.limit = kLimit}, diagnostics);
}

const Decay& decay() {
    static const Decay steps = Decay::steps({{10'000, 1}, {30'000, 0.68}, {50'000, 0.22}});
    return steps;
}

void count(benchmark::State& state, std::size_t pairs) {
    state.counters["pairs"] = static_cast<double>(pairs);
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}

void access_matrix(benchmark::State& state) {
    data();
    const Threads threads(state.range(0));
    std::size_t pairs = 0;
    for (auto _ : state)
        pairs = matrix().pairs();
    count(state, pairs);
}

void access_e2sfca(benchmark::State& state) { // the matrix included: the acceptance benchmark
    data();
    const Threads threads(state.range(0));
    std::size_t pairs = 0;
    for (auto _ : state) {
        const CostMatrix costs = matrix();
        benchmark::DoNotOptimize(
            floating_catchment(costs, data().people, data().supply, decay()).access.data());
        pairs = costs.pairs();
    }
    count(state, pairs);
}

template <typename Measure>
void on_matrix(benchmark::State& state, const Measure& measure) {
    const CostMatrix costs = matrix();
    const Threads threads(state.range(0));
    for (auto _ : state) {
        auto result = measure(costs);
        benchmark::DoNotOptimize(&result);
    }
    count(state, costs.pairs());
}
void access_e2sfca_only(benchmark::State& state) {
    on_matrix(state, [](const CostMatrix& costs) {
        return floating_catchment(costs, data().people, data().supply, decay());
    });
}
void access_g2sfca_only(benchmark::State& state) {
    on_matrix(state, [](const CostMatrix& costs) {
        return floating_catchment(costs, data().people, data().supply,
                                  Decay::gaussian(15'000).up_to(kLimit));
    });
}
void access_nearest_only(benchmark::State& state) {
    on_matrix(state, [](const CostMatrix& costs) { return nearest(costs); });
}
/// One thread, whatever the argument; until nobody could save a tenth of the crowding of an average
/// clinic.
void access_raam_only(benchmark::State& state) {
    std::size_t rounds = 0;
    on_matrix(state, [&](const CostMatrix& costs) {
        auto result = rational_agents(costs, data().people, data().supply,
                                      {.tau = 16'093.44, .tolerance = 0.1});
        rounds = result.rounds;
        return result;
    });
    state.counters["rounds"] = static_cast<double>(rounds);
}

TRACTWISE_BENCHMARK(access_e2sfca)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(access_matrix)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(access_e2sfca_only)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(access_g2sfca_only)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(access_nearest_only)->Arg(0)->Arg(1);
TRACTWISE_BENCHMARK(access_raam_only)->Arg(1)->Iterations(1);

} // namespace
