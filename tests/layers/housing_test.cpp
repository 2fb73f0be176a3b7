// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;

// The tract worked by hand in layers/housing/README.md.
TEST(Housing, ReadmeTract) {
    test::LayerBench bench({"17031000100"});
    bench.sources.add("acs",
                      {"GEOID", "B25070_001E", "B25070_001M", "B25070_007E", "B25070_007M",
                       "B25070_008E", "B25070_008M", "B25070_009E", "B25070_009M", "B25070_010E",
                       "B25070_010M", "B25070_011E", "B25070_011M", "B25002_001E", "B25002_003E"},
                      {{"17031000100", "800", "90", "80", "35", "60", "30", "100", "40", "160",
                        "50", "40", "25", "1650", "150"}});
    const auto columns = bench.run(test::room("housing"), "acs = \"acs\"").columns;
    const tract::Column& rent = column(columns, "rent_burden_share");
    EXPECT_NEAR(rent.values[0], 0.526316, 1e-6);
    EXPECT_NEAR(rent.margin[0], 0.081197, 1e-6);
    EXPECT_NEAR(column(columns, "vacancy_share").values[0], 0.090909, 1e-6);
    // Only renters are known, so cost burden stands on them and says so.
    EXPECT_EQ(column(columns, "cost_burden_share").values[0], rent.values[0]);
    EXPECT_EQ(bench.count("other-definition"), 1U);
}

TEST(Housing, OepsColumnsArePercent) {
    test::LayerBench bench({"01001020100"});
    bench.sources.add("oeps", {"GEOID", "totUnits", "occP", "vacantP", "mobileP"},
                      {{"01001020100", "779", "98.2", "1.8", "17.33"}});
    const auto columns = bench.run(test::room("housing"), "acs = \"oeps\"").columns;
    EXPECT_DOUBLE_EQ(column(columns, "vacancy_share").values[0], 0.018);
    EXPECT_DOUBLE_EQ(column(columns, "mobile_home_share").values[0], 0.1733);
}

TEST(Housing, EvictionsComeOnlyWithTheirSource) {
    test::LayerBench bench({"17031000100"});
    bench.sources.add("acs", {"GEOID", "B25002_001E", "B25002_003E"}, {{"17031000100", "10", "1"}});
    bench.sources.add("lab", {"GEOID", "eviction-filing-rate"}, {{"17031000100", "11.56"}});
    EXPECT_TRUE(std::isnan(
        column(bench.run(test::room("housing"), "acs = \"acs\"").columns, "eviction_filing_rate")
            .values[0]));
    const auto columns =
        bench.run(test::room("housing"), "acs = \"acs\"\nevictions = \"lab\"").columns;
    EXPECT_DOUBLE_EQ(column(columns, "eviction_filing_rate").values[0], 0.1156);
}

} // namespace
} // namespace tractwise::layers
