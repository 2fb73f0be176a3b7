// SPDX-License-Identifier: Apache-2.0
#include "engine/map/cluster_scene.hpp"

#include "engine/core/numbers.hpp"
#include "engine/map/color_vision.hpp"
#include "tests/engine/map/made_results.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

namespace tractwise::map {
namespace {

using spatial::Cluster;
using test::made_column;
using test::made_results;
using testing::ElementsAre;
using testing::HasSubstr;

// Six tracts; the last has no value, the fifth no neighbor.
class ClusterSceneTest : public testing::Test {
protected:
    study::ResultColumns columns_{
        made_results({made_column("poverty_share", "share", {.9, .8, .1, .2, .3, kNaN},
                                  {.5, .5, .5, .5, .5, kNaN}),
                      made_column("population", "people", {10, 20, 30, 40, kNaN, 100})})};
    ClusterMap found_{
        .column = "poverty_share",
        .cluster = {Cluster::HighHigh, Cluster::HighHigh, Cluster::LowHigh, Cluster::NotSignificant,
                    Cluster::Island, Cluster::NoValue},
        .classes = {Cluster::HighHigh, Cluster::LowLow, Cluster::LowHigh, Cluster::HighLow},
        .method = "As it was found."};
};

TEST_F(ClusterSceneTest, ClassesCountTractsAndPeople) {
    const MapScene scene = cluster_scene(columns_, {}, found_, {});
    EXPECT_EQ(scene.column, "poverty_share");
    EXPECT_THAT(scene.classes, ElementsAre(0, 0, 2, 4, 5, -1));
    EXPECT_EQ(scene.fill[0], color_of(Cluster::HighHigh));
    EXPECT_EQ(scene.fill[5], kNoDataFill);
    EXPECT_EQ(scene.pattern[5], Pattern::NoData);
    EXPECT_EQ(scene.pattern[0], Pattern::Solid) << "no p knows the margins, so none is hatched";
    const Legend& legend = scene.legend;
    EXPECT_EQ(legend.title, "Where it clusters: Label of poverty_share");
    ASSERT_EQ(legend.rows.size(), 6U);
    EXPECT_EQ(legend.rows[0].label, "High among high");
    EXPECT_EQ(legend.rows[0].tracts, 2U);
    EXPECT_EQ(legend.rows[0].people, 30);
    EXPECT_NEAR(legend.rows[0].people_share, 0.15, 1e-12);
    EXPECT_EQ(legend.rows[1].tracts, 0U) << "a class without a tract is in the legend too";
    EXPECT_EQ(legend.rows[4].label, "Not significant");
    EXPECT_EQ(legend.rows[5].label, "No neighbor");
    EXPECT_EQ(legend.no_data.tracts, 1U);
    EXPECT_EQ(legend.no_data.people, 100);
    EXPECT_EQ(legend.reasons.size(), 1U);
    EXPECT_EQ(legend.method_words, "As it was found.");
    EXPECT_THAT(scene.source_line, HasSubstr("Survey"));
    const MapScene spanish =
        cluster_scene(columns_, {.title = "Pobreza"}, found_, {Language::Spanish, {}});
    EXPECT_EQ(spanish.title, "Pobreza");
    EXPECT_EQ(spanish.legend.rows[0].label, "Alto entre altos");
}

TEST_F(ClusterSceneTest, WithoutIslandsTheLegendHasNone) {
    found_.cluster[4] = Cluster::LowLow;
    EXPECT_EQ(cluster_scene(columns_, {}, found_, {}).legend.rows.size(), 5U);
}

TEST_F(ClusterSceneTest, OfOtherTractsOrAnotherMethodIsRefused) {
    found_.cluster[0] = Cluster::Hot;
    EXPECT_THAT(test::error_of([&] { cluster_scene(columns_, {}, found_, {}); }),
                HasSubstr("no class \"hot\""));
    found_.cluster.pop_back();
    EXPECT_THAT(test::error_of([&] { cluster_scene(columns_, {}, found_, {}); }),
                HasSubstr("5 clusters for 6 tracts"));
}

TEST_F(ClusterSceneTest, InSentences) {
    const MapScene scene = cluster_scene(columns_, {}, found_, {});
    const std::vector<std::string> said = cluster_alternative(columns_, scene, {});
    ASSERT_EQ(said.size(), 9U);
    EXPECT_THAT(said[0], HasSubstr("6 tracts in Toy County"));
    EXPECT_EQ(said[1], "High among high: 2 tracts, with 15.0 % of the people.");
    EXPECT_EQ(said.back(), "As it was found.");
}

// CIEDE2000 of 8 and more, where two columns have 6 (bivariate_test.cpp). No data is hatched besides.
TEST(ClusterColors, StayApartForEveryEye) {
    const std::vector<std::vector<Cluster>> maps = {
        {Cluster::HighHigh, Cluster::LowLow, Cluster::LowHigh, Cluster::HighLow},
        {Cluster::HighHigh, Cluster::LowLow, Cluster::OtherAlike, Cluster::Unlike},
        {Cluster::Hot, Cluster::Cold},
        {Cluster::Joined}};
    for (const std::vector<Cluster>& classes : maps) {
        std::vector<Cluster> shown = classes;
        shown.push_back(Cluster::NotSignificant);
        shown.push_back(Cluster::Island);
        for (const Vision vision : kVisions) {
            const auto seen = [&](Cluster cluster) { return seen_as(color_of(cluster), vision); };
            for (const Cluster cluster : classes) {
                EXPECT_GT(difference(seen(cluster), seen(Cluster::NotSignificant)), 6)
                    << spatial::name_of(cluster) << " as " << name_of(vision);
                EXPECT_GT(difference(seen(cluster), seen_as(kNoDataFill, vision)), 6)
                    << spatial::name_of(cluster) << " as " << name_of(vision);
            }
            for (std::size_t a = 0; a < shown.size() && vision != Vision::Gray; ++a)
                for (std::size_t b = 0; b < a; ++b)
                    EXPECT_GT(difference(seen(shown[a]), seen(shown[b])), 8)
                        << spatial::name_of(shown[a]) << " and " << spatial::name_of(shown[b])
                        << " as " << name_of(vision);
        }
    }
}

} // namespace
} // namespace tractwise::map
