// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/rates.hpp"

#include "engine/core/numbers.hpp"

#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/global.hpp"

#include "tests/engine/spatial/lattice.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::spatial {
namespace {

using testing::HasSubstr;

const std::vector<double> kEvents{3, 0, 5, 2, 8, 1, 4, 6, 2, 9, 3, 7};
const std::vector<double> kBase{100, 20, 150, 80, 120, 60, 90, 200, 40, 150, 110, 70};

// R's spdep 1.2-7 on cell2nb(4, 3), which is a lattice of 3 columns and 4 rows.
TEST(Rates, EmpiricalBayesAsSpdepsEBest) {
    const std::vector<double> expected{
        0.041310561477459574, 0.041498562556861421, 0.041273149064413407, 0.041207208442445839,
        0.043735059710619549, 0.041101367230517945, 0.042145974084505600, 0.040682722317132804,
        0.042211340090075170, 0.043556897744021272, 0.041069191851237738, 0.044445049883969780};
    const Smoothed s = empirical_bayes(kEvents, kBase);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(s.rate[i], expected[i], 1e-15);
        EXPECT_EQ(s.raw[i], kEvents[i] / kBase[i]);
    }
    EXPECT_DOUBLE_EQ(s.mean, 50.0 / 1190);
}

TEST(Rates, SpatialEmpiricalBayesAsSpdepsEBlocal) { // geoda = TRUE
    const std::vector<double> expected{
        0.025000000000000001, 0.041025641025641026, 0.026086956521739129, 0.043589743589743588,
        0.035599415204678360, 0.043243243243243246, 0.040384615384615387, 0.041071428571428571,
        0.044917838387260718, 0.045714285714285714, 0.039793451229621440, 0.066850828729281775};
    const Smoothed s = spatial_empirical_bayes(kEvents, kBase, rook(lattice(3, 4)));
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(s.rate[i], expected[i], 1e-15) << i;
}

TEST(Rates, MoranOfStandardizedRatesAsSpdepsEBImoran) {
    const Global m = moran(standardized_rates(kEvents, kBase), rook(lattice(3, 4)));
    EXPECT_NEAR(m.value, -0.19818830828009373, 1e-15);
}

TEST(Rates, WhoHasNoBaseHasNoRate) {
    std::vector<double> events = kEvents, base = kBase;
    base[1] = 0;
    events[4] = kNaN;
    const Smoothed all = empirical_bayes(events, base);
    EXPECT_EQ(all.left_out, 2U);
    for (const std::size_t i : {1U, 4U}) {
        EXPECT_TRUE(std::isnan(all.rate[i]));
        EXPECT_TRUE(std::isnan(spatial_empirical_bayes(events, base, rook(lattice(3, 4))).rate[i]));
        EXPECT_TRUE(std::isnan(standardized_rates(events, base)[i]));
    }
    EXPECT_DOUBLE_EQ(all.mean, 42.0 / 1050);
}

TEST(Rates, IslandsKeepTheirRateAndZerosStayZero) {
    const Smoothed alone = spatial_empirical_bayes(kEvents, kBase, Weights::from_links(12, {}));
    for (std::size_t i = 0; i < 12; ++i)
        EXPECT_DOUBLE_EQ(alone.rate[i], kEvents[i] / kBase[i]);
    const std::vector<double> none(12, 0.0);
    EXPECT_EQ(empirical_bayes(none, kBase).rate, none);
    EXPECT_EQ(standardized_rates(none, kBase), none);
}

TEST(Rates, WhatIsNoCountIsRefused) {
    const auto refused = [](std::vector<double> events, std::vector<double> base) {
        return test::error_of([&] { empirical_bayes(events, base); });
    };
    EXPECT_THAT(refused({1, -1}, {5, 5}), HasSubstr("row 2 counts -1 events in 5"));
    EXPECT_THAT(refused({1}, {5, 5}), HasSubstr("1 counts of events, 2 of the base"));
    EXPECT_THAT(refused({1, 2}, {0, kNaN}), HasSubstr("no tract has events and a base"));
    EXPECT_THAT(test::error_of([] { spatial_empirical_bayes(kEvents, kBase, Weights()); }),
                HasSubstr("for weights of 0 rows"));
}

} // namespace
} // namespace tractwise::spatial
