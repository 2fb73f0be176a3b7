// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_figure.hpp"

#include "engine/map/scene.hpp"
#include "engine/paper/paint.hpp"
#include "tests/engine/paper/page_words.hpp"
#include "tests/engine/paper/toy_maps.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::paper {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class MapFigure : public test::ToyMaps {
protected:
    Drawing figure(const FigureChoice& choice = {}) {
        return map_figure(*columns_, style_, &overlays_, choice);
    }
    map::MapStyle style_{.column = "clinic_nearest_m"};
};

TEST_F(MapFigure, HasLegendAndScaleButNothingOfAPage) {
    const Drawing made = figure();
    EXPECT_DOUBLE_EQ(made.width, 468);
    EXPECT_DOUBLE_EQ(made.height, 300);
    EXPECT_THAT(test::text_of(made),
                AllOf(HasSubstr("No data"), HasSubstr("N\n"), HasSubstr(" km\n"),
                      Not(HasSubstr("Boundaries")), Not(HasSubstr("Made with")),
                      Not(HasSubstr("census tracts of"))));
    const Group* inside = test::figure_of(made.root);
    ASSERT_NE(inside, nullptr);
    EXPECT_EQ(inside->alt, made.subject);
    EXPECT_THAT(made.subject, HasSubstr("by census tract: 6 tracts"));
}

TEST_F(MapFigure, StandsWhereItIsPut) {
    const FigureChoice choice{.width = 300, .height = 280, .at = {100, 200}};
    for (const Words& words : test::words_of(figure(choice))) {
        EXPECT_GE(words.at.x, 100) << words.text;
        EXPECT_LE(words.at.x, 400) << words.text;
        EXPECT_GE(words.at.y, 200) << words.text;
        EXPECT_LE(words.at.y, 480) << words.text;
    }
}

TEST_F(MapFigure, AHighlightIsALineAndTheRestIsQuieter) {
    const std::string plain = svg_of(figure()), marked = svg_of(figure({.highlight = {0, 1}}));
    const map::MapScene scene = map::make_scene(*columns_, style_, {});
    const auto fill = [&](std::size_t row) {
        return "fill=\"" + map::to_hex(scene.fill[row]) + '"';
    };
    ASSERT_NE(scene.fill[0], scene.fill[5]);
    EXPECT_THAT(plain, AllOf(HasSubstr(fill(0)), HasSubstr(fill(5))));
    EXPECT_THAT(marked, HasSubstr(fill(0)));
    EXPECT_LT(test::count_of(marked, fill(5)), test::count_of(plain, fill(5)));
    EXPECT_THAT(marked, HasSubstr("stroke-width=\"4\""));
    EXPECT_THAT(plain, Not(HasSubstr("stroke-width=\"4\"")));
}

TEST_F(MapFigure, SaysWhatIsWrong) {
    EXPECT_THAT(test::error_of([&] { figure({.width = 120, .height = 60}); }),
                HasSubstr("too small"));
    EXPECT_THAT(test::error_of([&] { figure({.highlight = {99}}); }), HasSubstr("none of the"));
}

} // namespace
} // namespace tractwise::paper
