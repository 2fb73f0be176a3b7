// SPDX-License-Identifier: Apache-2.0
// Location problems with known optima: San Francisco (205 tracts, 16 stores; the example of PySAL
// spopt), Swain's 55 nodes, and pmed1 to pmed10 of Beasley's OR-Library. Objectives are compared,
// never sites: several plans can be best.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/siting/solve.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

namespace tractwise::test {
namespace {

using namespace siting;

double number(const io::Table& table, std::size_t row, std::size_t column) {
    return parse_number(table.cell(row, column)).value_or(std::nan(""));
}

SitingProblem problem_of(const std::vector<std::vector<double>>& cost, std::vector<double> need) {
    SitingProblem problem{.need = std::move(need)};
    std::vector<access::CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < cost.size(); ++i)
        for (std::uint32_t j = 0; j < cost[i].size(); ++j)
            pairs.push_back({i, j, cost[i][j]});
    problem.costs = access::CostMatrix::from_pairs(access::CostUnit::Meters, kInfinity, cost.size(),
                                                   cost.front().size(), std::move(pairs));
    for (std::size_t j = 0; j < cost.front().size(); ++j)
        problem.sites.push_back({.id = std::to_string(j)});
    return problem;
}

SitingPlan plan_for(const SitingProblem& problem, Objective objective, std::size_t k,
                    double limit = 0) {
    SitingSpec spec{.objective = objective, .time_limit_s = 60};
    if (objective != Objective::Lscp)
        spec.k = k;
    if (limit > 0)
        spec.rings = {{limit, 1}};
    return solve(spec, problem, {});
}

void expect_best(const SitingPlan& plan, double expected, const std::string& what) {
    EXPECT_NEAR(plan.value, expected, 1e-6 * std::max(1.0, expected)) << what << ": " << plan.how;
    EXPECT_TRUE(plan.proven) << what << ": " << plan.how << ", bound " << plan.bound;
}

Objective objective_named(std::string_view name) {
    return name == "LSCP"      ? Objective::Lscp
           : name == "MCLP"    ? Objective::Mclp
           : name == "PMedian" ? Objective::PMedian
                               : Objective::PCenter;
}

/// Every row of a file of optima: model, limit, objective (or "infeasible"), p.
void expect_all(const io::Table& expected, const SitingProblem& problem, std::size_t limit_column,
                std::size_t p_column, std::size_t value_column) {
    for (std::size_t row = 0; row < expected.rows(); ++row) {
        const auto objective = objective_named(expected.cell(row, 0));
        const double limit = number(expected, row, limit_column),
                     p = number(expected, row, p_column);
        const std::string what = std::string(expected.cell(row, 0)) + " limit " +
                                 std::string(expected.cell(row, limit_column)) + " p " +
                                 std::string(expected.cell(row, p_column));
        const auto answer = [&] {
            return plan_for(problem, objective, std::isnan(p) ? 0 : static_cast<std::size_t>(p),
                            std::isnan(limit) ? 0 : limit);
        };
        if (expected.cell(row, value_column) == "infeasible")
            EXPECT_THROW(answer(), Error) << what;
        else
            expect_best(answer(), number(expected, row, value_column), what);
    }
}

SitingProblem san_francisco() {
    const auto costs = read_published("truth/locate/sf_cost_matrix.csv");
    const auto demand = read_published("truth/locate/sf_demand.csv");
    std::map<std::string, double> people;
    for (std::size_t row = 0; row < demand.rows(); ++row)
        people[std::string(demand.cell(row, 0))] = number(demand, row, 1);
    std::vector<std::vector<double>> cost;
    std::vector<double> need;
    for (std::size_t row = 0; row < costs.rows(); ++row) {
        need.push_back(people.at(std::string(costs.cell(row, 0))));
        cost.emplace_back();
        for (std::size_t store = 1; store <= 16; ++store)
            cost.back().push_back(number(costs, row, store));
    }
    return problem_of(cost, need);
}

TEST(SitingLocate, SanFranciscoReachesEveryOptimum) {
    TRACTWISE_NEEDS("truth/locate/sf_expected.csv");
    expect_all(read_published("truth/locate/sf_expected.csv"), san_francisco(), 1, 4, 2);
}

TEST(SitingLocate, SanFranciscoFourStoresAreSpoptsOwnLiterals) {
    TRACTWISE_NEEDS("truth/locate/sf_demand.csv");
    const SitingProblem problem = san_francisco();
    const SitingPlan covering = plan_for(problem, Objective::Mclp, 4, 5000);
    std::size_t points = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i)
        for (const std::uint32_t stop : covering.stops)
            if (problem.costs.row_costs(i)[stop] <= 5000) {
                ++points;
                break;
            }
    EXPECT_EQ(covering.value, 875247);
    EXPECT_EQ(points, 184U); // 89.75609756 % of 205, spopt's perc_cov
    const SitingPlan median = plan_for(problem, Objective::PMedian, 4);
    EXPECT_NEAR(median.value / problem.total_need(), 2982.1268579890657, 1e-7);
}

TEST(SitingLocate, SanFranciscoOnTopOfStandingStores) {
    TRACTWISE_NEEDS("truth/locate/sf_demand.csv");
    // Two stores stand; the best two beside them, counted by trying all 91 pairs.
    SitingProblem problem = san_francisco();
    problem.sites[3].role = problem.sites[9].role = Role::Existing;
    double best = 0;
    const SitingSpec spec{.objective = Objective::Mclp, .k = 2, .rings = {{5000, 1}}};
    for (std::uint32_t a = 0; a < 16; ++a)
        for (std::uint32_t b = a + 1; b < 16; ++b)
            if (a != 3 && a != 9 && b != 3 && b != 9)
                best = std::max(best, value_of(spec, problem, std::array{a, b}));
    expect_best(solve(spec, problem, {}), best, "two beside two");
}

SitingProblem swain() {
    std::ifstream file(data_pack("truth/locate/swain/swain.dat"));
    std::vector<std::array<double, 2>> place;
    std::vector<double> need;
    for (std::string line; std::getline(file, line);) {
        const auto parts = split(line, ',');
        if (parts.size() < 4)
            continue;
        place.push_back(
            {parse_number(trim(parts[1])).value(), parse_number(trim(parts[2])).value()});
        need.push_back(parse_number(trim(parts[3])).value());
    }
    std::vector<std::vector<double>> cost;
    for (const auto& home : place) {
        cost.emplace_back();
        for (const auto& site : place)
            cost.back().push_back(std::hypot(home[0] - site[0], home[1] - site[1]));
    }
    return problem_of(cost, need);
}

TEST(SitingLocate, SwainReachesEveryOptimum) {
    TRACTWISE_NEEDS("truth/locate/swain/swain_expected.csv");
    const SitingProblem problem = swain();
    ASSERT_EQ(problem.homes(), 55U);
    ASSERT_EQ(problem.total_need(), 640);
    expect_all(read_published("truth/locate/swain/swain_expected.csv"), problem, 1, 2, 3);
}

struct OrLibrary {
    SitingProblem problem;
    std::size_t p = 0;
};

/// All pairs by Floyd and Warshall; of an edge given twice the last line counts.
OrLibrary or_library(int n) {
    std::ifstream file(data_pack("truth/locate/orlib/pmed" + std::to_string(n) + ".txt"));
    std::size_t nodes = 0, edges = 0, p = 0;
    file >> nodes >> edges >> p;
    std::vector<std::vector<double>> cost(nodes, std::vector<double>(nodes, kInfinity));
    for (std::size_t i = 0; i < nodes; ++i)
        cost[i][i] = 0;
    for (std::size_t e = 0; e < edges; ++e) {
        std::size_t a = 0, b = 0;
        double length = 0;
        file >> a >> b >> length;
        cost[a - 1][b - 1] = cost[b - 1][a - 1] = length;
    }
    for (std::size_t via = 0; via < nodes; ++via)
        for (std::size_t i = 0; i < nodes; ++i)
            for (std::size_t j = 0; j < nodes; ++j)
                cost[i][j] = std::min(cost[i][j], cost[i][via] + cost[via][j]);
    return {problem_of(cost, std::vector<double>(nodes, 1)), p};
}

constexpr std::array kMedians{5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255};
constexpr std::array kCenters{127, 98, 93, 74, 48, 84, 64, 55, 37, 20};

class OrLibraryTest : public testing::TestWithParam<int> {};

TEST_P(OrLibraryTest, MedianIsTheOptimum) {
    TRACTWISE_NEEDS("truth/locate/orlib/pmed1.txt");
    const OrLibrary pmed = or_library(GetParam());
    expect_best(plan_for(pmed.problem, Objective::PMedian, pmed.p), kMedians[GetParam() - 1],
                "p-median");
}

TEST_P(OrLibraryTest, CenterIsTheOptimum) {
    TRACTWISE_NEEDS("truth/locate/orlib/pmed1.txt");
    const OrLibrary pmed = or_library(GetParam());
    expect_best(plan_for(pmed.problem, Objective::PCenter, pmed.p), kCenters[GetParam() - 1],
                "p-center");
}

TEST_P(OrLibraryTest, HeuristicAloneIsWithinHalfAPercent) {
    TRACTWISE_NEEDS("truth/locate/orlib/pmed1.txt");
    const OrLibrary pmed = or_library(GetParam());
    const SitingPlan plan =
        solve({.objective = Objective::PMedian, .k = pmed.p, .prove = false}, pmed.problem, {});
    const double best = kMedians[GetParam() - 1];
    EXPECT_LE(plan.value, 1.005 * best) << plan.how;
    EXPECT_LE(plan.bound, best);
}

INSTANTIATE_TEST_SUITE_P(Pmed, OrLibraryTest, testing::Range(1, 11),
                         [](const auto& each) { return "pmed" + std::to_string(each.param); });

} // namespace
} // namespace tractwise::test
