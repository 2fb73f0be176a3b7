// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_kind.hpp"
#include "engine/paper/map_page.hpp"

#include "engine/map/difference_scene.hpp"
#include "engine/paper/paint.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/engine/paper/page_words.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::paper {
namespace {

using test::made_column;
using test::text_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

tract::Column counts(const std::string& name, std::vector<double> values) {
    return made_column(name, "people", std::move(values));
}

/// Eight squares in a row, 111 m wide.
class MapKinds : public testing::Test {
protected:
    MapKinds() {
        std::vector<tract::Column> columns;
        columns.push_back(counts("white_nh", {100, 0, 250, 400, 50, 0, 0, kNaN}));
        columns.push_back(counts("black_nh", {300, 10, 0, 100, 50, 20, 0, 5}));
        columns.push_back(made_column("now", "share", {.1, .2, .3, .4, .5, .6, .7, kNaN},
                                      {.3, .01, .01, .01, .01, .01, .01, .01}));
        columns.push_back(made_column("then", "share", {.3, .2, .3, .1, .5, .2, .7, .1},
                                      {.3, .01, .01, .01, .01, .01, .01, .01}));
        columns.push_back(made_column("minutes", "min", {1, 2, 3, 4, 5, 6, 7, 8}));
        columns_.emplace(test::made_results(std::move(columns)));
    }
    Drawing page(const KindChoice& kind, const map::MapStyle& style = {}) {
        PageChoice choice;
        choice.kind = kind;
        return map_page(*columns_, style, nullptr, choice);
    }
    std::string error(const KindChoice& kind, const map::MapStyle& style = {}) {
        return test::error_of([&] { page(kind, style); });
    }
    std::optional<study::ResultColumns> columns_;
};

void discs_in(const Group& group, Rgb color, std::vector<const Disc*>& found) {
    for (const Item& item : group.items)
        if (const auto* disc = std::get_if<Disc>(&item.what)) {
            if (disc->fill == color)
                found.push_back(disc);
        } else if (const auto* inner = std::get_if<Group>(&item.what)) {
            discs_in(*inner, color, found);
        }
}
/// Discs of a color on the map itself.
std::vector<const Disc*> discs_of(const Drawing& page, Rgb color) {
    std::vector<const Disc*> found;
    discs_in(*test::figure_of(page.root), color, found);
    return found;
}
constexpr Rgb kBlue{0, 114, 178}, kGreen{0, 158, 115};

TEST_F(MapKinds, HaveNames) {
    for (const MapKind kind : kMapKinds)
        EXPECT_EQ(map_kind_named(name_of(kind)), kind);
    EXPECT_THAT(test::error_of([] { map_kind_named("dot"); }),
                AllOf(HasSubstr("\"dot\" is no kind of map"), HasSubstr("dots")));
}

// 800 white people are 80 dots of 10, 485 black people 48 or 49, however they lie in the tracts.
TEST_F(MapKinds, DotsAddUp) {
    const Drawing made =
        page({.kind = MapKind::Dots, .columns = {"white_nh", "black_nh"}, .people_per_dot = 10});
    EXPECT_EQ(discs_of(made, kBlue).size(), 80U);
    EXPECT_NEAR(static_cast<double>(discs_of(made, kGreen).size()), 48.5, 0.5);
    EXPECT_THAT(text_of(made), AllOf(HasSubstr("One dot is 10 people"), HasSubstr("800\n"),
                                     HasSubstr("485\n"), HasSubstr("No data: 1 tract.")));
    EXPECT_THAT(made.subject, HasSubstr("Label of white_nh: 800 people"));
}

TEST_F(MapKinds, DotsStandInTheirTract) {
    // All of 200 people live in the third of eight squares.
    columns_.emplace(test::made_results({counts("people_here", {0, 0, 200, 0, 0, 0, 0, 0})}));
    const Drawing made =
        page({.kind = MapKind::Dots, .columns = {"people_here"}, .people_per_dot = 1});
    const std::vector<const Disc*> dots = discs_of(made, kBlue);
    ASSERT_EQ(dots.size(), 200U);
    const auto neat =
        std::get<Shape>(test::figure_of(made.root)->items.back().what).outline.spots();
    const double left = neat[0].x + 8, width = neat[2].x - 8 - left;
    for (const Disc* dot : dots) {
        EXPECT_GE(dot->at.x, left + width * 2 / 8 - 0.1);
        EXPECT_LE(dot->at.x, left + width * 3 / 8 + 0.1);
    }
}

TEST_F(MapKinds, DotsOfOneSeedAreAlwaysTheSame) {
    KindChoice kind{.kind = MapKind::Dots, .columns = {"white_nh"}, .people_per_dot = 5};
    const std::string first = svg_of(page(kind));
    EXPECT_EQ(first, svg_of(page(kind)));
    kind.seed = 2;
    EXPECT_NE(first, svg_of(page(kind)));
}

TEST_F(MapKinds, DotsChooseARoundNumber) {
    const std::string text =
        text_of(page({.kind = MapKind::Dots, .columns = {"white_nh", "black_nh"}}));
    EXPECT_THAT(text,
                HasSubstr("One dot is one person")); // 1,285 people on a sheet for 12,000 dots
}

TEST_F(MapKinds, DotsRefuseWhatIsNoCount) {
    EXPECT_THAT(error({.kind = MapKind::Dots, .columns = {"now"}}),
                AllOf(HasSubstr("dots show counts"), HasSubstr("percent")));
    EXPECT_THAT(error({.kind = MapKind::Dots, .columns = {"white_hn"}}), HasSubstr("white_nh"));
    EXPECT_THAT(error({.kind = MapKind::Dots}), HasSubstr("hispanic")); // the usual groups
    EXPECT_THAT(error({.kind = MapKind::Dots, .columns = {"white_nh"}, .people_per_dot = 1e-9}),
                HasSubstr("--per"));
}

// Four times the people are twice the width; zero has no circle; the largest are painted first.
TEST_F(MapKinds, CirclesAreAsLargeAsTheirValues) {
    const Drawing made = page({.kind = MapKind::Symbols}, {.column = "white_nh"});
    const std::vector<const Disc*> circles = discs_of(made, {31, 105, 152});
    ASSERT_EQ(circles.size(), 4U); // 400, 250, 100, 50
    EXPECT_NEAR(circles[0]->radius / circles[2]->radius, 2, 0.05);
    EXPECT_NEAR(circles[0]->radius / circles[3]->radius, std::sqrt(8), 0.1);
    EXPECT_THAT(text_of(made), AllOf(HasSubstr("200 people"), HasSubstr("50 people"),
                                     HasSubstr("Zero: no circle\n3"), HasSubstr("No data\n1")));
}

TEST_F(MapKinds, CirclesRefuseNegativeValues) {
    columns_.emplace(test::made_results({counts("change", {5, -3, 2, 1})}));
    EXPECT_THAT(error({.kind = MapKind::Symbols}, {.column = "change"}), HasSubstr("below 0"));
}

// -0.2, 0, 0, 0.3, 0, 0.4, 0 and none: points of percent, bounds at -30, -10, 10, 30 or the like.
TEST_F(MapKinds, DifferencesHaveAClassAroundZero) {
    const Drawing made = page({.kind = MapKind::Difference}, {.column = "now", .second = "then"});
    const std::string text = text_of(made);
    EXPECT_THAT(text, AllOf(HasSubstr("Label of now"), HasSubstr("one around zero"),
                            HasSubstr("May be no difference"), HasSubstr("No data\n1\n")));
    study::ResultColumns columns = *columns_;
    const map::MapScene scene =
        map::difference_scene(columns, {.column = "now", .second = "then"}, {});
    ASSERT_EQ(scene.breaks.size(), 5U);
    EXPECT_THAT(std::vector<double>(scene.breaks.upper.begin(), scene.breaks.upper.end() - 1),
                ElementsAre(-30, -10, 10, 30));
    EXPECT_EQ(scene.classes[1], 2);
    EXPECT_EQ(scene.classes[0], 1);
    EXPECT_EQ(scene.pattern[0], map::Pattern::Unreliable); // 20 points, give or take 42
    EXPECT_EQ(scene.classes[5], 4);
    EXPECT_EQ(scene.pattern[5], map::Pattern::Solid);
    EXPECT_EQ(scene.pattern[1], map::Pattern::Solid) << "around zero nothing is doubtful";
    EXPECT_EQ(scene.pattern[7], map::Pattern::NoData);
}

TEST_F(MapKinds, DifferencesRefuse) {
    EXPECT_THAT(error({.kind = MapKind::Difference}, {.column = "now"}),
                HasSubstr("second column"));
    EXPECT_THAT(error({.kind = MapKind::Difference}, {.column = "now", .second = "minutes"}),
                HasSubstr("one unit"));
    EXPECT_THAT(error({.kind = MapKind::Difference},
                      {.column = "now", .classes = {.count = 4}, .second = "then"}),
                HasSubstr("around zero"));
    EXPECT_THAT(error({.kind = MapKind::Difference},
                      {.column = "now", .palette = "viridis", .second = "then"}),
                HasSubstr("no middle"));
}

TEST_F(MapKinds, SmallMapsShareClassesOfAUnit) {
    const Drawing made = page({.kind = MapKind::Multiples, .columns = {"now", "then", "minutes"}});
    std::vector<const Group*> figures;
    test::figures_in(made.root, figures);
    ASSERT_EQ(figures.size(), 3U);
    EXPECT_THAT(figures[2]->alt, HasSubstr("Label of minutes"));
    const std::string text = text_of(made);
    EXPECT_EQ(test::count_of(text, "Class\n"), 2U) << "one legend for shares, one for minutes";
    EXPECT_THAT(text, AllOf(HasSubstr("Same classes on 2 maps"), HasSubstr("percent"),
                            HasSubstr("Label of now"), HasSubstr("Label of then")));
    EXPECT_THAT(error({.kind = MapKind::Multiples, .columns = {"now"}}), HasSubstr("2 to 12"));
    EXPECT_THAT(error({.kind = MapKind::Multiples, .columns = {"now", "them"}}), HasSubstr("then"));
}

TEST_F(MapKinds, AKindSaysWhatItDoesNotShow) {
    EXPECT_THAT(error({.kind = MapKind::Choropleth}, {.column = "now", .second = "then"}),
                HasSubstr("no second column"));
    EXPECT_THAT(error({.kind = MapKind::Bivariate}, {.column = "now"}), HasSubstr("second"));
    EXPECT_THAT(error({.columns = {"now", "then"}}), HasSubstr("multiples"));
    EXPECT_THAT(error({.kind = MapKind::Clusters}), HasSubstr("found before"));
    EXPECT_THAT(error({.people_per_dot = 5}, {.column = "now"}), HasSubstr("no dots"));
    for (const MapKind kind : {MapKind::Plan, MapKind::Catchment})
        EXPECT_THAT(error({.kind = kind}, {.column = "now"}),
                    AllOf(HasSubstr("the study has none"), HasSubstr("[siting]")));
}

TEST_F(MapKinds, ClustersArePrintedWithTheirLegend) {
    using spatial::Cluster;
    const auto found = std::make_shared<const map::ClusterMap>(map::ClusterMap{
        .column = "now",
        .cluster = {Cluster::LowLow, Cluster::LowLow, Cluster::NotSignificant,
                    Cluster::NotSignificant, Cluster::Island, Cluster::HighHigh, Cluster::HighHigh,
                    Cluster::NoValue},
        .classes = {Cluster::HighHigh, Cluster::LowLow, Cluster::LowHigh, Cluster::HighLow},
        .method = "999 permutations, seed 1."});
    const KindChoice kind{.kind = MapKind::Clusters, .clusters = found};
    const Drawing made = page(kind, {.column = "now"});
    EXPECT_EQ(made.title, "Where it clusters: Label of now");
    EXPECT_THAT(text_of(made), AllOf(HasSubstr("High among high"), HasSubstr("Not significant"),
                                     HasSubstr("No neighbor"), HasSubstr("No data"),
                                     HasSubstr("999 permutations, seed 1.")));
    EXPECT_THAT(made.subject, HasSubstr("High among high: 2 tracts"));
    EXPECT_THAT(made.told_apart, testing::Contains(map::color_of(Cluster::LowLow)));
    EXPECT_EQ(pdf_of(made), pdf_of(page(kind, {.column = "now"})));
    EXPECT_THAT(error(kind, {.column = "now", .second = "then"}), HasSubstr("no second column"));
}

// Every kind is a page that can be heard, and the same twice.
TEST_F(MapKinds, AllAreToldAndRepeatable) {
    const map::MapStyle two{.column = "now", .second = "then"}, one{.column = "white_nh"};
    struct Case {
        KindChoice kind;
        const map::MapStyle& style;
    };
    for (const Case& c :
         {Case{{.kind = MapKind::Choropleth}, one}, Case{{.kind = MapKind::Bivariate}, two},
          Case{{.kind = MapKind::Difference}, two}, Case{{.kind = MapKind::Symbols}, one},
          Case{{.kind = MapKind::Dots, .columns = {"black_nh"}}, one},
          Case{{.kind = MapKind::Multiples, .columns = {"now", "then"}}, one}}) {
        const Drawing made = page(c.kind, c.style);
        EXPECT_THAT(made.subject, Not(testing::IsEmpty())) << name_of(*c.kind.kind);
        EXPECT_NE(test::figure_of(made.root), nullptr);
        EXPECT_EQ(pdf_of(made), pdf_of(page(c.kind, c.style))) << name_of(*c.kind.kind);
        PageChoice spanish;
        spanish.kind = c.kind;
        spanish.reader.language = Language::Spanish;
        EXPECT_THAT(text_of(map_page(*columns_, c.style, nullptr, spanish)),
                    Not(HasSubstr("tracts")))
            << name_of(*c.kind.kind);
    }
}

} // namespace
} // namespace tractwise::paper
