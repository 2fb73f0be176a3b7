// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/findings_panel.hpp"

#include "tests/viewer/panel_harness.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

using test::PanelHarness;

/// The sample's results with findings and an audit of our own making.
struct Doubtful {
    PanelHarness at{test::sample_study()};
    FindingsPanel panel;
    std::string first, second;

    Doubtful() {
        auto results = std::make_shared<study::Results>(*at.snapshot.results);
        first = results->tracts->geoid(3);
        second = results->tracts->geoid(7);
        results->diagnostics = {};
        results->diagnostics.add(
            {Severity::Note, "a-note", "clinics", "Column taken from the usual names", 1, {}});
        results->diagnostics.add({Severity::Warning,
                                  "lost-leading-zero",
                                  "atlas",
                                  "Ids had lost their zero",
                                  12,
                                  {first, "row of tract " + second, "line 14"}});
        tract::JoinAudit audit;
        audit.source = "atlas";
        audit.file = "food_atlas.csv";
        audit.rows_read = 120;
        audit.rows_matched = 110;
        audit.rows_outside = 5;
        audit.tracts_without = {first, second};
        results->audits = {audit};
        at.snapshot.results = results;
        ++at.snapshot.results_version;
    }
};

TEST(FindingsPanel, ExamplesThatAreTractsPinThem) {
    Doubtful in;
    in.at.draw(in.panel);
    EXPECT_FALSE(in.at.has("findings.0.example.2")) << "a line is no tract";
    in.at.click(in.panel, "findings.0.example.0");
    ASSERT_TRUE(in.at.view.pinned);
    EXPECT_EQ(*in.at.view.pinned, 3U);
    ASSERT_NE(in.at.asked<Edits::ZoomToRows>(), nullptr);
    EXPECT_EQ(in.at.asked<Edits::ZoomToRows>()->rows, std::vector<std::uint32_t>{3});
    in.at.click(in.panel, "findings.0.example.1");
    EXPECT_EQ(*in.at.view.pinned, 7U);
}

TEST(FindingsPanel, AClickOnASourceSelectsTheTractsItLacks) {
    Doubtful in;
    in.at.click(in.panel, "findings.audit.atlas");
    EXPECT_EQ(in.at.view.selection.selected(), (std::vector<std::uint32_t>{3, 7}));
    EXPECT_EQ(in.at.asked<Edits::ZoomToRows>()->rows, (std::vector<std::uint32_t>{3, 7}));
}

TEST(FindingsPanel, FiltersBySeverityAndWords) {
    Doubtful in;
    in.at.click(in.panel, "findings.show.2"); // notes only
    in.at.draw(in.panel);
    EXPECT_FALSE(in.at.has("findings.0.example.0"));
    in.at.click(in.panel, "findings.show.1");
    in.at.draw(in.panel);
    EXPECT_TRUE(in.at.has("findings.0.example.0"));
    in.at.click(in.panel, "findings.filter");
    in.at.type(in.panel, "nothing like it");
    in.at.draw(in.panel);
    EXPECT_FALSE(in.at.has("findings.0.example.0"));
}

// What is read can be searched for.
TEST(FindingsPanel, FiltersByTheWordsOfASpanishFinding) {
    Doubtful in;
    in.at.view.language = Language::Spanish;
    in.at.click(in.panel, "findings.filter");
    in.at.type(in.panel, "cero");
    in.at.draw(in.panel);
    EXPECT_TRUE(in.at.has("findings.0.example.0"));
}

TEST(FindingsPanel, NothingDoubtfulIsSaid) {
    Doubtful in;
    auto results = std::make_shared<study::Results>(*in.at.snapshot.results);
    results->diagnostics = {};
    in.at.snapshot.results = results;
    in.at.snapshot.overlays = nullptr;
    ++in.at.snapshot.results_version;
    in.at.draw(in.panel);
    EXPECT_FALSE(in.at.has("findings.filter"));
    EXPECT_TRUE(in.at.has("findings.audit.atlas"));
}

TEST(FindingsPanel, DrawsWithoutResults) {
    PanelHarness at;
    FindingsPanel panel;
    at.draw(panel);
    EXPECT_TRUE(at.ui.items.all().empty());
}

TEST(FindingsPanel, DrawsInSpanishAndDark) {
    Doubtful in;
    in.at.view.language = Language::Spanish;
    in.at.view.dark = true;
    in.at.draw(in.panel);
    EXPECT_TRUE(in.at.has("findings.audit.atlas"));
}

TEST(FindingsPanel, TheSampleAsItIs) {
    for (const auto& study : {test::sample_study(), test::sample_siting_study()}) {
        PanelHarness at(study);
        FindingsPanel panel;
        at.draw(panel, 4);
        EXPECT_TRUE(at.has("findings.list"));
    }
}

} // namespace
} // namespace tractwise::viewer
