// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/room.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

using test::column;
using test::kDegree_m;
using testing::HasSubstr;

// The tract worked by hand in layers/community/README.md is the first one. Everything lies on the
// equator, where a degree of longitude is 111319.49 m.
struct Town {
    Town() : bench({"17031000100", "17031000200", "17031000300"}) {
        bench.demand = test::homes({{0, 0.01, 300}, {0, 0.02, 700}, {1, 0.15, 500}}, 3);
        bench.sources.add_points("schools", {"name"}, {{"North"}, {"South"}, {"Nowhere"}},
                                 {{0, 0}, {0.2, 0}, {kNaN, kNaN}});
        bench.sources.add_points("libraries", {"name"}, {{"Main"}}, {{0.15, 0}});
        bench.sources.add_points("nowhere", {"name"}, {{"Nowhere"}}, {{kNaN, kNaN}});
    }
    test::LayerBench bench;
};

TEST(Community, ReadmeTract) {
    Town town;
    const layer::LayerResult result =
        town.bench.run(test::room("community"), "schools = \"schools\"\nlibraries = \"libraries\"");
    const auto value = [&](const char* name, std::size_t t) {
        return column(result.columns, name).values[t];
    };
    EXPECT_NEAR(value("school_nearest_m", 0), 0.017 * kDegree_m, 1e-3);
    EXPECT_NEAR(value("school_nearest_m", 1), 0.05 * kDegree_m, 1e-3) << "outside the tract";
    EXPECT_DOUBLE_EQ(value("school_beyond_1mi_share", 0), 0.7); // 0.02 degrees are 2226 m
    EXPECT_NEAR(value("library_nearest_m", 1), 0, 1e-6);
    EXPECT_DOUBLE_EQ(value("library_beyond_1mi_share", 0), 1);
    EXPECT_EQ(column(result.columns, "school_nearest_m").reason(2), io::Missing::NoPeople);
    EXPECT_EQ(column(result.columns, "park_nearest_m").reason(0), io::Missing::NoSource);
    ASSERT_EQ(result.places.size(), 2U);
    EXPECT_EQ(result.places[0].role(), "schools");
    EXPECT_EQ(result.places[0].fate(2), layer::PlaceAudit::Fate::NoPlace);
    EXPECT_EQ(result.places[1].name(0), "Main");
}

TEST(Community, NeedsAListWithPlaces) {
    EXPECT_THAT(
        test::error_of([] { test::room("community").check(ConfigTable::parse("", "study.toml")); }),
        HasSubstr("names no list of places"));
    Town town;
    EXPECT_THAT(
        test::error_of([&] { town.bench.run(test::room("community"), "parks = \"nowhere\""); }),
        HasSubstr("no row of the list is open and has a place"));
}

} // namespace
} // namespace tractwise::layers
