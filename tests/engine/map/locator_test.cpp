// SPDX-License-Identifier: Apache-2.0
#include "engine/map/locator.hpp"

#include "engine/core/diagnostics.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

/// Squares in a row, one a county; `prefixes` are the study's region.
class LocatorTest : public testing::Test {
protected:
    LocatorTest() {
        std::string features;
        for (int i = 0; i < 3; ++i)
            features += fmt::format(
                R"({}{{"type":"Feature","properties":{{"GEOID":"9900{}000100","STATE_NAME":"Plains"}},)"
                R"("geometry":{{"type":"Polygon","coordinates":[[[{},39],[{},39],[{},40],[{},40],[{},39]]]}}}})",
                i == 0 ? "" : ",", 2 * i + 1, i, i + 1, i + 1, i, i);
        folder_.write("tracts.geojson",
                      "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");
    }
    std::optional<Locator> of(std::vector<std::string> prefixes) {
        study::Results results;
        io::SourceSpec source{.id = "tracts", .path = (folder_ / "tracts.geojson").string()};
        source.vintage = 2020;
        results.study.tracts = "tracts";
        results.study.sources["tracts"] = source;
        results.study.region.prefixes = std::move(prefixes);
        Diagnostics diagnostics;
        results.tracts = std::make_shared<const tract::TractSet>(
            tract::TractSet::read(source, results.study.region, diagnostics));
        return read_locator(results);
    }
    test::TemporaryFolder folder_;
};

TEST_F(LocatorTest, ShowsTheCountiesOfTheState) {
    const std::optional<Locator> locator = of({"99003"});
    ASSERT_TRUE(locator);
    EXPECT_EQ(locator->box.min_x, 0);
    EXPECT_EQ(locator->box.max_x, 3);
    EXPECT_EQ(locator->border.size(), 6U); // one around each end, two of the middle, two between
}

TEST_F(LocatorTest, NoneWhereTheRegionIsAllThereIs) {
    EXPECT_FALSE(of({}));
    EXPECT_FALSE(of({"99"}));
    EXPECT_FALSE(of({"99001", "99003", "99005"}));
}

TEST_F(LocatorTest, NoneWhereTheSourceIsGone) {
    study::Results results;
    results.study.region.prefixes = {"99001"};
    results.tracts = std::make_shared<const tract::TractSet>();
    EXPECT_FALSE(read_locator(results));
}

} // namespace
} // namespace tractwise::map
