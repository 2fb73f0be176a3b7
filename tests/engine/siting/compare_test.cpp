// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/compare.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/siting/thread_counts.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tractwise::siting {
namespace {

using access::CostMatrix;
using access::CostUnit;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsNan;
using Sites = std::vector<std::uint32_t>;

/// Minutes:  site 0   site 1   site 2     area   in need   people
///   home 0     5       10        -         0       10       100
///   home 1    15       20        6         0       20       300
///   home 2     -        -       15         1       30       100
///   home 3     8        -        -         1       40       400
///   home 4     -       16        -         2        0       200
CostMatrix compared_costs() {
    return CostMatrix::from_pairs(CostUnit::Minutes, 60, 5, 3,
                                  {{0, 0, 5},
                                   {0, 1, 10},
                                   {1, 0, 15},
                                   {1, 1, 20},
                                   {1, 2, 6},
                                   {2, 2, 15},
                                   {3, 0, 8},
                                   {4, 1, 16}});
}
Homes compared_homes() {
    return {.area = {0, 0, 1, 1, 2},
            .areas = 4, // nobody lives in area 3
            .groups = {{{"need", "People in need", {10, 20, 30, 40, 0}}, {}},
                       {{"people", "All people", {100, 300, 100, 400, 200}}, {}}}};
}

TEST(Compare, ByHand) {
    // A: site 0 alone reaches homes 0, 1, 3. B: sites 1 and 2 reach homes 0, 1, 2.
    const Comparison c = compare(compared_costs(), 15, compared_homes(), Sites{0}, Sites{1, 2});
    const Comparison::Group &need = c.groups[0], &people = c.groups[1];
    EXPECT_EQ(need.name, "need");
    EXPECT_EQ(need.description, "People in need");
    EXPECT_EQ(need.total, 100);
    EXPECT_EQ(need.in_both, 30);
    EXPECT_EQ(need.in_neither, 0);
    EXPECT_EQ(need.gained, 30); // home 2, at the limit
    EXPECT_EQ(need.lost, 40);   // home 3
    EXPECT_EQ(people.in_both, 400);
    EXPECT_EQ(people.in_neither, 200);
    EXPECT_EQ(people.gained, 100);
    EXPECT_EQ(people.lost, 400);
    // Home 0 has 10 minutes instead of 5, home 1 has 6 instead of 15.
    EXPECT_DOUBLE_EQ(need.mean_cost_change, (10 * 5 + 20 * -9) / 30.);
    EXPECT_DOUBLE_EQ(people.mean_cost_change, (100 * 5 + 300 * -9) / 400.);
    // Area by area: need, people.
    EXPECT_THAT(c.area_gained, ElementsAre(0, 0, 30, 100, 0, 0, 0, 0));
    EXPECT_THAT(c.area_lost, ElementsAre(0, 0, 40, 400, 0, 0, 0, 0));
    EXPECT_THAT(c.share_change, ElementsAre(0, DoubleEq(-300. / 500), 0, IsNan()));
    EXPECT_THAT(c.need_change, ElementsAre(0, -10, IsNan(), IsNan())); // area 2: nobody in need
}

TEST(Compare, TheOtherWayRoundTheSignsTurn) {
    const Comparison a = compare(compared_costs(), 15, compared_homes(), Sites{0}, Sites{1, 2}),
                     b = compare(compared_costs(), 15, compared_homes(), Sites{1, 2}, Sites{0});
    for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_EQ(a.groups[g].gained, b.groups[g].lost);
        EXPECT_EQ(a.groups[g].lost, b.groups[g].gained);
        EXPECT_EQ(a.groups[g].mean_cost_change, -b.groups[g].mean_cost_change);
    }
    EXPECT_EQ(a.area_gained, b.area_lost);
}

TEST(Compare, WithItselfNothingChanges) {
    const Comparison c = compare(compared_costs(), 15, compared_homes(), Sites{0, 2}, Sites{2, 0});
    EXPECT_EQ(c.groups[0].gained, 0);
    EXPECT_EQ(c.groups[0].lost, 0);
    EXPECT_EQ(c.groups[0].in_both, 100);
    EXPECT_EQ(c.groups[0].mean_cost_change, 0);
}

TEST(Compare, WithNothingOpen) {
    const Comparison c = compare(compared_costs(), 15, compared_homes(), Sites{}, Sites{0});
    EXPECT_EQ(c.groups[0].gained, 70);
    EXPECT_EQ(c.groups[0].in_both, 0);
    EXPECT_THAT(c.groups[0].mean_cost_change, IsNan());
    const Comparison none = compare(compared_costs(), 15, compared_homes(), Sites{}, Sites{});
    EXPECT_EQ(none.groups[0].in_neither, 100);
    EXPECT_THAT(none.share_change, ElementsAre(0, 0, 0, IsNan()));
}

TEST(Compare, MissingPeopleInfiniteLimitAndOneGroup) {
    Homes homes = compared_homes();
    homes.groups.pop_back();
    homes.groups[0].group.people = {kNaN, 20, 30, 40, 50};
    const Comparison c = compare(compared_costs(), kInfinity, homes, Sites{0}, Sites{1});
    EXPECT_EQ(c.groups[0].total, 140);
    EXPECT_EQ(c.groups[0].in_both, 20); // home 0 is nobody
    EXPECT_EQ(c.groups[0].gained, 50);  // home 4, 16 minutes
    EXPECT_EQ(c.groups[0].lost, 40);
    EXPECT_EQ(c.groups[0].in_neither, 30);
    EXPECT_THAT(c.share_change, ElementsAre(0, DoubleEq(-40. / 70), 1, IsNan()));
    homes.groups.clear();
    EXPECT_TRUE(compare(compared_costs(), 15, homes, Sites{0}, Sites{1}).groups.empty());
}

TEST(Compare, CostsThatEndBeforeTheLimitAreRefused) {
    EXPECT_THAT(test::error_of([] {
                    (void)compare(compared_costs(), 61, compared_homes(), Sites{0}, Sites{1});
                }),
                testing::HasSubstr("travel costs end at 60 min"));
}

/// Homes x sites with many ties and costs at the limit of 10.
struct TwoPlans {
    CostMatrix costs;
    Homes homes;
    Sites a, b;

    explicit TwoPlans(unsigned seed) {
        std::mt19937 random(seed);
        const auto below = [&](std::uint32_t n) {
            return static_cast<std::uint32_t>(random() % n);
        };
        const std::uint32_t rows = 1 + below(150), sites = 1 + below(10);
        std::vector<CostMatrix::Pair> pairs;
        for (std::uint32_t i = 0; i < rows; ++i)
            for (std::uint32_t j = 0; j < sites; ++j)
                if (below(3) == 0)
                    pairs.push_back({i, j, below(30) * 0.5});
        costs = CostMatrix::from_pairs(CostUnit::Minutes, 60, rows, sites, pairs);
        homes.areas = 1 + below(9);
        for (std::uint32_t i = 0; i < rows; ++i)
            homes.area.push_back(below(static_cast<std::uint32_t>(homes.areas)));
        homes.groups.resize(1 + below(4));
        for (SurveyGroup& group : homes.groups)
            for (std::uint32_t i = 0; i < rows; ++i)
                group.group.people.push_back(below(7) == 0 ? kNaN : below(40));
        for (std::uint32_t j = 0; j < sites; ++j) {
            if (below(2) == 0)
                a.push_back(j);
            if (below(2) == 0)
                b.push_back(j);
        }
    }
    double nearest(std::size_t home, const Sites& open) const {
        double found = kInfinity;
        for (const auto e : costs.row(home))
            if (e.cost <= 10 && std::find(open.begin(), open.end(), e.destination) != open.end())
                found = std::min(found, e.cost);
        return found;
    }
};

TEST(Compare, AgreesWithCountingHomeByHome) {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE(seed);
        const TwoPlans x(seed);
        const Comparison c = compare(x.costs, 10, x.homes, x.a, x.b);
        const std::size_t groups = x.homes.groups.size();
        for (std::size_t g = 0; g < groups; ++g) {
            Comparison::Group sum;
            double change = 0;
            std::vector<double> gained(x.homes.areas), lost(x.homes.areas), all(x.homes.areas);
            for (std::size_t home = 0; home < x.homes.area.size(); ++home) {
                const double p = x.homes.groups[g].group.people[home];
                if (std::isnan(p))
                    continue;
                const double a = x.nearest(home, x.a), b = x.nearest(home, x.b);
                all[x.homes.area[home]] += p;
                sum.total += p;
                (a < kInfinity   ? b < kInfinity ? sum.in_both : sum.lost
                 : b < kInfinity ? sum.gained
                                 : sum.in_neither) += p;
                if (a < kInfinity && b < kInfinity)
                    change += p * (b - a);
                if (a == kInfinity && b < kInfinity)
                    gained[x.homes.area[home]] += p;
                if (a < kInfinity && b == kInfinity)
                    lost[x.homes.area[home]] += p;
            }
            EXPECT_EQ(c.groups[g].total, sum.total);
            EXPECT_EQ(c.groups[g].in_both, sum.in_both);
            EXPECT_EQ(c.groups[g].in_neither, sum.in_neither);
            EXPECT_EQ(c.groups[g].gained, sum.gained);
            EXPECT_EQ(c.groups[g].lost, sum.lost);
            if (sum.in_both > 0)
                EXPECT_DOUBLE_EQ(c.groups[g].mean_cost_change, change / sum.in_both);
            else
                EXPECT_TRUE(std::isnan(c.groups[g].mean_cost_change));
            for (std::size_t area = 0; area < x.homes.areas; ++area) {
                EXPECT_EQ(c.area_gained[area * groups + g], gained[area]);
                EXPECT_EQ(c.area_lost[area * groups + g], lost[area]);
                const bool nobody = all[area] == 0;
                const double moved = gained[area] - lost[area];
                const auto is = [&](double got, double expected) {
                    return nobody ? std::isnan(got) : got == expected;
                };
                EXPECT_TRUE(g != 0 || is(c.need_change[area], moved));
                EXPECT_TRUE((groups > 1 && g != 1) || is(c.share_change[area], moved / all[area]));
            }
        }
    }
}

TEST(Compare, AddingStopsGainsWhatReachOfCallsNewly) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const TwoPlans x(seed);
        Sites more, both = x.a;
        for (const std::uint32_t site : x.b)
            if (std::find(x.a.begin(), x.a.end(), site) == x.a.end())
                more.push_back(site);
        both.insert(both.end(), more.begin(), more.end());
        const Comparison c = compare(x.costs, 10, x.homes, x.a, both);
        const PlanReach reach = reach_of(x.costs, 10, x.homes, more, x.a);
        for (std::size_t g = 0; g < x.homes.groups.size(); ++g) {
            EXPECT_EQ(c.groups[g].gained, reach.groups[g].newly.people);
            EXPECT_EQ(c.groups[g].lost, 0);
            EXPECT_EQ(c.groups[g].in_both, reach.groups[g].before.people);
        }
    }
}

TEST(Compare, TheSameBitsWithOneThreadAndWithMany) {
    const TwoPlans x(7);
    test::expect_same_bits([&] {
        const Comparison c = compare(x.costs, 10, x.homes, x.a, x.b);
        std::vector<double> values = c.area_gained;
        values.insert(values.end(), c.area_lost.begin(), c.area_lost.end());
        for (const Comparison::Group& g : c.groups)
            values.insert(values.end(), {g.total, g.gained, g.lost, g.in_both, g.in_neither});
        return values;
    });
}

} // namespace
} // namespace tractwise::siting
