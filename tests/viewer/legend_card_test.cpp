// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/panel_harness.hpp"

#include "viewer/map/legend_card.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;
using test::sample_siting_study;
using test::sample_study;

const ImVec2 kMapLeast{400, 50}, kMapSize{1150, 900};

void place(LegendCard& card, ImVec2 size = kMapSize) {
    card.place(kMapLeast, size);
}

TEST(LegendCard, ShowsEveryClassAndAlwaysTheTractsWithoutData) {
    LegendCard card;
    place(card);
    PanelHarness at(sample_study());
    at.draw(card, 3);
    for (std::size_t i = 0; i < at.snapshot.scene.legend.rows.size(); ++i)
        EXPECT_TRUE(at.has("legend.class." + std::to_string(i))) << i;
    EXPECT_TRUE(at.has("legend.no-data"));
    EXPECT_FALSE(at.has("legend.unreliable"));

    at.history.change({"", ""}, "",
                      [](Document& next) { next.style.column = "cost_burden_share"; });
    at.remake_scene();
    ASSERT_TRUE(at.snapshot.scene.legend.unreliable);
    at.draw(card, 3);
    EXPECT_TRUE(at.has("legend.no-data"));
    EXPECT_TRUE(at.has("legend.unreliable"));
}

TEST(LegendCard, AClickSelectsTheTractsOfAClassAndShiftAddsOthers) {
    LegendCard card;
    place(card);
    PanelHarness at(sample_study());
    at.draw(card, 3);
    const auto& rows = at.snapshot.scene.legend.rows;
    at.click(card, "legend.class.4");
    EXPECT_EQ(at.view.selection.count(), rows[4].tracts);
    for (const std::uint32_t row : at.view.selection.selected())
        EXPECT_EQ(at.snapshot.scene.classes[row], 4);
    ImGui::GetIO().KeyShift = true;
    at.click(card, "legend.no-data");
    ImGui::GetIO().KeyShift = false;
    EXPECT_EQ(at.view.selection.count(), rows[4].tracts + at.snapshot.scene.legend.no_data.tracts);
}

TEST(LegendCard, CoversLessThanHalfOfTheMapAndFolds) {
    LegendCard card;
    place(card, {700, 300});
    PanelHarness at(sample_study());
    at.draw(card, 3);
    const ui::Items::Item* first = at.ui.items.find("legend.fold");
    ASSERT_NE(first, nullptr);
    EXPECT_GE(first->least.y, kMapLeast.y + 300 * 0.55F - 12);
    at.click(card, "legend.fold");
    at.draw(card, 3);
    EXPECT_FALSE(at.has("legend.class.0"));
    at.click(card, "legend.fold");
    at.draw(card, 2);
    EXPECT_TRUE(at.has("legend.class.0"));
}

TEST(LegendCard, MapsOfTwoColumnsHaveNineCellsToClick) {
    LegendCard card;
    place(card);
    PanelHarness at(sample_study());
    at.history.change({"", ""}, "", [](Document& next) { next.style.second = "clinic_nearest_m"; });
    at.remake_scene();
    at.draw(card, 3);
    for (int cell = 0; cell < 9; ++cell)
        EXPECT_TRUE(at.has("legend.cell." + std::to_string(cell))) << cell;
    at.click(card, "legend.cell.8");
    EXPECT_EQ(at.view.selection.count(), at.snapshot.scene.legend.bivariate->cells[8].tracts);
}

TEST(LegendCard, SitesOfTheMapStandInItOnceEach) {
    PanelHarness at(sample_siting_study());
    const Overlays& overlays = *at.snapshot.overlays;
    ASSERT_FALSE(overlays.points.empty());
    map::MapStyle style;
    const std::vector<LegendSymbol> symbols = legend_symbols(overlays, style, 4);
    for (const LegendSymbol& symbol : symbols)
        EXPECT_EQ(std::count_if(symbols.begin(), symbols.end(),
                                [&](const LegendSymbol& s) { return s.symbol == symbol.symbol; }),
                  1);
    EXPECT_EQ(symbols.back().symbol, map::Symbol::Stop);
    EXPECT_EQ(symbols.back().count, 4U);
    for (const LegendSymbol& symbol : symbols)
        for (const tract::JoinAudit& audit : at.snapshot.results->audits)
            if (symbol.symbol == map::Symbol::Clinic && audit.source == "clinics") {
                EXPECT_EQ(symbol.count, audit.rows_matched + audit.rows_outside);
            }
    style.show_points = false;
    EXPECT_EQ(legend_symbols(overlays, style, 0).size(), 0U);

    LegendCard card;
    place(card);
    at.view.language = Language::Spanish;
    at.view.dark = true;
    at.remake_scene();
    at.draw(card, 3);
    EXPECT_TRUE(at.has("legend.no-data"));
}

TEST(LegendCard, MeasuringAndPaintingAgree) {
    PanelHarness at(sample_study());
    float measured = 0, painted = 0, wide = 0;
    at.draw(
        [&](PanelContext& in) {
            ImDrawList& list = *ImGui::GetWindowDrawList();
            measured = draw_legend(nullptr, {}, 230, at.snapshot.scene, in.ui, {});
            painted = draw_legend(&list, {20, 20}, 230, at.snapshot.scene, in.ui, {});
            wide = draw_legend(nullptr, {}, 500, at.snapshot.scene, in.ui, {});
        },
        1);
    EXPECT_EQ(measured, painted);
    EXPECT_GT(measured, 100);
    EXPECT_LE(wide, measured); // fewer lines where there is room
}

TEST(LegendCard, NothingWithoutResultsOrWithoutAMap) {
    PanelHarness nothing;
    LegendCard card;
    place(card);
    nothing.draw(card);
    EXPECT_FALSE(nothing.has("legend.fold"));
}

TEST(LegendCard, KindsOfPlacesAreSwitchedByAClick) {
    LegendCard card;
    place(card);
    PanelHarness at(sample_study());
    at.draw(card, 3);
    ASSERT_TRUE(at.has("legend.symbol.0"));
    const map::Symbol first = legend_symbols(*at.snapshot.overlays, {}, 0)[0].symbol;
    at.click(card, "legend.symbol.0");
    EXPECT_TRUE(at.document().style.hides(first));
    at.draw(card, 2);
    EXPECT_TRUE(at.has("legend.symbol.0")) << "it can be switched on again";
    at.click(card, "legend.symbol.0");
    EXPECT_FALSE(at.document().style.hides(first));
    at.history.undo();
    EXPECT_TRUE(at.document().style.hides(first)) << "a step of undo";
}

} // namespace
} // namespace tractwise::viewer
