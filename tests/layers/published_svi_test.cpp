// SPDX-License-Identifier: Apache-2.0
// The rooms against what CDC/ATSDR published: Illinois 2022 read from the SVI file itself, and
// Delaware 2020 computed from the raw ACS cells behind CDC's figures.
#include "tests/layers/room.hpp"
#include "tests/support/data_pack.hpp"

#include "engine/io/cell.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace tractwise::layers {
namespace {

using test::column;

/// Tracts of a file's id column that start with `prefix`, as squares.
tract::TractSet tracts_of(const std::string& file, const char* id_column,
                          const std::string& prefix) {
    Diagnostics diagnostics;
    const io::Table table = io::read_table(io::source_from_path("ids", file), diagnostics);
    std::vector<std::string> ids;
    for (std::size_t r = 0; r < table.rows(); ++r)
        if (const auto id = table.cell(r, table.require(id_column)); id.starts_with(prefix))
            ids.emplace_back(id);
    return test::squares(ids, 2020);
}

/// All columns of the data rooms from the given options.
std::vector<tract::Column> measure(test::LayerBench& bench, const std::string& options) {
    std::vector<tract::Column> all;
    for (const char* id : {"population", "social", "housing"})
        for (tract::Column& c : bench.run(test::room(id), options).columns)
            all.push_back(std::move(c));
    return all;
}

const std::pair<const char*, const char*> kShares[] = {
    {"poverty_150_share", "POV150"},   {"unemployment_share", "UNEMP"},
    {"cost_burden_share", "HBURD"},    {"no_diploma_share", "NOHSDP"},
    {"uninsured_share", "UNINSUR"},    {"age_65_share", "AGE65"},
    {"age_17_share", "AGE17"},         {"disability_share", "DISABL"},
    {"single_parent_share", "SNGPNT"}, {"limited_english_share", "LIMENG"},
    {"units_10_plus_share", "MUNIT"},  {"mobile_home_share", "MOBILE"},
    {"crowding_share", "CROWD"},       {"no_vehicle_share", "NOVEH"},
    {"group_quarters_share", "GROUPQ"}};

TEST(PublishedSvi, CookCountyReadFromTheSviFile) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    const std::string file = test::data_pack("data/published/SVI2022_Illinois_tract.csv").string();
    test::LayerBench bench(tracts_of(file, "FIPS", "17031"));
    ASSERT_EQ(bench.tracts.size(), 1331U);
    auto& spec = bench.sources.add_file("svi", file);
    spec.vintage = 2020;
    spec.year = 2022;
    const auto columns = measure(bench, "acs = \"svi\"");

    const io::Table& svi = *bench.sources.table("svi");
    const tract::RowMatch match = *bench.sources.match("svi");
    std::size_t compared = 0;
    for (const auto& [name, code] : kShares) {
        const std::size_t ep = svi.require(std::string("EP_") + code);
        const std::size_t mp = svi.require(std::string("MP_") + code);
        const tract::Column& c = column(columns, name);
        for (std::size_t t = 0; t < bench.tracts.size(); ++t) {
            if (std::isnan(c.values[t]))
                continue;
            const std::uint32_t row = match.row_of_tract[t];
            ASSERT_NEAR(c.values[t], io::parse_cell(svi.cell(row, ep), true).value / 100, 1e-12);
            const double margin = io::parse_cell(svi.cell(row, mp), true).value / 100;
            if (!std::isnan(margin)) {
                ASSERT_NEAR(c.margin[t], margin, 1e-12);
            }
            ++compared;
        }
    }
    EXPECT_GT(compared, 19'800U);
    EXPECT_TRUE(std::isnan(column(columns, "vacancy_share").values[0])) << "the SVI has no vacancy";
    // vacancy, rent burden, plumbing or kitchen, built before 1980; computers twice, broadband
    // households.
    EXPECT_EQ(bench.total("indicator-without-source"), 7U);
}

// Delaware's raw cells give CDC's rounded percents: our share lies within half of their last digit.
TEST(PublishedSvi, DelawareFromRawAcsCells) {
    TRACTWISE_NEEDS("data/acs/ACS5_2020_Delaware_tracts_raw_tidycensus.csv");
    const std::string raw =
        test::data_pack("data/acs/ACS5_2020_Delaware_tracts_raw_tidycensus.csv").string();
    const std::string published =
        test::data_pack("data/published/SVI2020_Delaware_tract.csv").string();
    test::LayerBench bench(tracts_of(published, "GEOID", "10"));
    ASSERT_EQ(bench.tracts.size(), 259U);
    auto& spec = bench.sources.add_file("acs", raw);
    spec.vintage = 2020;
    spec.year = 2020;
    bench.sources.add_file("svi", published).vintage = 2020;
    const auto columns = measure(bench, "acs = \"acs\"");

    const io::Table& svi = *bench.sources.table("svi");
    const tract::RowMatch match = *bench.sources.match("svi");
    // Margins agree where CDC's formula is ours. They differ by design where CDC adds the margin of
    // every zero estimate (the Census Bureau: only the largest), or copies a percent margin that
    // the Bureau computed from its replicates.
    const std::set<std::string> same_formula = {"POV150", "UNEMP",  "NOHSDP", "UNINSUR",
                                                "AGE65",  "DISABL", "GROUPQ"};
    const std::set<std::string> zero_rule = {"LIMENG", "CROWD", "MUNIT"};
    std::size_t shares = 0, margins = 0;
    for (const auto& [name, code] : kShares) {
        const std::size_t ep = svi.require(std::string("EP_") + code);
        const std::size_t mp = svi.require(std::string("MP_") + code);
        const tract::Column& c = column(columns, name);
        for (std::size_t t = 0; t < bench.tracts.size(); ++t) {
            if (std::isnan(c.values[t]))
                continue;
            const std::uint32_t row = match.row_of_tract[t];
            const double percent = io::parse_cell(svi.cell(row, ep), true).value;
            ASSERT_NEAR(100 * c.values[t], percent, 0.05 + 1e-9)
                << name << " " << bench.tracts.geoid(t);
            ++shares;
            const double moe = io::parse_cell(svi.cell(row, mp), true).value;
            ASSERT_EQ(c.margin.size(), c.values.size()) << name;
            if (std::isnan(moe) || std::isnan(c.margin[t]))
                continue;
            if (same_formula.count(code)) {
                ASSERT_NEAR(100 * c.margin[t], moe, 0.15) << name << " " << bench.tracts.geoid(t);
                ++margins;
            } else if (zero_rule.count(code)) {
                ASSERT_LE(100 * c.margin[t], moe + 0.3) << name << " " << bench.tracts.geoid(t);
            }
        }
    }
    EXPECT_EQ(shares, 3845U);
    EXPECT_GT(margins, 1'700U);
}

} // namespace
} // namespace tractwise::layers
