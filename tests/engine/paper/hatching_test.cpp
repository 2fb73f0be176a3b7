// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/hatching.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::paper {
namespace {

void add_square(Outline& outline, double from, double to) {
    outline.begin();
    for (const Spot spot : {Spot{from, from}, Spot{to, from}, Spot{to, to}, Spot{from, to}})
        outline.add(spot);
}

double length_of(const std::vector<HatchLine>& lines) {
    double length = 0;
    for (const HatchLine& line : lines)
        length += std::hypot(line.to.x - line.from.x, line.to.y - line.from.y);
    return length;
}

// A square of 10: the lines x + y = 1, 2, ... 19 are sqrt(2) times 1, 2, ... 10, ... 2, 1 long.
TEST(Hatching, CrossesASquareFromEdgeToEdge) {
    Outline square;
    add_square(square, 0, 10);
    for (const bool rising : {true, false}) {
        const auto lines = hatch_lines(square, {.color = {}, .apart = 1, .rising = rising});
        EXPECT_NEAR(length_of(lines), std::sqrt(2.0) * 100, 1e-9);
        for (const HatchLine& line : lines) {
            const double sign = rising ? 1 : -1;
            EXPECT_NEAR(line.from.x + sign * line.from.y, line.to.x + sign * line.to.y, 1e-12);
            for (const Spot end : {line.from, line.to}) {
                EXPECT_GE(end.x, -1e-12);
                EXPECT_LE(end.y, 10 + 1e-12);
            }
        }
    }
}

// The hole takes its own lines away: 100 - 36 of the area.
TEST(Hatching, LeavesHolesOut) {
    Outline frame;
    add_square(frame, 0, 10);
    add_square(frame, 2, 8);
    const auto lines = hatch_lines(frame, {.color = {}, .apart = 0.01});
    EXPECT_NEAR(length_of(lines) * 0.01 / std::sqrt(2.0), 64, 0.1);
}

TEST(Hatching, NothingInNothing) {
    EXPECT_TRUE(hatch_lines({}, {.color = {}}).empty());
}

} // namespace
} // namespace tractwise::paper
