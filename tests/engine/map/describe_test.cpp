// SPDX-License-Identifier: Apache-2.0
#include "engine/map/describe.hpp"

#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tractwise::map {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr Reader kEnglish{}, kSpanish{Language::Spanish, Units::Us};

TEST(Describe, AColumnOfASurvey) {
    const study::ResultColumns columns(test::made_results(
        {test::made_column("poverty_share", "share", {0.1, 0.2, 0.2, 0.548, kNaN},
                           {0.01, 0.02, kNaN, 0.123, kNaN}),
         test::made_column("population", "people", {100, 2352, 1, kNaN, 0})}));
    const TractWords words = describe(columns, 3, "poverty_share", kEnglish);
    EXPECT_EQ(words.geoid, "99001000004");
    EXPECT_EQ(words.value, "54.8 %");
    EXPECT_EQ(words.margin, "±12.3 percentage points (90 % margin of error)");
    EXPECT_EQ(words.place, "higher than 75.0 % of the tracts with a value in Toy County");
    EXPECT_EQ(words.reliability, "high reliability (CV 14 %)"); // 0.123 / 1.645 / 0.548
    EXPECT_EQ(words.people, "people not counted");
    EXPECT_THAT(words.why_missing, IsEmpty());
    EXPECT_THAT(words.contributions, IsEmpty());
    EXPECT_EQ(describe(columns, 1, "poverty_share", kEnglish).people, "2,352 people");
    // Equal values are not below each other.
    EXPECT_THAT(describe(columns, 2, "poverty_share", kEnglish).place, HasSubstr("than 25.0 %"));
    EXPECT_THAT(describe(columns, 2, "poverty_share", kEnglish).margin, IsEmpty());
    const TractWords missing = describe(columns, 4, "poverty_share", kEnglish);
    EXPECT_EQ(missing.value, "no data");
    EXPECT_EQ(missing.why_missing, "Too few sample observations to compute an estimate.");
    EXPECT_THAT(missing.place, IsEmpty());
    EXPECT_THAT(describe(columns, 3, "poverty_share", kSpanish).margin,
                HasSubstr("puntos porcentuales (margen de error del 90 %)"));
}

// 000300 is the furthest from the only store and clinic: it ranks first of five.
TEST(Describe, AColumnOfTheIndex) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    const test::ToyStudy toy;
    study::Session session(catalog, {test::source_file("data/recipes")});
    session.update(study::Study::read(toy.file()));
    const study::ResultColumns columns(session.run({}));
    const TractWords words = describe(columns, 2, "toy_percentile", kEnglish);
    EXPECT_EQ(words.value, "percentile 80.0");
    EXPECT_THAT(words.place, HasSubstr("higher than 80.0 % of the ranked tracts in "));
    ASSERT_EQ(words.contributions.size(), 2U);
    EXPECT_NEAR(words.contributions[0].share + words.contributions[1].share, 1, 1e-12);
    EXPECT_GE(words.contributions[0].value, words.contributions[1].value);
    EXPECT_EQ(words.contributions[0].share_words, "50 % of the score");
    EXPECT_THAT(describe(columns, 2, "toy_score", kSpanish).place,
                HasSubstr("más alto que el 80.0 % de los sectores clasificados en "));
    const TractWords water = describe(columns, 5, "toy_percentile", kEnglish);
    EXPECT_EQ(water.value, "no data");
    EXPECT_FALSE(water.why_missing.empty());
    EXPECT_THAT(water.contributions, IsEmpty());
    EXPECT_EQ(describe(columns, 5, "toy_percentile", kSpanish).why_missing,
              "Nadie vive en este sector.");
}

TEST(Describe, WordsOfPlaceAndReference) {
    EXPECT_EQ(percentile_words(0.874, tract::Direction::HigherIsWorse, kEnglish),
              "higher than 87.4 % of the ranked tracts");
    EXPECT_EQ(percentile_words(0.874, tract::Direction::HigherIsBetter, kEnglish),
              "worse off than 87.4 % of the ranked tracts");
    index::IndexRecipe recipe;
    EXPECT_EQ(reference_words(recipe, {}, kEnglish), "all tracts read");
    EXPECT_EQ(reference_words(recipe, {.name = "Cook County"}, kSpanish), "Cook County");
    recipe.reference = index::Reference::State;
    EXPECT_EQ(reference_words(recipe, {.name = "Cook County"}, kSpanish), "el mismo estado");
}

TEST(Describe, EveryReasonHasASentenceInBothLanguages) {
    std::set<std::string> sentences;
    for (int i = 0; i <= static_cast<int>(io::Missing::Dependent); ++i)
        for (const Language language : {kEnglish, kSpanish})
            EXPECT_TRUE(
                sentences.insert(missing_words(static_cast<io::Missing>(i), language)).second);
}

} // namespace
} // namespace tractwise::map
