// SPDX-License-Identifier: Apache-2.0
#include "engine/access/people_summary.hpp"

#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::access {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsNan;

TEST(PeopleSummary, MeanAndMedianAreOverThoseWithAValue) {
    const std::vector<double> minutes{10, 20, kNaN};
    const auto of = summarize_groups(
        minutes, std::vector<PeopleGroup>{{"all", "", {1, 3, 2}}, {"few", "", {2, kNaN, 0}}});
    ASSERT_EQ(of.size(), 2U);
    EXPECT_EQ(of[0].name, "all");
    EXPECT_EQ(of[0].people, 6);
    EXPECT_DOUBLE_EQ(of[0].mean, 17.5); // (1 * 10 + 3 * 20) / 4
    EXPECT_EQ(of[0].median, 20);        // one of four is within 10 minutes
    EXPECT_EQ(of[0].people_without, 2);
    EXPECT_EQ(of[1].people, 2) << "NaN is nobody";
    EXPECT_EQ(of[1].mean, 10);
    EXPECT_EQ(of[1].people_without, 0);
}

TEST(PeopleSummary, TheMedianIsTheLowerOfTwo) {
    const auto of = summarize_groups(std::vector<double>{30, 10, 20, 40},
                                     std::vector<PeopleGroup>{{"all", "", {1, 1, 1, 1}}});
    EXPECT_EQ(of[0].median, 20);
    EXPECT_EQ(of[0].mean, 25);
}

TEST(PeopleSummary, WhereNobodyHasAValueThereIsNoMean) {
    const auto of = summarize_groups(std::vector<double>{kNaN, 5},
                                     std::vector<PeopleGroup>{{"all", "", {8, 0}}});
    EXPECT_TRUE(std::isnan(of[0].mean));
    EXPECT_TRUE(std::isnan(of[0].median));
    EXPECT_EQ(of[0].people_without, 8);
    EXPECT_THAT(summarize_groups(std::vector<double>{1}, {}), IsEmpty());
}

// Two places, two ways to travel: rows 0 and 1 drive, 2 and 3 walk.
TEST(PeopleSummary, ReasonsCountPeopleAndEachPlaceOnce) {
    const std::vector<double> values{kNaN, 5, kNaN, kNaN};
    const std::vector<double> people{4, 9, 1, kNaN};
    const std::vector<std::size_t> reason_of{2, 0, 2, 0};
    const std::vector<std::string> reasons{"no street near", "never", "too far"};
    const auto without = why_without(values, people, reason_of, reasons, 2);
    ASSERT_EQ(without.size(), 2U);
    EXPECT_EQ(without[0].reason, "no street near");
    EXPECT_EQ(without[0].places, 1U);
    EXPECT_EQ(without[0].people, 0);
    EXPECT_EQ(without[1].reason, "too far");
    EXPECT_EQ(without[1].places, 1U) << "drivers and walkers of one place";
    EXPECT_EQ(without[1].people, 5);
}

TEST(PeopleSummary, MeansByTractInAnyOrderOfPlaces) {
    const std::vector<std::string> tract_of{"B", "A", "", "B", "C", "B"};
    const std::vector<double> people{1, 10, 100, 3, 0, 6};
    const std::vector<geo::LonLat> places{{0, 0}, {5, 1}, {9, 9}, {4, 8}, {7, 7}, {0, 0}};
    const std::vector<std::vector<double>> columns{{10, 7, 1, 30, 2, kNaN}};
    const TractMeans means = means_by_tract(tract_of, people, places, columns);
    EXPECT_THAT(means.tract, ElementsAre("A", "B", "C"));
    EXPECT_THAT(means.people, ElementsAre(10, 10, 0));
    ASSERT_EQ(means.means.size(), 1U);
    // B: (1 * 10 + 3 * 30) / 4; the 6 without a value stand beside it. C: nobody lives there.
    EXPECT_THAT(means.means[0], ElementsAre(7, DoubleEq(25), IsNan()));
    EXPECT_THAT(means.without[0], ElementsAre(0, 6, 0));
    EXPECT_EQ(means.center[0], (geo::LonLat{5, 1}));
    EXPECT_DOUBLE_EQ(means.center[1].lon, 1.2); // 3 of 10 at 4
    EXPECT_DOUBLE_EQ(means.center[1].lat, 2.4);
    EXPECT_TRUE(std::isnan(means.center[2].lon));
}

} // namespace
} // namespace tractwise::access
