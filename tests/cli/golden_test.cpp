// SPDX-License-Identifier: Apache-2.0
// The sample county through the program: the stories that were planted in it, and golden values
// against unintended change (tests/golden/README.md says what they are and how to remake them).
#include "tests/cli/program.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/text.hpp"
#include "engine/io/table.hpp"
#include "engine/io/writers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

namespace tractwise {
namespace {

const std::vector<std::string> kGoldenColumns = {
    "geoid",
    "population",
    "population_moe",
    "risk_score",
    "risk_percentile",
    "risk_rank",
    "risk_n_present",
    "risk_reason",
    "risk_part_food_access",
    "risk_part_housing",
    "risk_part_clinic_distance",
    "supermarket_nearest_m",
    "supermarket_beyond_1mi_share",
    "no_vehicle_beyond_half_mile_share",
    "healthy_food_ratio",
    "cost_burden_share",
    "crowding_share",
    "clinic_nearest_m",
    "clinics_within_10mi",
    "poverty_150_share",
};

const std::vector<std::string> kMillrace = {"99001003002", "99001003100", "99001003201",
                                            "99001003202", "99001003300", "99001003400",
                                            "99001003500"};
const std::vector<std::string> kColdFork = {"99001022400", "99001023202", "99001023400"};
const std::vector<std::string> kNobody = {"99001980100", "99001990000"}; // airport, lake

io::Table read(const std::filesystem::path& file) {
    Diagnostics diagnostics;
    return io::read_table(io::source_from_path("golden", file.string()), diagnostics);
}

class Golden : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<test::TemporaryFolder>();
        outcome = test::run_program(
            folder->path(), "run \"" + test::source_file("data/studies/sample.toml").string() +
                                "\" --quiet --out sample");
        if (outcome.exit_code == 0)
            table = std::make_unique<io::Table>(read(*folder / "sample/indices.csv"));
    }
    static void TearDownTestSuite() {
        table.reset();
        folder.reset();
    }
    void SetUp() override { ASSERT_NE(table, nullptr) << outcome.text(); }

    static std::string text(const std::string& geoid, const std::string& column) {
        return std::string(table->cell(row(geoid), table->require(column)));
    }
    /// NaN where the cell is empty.
    static double number(const std::string& geoid, const std::string& column) {
        return parse_number(text(geoid, column)).value_or(std::nan(""));
    }
    static std::vector<std::string> geoids() {
        std::vector<std::string> ids;
        for (std::size_t r = 0; r < table->rows(); ++r)
            ids.emplace_back(table->cell(r, table->require("geoid")));
        return ids;
    }

    static inline std::unique_ptr<test::TemporaryFolder> folder;
    static inline std::unique_ptr<io::Table> table;
    static inline test::Outcome outcome;

private:
    static std::size_t row(const std::string& geoid) {
        const auto ids = geoids();
        const auto at = std::find(ids.begin(), ids.end(), geoid);
        EXPECT_NE(at, ids.end()) << geoid;
        return at == ids.end() ? 0 : static_cast<std::size_t>(at - ids.begin());
    }
};

TEST_F(Golden, ValuesAreThoseOfTheLastRelease) {
    const auto file = test::source_file("tests/golden/sample_indices.csv");
    if (std::getenv("TRACTWISE_WRITE_GOLDEN") != nullptr) {
        io::OutTable golden{"sample", "", {}};
        for (const std::string& name : kGoldenColumns) {
            std::vector<std::string> texts;
            std::vector<double> numbers;
            for (std::size_t r = 0; r < table->rows(); ++r) {
                texts.emplace_back(table->cell(r, table->require(name)));
                numbers.push_back(parse_number(texts.back()).value_or(std::nan("")));
            }
            if (name == "geoid" || name == "risk_reason")
                golden.columns.push_back({name, "", std::move(texts)});
            else
                golden.columns.push_back({name, "", std::move(numbers)});
        }
        io::write_csv(file, golden);
        GTEST_SKIP() << "written anew: " << file;
    }
    const io::Table golden = read(file);
    ASSERT_EQ(golden.rows(), table->rows());
    ASSERT_EQ(golden.columns(), kGoldenColumns);
    for (std::size_t r = 0; r < golden.rows(); ++r)
        for (std::size_t c = 0; c < kGoldenColumns.size(); ++c) {
            const std::string_view expected = golden.cell(r, c);
            const std::string_view actual = table->cell(r, table->require(kGoldenColumns[c]));
            const std::string where = std::string(golden.cell(r, 0)) + " " + kGoldenColumns[c];
            const auto value = parse_number(expected), now = parse_number(actual);
            if (c > 0 && value && now)
                EXPECT_NEAR(*now, *value, 1e-9 * std::max(1.0, std::abs(*value))) << where;
            else
                EXPECT_EQ(actual, expected) << where;
        }
}

TEST_F(Golden, MillraceHasNoSupermarketWithinAMile) {
    for (const std::string& tract : kMillrace) {
        EXPECT_GT(number(tract, "supermarket_nearest_m"), 1609.344) << tract;
        EXPECT_GT(number(tract, "supermarket_beyond_1mi_share"), 0.7) << tract;
        EXPECT_LT(number(tract, "healthy_food_ratio"), 0.1) << tract; // convenience stores only
        EXPECT_GT(number(tract, "poverty_150_share"), 0.4) << tract;
    }
    // Their own clinic is inactive, so that everyone's nearest one is more than a mile away.
    for (const std::string& tract : kMillrace)
        EXPECT_GT(number(tract, "clinic_nearest_m"), 1609.344) << tract;
}

TEST_F(Golden, ColdForkIsInTheWorstDecileOfClinicDistance) {
    std::vector<double> distances;
    for (const std::string& tract : geoids())
        if (const double d = number(tract, "clinic_nearest_m"); !std::isnan(d))
            distances.push_back(d);
    ASSERT_EQ(distances.size(), 118U);
    std::sort(distances.begin(), distances.end());
    const double ninth = distances[distances.size() * 9 / 10];
    for (const std::string& tract : kColdFork) {
        EXPECT_GE(number(tract, "clinic_nearest_m"), ninth) << tract;
        EXPECT_LE(number(tract, "risk_rank"), 3) << tract; // and the worst three of the index
    }
    EXPECT_GT(number("99001023400", "clinic_beyond_10mi_share"), 0.5); // the village
    EXPECT_GT(number("99001023400", "supermarket_nearest_m"), 10 * 1609.344);
}

TEST_F(Golden, TractsWithoutPeopleAreThereButNotRanked) {
    EXPECT_EQ(geoids().size(), 120U);
    for (const std::string& tract : kNobody) {
        EXPECT_EQ(text(tract, "risk_reason"), "no-people");
        EXPECT_EQ(text(tract, "risk_score"), "");
        EXPECT_EQ(text(tract, "risk_rank"), "");
        EXPECT_EQ(text(tract, "clinic_nearest_m"), "");
        EXPECT_EQ(number(tract, "population"), 0);
        EXPECT_NE(text(tract, "missing").find("clinic_nearest_m=no-people"), std::string::npos);
    }
}

TEST_F(Golden, ContributionsAddUpToTheScore) {
    std::size_t ranked = 0;
    for (const std::string& tract : geoids()) {
        const double score = number(tract, "risk_score");
        if (std::isnan(score))
            continue;
        ++ranked;
        double domains = 0, indicators = 0;
        for (const std::string& column : table->columns()) {
            if (!column.starts_with("risk_part_") || text(tract, column).empty())
                continue;
            const bool domain = column == "risk_part_food_access" ||
                                column == "risk_part_housing" ||
                                column == "risk_part_clinic_distance";
            (domain ? domains : indicators) += number(tract, column);
        }
        EXPECT_NEAR(domains, score, 1e-12) << tract;
        EXPECT_NEAR(indicators, score, 1e-12) << tract;
    }
    EXPECT_EQ(ranked, 118U);
}

TEST_F(Golden, RanksAndPercentilesTellTheSameOrder) {
    for (const std::string& tract : geoids()) {
        const double score = number(tract, "risk_score");
        if (std::isnan(score))
            continue;
        double better = 0, worse = 0;
        for (const std::string& other : geoids()) {
            better += number(other, "risk_score") < score;
            worse += number(other, "risk_score") > score;
        }
        EXPECT_EQ(number(tract, "risk_rank"), worse + 1) << tract;
        EXPECT_NEAR(number(tract, "risk_percentile"), better / 118, 1e-12) << tract;
    }
}

// The missing median incomes of the prison tract, the top-coded one of Highmeadow.
TEST_F(Golden, SurveySentinelsNeverBecomeNumbers) {
    EXPECT_NE(text("99001020900", "missing").find("median_family_income=no-sample"),
              std::string::npos);
    for (const std::string& tract : geoids())
        for (const std::string& column : table->columns())
            EXPECT_FALSE(number(tract, column) < 0) << tract << " " << column;
}

} // namespace
} // namespace tractwise
