// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_page.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/paint.hpp"
#include "engine/paper/print_warnings.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/engine/paper/page_words.hpp"
#include "tests/engine/paper/poppler.hpp"
#include "tests/engine/paper/toy_maps.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::paper {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using test::figure_of;
using test::text_of;
using test::words_of;

class MapPage : public test::ToyMaps {
protected:
    Drawing page(const PageChoice& choice = {}) {
        return map_page(*columns_, style_, &overlays_, choice);
    }
    map::MapStyle style_{.column = "clinic_nearest_m"};
};

TEST_F(MapPage, SaysWhatAMapMustSay) {
    const std::string text = text_of(page({.date = "2026-11-29"}));
    EXPECT_THAT(text,
                AllOf(HasSubstr("clinic"), HasSubstr("Class\ntracts\npeople"), HasSubstr("No data"),
                      HasSubstr("classes"), HasSubstr("N\n"), HasSubstr("2,000 ft\n"),
                      HasSubstr("500 m\n"), HasSubstr("Lambert azimuthal equal-area"),
                      HasSubstr("Made on 2026-11-29"), HasSubstr("Boundaries: ")));
    const map::MapScene scene = map::make_scene(*columns_, style_, {});
    for (const map::LegendRow& row : scene.legend.rows)
        EXPECT_THAT(text, HasSubstr(row.label));
}

TEST_F(MapPage, SpeaksSpanish) {
    const Drawing spanish = page({.reader = {Language::Spanish}});
    EXPECT_EQ(spanish.language, "es");
    EXPECT_THAT(text_of(spanish),
                AllOf(HasSubstr("sectores"), HasSubstr("Sin datos"), HasSubstr("Límites: ")));
    EXPECT_THAT(spanish.subject, HasSubstr("Mapa de "));
}

// Words and marks stand on the page, the legend off the map, and nothing leaves its sheet.
TEST_F(MapPage, NothingLeavesTheSheetOrCoversTheMap) {
    for (const char* sheet : {"letter", "a4", "tabloid", "8x8in", "20x8in"}) {
        const Drawing made = page(
            {.sheet = sheet_named(sheet),
             .title = "A title that goes on and on until it needs a second line, or a third one"});
        ASSERT_NE(figure_of(made.root), nullptr);
        // The neat line is the figure's last part.
        const auto neat = std::get<Shape>(figure_of(made.root)->items.back().what).outline.spots();
        const double left = neat[0].x, top = neat[0].y, right = neat[2].x, bottom = neat[2].y;
        for (const Words& words : words_of(made)) {
            const double wide = width_of(words.text, words.size, words.bold);
            const double from = words.at.x - (words.anchor == Anchor::End      ? wide
                                              : words.anchor == Anchor::Middle ? wide / 2
                                                                               : 0);
            EXPECT_GE(from, 20) << sheet << ": " << words.text;
            EXPECT_LE(from + wide, made.width - 20) << sheet << ": " << words.text;
            EXPECT_GE(words.at.y - words.size, 20) << sheet << ": " << words.text;
            EXPECT_LE(words.at.y, made.height - 20) << sheet << ": " << words.text;
            const bool inside = from < right && from + wide > left && words.at.y > top &&
                                words.at.y - words.size * 0.7 < bottom;
            EXPECT_FALSE(inside && !words.halo)
                << sheet << ": " << words.text << " stands on the map";
        }
    }
}

TEST_F(MapPage, TurnsAsAsked) {
    EXPECT_GT(page({.landscape = true}).width, page({.landscape = true}).height);
    EXPECT_LT(page({.landscape = false}).width, page({.landscape = false}).height);
    EXPECT_THAT(test::error_of([&] { page({.sheet = {150, 150}}); }), HasSubstr("too small"));
}

TEST_F(MapPage, TheFigureIsToldInWords) {
    const Drawing made = page();
    EXPECT_EQ(figure_of(made.root)->alt, made.subject);
    EXPECT_THAT(made.subject, AllOf(HasSubstr("by census tract: 6 tracts"), HasSubstr("Highest: "),
                                    HasSubstr("Lowest: "), HasSubstr("half of the tracts")));
}

TEST_F(MapPage, ReadersOfPdfMeetEachSentenceOnce) {
    const std::string pdf = pdf_of(page({.date = "2026-11-29"}));
    const auto structure = test::poppler("pdfinfo -struct-text {}", pdf);
    if (!structure)
        GTEST_SKIP() << "poppler-utils is not installed";
    for (const char* once : {"\"tracts\"", "\"No data\"", "Made on 2026-11-29 with Tractwise."}) {
        const std::size_t first = structure->find(once);
        ASSERT_NE(first, std::string::npos) << once << " in\n" << *structure;
        EXPECT_EQ(structure->find(once, first + 1), std::string::npos) << once;
    }
    const std::string order = *test::poppler("pdftotext -raw {} -", pdf);
    EXPECT_LT(order.find("No data"), order.find("Boundaries"));
    EXPECT_THAT(*test::poppler("pdffonts {}", pdf), Not(HasSubstr(" no  no")));
}

TEST_F(MapPage, EqualInputGivesEqualPages) {
    EXPECT_EQ(svg_of(page()), svg_of(page()));
    EXPECT_EQ(pdf_of(page()), pdf_of(page()));
}

TEST_F(MapPage, TextOfDataStaysText) {
    style_.title = "<b>A & B</b> \"quoted\"";
    EXPECT_THAT(svg_of(page()), AllOf(HasSubstr("&lt;b&gt;A &amp; B&lt;/b&gt; &quot;quoted&quot;"),
                                      Not(HasSubstr("<b>A"))));
}

// Alaska, Hawaii and Puerto Rico have frames of their own; what has none is told.
TEST(MapOfACountry, SaysWhatIsNotOnIt) {
    auto results = test::made_results(
        {test::made_column("rate", "share", {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8})});
    const std::vector<std::pair<const char*, geo::LonLat>> places = {
        {"01001000100", {-86, 32}}, {"02020000100", {-150, 61}}, {"06001000100", {-122, 38}},
        {"17031000100", {-88, 42}}, {"36061000100", {-74, 41}},  {"48001000100", {-95, 31}},
        {"66010000100", {145, 13}}, {"78010000100", {-65, 17.7}}};
    geo::PolygonSet squares;
    std::vector<std::string> geoids;
    for (const auto& [geoid, at] : places) {
        const geo::LonLat ring[] = {{at.lon, at.lat},
                                    {at.lon + 0.1, at.lat},
                                    {at.lon + 0.1, at.lat + 0.1},
                                    {at.lon, at.lat + 0.1}};
        squares.begin_shape();
        squares.begin_part();
        squares.add_ring(ring);
        geoids.emplace_back(geoid);
    }
    results->tracts = std::make_shared<tract::TractSet>(
        tract::TractSet::from(std::move(geoids), std::move(squares), 2020));
    const study::ResultColumns columns(results);
    const std::string text = text_of(map_page(columns, {.column = "rate"}, nullptr, {}));
    EXPECT_THAT(text, AllOf(HasSubstr("Alaska"), Not(HasSubstr("Hawaii\n"))));
    EXPECT_THAT(text, HasSubstr("not on this map: 2 (Guam,"));
    EXPECT_THAT(text, HasSubstr("Virgin"));
}

TEST(Sheets, AreNamedOrMeasured) {
    EXPECT_EQ(sheet_named("Letter").width, 612);
    EXPECT_NEAR(sheet_named("a4").height, 841.89, 0.01);
    EXPECT_DOUBLE_EQ(sheet_named("11x8.5in").width, 792);
    EXPECT_NEAR(sheet_named("297 x 210mm").width, 841.89, 0.01);
    for (const char* wrong : {"letre", "11x", "x8", "1x1", "99x99in", "-5x5", "11by8"})
        EXPECT_THAT(test::error_of([&] { sheet_named(wrong); }), HasSubstr("no size of a sheet"))
            << wrong;
}

TEST_F(MapPage, WarnsOfColorsThatCannotBeToldApart) {
    EXPECT_THAT(print_warnings(page().told_apart, {}), IsEmpty());
    style_.palette = "RdYlGn";
    EXPECT_THAT(print_warnings(page().told_apart, {}), Contains(HasSubstr("black and white")));
}

} // namespace
} // namespace tractwise::paper
