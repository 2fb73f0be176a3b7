// SPDX-License-Identifier: Apache-2.0
// `tractwise compare` and `tractwise stability` as users call them.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class Compare : public test::ToyProgram {};

// Of the bundled county; numbers by scipy 1.10.1 (kendalltau, spearmanr) and statsmodels 0.13.5 (cohens_kappa) out of
// the columns of indices.csv.
TEST_F(Compare, AnIndexBesideAnOutcome) {
    const std::string study = test::source_file("data/studies/sample_health.toml").string();
    const test::Outcome made =
        run("compare " + study + " risk_percentile places_diabetes_share --json");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_NEAR(said["kendall"].get<double>(), 0.4098171376361304, 1e-12);
    EXPECT_NEAR(said["spearman"].get<double>(), 0.5758324271537818, 1e-12);
    const auto& fifth = said["worst_fifth"];
    EXPECT_EQ(fifth["both"], 11);
    EXPECT_EQ(fifth["a_alone"], 12);
    EXPECT_EQ(fifth["b_alone"], 12);
    EXPECT_EQ(fifth["neither"], 83);
    EXPECT_NEAR(fifth["kappa"].get<double>(), 0.35194508009153325, 1e-12);
    EXPECT_NEAR(fifth["kappa_se"].get<double>(), 0.10584763811420633, 1e-12);
    EXPECT_NEAR(said["worst_tenth"]["kappa"].get<double>(), 0.5296722763507529, 1e-12);
    EXPECT_NEAR(said["worst_tenth"]["kappa_se"].get<double>(), 0.13789045882425247, 1e-12);
    EXPECT_EQ(said["switchers"], 9);
    const test::Outcome words =
        run("compare " + study + " risk_percentile places_diabetes_share --quiet --out both.csv");
    EXPECT_THAT(words.out,
                AllOf(HasSubstr("118 tracts have both."), HasSubstr("0.35 (0.14 to 0.56)"),
                      HasSubstr("by one of them alone: 9 tracts"), HasSubstr("because of"),
                      HasSubstr("Written to both.csv")));
    EXPECT_THAT(
        read_text_file(folder() / "both.csv"),
        StartsWith("geoid,people,a,b,a_percentile,b_percentile,worst_fifth,worst_tenth,mover\n"));
    EXPECT_THAT(
        run("compare " + study + " risk_percentile places_diabetes_share --quiet --lang es").out,
        AllOf(HasSubstr("118 sectores tienen ambos."), HasSubstr("0.26 a 0.80"),
              HasSubstr("Census Tract ")));
}

TEST_F(Compare, RecipesFilesAndWhatIsWrong) {
    files().write("mine.csv", "GEOID,rank\n99001000100,5\n99001000200,4\n99001000300,1\n"
                              "99001000400,3\n99001000500,2\n99001000600,6\n");
    const test::Outcome file = run("compare study.toml toy_percentile mine.csv:rank --json");
    ASSERT_EQ(file.exit_code, 0) << file.err;
    const double tau = nlohmann::json::parse(file.out)["kendall"];
    const test::Outcome turned =
        run("compare study.toml toy_percentile mine.csv:rank --lower-is-worse b --json");
    ASSERT_EQ(turned.exit_code, 0) << turned.err;
    EXPECT_NEAR(nlohmann::json::parse(turned.out)["kendall"].get<double>(), -tau, 1e-12);
    const test::Outcome recipe = run("compare study.toml toy_percentile recipe:recipe.toml --json");
    ASSERT_EQ(recipe.exit_code, 0) << recipe.err;
    expect({
        {"compare study.toml toy_percentile toy_percentil", 2, {"did you mean \"toy_percentile\""}},
        {"compare study.toml toy_percentile mine.csv:rang", 3, {"rang"}},
        {"compare study.toml toy_percentile none.csv:rank", 3, {"none.csv"}},
        {"compare study.toml toy_percentile recipe:none", 2, {"none"}},
        {"compare study.toml toy_percentile toy_score --out a.txt", 2, {".csv"}},
    });
}

TEST_F(Compare, HowFirmAnIndexIs) {
    const std::string study = test::source_file("data/studies/sample.toml").string();
    const test::Outcome made =
        run("stability " + study + " --draws 200 --samples 16 --quiet --out firm.xlsx");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out,
                AllOf(HasSubstr("How firm is it? Neighborhood risk index (118 tracts ranked)"),
                      HasSubstr("200 draws around the recipe's"), HasSubstr("Without: Food access"),
                      HasSubstr("Normalized by smallest to largest value"),
                      HasSubstr("Weight of Housing"), HasSubstr("Written to firm.xlsx")));
    EXPECT_GT(fs::file_size(folder() / "firm.xlsx"), 5000U);
    EXPECT_THAT(run("stability " + study + " --draws 20 --samples 0 --quiet --lang es").out,
                AllOf(HasSubstr("¿Qué tan firme es?"), HasSubstr("Sin: Acceso a alimentos"),
                      testing::Not(HasSubstr("primer orden"))));
    const std::string same = run("stability " + study + " --draws 50 --samples 4 --json").out;
    EXPECT_EQ(run("stability " + study + " --draws 50 --samples 4 --json").out, same);
    expect({
        {"stability study.toml --concentration 0", 2, {"--concentration"}},
        {"stability study.toml --out firm.pdf", 2, {".xlsx"}},
    });
}

} // namespace
} // namespace tractwise
