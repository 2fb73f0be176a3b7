// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/classify.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tractwise::stats {
namespace {

using testing::ElementsAre;
using Values = std::vector<double>;

Values breaks(const Values& values, int count) {
    return classify(SortedValues(values), Method::FisherJenks, count).upper;
}

double least_tss(const Values& values, int count) {
    const SortedValues sorted(values);
    return fit(sorted, classify(sorted, Method::FisherJenks, count)).tss;
}

long double squares(const Values& sorted, std::size_t begin, std::size_t end) {
    long double mean = 0, sum = 0;
    for (std::size_t i = begin; i < end; ++i)
        mean += sorted[i];
    mean /= static_cast<long double>(end - begin);
    for (std::size_t i = begin; i < end; ++i)
        sum += (sorted[i] - mean) * (sorted[i] - mean);
    return sum;
}

/// Every way to cut the sorted values [begin, n) into at most `count` parts.
long double try_all(const Values& sorted, std::size_t begin, int count) {
    long double least = squares(sorted, begin, sorted.size());
    if (count > 1)
        for (std::size_t cut = begin + 1; cut < sorted.size(); ++cut)
            least = std::min(least, squares(sorted, begin, cut) + try_all(sorted, cut, count - 1));
    return least;
}

TEST(FisherJenks, IsTheBestOfAllPartitions) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 600; ++round) {
        Values values(1 + random() % 11);
        const bool ties = round % 2 == 0, skewed = round % 3 == 0;
        for (double& x : values) {
            x = static_cast<double>(random() % (ties ? 8U : 100'000U));
            x = skewed ? std::exp(x * (ties ? 2 : 0.0001)) : x - 4;
        }
        Values sorted = values;
        std::sort(sorted.begin(), sorted.end());
        for (int count = 1; count <= 5; ++count) {
            const auto best = static_cast<double>(try_all(sorted, 0, count));
            ASSERT_NEAR(least_tss(values, count), best, 1e-12 * (1 + best))
                << "round " << round << ", " << count << " classes";
        }
    }
}

// The recurrence in its plain form, quadratic, on columns too long for all partitions.
TEST(FisherJenks, EqualsThePlainRecurrenceOnLongerColumns) {
    std::mt19937_64 random(12);
    for (int round = 0; round < 6; ++round) {
        Values sorted(400);
        for (double& x : sorted) {
            const double u = static_cast<double>(random() % 1'000'000) / 1e6;
            x = round % 2 == 0 ? -1000 * std::log(1 - u) : std::round(100 * u);
        }
        std::sort(sorted.begin(), sorted.end());
        const std::size_t n = sorted.size();
        std::vector<std::vector<long double>> cost(n, std::vector<long double>(n + 1, 0));
        for (std::size_t i = 0; i < n; ++i) {
            long double mean = 0, sum = 0;
            for (std::size_t j = i; j < n; ++j) { // running mean and squares (Welford)
                const long double before = sorted[j] - mean;
                mean += before / static_cast<long double>(j - i + 1);
                sum += before * (sorted[j] - mean);
                cost[i][j + 1] = sum;
            }
        }
        std::vector<long double> best = cost[0];
        for (int count = 2; count <= 9; ++count) {
            std::vector<long double> next(n + 1, std::numeric_limits<long double>::infinity());
            for (std::size_t to = 1; to <= n; ++to)
                for (std::size_t from = 0; from < to; ++from)
                    next[to] = std::min(next[to], best[from] + cost[from][to]);
            best = next;
            const auto expected = static_cast<double>(best[n]);
            ASSERT_NEAR(least_tss(sorted, count), expected, 1e-11 * (1 + expected)) << count;
        }
    }
}

TEST(FisherJenks, EveryDistinctValueIsAClassWhereThereAreEnough) {
    EXPECT_THAT(breaks({3, 1, 3, 2}, 3), ElementsAre(1, 2, 3));
    EXPECT_THAT(breaks({3, 1, 3, 2}, 20), ElementsAre(1, 2, 3));
}

TEST(FisherJenks, HugeValuesDoNotBlurTheClassesOfTheOthers) {
    EXPECT_THAT(breaks({1, 2, 3, 11, 12, 13, 1e12}, 3), ElementsAre(3, 13, 1e12));
    EXPECT_THAT(breaks({-1e12, 1, 2, 3, 11, 12, 13, 1e12}, 4), ElementsAre(-1e12, 3, 13, 1e12));
    EXPECT_THAT(breaks({-1e15, 1, 2, 3, 11, 12, 13, 1e15}, 4), ElementsAre(-1e15, 3, 13, 1e15));
    EXPECT_THAT(breaks({1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 11, 1e9 + 12}, 2),
                ElementsAre(1e9 + 3, 1e9 + 12));
}

} // namespace
} // namespace tractwise::stats
