// SPDX-License-Identifier: Apache-2.0
// Every objective against all plans there are, counted by code that shares nothing with the solver.
#include "engine/siting/solve.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace tractwise::siting {
namespace {

struct Instance {
    SitingProblem problem;
    SitingSpec spec;
    std::vector<std::vector<double>> cost; ///< homes x sites, infinite out of reach
};

/// A small county: homes and sites in a square of 100 x 100, a few existing, required and excluded
/// sites, whole or broken needs, equal or different site costs.
Instance random_instance(std::uint64_t seed, Objective objective) {
    std::mt19937_64 random(seed);
    const auto whole = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    Instance out;
    SitingProblem& problem = out.problem;
    const int homes = whole(4, 25), sites = whole(3, 10);
    const bool broken = random() % 2 == 0, sparse = random() % 3 == 0, priced = random() % 3 == 0;
    std::vector<std::array<int, 2>> home(homes), site(sites);
    for (auto& p : home)
        p = {whole(0, 100), whole(0, 100)};
    for (auto& p : site)
        p = {whole(0, 100), whole(0, 100)};
    for (int i = 0; i < homes; ++i)
        problem.need.push_back(
            random() % 8 == 0 ? 0 : whole(1, 50) + (broken ? whole(0, 99) / 100. : 0));
    problem.need.front() = 7; // somebody is in need
    int required = 0, free = 0;
    for (int j = 0; j < sites; ++j) {
        const auto draw = random() % 12;
        const Role role = draw == 0                   ? Role::Existing
                          : draw == 1                 ? Role::Excluded
                          : draw == 2 && required < 1 ? Role::Required
                                                      : Role::Candidate;
        required += role == Role::Required ? 1 : 0;
        free += role == Role::Required || role == Role::Candidate ? 1 : 0;
        problem.sites.push_back({.id = "s" + std::to_string(j),
                                 .role = role,
                                 .cost = priced ? whole(1, 5) : 1.0,
                                 .capacity = random() % 4 == 0 ? kInfinity : whole(5, 120)});
    }
    const double reach = sparse ? whole(20, 60) : kInfinity;
    std::vector<access::CostMatrix::Pair> pairs;
    out.cost.assign(homes, std::vector<double>(sites, kInfinity));
    for (int i = 0; i < homes; ++i)
        for (int j = 0; j < sites; ++j) {
            const double distance = std::hypot(home[i][0] - site[j][0], home[i][1] - site[j][1]);
            if (distance > reach)
                continue;
            out.cost[i][j] = distance;
            pairs.push_back(
                {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), distance});
        }
    problem.costs = access::CostMatrix::from_pairs(access::CostUnit::Meters, reach, homes, sites,
                                                   std::move(pairs));
    for (int g = 0; g < 3; ++g) {
        access::PeopleGroup group{"g" + std::to_string(g), "", {}};
        for (int i = 0; i < homes; ++i)
            group.people.push_back(random() % 3 == 0 ? 0 : whole(1, 40));
        problem.groups.push_back(group);
    }
    SitingSpec& spec = out.spec;
    spec.objective = objective;
    spec.restarts = 3;
    spec.seed = seed;
    if (objective != Objective::Lscp) {
        if (priced && random() % 2 == 0)
            spec.budget = whole(required > 0 ? 5 : 1, 12);
        if (!spec.budget || random() % 3 == 0)
            spec.k = std::min(free, whole(std::max(1, required), 4));
        if (free == 0)
            spec.k = 0;
    } else {
        spec.share = std::array{1.0, 0.9, 0.6}[random() % 3];
    }
    const double limit = whole(15, 45);
    if (objective != Objective::PMedian && objective != Objective::PCenter)
        spec.rings = {{limit, 1}};
    spec.fair_share = std::array{0.8, 0.9, 1.0}[random() % 3];
    if (objective == Objective::PMedian && random() % 3 == 0)
        spec.beyond = whole(40, 120);
    return out;
}

/// The most flow that these sites take: by the cut theorem, the least over sets of sites of their
/// capacity and of the homes that have a site outside of the set.
double flow_by_cuts(const Instance& in, const std::vector<int>& open) {
    double least = kInfinity;
    for (unsigned cut = 0; cut < (1U << open.size()); ++cut) {
        double sum = 0;
        for (std::size_t s = 0; s < open.size(); ++s)
            if ((cut >> s & 1U) != 0)
                sum += in.problem.sites[open[s]].capacity;
        for (std::size_t i = 0; i < in.cost.size(); ++i) {
            bool outside = false;
            for (std::size_t s = 0; s < open.size(); ++s)
                outside = outside ||
                          ((cut >> s & 1U) == 0 && in.cost[i][open[s]] <= in.spec.rings[0].limit);
            sum += outside ? in.problem.need[i] : 0;
        }
        least = std::min(least, sum);
    }
    return least;
}

/// The value of a plan by the definition; NaN where it does not satisfy the question.
double value_by_definition(const Instance& in, const std::vector<int>& open, double spent) {
    const SitingProblem& problem = in.problem;
    const double no_plan = std::numeric_limits<double>::quiet_NaN();
    double total = 0, covered = 0, travel = 0, longest = 0;
    std::vector<double> of_group(problem.groups.size(), 0), all_group(problem.groups.size(), 0);
    for (std::size_t i = 0; i < in.cost.size(); ++i) {
        double nearest = kInfinity;
        for (const int j : open)
            nearest = std::min(nearest, in.cost[i][j]);
        total += problem.need[i];
        double weight = 0;
        for (auto ring = in.spec.rings.rbegin(); ring != in.spec.rings.rend(); ++ring)
            if (nearest <= ring->limit)
                weight = ring->weight;
        covered += weight * problem.need[i];
        for (std::size_t g = 0; g < of_group.size(); ++g) {
            all_group[g] += problem.groups[g].people[i];
            of_group[g] += weight > 0 ? problem.groups[g].people[i] : 0;
        }
        if (problem.need[i] > 0) {
            travel += problem.need[i] * std::min(nearest, in.spec.beyond.value_or(kInfinity));
            longest = std::max(longest, nearest);
        }
    }
    switch (in.spec.objective) {
    case Objective::Mclp:
        return in.spec.capacities ? flow_by_cuts(in, open) : covered;
    case Objective::Lscp:
        return covered >= in.spec.share * total - 1e-9 * total ? spent : no_plan;
    case Objective::PMedian:
        return std::isinf(travel) ? no_plan : travel;
    case Objective::PCenter:
        return std::isinf(longest) ? no_plan : longest;
    case Objective::MaxMin:
    case Objective::FairShare: {
        double worst = kInfinity;
        for (std::size_t g = 0; g < of_group.size(); ++g)
            if (all_group[g] > 0)
                worst = std::min(worst, of_group[g] / all_group[g]);
        if (in.spec.objective == Objective::MaxMin)
            return worst;
        return worst >= in.spec.fair_share * covered / total - 1e-9 ? covered : no_plan;
    }
    }
    return no_plan;
}

/// NaN where no plan satisfies the question.
double best_by_enumeration(const Instance& in) {
    const std::size_t n = in.problem.sites.size();
    const bool more = higher_is_better(in.spec.objective);
    double best = std::numeric_limits<double>::quiet_NaN();
    for (unsigned set = 0; set < (1U << n); ++set) {
        std::vector<int> open;
        double spent = 0;
        std::size_t stops = 0;
        bool allowed = true;
        for (std::size_t j = 0; j < n; ++j) {
            const Role role = in.problem.sites[j].role;
            const bool is_in = (set >> j & 1U) != 0;
            allowed = allowed && !(role == Role::Existing && !is_in) &&
                      !(role == Role::Required && !is_in) && !(role == Role::Excluded && is_in);
            if (!is_in)
                continue;
            open.push_back(static_cast<int>(j));
            if (role == Role::Existing)
                continue;
            ++stops;
            spent += in.problem.sites[j].cost;
        }
        if (!allowed || (in.spec.k && stops > *in.spec.k) ||
            (in.spec.budget && spent > *in.spec.budget))
            continue;
        const double value = value_by_definition(in, open, spent);
        if (!std::isnan(value) && (std::isnan(best) || (more ? value > best : value < best)))
            best = value;
    }
    return best;
}

struct Case {
    const char* name;
    Objective objective;
    std::function<void(SitingSpec&)> change = [](SitingSpec&) {};
};
class AllPlans : public ::testing::TestWithParam<Case> {};

TEST_P(AllPlans, TheBestOneIsFound) {
    std::size_t infeasible = 0, proven = 0, closed_without_cbc = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Instance in = random_instance(seed, GetParam().objective);
        GetParam().change(in.spec);
        const double expected = best_by_enumeration(in);
        if (std::isnan(expected)) {
            ++infeasible;
            try {
                solve(in.spec, in.problem, {});
                ADD_FAILURE() << "no plan exists";
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::Infeasible) << error.what();
                EXPECT_FALSE(error.hint().empty()) << error.what();
            }
            continue;
        }
        const SitingPlan plan = solve(in.spec, in.problem, {});
        EXPECT_NEAR(plan.value, expected, 1e-9 * std::max(1.0, std::abs(expected))) << plan.how;
        EXPECT_TRUE(plan.proven) << plan.how << " bound " << plan.bound;
        proven += plan.proven ? 1 : 0;
        EXPECT_NEAR(value_of(in.spec, in.problem, plan.stops), expected,
                    1e-9 * std::max(1.0, std::abs(expected)));
        // Without Cbc the bound still holds.
        SitingSpec quick = in.spec;
        quick.prove = false;
        try {
            const SitingPlan rough = solve(quick, in.problem, {});
            const double slack = 1e-6 * std::max(1.0, std::abs(expected));
            if (higher_is_better(in.spec.objective)) {
                EXPECT_GE(rough.bound, expected - slack);
                EXPECT_LE(rough.value, expected + slack);
            } else {
                EXPECT_LE(rough.bound, expected + slack);
                EXPECT_GE(rough.value, expected - slack);
            }
            if (rough.proven) {
                EXPECT_NEAR(rough.value, expected, slack);
                ++closed_without_cbc;
            }
        } catch (const Error& error) { // a fair plan may hide from exchanges
            EXPECT_EQ(error.kind(), ErrorKind::Infeasible) << error.what();
        }
    }
    RecordProperty("infeasible", static_cast<int>(infeasible));
    RecordProperty("closed_without_cbc", static_cast<int>(closed_without_cbc));
    EXPECT_EQ(proven + infeasible, 200U);
}

INSTANTIATE_TEST_SUITE_P(Objectives, AllPlans,
                         ::testing::Values(Case{"mclp", Objective::Mclp},
                                           Case{"rings", Objective::Mclp,
                                                [](SitingSpec& spec) {
                                                    spec.rings = {{15, 1}, {28, 0.6}, {45, 0.25}};
                                                }},
                                           Case{"capacities", Objective::Mclp,
                                                [](SitingSpec& spec) { spec.capacities = true; }},
                                           Case{"lscp", Objective::Lscp},
                                           Case{"p_median", Objective::PMedian},
                                           Case{"p_center", Objective::PCenter},
                                           Case{"max_min", Objective::MaxMin},
                                           Case{"fair_share", Objective::FairShare}),
                         [](const auto& each) { return std::string(each.param.name); });

} // namespace
} // namespace tractwise::siting
