// SPDX-License-Identifier: Apache-2.0
// `tractwise disparity` as users call it.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/numbers.hpp"
#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Disparity : public test::ToyProgram {
protected:
    const std::string sample = test::source_file("data/studies/sample.toml").string();

    /// Of one row of the table: value, low, high.
    static std::array<double, 3> number(const nlohmann::json& rows, const std::string& outcome,
                                        const std::string& measure, const std::string& group = "") {
        for (const auto& row : rows)
            if (row["outcome"] == outcome && row["measure"] == measure &&
                (group.empty() || row["group"] == group)) {
                const auto of = [&](const char* name) {
                    return row[name].is_null() ? kNaN : row[name].get<double>();
                };
                return {of("value"), of("low"), of("high")};
            }
        ADD_FAILURE() << "no " << outcome << " " << measure << " " << group;
        return {};
    }
};

// Recomputed out of the columns of indices.csv that `tractwise run` writes.
TEST_F(Disparity, OfTheSampleCountyFromItsColumns) {
    ASSERT_EQ(run("run " + sample + " --out o --quiet").exit_code, 0);
    Diagnostics diagnostics;
    const io::Table table = io::read_table(
        io::source_from_path("indices", (folder() / "o/indices.csv").string()), diagnostics);
    const auto column = [&](const char* name) {
        std::vector<double> values;
        const std::size_t c = *table.find(name);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string text(table.cell(row, c));
            values.push_back(text.empty() ? kNaN : std::stod(text));
        }
        return values;
    };
    const auto people = column("population"), black = column("black_nh"),
               white = column("white_nh"), miles = column("clinic_nearest_m"),
               uninsured = column("uninsured_share"), uninsured_moe = column("uninsured_share_moe"),
               black_moe = column("black_nh_moe");
    const test::Outcome made =
        run("disparity " + sample +
            " --outcome clinic_nearest_m,uninsured_share --groups white_nh,black_nh --json");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto rows = nlohmann::json::parse(made.out);

    double members = 0, sum = 0;
    for (std::size_t i = 0; i < black.size(); ++i)
        if (!std::isnan(miles[i]) && !std::isnan(black[i])) {
            members += black[i];
            sum += black[i] * miles[i];
        }
    EXPECT_NEAR(number(rows, "clinic_nearest_m", "group_mean", "black_nh")[0], sum / members, 1e-6);

    // sqrt(sum ((x - r)^2 m^2 + g^2 e^2)) / sum g: METHODS of a ratio of sums, with the outcome's own margin.
    members = sum = 0;
    for (std::size_t i = 0; i < black.size(); ++i)
        if (!std::isnan(uninsured[i]) && !std::isnan(black[i])) {
            members += black[i];
            sum += black[i] * uninsured[i];
        }
    double squares = 0;
    for (std::size_t i = 0; i < black.size(); ++i)
        if (!std::isnan(uninsured[i]) && !std::isnan(black[i]))
            squares += std::pow((uninsured[i] - sum / members) * black_moe[i], 2) +
                       (black[i] > 0 ? std::pow(black[i] * uninsured_moe[i], 2) : 0);
    const auto mean = number(rows, "uninsured_share", "group_mean", "black_nh");
    EXPECT_NEAR(mean[0], sum / members, 1e-12);
    EXPECT_NEAR(mean[2] - mean[0], std::sqrt(squares) / members, 1e-12);

    double pairs = 0, everybody = 0, all = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (std::isnan(uninsured[i]) || !(people[i] > 0))
            continue;
        everybody += people[i];
        all += people[i] * uninsured[i];
        for (std::size_t j = 0; j < people.size(); ++j)
            if (!std::isnan(uninsured[j]) && people[j] > 0)
                pairs += people[i] * people[j] * std::abs(uninsured[i] - uninsured[j]);
    }
    const auto gini = number(rows, "uninsured_share", "gini");
    EXPECT_NEAR(gini[0], pairs / (2 * everybody * all), 1e-12);
    EXPECT_LT(gini[1], gini[0]);

    double black_all = 0, white_all = 0, apart = 0;
    for (std::size_t i = 0; i < black.size(); ++i)
        if (black[i] + white[i] > 0) {
            black_all += black[i];
            white_all += white[i];
        }
    for (std::size_t i = 0; i < black.size(); ++i)
        if (black[i] + white[i] > 0)
            apart += std::abs(black[i] / black_all - white[i] / white_all) / 2;
    EXPECT_NEAR(number(rows, "", "dissimilarity", "black_nh")[0], apart, 1e-12);
    EXPECT_GT(number(rows, "", "spatial_dissimilarity", "black_nh")[0], 0);
}

TEST_F(Disparity, WordsInBothLanguagesAndTheTable) {
    const test::Outcome made =
        run("disparity " + sample + " --outcome uninsured_share --quiet --out d.csv");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out,
                AllOf(HasSubstr("People without health insurance\n"),
                      HasSubstr("White people, not Hispanic"),
                      HasSubstr("Differences and ratios are to: White people, not Hispanic."),
                      HasSubstr("of the variance between tracts is survey error"),
                      HasSubstr("Who lives apart"), HasSubstr("Written to d.csv")));
    EXPECT_THAT(
        read_text_file(folder() / "d.csv"),
        testing::StartsWith("outcome,measure,group,other,value,low,high,people,tracts,formula\n"));
    EXPECT_THAT(
        run("disparity " + sample + " --outcome clinic_nearest_m --units metric --lang es --quiet")
            .out,
        AllOf(HasSubstr("Quién vive separado"), HasSubstr(" km ±"), HasSubstr("índice de Gini")));
    // A plan, before and after.
    const test::Outcome plan =
        run("disparity " + test::source_file("data/studies/sample_siting.toml").string() +
            " --plan --json");
    ASSERT_EQ(plan.exit_code, 0) << plan.err;
    const auto rows = nlohmann::json::parse(plan.out);
    EXPECT_LT(number(rows, "reached_today", "group_mean", "black_nh")[0],
              number(rows, "reached_with_plan", "group_mean", "black_nh")[0]);
}

TEST_F(Disparity, WhatIsWrong) {
    const auto refused = [&](const std::string& arguments) {
        const test::Outcome made = run("disparity " + sample + " " + arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << made.err;
        EXPECT_EQ(made.out, "") << arguments;
        return made.err;
    };
    EXPECT_THAT(refused("--outcome uninsured_shar"), HasSubstr("uninsured_share"));
    EXPECT_THAT(refused("--outcome population"), HasSubstr("a large tract has more of it"));
    EXPECT_THAT(refused("--groups white_nh,uninsured_share"), HasSubstr("no count of people"));
    EXPECT_THAT(refused("--groups white_nh,blak_nh"), HasSubstr("black_nh"));
    EXPECT_THAT(refused("--reference martians"), HasSubstr("is none of the groups"));
    EXPECT_THAT(refused("--by nonsense"), HasSubstr("nonsense"));
    EXPECT_THAT(refused("--plan"), HasSubstr("no [siting]"));
    EXPECT_THAT(refused("--out d.txt"), HasSubstr(".csv"));
    EXPECT_THAT(refused("--weights nobody"), HasSubstr("nobody"));
    EXPECT_FALSE(std::filesystem::exists(folder() / "d.txt"));
}

} // namespace
} // namespace tractwise
