// SPDX-License-Identifier: Apache-2.0
// A stop under the mouse: from a place on the map to everybody reached, newly reached and by group.
// The sample county along its streets, and Cook County on straight lines.
#include "engine/plan/dragged_plan.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include "tests/bench/bench_support.hpp"

#include <filesystem>
#include <iostream>
#include <string>

#include <benchmark/benchmark.h>

namespace {

using namespace tractwise;

const std::string kSource = TRACTWISE_SOURCE_DIR;

std::shared_ptr<const plan::SitingResults> sited(const std::string& study) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {kSource + "/data/recipes"});
    session.update(study::Study::read(kSource + "/data/studies/" + study));
    return session.run({})->siting;
}

void drag(benchmark::State& state, const std::shared_ptr<const plan::SitingResults>& siting) {
    plan::DraggedPlan plan(siting);
    bench::Random random(3);
    const geo::LonLat start = plan.place(0);
    double seen = 0;
    for (auto _ : state) {
        // Wherever the hand goes within some kilometers.
        plan.move(0,
                  {start.lon + random.uniform(-0.1, 0.1), start.lat + random.uniform(-0.1, 0.1)});
        const siting::LivePlan& live = plan.live();
        for (std::size_t g = 0; g < siting->homes->groups.size(); ++g) {
            seen += live.after(g) + live.newly(g);
            for (std::size_t s = 0; s < live.stops(); ++s)
                seen += live.stop_newly(s, g) + live.stop_alone(s, g);
        }
    }
    benchmark::DoNotOptimize(seen);
    state.counters["rows"] = static_cast<double>(siting->place.size());
    state.counters["groups"] = static_cast<double>(siting->homes->groups.size());
}

void drag_sample_by_street(benchmark::State& state) {
    drag(state, sited("sample_siting.toml"));
}
BENCHMARK(drag_sample_by_street)->Unit(benchmark::kMillisecond);

void drag_cook(benchmark::State& state) {
    if (!std::filesystem::exists(bench::data_pack("data/pop/CenPop2020_BG_IL_reconstructed.csv"))) {
        state.SkipWithError("the data pack is absent");
        return;
    }
    drag(state, sited("cook_siting.toml"));
}
BENCHMARK(drag_cook)->Unit(benchmark::kMillisecond);

} // namespace
