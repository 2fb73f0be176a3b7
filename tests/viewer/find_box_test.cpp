// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/drawer.hpp"
#include "tests/viewer/tiny_tracts.hpp"
#include "viewer/find/find_box.hpp"
#include "viewer/find/find_index.hpp"
#include "viewer/site/typed_place.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::test {
namespace {

using namespace viewer;

const geo::Box kChicago{-88.3, 41.4, -87.5, 42.2};

void expect_place(const char* text, double lat, double lon, bool swapped = false,
                  const geo::Box& box = kChicago) {
    const auto typed = typed_place(text, box);
    ASSERT_TRUE(typed.has_value()) << text;
    EXPECT_NEAR(typed->place.lat, lat, 1e-6) << text;
    EXPECT_NEAR(typed->place.lon, lon, 1e-6) << text;
    EXPECT_EQ(typed->swapped, swapped) << text;
}

TEST(TypedPlace, UsualForms) {
    expect_place("41.88, -87.63", 41.88, -87.63);
    expect_place(" 41.88 -87.63 ", 41.88, -87.63);
    expect_place("41.88,-87.63", 41.88, -87.63);
    expect_place("(41.88, -87.63)", 41.88, -87.63);
    expect_place("geo:41.88,-87.63", 41.88, -87.63);
    expect_place("@41.88,-87.63,15z", 41.88, -87.63);
    expect_place("POINT (-87.63 41.88)", 41.88, -87.63);
    expect_place("41.88; -87.63", 41.88, -87.63);
    expect_place("41,88; -87,63", 41.88, -87.63);
    expect_place("41,88 -87,63", 41.88, -87.63);
    expect_place("41, -87", 41, -87);
    expect_place("41.88 N, 87.63 W", 41.88, -87.63);
    expect_place("N41.88 W87.63", 41.88, -87.63);
    expect_place("41.88, −87.63", 41.88, -87.63);
}

TEST(TypedPlace, DegreesMinutesSeconds) {
    expect_place("41°52'N 87°37'W", 41 + 52.0 / 60, -(87 + 37.0 / 60));
    expect_place("41°52'30\"N, 87°37'12\"W", 41 + 52.0 / 60 + 30.0 / 3600,
                 -(87 + 37.0 / 60 + 12.0 / 3600));
    expect_place("41° 52.5' N 87° 37.2' W", 41 + 52.5 / 60, -(87 + 37.2 / 60));
    expect_place("41°52′30″N 87°37′12″O", 41.875, -87.62);
    expect_place("87°37'12''W 41°52'30''N", 41.875, -87.62);
    expect_place("41.88° -87.63°", 41.88, -87.63);
}

TEST(TypedPlace, ReversedOrderIsNoticed) {
    expect_place("-87.63, 41.88", 41.88, -87.63, true);
    expect_place("-122.4, 37.8", 37.8, -122.4, true, {});
    expect_place("41.88, -87.63", 41.88, -87.63, false, {});
    expect_place("10.5, 20.5", 10.5, 20.5, false, kChicago);
}

TEST(TypedPlace, OtherTextIsNone) {
    for (const char* text : {"", "31", "Census Tract 31", "31 101", "17031010100", "41.88", "north",
                             "41.88, 200.5", "95, 95", "41°61'N 87°W", "41.88 N 87.63 N",
                             "41.88, -87.63 and more", "1600 Main St", "12-34", "W", "N S"})
        EXPECT_FALSE(typed_place(text, kChicago).has_value()) << text;
}

TEST(FindIndex, Folding) {
    EXPECT_EQ(folded("Peñón ÁÉÍÓÚ Ü"), "penon aeiou u");
    EXPECT_EQ(tract_number("17031010201"), "102.01");
    EXPECT_EQ(tract_number("17031840300"), "8403");
    EXPECT_EQ(tract_number("17031000100"), "1");
    EXPECT_EQ(tract_number("17031"), "");
}

struct Town {
    std::shared_ptr<Overlays> overlays = std::make_shared<Overlays>();
    FindIndex index;
    Town() {
        overlays->places = {{"Cicero", {-87.75, 41.85}, 85'000},
                            {"Peñasco", {-87.7, 41.8}, 500},
                            {"Clinic Heights", {-87.7, 41.7}, 10}};
        auto list = std::make_shared<layer::PlaceList>();
        list->open.table = io::Table("clinics.csv", {"name"});
        for (const std::string_view name : {"Northside Clinic", ""})
            list->open.table.add_row({&name, 1});
        list->open.places = {{-87.6, 41.9}, {-87.65, 41.8}};
        io::SourceSpec spec;
        spec.title = "Health centers";
        overlays->lists = std::make_shared<const std::vector<layer::PlaceAudit>>(
            std::vector{layer::PlaceAudit("clinics", spec, list)});
        overlays->points.push_back({.list = &overlays->lists->front(),
                                    .symbol = map::Symbol::Clinic,
                                    .counted = true,
                                    .row = {0, 1},
                                    .place = list->open.places,
                                    .fates = {}});
        index = FindIndex({.tracts = tiny_tracts({"17031003100", "17031003101", "17031310200",
                                                  "17031840300", "17043003100", "17031310000"}),
                           .overlays = overlays,
                           .stops = {{"North lot", {-87.6, 41.95}}}});
    }
    std::vector<std::string> titles(const char* text) const {
        std::vector<std::string> titles;
        for (const FindHit& hit : index.search(text, 8, Language::English))
            titles.push_back(hit.title);
        return titles;
    }
};

using Titles = std::vector<std::string>;

TEST(FindIndex, TractsByNumberAndGeoid) {
    const Town town;
    const Titles thirty_one = town.titles("31");
    ASSERT_GE(thirty_one.size(), 4U);
    EXPECT_EQ(thirty_one[0], "17031003100");
    EXPECT_EQ(thirty_one[1], "17043003100");
    EXPECT_EQ(thirty_one[2], "17031003101") << "then 31.01";
    EXPECT_EQ(thirty_one[3], "17031310000") << "then 3100";
    EXPECT_EQ(town.titles("Census Tract 31"), town.titles("31"));
    EXPECT_EQ(town.titles("tract 31.01"), (Titles{"17031003101"}));
    EXPECT_EQ(town.titles("17031840300"), (Titles{"17031840300"}));
    EXPECT_EQ(town.titles("1400000US17031840300"), (Titles{"17031840300"}));
    EXPECT_EQ(town.titles("8403"), (Titles{"17031840300"}));
    EXPECT_EQ(town.titles("03184"), (Titles{"17031840300"})) << "a part of the GEOID";
    EXPECT_TRUE(town.titles("99999").empty());
    EXPECT_TRUE(town.titles("").empty());
}

TEST(FindIndex, CountiesPlacesStopsFacilities) {
    const Town town;
    const auto county = town.index.search("17043", 8, Language::Spanish);
    ASSERT_FALSE(county.empty());
    EXPECT_EQ(county[0].title, "Condado 17043");
    EXPECT_EQ(county[0].detail, "un sector censal");
    EXPECT_EQ(county[0].last - county[0].first, 1U);
    EXPECT_EQ(town.titles("043").front(), "County 17043");
    EXPECT_EQ(town.titles("cic"), (Titles{"Cicero"}));
    EXPECT_EQ(town.titles("penasco"), (Titles{"Peñasco"}));
    EXPECT_EQ(town.titles("PEÑA"), (Titles{"Peñasco"}));
    EXPECT_EQ(town.titles("clinic"), (Titles{"Clinic Heights", "Northside Clinic"}));
    EXPECT_EQ(town.titles("north"), (Titles{"North lot", "Northside Clinic"}));
    EXPECT_EQ(town.titles("clinic north"), (Titles{"Northside Clinic"}));
    EXPECT_TRUE(town.titles("nowhere").empty());
    const auto typed = town.index.search("41.88, -87.63", 8, Language::English);
    ASSERT_FALSE(typed.empty());
    EXPECT_EQ(typed[0].kind, FindHit::Kind::Coordinates);
}

TEST(FindIndex, AsManyPlacesAsTheCountryHas) {
    std::vector<std::string> geoids;
    for (int county = 0; county < 3000; ++county)
        for (int tract = 0; tract < 28; ++tract)
            geoids.push_back(
                fmt::format("{:05}{:04}{:02}", 1001 + county, 100 + tract * 37, tract % 3));
    auto overlays = std::make_shared<Overlays>();
    for (int i = 0; i < 30'000; ++i)
        overlays->places.push_back({fmt::format("Place number {}", i), {-90, 40}, 1});
    const FindIndex index({.tracts = tiny_tracts(geoids), .overlays = overlays, .stops = {}});
    for (const char* text : {"1", "31", "017", "place", "census tract 1"})
        EXPECT_EQ(index.search(text, 9, Language::English).size(), 9U) << text;
    EXPECT_EQ(index.search("0170100", 9, Language::English).size(), 3U); // parts of three GEOIDs
    const std::vector<FindHit> one = index.search("number 29999", 9, Language::English);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].title, "Place number 29999");
    EXPECT_TRUE(index.search("zzz", 9, Language::English).empty());
}

PanelHarness::Draw box_of(FindBox& box) {
    return [&box](PanelContext& in) {
        ImGui::PushItemWidth(300);
        box.draw(in);
        ImGui::PopItemWidth();
    };
}

TEST(FindIndex, ACountyByItsName) {
    const PanelHarness at(sample_study()); // its tracts say NAMELSADCO and STATE_NAME
    const FindIndex index({.tracts = at.snapshot.results->tracts});
    for (const char* text : {"marrow", "Marrow County", "county marrow", "99001"}) {
        const std::vector<FindHit> hits = index.search(text, 8, Language::English);
        ASSERT_FALSE(hits.empty()) << text;
        EXPECT_EQ(hits[0].kind, FindHit::Kind::Area) << text;
        EXPECT_EQ(hits[0].title, "Marrow County (synthetic)") << text;
        EXPECT_THAT(hits[0].detail, testing::EndsWith(", 120 tracts")) << text;
        EXPECT_EQ(hits[0].last, at.snapshot.results->tracts->size()) << text;
    }
}

TEST(FindBox, DrawsWithoutResults) {
    PanelHarness at;
    FindBox box;
    at.draw(box_of(box));
    EXPECT_TRUE(at.has("find.text"));
}

TEST(FindBox, TypeAndEnterPinsAndZooms) {
    PanelHarness at(sample_study());
    FindBox box;
    const auto what = box_of(box);
    at.draw(what);
    box.ask();
    at.draw(what);
    const std::string& geoid = at.snapshot.results->tracts->geoid(6);
    type_into(at, what, geoid);
    EXPECT_TRUE(at.has("find.hit.0"));
    press(at, what, GLFW_KEY_ENTER);
    EXPECT_EQ(at.view.pinned, 6U);
    EXPECT_EQ(at.view.selection.selected(), (std::vector<std::uint32_t>{6}));
    ASSERT_NE(at.asked<Edits::ZoomToRows>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ZoomToRows>()->rows, (std::vector<std::uint32_t>{6}));
    at.draw(what, 3);
    EXPECT_FALSE(at.has("find.hit.0")) << "the list is closed";
}

TEST(FindBox, KeysAndMouseChoose) {
    PanelHarness at(sample_study());
    FindBox box;
    const auto what = box_of(box);
    at.click(what, "find.text");
    type_into(at, what, at.snapshot.results->tracts->geoid(0).substr(0, 5));
    ASSERT_TRUE(at.has("find.hit.2"));
    press(at, what, GLFW_KEY_DOWN);
    press(at, what, GLFW_KEY_DOWN);
    press(at, what, GLFW_KEY_UP);
    press(at, what, GLFW_KEY_ENTER);
    // The first hit is the county itself; the second the first tract in it.
    EXPECT_EQ(at.view.pinned, 0U);
    at.click(what, "find.text");
    press(at, what, GLFW_KEY_A, true);
    type_into(at, what, at.snapshot.results->tracts->geoid(0).substr(0, 5));
    at.click(what, "find.hit.0");
    ASSERT_NE(at.asked<Edits::ZoomToRows>(), nullptr);
    EXPECT_EQ(at.asked<Edits::ZoomToRows>()->rows.size(), at.snapshot.results->tracts->size());
}

TEST(FindBox, NothingFoundAndEscape) {
    PanelHarness at(sample_study());
    at.view.language = Language::Spanish;
    FindBox box;
    const auto what = box_of(box);
    at.click(what, "find.text");
    type_into(at, what, "xyzzy");
    EXPECT_TRUE(at.has("find.nothing"));
    press(at, what, GLFW_KEY_ESCAPE);
    at.draw(what, 3);
    EXPECT_FALSE(at.has("find.nothing"));
    EXPECT_FALSE(at.view.pinned.has_value());
}

TEST(FindBox, CoordinatesZoomToAKilometer) {
    PanelHarness at(sample_study());
    FindBox box;
    const auto what = box_of(box);
    const geo::LonLat place = at.snapshot.results->tracts->centroids()[4];
    at.click(what, "find.text");
    type_into(at, what, fmt::format("{:.6f}, {:.6f}", place.lat, place.lon));
    press(at, what, GLFW_KEY_ENTER);
    EXPECT_EQ(at.view.pinned, 4U);
    const auto* zoom = at.asked<Edits::ZoomTo>();
    ASSERT_NE(zoom, nullptr);
    EXPECT_NEAR(zoom->box.greatest.x - zoom->box.least.x, 1000, 1e-6);
    at.click(what, "find.text");
    press(at, what, GLFW_KEY_A, true);
    type_into(at, what, "-33.9, 18.4");
    press(at, what, GLFW_KEY_ENTER);
    ASSERT_NE(at.asked<Edits::Say>(), nullptr) << "far away: said, not shown";
}

} // namespace
} // namespace tractwise::test
