// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/acs.hpp"

#include <gtest/gtest.h>

namespace tractwise::tract {
namespace {

TEST(Acs, MarginColumnsFollowThePublisher) {
    EXPECT_EQ(margin_column("B25070_007E"), "B25070_007M");
    EXPECT_EQ(margin_column("DP03_0009PE"), "DP03_0009PM");
    EXPECT_EQ(margin_column("S1701_C01_040E"), "S1701_C01_040M");
    EXPECT_EQ(margin_column("E_TOTPOP"), "M_TOTPOP");
    EXPECT_EQ(margin_column("EP_POV150"), "MP_POV150");
    EXPECT_EQ(margin_column("vacantP"), std::nullopt);
    for (const char* none : {"DEGREE", "BIKE_RACE", "clinic_nearest_m"})
        EXPECT_EQ(margin_column(none), std::nullopt) << none;
}

} // namespace
} // namespace tractwise::tract
