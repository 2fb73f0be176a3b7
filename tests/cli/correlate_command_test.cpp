// SPDX-License-Identifier: Apache-2.0
// `tractwise correlate` as users call it.
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

class Correlate : public test::ToyProgram {};

TEST_F(Correlate, PrintsAndWritesTheTable) {
    const test::Outcome made = run("correlate study.toml --columns clinic_nearest_m,population "
                                   "--with supermarket_nearest_m --quiet --out t.csv");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, AllOf(HasSubstr("What goes together here"),
                                HasSubstr("Distance to the nearest supermarket"),
                                HasSubstr("95 % interval"), HasSubstr("no proof of cause"),
                                HasSubstr("too narrow"), HasSubstr("Written to t.csv")));
    const std::string csv = read_text_file(folder() / "t.csv");
    // A clinic and a supermarket stand in one tract; the sixth tract has no people.
    EXPECT_THAT(csv, AllOf(testing::StartsWith("column,with,column_label,with_label,pearson,"
                                               "pearson_low,pearson_high,spearman,spearman_low,"
                                               "spearman_high,tracts,left_out\n"),
                           HasSubstr("\n\"clinic_nearest_m\",\"supermarket_nearest_m\","),
                           HasSubstr(",5,1\n")));
    EXPECT_THAT(run("correlate study.toml --columns population --with clinic_nearest_m --lang es "
                    "--quiet")
                    .out,
                AllOf(HasSubstr("Lo que aquí va junto"), HasSubstr("Esto no prueba una causa")));
}

// Of the bundled county; numbers by scipy 1.10.1: spearmanr() and pearsonr().confidence_interval() of the columns in
// indices.csv, and the formula of Bonett and Wright.
TEST_F(Correlate, HealthBesideDeterminants) {
    const std::string study = test::source_file("data/studies/sample_health.toml").string();
    const test::Outcome made = run("correlate " + study +
                                   " --columns poverty_150_share --with places_diabetes_share,"
                                   "places_food_insecurity_share --json");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    ASSERT_EQ(said["pairs"].size(), 2U);
    EXPECT_EQ(said["cautions"].size(), 4U);
    const auto& pair = said["pairs"][0];
    EXPECT_EQ(pair["with"], "places_diabetes_share");
    EXPECT_EQ(pair["tracts"], 118);
    EXPECT_EQ(pair["left_out"], 2);
    EXPECT_NEAR(pair["pearson"].get<double>(), 0.4676521151518071, 1e-12);
    EXPECT_NEAR(pair["pearson_95"][0].get<double>(), 0.3133838792984404, 1e-12);
    EXPECT_NEAR(pair["pearson_95"][1].get<double>(), 0.5978718710440079, 1e-12);
    EXPECT_NEAR(pair["spearman"].get<double>(), 0.4504353895207883, 1e-12);
    EXPECT_NEAR(pair["spearman_95"][0].get<double>(), 0.2852906901863624, 1e-12);
    EXPECT_NEAR(pair["spearman_95"][1].get<double>(), 0.589605132924979, 1e-12);
}

TEST_F(Correlate, SaysWhatIsWrongAndWritesNothing) {
    expect({{"correlate study.toml", 2, {"no health outcomes", "--with"}},
            {"correlate study.toml --with clinic_nearest", 2, {"clinic_nearest", "did you mean"}},
            {"correlate study.toml --columns population --with population", 2, {"against itself"}},
            {"correlate study.toml --with population --out t.txt", 2, {"t.txt", ".csv"}},
            {"correlate study.toml --with population --out acs.csv", 2, {"own input"}}});
    EXPECT_FALSE(fs::exists(folder() / "t.txt"));
}

} // namespace
} // namespace tractwise
