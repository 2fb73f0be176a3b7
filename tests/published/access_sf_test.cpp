// SPDX-License-Identifier: Apache-2.0
// Access to doctors in San Francisco: 205 tracts and 16 clinics with the distances between them,
// the example of PySAL access, and what that library gives for it.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/access/availability.hpp"
#include "engine/access/floating_catchment.hpp"
#include "engine/access/nearest.hpp"
#include "engine/access/raam.hpp"
#include "engine/access/table_cost.hpp"
#include "engine/access/within.hpp"
#include "engine/core/text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <limits>
#include <map>
#include <numeric>

namespace tractwise::test {
namespace {

using namespace access;

const Decay kEnhanced = Decay::steps({{2000, 1}, {4000, 0.68}, {6000, 0.22}});
const Decay kThreeStep = Decay::steps({{2000, 0.962}, {4000, 0.704}, {6000, 0.377}, {9000, 0.042}});

std::vector<double> numbers_of(const io::Table& table, const std::string& column) {
    std::vector<double> values;
    for (std::size_t row = 0; row < table.rows(); ++row)
        values.push_back(parse_number(table.cell(row, table.require(column))).value());
    return values;
}

std::vector<std::string> texts_of(const io::Table& table, const std::string& column) {
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows(); ++row)
        texts.emplace_back(table.cell(row, table.require(column)));
    return texts;
}

class SanFrancisco : public testing::Test {
protected:
    void SetUp() override {
        TRACTWISE_NEEDS("truth/access/sf_costs.csv");
        const auto demand = read_published("truth/access/sf_demand.csv");
        const auto supply = read_published("truth/access/sf_supply.csv");
        origin_ = texts_of(demand, "origin");
        people_ = numbers_of(demand, "POP2000");
        clinic_ = texts_of(supply, "dest");
        doctors_ = numbers_of(supply, "doc");
        const auto table = TableCost::read(
            io::source_from_path("costs", data_pack("truth/access/sf_costs.csv").string()),
            {.unit = "metres"}, // its column is called "cost"
            diagnostics_);
        const std::vector<geo::LonLat> from(origin_.size()), to(clinic_.size());
        costs_ =
            table.matrix({from, origin_, "tracts"}, {to, clinic_, "clinics"}, {}, diagnostics_);
    }

    /// Our values against a published column. The demand and cost files write tracts as
    /// "60816029.0", the published results as "60816029": they are matched as numbers.
    double largest_difference(const std::vector<double>& ours, const std::string& column,
                              double scale = 0) const {
        const auto published = read_published("truth/access/sf_access_expected.csv");
        const std::vector<double> id = numbers_of(published, "origin");
        const std::vector<double> value = numbers_of(published, column);
        std::map<double, double> by_id;
        for (std::size_t row = 0; row < id.size(); ++row)
            by_id[id[row]] = value[row];
        EXPECT_EQ(by_id.size(), origin_.size());
        double largest = 0;
        for (std::size_t i = 0; i < origin_.size(); ++i) {
            const double theirs = by_id.at(parse_number(origin_[i]).value());
            const double difference = std::abs(ours[i] - theirs);
            largest = std::max(largest, difference / (scale > 0 ? scale : std::abs(theirs)));
        }
        std::cout << column << ": largest relative difference " << largest << "\n";
        return largest;
    }

    std::vector<std::string> origin_, clinic_;
    std::vector<double> people_, doctors_;
    CostMatrix costs_;
    Diagnostics diagnostics_;
};

TEST_F(SanFrancisco, EveryPairIsRead) {
    EXPECT_EQ(costs_.pairs(), 205U * 16U);
    EXPECT_EQ(costs_.unit(), CostUnit::Meters);
    EXPECT_FALSE(diagnostics_.has_warnings());
}

TEST_F(SanFrancisco, NearestAndWithin) {
    EXPECT_LE(largest_difference(nearest(costs_).cost, "nearest_cost"), 1e-12);
    EXPECT_LE(largest_difference(supply_within(costs_, doctors_, 5000), "cum5000_doc"), 1e-12);
}

TEST_F(SanFrancisco, Gravity) {
    EXPECT_LE(largest_difference(supply_within(costs_, doctors_, Decay::gaussian(2000).up_to(8000)),
                                 "gauss2000_doc"),
              1e-12);
    EXPECT_LE(largest_difference(supply_within(costs_, doctors_, Decay::inverse(-1, 100, 1000)),
                                 "gravity1000_m1_doc"),
              1e-12);
}

TEST_F(SanFrancisco, FloatingCatchments) {
    const auto two_step = [&](const Decay& decay) {
        return floating_catchment(costs_, people_, doctors_, decay).access;
    };
    EXPECT_LE(largest_difference(two_step(Decay::binary(5000)), "2sfca5000_doc"), 1e-12);
    EXPECT_LE(largest_difference(two_step(kEnhanced), "e2sfca_doc"), 1e-12);
    EXPECT_LE(largest_difference(two_step(Decay::gaussian(2000).up_to(6000)), "g2sfca_doc"), 1e-12);
    EXPECT_LE(largest_difference(
                  three_step_floating_catchment(costs_, people_, doctors_, kThreeStep).access,
                  "3sfca_doc"),
              1e-12);
}

TEST_F(SanFrancisco, AllDoctorsAreThereOnce) {
    const auto total = [&](const std::vector<double>& access) {
        return std::inner_product(people_.begin(), people_.end(), access.begin(), 0.0);
    };
    for (const Decay& decay :
         {Decay::binary(5000), kEnhanced, Decay::gaussian(2000).up_to(6000), kThreeStep}) {
        EXPECT_NEAR(total(floating_catchment(costs_, people_, doctors_, decay).access), 161, 1e-9);
        EXPECT_NEAR(total(three_step_floating_catchment(costs_, people_, doctors_, decay).access),
                    161, 1e-9);
        const auto available = availability(costs_, people_, doctors_, decay).total;
        EXPECT_NEAR(std::accumulate(available.begin(), available.end(), 0.0), 161, 1e-9);
    }
}

TEST_F(SanFrancisco, RaamIsTheEquilibriumThatThePublishedStepsApproach) {
    const auto ours = rational_agents(costs_, people_, doctors_, {.tau = 3000});
    const auto published =
        numbers_of(read_published("truth/access/sf_access_expected.csv"), "raam_doc");
    const double mean = std::accumulate(published.begin(), published.end(), 0.0) /
                        static_cast<double>(published.size());
    const double our_mean = std::accumulate(ours.cost.begin(), ours.cost.end(), 0.0) /
                            static_cast<double>(ours.cost.size());
    std::cout << "raam: " << ours.rounds << " rounds, mean " << our_mean << ", published " << mean
              << "\n";
    EXPECT_NEAR(our_mean, mean, 0.01 * mean);
    EXPECT_LE(largest_difference(ours.cost, "raam_doc", mean), 0.01);
}

} // namespace
} // namespace tractwise::test
