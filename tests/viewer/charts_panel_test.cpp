// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "viewer/charts/charts_panel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace tractwise::test {
namespace {

using namespace viewer;

TEST(ChartsPanel, DrawsWithoutResults) {
    PanelHarness at;
    ChartsPanel panel;
    at.draw(in_drawer(panel));
    EXPECT_FALSE(at.has("charts.histogram"));
}

TEST(ChartsPanel, ThreeSideBySide) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    at.draw(in_drawer(panel));
    EXPECT_TRUE(at.has("charts.histogram"));
    EXPECT_TRUE(at.has("charts.scatter"));
    EXPECT_TRUE(at.has("charts.groups"));
    EXPECT_FALSE(at.has("charts.which.1"));
}

TEST(ChartsPanel, OneAtATimeWhereNarrow) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel, 420, 214);
    at.draw(what);
    EXPECT_TRUE(at.has("charts.histogram"));
    EXPECT_FALSE(at.has("charts.scatter"));
    at.click(what, "charts.which.1");
    EXPECT_TRUE(at.has("charts.scatter"));
    EXPECT_EQ(panel.saved(), "chart = 1\n");
}

TEST(ChartsPanel, DrawsAtEverySizeInBothLanguages) {
    PanelHarness at(sample_siting_study());
    for (const Language language : {Language::English, Language::Spanish})
        for (const bool dark : {false, true})
            for (const auto& [width, height] :
                 {std::pair(1500.0F, 560.0F), {900, 214}, {500, 104}, {280, 60}, {120, 30}}) {
                at.view.language = language;
                at.view.dark = dark;
                at.remake_scene();
                ChartsPanel panel;
                at.draw(in_drawer(panel, width, height), 3);
            }
    SUCCEED();
}

TEST(ChartsPanel, HistogramBrushSelectsARange) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel);
    // From the middle of the axis to beyond its end: the upper part of the values.
    at.drag(what, "charts.histogram", 400);
    const std::vector<double>& values = at.snapshot.columns->find(at.snapshot.scene.column)->values;
    ASSERT_GT(at.view.selection.count(), 0U);
    double least = 1e300, greatest_out = -1e300;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (at.view.selection.has(row))
            least = std::min(least, values[row]);
        else if (!std::isnan(values[row]))
            greatest_out = std::max(greatest_out, values[row]);
    }
    EXPECT_GT(least, greatest_out) << "all above, none below";
    // Shift adds the other half: everything with a value.
    const std::size_t upper = at.view.selection.count();
    ImGui::GetIO().KeyShift = true;
    at.drag(what, "charts.histogram", -400);
    EXPECT_GT(at.view.selection.count(), upper);
    // Ctrl takes it away again.
    const std::size_t all = at.view.selection.count();
    ImGui::GetIO().KeyShift = false;
    ImGui::GetIO().KeyCtrl = true;
    at.drag(what, "charts.histogram", 400);
    EXPECT_LT(at.view.selection.count(), all);
    ImGui::GetIO().KeyCtrl = false;
}

TEST(ChartsPanel, OptionsCountPeople) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel);
    at.click(what, "charts.histogram.options");
    at.click(what, "charts.histogram.people");
    EXPECT_EQ(panel.saved(), "histogram_of_people = true\n");
}

TEST(ChartsPanel, ScatterBoxAndPoints) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel);
    at.drag(what, "charts.scatter", 300, -300);
    const std::size_t count = at.view.selection.count();
    EXPECT_GT(count, 0U);
    EXPECT_LT(count, at.view.selection.rows());
    // A point is found by passing the mouse along a row of pixels.
    const ui::Items::Item* item = at.ui.items.find("charts.scatter");
    ASSERT_NE(item, nullptr);
    const ImVec2 least = item->least, greatest = item->greatest;
    ImVec2 hit{-1, -1};
    for (float y = least.y + 4; y < greatest.y && hit.x < 0; y += 6)
        for (float x = least.x + 4; x < greatest.x && hit.x < 0; x += 6) {
            at.hover(what, x, y);
            if (at.view.hovered)
                hit = {x, y};
        }
    ASSERT_GE(hit.x, 0) << "no tract under the mouse anywhere";
    const std::uint32_t row = *at.view.hovered;
    ImGuiIO& io = ImGui::GetIO();
    io.MouseDown[0] = true;
    at.draw(what, 2);
    io.MouseDown[0] = false;
    at.draw(what, 2);
    EXPECT_EQ(at.view.pinned, row);
    EXPECT_EQ(at.view.selection.selected(), (std::vector<std::uint32_t>{row}));
    at.hover(what, 1590, 990);
    EXPECT_FALSE(at.view.hovered.has_value()) << "the chart lets go of what it had hovered";
    at.view.hovered = 3;
    at.draw(what);
    EXPECT_EQ(at.view.hovered, 3U) << "but not of what the map hovers";
}

/// The sample's map of clusters, as the workspace makes it.
void show_clusters(PanelHarness& at, const std::string& column) {
    at.snapshot.clusters = std::make_shared<const FoundClusters>(
        find_clusters_of(at.snapshot.columns, column, {.shown = true}));
    at.snapshot.scene = map::cluster_scene(
        *at.snapshot.columns, at.document().style,
        report::cluster_map(at.snapshot.clusters->report, at.view.reader({})), at.view.reader({}));
    ++at.snapshot.scene_version;
}

TEST(ChartsPanel, MoransScatterStandsBesideAMapOfClusters) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel, 1400, 300);
    at.draw(what);
    EXPECT_FALSE(at.has("charts.moran"));
    show_clusters(at, "no_vehicle_share");
    at.draw(what);
    ASSERT_TRUE(at.has("charts.moran"));
    EXPECT_TRUE(at.has("charts.groups"));
    // From the middle of the plot to beyond its corner: all that lie there, and no others.
    const ui::Items::Item item = *at.ui.items.find("charts.moran");
    at.drag(what, "charts.moran", 600, -400);
    const spatial::MoranScatter& plot = at.snapshot.clusters->scatter;
    ASSERT_GT(at.view.selection.count(), 0U);
    double least_x = 1e9, least_y = 1e9;
    for (const std::uint32_t row : at.view.selection.selected()) {
        least_x = std::min(least_x, plot.across[row]);
        least_y = std::min(least_y, plot.up[row]);
    }
    for (std::uint32_t row = 0; row < plot.up.size(); ++row)
        EXPECT_EQ(at.view.selection.has(row),
                  plot.across[row] >= least_x && plot.up[row] >= least_y)
            << row;
    // The mouse finds tracts, a click pins one.
    ImVec2 hit{-1, -1};
    for (float y = item.least.y + 4; y < item.greatest.y && hit.x < 0; y += 6)
        for (float x = item.least.x + 4; x < item.greatest.x && hit.x < 0; x += 6) {
            at.hover(what, x, y);
            if (at.view.hovered)
                hit = {x, y};
        }
    ASSERT_GE(hit.x, 0) << "no tract under the mouse anywhere";
    const std::uint32_t row = *at.view.hovered;
    ImGui::GetIO().MouseDown[0] = true;
    at.draw(what, 2);
    ImGui::GetIO().MouseDown[0] = false;
    at.draw(what, 2);
    EXPECT_EQ(at.view.pinned, row);
    EXPECT_EQ(at.view.selection.selected(), (std::vector<std::uint32_t>{row}));
    EXPECT_FALSE(std::isnan(plot.up[row]));
}

TEST(ChartsPanel, MoransScatterAtEverySizeAndOneAtATime) {
    PanelHarness at(sample_study());
    show_clusters(at, "poverty_share");
    for (const Language language : {Language::English, Language::Spanish})
        for (const auto& [width, height] :
             {std::pair(1600.0F, 560.0F), {900, 214}, {500, 104}, {280, 60}, {120, 30}}) {
            at.view.language = language;
            at.view.dark = language == Language::Spanish;
            ChartsPanel panel;
            at.draw(in_drawer(panel, width, height), 3);
        }
    ChartsPanel three;
    const auto in_three = in_drawer(three, 1000, 260);
    at.draw(in_three);
    EXPECT_TRUE(at.has("charts.moran"));
    EXPECT_TRUE(at.has("charts.scatter"));
    EXPECT_FALSE(at.has("charts.groups"));
    at.click(in_three, "charts.third.0");
    EXPECT_FALSE(at.has("charts.moran"));
    EXPECT_TRUE(at.has("charts.groups"));
    ChartsPanel panel;
    const auto what = in_drawer(panel, 800, 214);
    at.click(what, "charts.which.3");
    EXPECT_TRUE(at.has("charts.moran"));
    EXPECT_EQ(panel.saved(), "chart = 3\n");
    at.snapshot.clusters.reset();
    at.draw(what);
    EXPECT_FALSE(at.has("charts.moran"));
    EXPECT_TRUE(at.has("charts.groups")) << "the last that there is";
    EXPECT_EQ(panel.saved(), "chart = 3\n") << "and it comes back with the clusters";
}

TEST(ChartsPanel, ManyPointsAreADensity) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    at.view.selection.apply(std::vector<std::uint32_t>{1, 2, 3}, Selection::Mode::Replace);
    at.draw(in_drawer(panel));
    ImDrawData* drawn = ImGui::GetDrawData();
    ASSERT_NE(drawn, nullptr);
    EXPECT_LT(drawn->TotalVtxCount, 60'000);
}

TEST(ChartsPanel, GroupsSelectTheirTracts) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    panel.restore(ConfigTable::parse("groups_by = \":county\"", "view"));
    const auto what = in_drawer(panel);
    at.click(what, "charts.groups");
    const std::vector<double>& values = at.snapshot.columns->find(at.snapshot.scene.column)->values;
    const auto known = std::count_if(values.begin(), values.end(),
                                     [](double value) { return !std::isnan(value); });
    EXPECT_EQ(at.view.selection.count(), static_cast<std::size_t>(known))
        << "the sample is one county: its group are all tracts with a value";
    ChartsPanel by_selection;
    by_selection.restore(
        ConfigTable::parse("groups_by = \":selection\"\ngroups_of_people = true", "view"));
    at.view.selection.apply(std::vector<std::uint32_t>{0, 1, 2}, Selection::Mode::Replace);
    at.draw(in_drawer(by_selection));
    at.view.selection.clear();
    at.draw(in_drawer(by_selection));
    at.click(in_drawer(by_selection), "charts.groups");
    EXPECT_GT(at.view.selection.count(), 0U);
}

TEST(ChartsPanel, GroupsOfPeopleAndWhatTheyLiveWith) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    panel.restore(
        ConfigTable::parse("groups = \"uninsured_share\"\ngroups_by = \":people\"", "view"));
    const auto what = in_drawer(panel, 1400, 300);
    at.draw(what);
    ASSERT_TRUE(at.has("charts.people"));
    EXPECT_FALSE(at.has("charts.groups"));
    // Of the selected tracts, in every size and language; the mouse selects nothing there.
    at.view.selection.apply(std::vector<std::uint32_t>{4, 5, 6, 7}, Selection::Mode::Replace);
    for (const Language language : {Language::English, Language::Spanish})
        for (const auto& [width, height] :
             {std::pair(1600.0F, 560.0F), {1400, 214}, {1400, 104}, {1400, 60}}) {
            at.view.language = language;
            at.draw(in_drawer(panel, width, height), 3);
        }
    at.view.language = Language::English;
    at.click(what, "charts.people");
    EXPECT_EQ(at.view.selection.count(), 4U);
    // A count has no mean that could be compared.
    ChartsPanel of_counts;
    of_counts.restore(
        ConfigTable::parse("groups = \"population\"\ngroups_by = \":people\"", "view"));
    at.draw(in_drawer(of_counts, 1400, 300));
    EXPECT_FALSE(at.has("charts.people"));
}

TEST(ChartsPanel, ColumnsAreChosenAndSaved) {
    PanelHarness at(sample_study());
    ChartsPanel panel;
    const auto what = in_drawer(panel);
    const std::string name = at.snapshot.results->layer_table->columns().front().info().name;
    at.click(what, "charts.histogram.column");
    type_into(at, what, name);
    at.draw(what, 3);
    at.click(what, "charts.histogram.column." + name);
    EXPECT_EQ(panel.saved(), "histogram = \"" + name + "\"\n");
    const std::string text = "histogram = \"population\"\nhistogram_of_people = true\n"
                             "scatter_up = \"population\"\nscatter_across = \"" +
                             name + "\"\nscatter_log_up = true\nscatter_line = false\n" +
                             "groups = \"population\"\ngroups_by = \":county\"\n";
    panel.restore(ConfigTable::parse(text, "view"));
    EXPECT_EQ(panel.saved(), text);
    at.draw(what, 3);
    panel.restore(ConfigTable::parse("histogram = \"gone\"\ngroups_by = \"gone\"", "view"));
    at.draw(what, 3);
    EXPECT_TRUE(at.has("charts.histogram")) << "a column that is gone falls back to the map's";
}

} // namespace
} // namespace tractwise::test
