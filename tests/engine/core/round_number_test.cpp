// SPDX-License-Identifier: Apache-2.0
#include "engine/core/round_number.hpp"

#include <gtest/gtest.h>

namespace tractwise {
namespace {

TEST(RoundNumber, IsOneTwoOrFive) {
    EXPECT_DOUBLE_EQ(round_below(731), 500);
    EXPECT_DOUBLE_EQ(round_below(500), 500);
    EXPECT_DOUBLE_EQ(round_below(0.0123), 0.01);
    EXPECT_DOUBLE_EQ(round_below(1), 1);
    EXPECT_DOUBLE_EQ(round_above(731), 1000);
    EXPECT_DOUBLE_EQ(round_above(500), 500);
    EXPECT_DOUBLE_EQ(round_above(201), 500);
    EXPECT_DOUBLE_EQ(round_above(1.5), 2);
    EXPECT_DOUBLE_EQ(round_above(0.0123), 0.02);
}

} // namespace
} // namespace tractwise
