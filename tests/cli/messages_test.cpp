// SPDX-License-Identifier: Apache-2.0
// What went wrong is said as what it is: with the exit code that fits, the place and the way out, and
// never as an internal error.
#include "tests/cli/toy_program.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A variable of the environment while the test runs; programs that it starts have it, too.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name))
            old_ = old;
        ::setenv(name, value, 1);
    }
    ~Variable() {
        if (old_.empty())
            ::unsetenv(name_);
        else
            ::setenv(name_, old_.c_str(), 1);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
    std::string old_;
};

class Messages : public test::ToyProgram {
protected:
    static constexpr const char* kSite =
        "site study.toml --k 1 --within \"1 mile\" --need population "
        "--candidates clinics --quiet ";
    void fails(const std::string& arguments, int exit_code, const std::string& says) const {
        const test::Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome.text();
        EXPECT_THAT(outcome.text(), AllOf(HasSubstr(says), Not(HasSubstr("internal error"))))
            << arguments;
    }
};

TEST_F(Messages, NamesThatAreTooLong) {
    const std::string name(300, 'x');
    fails("run study.toml --quiet --out " + name, 3, "name too long");
    fails("assign --points clinics.csv --tracts tracts.geojson --out " + name + ".csv", 3,
          "cannot write");
    fails("inspect " + name + ".csv", 3, name);
}

TEST_F(Messages, FoldersThatAreNotThere) {
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    {
        const Variable none("TMPDIR", "/nonexistent");
        fails("replay out/run.json", 2, "TMPDIR");
    }
    const Variable data("PROJ_DATA", "/nonexistent"), lib("PROJ_LIB", "/nonexistent");
    fails("run study.toml --quiet", 3, "the data of PROJ");
}

TEST_F(Messages, NumbersThatAreNone) {
    fails(std::string(kSite) + "--time-limit nan", 2, "--time-limit: nan is no number");
    files().write("study.toml", files().read("study.toml") +
                                    "[siting]\nneed = \"population\"\nwithin = \"1 mile\"\nk = 1\n"
                                    "candidates = [\"clinics\"]\nseed = 9007199254740993\n");
    fails("site study.toml", 2, "\"seed\" must be a whole number of at most 2147483647");
    for (const char* seed : {"99999999999999999999999", "2147483648", "1.5", "-1", "one"})
        fails(std::string(kSite) + "--seed " + seed, 2,
              "--seed: must be a whole number from 0 to 2147483647, but is \"" + std::string(seed) +
                  "\"");
}

TEST_F(Messages, RecordsOfOthers) {
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    std::string record = files().read("out/run.json");
    record.replace(record.find("\"source\": \"acs\""), 15, "\"source\": \"b\"");
    files().write("out/run.json", record);
    fails("replay out/run.json", 3, "no source \"b\"");
    files().write("out/run.json", record.substr(0, 300));
    fails("replay out/run.json", 3, "at byte");
}

// A record leads to nothing that its writer did not have: every file is known by its bytes first.
TEST_F(Messages, RecordsThatNameOtherFilesOfThisMachine) {
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    const auto whole = nlohmann::ordered_json::parse(files().read("out/run.json"));
    const auto with_acs_at = [&](const std::string& path) {
        auto record = whole;
        std::string study = record.at("study");
        const std::string here = (folder() / "acs.csv").string();
        study.replace(study.find(here), here.size(), path);
        record["study"] = study;
        return record;
    };
    files().write("out/run.json", with_acs_at("/dev/zero").dump());
    fails("replay out/run.json", 3, "is no file but a device");
    files().write("private.csv", "GEOID,E_TOTPOP,M_TOTPOP\n99001000100,secret,0\n");
    auto record = with_acs_at((folder() / "private.csv").string());
    files().write("out/run.json", record.dump());
    fails("replay out/run.json", 3, "the input of source \"acs\" has changed since the run");
    for (auto input = record["inputs"].begin(); input != record["inputs"].end(); ++input)
        if (input->at("source") == "acs") {
            record["inputs"].erase(input);
            break;
        }
    files().write("out/run.json", record.dump());
    fails("replay out/run.json", 3, "says no SHA-256 of the file of source \"acs\"");
}

TEST_F(Messages, FilesOfTwoRunsAreNoRun) {
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    files().write("out/.tractwise-out-k3XbQ9/new/audit.csv", "of the run that was killed");
    files().write("out/.tractwise-out-k3XbQ9/to-do", "0\n+audit.csv\n.\n");
    fails("replay out/run.json", 3, "the files here are of two runs");
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    EXPECT_EQ(run("replay out/run.json").exit_code, 0);
}

TEST_F(Messages, IndicesOfAnotherRunBesideTheRecordAreNamed) {
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    files().write("out/indices.xlsx", "of last year");
    fails("replay out/run.json", 3, "not of this run: indices.xlsx");
}

TEST_F(Messages, ControlCodesAreShownAndNotObeyed) {
    const test::Outcome outcome = run("inspect \"a\x1b[2Jb.csv\"");
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("a\\x1b[2Jb.csv"), Not(HasSubstr("\x1b"))));
}

TEST_F(Messages, ServersNeedConsentInEveryCommand) {
    std::string study = files().read("study.toml");
    study.replace(study.find("\"acs.csv\""), 9, "\"https://example.invalid/acs.csv\"");
    files().write("away.toml", study);
    for (const char* command :
         {"run away.toml", "check away.toml", "explain away.toml 99001000100"})
        fails(command, 2, "\"acs\" (https://example.invalid/acs.csv)");
    fails("inspect PG:dbname=x", 2, "--allow-network");
    ASSERT_EQ(run("run study.toml --quiet").exit_code, 0);
    std::string record = files().read("out/run.json");
    const std::string here = (folder() / "acs.csv").string();
    for (auto at = record.find(here); at != std::string::npos; at = record.find(here))
        record.replace(at, here.size(), "https://example.invalid/acs.csv");
    files().write("out/run.json", record);
    const test::Outcome replayed = run("replay out/run.json");
    EXPECT_NE(replayed.exit_code, 0);
    EXPECT_THAT(replayed.text(), Not(HasSubstr("identical")));
}

TEST_F(Messages, TractsInOneAnotherAndTractsWithoutArea) {
    std::string tracts = files().read("tracts.geojson");
    const std::string first = "-97.0000,39.0000],[-96.9884,39.0000],[-96.9884,39.0090]";
    ASSERT_NE(tracts.find(first), std::string::npos);
    std::string wide = tracts;
    wide.replace(wide.find(first), first.size(),
                 "-97.0000,39.0000],[-96.9600,39.0000],[-96.9600,39.0090]");
    files().write("tracts.geojson", wide);
    EXPECT_THAT(run("check study.toml").text(), HasSubstr("tracts-overlap"));
    std::string flat = tracts;
    flat.replace(flat.find(first), first.size(),
                 "-97.0000,39.0000],[-96.9884,39.0000],[-96.9942,39.0000]");
    flat.replace(flat.find("[-97.0000,39.0090]"), 18, "[-97.0000,39.0000]");
    files().write("tracts.geojson", flat);
    EXPECT_THAT(run("check study.toml").text(), HasSubstr("tract-without-area"));
}

} // namespace
} // namespace tractwise
