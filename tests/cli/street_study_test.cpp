// SPDX-License-Identifier: Apache-2.0
// The sample county when people travel along its streets: what changes against straight lines, and
// that the program says so.
#include "tests/cli/program.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/core/text.hpp"
#include "engine/io/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>

namespace tractwise {
namespace {

using testing::HasSubstr;

/// indices.csv of one run, by GEOID and column.
class Indices {
public:
    explicit Indices(const std::filesystem::path& study) {
        const test::TemporaryFolder folder;
        const auto out = folder / "out";
        const auto done = test::run_program(folder.path(), "run " + study.string() + " --out out");
        EXPECT_EQ(done.exit_code, 0) << done.err;
        Diagnostics diagnostics;
        table_ = io::read_table(io::source_from_path("run", (out / "indices.csv").string()),
                                diagnostics);
        groups = folder.read("out/clinic_groups.csv");
        for (std::size_t r = 0; r < table_.rows(); ++r)
            rows_[std::string(table_.cell(r, 0))] = r;
    }
    double operator()(const std::string& geoid, const std::string& column) const {
        return parse_number(table_.cell(rows_.at(geoid), table_.require(column)))
            .value_or(std::nan(""));
    }
    /// 1 is the farthest.
    int place(const std::string& geoid, const std::string& column) const {
        int place = 1;
        for (const auto& [other, row] : rows_)
            place += (*this)(other, column) > (*this)(geoid, column) ? 1 : 0;
        return place;
    }
    std::string groups;

private:
    io::Table table_;
    std::map<std::string, std::size_t> rows_;
};

class StreetStudy : public testing::Test {
protected:
    static void SetUpTestSuite() {
        straight = std::make_unique<Indices>(test::source_file("data/studies/sample.toml"));
        streets = std::make_unique<Indices>(test::source_file("data/studies/sample_streets.toml"));
    }
    static void TearDownTestSuite() {
        straight.reset();
        streets.reset();
    }
    static inline std::unique_ptr<Indices> straight, streets;
};

TEST_F(StreetStudy, AcrossTheRiverIsFartherThanItLooks) {
    // Millrace looks over the river at a clinic and a supermarket; the bridges are elsewhere.
    EXPECT_GT((*streets)("99001003300", "clinic_detour"), 3);
    EXPECT_GT((*streets)("99001003300", "supermarket_detour"), 2);
    EXPECT_LE((*streets)("99001003300", "risk_rank"), (*straight)("99001003300", "risk_rank") - 10);
    for (const char* tract : {"99001003002", "99001003400", "99001003500"})
        EXPECT_GT((*streets)(tract, "clinic_nearest_m"),
                  1.3 * (*straight)(tract, "clinic_nearest_m"))
            << tract;
}

TEST_F(StreetStudy, TheRuralCornerIsFartherStill) {
    // By streets 99001022400 is third farthest from a clinic, by straight lines fourth.
    EXPECT_EQ(straight->place("99001022400", "clinic_nearest_m"), 4);
    EXPECT_EQ(streets->place("99001022400", "clinic_nearest_m"), 3);
    for (const char* tract : {"99001022400", "99001023202", "99001023400"}) {
        EXPECT_GT((*streets)(tract, "clinic_nearest_min"), 30) << tract;
        EXPECT_GT((*streets)(tract, "clinic_detour"), 1.3) << tract;
    }
}

TEST_F(StreetStudy, StreetsAreNeverShorterThanTheStraightLine) {
    for (const char* tract : {"99001001602", "99001010100", "99001011200", "99001020801"})
        for (const char* kind : {"clinic", "supermarket"})
            EXPECT_GE((*streets)(tract, std::string(kind) + "_detour"), 1) << tract << kind;
}

TEST_F(StreetStudy, GroupsAreCompared) {
    EXPECT_THAT(streets->groups, HasSubstr("Households without a vehicle"));
    EXPECT_THAT(streets->groups, HasSubstr("Without health insurance"));
    EXPECT_THAT(streets->groups, HasSubstr("mean_nearest_min"));
    EXPECT_EQ(straight->groups.find("mean_nearest_min"), std::string::npos);
}

test::Outcome explain(const std::string& study, const std::string& rest) {
    return test::run_program(".", "explain " + study + " " + rest);
}

TEST_F(StreetStudy, ExplainTellsWhatTheStreetsChange) {
    const std::string study = test::source_file("data/studies/sample_streets.toml").string();
    const auto corner = explain(study, "99001022400");
    EXPECT_THAT(corner.out, HasSubstr("7.48 mi (no. 4)         11.5 mi (no. 3)"));
    const auto millrace = explain(study, "99001003300");
    EXPECT_THAT(millrace.out, HasSubstr("places worse"));
    const auto straight_study =
        explain(test::source_file("data/studies/sample.toml").string(), "99001022400");
    EXPECT_EQ(straight_study.out.find("Travel against"), std::string::npos);
    const auto as_json = explain(study, "99001022400 --json");
    EXPECT_THAT(as_json.out, HasSubstr("\"straight_lines\""));
}

} // namespace
} // namespace tractwise
