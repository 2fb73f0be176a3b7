// SPDX-License-Identifier: Apache-2.0
#include "engine/access/geodesic_cost.hpp"
#include "engine/access/nearest.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <thread>

namespace tractwise::access {
namespace {

using geo::LonLat;
using testing::ElementsAre;

std::vector<LonLat> random_places(std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(-88.5, -87), lat(41, 42.5);
    std::vector<LonLat> places(n);
    for (LonLat& p : places)
        p = {lon(random), lat(random)};
    return places;
}

TEST(GeodesicCost, AgreesWithBruteForce) {
    const auto homes = random_places(400, 1), clinics = random_places(150, 2);
    Diagnostics diagnostics;
    const double limit = 30'000;
    const auto costs = GeodesicCost().matrix({homes, {}, "homes"}, {clinics, {}, "clinics"},
                                             {.limit = limit}, diagnostics);
    EXPECT_EQ(costs.unit(), CostUnit::Meters);
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < homes.size(); ++i) {
        std::size_t k = 0;
        for (std::size_t j = 0; j < clinics.size(); ++j) {
            const double meters = geo::geodesic_m(homes[i], clinics[j]);
            if (meters > limit)
                continue;
            ASSERT_LT(k, costs.row(i).size());
            EXPECT_EQ(costs.row(i)[k].destination, j);
            EXPECT_NEAR(costs.row(i)[k].cost, meters, 1e-6);
            ++k;
        }
        EXPECT_EQ(costs.row(i).size(), k);
        pairs += k;
    }
    EXPECT_GT(pairs, 1000U);
    EXPECT_TRUE(diagnostics.findings().empty());
}

TEST(GeodesicCost, WithoutALimitEveryPairIsThere) {
    const auto homes = random_places(20, 3), clinics = random_places(9, 4);
    Diagnostics diagnostics;
    const auto costs =
        GeodesicCost().matrix({homes, {}, "homes"}, {clinics, {}, "clinics"}, {}, diagnostics);
    EXPECT_EQ(costs.pairs(), 180U);
    EXPECT_TRUE(std::isinf(costs.limit()));
}

TEST(GeodesicCost, TheLimitIsInclusive) {
    const std::vector<LonLat> home = {{-87.6298, 41.8781}}, clinic = {{-87.9073, 41.9742}};
    const double meters = geo::geodesic_m(home[0], clinic[0]);
    Diagnostics diagnostics;
    for (const double limit : {meters, std::nextafter(meters, 0)}) {
        const Places from{home, {}, "homes"}, to{clinic, {}, "clinics"};
        const auto costs = GeodesicCost().matrix(from, to, {.limit = limit}, diagnostics);
        const auto near = GeodesicCost().nearest(from, to, {.limit = limit}, diagnostics);
        EXPECT_EQ(costs.pairs(), limit == meters ? 1U : 0U);
        EXPECT_EQ(near.destination[0], limit == meters ? 0U : NearestCosts::kNone);
        EXPECT_EQ(std::isnan(near.cost[0]), limit != meters);
    }
}

TEST(GeodesicCost, APlaceWithoutCoordinatesReachesNothing) {
    const std::vector<LonLat> homes = {{kNaN, 41}, {-87.6, 41.9}};
    const std::vector<LonLat> clinics = {{-87.6, 41.8}, {-87, kNaN}, {-87, 400}};
    const std::vector<std::string> ids = {"h0", "h1"};
    const Places from{homes, ids, "homes"}, to{clinics, {}, "clinics"};
    Diagnostics diagnostics;
    const auto costs = GeodesicCost().matrix(from, to, {}, diagnostics);
    EXPECT_TRUE(costs.row(0).empty());
    EXPECT_THAT(costs.row_destinations(1), ElementsAre(0));
    ASSERT_EQ(diagnostics.findings().size(), 2U);
    EXPECT_EQ(diagnostics.findings()[0].code, "no-place");
    EXPECT_THAT(diagnostics.findings()[0].examples, ElementsAre("h0"));
    EXPECT_EQ(diagnostics.findings()[1].count, 2U);
    EXPECT_THAT(diagnostics.findings()[1].examples, ElementsAre("row 2", "row 3"));
    const auto near = GeodesicCost().nearest(from, to, {}, diagnostics);
    EXPECT_THAT(near.destination, ElementsAre(NearestCosts::kNone, 0));
    EXPECT_TRUE(std::isnan(near.cost[0]));
    EXPECT_TRUE(near.meters.empty());
}

TEST(GeodesicCost, NearestAgreesWithTheMatrix) {
    const auto homes = random_places(3000, 5), clinics = random_places(80, 6);
    const Places from{homes, {}, "homes"}, to{clinics, {}, "clinics"};
    Diagnostics diagnostics;
    for (const double limit : {std::numeric_limits<double>::infinity(), 9000.0}) {
        const auto near = GeodesicCost().nearest(from, to, {.limit = limit}, diagnostics);
        const auto by_matrix =
            nearest(GeodesicCost().matrix(from, to, {.limit = limit}, diagnostics));
        EXPECT_EQ(near.destination, by_matrix.destination);
        for (std::size_t i = 0; i < homes.size(); ++i)
            if (near.destination[i] != NearestCosts::kNone) {
                EXPECT_NEAR(near.cost[i], by_matrix.cost[i], 2e-6);
            }
    }
}

TEST(GeodesicCost, OneThreadGivesTheSameBytes) {
    const auto homes = random_places(2000, 7), clinics = random_places(300, 8);
    const Places from{homes, {}, "homes"}, to{clinics, {}, "clinics"};
    Diagnostics diagnostics;
    const auto many = GeodesicCost().matrix(from, to, {.limit = 20'000}, diagnostics);
    set_thread_limit(1);
    const auto one = GeodesicCost().matrix(from, to, {.limit = 20'000}, diagnostics);
    set_thread_limit(std::thread::hardware_concurrency());
    ASSERT_EQ(one.pairs(), many.pairs());
    for (std::size_t i = 0; i < homes.size(); ++i) {
        EXPECT_TRUE(std::ranges::equal(one.row_destinations(i), many.row_destinations(i)));
        EXPECT_TRUE(std::ranges::equal(one.row_costs(i), many.row_costs(i)));
    }
}

TEST(GeodesicCost, StopsOnRequestAndReports) {
    const auto homes = random_places(40'000, 9), clinics = random_places(10, 10);
    std::stop_source source;
    std::vector<double> fractions;
    const Progress progress{[&](std::string_view, double fraction) {
                                fractions.push_back(fraction);
                                if (fraction > 0.3)
                                    source.request_stop();
                            },
                            source.get_token()};
    Diagnostics diagnostics;
    try {
        (void)GeodesicCost().matrix({homes, {}, "homes"}, {clinics, {}, "clinics"}, {.limit = 1000},
                                    diagnostics, progress);
        ADD_FAILURE() << "went on";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Canceled);
    }
    EXPECT_LT(fractions.back(), 0.9);
    EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
}

} // namespace
} // namespace tractwise::access
