// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "tests/viewer/tiny_tracts.hpp"
#include "viewer/charts/charts_panel.hpp"
#include "viewer/table/table_panel.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

namespace tractwise::test {
namespace {

using namespace viewer;

constexpr std::size_t kRows = 85'000;
constexpr int kColumns = 200;

/// As many tracts as the country has, with 200 columns.
void show_country(PanelHarness& at) {
    std::vector<std::string> geoids;
    for (std::size_t i = 0; i < kRows; ++i)
        geoids.push_back(fmt::format("{:05}{:06}", 1001 + i / 28, 100 * (i % 28 + 1)));
    auto results = std::make_shared<study::Results>();
    results->tracts = tiny_tracts(geoids);
    auto table = std::make_shared<tract::TractTable>(geoids);
    std::mt19937 random(1);
    std::normal_distribution<double> normal(0.3, 0.1);
    tract::Column people;
    people.info = {.name = "population", .label = "People", .unit = "people"};
    people.values.assign(kRows, 4000);
    table->add(std::move(people));
    for (int c = 0; c < kColumns; ++c) {
        tract::Column column;
        column.info = {.name = fmt::format("c{}_share", c),
                       .label = fmt::format("Share number {}", c),
                       .unit = "share",
                       .direction = tract::Direction::HigherIsWorse};
        for (std::size_t i = 0; i < kRows; ++i)
            column.values.push_back(i % 97 == 0 ? std::nan("") : std::abs(normal(random)));
        table->add(std::move(column));
    }
    results->layer_table = results->table = table;
    results->demand = std::make_shared<const tract::DemandPoints>();
    at.snapshot.results = results;
    at.snapshot.columns = std::make_shared<const study::ResultColumns>(results);
    at.snapshot.people.assign(kRows, 4000);
    at.snapshot.results_version = 1;
    at.view.selection.reset(kRows);
    at.has_snapshot = true;
    at.remake_scene();
}

/// Milliseconds of one frame, the best of some, so that a busy machine counts little.
double frame_ms(PanelHarness& at, const PanelHarness::Draw& what) {
    double best = 1e9;
    for (int i = 0; i < 20; ++i) {
        const auto start = std::chrono::steady_clock::now();
        at.draw(what, 1);
        best = std::min(best, std::chrono::duration<double, std::milli>(
                                  std::chrono::steady_clock::now() - start)
                                  .count());
    }
    return best;
}

double first_ms(PanelHarness& at, const PanelHarness::Draw& what) {
    const auto start = std::chrono::steady_clock::now();
    at.draw(what, 1);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

TEST(DrawerSpeed, ChartsAndTableOfTheCountry) {
    PanelHarness at;
    show_country(at);
    ChartsPanel charts;
    TablePanel table;
    std::string all = "columns = [";
    for (int c = 0; c < kColumns; ++c)
        all += fmt::format("\"c{}_share\", ", c);
    table.restore(ConfigTable::parse(all + "]\nsort = [\"-c3_share\"]", "view"));
    const auto draw_charts = in_drawer(charts), draw_table = in_drawer(table);
    const double empty = frame_ms(at, [](PanelContext&) {});
    const double charts_first = first_ms(at, draw_charts);
    const double charts_each = frame_ms(at, draw_charts) - empty;
    const double table_first = first_ms(at, draw_table);
    const double table_each = frame_ms(at, draw_table) - empty;
    std::vector<std::uint32_t> half;
    for (std::uint32_t row = 0; row < kRows; row += 2)
        half.push_back(row);
    at.view.selection.apply(half, Selection::Mode::Replace);
    const double selected_first = first_ms(at, draw_charts);
    const double selected_each = frame_ms(at, draw_charts) - empty;
    at.draw(draw_charts);
    EXPECT_LT(ImGui::GetDrawData()->TotalVtxCount, 65'000);
    // Clusters of them all: each the neighbor of the next.
    std::vector<spatial::Link> links;
    for (std::uint32_t row = 0; row + 1 < kRows; ++row) {
        links.push_back({row, row + 1});
        links.push_back({row + 1, row});
    }
    auto found = std::make_shared<FoundClusters>();
    found->columns = at.snapshot.columns;
    found->report.question.column = "c3_share";
    found->report.weights.weights = spatial::Weights::from_links(kRows, std::move(links));
    const tract::Column& column = (*at.snapshot.columns)["c3_share"];
    found->report.column = column.info;
    found->report.local = spatial::local_moran(column.values, found->report.weights.weights);
    found->report.cluster = spatial::clusters(found->report.local);
    found->scatter = spatial::moran_scatter(column.values, found->report.weights.weights);
    at.snapshot.clusters = found;
    at.view.selection.clear();
    ChartsPanel alone;
    alone.restore(ConfigTable::parse("chart = 3", "view"));
    const auto draw_moran = in_drawer(alone, 800, 400);
    const double moran_first = first_ms(at, draw_moran);
    const double moran_each = frame_ms(at, draw_moran) - empty;
    EXPECT_TRUE(at.has("charts.moran"));
    EXPECT_LT(ImGui::GetDrawData()->TotalVtxCount, 120'000);
    std::printf("Moran's scatter first %.1f then %.2f; ", moran_first, moran_each);
    std::printf(
        "85,000 tracts, 200 columns, ms: charts first %.1f then %.2f a frame, new selection "
        "%.1f then %.2f; table first %.1f then %.2f\n",
        charts_first, charts_each, selected_first, selected_each, table_first, table_each);
}

} // namespace
} // namespace tractwise::test
