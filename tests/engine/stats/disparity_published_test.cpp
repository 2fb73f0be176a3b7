// SPDX-License-Identifier: Apache-2.0
// Inequality against published numbers: the sample data and results of the World Health
// Organization's R package healthequal (the measures of its Health Equity Assessment Toolkit), and
// of two other packages.
#include "engine/stats/disparity.hpp"
#include "engine/stats/inequality.hpp"
#include "engine/stats/segregation.hpp"

#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

namespace tractwise::stats {
namespace {

// healthequal 1.0.0 (CRAN; github.com/cran/healthequal, commit 1730c85), data/OrderedSample.rda and
// data/NonorderedSample.rda: births attended by skilled health personnel, percent, from the WHO
// Health Inequality Data Repository. People (births), estimate, standard error; the package holds
// single precision, which F keeps to the last digit.
// Wealth quintiles, the poorest first:
const std::vector<GroupEstimate> kQuintiles{{2072.43604F, 75.6053009F, 1.59961307F},
                                            {2112.2041F, 91.0199661F, 1.13515043F},
                                            {1983.0592F, 96.0395889F, 0.646194637F},
                                            {2052.12378F, 97.0422287F, 0.567620635F},
                                            {1884.50989F, 99.2240524F, 0.223768264F}};
// 34 regions of Indonesia, in the order of their names:
const std::vector<GroupEstimate> kRegions{
    {230.205078F, 95.1178436F, 1.53844345F},  {149.462723F, 100.0F, 0.0F},
    {55.665329F, 97.4100113F, 1.26764369F},   {451.265503F, 80.3569412F, 3.54405308F},
    {70.1753998F, 94.2575607F, 2.77400613F},  {1221.94446F, 98.5616837F, 0.647611558F},
    {91.8827362F, 88.9473038F, 3.94554591F},  {124.610954F, 86.6719589F, 2.57461262F},
    {1257.44946F, 97.098175F, 1.04493558F},   {138.38353F, 96.5919571F, 1.20328701F},
    {252.126129F, 75.4334106F, 3.23230553F},  {47.2488441F, 92.8340225F, 2.46672773F},
    {364.845673F, 98.5579605F, 0.717303157F}, {136.169083F, 87.8397522F, 4.13118267F},
    {304.164764F, 91.8750305F, 2.7030108F},   {85.0105133F, 74.1233826F, 3.63614011F},
    {26.3321991F, 90.5330429F, 2.52787685F},  {51.9405899F, 73.3754044F, 3.9083302F},
    {74.5188293F, 96.0289917F, 2.40484047F},  {617.092285F, 89.9920807F, 2.90033579F},
    {180.490982F, 64.1952667F, 7.05185986F},  {308.422974F, 85.9570923F, 7.20068121F},
    {77.2670135F, 99.4007492F, 0.447662413F}, {164.398575F, 92.6167603F, 2.93148804F},
    {309.493652F, 90.4035797F, 2.52566719F},  {355.35611F, 96.4451752F, 1.44454646F},
    {119.806061F, 84.6608582F, 2.77075243F},  {1979.52112F, 89.8388824F, 1.86077428F},
    {211.846252F, 88.6047287F, 3.49280381F},  {223.618317F, 94.7809143F, 1.62066615F},
    {39.138279F, 74.0484467F, 7.19515514F},   {55.9243279F, 87.0042725F, 2.65891552F},
    {195.260239F, 97.6275253F, 1.01874018F},  {133.29512F, 97.711525F, 1.64879858F}};

// What the package makes of them stands on its reference pages (github.com/WHOequity/healthequal,
// pages of commit 81ed67d: reference/bgv.html and so on) with seven digits. Those behind, and the
// slopes, which have no page for the quintiles, were worked out apart from this code, from the
// formulas that the package documents.
void expect_equal(double ours, double expected) {
    EXPECT_NEAR(ours, expected, 1e-12 * std::abs(expected));
}

void expect_printed(double ours, double seven_digits) {
    EXPECT_NEAR(ours / seven_digits, 1, 5e-7);
}

TEST(DisparityPublished, GapsOfTheSamples) {
    const Gap ends = gap(kQuintiles[4], kQuintiles[0]);
    expect_equal(ends.difference.value, 23.6187515258789);
    expect_equal(ends.ratio.value, 1.31239544375442);
    // The first region is the sample's reference, the least is that of 64.2 %.
    const WidestGap widest = widest_gap(kRegions);
    const Gap reference = gap(kRegions[0], kRegions[widest.least]);
    expect_equal(reference.difference.value, 30.9225769042969);
    expect_equal(reference.ratio.value, 1.48169559038397);
    expect_equal(widest.gap.difference.value, 100 - kRegions[20].value);
    EXPECT_EQ(widest.greatest, 1U);
    EXPECT_EQ(widest.least, 20U);
    expect_printed(reference.difference.se, 7.217724);
    expect_printed(reference.difference.low, 16.7761);
    expect_printed(reference.difference.high, 45.06906);
    expect_printed(reference.ratio.se / reference.ratio.value, 0.1110345); // of the logarithm
    expect_printed(reference.ratio.low, 1.191918);
    expect_printed(reference.ratio.high, 1.841924);
}

TEST(DisparityPublished, ConcentrationOfTheQuintiles) {
    const Concentration c = concentration_index(kQuintiles);
    expect_equal(c.absolute.value, 4.30051970376827);
    expect_equal(c.absolute.se, 1.28403085691187);
    expect_equal(c.relative.value, 0.046950601567709);
    // The package's vignette, healthequal-package-demo.
    expect_printed(c.absolute.low, 1.783865);
    expect_printed(c.absolute.high, 6.817174);
}

// Before it fits, the package rounds people up to the next whole number.
std::vector<GroupEstimate> with_whole_people(std::vector<GroupEstimate> groups) {
    for (GroupEstimate& group : groups)
        group.population = std::ceil(group.population);
    return groups;
}

// Its logistic fit has the successes in whole numbers, and the people twice: as trials and as
// weights of the trials.
SlopeIndex as_the_package_fits(std::vector<GroupEstimate> groups) {
    groups = with_whole_people(groups);
    std::vector<double> weights;
    for (GroupEstimate& group : groups) {
        group.value = 100 * std::round(group.value / 100 * group.population) / group.population;
        weights.push_back(group.population * group.population);
    }
    return slope_index(groups, {.model = SlopeModel::Logit, .weights = weights});
}

TEST(DisparityPublished, SlopesOfTheQuintiles) {
    const SlopeIndex line = slope_index(with_whole_people(kQuintiles));
    expect_equal(line.slope.value, 26.8821592488471);
    expect_equal(line.ratio.value, 1.34395547257596);
    const SlopeIndex curve = as_the_package_fits(kQuintiles);
    expect_equal(curve.slope.value, 31.6176284214758);
    expect_equal(curve.ratio.value, 1.46608920390167);
    // Each birth counted once, the curve is steeper by a quarter of a percent.
    EXPECT_NEAR(slope_index(kQuintiles, {.model = SlopeModel::Logit}).slope.value, 31.6789, 5e-5);
}

TEST(DisparityPublished, AttributableRiskOfTheQuintiles) {
    const FromGroup best = from_reference(kQuintiles, 4, Better::Higher);
    expect_equal(best.risk, 7.62736228740496);
    expect_equal(best.fraction, 8.32711561476467);
}

TEST(DisparityPublished, SpreadOfTheRegions) {
    const Spread s = spread(kRegions);
    expect_equal(s.variance.value, 50.4202264751666);
    expect_equal(s.deviation, 7.10072013778649);
    expect_equal(s.variation, 7.75215830163605);
    expect_equal(s.theil.value, 3.14387232474826);
    expect_equal(s.log_deviation.value, 3.30790061366696);
    expect_equal(s.mean_difference.unweighted, 6.61557298548081);
    expect_equal(s.mean_difference.weighted, 5.32611097538353);
    expect_equal(s.disparity.unweighted, 7.2225025130284);
    expect_equal(s.disparity.weighted, 5.81474197152704);
    EXPECT_EQ(s.groups, 34U);
    expect_printed(s.variance.se, 9.560196);
    expect_printed(s.variance.low, 31.68259);
    expect_printed(s.variance.high, 69.15787);
    // The package gives these two before the index is multiplied by 1000.
    expect_printed(s.theil.se / 1000, 0.000623933);
    expect_printed(s.log_deviation.se / 1000, 0.0007073368);
}

TEST(DisparityPublished, RegionsFromTheBestAndFromTheReference) {
    const FromGroup best = from_best(kRegions, Better::Higher);
    EXPECT_EQ(best.reference, 1U);
    expect_equal(best.mean_difference.unweighted, 10.3264032251695);
    expect_equal(best.mean_difference.weighted, 8.40331348383436);
    const FromGroup reference = from_reference(kRegions, 0, Better::Higher);
    expect_equal(reference.mean_difference.unweighted, 7.15821591545554);
    expect_equal(reference.mean_difference.weighted, 5.64321974340665);
}

// The package's own tests (tests/testthat/test-aci.R, test-rci.R, test-sii.R, test-rii.R,
// test-paf.R, test-parisk.R): five groups with 20 to 60 %. Their people are R's
// round(rnorm(5, 100, 40)) after set.seed(123).
TEST(DisparityPublished, FiveGroupsOfThePackagesTests) {
    const std::vector<GroupEstimate> groups{
        {78, 20, 5}, {91, 30, 7}, {162, 40, 10}, {103, 50, 12}, {105, 60, 14}};
    const Concentration c = concentration_index(groups);
    EXPECT_NEAR(c.absolute.value, 7.3284202, 1e-6 * 7.3);
    EXPECT_NEAR(c.absolute.se, 0.29368517, 1e-6 * 0.29);
    EXPECT_NEAR(c.relative.value, 0.17776859, 1e-6);
    EXPECT_NEAR(c.relative.se, 0.0071240491, 1e-6);
    EXPECT_NEAR(c.relative.low, 0.16380545, 1e-6);
    EXPECT_NEAR(c.relative.high, 0.19173172, 1e-6);
    const SlopeIndex curve = as_the_package_fits(groups);
    EXPECT_NEAR(curve.slope.value, 44.44502, 1e-6 * 44);
    EXPECT_NEAR(curve.slope.se, 2.190822, 1e-6 * 2.2);
    EXPECT_NEAR(curve.slope.low, 40.15109, 1e-6 * 40);
    EXPECT_NEAR(curve.slope.high, 48.73895, 1e-6 * 49);
    EXPECT_NEAR(curve.ratio.value, 3.159506, 1e-6 * 3);
    EXPECT_NEAR(curve.ratio.se / curve.ratio.value, 0.07644001, 1e-6 * 0.08) << "of the logarithm";
    EXPECT_NEAR(curve.ratio.low, 2.719902, 1e-6 * 3);
    EXPECT_NEAR(curve.ratio.high, 3.67016, 2e-6 * 4);
    const FromGroup last = from_reference(groups, 4, Better::Higher);
    EXPECT_NEAR(last.risk, 18.775509, 1e-6 * 19);
    EXPECT_NEAR(last.fraction, 45.544548, 1e-6 * 46);
}

// github.com/elbersb/segregation, commit 510a369, tests/testthat/test_dissimilarity.R.
TEST(DisparityPublished, DissimilarityOfSmallCities) {
    const auto dissimilarity = [](std::vector<double> a, std::vector<double> b) {
        return segregation(a, b).dissimilarity;
    };
    EXPECT_DOUBLE_EQ(dissimilarity({100, 100, 100}, {100, 100, 100}), 0);
    EXPECT_DOUBLE_EQ(dissimilarity({100, 60, 40, 0}, {0, 40, 60, 100}), 0.6);
    EXPECT_DOUBLE_EQ(dissimilarity({80, 80, 20, 20}, {20, 20, 80, 80}), 0.6);
    EXPECT_DOUBLE_EQ(dissimilarity({100, 100, 0, 0}, {0, 0, 100, 100}), 1);
}

// PySAL: pysal/examples/mexico/mexico.csv (github.com/pysal/pysal, commit 19998cf), product per
// head of 32 states of Mexico in 1940 and the five regions hanson98; what its Theil and TheilD make
// of them, in inequality/tests/test_theil.py (github.com/pysal/inequality, commit 09aa9c8).
TEST(DisparityPublished, TheilIndexOfMexico) {
    const std::vector<double> product{10384, 22361, 9573, 3758, 2934, 8578,  8537,  6909,
                                      17816, 12132, 4359, 2181, 4414, 5309,  3408,  3327,
                                      6936,  4836,  9073, 1892, 3569, 11016, 21965, 4372,
                                      4840,  6399,  2459, 7508, 3605, 5203,  7990,  3734};
    const std::vector<std::size_t> region{2, 1, 2, 5, 5, 1, 1, 3, 4, 2, 3, 5, 3, 3, 4, 3,
                                          3, 2, 1, 5, 3, 3, 5, 2, 2, 1, 5, 1, 3, 3, 5, 2};
    const TheilParts parts = theil_parts(product, std::vector<double>(product.size(), 1), region);
    EXPECT_NEAR(parts.total, 0.20894344, 5e-9);
    EXPECT_NEAR(parts.between, 0.0345889, 5e-9);
    EXPECT_NEAR(parts.within, parts.total - parts.between, 1e-15);
}

// The same project's test_atkinson.py, and by hand: 1 - (10 * 20 * 30 * 40 * 50)^(1/5) / 30.
TEST(DisparityPublished, AtkinsonIndexOfFiveIncomes) {
    const std::vector<double> incomes{10, 20, 30, 40, 50}, each(5, 1);
    EXPECT_NEAR(atkinson(incomes, each, 0.5), 0.06315, 5e-6);
    EXPECT_NEAR(30 * (1 - atkinson(incomes, each, 0.5)), 28.105398233, 5e-9);
    EXPECT_NEAR(atkinson(incomes, each, 1), 0.1316096, 5e-8);
    EXPECT_NEAR(30 * (1 - atkinson(incomes, each, 1)), 26.0517108, 5e-8);
    EXPECT_EQ(atkinson(incomes, each, 0), 0);
}

} // namespace
} // namespace tractwise::stats
