// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_panel.hpp"

#include "tests/viewer/panel_harness.hpp"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

class SitePanelTest : public testing::Test {
protected:
    SitePanelTest() {
        // Tall enough that nothing has to be scrolled into sight.
        ImGui::GetIO().DisplaySize = {1600, 6000};
    }
    const plan::SitingChoice& asked() const { return *at.document().study.siting; }
    /// All sections in one long window.
    void draw() { at.draw(tall); }
    void click(const std::string& id) { at.click(tall, id); }
    void type(const std::string& id, const std::string& text) {
        click(id);
        ImGuiIO& io = ImGui::GetIO();
        io.KeyCtrl = true;
        io.KeysDown['A'] = true;
        draw();
        io.KeysDown['A'] = false;
        io.KeyCtrl = false;
        draw();
        io.AddInputCharactersUTF8(text.c_str());
        draw();
        at.click(tall, "blank");
    }

    PanelHarness at{test::sample_siting_study()};
    SiteDraft draft;
    SitePanel panel{draft};
    float width = 324;
    PanelHarness::Draw tall = [this](PanelContext& in) {
        ImGui::SetNextWindowPos({400, 0});
        ImGui::SetNextWindowSize({width, 5900});
        ImGui::Begin("site", nullptr, ImGuiWindowFlags_NoDecoration);
        panel.draw(in);
        ImGui::SetCursorPosY(5850);
        ImGui::InvisibleButton("blank", {40, 20}); // to click beside a field
        ui::note_item(in.ui, "blank");
        ImGui::End();
    };
};

TEST_F(SitePanelTest, AsksForStopsAndCancels) {
    click("site.solve");
    EXPECT_NE(at.asked<Edits::SolvePlan>(), nullptr);
    EXPECT_FALSE(at.has("site.cancel"));
    at.activity.busy = true;
    at.activity.stage = "choosing stops";
    at.activity.fraction = 0.4;
    click("site.cancel");
    EXPECT_NE(at.asked<Edits::Cancel>(), nullptr);
}

TEST_F(SitePanelTest, NumberOfStopsUpAndDownAndUndone) {
    click("site.question");
    click("site.k.plus");
    EXPECT_EQ(asked().spec.k, 5U);
    click("site.k.minus");
    click("site.k.minus");
    EXPECT_EQ(asked().spec.k, 3U);
    at.edits.ask(Edits::Undo{});
    draw();
    EXPECT_EQ(asked().spec.k, 4U);
}

TEST_F(SitePanelTest, AChangedQuestionMarksThePlanAsOlder) {
    draw();
    EXPECT_FALSE(at.has("site.outdated"));
    click("site.question");
    click("site.k.plus");
    draw();
    EXPECT_TRUE(at.has("site.outdated"));
    at.edits.ask(Edits::Undo{});
    at.draw(tall, 4);
    EXPECT_FALSE(at.has("site.outdated"));
    at.edits.change({"w", "w"}, "", [](Document& next) {
        next.study.index->weights["housing"] = 3; // who is in need is another question
    });
    at.draw(tall, 4);
    EXPECT_TRUE(at.has("site.outdated"));
}

TEST_F(SitePanelTest, LimitsThatCannotBeMeantStayInTheirField) {
    click("site.question");
    type("site.within", "10 min");
    EXPECT_EQ(asked().within, (std::vector<plan::TravelLimit>{plan::TravelLimit::parse("10 min")}));
    type("site.within", "2 miles"); // a length along streets
    EXPECT_EQ(asked().within, (std::vector<plan::TravelLimit>{plan::TravelLimit::parse("10 min")}));
    type("site.within", "soon");
    EXPECT_EQ(asked().within, (std::vector<plan::TravelLimit>{plan::TravelLimit::parse("10 min")}));
    type("site.within", "5 min, 10 min");
    EXPECT_EQ(asked().within.size(), 2U);
}

TEST_F(SitePanelTest, GoalsNeedAndTravelAreChosenFromMenus) {
    click("site.question");
    click("site.objective");
    click("site.objective.1");
    EXPECT_EQ(asked().spec.objective, siting::Objective::Lscp);
    EXPECT_FALSE(asked().spec.k);
    click("site.travel");
    click("site.travel.0"); // straight lines
    EXPECT_EQ(limits_text(asked().within), "2 miles");
    EXPECT_FALSE(problem_of(asked()));
    click("site.only");
    ASSERT_TRUE(asked().only);
    EXPECT_EQ(asked().only->at_least, 0.75);
    click("site.need.add");
    EXPECT_EQ(asked().need.size(), 2U);
    click("site.need.2.remove");
    EXPECT_EQ(asked().need.size(), 1U);
}

TEST_F(SitePanelTest, AStopIsSelectedShownLockedAndExcluded) {
    draw();
    const std::uint32_t first = [&] {
        for (const SiteDraft::Stop& stop : draft.stops())
            if (stop.number == 1)
                return stop.planned;
        return SiteDraft::kNone;
    }();
    const std::string id = draft.siting()->problem->sites[first].id;
    click("site.row.1");
    ASSERT_TRUE(draft.selected);
    EXPECT_NE(at.asked<Edits::ZoomTo>(), nullptr);
    click("site.selected.lock");
    EXPECT_EQ(asked().required, (std::vector<std::string>{id}));
    click("site.selected.exclude");
    EXPECT_EQ(asked().excluded, (std::vector<std::string>{id}));
    EXPECT_TRUE(asked().required.empty());
    at.edits.ask(Edits::Undo{});
    draw();
    EXPECT_EQ(asked().required, (std::vector<std::string>{id}));
    click("site.selected.unlock");
    EXPECT_TRUE(asked().required.empty());
}

TEST_F(SitePanelTest, APointOfTheCurveSetsTheNumberOfStops) {
    click("site.curve.2");
    EXPECT_EQ(asked().spec.k, 2U);
}

TEST_F(SitePanelTest, StopsMovedByHandAreSavedAsAScenarioOfCandidates) {
    draw();
    ASSERT_EQ(draft.stops().size(), 4U);
    // A few meters off a candidate that the plan does not use: nearest to it.
    const std::vector<siting::Site>& sites = draft.siting()->problem->sites;
    std::uint32_t other = 0;
    while (sites[other].role != siting::Role::Candidate ||
           std::any_of(draft.stops().begin(), draft.stops().end(),
                       [&](const SiteDraft::Stop& stop) { return stop.site == other; }))
        ++other;
    draft.move(at.edits, 0, {sites[other].place.lon + 1e-5, sites[other].place.lat});
    at.draw(tall);
    if (!at.has("site.scenario.name"))
        click("site.scenarios");
    click("site.scenario.name");
    at.draw(tall);
    ImGui::GetIO().AddInputCharactersUTF8("offer");
    at.draw(tall);
    click("site.scenario.save");
    const std::vector<std::string>& saved = asked().scenarios.at("offer");
    EXPECT_EQ(saved.size(), 4U);
    EXPECT_NE(std::find(saved.begin(), saved.end(), sites[other].id), saved.end());
    EXPECT_EQ(std::find(saved.begin(), saved.end(), sites[draft.stops()[0].planned].id),
              saved.end());
    // No search is needed to see its numbers, and the plan is no older for it.
    at.draw(tall, 4);
    EXPECT_TRUE(at.has("site.scenario.offer"));
    EXPECT_FALSE(at.has("site.outdated"));
    click("site.reset");
    EXPECT_FALSE(draft.changed());
}

// A number counts once its field is left, with a click elsewhere as with Enter; Escape takes it back.
TEST_F(SitePanelTest, ATypedNumberCountsWhenItsFieldIsLeft) {
    if (!at.has("site.k"))
        click("site.question");
    type("site.k", "6");
    EXPECT_EQ(asked().spec.k, 6U);
    type("site.k", "");
    EXPECT_EQ(asked().spec.k, 6U) << "nothing was typed";
    click("site.k");
    ImGui::GetIO().AddInputCharactersUTF8("9");
    draw();
    ImGui::GetIO().KeysDown[GLFW_KEY_ESCAPE] = true;
    draw();
    ImGui::GetIO().KeysDown[GLFW_KEY_ESCAPE] = false;
    draw();
    click("blank");
    EXPECT_EQ(asked().spec.k, 6U);
}

TEST_F(SitePanelTest, TwoScenariosGoOnTheMap) {
    click("site.scenarios");
    click("site.scenario.partners");
    click("site.compare.difference");
    EXPECT_EQ(at.view.compare, Compare::Difference);
    EXPECT_EQ(at.view.compare_with, "reach_partners_share");
    EXPECT_EQ(at.document().style.column, "reach_plan_share");
    EXPECT_TRUE(at.snapshot.columns->has(at.view.compare_with));
    click("site.compare.off");
    EXPECT_EQ(at.view.compare, Compare::Off);
}

TEST_F(SitePanelTest, AWeekIsChanged) {
    click("site.week.edit");
    click("site.week.vans.plus");
    EXPECT_EQ(asked().schedule->vans, 3U);
    click("site.week.day.Fri");
    EXPECT_EQ(asked().schedule->days.size(), 5U);
    click("site.week.remove");
    EXPECT_FALSE(asked().schedule);
    click("site.week.begin");
    ASSERT_TRUE(asked().schedule);
    EXPECT_FALSE(problem_of(asked()));
}

TEST_F(SitePanelTest, AQuestionIsBegunWhereTheStudyHasNone) {
    at.history.change({"", ""}, "", [](Document& next) { next.study.siting.reset(); });
    draw();
    EXPECT_EQ(draft.siting(), nullptr); // what was found answers no question any more
    click("site.k.plus");
    EXPECT_FALSE(at.document().study.siting); // nothing is asked yet
    click("site.begin");
    ASSERT_TRUE(at.document().study.siting);
    EXPECT_EQ(asked().spec.k, 5U);
    EXPECT_NE(at.asked<Edits::SolvePlan>(), nullptr);
}

TEST_F(SitePanelTest, DrawsInBothLanguagesNarrowWideDarkAndWithoutResults) {
    for (const Language language : {Language::English, Language::Spanish})
        for (const float w : {264.0F, 604.0F}) {
            width = w;
            at.view.language = language;
            at.view.dark = w > 300;
            draw();
            EXPECT_TRUE(at.has("site.solve"));
            EXPECT_TRUE(at.has("site.row.4"));
        }
    at.has_snapshot = false;
    draw();
    EXPECT_TRUE(at.has("site.solve"));
    at.history.change({"", ""}, "", [](Document& next) { next.study.siting.reset(); });
    at.draw(tall, 4);
    EXPECT_FALSE(at.has("site.solve"));
}

TEST(SitePanelAlone, DrawsAStudyWithoutAPlan) {
    PanelHarness at(test::sample_study());
    SiteDraft draft;
    SitePanel panel(draft);
    at.draw(panel);
    EXPECT_TRUE(at.has("site.need"));
}

TEST_F(SitePanelTest, SaysWhoIsLeftOutAndSelectsThem) {
    draw();
    click("site.left-out");
    ASSERT_TRUE(at.has("site.left-out.group.0"));
    ASSERT_TRUE(at.has("site.left-out.0"));
    click("site.left-out.show");
    EXPECT_FALSE(at.view.selection.empty());
    // The tracts that are selected are those with need beyond every open site.
    const auto& share = (*at.snapshot.columns)["reach_plan_share"];
    for (const std::uint32_t row : at.view.selection.selected())
        EXPECT_LT(share.values[row], 1) << row;
}

TEST_F(SitePanelTest, StopsAddUp) {
    draw();
    EXPECT_TRUE(at.has("site.row.all"));
}

TEST_F(SitePanelTest, AClickOnAScenarioShowsIt) {
    draw();
    click("site.scenarios");
    click("site.scenario.partners");
    EXPECT_EQ(at.document().style.column, "reach_partners_share");
    EXPECT_EQ(at.view.compare, Compare::Off);
}

} // namespace
} // namespace tractwise::viewer
