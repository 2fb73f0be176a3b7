// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_page.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/paint.hpp"
#include "tests/engine/paper/poppler.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/toy_study.hpp"

#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <gmock/gmock.h>

namespace tractwise::paper {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Every line of text of a page.
void words_in(const Group& group, std::vector<Words>& found) {
    for (const Item& item : group.items)
        if (const auto* words = std::get_if<Words>(&item.what))
            found.push_back(*words);
        else if (const auto* inner = std::get_if<Group>(&item.what))
            words_in(*inner, found);
}
std::vector<Words> words_of(const Drawing& page) {
    std::vector<Words> found;
    words_in(page.root, found);
    return found;
}
std::string text_of(const Drawing& page) {
    std::string text;
    for (const Words& words : words_of(page))
        text += words.text + (words.text.ends_with(' ') ? "" : "\n");
    return text;
}
const Group* figure_of(const Group& group) {
    if (group.role == Role::Figure)
        return &group;
    for (const Item& item : group.items)
        if (const auto* inner = std::get_if<Group>(&item.what))
            if (const Group* found = figure_of(*inner))
                return found;
    return nullptr;
}

class MapPage : public testing::Test {
protected:
    MapPage() {
        layers::add_layers(catalog_);
        session_.update(study::Study::read(toy_.file()));
        results_ = session_.run({});
        columns_.emplace(results_);
        overlays_ = map::read_overlays(*results_, {});
    }
    Drawing page(const PageChoice& choice = {}) {
        return map_page(*columns_, style_, &overlays_, choice);
    }
    layer::LayerCatalog catalog_;
    test::ToyStudy toy_;
    study::Session session_{catalog_, {}};
    std::shared_ptr<const study::Results> results_;
    std::optional<study::ResultColumns> columns_;
    map::Overlays overlays_;
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
    EXPECT_THAT(print_warnings(map::make_scene(*columns_, style_, {}), {}), IsEmpty());
    style_.palette = "RdYlGn";
    const std::vector<std::string> warnings =
        print_warnings(map::make_scene(*columns_, style_, {}), {});
    EXPECT_THAT(warnings, Contains(HasSubstr("black and white")));
}

} // namespace
} // namespace tractwise::paper
