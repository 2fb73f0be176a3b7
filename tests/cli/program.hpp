// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tractwise::test {

/// What one call of the program left behind.
struct Outcome {
    int exit_code = -1; ///< 128 + signal where it was killed by one
    std::string out, err;
    std::string text() const { return out + err; }
};

/// Runs the real program in `folder`; arguments stand apart by blanks, "two words" keep together.
///
///     const Outcome run = run_program(toy.folder.path(), "run study.toml --out out");
Outcome run_program(const std::filesystem::path& folder, const std::string& arguments);

/// The same without waiting, for tests that send signals. wait() reaps it, or kills it after 60 s.
class StartedProgram {
public:
    StartedProgram(const std::filesystem::path& folder, const std::string& arguments);
    ~StartedProgram();
    StartedProgram(const StartedProgram&) = delete;
    StartedProgram& operator=(const StartedProgram&) = delete;

    bool running();         ///< reaps it where it has ended
    void interrupt() const; ///< as Ctrl-C does
    void terminate() const; ///< as the system does
    Outcome wait();

private:
    std::filesystem::path folder_, out_, err_;
    pid_t pid_ = -1;
    int status_ = -1;
    bool ended_ = false;
};

/// One line of a table: arguments -> exit code and texts that stdout or stderr contain.
struct Case {
    const char* arguments;
    int exit_code;
    std::vector<const char*> says;
};
/// Runs every line in `folder` and reports each one that differs.
void expect_all(const std::filesystem::path& folder, std::initializer_list<Case> cases);

} // namespace tractwise::test
