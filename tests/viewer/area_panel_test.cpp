// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/area_panel.hpp"

#include "tests/viewer/panel_harness.hpp"

#include "engine/needs/wording.hpp"

#include <chrono>
#include <cmath>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

struct Area {
    PanelHarness at{test::sample_study()};
    AreaPanel panel;

    void select(const std::vector<std::uint32_t>& rows) {
        at.view.selection.apply(rows, Selection::Mode::Replace);
        at.draw(panel, 3);
    }
    std::string text(const std::string& id) const {
        const auto& texts = at.ui.items.texts();
        const auto found = texts.find(id);
        return found == texts.end() ? std::string() : found->second;
    }
    AreaNumbers numbers() const {
        return area_numbers(at.snapshot.results, at.view.selection, needs::Profile::shipped(), {});
    }
};

TEST(AreaPanel, SaysWhatToDoWithoutASelection) {
    Area in;
    in.at.draw(in.panel, 2);
    EXPECT_FALSE(in.at.has("area.copy"));
}

/// Sum over sum, and the margin of a proportion by the Census Bureau's formula, by hand.
TEST(AreaPanel, ASharesNumbersAreThoseOfItsTracts) {
    Area in;
    in.select({0, 1, 2, 3});
    const tract::Column& column = (*in.at.snapshot.results->table)["uninsured_share"];
    ASSERT_TRUE(column.part && column.whole);
    double part = 0, whole = 0, part_moe = 0, whole_moe = 0;
    for (const std::uint32_t row : {0U, 1U, 2U, 3U}) {
        part += column.part->values[row];
        whole += column.whole->values[row];
        part_moe += std::pow(column.part->margin[row], 2);
        whole_moe += std::pow(column.whole->margin[row], 2);
    }
    const double share = part / whole;
    const double margin = std::sqrt(part_moe - share * share * whole_moe) / whole;
    const double variation = margin / 1.645 / share;
    ASSERT_TRUE(variation > 0.15 && variation < 0.30) << "the profile marks these with one *";
    EXPECT_EQ(in.text("area.uninsured_share.area"),
              fmt::format("{:.1f} % ±{:.1f}*", share * 100, margin * 100));
}

TEST(AreaPanel, AComparisonStandsBesideTheCountyAndIsThatOfTheReport) {
    Area in;
    in.select({0, 1, 2, 3});
    const AreaNumbers numbers = in.numbers();
    ASSERT_GE(numbers.places.size(), 2U);
    for (const needs::MeasuredRow& row : numbers.rows)
        for (std::size_t p = 1; p < numbers.places.size(); ++p) {
            const std::string said =
                in.text("area." + row.measure.column + "." + numbers.places[p].id);
            const std::string words =
                needs::compared_words(needs::against(row, p), Language::English);
            EXPECT_TRUE(said.ends_with(" | " + words)) << row.measure.column << ": " << said;
        }
}

TEST(AreaPanel, CopiesASentenceWithItsSourceInBothLanguages) {
    Area in;
    in.select({0, 1, 2, 3});
    in.at.click(in.panel, "area.uninsured_share.copy");
    const std::string english = ImGui::GetClipboardText();
    const std::string name = in.numbers().places.front().name;
    EXPECT_TRUE(english.starts_with(name + ": ")) << english;
    EXPECT_NE(english.find("have no health insurance"), std::string::npos) << english;
    EXPECT_NE(english.find(". Source: "), std::string::npos) << english;
    EXPECT_EQ(english.find('['), std::string::npos) << english;
    in.at.view.language = Language::Spanish;
    in.at.draw(in.panel, 2);
    in.at.click(in.panel, "area.copy");
    const std::string spanish = ImGui::GetClipboardText();
    EXPECT_NE(spanish.find("residentes en 4 sectores censales."), std::string::npos) << spanish;
    EXPECT_NE(spanish.find("no tienen seguro médico"), std::string::npos) << spanish;
    EXPECT_NE(spanish.find("Fuente: "), std::string::npos) << spanish;
}

TEST(AreaPanel, FollowsTheSelectionAndOpensTheReport) {
    Area in;
    in.select({0, 1});
    const std::string two = in.text("area.title");
    in.select({0, 1, 2});
    EXPECT_NE(in.text("area.title"), two);
    in.at.click(in.panel, "area.report");
    EXPECT_EQ(in.at.asked<Edits::ShowDialog>()->name, "report");
}

TEST(AreaPanel, NamesATractACountyAndAPart) {
    Area in;
    const study::Results& results = *in.at.snapshot.results;
    Selection& selection = in.at.view.selection;
    in.select({2});
    EXPECT_EQ(area_name(results, selection, {}), results.tracts->name(2));
    in.select({0, 1, 2});
    const tract::County& county = results.tracts->county(0);
    EXPECT_EQ(area_name(results, selection, {}), "Area of 3 tracts in " + county.name);
    EXPECT_EQ(area_name(results, selection, {Language::Spanish}),
              "Área de 3 sectores en " + county.name);
    selection.select_all();
    EXPECT_EQ(area_name(results, selection, {}),
              results.study.region.name.empty() ? county.name : results.study.region.name);
}

TEST(AreaPanel, AnAreaIsSavedUnderANameAndSelectedAgain) {
    Area in;
    in.select({2, 5, 7});
    in.at.click(in.panel, "area.name");
    in.at.type(in.panel, "South Side");
    in.at.click(in.panel, "area.save");
    ASSERT_TRUE(in.at.document().areas.contains("South Side"));
    EXPECT_EQ(in.at.document().areas.at("South Side").size(), 3U);
    in.at.draw(in.panel, 3);
    EXPECT_NE(in.text("area.title").find("South Side has "), std::string::npos)
        << in.text("area.title");
    in.select({1});
    in.at.click(in.panel, "area.choose");
    in.at.click(in.panel, "area.choose.saved:South Side");
    EXPECT_EQ(in.at.view.selection.selected(), (std::vector<std::uint32_t>{2, 5, 7}));
    in.at.history.undo();
    EXPECT_TRUE(in.at.document().areas.empty()) << "a step of undo";
}

// The sample county has ZIP areas ([areas] of sample.toml).
TEST(AreaPanel, AreasOfAPolygonSourceAreSelectedByName) {
    Area in;
    ASSERT_FALSE(in.at.snapshot.results->study.areas.empty());
    NamedAreas areas;
    for (int i = 0; i < 2000 && (i == 0 || areas.reading()); ++i) {
        areas.follow(in.at.snapshot.results);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    areas.follow(in.at.snapshot.results);
    EXPECT_EQ(areas.failure(), "");
    ASSERT_FALSE(areas.list().empty());
    std::set<std::uint32_t> seen;
    for (const NamedAreas::Area& area : areas.list())
        for (const std::uint32_t row : area.rows)
            EXPECT_TRUE(seen.insert(row).second) << "a tract has most of its people in one area";
}

} // namespace
} // namespace tractwise::viewer
