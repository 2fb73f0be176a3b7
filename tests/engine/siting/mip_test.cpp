// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/mip.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gtest/gtest.h>

#include <stop_token>

namespace tractwise::siting {
namespace {

// max 5 a + 4 b + 3 c, 2a + 3b + c <= 5, 4a + b + 2c <= 11, 3a + 4b + 2c <= 8, whole numbers:
// 13 at (2, 0, 1) (the linear answer is whole already).
MipModel textbook() {
    MipModel model{.maximize = true};
    const int a = model.add_column(5, 0, kInfinity, true),
              b = model.add_column(4, 0, kInfinity, true),
              c = model.add_column(3, 0, kInfinity, true);
    model.add_row(-kInfinity, 5, {{a, 2}, {b, 3}, {c, 1}});
    model.add_row(-kInfinity, 11, {{a, 4}, {b, 1}, {c, 2}});
    model.add_row(-kInfinity, 8, {{a, 3}, {b, 4}, {c, 2}});
    return model;
}

TEST(Mip, TextbookExampleIsSolved) {
    const MipResult result = solve_mip(textbook(), {}, {});
    EXPECT_EQ(result.status, MipResult::Status::Optimal);
    EXPECT_DOUBLE_EQ(result.value, 13);
    EXPECT_DOUBLE_EQ(result.bound, 13);
    EXPECT_EQ(result.values, (std::vector<double>{2, 0, 1}));
}

TEST(Mip, WholeNumbersMatter) {
    MipModel model{.maximize = true};
    const int a = model.add_column(1, 0, 9, true);
    model.add_row(-kInfinity, 7, {{a, 2}});
    EXPECT_DOUBLE_EQ(solve_mip(model, {}, {}).value, 3);
}

TEST(Mip, MinimizingWorksToo) {
    MipModel model;
    const int a = model.add_column(3, 0, 1, true), b = model.add_column(2, 0, 1, true);
    model.add_row(1, kInfinity, {{a, 1}, {b, 1}});
    const MipResult result = solve_mip(model, {}, {});
    EXPECT_DOUBLE_EQ(result.value, 2);
    EXPECT_EQ(result.values, (std::vector<double>{0, 1}));
}

TEST(Mip, NoValuesHold) {
    MipModel model;
    const int a = model.add_column(1, 0, 1, true);
    model.add_row(2, 3, {{a, 1}});
    const MipResult result = solve_mip(model, {}, {});
    EXPECT_EQ(result.status, MipResult::Status::Infeasible);
    EXPECT_FALSE(result.has_values());
}

TEST(Mip, WithoutRowsBoundsDecide) {
    MipModel model{.maximize = true};
    model.add_column(2, 0, 5, true);
    model.add_column(-1, 1, 5, true);
    EXPECT_DOUBLE_EQ(solve_mip(model, {}, {}).value, 9);
}

TEST(Mip, NothingIsBetterThanTheCutoff) {
    EXPECT_EQ(solve_mip(textbook(), {.cutoff = 13}, {}).status, MipResult::Status::Infeasible);
    EXPECT_DOUBLE_EQ(solve_mip(textbook(), {.cutoff = 12.5}, {}).value, 13);
}

TEST(Mip, PrintsNothing) {
    ::testing::internal::CaptureStdout();
    solve_mip(textbook(), {}, {});
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST(Mip, StopRequestEndsIt) {
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW(solve_mip(textbook(), {}, {.stop = source.get_token()}), Error);
}

} // namespace
} // namespace tractwise::siting
