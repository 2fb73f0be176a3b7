// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_overlay.hpp"

#include "tests/viewer/panel_harness.hpp"
#include "viewer/site/site_edits.hpp"

#include "engine/geo/geodesic.hpp"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

/// The overlay over a bare map of 1000 x 900 pixels at the left of the window.
class SiteOverlayTest : public testing::Test {
protected:
    SiteOverlayTest() {
        at.view.camera.width = 1000;
        at.view.camera.height = 900;
        at.view.camera.fit(at.snapshot.geometry->box);
        at.view.side = Side::Site;
        at.draw(map);
    }
    Pixel pixel(geo::LonLat place) const {
        return at.view.camera.to_pixel(at.snapshot.geometry->projection.forward(place));
    }
    void mouse(Pixel p) {
        ImGui::GetIO().MousePos = {static_cast<float>(p.x), static_cast<float>(p.y)};
        at.draw(map, 1);
    }
    void button(bool down, int which = 0) {
        ImGui::GetIO().MouseDown[which] = down;
        at.draw(map, 1);
    }
    void press_at(Pixel p) {
        mouse(p);
        button(true);
    }
    void escape() {
        ImGui::GetIO().KeysDown[GLFW_KEY_ESCAPE] = true;
        at.draw(map, 1);
        ImGui::GetIO().KeysDown[GLFW_KEY_ESCAPE] = false;
    }
    /// A candidate of the plan that no stop stands on and that is far from all of them.
    std::uint32_t free_candidate() const {
        const std::vector<siting::Site>& sites = draft.siting()->problem->sites;
        std::uint32_t best = 0;
        double farthest = 0;
        for (std::uint32_t s = 0; s < sites.size(); ++s) {
            double nearest = 1e9;
            for (std::uint32_t other = 0; other < sites.size(); ++other)
                if (other != s)
                    nearest =
                        std::min(nearest, geo::geodesic_m(sites[s].place, sites[other].place));
            if (sites[s].role == siting::Role::Candidate && nearest > farthest &&
                std::none_of(draft.stops().begin(), draft.stops().end(),
                             [&](const SiteDraft::Stop& stop) { return stop.site == s; })) {
                farthest = nearest;
                best = s;
            }
        }
        return best;
    }

    PanelHarness at{test::sample_siting_study()};
    SiteDraft draft;
    SiteOverlay overlay{draft};
    bool taken = false;
    PanelHarness::Draw map = [this](PanelContext& in) {
        const ImGuiIO& io = ImGui::GetIO();
        MapInput input;
        input.at = {io.MousePos.x, io.MousePos.y};
        input.world = in.view.camera.to_world(input.at);
        input.inside = true;
        input.pressed = ImGui::IsMouseClicked(0);
        input.down = ImGui::IsMouseDown(0);
        input.released = ImGui::IsMouseReleased(0);
        input.right_pressed = ImGui::IsMouseClicked(1);
        taken = overlay.take(input, in);
        overlay.draw(*ImGui::GetForegroundDrawList(), {0, 0}, in);
    };
};

/// What a plan of these sites reaches, counted from the table of travel costs and not by LivePlan.
siting::PlanReach counted(const plan::SitingResults& siting, std::vector<std::uint32_t> stops) {
    return siting::reach_of(siting.problem->costs, siting.limit, *siting.homes, stops,
                            siting.problem->with_role(siting::Role::Existing));
}

TEST_F(SiteOverlayTest, ADraggedStopHasTheNumbersOfAPlanWithThatPlace) {
    const plan::SitingResults& siting = *draft.siting();
    const std::uint32_t to = free_candidate();
    const SiteDraft::Stop before = draft.stops()[0];
    press_at(pixel(before.place));
    EXPECT_TRUE(taken);
    ASSERT_EQ(draft.in_hand(), 0U);
    const Pixel goal = pixel(siting.problem->sites[to].place);
    const Pixel start = pixel(before.place);
    for (const double part : {0.3, 0.7, 1.0})
        mouse({start.x + (goal.x - start.x) * part, start.y + (goal.y - start.y) * part});
    EXPECT_TRUE(taken);
    EXPECT_EQ(draft.stops()[0].site, to); // it snaps to the candidate
    std::vector<std::uint32_t> stops = siting.plan.stops;
    stops[0] = to;
    const siting::PlanReach expected = counted(siting, stops);
    for (std::size_t g = 0; g < expected.groups.size(); ++g) {
        EXPECT_NEAR(draft.newly(g), expected.groups[g].newly.people, 1e-6);
        EXPECT_NEAR(draft.after(g), expected.groups[g].after.people, 1e-6);
        EXPECT_NEAR(draft.stop_reached(0, g), expected.stop(0, g).reached.people, 1e-6);
        EXPECT_NEAR(draft.stop_newly(0, g), expected.stop(0, g).newly.people, 1e-6);
        EXPECT_NEAR(draft.stop_alone(1, g), expected.stop(1, g).alone.people, 1e-6);
    }
    button(false);
    EXPECT_FALSE(draft.in_hand());
    EXPECT_TRUE(draft.changed());
    draft.put_back(at.edits, 0);
    at.draw(map);
    EXPECT_TRUE(at.document().moved.empty());
    EXPECT_FALSE(draft.changed());
    EXPECT_EQ(draft.newly(0), siting.reach.groups[0].newly.people);
}

TEST_F(SiteOverlayTest, EscapePutsADraggedStopBack) {
    const geo::LonLat home = draft.stops()[1].place;
    const Pixel from = pixel(home);
    press_at(from);
    mouse({from.x + 60, from.y + 40});
    EXPECT_TRUE(draft.stops()[1].moved());
    escape();
    EXPECT_FALSE(draft.in_hand());
    EXPECT_EQ(draft.stops()[1].place, home);
    EXPECT_FALSE(draft.changed());
    button(false);
    EXPECT_FALSE(draft.changed());
}

TEST_F(SiteOverlayTest, AClickSelectsAndMovesNothing) {
    press_at(pixel(draft.stops()[2].place));
    button(false);
    EXPECT_EQ(draft.selected, 2U);
    EXPECT_FALSE(draft.changed());
}

TEST_F(SiteOverlayTest, TheMapKeepsTheMouseElsewhere) {
    mouse({3, 3});
    EXPECT_FALSE(taken);
    button(true);
    EXPECT_FALSE(taken);
    button(false);
}

TEST_F(SiteOverlayTest, TheToolPlacesAStopWhereItIsPressed) {
    at.view.tool = Tool::Place;
    const std::uint32_t site = free_candidate();
    press_at(pixel(draft.siting()->problem->sites[site].place));
    EXPECT_TRUE(taken);
    button(false);
    ASSERT_EQ(draft.stops().size(), 5U);
    EXPECT_EQ(draft.stops()[4].site, site);
    EXPECT_EQ(draft.stops()[4].number, 5U);
    EXPECT_TRUE(draft.changed());
    // Esc while it is still in hand takes it away again.
    const Pixel from = pixel(draft.stops()[0].place);
    press_at({from.x + 100, from.y + 30});
    ASSERT_EQ(draft.stops().size(), 6U);
    escape();
    button(false);
    EXPECT_EQ(draft.stops().size(), 5U);
}

// The legend names what is drawn: a locked stop is a stop with a lock, another locked place has a sign.
TEST_F(SiteOverlayTest, ALockedStopIsNoSecondSignInTheLegend) {
    const auto required_rows = [&] {
        std::vector<map::LegendSymbol> rows;
        at.draw([&](PanelContext& in) { rows = overlay.legend(in); }, 1);
        return std::count_if(rows.begin(), rows.end(), [](const map::LegendSymbol& row) {
            return row.symbol == map::Symbol::Required;
        });
    };
    const auto lock = [&](std::uint32_t site) {
        at.edits.change({"Lock", "Fijar"}, "", [&](Document& next) {
            next.study.siting->required.push_back(draft.siting()->problem->sites[site].id);
        });
        at.draw(map, 2);
    };
    lock(draft.stops()[0].site);
    EXPECT_EQ(required_rows(), 0);
    lock(free_candidate());
    EXPECT_EQ(required_rows(), 1);
}

TEST_F(SiteOverlayTest, TheMenuLocksExcludesAndFrees) {
    const std::uint32_t site = free_candidate();
    const std::string id = draft.siting()->problem->sites[site].id;
    const auto open_menu = [&](geo::LonLat place) {
        mouse(pixel(place));
        button(true, 1);
        button(false, 1);
        at.draw(map, 3);
    };
    const geo::LonLat place = draft.siting()->problem->sites[site].place;
    open_menu(place);
    at.click(map, "site.menu.lock");
    EXPECT_EQ(at.document().study.siting->required, (std::vector<std::string>{id}));
    open_menu(place);
    at.click(map, "site.menu.exclude");
    EXPECT_EQ(at.document().study.siting->excluded, (std::vector<std::string>{id}));
    EXPECT_TRUE(at.document().study.siting->required.empty());
    at.edits.ask(Edits::Undo{});
    at.draw(map);
    EXPECT_EQ(at.document().study.siting->required, (std::vector<std::string>{id}));
    open_menu(place);
    at.click(map, "site.menu.open");
    EXPECT_EQ(draft.stops().size(), 5U);
    EXPECT_EQ(draft.stops()[4].site, site);
}

TEST_F(SiteOverlayTest, UndoTakesBackDragsLocksAndPlacedStopsInTheirOrder) {
    const plan::SitingResults& siting = *draft.siting();
    const std::uint32_t to = free_candidate();
    const geo::LonLat there = siting.problem->sites[to].place;
    const auto drag = [&](std::size_t stop, Pixel goal) {
        press_at(pixel(draft.stops()[stop].place));
        mouse({goal.x - 9, goal.y + 30});
        mouse(goal);
        button(false);
        at.draw(map);
    };
    const auto state = [&] {
        return std::tuple(draft.stops(), draft.newly(0), at.document().study.siting->required);
    };
    std::vector<decltype(state())> states = {state()};
    const auto then = [&] {
        at.draw(map);
        states.push_back(state());
        EXPECT_NE(states.back(), states[states.size() - 2]) << states.size();
    };
    drag(0, pixel(there));
    then();
    EXPECT_EQ(draft.stops()[0].site, to);
    at.edits.change({"Lock", "Fijar"}, "", [id = siting.problem->sites[to].id](Document& next) {
        require_site(*next.study.siting, id);
    });
    then();
    const Pixel home = pixel(draft.stops()[1].place);
    drag(1, {home.x + 71, home.y + 43}); // between the sites
    then();
    at.view.tool = Tool::Place;
    press_at({home.x - 90, home.y - 60});
    button(false);
    at.view.tool = Tool::Pan;
    then();
    ASSERT_EQ(draft.stops().size(), 5U);
    draft.remove(at.edits, 2);
    then();
    ASSERT_EQ(draft.stops().size(), 4U);
    draft.put_all_back(at.edits);
    then();
    EXPECT_FALSE(draft.changed());

    const auto same = [&](std::size_t step) {
        EXPECT_EQ(std::get<0>(state()), std::get<0>(states[step])) << step;
        EXPECT_NEAR(std::get<1>(state()), std::get<1>(states[step]), 1e-6) << step;
        EXPECT_EQ(std::get<2>(state()), std::get<2>(states[step])) << step;
    };
    for (std::size_t step = states.size() - 1; step-- > 0;) {
        at.edits.ask(Edits::Undo{});
        at.draw(map);
        same(step);
    }
    EXPECT_FALSE(at.history.can_undo());
    for (std::size_t step = 1; step < states.size(); ++step) {
        at.edits.ask(Edits::Redo{});
        at.draw(map);
        same(step);
    }
    EXPECT_FALSE(at.history.can_redo());
}

TEST_F(SiteOverlayTest, AClickOrADragThatEndsWhereItBeganIsNoStep) {
    const Pixel home = pixel(draft.stops()[2].place);
    press_at(home);
    button(false);
    at.draw(map);
    EXPECT_FALSE(at.history.can_undo());
    press_at(home);
    mouse({home.x + 50, home.y});
    mouse(home); // it snaps to its own site again
    button(false);
    at.draw(map);
    EXPECT_FALSE(at.history.can_undo());
}

TEST_F(SiteOverlayTest, TheDocumentSaysWhereStopsStand) {
    const plan::SitingResults& siting = *draft.siting();
    const std::vector<siting::Site>& sites = siting.problem->sites;
    const std::vector<std::uint32_t> planned = siting.plan.stops;
    const std::uint32_t to = free_candidate();
    std::uint32_t other = 0;
    while (sites[other].role != siting::Role::Candidate || other == to ||
           std::find(planned.begin(), planned.end(), other) != planned.end())
        ++other;
    at.history.change({"", ""}, "", [&](Document& next) {
        next.moved.moved[sites[planned[1]].id] = {.at = sites[to].id};
        next.moved.moved["of another plan"] = {.place = {-100, 40}};
        next.moved.placed = {{.at = "no such site"}, {.at = sites[other].id}};
        next.moved.taken_away = {sites[planned[3]].id};
    });
    at.draw(map);
    ASSERT_EQ(draft.stops().size(), 4U);
    const siting::PlanReach expected = counted(siting, {planned[0], to, planned[2], other});
    for (std::size_t g = 0; g < expected.groups.size(); ++g) {
        EXPECT_NEAR(draft.newly(g), expected.groups[g].newly.people, 1e-6);
        EXPECT_NEAR(draft.stop_alone(1, g), expected.stop(1, g).alone.people, 1e-6);
    }
    EXPECT_EQ(draft.stops()[3].number, planned.size() + 1);
    // What it keeps is what it shows, without the places of other plans.
    const MovedStops kept = draft.moved();
    EXPECT_EQ(kept.moved.size(), 1U);
    EXPECT_EQ(kept.placed, (std::vector<MovedStops::Place>{{.at = sites[other].id}}));
    EXPECT_EQ(kept.taken_away, (std::vector<std::string>{sites[planned[3]].id}));
    // A stop that comes back after one was placed stands among the others again.
    at.history.change({"", ""}, "", [](Document& next) { next.moved.taken_away.clear(); });
    at.draw(map);
    EXPECT_NEAR(
        draft.newly(0),
        counted(siting, {planned[0], to, planned[2], planned[3], other}).groups[0].newly.people,
        1e-6);
    at.edits.ask(Edits::Undo{});
    at.edits.ask(Edits::Undo{});
    at.draw(map);
    EXPECT_FALSE(draft.changed());
    EXPECT_EQ(draft.newly(0), siting.reach.groups[0].newly.people);
}

TEST_F(SiteOverlayTest, UndoTakesAStopOutOfTheHand) {
    at.history.change({"", ""}, "", [&](Document& next) {
        next.moved.taken_away = {draft.siting()->problem->sites[draft.stops()[3].planned].id};
    });
    const Pixel home = pixel(draft.stops()[0].place);
    press_at(home);
    mouse({home.x + 60, home.y + 40});
    ASSERT_TRUE(draft.in_hand());
    at.edits.ask(Edits::Undo{});
    at.draw(map);
    EXPECT_FALSE(draft.in_hand());
    EXPECT_FALSE(draft.changed());
    button(false);
    EXPECT_FALSE(at.history.can_undo());
}

TEST_F(SiteOverlayTest, WithoutAPlanThereIsNothingToTake) {
    at.history.change({"", ""}, "", [](Document& next) { next.study.siting.reset(); });
    mouse({500, 400});
    EXPECT_FALSE(taken);
    at.view.tool = Tool::Place;
    at.view.side_open = false;
    button(true);
    EXPECT_NE(at.asked<Edits::Say>(), nullptr);
    EXPECT_TRUE(at.view.side_open);
    button(false);
    at.has_snapshot = false;
    at.draw(map);
}

TEST(GroundCircle, HasTheSameDistanceAllAround) {
    const PanelHarness at(test::sample_study());
    const geo::EqualArea& projection = at.snapshot.geometry->projection;
    // Also far from the middle of the map, where it stretches.
    for (const geo::LonLat center : {geo::LonLat{-97.5, 39.3}, geo::LonLat{-80, 30}})
        for (const geo::Point& p : ground_circle(projection, center, 3218.688))
            EXPECT_NEAR(geo::geodesic_m(center, projection.inverse(p)), 3218.688, 1);
}

} // namespace
} // namespace tractwise::viewer
