// SPDX-License-Identifier: Apache-2.0
#include "engine/index/principal.hpp"

#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <vector>

namespace tractwise::index {
namespace {

using Values = std::vector<double>;

TEST(Principal, EigenByHand) {
    const Eigen two = eigen({2, {2, 1, 1, 2}});
    EXPECT_NEAR(two.values[0], 3, 1e-14);
    EXPECT_NEAR(two.values[1], 1, 1e-14);
    EXPECT_NEAR(two.vectors[0][0], std::sqrt(0.5), 1e-14);
    EXPECT_NEAR(two.vectors[0][1], std::sqrt(0.5), 1e-14);
    const Eigen diagonal = eigen({3, {1, 0, 0, 0, 5, 0, 0, 0, 3}});
    EXPECT_EQ(diagonal.values, (Values{5, 3, 1}));
    EXPECT_EQ(diagonal.vectors[0], (Values{0, 1, 0}));
    EXPECT_TRUE(std::isnan(eigen({2, {1, kNaN, kNaN, 1}}).values[0]));
    EXPECT_TRUE(eigen({}).values.empty());
}

TEST(Principal, EigenOfRandomMatrices) {
    std::mt19937_64 random(8);
    std::normal_distribution<double> normal;
    for (std::size_t n = 2; n <= 30; n += 4) {
        Symmetric matrix{n, Values(n * n)};
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j <= i; ++j)
                matrix.cells[i * n + j] = matrix.cells[j * n + i] = normal(random);
        const Eigen e = eigen(matrix);
        double trace = 0, sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
            trace += matrix(k, k);
            sum += e.values[k];
            for (std::size_t i = 0; i < n; ++i) {
                double product = 0;
                for (std::size_t j = 0; j < n; ++j)
                    product += matrix(i, j) * e.vectors[k][j];
                EXPECT_NEAR(product, e.values[k] * e.vectors[k][i], 1e-12);
            }
        }
        EXPECT_NEAR(trace, sum, 1e-12);
    }
}

TEST(Principal, FirstComponentHasMeanZeroAndDeviationOne) {
    const Values a{1, 2, 3, 4, 5, kNaN}, b{200, 100, 500, 400, 600, 300}, c{-5, -4, -3, -1, 0, -2};
    const std::vector<std::span<const double>> columns{a, b, c};
    const Component found = first_component(columns);
    EXPECT_EQ(found.rows, 5U);
    double sum = 0, squares = 0;
    for (std::size_t row = 0; row < 5; ++row) {
        double score = 0;
        for (std::size_t k = 0; k < 3; ++k)
            score += found.weight[k] * (columns[k][row] - found.center[k]);
        sum += score;
        squares += score * score;
    }
    EXPECT_NEAR(sum, 0, 1e-13);
    EXPECT_NEAR(squares / 4, 1, 1e-13);
    double loadings = 0;
    for (const double loading : found.loading)
        loadings += loading * loading;
    EXPECT_NEAR(loadings, found.eigenvalue, 1e-13);
    // Most columns load above 0, whatever the library's sign would be.
    for (const double loading : found.loading)
        EXPECT_GT(loading, 0);
    Values turned;
    for (const double x : a)
        turned.push_back(-x);
    const std::vector<std::span<const double>> one_against{turned, b, c};
    EXPECT_NEAR(first_component(one_against).weight[0], -found.weight[0], 1e-13);
    EXPECT_NEAR(first_component(one_against).weight[2], found.weight[2], 1e-13);
}

TEST(Principal, WhatHasNoComponent) {
    const Values a{1, 2, 3}, same{7, 7, 7}, gap{kNaN, kNaN, 1};
    EXPECT_TRUE(first_component(std::vector<std::span<const double>>{a, same}).weight.empty());
    EXPECT_TRUE(first_component(std::vector<std::span<const double>>{a, gap}).weight.empty());
    EXPECT_TRUE(first_component({}).weight.empty());
    const std::vector<char> one{1, 0, 0};
    EXPECT_TRUE(first_component(std::vector<std::span<const double>>{a, a}, one).weight.empty());
}

} // namespace
} // namespace tractwise::index
