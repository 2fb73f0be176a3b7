// SPDX-License-Identifier: Apache-2.0
#include "engine/access/floating_catchment.hpp"
#include "engine/access/measure.hpp"

#include "tests/engine/access/toy_costs.hpp"
#include "tests/support/error_of.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::access {
namespace {

using test::error_of;
using test::kDoctors;
using test::kPeople;
using test::toy;
using testing::AllOf;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;

// Decays

double weight(const char* text, double cost) {
    return Decay::parse(text).weight(cost);
}

TEST(Decay, WeightsByHand) {
    EXPECT_EQ(weight("binary:30", 30), 1);
    EXPECT_EQ(weight("binary:30", 30.001), 0);
    EXPECT_EQ(weight("steps:10=1:20=.68:30=.22", 10), 1); // the nearer side
    EXPECT_EQ(weight("steps:10=1:20=.68:30=.22", 10.1), 0.68);
    EXPECT_EQ(weight("steps:10=1:20=.68:30=.22", 30), 0.22);
    EXPECT_EQ(weight("steps:10=1:20=.68:30=.22", 31), 0);
    EXPECT_EQ(weight("stepped:10=0.5:30=0", 9.9), 1);
    EXPECT_EQ(weight("stepped:10=0.5:30=0", 10), 0.5); // the farther side
    EXPECT_EQ(weight("stepped:10=0.5:30=0", 30), 0);
    EXPECT_DOUBLE_EQ(weight("exponential:b=0.1", 10), std::exp(-1));
    EXPECT_EQ(weight("power:b=2", 0.5), 1); // never above 1
    EXPECT_EQ(weight("power:b=2", 0), 1);
    EXPECT_DOUBLE_EQ(weight("power:b=2", 4), 1.0 / 16);
    EXPECT_DOUBLE_EQ(weight("inverse:alpha=-1:min=100:scale=1000", 50), 10);
    EXPECT_DOUBLE_EQ(weight("gravity:alpha=-2:min=1", 4), 1.0 / 16);
    EXPECT_EQ(weight("gaussian:sd=10", 0), 1);
    EXPECT_DOUBLE_EQ(weight("gaussian:sd=10", 10), std::exp(-0.5));
    EXPECT_EQ(weight("logistic:at=30:sd=5", 0), 1);
    EXPECT_NEAR(weight("logistic:at=30:sd=5", 30), 0.5, 1e-4);
    EXPECT_EQ(weight("linear:60", 15), 0.75);
    EXPECT_EQ(weight("linear:60", 61), 0);
    EXPECT_GT(weight("gaussian:sd=10:max=30", 30), 0); // the maximum is inclusive
    EXPECT_EQ(weight("gaussian:sd=10:max=30", 30.1), 0);
    EXPECT_EQ(Decay().weight(1e9), 1);
    EXPECT_EQ(weight("stepped:10=0.5", kNaN), 0);
}

TEST(Decay, TheTextReadsBackAsTheSame) {
    for (const char* text :
         {"binary:30", "steps:10=1:20=0.68:30=0.22", "stepped:10=0.5:30=0:max=60",
          "exponential:b=0.1", "power:b=1.5:max=7.25", "inverse:alpha=-1:min=100:scale=1000",
          "gaussian:sd=10:max=30", "logistic:at=30:sd=5", "linear:60"})
        EXPECT_EQ(Decay::parse(text).text(), text);
    EXPECT_EQ(Decay::parse("gaussian:10"), Decay::gaussian(10));
    EXPECT_EQ(Decay::parse(" Linear : at=60 "), Decay::linear(60));
}

TEST(Decay, Reach) {
    EXPECT_EQ(Decay::parse("binary:30").reach(), 30);
    EXPECT_EQ(Decay::parse("steps:10=1:20=0.5:max=15").reach(), 15);
    EXPECT_EQ(Decay::parse("stepped:10=0.5:30=0").reach(), 30);
    EXPECT_EQ(Decay::parse("stepped:10=0.5:30=0.1").reach(), kInfinity);
    EXPECT_EQ(Decay::parse("exponential:b=1").reach(), kInfinity);
    EXPECT_EQ(Decay::parse("exponential:b=1:max=50").reach(), 50);
    EXPECT_EQ(Decay::parse("linear:60").reach(), 60);
}

TEST(Decay, InWords) {
    EXPECT_EQ(Decay::parse("steps:10=1:20=0.68").describe(CostUnit::Minutes),
              "1 to 10 min, 0.68 to 20 min");
    EXPECT_EQ(Decay::parse("stepped:10=0.5").describe(CostUnit::Meters), "1, 0.5 from 10 m");
    EXPECT_EQ(Decay::parse("gaussian:sd=10:max=30").describe(CostUnit::Minutes),
              "exp(-c^2 / (2 * 10^2)), 0 beyond 30 min");
}

TEST(Decay, MistakesAreNamed) {
    const auto error = [](const char* text) { return error_of([&] { (void)Decay::parse(text); }); };
    EXPECT_THAT(error("gausian:sd=1"), HasSubstr("did you mean \"gaussian\"?"));
    EXPECT_THAT(error("gaussian:sdd=1"), HasSubstr("unknown parameter \"sdd\" of gaussian"));
    EXPECT_THAT(error("gaussian"), AllOf(HasSubstr("gaussian needs sd"), HasSubstr("sd=10")));
    EXPECT_THAT(error("gaussian:sd=wide"), HasSubstr("\"sd=wide\" has no number"));
    EXPECT_THAT(error("gaussian:sd=0"), HasSubstr("sd must be above 0"));
    EXPECT_THAT(error("gaussian:sd=1:sd=2"), HasSubstr("given twice"));
    EXPECT_THAT(error("binary:30:40"), HasSubstr("one number too many"));
    EXPECT_THAT(error("steps:20=1:10=0.5"), HasSubstr("10 stands after 20"));
    EXPECT_THAT(error("steps"), HasSubstr("at least one cost=weight"));
    EXPECT_THAT(error("steps:10=-1"), HasSubstr("negative"));
    EXPECT_THAT(error("inverse:alpha=-1:min=0"), HasSubstr("min must be above 0"));
    EXPECT_THAT(error("inverse:alpha=1:min=1"), HasSubstr("alpha must be below 0"));
    EXPECT_THAT(error("linear:60:max=-1"), HasSubstr("max cannot be -1"));
}

// Specs

std::vector<MeasureSpec> specs(std::vector<std::string> texts) {
    return parse_measures(texts);
}

TEST(MeasureSpec, EveryExampleAndDefaultOfTheTableParses) {
    for (const MeasureInfo& info : measures()) {
        const MeasureSpec spec = MeasureSpec::parse(info.example);
        EXPECT_EQ(spec.kind, info.kind) << info.name;
        EXPECT_FALSE(info.what.empty() || info.formula.empty());
        if (info.fallback.empty())
            continue;
        const MeasureSpec bare = MeasureSpec::parse(info.name);
        const MeasureSpec full =
            MeasureSpec::parse(std::string(info.name) + ":" + std::string(info.fallback));
        EXPECT_EQ(bare.number, full.number) << info.name;
        EXPECT_EQ(bare.decay, full.decay) << info.name;
    }
}

TEST(MeasureSpec, ShortFormsOfDecays) {
    const auto decay = [](const char* text) { return *MeasureSpec::parse(text).decay; };
    EXPECT_EQ(decay("2sfca:30"), Decay::binary(30));
    EXPECT_EQ(decay("2sfca:30:max=20"), Decay::binary(30).up_to(20));
    EXPECT_EQ(decay("e2sfca:5=1:10=.5"), Decay::steps({{5, 1}, {10, 0.5}}));
    EXPECT_EQ(decay("g2sfca:sd=10:max=30"), Decay::gaussian(10).up_to(30));
    EXPECT_EQ(decay("g2sfca:max=30:sd=10"), Decay::gaussian(10).up_to(30));
    EXPECT_EQ(decay("g2sfca:exponential:b=0.1:max=60"), Decay::exponential(0.1).up_to(60));
    EXPECT_EQ(decay("gravity:gravity:alpha=-1:min=100"), Decay::inverse(-1, 100));
    EXPECT_EQ(decay("bfca:linear:60"), Decay::linear(60));
}

TEST(MeasureSpec, ReachSaysHowFarTheCostsMustGo) {
    EXPECT_EQ(MeasureSpec::parse("nearest").reach(), kInfinity);
    EXPECT_EQ(MeasureSpec::parse("within:15").reach(), 15);
    EXPECT_EQ(MeasureSpec::parse("e2sfca").reach(), 30);
    EXPECT_EQ(MeasureSpec::parse("3sfca:10=1:60=.1:max=30").reach(), 60); // G looks past max
    EXPECT_EQ(MeasureSpec::parse("raam").reach(), kInfinity);
    EXPECT_EQ(largest_reach(specs({"within:15", "3sfca", "2sfca"})), 60);
}

TEST(MeasureSpec, MistakesAreNamed) {
    const auto error = [](const char* text) {
        return error_of([&] { (void)MeasureSpec::parse(text); });
    };
    EXPECT_THAT(error("nearst"), HasSubstr("did you mean \"nearest\"?"));
    EXPECT_THAT(error("magic"), AllOf(HasSubstr("known: nearest, "), HasSubstr("availability")));
    EXPECT_THAT(error("within"), AllOf(HasSubstr("within: needs COST"), HasSubstr("within:15")));
    EXPECT_THAT(error("within:"), HasSubstr("within: needs COST"));
    EXPECT_THAT(error("within:near"), HasSubstr("within:near: needs COST, not \"near\""));
    EXPECT_THAT(error("within:-5"), HasSubstr("within:-5: a cost cannot be below 0"));
    EXPECT_THAT(error("within:5:6"), HasSubstr("needs COST, not \"5:6\""));
    EXPECT_THAT(error("nearest:5"), HasSubstr("nearest:5: takes no parameters"));
    EXPECT_THAT(error("nth:1.5"), HasSubstr("nth:1.5: needs a whole number of destinations"));
    EXPECT_THAT(error("nth:0"), HasSubstr("1 or more"));
    EXPECT_THAT(error("raam:tau=0"), HasSubstr("raam:tau=0: tau must be above 0"));
    EXPECT_THAT(error("reach:0"), HasSubstr("the amount must be above 0"));
    EXPECT_THAT(error("raam:t=5"), HasSubstr("needs tau=COST, not \"t=5\""));
    EXPECT_THAT(error("g2sfca"), HasSubstr("g2sfca: needs"));
    EXPECT_THAT(error("g2sfca:sd=10"), HasSubstr("needs a maximum cost"));
    EXPECT_THAT(error("e2sfca:widely"), HasSubstr("unknown decay \"widely\""));
    EXPECT_THAT(error("e2sfca:b=1"), HasSubstr("does not begin a decay"));
    // What was asked for stands once in the message.
    EXPECT_EQ(error("neerest").find("neerest"), error("neerest").rfind("neerest"));
    try {
        (void)MeasureSpec::parse("nearst");
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Usage);
    }
}

TEST(MeasureSpec, DefaultsInMinutesDoNotMeetMeters) {
    for (const char* text : {"e2sfca", "2sfca", "3sfca", "bfca", "raam", "availability"}) {
        const MeasureSpec spec = MeasureSpec::parse(text);
        EXPECT_NO_THROW(spec.require_unit(CostUnit::Minutes));
        const std::string error = error_of([&] { spec.require_unit(CostUnit::Meters); });
        EXPECT_THAT(error, HasSubstr("give its parameters in meters"));
        EXPECT_THAT(error, testing::StartsWith(std::string(text) + ": the default, "));
        const auto hint = error.substr(error.rfind(": ") + 2);
        EXPECT_NO_THROW((void)MeasureSpec::parse(hint)) << hint; // what it suggests works
    }
    for (const char* text : {"nearest", "nearest-mean", "e2sfca:5000=1", "raam:tau=10000"})
        EXPECT_NO_THROW(MeasureSpec::parse(text).require_unit(CostUnit::Meters));
}

// measure()

TEST(Measure, ColumnsHaveNamesUnitsAndFormulas) {
    Diagnostics diagnostics;
    const auto columns =
        measure(specs({"nearest", "nearest-id", "nearest-mean:2", "nth:2", "reach:7", "within:15",
                       "supply-within:30", "beyond:12.5", "gravity:linear:40", "2sfca:30", "e2sfca",
                       "e2sfca:10=1:20=0.5:30=0.2", "g2sfca:sd=10:max=30", "3sfca", "bfca", "raam",
                       "raam:tau=30", "availability"}),
                toy(), kPeople, kDoctors, diagnostics);
    std::vector<std::string> names;
    for (const AccessColumn& c : columns) {
        names.push_back(c.name);
        EXPECT_EQ(c.values.size(), 3U);
        EXPECT_FALSE(c.label.empty() || c.formula.empty());
    }
    EXPECT_THAT(names,
                ElementsAre("nearest_min", "nearest_id", "nearest_mean_2_min", "nth_2_min",
                            "reach_7_min", "within_15min", "supply_within_30min", "beyond_12_5min",
                            "gravity_linear_40min", "2sfca_30min", "e2sfca", "e2sfca_10_20_30min",
                            "g2sfca_gaussian_10min_max_30min", "3sfca", "bfca", "raam",
                            "raam_30min", "availability"));
    EXPECT_EQ(columns[0].unit, "min");
    EXPECT_EQ(columns[5].unit, "destinations");
    EXPECT_EQ(columns[5].formula, "sum_j [c_ij <= t]; t = 15 min");
    EXPECT_EQ(columns[9].unit, "supply per person");
    EXPECT_THAT(columns[10].formula, HasSubstr("W = 1 to 10 min, 0.68 to 20 min, 0.22 to 30 min"));
    EXPECT_TRUE(columns[1].is_destination);
    EXPECT_THAT(columns[1].values, ElementsAre(0, 1, 1));
    EXPECT_THAT(columns[2].values, ElementsAre(20, 15, IsNan()));
    EXPECT_THAT(columns[4].values, ElementsAre(30, 20, IsNan()));
    EXPECT_THAT(columns[7].values, ElementsAre(0, 0, 1));
    EXPECT_THAT(columns[9].values, ElementsAre(DoubleEq(0.06), DoubleEq(0.06), 0));
}

TEST(Measure, InMetersTheUnitIsInTheName) {
    Diagnostics diagnostics;
    const auto columns =
        measure(specs({"nearest", "within:15"}), toy(CostUnit::Meters), kPeople, {}, diagnostics);
    EXPECT_EQ(columns[0].name, "nearest_m");
    EXPECT_EQ(columns[1].name, "within_15m");
    EXPECT_THAT(error_of([&] {
                    (void)measure(specs({"e2sfca"}), toy(CostUnit::Meters), kPeople, kDoctors,
                                  diagnostics);
                }),
                HasSubstr("these costs are meters"));
}

TEST(Measure, WithoutSupplyEveryDestinationCountsOne) {
    Diagnostics diagnostics;
    const auto columns =
        measure(specs({"supply-within:30", "within:30"}), toy(), kPeople, {}, diagnostics);
    EXPECT_EQ(columns[0].values, columns[1].values);
}

TEST(Measure, SameStepsWithOtherWeightsGetANumber) {
    Diagnostics diagnostics;
    const auto columns = measure(specs({"e2sfca:10=1:20=.5", "e2sfca:10=1:20=.4"}), toy(), kPeople,
                                 kDoctors, diagnostics);
    EXPECT_EQ(columns[0].name, "e2sfca_10_20min");
    EXPECT_EQ(columns[1].name, "e2sfca_10_20min_2");
    EXPECT_THAT(error_of([&] {
                    (void)measure(specs({"within:15", "within:15.0"}), toy(), kPeople, kDoctors,
                                  diagnostics);
                }),
                HasSubstr("asked for twice"));
}

TEST(Measure, FindingsAboutPeopleSupplyAndReach) {
    Diagnostics diagnostics;
    const auto columns = measure(specs({"2sfca:20", "nearest", "raam"}), toy(),
                                 std::vector{100.0, 0.0, kNaN}, std::vector{6.0, 3.0}, diagnostics);
    std::vector<std::string> codes;
    for (const Finding& f : diagnostics.findings())
        codes.push_back(f.code + " " + f.source);
    EXPECT_THAT(codes, ElementsAre("missing-people origins", "supply-without-demand 2sfca:20",
                                   "limited-reach nearest", "limited-reach raam"));
    EXPECT_THAT(diagnostics.findings()[1].message, HasSubstr("have supply (3 in all)"));
    EXPECT_THAT(columns[0].values, ElementsAre(DoubleEq(0.06), DoubleEq(0.06), 0));

    Diagnostics supply;
    (void)measure(specs({"2sfca:20"}), toy(), kPeople, std::vector{kNaN, 3.0}, supply);
    EXPECT_EQ(supply.findings()[0].code, "missing-supply");
    Diagnostics unused; // nobody asked for it
    (void)measure(specs({"within:20"}), toy(), kPeople, std::vector{kNaN, 3.0}, unused);
    EXPECT_TRUE(unused.findings().empty());
}

TEST(Measure, RefusesNegativeNumbersAndAShortMatrix) {
    Diagnostics diagnostics;
    EXPECT_THAT(
        error_of([&] {
            (void)measure(specs({"2sfca:20"}), toy(), kPeople, std::vector{6.0, -3.0}, diagnostics);
        }),
        AllOf(HasSubstr("destinations, row 2"), HasSubstr("supply cannot be -3")));
    const std::vector<std::string> clinics{"Alder Park", "Tallgrove"};
    EXPECT_THAT(error_of([&] {
                    (void)measure(specs({"2sfca:20"}), toy(), kPeople, std::vector{6.0, -3.0},
                                  diagnostics, {}, {.destinations = {"clinics", clinics}});
                }),
                HasSubstr("clinics, Tallgrove: supply cannot be -3"));
    EXPECT_THAT(error_of([&] {
                    (void)measure(specs({"within:61"}), toy(), kPeople, kDoctors, diagnostics);
                }),
                AllOf(HasSubstr("within:61"), HasSubstr("looks up to 61 min")));
}

TEST(Measure, MixedTravelGivesOneValuePerPlace) {
    const auto drive = toy();
    const auto walk = CostMatrix::from_pairs(CostUnit::Minutes, 60, 3, 2, {{0, 1, 50}, {1, 0, 55}});
    Diagnostics diagnostics;
    const auto mixed =
        mix_travel(drive, walk, kPeople, std::vector{0.8, 0.4, 1.0}, {"homes"}, diagnostics);
    const auto columns = measure(specs({"nearest", "nearest-id", "beyond:30", "2sfca:30"}), mixed,
                                 kDoctors, diagnostics);
    EXPECT_THAT(columns[0].values,
                ElementsAre(DoubleEq(18), DoubleEq(0.4 * 10 + 0.6 * 55), DoubleEq(40)));
    EXPECT_THAT(columns[1].values, ElementsAre(0, 0, 1)); // home 1: most people walk, to clinic 0
    EXPECT_THAT(columns[2].values, ElementsAre(DoubleEq(0.2), DoubleEq(0.6), 1));
    // 80 + 20 drivers share both clinics.
    EXPECT_THAT(columns[3].values, ElementsAre(DoubleEq(0.09 * 0.8), DoubleEq(0.09 * 0.4), 0));
}

// Drivers and walkers of one home are one home, and it has a name.
TEST(Measure, NamesRowsByTheIdsOfTheCaller) {
    const std::vector<std::string> homes{"a", "b", "c"};
    Diagnostics diagnostics;
    const auto mixed = mix_travel(toy(), toy(), std::vector{100.0, kNaN, 25.0},
                                  std::vector{0.8, 0.4, 1.0}, {"homes", homes}, diagnostics);
    (void)measure(specs({"2sfca:30"}), mixed, kDoctors, diagnostics, {},
                  {.origins = {"homes", homes}});
    ASSERT_EQ(diagnostics.findings().size(), 1U);
    const Finding& finding = diagnostics.findings()[0];
    EXPECT_EQ(finding.code, "missing-people");
    EXPECT_EQ(finding.source, "homes");
    EXPECT_EQ(finding.count, 1U);
    EXPECT_THAT(finding.examples, ElementsAre("b"));
}

TEST(Measure, ReportsProgressAndStops) {
    std::stop_source source;
    source.request_stop();
    Diagnostics diagnostics;
    EXPECT_THROW((void)measure(specs({"nearest"}), toy(), kPeople, kDoctors, diagnostics,
                               {nullptr, source.get_token()}),
                 Error);
}

} // namespace
} // namespace tractwise::access
