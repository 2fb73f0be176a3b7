// SPDX-License-Identifier: Apache-2.0
// Rooms with distances on the real lists of Cook County, against brute force over every pair.
#include "tests/layers/room.hpp"
#include "tests/support/data_pack.hpp"

#include "engine/geo/geodesic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tractwise::layers {
namespace {

TEST(CookCounty, ClinicsAndSupermarketsAgreeWithBruteForce) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    const auto spec = [](const std::string& id, const std::string& file) {
        io::SourceSpec source = io::source_from_path(id, test::data_pack("data/" + file).string());
        source.vintage = 2020;
        return source;
    };
    Diagnostics diagnostics;
    test::LayerBench bench(tract::TractSet::read(spec("tracts", "tracts/cb_2025_17_tract_500k.shp"),
                                                 {"Cook", {"17031"}}, diagnostics));
    tract::JoinAudit audit;
    bench.demand =
        tract::DemandPoints::read(spec("bg", "pop/CenPop2020_BG_IL_reconstructed.csv"),
                                  bench.tracts, tract::DemandPoints::Join::Id, audit, diagnostics);
    ASSERT_GT(bench.demand.size(), 3900U);
    for (const auto& [id, file] :
         {std::pair{"hrsa", "clinics/HRSA_health_center_sites_Chicago.geojson"},
          std::pair{"snap", "food/SNAP_retailers_Chicago.csv"}}) {
        const io::SourceSpec source = spec(id, file);
        bench.sources.add_file(id, source.path) = source;
    }
    const auto clinics = bench.run(test::room("clinic_distance"), "clinics = \"hrsa\"").columns;
    const auto food =
        bench.run(test::room("food_access"), "stores = \"snap\"\nurban = \"all\"").columns;

    const auto check = [&](const std::vector<geo::LonLat>& places, const tract::Column& mean,
                           const tract::Column& beyond, double limit) {
        std::vector<double> nearest(bench.demand.size()), far(bench.demand.size());
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            nearest[i] = std::numeric_limits<double>::infinity();
            for (const geo::LonLat place : places)
                if (!std::isnan(place.lon))
                    nearest[i] =
                        std::min(nearest[i], geo::geodesic_m(bench.demand.place[i], place));
            far[i] = nearest[i] > limit ? bench.demand.people[i] : 0;
        }
        std::vector<double> people(bench.tracts.size()), sum(people), out(people);
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            people[bench.demand.tract[i]] += bench.demand.people[i];
            sum[bench.demand.tract[i]] += bench.demand.people[i] * nearest[i];
            out[bench.demand.tract[i]] += far[i];
        }
        for (std::size_t t = 0; t < people.size(); ++t) {
            if (people[t] > 0) {
                ASSERT_NEAR(mean.values[t], sum[t] / people[t], 1e-5);
                ASSERT_NEAR(beyond.values[t], out[t] / people[t], 1e-12);
            }
        }
    };
    check(bench.sources.points("hrsa")->places, test::column(clinics, "clinic_nearest_m"),
          test::column(clinics, "clinic_beyond_1mi_share"), geo::kMetersPerMile);

    const auto& snap = *bench.sources.points("snap");
    std::vector<geo::LonLat> supermarkets;
    for (std::size_t r = 0; r < snap.places.size(); ++r) {
        const auto type = snap.table.cell(r, snap.table.require("Store_Type"));
        if (type == "Supermarket" || type == "Super Store")
            supermarkets.push_back(snap.places[r]);
    }
    ASSERT_EQ(supermarkets.size(), 237U);
    check(supermarkets, test::column(food, "supermarket_nearest_m"),
          test::column(food, "supermarket_beyond_half_mi_share"), geo::kMetersPerMile / 2);
}

} // namespace
} // namespace tractwise::layers
