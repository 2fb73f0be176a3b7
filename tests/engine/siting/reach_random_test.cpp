// SPDX-License-Identifier: Apache-2.0
// Random plans, counted a second time: set by set, nothing shared with the first way.
#include "engine/siting/reach.hpp"

#include "engine/layer/margins.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/siting/thread_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace tractwise::siting {
namespace {

using access::CostMatrix;
using access::CostUnit;
using Sites = std::vector<std::uint32_t>;

struct RandomPlan {
    CostMatrix costs;
    Homes homes;
    Sites stops, existing;
    double limit = 10;
};

RandomPlan random_plan(unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    const std::uint32_t rows = 1 + below(120), sites = 1 + below(12), groups = 1 + below(4);
    RandomPlan made;
    std::vector<CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < rows; ++i)
        for (std::uint32_t j = 0; j < sites; ++j)
            if (below(3) == 0)
                pairs.push_back({i, j, below(30) * 0.5}); // many ties, and costs at the limit
    made.costs = CostMatrix::from_pairs(CostUnit::Minutes, 60, rows, sites, pairs);
    made.homes.areas = 1 + below(9);
    for (std::uint32_t i = 0; i < rows; ++i)
        made.homes.area.push_back(below(static_cast<std::uint32_t>(made.homes.areas)));
    for (std::uint32_t g = 0; g < groups; ++g) {
        SurveyGroup group{{std::to_string(g), "", {}}, {}};
        for (std::uint32_t i = 0; i < rows; ++i) {
            const bool empty = (made.homes.area[i] + g) % 4 == 0; // areas of nobody
            group.group.people.push_back(below(9) == 0 ? kNaN : empty ? 0 : below(50));
        }
        for (std::size_t a = 0; a < made.homes.areas && g != 2; ++a)
            group.margin.push_back(below(12) == 0 ? kNaN : below(30));
        made.homes.groups.push_back(std::move(group));
    }
    Sites all(sites);
    std::iota(all.begin(), all.end(), 0U);
    std::shuffle(all.begin(), all.end(), random);
    const std::uint32_t first = below(sites + 1), second = first + below(sites - first + 1);
    made.stops.assign(all.begin(), all.begin() + first);
    made.existing.assign(all.begin() + first, all.begin() + second);
    made.limit = seed % 10 == 0 ? kInfinity : 10;
    return made;
}

class Oracle {
public:
    explicit Oracle(const RandomPlan& of) : of_(of) {}

    double cost(std::size_t home, std::uint32_t site) const {
        for (const auto e : of_.costs.row(home))
            if (e.destination == site)
                return e.cost <= of_.limit ? e.cost : kInfinity;
        return kInfinity;
    }
    double nearest(std::size_t home, const Sites& sites) const {
        double found = kInfinity;
        for (const std::uint32_t site : sites)
            found = std::min(found, cost(home, site));
        return found;
    }
    bool within(std::size_t home, const Sites& sites) const {
        return nearest(home, sites) < kInfinity;
    }
    /// Nearest open site: existing ones win ties, then lower columns.
    bool serves(std::size_t home, std::uint32_t stop) const {
        const double here = cost(home, stop);
        if (here == kInfinity || nearest(home, of_.existing) <= here)
            return false;
        return std::none_of(of_.stops.begin(), of_.stops.end(), [&](std::uint32_t other) {
            return cost(home, other) < here || (cost(home, other) == here && other < stop);
        });
    }
    double people(std::size_t home, std::size_t g) const {
        const double p = of_.homes.groups[g].group.people[home];
        return std::isnan(p) ? 0 : p;
    }

    using Rule = std::function<bool(std::size_t)>;
    Amount amount(std::size_t g, const Rule& in) const {
        Amount result{0, kNaN};
        std::vector<layer::Estimate> parts;
        for (std::size_t area = 0; area < of_.homes.areas; ++area) {
            double all = 0, part = 0;
            bool any = false;
            for (std::size_t home = 0; home < of_.homes.area.size(); ++home)
                if (of_.homes.area[home] == area) {
                    all += people(home, g);
                    if (in(home)) {
                        part += people(home, g);
                        any = true;
                    }
                }
            result.people += part;
            if (any && !of_.homes.groups[g].margin.empty()) {
                const double margin = of_.homes.groups[g].margin[area];
                parts.push_back({all, all > 0 ? part / all * margin : margin});
            }
        }
        if (!of_.homes.groups[g].margin.empty())
            result.moe = layer::moe_of_sum(parts);
        return result;
    }
    /// Mean and 90th percentile; people are whole, so that 10 x and 9 x are exact.
    std::pair<double, double> spread(std::size_t g, const std::function<double(std::size_t)>& of) {
        double total = 0, sum = 0;
        std::vector<double> costs;
        for (std::size_t home = 0; home < of_.homes.area.size(); ++home)
            if (of(home) < kInfinity && people(home, g) > 0) {
                total += people(home, g);
                sum += people(home, g) * of(home);
                costs.push_back(of(home));
            }
        std::sort(costs.begin(), costs.end());
        for (const double c : costs) {
            double below = 0;
            for (std::size_t home = 0; home < of_.homes.area.size(); ++home)
                if (of(home) <= c)
                    below += people(home, g);
            if (10 * below >= 9 * total)
                return {sum / total, c};
        }
        return {kNaN, kNaN};
    }

private:
    const RandomPlan& of_;
};

void expect_near(double got, double expected, const char* what) {
    if (std::isnan(expected))
        EXPECT_TRUE(std::isnan(got)) << what << " is " << got;
    else
        EXPECT_NEAR(got, expected, 1e-9 * std::max(1., std::abs(expected))) << what;
}
void expect_same(Amount got, Amount expected, const char* what) {
    EXPECT_EQ(got.people, expected.people) << what;
    expect_near(got.moe, expected.moe, what);
}

TEST(Reach, AgreesWithCountingSetBySet) {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE(seed);
        const RandomPlan x = random_plan(seed);
        Oracle oracle(x);
        const PlanReach reach = reach_of(x.costs, x.limit, x.homes, x.stops, x.existing);
        Sites open = x.stops;
        open.insert(open.end(), x.existing.begin(), x.existing.end());
        const auto had = [&](std::size_t home) { return oracle.within(home, x.existing); };
        const auto has = [&](std::size_t home) { return oracle.within(home, open); };
        for (std::size_t g = 0; g < x.homes.groups.size(); ++g) {
            const GroupReach& group = reach.groups[g];
            expect_same(group.total, oracle.amount(g, [](std::size_t) { return true; }), "total");
            expect_same(group.before, oracle.amount(g, had), "before");
            expect_same(group.after, oracle.amount(g, has), "after");
            expect_same(group.newly,
                        oracle.amount(g, [&](std::size_t h) { return has(h) && !had(h); }),
                        "newly");
            const auto [mean, p90] =
                oracle.spread(g, [&](std::size_t h) { return oracle.nearest(h, open); });
            expect_near(group.mean_cost, mean, "mean");
            expect_near(group.p90_cost, p90, "p90");
            const auto [was, was90] =
                oracle.spread(g, [&](std::size_t h) { return oracle.nearest(h, x.existing); });
            expect_near(group.before_mean_cost, was, "mean before");
            expect_near(group.before_p90_cost, was90, "p90 before");
            for (std::size_t s = 0; s < x.stops.size(); ++s) {
                const StopReach& stop = reach.stop(s, g);
                Sites others = x.stops;
                others.erase(others.begin() + static_cast<std::ptrdiff_t>(s));
                const auto in = [&](std::size_t h) { return oracle.within(h, {x.stops[s]}); };
                const auto by_others = [&](std::size_t h) { return oracle.within(h, others); };
                using H = std::size_t;
                expect_same(stop.reached, oracle.amount(g, in), "reached");
                expect_same(stop.newly, oracle.amount(g, [&](H h) { return in(h) && !had(h); }),
                            "stop newly");
                expect_same(stop.shared,
                            oracle.amount(g, [&](H h) { return in(h) && by_others(h); }), "shared");
                expect_same(
                    stop.alone,
                    oracle.amount(g, [&](H h) { return in(h) && !had(h) && !by_others(h); }),
                    "alone");
                expect_same(stop.served,
                            oracle.amount(g, [&](H h) { return oracle.serves(h, x.stops[s]); }),
                            "served");
                const auto [m, q] =
                    oracle.spread(g, [&](H h) { return oracle.cost(h, x.stops[s]); });
                expect_near(stop.mean_cost, m, "stop mean");
                expect_near(stop.p90_cost, q, "stop p90");
            }
        }
        for (std::size_t a = 0; a < x.stops.size(); ++a)
            for (std::size_t b = 0; b < x.stops.size(); ++b)
                EXPECT_EQ(reach.overlap(a, b),
                          oracle
                              .amount(0,
                                      [&](std::size_t h) {
                                          return oracle.within(h, {x.stops[a]}) &&
                                                 oracle.within(h, {x.stops[b]});
                                      })
                              .people);
    }
}

TEST(Reach, TheSameBitsWithOneThreadAndWithMany) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> uniform(0, 30);
    std::vector<CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < 5000; ++i)
        for (std::uint32_t j = 0; j < 20; ++j)
            pairs.push_back({i, j, uniform(random)});
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, 60, 5000, 20, std::move(pairs));
    Homes homes{.area = {}, .areas = 50, .groups = {{{"need", "", {}}, {}}, {{"all", "", {}}, {}}}};
    for (std::uint32_t i = 0; i < 5000; ++i) {
        homes.area.push_back(i / 100);
        for (SurveyGroup& group : homes.groups)
            group.group.people.push_back(uniform(random));
    }
    for (SurveyGroup& group : homes.groups)
        for (int a = 0; a < 50; ++a)
            group.margin.push_back(uniform(random));
    test::expect_same_bits([&] {
        const auto reach = reach_of(costs, 15, homes, Sites{3, 1, 4, 15, 9, 2, 6}, Sites{5, 0});
        std::vector<double> values = reach.overlap_need;
        for (const GroupReach& g : reach.groups)
            values.insert(values.end(), {g.after.people, g.after.moe, g.newly.people, g.mean_cost,
                                         g.p90_cost, g.rate_ratio_moe});
        for (const StopReach& s : reach.by_stop)
            values.insert(values.end(), {s.reached.people, s.reached.moe, s.alone.people,
                                         s.alone.moe, s.served.people, s.mean_cost, s.p90_cost});
        return values;
    });
}

} // namespace
} // namespace tractwise::siting
