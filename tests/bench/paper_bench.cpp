// SPDX-License-Identifier: Apache-2.0
// A map of 41,088 real tracts as a page, each painter apart; and of Cook County alone.
#include "tests/bench/bench_support.hpp"
#include "tests/bench/real_tracts.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/paper/map_page.hpp"
#include "engine/paper/paint.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace tractwise::bench {
namespace {

std::shared_ptr<const study::Results> results_of(const std::filesystem::path& file,
                                                 const tract::Region& region, int vintage) {
    if (!std::filesystem::exists(file))
        return nullptr;
    Diagnostics diagnostics;
    io::SourceSpec source = io::source_from_path("tracts", file.string());
    source.vintage = vintage;
    auto results = std::make_shared<study::Results>();
    results->study.region = region;
    results->study.tracts = "tracts";
    results->study.sources["tracts"] = source;
    results->tracts =
        std::make_shared<const tract::TractSet>(tract::TractSet::read(source, region, diagnostics));
    tract::TractTable table(results->tracts->geoids());
    tract::Column column;
    column.info = {.name = "share", .label = "A share", .unit = "share", .source = "random"};
    Random random(7);
    for (std::size_t i = 0; i < results->tracts->size(); ++i)
        column.values.push_back(random.uniform(0, 1));
    table.add(column);
    column.info.name = "other_share";
    std::reverse(column.values.begin(), column.values.end());
    table.add(column);
    column.info = {.name = "people", .label = "People", .unit = "people", .source = "random"};
    for (double& value : column.values)
        value = std::round(value * 4000);
    table.add(std::move(column));
    results->demand = std::make_shared<tract::DemandPoints>();
    results->layer_table = results->table =
        std::make_shared<const tract::TractTable>(std::move(table));
    return results;
}

const std::shared_ptr<const study::Results>& nation() {
    static const auto results = results_of(tracts_file(), {"42 states", {}}, 2010);
    return results;
}
const std::shared_ptr<const study::Results>& county() {
    static const auto results = results_of(data_pack("data/tracts/cb_2025_17_tract_500k.shp"),
                                           {"Cook County", {"17031"}}, 2020);
    return results;
}

using Area = const std::shared_ptr<const study::Results>& (*)();

std::optional<study::ResultColumns> columns_of(benchmark::State& state, Area area) {
    if (area() == nullptr) {
        state.SkipWithError("the data pack is absent");
        return std::nullopt;
    }
    return study::ResultColumns(area());
}

paper::Drawing page_of(const study::ResultColumns& columns) {
    return paper::map_page(columns, {.column = "share"}, nullptr, {.landscape = true});
}

/// A kind of map with the columns that it shows.
struct Kind {
    paper::KindChoice choice;
    map::MapStyle style;
};
Kind kind_of(paper::MapKind kind) {
    Kind made{{.kind = kind}, {.column = "share"}};
    if (kind == paper::MapKind::Bivariate || kind == paper::MapKind::Difference)
        made.style.second = "other_share";
    if (kind == paper::MapKind::Symbols)
        made.style.column = "people";
    if (kind == paper::MapKind::Dots)
        made.choice.columns = {"people"};
    if (kind == paper::MapKind::Multiples)
        made.choice.columns = {"share", "other_share", "people"};
    return made;
}

/// Class, legend, borders and everything else but painting.
void compose(benchmark::State& state, Area area) {
    const auto columns = columns_of(state, area);
    if (!columns)
        return;
    for (auto _ : state)
        benchmark::DoNotOptimize(page_of(*columns));
    state.counters["tracts"] = static_cast<double>(columns->results().tracts->size());
}

template <typename Paint>
void whole(benchmark::State& state, Area area, Paint paint) {
    const auto columns = columns_of(state, area);
    if (!columns)
        return;
    double bytes = 0;
    for (auto _ : state)
        bytes = static_cast<double>(paint(page_of(*columns)).size());
    state.counters["MB"] = bytes / 1e6;
}
void to_pdf(benchmark::State& state, Area area) {
    whole(state, area, paper::pdf_of);
}
void to_svg(benchmark::State& state, Area area) {
    whole(state, area, paper::svg_of);
}
void to_png(benchmark::State& state, Area area) {
    whole(state, area, [](const paper::Drawing& page) { return paper::png_of(page, 150); });
}

/// One kind of map as PDF, composed too.
void kind_to_pdf(benchmark::State& state, Area area, paper::MapKind kind) {
    const auto columns = columns_of(state, area);
    if (!columns)
        return;
    const Kind asked = kind_of(kind);
    paper::PageChoice choice;
    choice.kind = asked.choice;
    double bytes = 0;
    for (auto _ : state)
        bytes = static_cast<double>(
            paper::pdf_of(paper::map_page(*columns, asked.style, nullptr, choice)).size());
    state.counters["MB"] = bytes / 1e6;
}

BENCHMARK_CAPTURE(kind_to_pdf, bivariate_county, county, paper::MapKind::Bivariate)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, difference_county, county, paper::MapKind::Difference)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, symbols_county, county, paper::MapKind::Symbols)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, dots_county, county, paper::MapKind::Dots)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, multiples_county, county, paper::MapKind::Multiples)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, symbols_nation, nation, paper::MapKind::Symbols)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kind_to_pdf, dots_nation, nation, paper::MapKind::Dots)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compose, county, county)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_pdf, county, county)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_svg, county, county)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_png, county, county)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compose, nation, nation)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_pdf, nation, nation)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_svg, nation, nation)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_png, nation, nation)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace tractwise::bench
