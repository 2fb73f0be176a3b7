// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;

// The tract worked by hand in layers/population/README.md.
TEST(Population, ReadmeTract) {
    test::LayerBench bench({"17031000100"});
    bench.sources.add("acs",
                      {"GEOID", "B03002_001E", "B03002_001M", "B03002_003E", "B03002_003M",
                       "B25003_001E", "B25003_001M"},
                      {{"17031000100", "4000", "200", "1000", "120", "1500", "90"}});
    const auto columns = bench.run(test::room("population"), "acs = \"acs\"").columns;
    EXPECT_EQ(column(columns, "population").values[0], 4000);
    EXPECT_EQ(column(columns, "population").margin[0], 200);
    EXPECT_EQ(column(columns, "people_of_color").values[0], 3000);
    EXPECT_NEAR(column(columns, "people_of_color").margin[0], 233.238, 0.001);
    EXPECT_EQ(column(columns, "households").values[0], 1500);
    EXPECT_NEAR(column(columns, "people_per_km2").values[0],
                4000 / (bench.tracts.land_area_m2(0) / 1e6), 1e-9);
}

TEST(Population, AgeGroupsOfB01001AddUpToEveryone) {
    test::LayerBench bench({"17031000100"});
    std::vector<std::string> names = {"GEOID"}, cells = {"17031000100"};
    for (int line = 1; line <= 49; ++line) {
        const std::string number = std::to_string(line);
        names.push_back("B01001_" + std::string(3 - number.size(), '0') + number + "E");
        // Every age cell holds its line number; 001, 002 and 026 are totals.
        cells.push_back(line == 1 ? std::to_string(49 * 50 / 2 - 1 - 2 - 26) : number);
    }
    bench.sources.add("acs", names, {cells});
    const auto columns = bench.run(test::room("population"), "acs = \"acs\"").columns;
    const double under = column(columns, "people_under_18").values[0];
    const double middle = column(columns, "people_18_to_64").values[0];
    const double over = column(columns, "people_65_and_over").values[0];
    EXPECT_EQ(under, 3 + 4 + 5 + 6 + 27 + 28 + 29 + 30);
    EXPECT_EQ(over, 20 + 21 + 22 + 23 + 24 + 25 + 44 + 45 + 46 + 47 + 48 + 49);
    EXPECT_EQ(under + middle + over, column(columns, "population").values[0]);
}

} // namespace
} // namespace tractwise::layers
