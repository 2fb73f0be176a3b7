// SPDX-License-Identifier: Apache-2.0
// CDC/ATSDR SVI recomputed cell by cell from CDC's own columns and from raw ACS cells.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tractwise::test {
namespace {

struct Computed {
    tract::TractTable published;
    tract::TractTable input;
    std::map<std::string, tract::Column> ours;
};

Computed compute(const std::string& recipe, const std::string& published_file,
                 const std::string& published_id, const std::string& input_file = {},
                 const std::string& input_id = {}) {
    Computed c;
    c.published = numeric_table(read_published(published_file), published_id);
    c.input =
        input_file.empty() ? c.published : numeric_table(read_published(input_file), input_id);
    Diagnostics findings;
    c.ours = columns_by_name(index::evaluate(shipped_recipe(recipe), c.input, findings));
    return c;
}

/// Compares every column of ours with the prefix and expects it to be equal to the last digit.
void expect_equal(const Computed& c, const std::string& recipe, const std::string& prefix,
                  std::size_t columns, const std::set<std::string>& quirks = {}) {
    Agreement all;
    std::size_t found = 0;
    for (const auto& [name, column] : c.ours) {
        if (!name.starts_with(prefix) || quirks.contains(name))
            continue;
        ++found;
        all += compare(c.input.ids(), column, c.published, name);
    }
    report(recipe + " " + prefix, all);
    EXPECT_EQ(found, columns) << prefix;
    EXPECT_EQ(all.patterns, 0U) << all.worst;
    EXPECT_LT(all.largest, 1e-12) << all.worst; // decimal numbers read from text
}

TEST(Svi2022Illinois, EqualsEveryPublishedRankSumAndFlag) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    const auto c = compute("svi2022", "data/published/SVI2022_Illinois_tract.csv", "FIPS");
    EXPECT_EQ(c.input.rows(), 3263U);
    expect_equal(c, "svi2022", "EPL_", 16);
    expect_equal(c, "svi2022", "SPL_", 5);
    expect_equal(c, "svi2022", "RPL_", 5);
    expect_equal(c, "svi2022", "F_", 21);
}

// The raw cells of 2022 are not at hand, but the counts are: computed percentages and margins
// follow from them.
TEST(Svi2022Illinois, MarginsOfPercentagesFollowFromTheCounts) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    const auto published =
        numeric_table(read_published("data/published/SVI2022_Illinois_tract.csv"), "FIPS");
    index::IndexRecipe recipe = shipped_recipe("svi2022_acs");
    std::vector<index::Derived> kept;
    for (index::Derived entry : recipe.derived) {
        if (!entry.margin_of.empty()) { // EP_ is a sum of cells that the file does not have
            entry.kind = index::Derived::Kind::Copy;
            entry.of = {{entry.name, 1}};
            kept.push_back(entry);
        } else if (entry.name == "EP_GROUPQ") {
            kept.push_back(entry);
        }
    }
    ASSERT_EQ(kept.size(), 5U);
    recipe.derived = kept;
    Diagnostics findings;
    const auto ours = columns_by_name(index::evaluate(recipe, published, findings));
    Agreement all;
    for (const index::Derived& entry : kept)
        for (const std::string& name : {entry.name, entry.margin})
            all += compare(published.ids(), ours.at(name), published, name);
    report("svi2022_acs MP_ from counts", all);
    EXPECT_EQ(all.cells, 10U * 3263U);
    EXPECT_EQ(all.patterns, 0U) << all.worst;
    EXPECT_LT(all.largest, 1e-12) << all.worst;
}

TEST(Svi2020Delaware, EqualsEveryPublishedRankSumAndFlag) {
    TRACTWISE_NEEDS("data/published/SVI2020_Delaware_tract.csv");
    const auto c = compute("svi2020", "data/published/SVI2020_Delaware_tract.csv", "GEOID");
    EXPECT_EQ(c.input.rows(), 259U);
    expect_equal(c, "svi2020", "EPL_", 16);
    expect_equal(c, "svi2020", "SPL_", 5);
    expect_equal(c, "svi2020", "RPL_", 5);
    expect_equal(c, "svi2020", "F_", 21);
}

TEST(Svi2020Delaware, EqualsThePublishedFileFromRawCensusCells) {
    TRACTWISE_NEEDS("data/published/SVI2020_Delaware_tract.csv");
    TRACTWISE_NEEDS("data/acs/ACS5_2020_Delaware_tracts_raw_tidycensus.csv");
    const auto c = compute("svi2020_acs", "data/published/SVI2020_Delaware_tract.csv", "GEOID",
                           "data/acs/ACS5_2020_Delaware_tracts_raw_tidycensus.csv", "GEOID");
    EXPECT_EQ(c.input.rows(), 262U);
    expect_equal(c, "svi2020_acs", "E_", 27);
    expect_equal(c, "svi2020_acs", "M_", 27);
    expect_equal(c, "svi2020_acs", "EP_", 24);
    expect_equal(c, "svi2020_acs", "MP_", 23, {"MP_NOINT"}); // CDC divides by a margin of error
    expect_equal(c, "svi2020_acs", "EPL_", 16);
    expect_equal(c, "svi2020_acs", "SPL_", 5);
    expect_equal(c, "svi2020_acs", "RPL_", 5);
    expect_equal(c, "svi2020_acs", "F_", 21);
}

} // namespace
} // namespace tractwise::test
