// SPDX-License-Identifier: Apache-2.0
// `tractwise coherence` as users call it.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class CoherenceCommand : public test::ToyProgram {
protected:
    const std::string sample = test::source_file("data/studies/sample.toml").string();
};

TEST_F(CoherenceCommand, WordsTablesAndFigure) {
    const test::Outcome made = run("coherence " + sample + " --quiet --out c.xlsx --figure c.svg");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(
        made.out,
        AllOf(HasSubstr("Do the indicators of \"Neighborhood risk index\" belong together?"),
              HasSubstr("Food access: alpha 0.82"), HasSubstr("in a mean they cancel"),
              HasSubstr("Written to c.xlsx"), HasSubstr("Written to c.svg")));
    EXPECT_THAT(read_text_file(folder() / "c.svg"),
                AllOf(HasSubstr("<svg"), HasSubstr("Correlations of 11 indicators"),
                      HasSubstr("Crowded homes")));
    const test::Outcome spanish = run("coherence " + sample + " --quiet --lang es");
    EXPECT_THAT(spanish.out,
                AllOf(HasSubstr("¿Van juntos"), HasSubstr("Acceso a alimentos: alfa 0.82")));
}

TEST_F(CoherenceCommand, OfATableWithoutAStudy) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    const std::string table = test::data_pack("data/published/SVI2022_Illinois_tract.csv").string();
    const test::Outcome made = run("coherence --recipe svi2022 --id FIPS --json --table " + table);
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    ASSERT_EQ(said["indicators"].size(), 16U);
    double weights = 0, importance = 0;
    for (const auto& row : said["indicators"]) {
        weights += row["weight_share"].get<double>();
        importance += row["importance"].get<double>();
    }
    EXPECT_NEAR(weights, 1, 1e-12);
    EXPECT_NEAR(importance, 1, 1e-12);
    EXPECT_EQ(said["correlations"].size(), 16U);
    EXPECT_EQ(said["groups"].size(), 4U); // all, and three themes of several indicators
}

TEST_F(CoherenceCommand, WhatIsWrong) {
    expect({{"coherence", 2, {"name a study"}},
            {"coherence study.toml --table t.csv --recipe svi2022", 2, {"name a study"}},
            {"coherence --table t.csv", 2, {"a table needs a recipe"}},
            {"coherence --table none.csv --recipe svi2022", 3, {"none.csv"}},
            {"coherence study.toml --recipe nonsense", 2, {"nonsense"}},
            {"coherence study.toml --out c.txt", 2, {".csv"}},
            {"coherence study.toml --figure c.gif", 2, {".svg"}},
            {"coherence study.toml --out study.toml", 2, {"study.toml"}}});
}

} // namespace
} // namespace tractwise
