// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/sources_panel.hpp"

#include "tests/viewer/panel_harness.hpp"
#include "viewer/import/source_users.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

TEST(SourcesPanel, PutsAColumnOnTheMap) {
    PanelHarness at(test::sample_study());
    SourcesPanel panel;
    at.draw(panel);
    EXPECT_FALSE(at.ui.items.find("sources.show")->enabled) << "it is on the map already";
    at.click(panel, "sources.column");
    at.click(panel, "sources.column.filter");
    at.type(panel, "no_vehicle_share");
    at.click(panel, "sources.column.no_vehicle_share");
    at.click(panel, "sources.show");
    EXPECT_EQ(at.document().style.column, "no_vehicle_share");
    EXPECT_TRUE(at.history.can_undo());
}

TEST(SourcesPanel, CopiesNameAndFingerprint) {
    PanelHarness at(test::sample_study());
    SourcesPanel panel;
    at.click(panel, "sources.copy-name");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), at.snapshot.scene.column);
    at.click(panel, "sources.about"); // folds it, so that the files are on screen
    at.draw(panel);
    const study::InputFile& first = at.snapshot.results->inputs.front();
    at.click(panel, "sources." + first.source + ".copy-sha");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), first.sha256);
}

TEST(SourcesPanel, DrawsWithoutResults) {
    PanelHarness at;
    SourcesPanel panel;
    at.draw(panel);
    EXPECT_TRUE(at.ui.items.all().empty());
}

TEST(SourcesPanel, DrawsInBothLanguages) {
    PanelHarness at(test::sample_siting_study());
    at.view.language = Language::Spanish;
    SourcesPanel other;
    at.draw(other, 3);
    at.view.language = Language::English;
    at.draw(other, 3);
    EXPECT_TRUE(at.has("sources.column"));
}

TEST(SourcesPanel, AColumnThatGoesAwayIsReplacedByTheOneOnTheMap) {
    PanelHarness at(test::sample_study());
    SourcesPanel panel;
    at.click(panel, "sources.column");
    at.click(panel, "sources.column.filter");
    at.type(panel, "clinic_nearest_m");
    at.click(panel, "sources.column.clinic_nearest_m");
    at.history.change({"", ""}, "", [](Document& next) {
        next.study.index.reset();
        std::erase_if(next.study.layers, [](const study::LayerChoice& layer) {
            return layer.id == "clinic_distance";
        });
    });
    at.rerun();
    at.draw(panel, 3);
    EXPECT_TRUE(at.has("sources.show"));
}

TEST(SourceUsers, EveryoneWhoNamesTheSource) {
    const study::Study study = study::Study::read(test::sample_siting_study());
    const auto users = [&](const char* id) { return users_of(study, id, Language::English); };
    EXPECT_EQ(users("tracts"), "tracts");
    EXPECT_EQ(users("blocks"), "where people live");
    EXPECT_EQ(users("candidates"), "plan (candidates)");
    EXPECT_NE(users("clinics").find("clinic_distance (clinics)"), std::string::npos);
    EXPECT_NE(users("clinics").find("plan (existing)"), std::string::npos);
    EXPECT_NE(users("streets").find("food_access (streets)"), std::string::npos);
    EXPECT_EQ(users("nobody"), "");
}

TEST(SourceUsers, NewIdsAreFreeAndPlain) {
    study::Study study;
    EXPECT_EQ(new_source_id(study, "HRSA Sites (2024).csv"), "hrsa_sites_2024");
    EXPECT_EQ(new_source_id(study, "ñandú.csv"), "and");
    EXPECT_EQ(new_source_id(study, "...csv"), "source");
    study.sources["sites"] = {};
    EXPECT_EQ(new_source_id(study, "sites.csv"), "sites_2");
}

TEST(SourceUsers, ALayerTakesASourceBesideOrInsteadOfAnother) {
    study::Study study = study::Study::read(test::sample_siting_study());
    const auto options = [&](const char* id) -> const ConfigTable& {
        return std::find_if(study.layers.begin(), study.layers.end(),
                            [&](const study::LayerChoice& layer) { return layer.id == id; })
            ->options;
    };
    give_to_layer(study, "housing", "acs", "more", true);
    EXPECT_EQ(options("housing").texts("acs").back(), "more");
    EXPECT_GT(options("housing").texts("acs").size(), 1U);
    give_to_layer(study, "clinic_distance", "clinics", "mine", false);
    EXPECT_EQ(options("clinic_distance").texts("clinics"), std::vector<std::string>{"mine"});
    EXPECT_EQ(options("clinic_distance").text("cost"), "drive") << "other options stay";
    study::Study empty;
    give_to_layer(empty, "food_access", "stores", "s", false);
    ASSERT_EQ(empty.layers.size(), 1U);
    EXPECT_EQ(empty.layers[0].options.text("stores"), "s");
}

} // namespace
} // namespace tractwise::viewer
