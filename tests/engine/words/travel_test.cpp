// SPDX-License-Identifier: Apache-2.0
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tractwise::words {
namespace {

constexpr Reader kMetric{Language::English, Units::Metric};
constexpr Reader kSpanish{Language::Spanish, Units::Us};

plan::SitingResults results_with(access::CostUnit unit, double limit) {
    plan::SitingResults siting;
    siting.limit = limit;
    siting.unit = unit == access::CostUnit::Minutes ? "min" : "m";
    return siting;
}

/// The words of a plan whose question has this limit; a null pointer: no question is known.
Travel of(const plan::SitingResults& siting, const char* within, Reader reader) {
    if (within == nullptr)
        return Travel::of(siting, nullptr, reader);
    plan::SitingChoice choice;
    choice.within = {plan::TravelLimit::parse(within)};
    return Travel::of(siting, &choice, reader);
}

TEST(Amounts, AsOnPaper) {
    EXPECT_EQ(people(1234.5), "1,235");
    EXPECT_EQ(people(std::nan("")), "–");
    EXPECT_EQ(amount({1234, 56}), "1,234 ±56");
    EXPECT_EQ(amount({1234, std::nan("")}), "1,234");
    EXPECT_EQ(signed_people(412), "+412");
    EXPECT_EQ(signed_people(-38.2), "−38");
    EXPECT_EQ(signed_people(-0.4), "0");
    EXPECT_EQ(percent(0.365), "36.5 %");
    EXPECT_EQ(percent(std::numeric_limits<double>::infinity()), "–");
    EXPECT_EQ(clock(485), "08:05");
}

// A plan whose limit named no unit was in meters on paper and in kilometers on the screen.
TEST(Travel, FollowsTheReaderWhereTheLimitNamesNoUnit) {
    const plan::SitingResults siting = results_with(access::CostUnit::Meters, 4000);
    const Travel miles = of(siting, "4000", {});
    EXPECT_EQ(miles.within(), "within 2.49 mi"); // 2.4855
    EXPECT_EQ(miles(2000), "1.24 mi");           // 1.2427
    EXPECT_EQ(miles.number(2000), "1.24");
    EXPECT_EQ(of(siting, "4000", kMetric).within(), "within 4.00 km");
    EXPECT_EQ(of(siting, nullptr, kMetric)(2000), "2.00 km");
    EXPECT_EQ(of(siting, "4000", kSpanish).within(), "a 2.49 mi o menos");
    EXPECT_EQ(Travel::of_files(siting).within(), "within 4000 m");
}

TEST(Travel, ALimitStandsAsItWasAsked) {
    const plan::SitingResults two_miles = results_with(access::CostUnit::Meters, 2 * 1609.344);
    EXPECT_EQ(of(two_miles, "2 miles", kMetric).within(), "within 2 miles");
    const plan::SitingResults near = results_with(access::CostUnit::Meters, 800);
    EXPECT_EQ(of(near, "800 m", {}).within(), "within 800 m");
    // The question was changed since: its words are no longer those of the answer.
    EXPECT_EQ(of(near, "2 miles", {}).within(), "within 0.50 mi"); // 0.4971
    const plan::SitingResults minutes = results_with(access::CostUnit::Minutes, 15);
    EXPECT_EQ(of(minutes, "15", {}).within(), "within 15 min");
    EXPECT_EQ(of(minutes, "15", {})(6.44), "6.4 min");
}

// It was said as "at any distance", "within any reach", "who can get there" and not at all.
TEST(Travel, NoLimitIsSaidInOneWay) {
    const plan::SitingResults siting =
        results_with(access::CostUnit::Minutes, std::numeric_limits<double>::infinity());
    EXPECT_EQ(of(siting, nullptr, {}).within(), "at any distance");
    EXPECT_EQ(of(siting, nullptr, kSpanish).within(), "a cualquier distancia");
    EXPECT_EQ(Travel::of_files(siting).within(), "at any distance");
    EXPECT_EQ(of(siting, nullptr, {})(siting.limit), "–");
}

TEST(Plan, AGapThatRoundsToNothingIsNotNone) {
    EXPECT_EQ(at_most(0.0004, Language::English), "less than 0.1 %");
    EXPECT_EQ(at_most(0.008, Language::Spanish), "como mucho 0.8 %");
}

} // namespace
} // namespace tractwise::words
