// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;

// The tract worked by hand in layers/social/README.md.
TEST(Social, ReadmeTract) {
    test::LayerBench bench({"17031000100"});
    bench.sources.add(
        "acs",
        {"GEOID", "C17002_001E", "C17002_001M", "C17002_002E", "C17002_002M", "C17002_003E",
         "C17002_003M", "C17002_004E", "C17002_004M", "C17002_005E", "C17002_005M"},
        {{"17031000100", "3900", "210", "300", "90", "260", "80", "190", "70", "210", "75"}});
    const auto columns = bench.run(test::room("social"), "acs = \"acs\"").columns;
    const tract::Column& poverty = column(columns, "poverty_150_share");
    EXPECT_NEAR(poverty.values[0], 0.246154, 1e-6);
    EXPECT_NEAR(poverty.margin[0], 0.038336, 1e-6);
    EXPECT_EQ(column(columns, "poverty_150_people").values[0], 960);
    EXPECT_NEAR(column(columns, "poverty_150_people").margin[0], 158.193, 0.001);
}

TEST(Social, BroadbandIsTheComplementOfHavingIt) {
    test::LayerBench bench({"17031000100"});
    bench.sources.add("acs", {"GEOID", "B28002_001E", "B28002_004E", "B28001_001E", "B28001_011E"},
                      {{"17031000100", "1500", "1200", "1500", "150"}});
    const auto columns = bench.run(test::room("social"), "acs = \"acs\"").columns;
    EXPECT_DOUBLE_EQ(column(columns, "no_broadband_share").values[0], 1 - 0.8);
    EXPECT_EQ(column(columns, "no_broadband_households").values[0], 300);
    EXPECT_DOUBLE_EQ(column(columns, "no_computer_share").values[0], 0.1);
}

} // namespace
} // namespace tractwise::layers
