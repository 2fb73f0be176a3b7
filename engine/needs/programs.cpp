// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/programs.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tractwise::needs {
namespace {

constexpr double kPrintSeconds = 120;

/// The address of a file, with what an address cannot hold written as %XX.
std::string file_address(const std::filesystem::path& file) {
    constexpr std::string_view kPlain = "/-_.~";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string address = "file://";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (is_letter(c) || is_digit(c) || kPlain.find(c) != std::string_view::npos) {
            address += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            address += '%';
            address += kHex[byte >> 4U];
            address += kHex[byte & 15U];
        }
    }
    return address;
}

} // namespace

ScratchFolder::ScratchFolder() {
    std::string form = (std::filesystem::temp_directory_path() / "tractwise-XXXXXX").string();
    if (mkdtemp(form.data()) == nullptr)
        throw Error(ErrorKind::Input, "a folder for passing files cannot be made",
                    {.where = form, .hint = "TMPDIR names where"});
    path_ = form;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::optional<std::string> find_program(const std::vector<std::string>& names) {
    const char* path = std::getenv("PATH");
    for (const std::string& name : names)
        for (const std::string& folder : split(path != nullptr ? path : "", ':')) {
            const std::string program = (std::filesystem::path(folder) / name).string();
            if (!folder.empty() && ::access(program.c_str(), X_OK) == 0)
                return program;
        }
    return std::nullopt;
}

bool run_program(const std::string& program, const std::vector<std::string>& arguments,
                 double seconds) {
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
    // A group of its own: a browser is several processes, and all of them are to end.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    pid_t child = 0;
    const int failed =
        posix_spawn(&child, program.c_str(), &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return false;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(-child, SIGKILL);
            waitpid(child, &status, 0);
            return false;
        }
        constexpr auto kNap = std::chrono::milliseconds(10);
        std::this_thread::sleep_for(kNap);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::optional<Printer> print_pdf(const std::filesystem::path& html,
                                 const std::filesystem::path& pdf) {
    AtomicFile file(pdf);
    const auto is_there = [&] {
        std::error_code unknown;
        return std::filesystem::file_size(file.temporary(), unknown) > 0 && !unknown;
    };
    if (const auto chromium = find_program(
            {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"})) {
        const ScratchFolder profile;
        std::vector<std::string> arguments = {"--headless",
                                              "--disable-gpu",
                                              "--no-first-run",
                                              "--disable-extensions",
                                              "--disable-background-networking",
                                              "--host-resolver-rules=MAP * ~NOTFOUND",
                                              "--no-pdf-header-footer",
                                              "--generate-pdf-document-outline",
                                              "--user-data-dir=" + profile.path().string(),
                                              "--print-to-pdf=" + file.temporary().string(),
                                              file_address(html)};
        if (geteuid() == 0) // its sandbox refuses to run for root
            arguments.insert(arguments.begin(), "--no-sandbox");
        if (run_program(*chromium, arguments, kPrintSeconds) && is_there()) {
            file.commit();
            return Printer{"Chromium", true};
        }
    }
    if (const auto weasyprint = find_program({"weasyprint"}))
        if (run_program(*weasyprint,
                        {std::filesystem::absolute(html).string(), file.temporary().string()},
                        kPrintSeconds) &&
            is_there()) {
            file.commit();
            return Printer{"WeasyPrint", false};
        }
    return std::nullopt;
}

} // namespace tractwise::needs
