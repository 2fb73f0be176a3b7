// SPDX-License-Identifier: Apache-2.0
// All rooms in their order on the bundled sample county, from the files as a user would name them.
#include "tests/layers/room.hpp"
#include "tests/support/data_pack.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::layers {
namespace {

std::string sample(const std::string& name) {
    return test::source_file("data/sample/" + name).string();
}

io::SourceSpec source(const std::string& id, const std::string& name) {
    io::SourceSpec spec = io::source_from_path(id, sample(name));
    spec.vintage = 2020;
    spec.year = 2022;
    return spec;
}

class SampleCounty : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!std::filesystem::exists(sample("tracts.geojson")))
            return;
        Diagnostics diagnostics;
        bench = new test::LayerBench(
            tract::TractSet::read(source("tracts", "tracts.geojson"), {}, diagnostics));
        tract::JoinAudit audit;
        bench->demand =
            tract::DemandPoints::read(source("blocks", "blocks.csv"), bench->tracts,
                                      tract::DemandPoints::Join::Id, audit, diagnostics);
        for (const auto& [id, file] :
             {std::pair{"detail", "acs5_detail.json"}, std::pair{"subject", "acs5_subject.json"},
              std::pair{"profile", "acs5_profile.json"}, std::pair{"atlas", "food_atlas.csv"},
              std::pair{"stores", "snap_stores.csv"}, std::pair{"sites", "hrsa_sites.csv"}})
            bench->sources.add_file(id, sample(file)) = source(id, file);
        const std::string acs = "acs = [\"detail\", \"subject\", \"profile\"]\n";
        run("population", acs);
        run("social", acs);
        run("housing", acs);
        run("food_access", acs + "stores = \"stores\"\natlas = \"atlas\"\n");
        run("clinic_distance",
            "clinics = \"sites\"\nstatus_column = \"Site Status Description\"\n");
    }
    static void TearDownTestSuite() { delete bench; }
    void SetUp() override {
        if (!bench)
            GTEST_SKIP() << "the sample county is not there";
    }

    static void run(const std::string& id, const std::string& options) {
        layer::LayerResult result = bench->run(test::room(id), options);
        for (tract::Column& column : result.columns)
            bench->table.add(std::move(column));
        for (io::OutTable& table : result.tables)
            if (table.name == "food_access_agreement")
                agreement = std::move(table);
    }
    static double agreed(const std::string& measure, const std::string& what) {
        const auto& names = std::get<std::vector<std::string>>(agreement.columns[0].values);
        for (const io::OutColumn& c : agreement.columns)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (names[i] == measure && c.name == what)
                    return std::get<std::vector<double>>(c.values)[i];
        return -1;
    }

    static inline test::LayerBench* bench = nullptr;
    static inline io::OutTable agreement;
};

TEST_F(SampleCounty, EveryColumnOfTheRiskRecipeIsThereWherePeopleLive) {
    const auto people = bench->demand.people_by_tract();
    for (const std::string& name : test::risk_columns()) {
        if (name == "healthy_food_ratio")
            continue; // a ratio of nothing where no store is near
        for (std::size_t t = 0; t < people.size(); ++t) {
            if (people[t] > 0) {
                EXPECT_FALSE(std::isnan(bench->table[name].values[t]))
                    << name << " " << bench->tracts.geoid(t);
            }
        }
    }
    EXPECT_EQ(bench->count("indicator-without-source"), 0U);
    EXPECT_EQ(bench->count("out-of-range"), 0U);
    EXPECT_EQ(bench->count("other-definition"), 0U);
}

// The sample's atlas was written by other code (scripts/sample_county) from the same stores and
// blocks, so that own and published flags must agree in every tract where people live.
TEST_F(SampleCounty, OwnFlagsAgreeWithItsAtlas) {
    const auto& measures = std::get<std::vector<std::string>>(agreement.columns[0].values);
    EXPECT_EQ(measures.size(), 14U);
    for (const std::string& measure : measures) {
        EXPECT_EQ(agreed(measure, "tracts_own_only"), 0) << measure;
        EXPECT_EQ(agreed(measure, "tracts_atlas_only"), 0) << measure;
    }
    EXPECT_GT(agreed("lila_half_10", "tracts_both"), 0);
    EXPECT_GT(agreed("low_access_10", "tracts_both"), 0);
    for (const char* limit : {"half_mi", "1mi", "10mi"}) {
        const auto& own = bench->table[std::string("supermarket_beyond_") + limit + "_people"];
        const auto& published = bench->table[std::string("atlas_beyond_") + limit + "_people"];
        for (std::size_t t = 0; t < bench->tracts.size(); ++t) {
            if (!std::isnan(own.values[t]) && !std::isnan(published.values[t])) {
                EXPECT_EQ(own.values[t], published.values[t]) << bench->tracts.geoid(t);
            }
        }
    }
}

} // namespace
} // namespace tractwise::layers
