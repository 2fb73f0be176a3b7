// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/demand_points.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <numeric>

namespace tractwise::tract {
namespace {

geo::PolygonSet two_squares() {
    geo::PolygonSet set;
    for (const double x : {-97.0, -96.9}) {
        set.begin_shape();
        set.begin_part();
        set.add_ring(std::array<geo::LonLat, 5>{
            {{x, 39}, {x + 0.1, 39}, {x + 0.1, 39.1}, {x, 39.1}, {x, 39}}});
    }
    return set;
}

class DemandTest : public testing::Test {
protected:
    DemandPoints read(std::string_view csv, DemandPoints::Join join = DemandPoints::Join::Id) {
        auto source = io::source_from_path("homes", folder_.write("homes.csv", csv).string());
        source.vintage = 2020;
        return DemandPoints::read(source, tracts_, join, audit_, diagnostics_);
    }
    test::TemporaryFolder folder_;
    TractSet tracts_ = TractSet::from({"99001000100", "99001000200"}, two_squares(), 2020);
    JoinAudit audit_;
    Diagnostics diagnostics_;
};

// 100 people at 1 km and 300 at 3 km: mean 2.5 km, and half of them stay within 3 km.
TEST_F(DemandTest, AveragesByPeople) {
    const auto homes =
        read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n"
             "990010001001000,100,+39.05,-096.95\n990010001001001,300,+39.06,-096.95\n"
             "990010002001000,0,+39.05,-096.85\n");
    EXPECT_EQ(homes.kind, DemandPoints::Kind::Blocks);
    const auto mean = homes.mean_by_people({1000, 3000, 500});
    EXPECT_EQ(mean[0], 2500);
    EXPECT_TRUE(std::isnan(mean[1])); // nobody lives there
    EXPECT_EQ(homes.median_by_people({1000, 3000, 500})[0], 3000);
    EXPECT_EQ(homes.people_by_tract(), (std::vector<double>{400, 0}));
}

TEST_F(DemandTest, JoinsByIdNotByPlace) {
    // The center lies in the other tract's polygon; its id decides.
    const auto homes =
        read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,5,39.05,-96.85\n");
    EXPECT_EQ(homes.tract, (std::vector<std::uint32_t>{0}));
    EXPECT_TRUE(audit_.unmatched_rows.empty());
    EXPECT_EQ(diagnostics_.findings().back().code, "tract-without-demand"); // of the other tract
}

TEST_F(DemandTest, ALostMinusIsNoticedWhicheverWayPointsAreJoined) {
    for (const auto join : {DemandPoints::Join::Id, DemandPoints::Join::Place}) {
        std::string said;
        try {
            read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,5,39.05,96.95\n", join);
        } catch (const Error& error) {
            said = error.what();
        }
        EXPECT_THAT(said,
                    testing::HasSubstr("with a minus before the longitude 1 of 1 lie inside"));
    }
}

TEST_F(DemandTest, PointsOfAnotherVintageCanBeJoinedByPlace) {
    const auto homes = read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,5,39.05,-96.85\n"
                            "990010001001001,7,39.05,-95\n",
                            DemandPoints::Join::Place);
    EXPECT_EQ(homes.tract, (std::vector<std::uint32_t>{1}));
    EXPECT_EQ(audit_.people_matched, 5);
    EXPECT_THAT(audit_.unmatched_rows, testing::ElementsAre("990010001001001"));
}

// A homes file may name any county: a block of 99003 that lies in a tract of 99001 has its people
// there, one of 99003 in no tract is outside, and one of 99001 in no tract is lost.
TEST_F(DemandTest, ByPlaceThePolygonDecidesWhateverCountyTheIdNames) {
    const auto homes = read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990030001001000,5,39.05,-96.85\n"
                            "170310101001000,11,39.05,-96.95\n990030001001001,7,39.05,-95\n"
                            "990010001001001,3,39.05,-95\n",
                            DemandPoints::Join::Place);
    EXPECT_EQ(homes.people_by_tract(), (std::vector<double>{11, 5}));
    EXPECT_EQ(audit_.rows_matched, 2U);
    EXPECT_EQ(audit_.rows_outside, 1U);
    EXPECT_EQ(audit_.people_read, 19);
    EXPECT_EQ(audit_.people_matched, 16);
    EXPECT_THAT(audit_.unmatched_rows, testing::ElementsAre("990010001001001"));
}

TEST_F(DemandTest, AMissingNumberOfPeopleIsCountedNotSilentlyZero) {
    read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,,39.05,-96.95\n");
    EXPECT_EQ(diagnostics_.findings().back().code, "demand-point-without-people");
}

TEST_F(DemandTest, RefusesAPointThatStandsTwice) {
    EXPECT_THROW(read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,5,39.05,-96.95\n"
                      "990010001001000,5,39.05,-96.95\n"),
                 Error);
}

TEST_F(DemandTest, CentroidsAreALabeledFallback) {
    const auto homes = DemandPoints::from_centroids(tracts_, {10, 20});
    EXPECT_EQ(homes.size(), 2U);
    EXPECT_NEAR(homes.place[0].lon, -96.95, 1e-6);
    EXPECT_THAT(std::string(describe(homes.kind)), testing::HasSubstr("fallback"));
}

TEST(DemandReal, IllinoisBlockGroupsSumToTheirTracts) {
    TRACTWISE_NEEDS("data/pop/CenPop2020_BG_IL_reconstructed.csv");
    Diagnostics diagnostics;
    auto tract_source = io::source_from_path(
        "tracts", test::data_pack("data/tracts/cb_2025_17_tract_500k.shp").string());
    tract_source.vintage = 2020;
    const TractSet tracts = TractSet::read(tract_source, {"Cook", {"17031"}}, diagnostics);
    auto source = io::source_from_path(
        "bg", test::data_pack("data/pop/CenPop2020_BG_IL_reconstructed.csv").string());
    source.vintage = 2020;
    JoinAudit audit;
    const auto homes =
        DemandPoints::read(source, tracts, DemandPoints::Join::Id, audit, diagnostics);
    EXPECT_EQ(homes.kind, DemandPoints::Kind::BlockGroups);
    // Cook County had 5,275,541 people in the 2020 census (P1_001N of the same county).
    EXPECT_EQ(std::accumulate(homes.people.begin(), homes.people.end(), 0.0), 5275541);
    EXPECT_EQ(audit.people_read, audit.people_matched);
}

// The squares are 11 x 8.6 km, so 40 km are allowed; the point is 174 km from its own.
TEST_F(DemandTest, APointFarFromTheTractOfItsIdIsNotAveraged) {
    const auto homes = read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n"
                            "990010001001000,100,39.05,-96.95\n"
                            "990010001001001,30,39.05,-98.95\n"
                            "990010001001002,0,39.05,-97.2\n"
                            "990010002001000,5,39.05,-96.85\n");
    EXPECT_THAT(homes.id,
                testing::ElementsAre("990010001001000", "990010001001002", "990010002001000"));
    const auto& findings = diagnostics_.findings();
    const auto far = std::find_if(findings.begin(), findings.end(), [](const Finding& f) {
        return f.code == "demand-point-far-from-tract";
    });
    ASSERT_NE(far, findings.end());
    EXPECT_EQ(far->severity, Severity::Warning);
    EXPECT_THAT(far->message, testing::HasSubstr("their 30 people are not counted"));
    EXPECT_THAT(far->examples, testing::ElementsAre("990010001001001 (line 3)"));
    EXPECT_EQ(audit_.people_read, 135);
    EXPECT_EQ(audit_.people_matched, 105);
}

TEST_F(DemandTest, OneLostMinusAmongManyIsNotAveraged) {
    std::string csv = "GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001099,50,39.05,96.95\n";
    for (int i = 10; i < 30; ++i)
        csv += "9900100010010" + std::to_string(i) + ",10,39.05,-96.95\n";
    const auto homes = read(csv);
    EXPECT_EQ(homes.size(), 20U);
    EXPECT_EQ(homes.people_by_tract()[0], 200);
}

TEST_F(DemandTest, MostPointsFarFromTheirTractsAreRefused) {
    std::string said;
    try {
        read("GEOID20,POP20,INTPTLAT20,INTPTLON20\n990010001001000,5,39.05,-98.5\n"
             "990010001001001,5,39.05,-96.95\n990010002001001,5,39.05,-98.5\n");
    } catch (const Error& error) {
        said = error.what();
    }
    EXPECT_THAT(said, testing::HasSubstr("2 of 3 demand points lie far from the tract of their "
                                         "id, such as 990010001001000 (line 2)"));
}

} // namespace
} // namespace tractwise::tract
