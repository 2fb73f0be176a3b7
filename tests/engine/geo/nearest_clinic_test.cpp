// SPDX-License-Identifier: Apache-2.0
// Acceptance: the nearest federally qualified health center of real tracts, and what the usual
// shortcut gets wrong.
#include "engine/geo/geodesic.hpp"
#include "engine/geo/nearest.hpp"

#include "tests/support/data_pack.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

constexpr const char* kClinics = "data/clinics/OEPS_FQHC_Geocoded.csv"; // ..., lon, lat
constexpr const char* kCenters = "data/pop/CenPop2020_Mean_TR.txt";     // ..., LATITUDE, LONGITUDE

struct Row {
    std::string state; ///< the first two characters: the FIPS code, in the file of centers
    LonLat place;      ///< the last two columns: that is where both files have their coordinates
};

std::vector<Row> read_rows(const std::string& file, bool lat_first) {
    std::ifstream in(tractwise::test::data_pack(file));
    std::string line;
    std::getline(in, line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto last = line.rfind(',');
        const auto before = line.rfind(',', last - 1);
        const double first = std::stod(line.substr(before + 1, last - before - 1));
        const double second = std::stod(line.substr(last + 1));
        rows.push_back(
            {line.substr(0, 2), lat_first ? LonLat{second, first} : LonLat{first, second}});
    }
    return rows;
}

LonLat mercator(LonLat p) {
    constexpr double kRadians = std::numbers::pi / 180;
    return {6378137 * p.lon * kRadians,
            6378137 * std::log(std::tan(std::numbers::pi / 4 + p.lat * kRadians / 2))};
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

TEST(NearestClinic, EqualsBruteForceAndWebMercatorDoesNot) {
    TRACTWISE_NEEDS(kClinics);
    TRACTWISE_NEEDS(kCenters);
    std::vector<LonLat> clinics;
    for (const Row& row : read_rows(kClinics, false))
        clinics.push_back(row.place);
    const auto centers = read_rows(kCenters, true);
    ASSERT_EQ(clinics.size(), 13'577U);
    ASSERT_EQ(centers.size(), 85'395U);

    std::vector<Row> rows;
    std::sample(centers.begin(), centers.end(), std::back_inserter(rows), 2'000,
                std::mt19937_64(2020));
    std::vector<LonLat> sample;
    for (const Row& row : rows)
        sample.push_back(row.place);
    const auto hits = NearestIndex(clinics).nearest(sample);
    std::vector<LonLat> flat;
    for (LonLat p : clinics)
        flat.push_back(mercator(p));

    std::vector<double> everywhere, in_42_states;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        // Brute force, but for PROJ calls that latitude alone shows to be in vain.
        double brute = geodesic_m(sample[i], clinics[hits[i].index]);
        std::uint32_t winner = hits[i].index;
        for (std::size_t c = 0; c < clinics.size(); ++c) {
            if (std::abs(clinics[c].lat - sample[i].lat) * 110'000 > brute)
                continue; // a degree of latitude is never shorter than 110.5 km
            const double meters = geodesic_m(sample[i], clinics[c]);
            if (meters < brute || (meters == brute && c < winner)) {
                brute = meters;
                winner = static_cast<std::uint32_t>(c);
            }
        }
        ASSERT_EQ(hits[i].index, winner);
        ASSERT_NEAR(hits[i].meters, brute, 1e-6); // a meter is promised

        const LonLat from = mercator(sample[i]);
        double shortcut = std::numeric_limits<double>::infinity();
        for (LonLat to : flat)
            shortcut = std::min(shortcut, std::hypot(to.lon - from.lon, to.lat - from.lat));
        if (brute > 0) {
            everywhere.push_back(shortcut / brute - 1);
            // AK CA FL GA NC NY PA PR TX VA are not in the 42-state tract file that the known 31 %
            // was measured on.
            const std::set<std::string> absent{"02", "06", "12", "13", "36",
                                               "37", "42", "48", "51", "72"};
            if (!absent.contains(rows[i].state))
                in_42_states.push_back(everywhere.back());
        }
    }
    // The shortcut stretches by about 1 / cos(latitude): a median of 31 % there, 27 % with the
    // southern states.
    EXPECT_NEAR(median(in_42_states), 0.31, 0.02);
    EXPECT_NEAR(median(everywhere), 0.275, 0.015);
    RecordProperty("web_mercator_median_error", std::to_string(median(in_42_states)));
}

} // namespace
} // namespace tractwise::geo
