// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/program.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tractwise::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split_arguments(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false, started = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
            started = true;
        } else if (c == ' ' && !quoted) {
            if (started)
                words.push_back(word);
            word.clear();
            started = false;
        } else {
            word += c;
            started = true;
        }
    }
    if (started)
        words.push_back(word);
    return words;
}

} // namespace

StartedProgram::StartedProgram(const fs::path& folder, const std::string& arguments) {
    static std::atomic<int> counter{0};
    // Beside the folder, not in it: tests look at what the program leaves there.
    folder_ = fs::path(TRACTWISE_TEST_TMP) / fmt::format("said-{}-{}", ::getpid(), counter++);
    fs::create_directories(folder_);
    out_ = folder_ / "out";
    err_ = folder_ / "err";
    std::vector<std::string> words = split_arguments(arguments);
    words.insert(words.begin(), TRACTWISE_PROGRAM);
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0)
        throw std::runtime_error("cannot fork");
    if (pid_ == 0) { // only calls that are safe between fork and exec
        const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        const int out = ::open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const int err = ::open(err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (in < 0 || out < 0 || err < 0 || ::chdir(folder.c_str()) != 0)
            ::_exit(97);
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        ::execv(pointers.front(), pointers.data());
        ::_exit(98);
    }
}

StartedProgram::~StartedProgram() {
    if (running()) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status_, 0);
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

bool StartedProgram::running() {
    if (!ended_ && ::waitpid(pid_, &status_, WNOHANG) != 0)
        ended_ = true;
    return !ended_;
}

void StartedProgram::interrupt() const {
    if (!ended_)
        ::kill(pid_, SIGINT);
}

void StartedProgram::terminate() const {
    if (!ended_)
        ::kill(pid_, SIGTERM);
}

Outcome StartedProgram::wait() {
    using namespace std::chrono_literals;
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (running()) {
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "the program did not end";
            ::kill(pid_, SIGKILL);
        }
        std::this_thread::sleep_for(1ms);
    }
    Outcome outcome{WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_),
                    read_text_file(out_), read_text_file(err_)};
    return outcome;
}

Outcome run_program(const fs::path& folder, const std::string& arguments) {
    return StartedProgram(folder, arguments).wait();
}

void expect_all(const fs::path& folder, std::initializer_list<Case> cases) {
    for (const Case& line : cases) {
        SCOPED_TRACE(std::string("tractwise ") + line.arguments);
        const Outcome outcome = run_program(folder, line.arguments);
        EXPECT_EQ(outcome.exit_code, line.exit_code) << outcome.text();
        for (const char* text : line.says)
            EXPECT_THAT(outcome.text(), testing::HasSubstr(text));
    }
}

} // namespace tractwise::test
