// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/crosswalk.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/numbers.hpp"
#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <numeric>

namespace tractwise::tract {
namespace {

// One old tract A split 1/4 : 3/4 into X and Y; old tract B became part of Y whole.
Crosswalk small() {
    return Crosswalk::from(2010, 2020, Crosswalk::Weight::LandArea,
                           {{"A", "X", 0.25, 1}, {"A", "Y", 0.75, 0.6}, {"B", "Y", 1, 0.4}});
}

TEST(Crosswalk, SplitsCountsAndKeepsTheTotal) {
    const auto moved = small().counts(2010, 2020, {"A", "B"}, {400, 100});
    EXPECT_THAT(moved.ids, testing::ElementsAre("X", "Y"));
    EXPECT_THAT(moved.values, testing::ElementsAre(100, 400));
}

TEST(Crosswalk, WeighsRatesByTheirUniverse) {
    const auto moved = small().rates(2010, 2020, {"A", "B"}, {0.10, 0.30}, {400, 100});
    EXPECT_DOUBLE_EQ(moved.values[0], 0.10);
    EXPECT_DOUBLE_EQ(moved.values[1], (0.10 * 300 + 0.30 * 100) / 400);
}

TEST(Crosswalk, MissingIsNotZero) {
    const auto counts = small().counts(2010, 2020, {"A", "B"}, {400, kNaN});
    EXPECT_TRUE(std::isnan(counts.values[1]));
    const auto rates = small().rates(2010, 2020, {"A", "B"}, {0.10, kNaN}, {400, 100});
    EXPECT_DOUBLE_EQ(rates.values[1], 0.10);
    EXPECT_DOUBLE_EQ(rates.coverage[1], 0.6);
}

TEST(Crosswalk, RefusesVintagesThatItDoesNotJoin) {
    EXPECT_THROW(small().counts(2000, 2010, {}, {}), Error);
}

TEST(Crosswalk, ReadsPipesAndTheHeaderlessFile) {
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
    const auto piped = folder.write(
        "rel.txt",
        "GEOID_TRACT_20|AREALAND_TRACT_20|GEOID_TRACT_10|AREALAND_TRACT_10|AREALAND_PART\n"
        "01001020100|10|01001020100|40|10\n01001020200|30|01001020100|40|30\n");
    const auto walk = Crosswalk::read(io::source_from_path("rel", piped.string()), diagnostics);
    EXPECT_EQ(walk.newer(), 2020);
    EXPECT_DOUBLE_EQ(walk.parts()[0].share_of_from, 0.25);
    const auto bare =
        folder.write("us2010trf.txt", "17,001,000100,17001000100,4627,2222,W,12,12,17,001,000100,"
                                      "17001000100,4627,2222,W,12,12,12,12,100,100,100,100,4627,"
                                      "100,100,2222,100,100\n");
    EXPECT_EQ(Crosswalk::read(io::source_from_path("rel", bare.string()), diagnostics).older(),
              2000);
    const auto wrong = folder.write("other.csv", "a,b\n1,2\n");
    EXPECT_THROW(Crosswalk::read(io::source_from_path("rel", wrong.string()), diagnostics), Error);
}

// An independent numpy run for Delaware, total 897,934 on 263 tracts.
TEST(CrosswalkPublished, DelawarePopulation2010On2020Tracts) {
    TRACTWISE_NEEDS("truth/crosswalk/rel_tract20_tract10_10.csv");
    Diagnostics diagnostics;
    const auto read = [&](const char* name) {
        return io::read_table(
            io::source_from_path("t",
                                 test::data_pack(std::string("truth/crosswalk/") + name).string()),
            diagnostics);
    };
    const auto walk = Crosswalk::read(
        io::source_from_path(
            "rel", test::data_pack("truth/crosswalk/rel_tract20_tract10_10.csv").string()),
        diagnostics);
    const io::Table people = read("pop_2010_10_42101.csv");
    std::vector<std::string> ids;
    std::vector<double> values;
    for (std::size_t r = 0; r < people.rows(); ++r) {
        ids.emplace_back(people.cell(r, people.require("GEOID")));
        values.push_back(*parse_number(people.cell(r, people.require("pop10"))));
    }
    const auto moved = walk.counts(2010, 2020, ids, values);
    std::map<std::string, double> by_id;
    for (std::size_t i = 0; i < moved.ids.size(); ++i)
        by_id[moved.ids[i]] = moved.values[i];
    const io::Table expected = read("expected_pop10_on_2020_10.csv");
    for (std::size_t r = 0; r < expected.rows(); ++r) {
        const std::string id(expected.cell(r, 0));
        EXPECT_NEAR(by_id.at(id), *parse_number(expected.cell(r, 1)), 1e-6) << id;
    }
    EXPECT_NEAR(std::accumulate(moved.values.begin(), moved.values.end(), 0.0), 897934.0, 1e-6);
    EXPECT_EQ(moved.ids.size(), 263U);
}

TEST(CrosswalkPublished, Illinois2000To2010KeepsPeople) {
    TRACTWISE_NEEDS("data/crosswalk/IL_2000_2010_relationship.csv");
    Diagnostics diagnostics;
    const auto walk = Crosswalk::read(
        io::source_from_path(
            "rel", test::data_pack("data/crosswalk/IL_2000_2010_relationship.csv").string()),
        diagnostics);
    EXPECT_EQ(walk.weight(), Crosswalk::Weight::Population);
    std::map<std::string, double> share;
    for (const auto& part : walk.parts())
        share[part.from] += part.share_of_from;
    for (const auto& [id, total] : share)
        EXPECT_TRUE(std::abs(total - 1) < 1e-9 || total == 0) << id << " " << total;
}

} // namespace
} // namespace tractwise::tract
