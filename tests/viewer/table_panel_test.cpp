// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "viewer/table/table_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::test {
namespace {

using namespace viewer;
using Rows = std::vector<std::uint32_t>;

std::vector<std::string> names_of(const PanelHarness& at) {
    std::vector<std::string> names;
    for (const tract::ColumnInfo& info : at.snapshot.columns->infos())
        names.push_back(info.name);
    return names;
}

TEST(TableFilter, WordsOrAConditionOrAProblem) {
    PanelHarness at(sample_study());
    const auto names = names_of(at);
    const auto of = [&](const char* text) {
        return TableFilter::of(text, names, Language::English);
    };
    EXPECT_TRUE(of("  ").empty());
    EXPECT_EQ(of("").rows(at.snapshot).size(), at.snapshot.results->tracts->size());
    const TableFilter condition = of("population > 1000");
    ASSERT_TRUE(condition.condition.has_value());
    const std::vector<double>& people = at.snapshot.columns->find("population")->values;
    Rows expected;
    for (std::uint32_t row = 0; row < people.size(); ++row)
        if (people[row] > 1000)
            expected.push_back(row);
    EXPECT_EQ(condition.rows(at.snapshot), expected);
    const std::string& geoid = at.snapshot.results->tracts->geoid(5);
    EXPECT_EQ(of(geoid.c_str()).rows(at.snapshot), (Rows{5}));
    EXPECT_EQ(of("tract census").words.size(), 2U);
    EXPECT_TRUE(of("tract census").problem.empty());
    EXPECT_FALSE(of("populaton > 1").problem.empty());
    EXPECT_EQ(of("populaton > 1").hint, "did you mean \"population\"?");
    EXPECT_FALSE(of("population").problem.empty()) << "a column alone was meant as a condition";
    EXPECT_FALSE(of("risk_pct").problem.empty());
    EXPECT_TRUE(of("nowhere").rows(at.snapshot).empty());
}

TEST(TableSort, MissingIsLastEitherWay) {
    PanelHarness at(sample_study());
    const auto by_name = name_order(*at.snapshot.results->tracts);
    const std::string name = at.snapshot.columns->first_choice();
    const std::vector<double>& values = at.snapshot.columns->find(name)->values;
    for (const bool descending : {false, true}) {
        Rows rows(values.size());
        std::iota(rows.begin(), rows.end(), 0U);
        const std::vector<TableSort> sorts{{name, descending}, {"geoid", true}};
        sort_rows(rows, sorts, at.snapshot, by_name);
        bool missing = false;
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            const double a = values[rows[i]], b = values[rows[i + 1]];
            missing = missing || std::isnan(a);
            if (missing) {
                EXPECT_TRUE(std::isnan(b));
                EXPECT_GT(rows[i], rows[i + 1]) << "the second sort";
            } else if (!std::isnan(b)) {
                EXPECT_TRUE(descending ? a >= b : a <= b);
                EXPECT_TRUE(a != b || rows[i] > rows[i + 1]);
            }
        }
    }
    Rows rows{3, 1, 2};
    sort_rows(rows, std::vector<TableSort>{{"no_such_column", true}}, at.snapshot, by_name);
    EXPECT_EQ(rows, (Rows{3, 1, 2}));
}

TEST(TableSort, ClustersInTheOrderOfTheLegend) {
    PanelHarness at(sample_study());
    const auto by_name = name_order(*at.snapshot.results->tracts);
    const std::vector<TableSort> sorts{{kClusterColumn, false}, {"geoid", true}};
    Rows rows(at.snapshot.results->tracts->size());
    std::iota(rows.begin(), rows.end(), 0U);
    const Rows before = rows;
    sort_rows(rows, {sorts.data(), 1}, at.snapshot, by_name);
    EXPECT_EQ(rows, before) << "without a map of clusters there is no such column";
    at.snapshot.clusters = std::make_shared<const FoundClusters>(
        find_clusters_of(at.snapshot.columns, "no_vehicle_share", {.shown = true}));
    at.snapshot.scene =
        map::cluster_scene(*at.snapshot.columns, {},
                           report::cluster_map(at.snapshot.clusters->report, Reader{}), Reader{});
    sort_rows(rows, sorts, at.snapshot, by_name);
    const std::vector<spatial::Cluster>& of = at.snapshot.clusters->report.cluster;
    EXPECT_EQ(of[rows.front()], spatial::Cluster::HighHigh);
    EXPECT_EQ(of[rows.back()], spatial::Cluster::NoValue);
    EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(), [&](auto a, auto b) {
        const auto place = [&](std::uint32_t row) {
            return static_cast<std::uint16_t>(at.snapshot.scene.classes[row]);
        };
        return place(a) < place(b);
    })) << "none, as a number without sign, is last";
    TablePanel panel;
    at.draw(in_drawer(panel), 3);
    EXPECT_TRUE(at.has("table.grid"));
}

TEST(TableSort, Clicks) {
    std::vector<TableSort> sorts;
    click_sort(sorts, "a", false);
    EXPECT_EQ(sorts, (std::vector<TableSort>{{"a", true}})) << "numbers from the highest";
    click_sort(sorts, "a", false);
    EXPECT_EQ(sorts, (std::vector<TableSort>{{"a", false}}));
    click_sort(sorts, "name", true);
    EXPECT_EQ(sorts, (std::vector<TableSort>{{"a", false}, {"name", false}}));
    click_sort(sorts, "a", true);
    EXPECT_EQ(sorts, (std::vector<TableSort>{{"a", true}, {"name", false}}));
    click_sort(sorts, "name", false);
    EXPECT_EQ(sorts, (std::vector<TableSort>{{"name", false}}));
}

TEST(TableSort, NamesAsNumbers) {
    PanelHarness at(sample_study());
    const tract::TractSet& tracts = *at.snapshot.results->tracts;
    const auto order = name_order(tracts);
    // "Census Tract 9" before "Census Tract 10": as the numbers in the names.
    const auto number = [&](std::size_t row) {
        return std::stod(tracts.name(row).substr(tracts.name(row).rfind(' ') + 1));
    };
    for (std::size_t a = 0; a < tracts.size(); ++a)
        for (std::size_t b = 0; b < tracts.size(); ++b)
            EXPECT_EQ(order[a] < order[b], number(a) < number(b))
                << tracts.name(a) << ", " << tracts.name(b);
}

TEST(TablePanel, DrawsWithoutResults) {
    PanelHarness at;
    TablePanel panel;
    at.draw(in_drawer(panel));
    EXPECT_FALSE(at.has("table.grid"));
}

TEST(TablePanel, DrawsEverywhere) {
    PanelHarness at(sample_siting_study());
    for (const Language language : {Language::English, Language::Spanish})
        for (const auto& [width, height] :
             {std::pair(1500.0F, 560.0F), {900, 214}, {420, 104}, {200, 60}}) {
            at.view.language = language;
            TablePanel panel;
            at.draw(in_drawer(panel, width, height), 3);
            EXPECT_EQ(panel.rows().size(), at.snapshot.results->tracts->size());
        }
}

TEST(TablePanel, FilterSelectsAndComplains) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel);
    at.click(what, "table.filter");
    type_into(at, what, "risk_pct > 80");
    const std::vector<double>& risk = at.snapshot.columns->find("risk_percentile")->values;
    const auto expected = static_cast<std::size_t>(
        std::count_if(risk.begin(), risk.end(), [](double value) { return value > 0.8; }));
    ASSERT_GT(expected, 0U);
    EXPECT_EQ(panel.rows().size(), expected);
    at.click(what, "table.select");
    EXPECT_EQ(at.view.selection.count(), expected);
    at.click(what, "table.filter");
    press(at, what, GLFW_KEY_A, true);
    type_into(at, what, "risk_pc > 80");
    EXPECT_TRUE(at.has("table.problem"));
    EXPECT_EQ(panel.rows().size(), expected) << "the last good filter goes on";
}

TEST(TablePanel, HeadsSort) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel);
    at.click(what, "table.head.risk_percentile");
    const std::vector<double>& risk = at.snapshot.columns->find("risk_percentile")->values;
    EXPECT_DOUBLE_EQ(risk[panel.rows().front()],
                     *std::max_element(risk.begin(), risk.end(), [](double a, double b) {
                         return (std::isnan(a) ? -1 : a) < (std::isnan(b) ? -1 : b);
                     }));
    EXPECT_EQ(panel.saved(), "sort = [\"-risk_percentile\"]\n");
    at.click(what, "table.head.risk_percentile");
    EXPECT_EQ(panel.saved(), "sort = [\"risk_percentile\"]\n");
    ImGui::GetIO().KeyShift = true;
    at.click(what, "table.head.name");
    ImGui::GetIO().KeyShift = false;
    EXPECT_EQ(panel.saved(), "sort = [\"risk_percentile\", \"name\"]\n");
}

TEST(TablePanel, RowsSelectByMouseAndKeys) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel, 1200, 400);
    at.click(what, "table.row.2");
    EXPECT_EQ(at.view.selection.selected(), (Rows{2}));
    EXPECT_EQ(at.view.pinned, 2U);
    EXPECT_EQ(at.view.hovered, 2U);
    ImGui::GetIO().KeyShift = true;
    at.click(what, "table.row.5");
    ImGui::GetIO().KeyShift = false;
    EXPECT_EQ(at.view.selection.selected(), (Rows{2, 3, 4, 5}));
    ImGui::GetIO().KeyCtrl = true;
    at.click(what, "table.row.3");
    ImGui::GetIO().KeyCtrl = false;
    EXPECT_EQ(at.view.selection.selected(), (Rows{2, 4, 5}));
    press(at, what, GLFW_KEY_DOWN);
    EXPECT_EQ(at.view.selection.selected(), (Rows{4}));
    EXPECT_EQ(at.view.pinned, 4U);
    press(at, what, GLFW_KEY_DOWN, false, true);
    EXPECT_EQ(at.view.selection.selected(), (Rows{4, 5}));
    press(at, what, GLFW_KEY_END);
    const auto last = static_cast<std::uint32_t>(at.snapshot.results->tracts->size() - 1);
    EXPECT_EQ(at.view.pinned, last);
    EXPECT_TRUE(at.has("table.row." + std::to_string(last))) << "scrolled there";
    press(at, what, GLFW_KEY_ENTER);
    const auto* zoom = at.asked<Edits::ZoomToRows>();
    ASSERT_NE(zoom, nullptr);
    EXPECT_EQ(zoom->rows, (Rows{last}));
}

TEST(TablePanel, DoubleClickZooms) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel, 1200, 400);
    at.click(what, "table.row.4");
    at.click(what, "table.row.4");
    const auto* zoom = at.asked<Edits::ZoomToRows>();
    ASSERT_NE(zoom, nullptr);
    EXPECT_EQ(zoom->rows, (Rows{4}));
}

TEST(TablePanel, OnlySelectedAndSelectedFirst) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel);
    at.view.selection.apply(Rows{7, 9}, Selection::Mode::Replace);
    at.click(what, "table.selected_first");
    EXPECT_EQ(panel.rows()[0], 7U);
    EXPECT_EQ(panel.rows()[1], 9U);
    EXPECT_EQ(panel.rows()[2], 0U);
    at.click(what, "table.row.2");
    EXPECT_EQ(panel.rows()[0], 7U) << "rows do not jump away under the mouse";
    at.view.selection.apply(Rows{3, 8}, Selection::Mode::Replace);
    at.click(what, "table.only_selected");
    EXPECT_EQ(panel.rows(), (Rows{3, 8}));
    at.click(what, "table.row.1");
    EXPECT_EQ(at.view.pinned, 8U);
    EXPECT_EQ(at.view.selection.count(), 2U)
        << "a click only pins where the table is the selection";
    at.view.selection.clear();
    at.draw(what);
    EXPECT_TRUE(panel.rows().empty());
    EXPECT_EQ(panel.saved(), "only_selected = true\nselected_first = true\n");
}

TEST(TablePanel, ColumnsAreChosen) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel);
    EXPECT_FALSE(at.has("table.head.risk_score"));
    at.click(what, "table.columns");
    type_into(at, what, "risk_score");
    at.click(what, "table.column.risk_score");
    EXPECT_NE(panel.saved().find("\"risk_score\"]"), std::string::npos) << panel.saved();
    at.click(what, "table.columns.usual");
    EXPECT_EQ(panel.saved(), "");
    TablePanel other;
    const std::string text =
        "columns = [\"risk_score\", \"population\"]\nsort = [\"-population\"]\n"
        "filter = \"population > 0\"\nmargins = true\n";
    other.restore(ConfigTable::parse(text, "view"));
    EXPECT_EQ(other.saved(), text);
    const auto drawn = in_drawer(other);
    at.draw(drawn, 3);
    EXPECT_TRUE(at.has("table.head.risk_score"));
    EXPECT_FALSE(at.has("table.head.risk_percentile"));
    at.click(drawn, "table.filter"); // the menu closes
    at.click(drawn, "table.export");
    ASSERT_NE(at.asked<Edits::ShowDialog>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ShowDialog>()->name, "export");
}

TEST(TablePanel, AColumnIsAsWideAsItsEdgeIsDragged) {
    PanelHarness at(sample_study());
    TablePanel panel;
    const auto what = in_drawer(panel);
    at.draw(what);
    const auto before = *at.ui.items.find("table.head.population");
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {before.greatest.x - 3, before.center().y};
    at.draw(what, 2);
    io.MouseDown[0] = true;
    at.draw(what, 2);
    io.MousePos.x += 60;
    at.draw(what, 2);
    io.MouseDown[0] = false;
    at.draw(what, 2);
    const auto after = *at.ui.items.find("table.head.population");
    EXPECT_NEAR(after.greatest.x - before.greatest.x, 60, 4);
    const std::string saved = panel.saved();
    EXPECT_TRUE(saved.starts_with("widths = { \"population\" = ")) << "and nothing was sorted";
    TablePanel other;
    other.restore(ConfigTable::parse(saved, "view"));
    EXPECT_EQ(other.saved(), saved);
    at.draw(in_drawer(other), 2);
    const auto again = *at.ui.items.find("table.head.population");
    EXPECT_NEAR(again.greatest.x - again.least.x, after.greatest.x - after.least.x, 1);
}

TEST(TablePanel, NewResultsKeepFilterAndSort) {
    PanelHarness at(sample_study());
    TablePanel panel;
    panel.restore(
        ConfigTable::parse("filter = \"risk_pct > 50\"\nsort = [\"-risk_score\"]", "view"));
    const auto what = in_drawer(panel);
    at.draw(what);
    const std::size_t before = panel.rows().size();
    at.rerun();
    at.draw(what);
    EXPECT_EQ(panel.rows().size(), before);
}

} // namespace
} // namespace tractwise::test
