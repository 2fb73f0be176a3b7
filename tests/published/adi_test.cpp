// SPDX-License-Identifier: Apache-2.0
// The Area Deprivation Index against what the R package sociome (f69b5a9, calculate_adi) makes of 120 areas, two of which
// have no households.
#include "tests/published/published_data.hpp"

#include "tests/support/data_pack.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace tractwise::test {
namespace {

/// sociome's cells have no "E" at their end.
tract::TractTable areas() {
    const auto raw = numeric_table(read_published("truth/adi/synthetic_acs_raw_120.csv"), "GEOID");
    tract::TractTable table(raw.ids());
    for (const std::string& name : raw.names()) {
        tract::Column column = raw[name];
        column.info.name += "E";
        table.add(std::move(column));
    }
    return table;
}

TEST(Adi, AsSociomeComputesIt) {
    TRACTWISE_NEEDS("truth/adi/sociome_adi_expected_120.csv");
    const auto table = areas();
    const auto expected =
        numeric_table(read_published("truth/adi/sociome_adi_expected_120.csv"), "GEOID");
    Diagnostics findings;
    const index::IndexResult found = index::evaluate(shipped_recipe("adi"), table, findings);
    const auto ours = columns_by_name(found);
    Agreement all;
    for (const char* name : {"ADI", "Financial_Strength", "Economic_Hardship_and_Inequality",
                             "Educational_Attainment"}) {
        const Agreement agreement = compare(table.ids(), ours.at(name), expected, name);
        EXPECT_LE(agreement.largest, 1e-9) << name << " " << agreement.worst;
        EXPECT_EQ(agreement.patterns, 0U) << name;
        EXPECT_EQ(agreement.missing, 2U) << name;
        all += agreement;
    }
    report("adi", all);
    EXPECT_EQ(all.cells, 4U * 120U);
    Agreement indicators;
    for (const tract::Column& column : found.derived)
        if (expected.has(column.info.name))
            indicators += compare(table.ids(), column, expected, column.info.name);
    EXPECT_LE(indicators.largest, 1e-9) << indicators.worst;
    EXPECT_GE(indicators.cells, 15U * 118U);
    // The score is the index itself, and ranks it.
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (!std::isnan(found.score[row])) {
            EXPECT_EQ(found.score[row], ours.at("ADI").values[row]);
        }
    EXPECT_EQ(found.n_ranked, 118U);
}

TEST(Adi, WeightsAreTheLoadings) {
    TRACTWISE_NEEDS("truth/adi/sociome_adi_loadings.csv");
    const auto table = areas();
    const auto loadings =
        numeric_table(read_published("truth/adi/sociome_adi_loadings.csv"), "factor");
    Diagnostics findings;
    const index::IndexResult found = index::evaluate(shipped_recipe("adi"), table, findings);
    // A standardized indicator weighs e / sqrt(lambda) and loads e sqrt(lambda), so that loading / weight is lambda, the
    // sum of the squared loadings. Where higher is better we have turned the scale.
    double eigenvalue = 0;
    for (const double loading : loadings["loading"].values)
        eigenvalue += loading * loading;
    std::size_t seen = 0;
    for (const index::IndexPart& part : found.parts) {
        if (!part.is_indicator || found.parts[static_cast<std::size_t>(part.parent)].name != "adi")
            continue;
        ++seen;
        const double theirs = loadings["loading"].values[*loadings.find_row(part.name)];
        // Standardized among all areas with a value, which for five indicators are two more than those of the component.
        EXPECT_NEAR(part.weight, std::abs(theirs) / eigenvalue, 5e-3) << part.name;
    }
    EXPECT_EQ(seen, 15U);
}

} // namespace
} // namespace tractwise::test
