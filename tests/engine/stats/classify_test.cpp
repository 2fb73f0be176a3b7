// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/classify.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tractwise::stats {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pointwise;
using Values = std::vector<double>;

constexpr Method kAll[] = {Method::Quantiles,     Method::EqualInterval, Method::FisherJenks,
                           Method::StdMean,       Method::BoxPlot,       Method::HeadTail,
                           Method::MaximumBreaks, Method::Percentiles,   Method::Pretty};

Values upper(const Values& values, Method method, int count = 5) {
    return classify(SortedValues(values), method, count).upper;
}

Values one_to(int n) {
    Values values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

TEST(Method, NamesAreReadBack) {
    for (const Method method : kAll)
        EXPECT_EQ(method_named(name_of(method)), method) << name_of(method);
    EXPECT_EQ(name_of(Method::FisherJenks), "fisher_jenks");
    EXPECT_EQ(method_named("jenks"), std::nullopt);
    EXPECT_TRUE(takes_count(Method::Pretty));
    EXPECT_FALSE(takes_count(Method::BoxPlot));
}

TEST(SortedValues, LeavesOutWhatIsNotKnown) {
    const SortedValues sorted(Values{3, kNaN, -1, kInfinity, 2, -kInfinity});
    EXPECT_THAT(Values(sorted.values().begin(), sorted.values().end()), ElementsAre(-1, 2, 3));
    EXPECT_EQ(sorted.size(), 3U);
}

TEST(SortedValues, QuantilesInterpolateAsSpreadsheetsDo) {
    const SortedValues sorted(Values{12, 10, 9, 8, 7, 4, 2, 1}); // example of QUARTILE.INC
    EXPECT_DOUBLE_EQ(sorted.quantile(0.25), 3.5);
    EXPECT_DOUBLE_EQ(sorted.quantile(0.5), 7.5);
    EXPECT_EQ(sorted.quantile(0), 1);
    EXPECT_EQ(sorted.quantile(1), 12);
    EXPECT_TRUE(std::isnan(SortedValues().quantile(0.5)));
    EXPECT_TRUE(std::isnan(sorted.quantile(kNaN)));
    EXPECT_EQ(SortedValues(Values{7}).quantile(0.3), 7);
}

TEST(SortedValues, AQuantileThatFallsOnAValueIsThatValue) {
    Values values = one_to(101);
    for (double& x : values)
        x = std::sqrt(x);
    const SortedValues sorted(values);
    for (std::size_t i = 0; i <= 100; ++i)
        EXPECT_EQ(sorted.quantile(static_cast<double>(i) / 100), values[i]) << i;
}

TEST(Classify, EveryMethodByHand) {
    const Values ten = one_to(10);
    EXPECT_THAT(upper(ten, Method::Quantiles, 3), ElementsAre(4, 7, 10));
    EXPECT_THAT(upper(ten, Method::EqualInterval, 3), ElementsAre(4, 7, 10));
    EXPECT_THAT(upper({1, 2, 8, 9, 30}, Method::FisherJenks, 3), ElementsAre(2, 9, 30));
    EXPECT_THAT(upper({1, 2, 8, 9, 30}, Method::MaximumBreaks, 3), ElementsAre(5, 19.5, 30));
    // Mean 2, s = 1: nothing above mean + 2 s, so four classes.
    EXPECT_THAT(upper({1, 2, 3}, Method::StdMean), ElementsAre(0, 1, 3, 4));
    // Quartiles 3, 5, 7; fences -3 and 13; 40 lies beyond.
    EXPECT_THAT(upper({1, 2, 3, 4, 5, 6, 7, 8, 40}, Method::BoxPlot),
                ElementsAre(-3, 3, 5, 7, 13, 40));
    EXPECT_THAT(upper({1, 2, 3, 4, 5, 6, 7, 8, 9}, Method::BoxPlot), ElementsAre(-3, 3, 5, 7, 13));
    // Mean 4; above it 5 and 11, mean 8; above it 11 alone.
    EXPECT_THAT(upper({1, 1, 2, 5, 11}, Method::HeadTail), ElementsAre(4, 8, 11));
    EXPECT_THAT(upper(one_to(101), Method::Percentiles), ElementsAre(2, 11, 51, 91, 100, 101));
}

TEST(Classify, TheGreatestGapsAreTakenOfEqualOnesTheLower) {
    EXPECT_THAT(upper({0, 10, 20, 30}, Method::MaximumBreaks, 3), ElementsAre(5, 15, 30));
}

TEST(Classify, PrettyBoundsAreThoseAReaderWrites) {
    EXPECT_THAT(upper({0.14, 4111.45}, Method::Pretty), ElementsAre(1000, 2000, 3000, 4000, 5000));
    EXPECT_THAT(upper({0, 1}, Method::Pretty), ElementsAre(0.2, 0.4, 0.6, 0.8, 1.0));
    EXPECT_THAT(upper({0, 0.3}, Method::Pretty, 3), ElementsAre(0.1, 0.2, 0.3));
    EXPECT_THAT(upper({0, 100}, Method::Pretty, 4), ElementsAre(25, 50, 75, 100));
    EXPECT_THAT(upper({-5, 5}, Method::Pretty, 4), ElementsAre(-2.5, 0, 2.5, 5));
    EXPECT_THAT(upper({-37, -12}, Method::Pretty), ElementsAre(-30, -20, -10));
    EXPECT_THAT(upper({-5, 0}, Method::Pretty, 1), ElementsAre(0));
    EXPECT_THAT(upper({-5, 5}, Method::Pretty, 1), ElementsAre(5));
    EXPECT_THAT(upper({-5, 5}, Method::Pretty, 2), ElementsAre(0, 5));
    EXPECT_THAT(upper({99, 101}, Method::Pretty, 1), ElementsAre(200));
    EXPECT_THAT(upper({2.5e-7, 9e-7}, Method::Pretty, 4), ElementsAre(4e-7, 6e-7, 8e-7, 1e-6));
}

TEST(Classify, PrettyEndsWhereBinaryCannotTellValuesApart) {
    const Values close{1e17, std::nextafter(1e17, 2e17)};
    EXPECT_THAT(upper(close, Method::Pretty).size(), testing::Le(5U));
    EXPECT_GE(upper(close, Method::Pretty).back(), close[1]);
    EXPECT_GE(upper({1e-310, 2e-310}, Method::Pretty).back(), 2e-310);
}

TEST(Classify, EqualBoundsCollapse) {
    EXPECT_THAT(upper({0, 0, 0, 0, 0, 0, 0, 0, 1, 9}, Method::Quantiles), // most tracts have none
                ElementsAre(DoubleNear(0, 0), DoubleNear(0.2, 1e-12), 9));
    EXPECT_THAT(upper({1, 1, 2, 2}, Method::FisherJenks), ElementsAre(1, 2));
    EXPECT_THAT(upper({5, 5, 5, 5, 5, 9}, Method::BoxPlot), ElementsAre(5, 9));
    for (const Method method : kAll) {
        EXPECT_THAT(upper(Values(85'000, 0.1), method), ElementsAre(0.1)) << name_of(method);
        EXPECT_THAT(upper({7}, method), ElementsAre(7)) << name_of(method);
        EXPECT_THAT(upper({kNaN}, method), IsEmpty()) << name_of(method);
    }
}

TEST(Classify, TailsOfNeighborsInBinaryEnd) {
    const double next = std::nextafter(1.0, 2.0);
    EXPECT_EQ(upper({1, next}, Method::HeadTail).back(), next);
    Values doubling; // every mean leaves nearly all values above it
    for (int i = 0; i < 300; ++i)
        doubling.push_back(-std::pow(2.0, i));
    EXPECT_EQ(upper(doubling, Method::HeadTail).size(), std::size_t{kMostClasses});
    EXPECT_EQ(upper(doubling, Method::HeadTail).back(), -1);
}

TEST(Classify, CountsThatNoMapCanShowAreErrors) {
    for (const int count : {-1, 0, 21})
        EXPECT_THAT(test::error_of([&] {
                        upper({1, 2}, Method::Quantiles, count);
                    }),
                    HasSubstr("a map has 1 to 20"));
}

TEST(Classes, AreClosedAbove) {
    const Classes classes{.upper = {10, 20, 30}, .lowest = 5};
    EXPECT_EQ(classes.of(5), 0);
    EXPECT_EQ(classes.of(10), 0);
    EXPECT_EQ(classes.of(std::nextafter(10.0, 11.0)), 1);
    EXPECT_EQ(classes.of(30), 2);
    EXPECT_EQ(classes.of(31), 2) << "classes kept while values changed";
    EXPECT_EQ(classes.of(-99), 0);
    EXPECT_EQ(classes.of(kNaN), Classes::kNone);
    EXPECT_EQ(classes.of(kInfinity), Classes::kNone);
    EXPECT_EQ(Classes{}.of(1), Classes::kNone);
}

TEST(Classes, CountsOfClassesThatWereKept) {
    const Classes classes{.upper = {10, 20, 30}, .lowest = 5};
    EXPECT_THAT(counts(SortedValues(Values{-1, 10, 11, 44, kNaN}), classes), ElementsAre(2, 1, 1));
    EXPECT_THAT(counts(SortedValues(), classes), ElementsAre(0, 0, 0));
    EXPECT_THAT(counts(SortedValues(Values{1}), Classes{}), IsEmpty());
}

TEST(OwnClasses, BreaksAreSortedAndCleaned) {
    const SortedValues sorted(one_to(10));
    const Classes classes = own_classes(sorted, Values{7, 3, kNaN, 3, kInfinity});
    EXPECT_THAT(classes.upper, ElementsAre(3, 7, 10));
    EXPECT_EQ(classes.lowest, 1);
    EXPECT_THAT(counts(sorted, classes), ElementsAre(3, 4, 3));
    EXPECT_THAT(own_classes(sorted, Values{}).upper, ElementsAre(10));
    EXPECT_THAT(own_classes(SortedValues(), Values{3}).upper, IsEmpty());
}

TEST(OwnClasses, AnEmptyLastClassStays) {
    const SortedValues sorted(one_to(10));
    for (const double last : {10.0, 50.0}) {
        const Classes classes = own_classes(sorted, Values{4, last});
        EXPECT_THAT(classes.upper, ElementsAre(4, last, last));
        EXPECT_THAT(counts(sorted, classes), ElementsAre(4, 6, 0));
        EXPECT_EQ(classes.of(10), 1);
        EXPECT_EQ(classes.of(51), 2);
    }
}

TEST(Fit, ByHand) {
    // {1, 2, 6} about its median 2 and mean 3; {10, 14} about 12. Of all: about 6.
    const SortedValues sorted(Values{1, 2, 6, 10, 14});
    const Fit f = fit(sorted, own_classes(sorted, Values{6}));
    EXPECT_DOUBLE_EQ(f.adcm, 1 + 0 + 4 + 2 + 2);
    EXPECT_DOUBLE_EQ(f.tss, 4 + 1 + 9 + 4 + 4);
    EXPECT_DOUBLE_EQ(f.gadf, 1 - 9.0 / (5 + 4 + 0 + 4 + 8));
    const SortedValues equal(Values{2, 2});
    EXPECT_EQ(fit(equal, classify(equal, Method::Quantiles, 3)).gadf, 1);
    EXPECT_TRUE(std::isnan(fit(SortedValues(), Classes{}).tss));
}

// Whatever the column: bounds ascend, everybody is in one class, and of() agrees with counts().
TEST(Classify, HoldsOnRandomColumns) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 3000; ++round) {
        const std::size_t n = 1 + random() % 40;
        const double grid = std::pow(10.0, static_cast<double>(random() % 9) - 4);
        const double shift = static_cast<double>(random() % 3) * 10 - 10;
        Values values(n);
        for (double& x : values) // ties are frequent, signs mixed
            x = random() % 11 == 0 ? kNaN : (static_cast<double>(random() % 25) + shift) * grid;
        const SortedValues sorted(values);
        const int count = 1 + static_cast<int>(random() % 9);
        for (const Method method : kAll) {
            const Classes classes = classify(sorted, method, count);
            SCOPED_TRACE(testing::Message() << name_of(method) << ", round " << round);
            ASSERT_EQ(classes.upper.empty(), sorted.empty());
            if (sorted.empty())
                continue;
            ASSERT_TRUE(std::is_sorted(classes.upper.begin(), classes.upper.end(),
                                       std::less_equal<>())); // strictly
            ASSERT_GE(classes.upper.back(), sorted.values().back());
            ASSERT_EQ(classes.lowest, sorted.values().front());
            if (takes_count(method)) {
                ASSERT_LE(classes.size(), static_cast<std::size_t>(count));
            }
            std::vector<std::size_t> members(classes.size());
            for (const double x : values)
                if (const int own = classes.of(x); own != Classes::kNone)
                    ++members[static_cast<std::size_t>(own)];
            ASSERT_EQ(members, counts(sorted, classes));
            ASSERT_EQ(std::accumulate(members.begin(), members.end(), std::size_t{0}),
                      sorted.size());
        }
    }
}

} // namespace
} // namespace tractwise::stats
