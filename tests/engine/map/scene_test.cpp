// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scene.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <random>

namespace tractwise::map {
namespace {

using test::made_column;
using test::made_results;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Reader kReader{};

// Ten tracts; nobody knows who lives in the last, the ninth has no poverty share.
class SceneTest : public testing::Test {
protected:
    study::ResultColumns columns_{made_results(
        {made_column("poverty_share", "share", {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, kNaN, 0.8},
                     {0.1, 0.2, 0.05, 0.05, 0.05, 0.05, kNaN, 0.05, kNaN, 0.05}),
         made_column("clinic_m", "m", {900, 800, 700, 600, 500, 400, 300, kNaN, 100, 50}),
         made_column("population", "people", {10, 20, 30, 40, 50, 60, 70, 80, 90, kNaN})})};
    MapStyle style_{.column = "poverty_share", .classes = {stats::Method::EqualInterval, 4, {}}};
    MapScene scene() const { return make_scene(columns_, style_, kReader); }
};

TEST_F(SceneTest, EachTractHasItsClass) {
    const MapScene map = scene();
    EXPECT_THAT(map.classes, ElementsAre(0, 0, 0, 1, 1, 2, 2, 3, -1, 3));
    const auto colors = find_palette("YlOrBr").colors(4);
    EXPECT_EQ(map.fill[0], colors[0]);
    EXPECT_EQ(map.fill[9], colors[3]);
    EXPECT_EQ(map.fill[8], kNoDataFill);
    EXPECT_EQ(map.pattern[8], Pattern::NoData);
    style_.reversed = true;
    EXPECT_EQ(scene().fill[0], colors[3]);
    EXPECT_EQ(scene().fill[8], kNoDataFill);
}

TEST_F(SceneTest, LegendCountsTractsAndPeople) {
    const Legend legend = scene().legend;
    ASSERT_EQ(legend.rows.size(), 4U);
    EXPECT_EQ(legend.rows[0].label, "0 – 20 %");
    EXPECT_EQ(legend.rows[0].tracts, 3U);
    EXPECT_DOUBLE_EQ(legend.rows[0].people, 60);
    EXPECT_DOUBLE_EQ(legend.rows[0].people_share, 60 / 450.0);
    EXPECT_EQ(legend.rows[3].tracts, 2U);
    EXPECT_DOUBLE_EQ(legend.rows[3].people, 80);
    EXPECT_EQ(legend.no_data.tracts, 1U);
    EXPECT_DOUBLE_EQ(legend.no_data.people, 90);
    ASSERT_EQ(legend.reasons.size(), 1U);
    EXPECT_EQ(legend.reasons[0].reason, io::Missing::NoSample);
    EXPECT_EQ(legend.title, "Label of poverty_share");
    EXPECT_EQ(legend.unit_words, "percent");
    EXPECT_EQ(legend.method_words, "4 classes of equal width");
    EXPECT_EQ(scene().source_line, "Source: Survey, 2022. 2020 census tracts.");
}

// "No data" stands in the legend even where nothing is missing, and zero has a class.
TEST_F(SceneTest, NoDataIsAlwaysThereAndNeverZero) {
    for (const Palette& palette : palettes())
        for (int count = 3; count <= 9; ++count)
            for (const Rgb color : palette.colors(count))
                EXPECT_NE(color, kNoDataFill) << palette.id;
    style_.column = "population";
    EXPECT_EQ(scene().legend.no_data.tracts, 1U);
    const study::ResultColumns full(made_results({made_column("zeros", "people", {0, 0, 5})}));
    const MapScene map = make_scene(full, {.column = "zeros"}, kReader);
    EXPECT_EQ(map.legend.no_data.label, "No data");
    EXPECT_EQ(map.legend.no_data.tracts, 0U);
    EXPECT_EQ(map.pattern[0], Pattern::Solid);
    EXPECT_EQ(map.classes[0], 0);
    EXPECT_EQ(map.legend.rows[0].label, "0");
    const study::ResultColumns same(made_results({made_column("same", "people", {7, 7})}));
    EXPECT_EQ(make_scene(same, {.column = "same"}, kReader).legend.method_words, "One class");
    const study::ResultColumns none(made_results({made_column("none", "people", {kNaN, kNaN})}));
    const MapScene empty = make_scene(none, {.column = "none"}, kReader);
    EXPECT_TRUE(empty.legend.rows.empty());
    EXPECT_EQ(empty.legend.no_data.tracts, 2U);
}

// CV = margin / 1.645 / estimate: 0.2 / 1.645 / 0.1 = 122 %; 0.05 / 1.645 / 0.2 = 15 %.
TEST_F(SceneTest, UnreliableEstimatesAreHatched) {
    const MapScene map = scene();
    EXPECT_EQ(map.pattern[1], Pattern::Unreliable);
    EXPECT_EQ(map.pattern[2], Pattern::Solid);
    EXPECT_EQ(map.pattern[6], Pattern::Solid); // no margin: nothing is known against it
    EXPECT_EQ(map.fill[1], map.fill[2]);       // the color of its class stays
    ASSERT_TRUE(map.legend.unreliable);
    EXPECT_EQ(map.legend.unreliable->label, "Unreliable estimate (CV above 30 %)");
    EXPECT_EQ(map.legend.unreliable->tracts, 2U); // and an estimate of 0 with a margin
    ASSERT_TRUE(map.legend.wrong_class_chance);
    EXPECT_GT(*map.legend.wrong_class_chance, 0);
    style_.unreliable_cv = 0.15;
    EXPECT_EQ(scene().pattern[2], Pattern::Unreliable);
    style_.hatch_unreliable = false;
    EXPECT_EQ(scene().pattern[1], Pattern::Solid);
    EXPECT_FALSE(scene().legend.unreliable);
}

TEST_F(SceneTest, LockedClassesStayWhateverTheValues) {
    style_.locked = stats::Classes{{0.25, 0.5}, 0.1};
    const MapScene map = scene();
    EXPECT_THAT(map.classes, ElementsAre(0, 0, 0, 1, 1, 1, 1, 1, -1, 1));
    EXPECT_EQ(map.legend.rows[0].label, "up to 25 %");
    EXPECT_EQ(map.legend.rows[1].label, "more than 25 %");
    EXPECT_THAT(map.legend.method_words, HasSubstr("kept"));
    style_.locked.reset();
    style_.classes.own = {0.25, 0.5};
    EXPECT_EQ(scene().legend.rows.size(), 3U);
    EXPECT_EQ(scene().classes[9], 2);
}

// Thirds of eight known values of both columns; a cell is row (clinic) x 3 + column (poverty).
TEST_F(SceneTest, TwoColumns) {
    style_.second = "clinic_m";
    const MapScene map = scene();
    ASSERT_TRUE(map.legend.bivariate);
    const BivariateLegend& two = *map.legend.bivariate;
    EXPECT_EQ(map.classes[0], 6); // little poverty, far away
    EXPECT_EQ(map.classes[9], 2); // much poverty, near
    EXPECT_EQ(map.classes[7], -1);
    EXPECT_EQ(map.classes[8], -1);
    EXPECT_EQ(map.fill[0], find_bivariate_palette("red_blue").color(2, 0));
    std::size_t tracts = 0;
    for (const auto& cell : two.cells)
        tracts += cell.tracts;
    EXPECT_EQ(tracts, 8U);
    EXPECT_EQ(two.at(2, 0).tracts, 3U);
    EXPECT_DOUBLE_EQ(two.at(2, 0).people, 60);
    EXPECT_EQ(map.legend.no_data.tracts, 2U);
    EXPECT_TRUE(map.legend.rows.empty());
    EXPECT_EQ(two.across, "Label of poverty_share");
    EXPECT_THAT(two.at(2, 0).label, HasSubstr("poverty_share: low"));
}

TEST_F(SceneTest, Spanish) {
    const MapScene map = make_scene(columns_, style_, {Language::Spanish, Units::Us});
    EXPECT_EQ(map.legend.no_data.label, "Sin datos");
    EXPECT_EQ(map.legend.method_words, "4 clases de igual amplitud");
    EXPECT_EQ(map.source_line, "Fuente: Survey, 2022. Sectores censales de 2020.");
}

TEST_F(SceneTest, WrongNames) {
    style_.column = "poverty_shore";
    EXPECT_THAT(test::error_of([&] { scene(); }), HasSubstr("poverty_share"));
    style_.column = "";
    EXPECT_EQ(scene().column, "poverty_share");
    style_.palette = "rainbow";
    EXPECT_THAT(test::error_of([&] { scene(); }), HasSubstr("rainbow"));
}

// One cache for many scenes and other results under the same names: always what no cache gives.
TEST(SceneCache, ChangesNothing) {
    std::mt19937 random(3);
    SceneCache cache;
    for (int round = 0; round < 40; ++round) {
        std::vector<double> values, margin;
        for (int i = 0; i < 60; ++i) {
            values.push_back(random() % 9 == 0 ? kNaN : static_cast<double>(random() % 50));
            margin.push_back(static_cast<double>(random() % 20));
        }
        const study::ResultColumns columns(made_results(
            {made_column("value", "people", values, margin), made_column("other", "m", margin)}));
        for (const char* second : {"", "other"})
            for (int count = 3; count < 6; ++count) {
                MapStyle style{.column = "value", .second = second};
                style.classes.count = count;
                const MapScene with = make_scene(columns, style, kReader, &cache),
                               without = make_scene(columns, style, kReader);
                EXPECT_EQ(with.classes, without.classes);
                EXPECT_EQ(with.breaks, without.breaks);
                EXPECT_EQ(with.fill, without.fill);
                EXPECT_EQ(with.legend.wrong_class_chance, without.legend.wrong_class_chance);
            }
    }
}

// What a style leaves open follows the column: a map of who is reached is none of need.
TEST(SceneSuits, SharesThatMeanBetterHaveQuartersAndColorsOfTheirOwn) {
    tract::Column reached = made_column("reached", "share", {0, 0.1, 0.3, 0.878, kNaN});
    reached.info.direction = tract::Direction::HigherIsBetter;
    const study::ResultColumns columns(
        made_results({reached, made_column("rank", "percentile", {0, 0.2, 0.5, 0.75, 1}),
                      made_column("poverty", "share", {0, 0.1, 0.2, 0.3, 0.4})}));
    const MapScene map = make_scene(columns, {.column = "reached"}, kReader);
    ASSERT_EQ(map.legend.rows.size(), 4U);
    EXPECT_EQ(map.legend.rows[0].label, "0 – 25 %");
    EXPECT_EQ(map.legend.rows[3].label, "75 – 100 %");
    EXPECT_EQ(map.palette, kBetterPalette);
    EXPECT_EQ(map.legend.method_words, "4 fixed classes of 25 percentage points each");

    const MapScene percentile = make_scene(columns, {.column = "rank"}, kReader);
    ASSERT_EQ(percentile.legend.rows.size(), 5U);
    EXPECT_EQ(percentile.legend.rows[0].label, "0 – 20");
    EXPECT_EQ(percentile.legend.rows[1].label, "20 – 40");
    EXPECT_EQ(percentile.palette, kDefaultPalette);
    EXPECT_EQ(percentile.legend.method_words, "5 classes of 20 percentiles each");

    EXPECT_EQ(make_scene(columns, {.column = "poverty"}, kReader).legend.method_words,
              "5 classes with about equally many tracts");
    const MapStyle chosen{
        .column = "reached", .classes = {stats::Method::Quantiles, 3, {}}, .palette = "viridis"};
    const MapScene asked = make_scene(columns, chosen, kReader);
    EXPECT_EQ(asked.legend.rows.size(), 3U);
    EXPECT_EQ(asked.palette, "viridis");
}

// Nobody is reached and nothing is uncertain about it.
TEST(SceneSuits, ACertainZeroIsNotHatched) {
    const study::ResultColumns columns(
        made_results({made_column("reached", "people", {0, 0, 40}, {0, 12, 5})}));
    const MapScene map = make_scene(columns, {.column = "reached"}, kReader);
    EXPECT_EQ(map.pattern[0], Pattern::Solid);
    EXPECT_EQ(map.pattern[1], Pattern::Unreliable);
}

TEST(SceneSuits, TractsBeyondAListAreHatchedAndTheLegendWarns) {
    auto results = made_results({made_column("distance", "m", {100, 200, 900, 950})});
    auto partial = *results;
    partial.partial_lists = {{"survey", "Survey", {2, 3}}};
    const study::ResultColumns columns(std::make_shared<study::Results>(partial));
    const MapScene map = make_scene(columns, {.column = "distance"}, kReader);
    EXPECT_EQ(map.pattern[1], Pattern::Solid);
    EXPECT_EQ(map.pattern[2], Pattern::Unreliable);
    EXPECT_THAT(map.beyond, ElementsAre(2, 3));
    ASSERT_TRUE(map.legend.beyond);
    EXPECT_EQ(map.legend.beyond->tracts, 2U);
    ASSERT_EQ(map.legend.warnings.size(), 1U);
    EXPECT_THAT(map.legend.warnings[0], HasSubstr("around 2 of 4 tracts it has no places"));
    EXPECT_THAT(make_scene(columns, {.column = "distance"}, {Language::Spanish, Units::Us})
                    .legend.warnings[0],
                HasSubstr("alrededor de 2 de 4 sectores"));
}

} // namespace
} // namespace tractwise::map
