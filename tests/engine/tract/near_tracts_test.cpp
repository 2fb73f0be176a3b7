// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/near_tracts.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <string_view>

namespace tractwise::tract {
namespace {

using geo::LonLat;
using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// One square tract of this many degrees.
TractSet square(double west, double south, double size) {
    geo::PolygonSet set;
    set.begin_shape();
    set.begin_part();
    set.add_ring(std::array<LonLat, 5>{{{west, south},
                                        {west + size, south},
                                        {west + size, south + size},
                                        {west, south + size},
                                        {west, south}}});
    return TractSet::from({"42101000100"}, std::move(set), 2020);
}

class PlacesNearTracts : public testing::Test {
protected:
    PlacesNearTracts() : table_("clinics.csv", {"name"}) {
        for (int i = 0; i < 40; ++i)
            table_.add_row(std::array<std::string_view, 1>{"a"});
    }
    void check(const std::vector<LonLat>& places) {
        diagnostics_ = {};
        require_near({places, &table_, "clinics", "clinics.csv"}, Surroundings::of(tracts_),
                     diagnostics_);
    }
    std::string refusal(const std::vector<LonLat>& places) {
        return error_of([&] { check(places); });
    }
    io::Table table_;
    TractSet tracts_ = square(-75.2, 39.9, 0.1); // Philadelphia
    Diagnostics diagnostics_;
};

TEST_F(PlacesNearTracts, InsideAndInTheNextCountyAreFine) {
    check({{-75.15, 39.95}, {-75.5, 40.2}, {-76.9, 40.3}, {kNaN, kNaN}});
    EXPECT_THAT(diagnostics_.findings(), IsEmpty());
    check({{kNaN, kNaN}});
    check({});
    EXPECT_THAT(diagnostics_.findings(), IsEmpty());
}

TEST_F(PlacesNearTracts, ALostMinusIsGuessed) {
    EXPECT_THAT(refusal({{75.15, 39.95}, {75.16, 39.96}, {75.17, 39.91}}),
                AllOf(HasSubstr("clinics.csv: none of its 3 places lies near the tracts"),
                      HasSubstr("with a minus before the longitude 3 of 3 lie inside the tracts")));
    EXPECT_THAT(refusal({{75.15, 39.95}}), HasSubstr("its only place lies nowhere near"));
    // One of three is outside all the same: near is what can be said.
    EXPECT_THAT(refusal({{75.15, 39.95}, {75.16, 39.96}, {75.17, 40.9}}),
                HasSubstr("with a minus before the longitude 3 of 3 lie near the tracts"));
}

TEST_F(PlacesNearTracts, ExchangedAxesAreGuessed) {
    EXPECT_THAT(refusal({{39.95, -75.15}, {39.96, -75.16}}),
                HasSubstr("with longitude and latitude exchanged 2 of 2 lie inside"));
    EXPECT_THAT(refusal({{39.95, 75.15}}),
                HasSubstr("exchanged and a minus before the longitude 1 of 1 lie inside"));
    EXPECT_THAT(refusal({{-75.15, -39.95}}), HasSubstr("without the minus before the latitude"));
}

TEST_F(PlacesNearTracts, AnotherTownIsSaidWithWhereItIs) {
    const std::string text = refusal({{-87.6, 41.8}, {-87.7, 41.9}, {-87.65, 41.85}}); // Chicago
    EXPECT_THAT(text, AllOf(HasSubstr("longitude -87.65, latitude 41.85"),
                            HasSubstr("the tracts around longitude -75.15, latitude 39.95"),
                            Not(HasSubstr("minus"))));
}

TEST_F(PlacesNearTracts, AListOfTheWholeCountryPasses) {
    std::vector<LonLat> country{{-75.15, 39.95}};
    for (int i = 0; i < 30; ++i)
        country.push_back({-120.0 + i, 35 + i / 10.0});
    country.push_back({144.8, 13.5});   // Guam
    country.push_back({-170.7, -14.3}); // American Samoa
    check(country);
    EXPECT_THAT(diagnostics_.findings(), IsEmpty());
}

TEST_F(PlacesNearTracts, SingleStraysAreFindings) {
    std::vector<LonLat> places(20, LonLat{-75.15, 39.95});
    places[7] = {75.15, 39.95};
    places[9] = {-75.15, 4.0};
    check(places);
    ASSERT_EQ(diagnostics_.findings().size(), 2U);
    EXPECT_THAT(diagnostics_.findings()[0].message, HasSubstr("a minus before the longitude"));
    EXPECT_THAT(diagnostics_.findings()[0].examples, ElementsAre("row 8"));
    EXPECT_THAT(diagnostics_.findings()[1].examples, ElementsAre("row 10"));
}

TEST_F(PlacesNearTracts, The180thMeridianIsNoBorder) {
    tracts_ = square(178, 51, 1); // the western Aleutians
    check({{-179.5, 51.9}});      // 2 degrees of longitude farther east
    EXPECT_THAT(diagnostics_.findings(), IsEmpty());
    tracts_ = square(144.7, 13.4, 0.1); // Guam
    check({{145.7, 15.2}});             // Saipan
    EXPECT_THAT(refusal({{-144.75, 13.45}}), HasSubstr("1 of 1 lie inside"));
}

TEST_F(PlacesNearTracts, ALargeTractReachesFar) {
    tracts_ = square(-160, 64, 6); // 640 km high
    check({{-157, 61}});           // 670 km from its middle
    EXPECT_THAT(diagnostics_.findings(), IsEmpty());
}

TEST_F(PlacesNearTracts, HomesWillDoAsWell) {
    const Surroundings homes{{{-75.15, 39.95}}, "the demand points", nullptr};
    const std::vector<LonLat> clinics{{75.15, 39.95}};
    EXPECT_THAT(error_of([&] {
                    require_near({clinics, nullptr, "facilities", "c.csv"}, homes, diagnostics_);
                }),
                HasSubstr("with a minus before the longitude 1 of 1 lie near the demand points"));
}

TEST_F(PlacesNearTracts, OneNearPlaceDoesNotHideALostMinus) {
    EXPECT_THAT(refusal({{75.15, 39.95}, {-74.0, 40.7}, {75.16, 39.96}}),
                AllOf(HasSubstr("clinics.csv: 2 of its 3 places lie nowhere near the tracts (row "
                                "1, row 3)"),
                      HasSubstr("with a minus before the longitude 2 of 2 lie inside the tracts"),
                      HasSubstr("put the minus back")));
    EXPECT_THAT(refusal({{39.95, -75.15}, {-75.1, 39.9}}),
                HasSubstr("with longitude and latitude exchanged 1 of 1 lie"));
    // Two of twenty are one in ten, and not more.
    std::vector<LonLat> places(20, LonLat{-75.15, 39.95});
    places[3] = places[4] = {75.15, 39.95};
    check(places);
    EXPECT_EQ(diagnostics_.findings().size(), 1U);
    places[5] = {75.15, 39.95};
    EXPECT_THAT(refusal(places), HasSubstr("3 of its 20 places"));
}

TEST_F(PlacesNearTracts, TheSameNumberTwiceAndZerosAreSaidWithTheirRows) {
    check({{-75.15, 39.95}, {39.9505, 39.9505}, {0, 39.95}, {-75.15, 0}, {10, 50}});
    ASSERT_EQ(diagnostics_.findings().size(), 4U);
    const std::array<std::pair<const char*, const char*>, 4> expected{
        {{"the same number as longitude and as latitude", "row 2"},
         {"the longitude 0", "row 3"},
         {"the latitude 0", "row 4"},
         {"in no part of the United States", "row 5"}}};
    for (std::size_t k = 0; k < expected.size(); ++k) {
        EXPECT_EQ(diagnostics_.findings()[k].code, "place-far-from-all");
        EXPECT_THAT(diagnostics_.findings()[k].message, HasSubstr(expected[k].first));
        EXPECT_THAT(diagnostics_.findings()[k].examples, ElementsAre(expected[k].second));
    }
}

} // namespace
} // namespace tractwise::tract
