// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/legend_drawing.hpp"
#include "viewer/map/overlays.hpp"

#include "tests/support/toy_study.hpp"

#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <gmock/gmock.h>

namespace tractwise::viewer {
namespace {

using testing::ElementsAre;

class OverlaysTest : public testing::Test {
protected:
    OverlaysTest() {
        layers::add_layers(catalog_);
        toy_.folder.write("stores.csv", "Store Name,Store Type,Latitude,Longitude,End Date\n"
                                        "Plenty,Supermarket,39.0045,-96.9942,2012-06-30\n"
                                        "Far,Supermarket,39.0045,-96.9710,\n"
                                        "Corner,Convenience Store,38.9955,-96.9826,\n");
        toy_.folder.write("clinics.csv", "name,lat,lon,Kind,Status\n"
                                         "North,39.0045,-96.9942,Clinic,Open\n"
                                         "Away,39.2,-96.9,Clinic,Open\n"
                                         "Gone,38.9955,-96.9826,Clinic,Closed\n"
                                         "Desk,38.9955,-96.9826,Office,Open\n");
        toy_.folder.write("study.toml",
                          test::toy_study_with("clinics = \"clinics\"\n",
                                               "clinics = \"clinics\"\ntype_column = \"Kind\"\n"
                                               "types = [\"Clinic\"]\n"));
    }
    Overlays overlays(const std::string& date = "") {
        study::Study study = study::Study::read(toy_.file());
        study.date = date;
        session_.update(study);
        results_ = session_.run({});
        return make_overlays(*results_, geo::EqualArea::around({}), {});
    }
    static std::vector<std::string> names(const Overlays& overlays, bool counted) {
        std::vector<std::string> names;
        for (const PointOverlay& points : overlays.points)
            for (std::size_t i = 0; i < points.place.size(); ++i)
                if (points.counted == counted)
                    names.emplace_back(points.name(i));
        return names;
    }
    layer::LayerCatalog catalog_;
    test::ToyStudy toy_;
    study::Session session_{catalog_, {}};
    std::shared_ptr<const study::Results> results_;
};

// A store that has closed counts for nothing; drawn among the others, it would say that people live
// beside it.
TEST_F(OverlaysTest, WhatDoesNotCountStandsApart) {
    const Overlays now = overlays();
    EXPECT_THAT(names(now, true), ElementsAre("North", "Away", "Far", "Corner"));
    EXPECT_THAT(names(now, false), ElementsAre("Desk", "Gone", "Plenty"));
    const Overlays then = overlays("2010-01-01");
    EXPECT_THAT(names(then, true), ElementsAre("North", "Away", "Plenty", "Far", "Corner"));
}

TEST_F(OverlaysTest, TheLegendCountsWhatTheDistancesCount) {
    const Overlays now = overlays();
    map::MapStyle style;
    const auto rows = [&](Language language) {
        std::vector<std::string> shown;
        for (const LegendSymbol& symbol : legend_symbols(now, style, 0))
            shown.push_back(label_of(symbol, language) + " " + std::to_string(symbol.count));
        return shown;
    };
    EXPECT_THAT(rows(Language::English),
                ElementsAre("Clinic 2", "Supermarket or grocery 1", "Other food store 1"));
    style.show_uncounted = true;
    EXPECT_THAT(rows(Language::English),
                ElementsAre("Clinic 2", "Supermarket or grocery 1", "Other food store 1",
                            "Clinic (not counted) 2", "Supermarket or grocery (not counted) 1"));
    style.show_points = false;
    EXPECT_THAT(rows(Language::Spanish),
                ElementsAre("Clínica (no se cuenta) 2",
                            "Supermercado o tienda de abarrotes (no se cuenta) 1"));
    // Of the audit: four rows read, one of them closed, one outside.
    for (const tract::JoinAudit& audit : results_->audits)
        if (audit.source == "clinics") {
            EXPECT_EQ(audit.rows_read, 4U);
            EXPECT_EQ(audit.rows_closed, 1U);
            EXPECT_EQ(audit.rows_outside, 1U);
        }
}

// The file is gone since: what the run holds is drawn, and only who needs the file misses it.
TEST_F(OverlaysTest, StreetsOfTheRunAreNotReadAgain) {
    overlays();
    study::Results results = *results_;
    results.study.sources["streets"].id = "streets";
    results.study.sources["streets"].path = (toy_.folder / "gone.osm").string();
    const geo::EqualArea flat = geo::EqualArea::around({});
    const auto unread = [](const Overlays& made) {
        return std::any_of(made.diagnostics.findings().begin(), made.diagnostics.findings().end(),
                           [](const Finding& finding) { return finding.code == "overlay-unread"; });
    };
    EXPECT_TRUE(unread(make_overlays(results, flat, {})));
    io::StreetData streets;
    streets.place = {{0, 0}, {0.01, 0}};
    streets.node_id = {1, 2};
    streets.way_id = {1};
    streets.way_first = {0, 2};
    streets.way_node = {0, 1};
    streets.way_tags.begin_item();
    results.streets["streets"] = std::make_shared<const io::StreetData>(std::move(streets));
    const Overlays drawn = make_overlays(results, flat, {});
    EXPECT_FALSE(unread(drawn));
}

TEST_F(OverlaysTest, TheCardSaysWhy) {
    const Overlays now = overlays();
    const auto card = [&](const std::string& name, Language language) {
        for (const PointOverlay& points : now.points)
            for (std::size_t i = 0; i < points.place.size(); ++i)
                if (points.name(i) == name)
                    return words_of(points, i, language);
        return std::vector<std::string>();
    };
    EXPECT_THAT(card("North", Language::English), ElementsAre("North", "Clinic"));
    EXPECT_THAT(
        card("Away", Language::English),
        ElementsAre("Away", "Clinic", "Outside the region; counts for people near its border"));
    EXPECT_THAT(card("Gone", Language::English),
                ElementsAre("Gone", "Clinic", "Not counted: closed, or not open yet"));
    EXPECT_THAT(card("Gone", Language::Spanish),
                ElementsAre("Gone", "Clínica", "No se cuenta: cerrado, o aún no abierto"));
    EXPECT_THAT(card("Desk", Language::English),
                ElementsAre("Desk", "Clinic",
                            "Not counted: of a type that the study leaves out (“Office”)"));
    EXPECT_THAT(card("Desk", Language::Spanish),
                ElementsAre("Desk", "Clínica",
                            "No se cuenta: de un tipo que el estudio excluye («Office»)"));
}

} // namespace
} // namespace tractwise::viewer
