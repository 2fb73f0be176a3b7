// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/console.hpp"

#include "engine/core/error.hpp"
#include "engine/core/work_folder.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <system_error>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tractwise::cli {
namespace {

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a signal handler knows nothing else
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

extern "C" void on_interrupt(int) {
    if (interrupted.exchange(true))
        ::_exit(130); // the second Ctrl-C does not wait
}

} // namespace

struct ConsoleProgress::Sink {
    bool terminal = ::isatty(STDERR_FILENO) != 0;
    bool quiet = false;
    bool drawn = false;
    std::string stage;
    double fraction = -1;
    std::mutex mutex;
    std::stop_source stop;
    std::jthread watcher;

    void report(std::string_view now, double at) {
        const std::lock_guard lock(mutex);
        if (quiet)
            return;
        if (!terminal) {
            if (stage != now)
                fmt::print(stderr, "{:>4.0f} %  {}\n", at * 100, printable(now));
            stage = now;
            return;
        }
        if (stage == now && at < fraction + 0.005)
            return;
        stage = now;
        fraction = at;
        constexpr int width = 30;
        const int full = static_cast<int>(at * width);
        std::string bar(static_cast<std::size_t>(full), '#');
        bar.append(static_cast<std::size_t>(width - full), '.');
        fmt::print(stderr, "\r\x1b[K[{}] {:>3.0f} %  {}", bar, at * 100, printable(now));
        std::fflush(stderr);
        drawn = true;
    }
};

ConsoleProgress::ConsoleProgress(bool quiet) : sink_(std::make_shared<Sink>()) {
    sink_->quiet = quiet;
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
    // A signal handler may only set a flag; this thread carries it to the stop token.
    sink_->watcher = std::jthread([stop = sink_->stop](const std::stop_token& ended) mutable {
        constexpr auto nap = std::chrono::milliseconds(20),
                       patience = std::chrono::milliseconds(300);
        auto waited = std::chrono::milliseconds(0);
        for (; !ended.stop_requested(); std::this_thread::sleep_for(nap)) {
            if (!interrupted)
                continue;
            stop.request_stop();
            // What does not look at the token (a library, the sum of a large table) is not waited for.
            if ((waited += nap) > patience) {
                end_process(static_cast<int>(ErrorKind::Canceled), [](bool written) {
                    fmt::print(stderr, "\ntractwise: stopped on request{}\n",
                               written ? "" : "; nothing was written");
                });
            }
        }
    });
    progress_.stop = sink_->stop.get_token();
    progress_.report = [sink = sink_.get()](std::string_view stage, double fraction) {
        sink->report(stage, fraction);
    };
}

// The handlers stay: what has written its files ends as finished (0) although someone asks it to stop while it cleans up;
// who asks twice is not kept waiting.
ConsoleProgress::~ConsoleProgress() {
    finish();
}

void ConsoleProgress::finish() {
    const std::lock_guard lock(sink_->mutex);
    if (sink_->drawn)
        fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    sink_->drawn = false;
}

std::string printable(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c1 = byte == 0xC2 && i + 1 < text.size() &&
                           static_cast<unsigned char>(text[i + 1]) < 0xA0 &&
                           static_cast<unsigned char>(text[i + 1]) >= 0x80;
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F)
            shown += fmt::format("\\x{:02x}", byte);
        else if (is_c1)
            shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
        else
            shown += text[i];
    }
    return shown;
}

void print(const std::string& text) {
    const std::string shown = printable(text);
    std::fwrite(shown.data(), 1, shown.size(), stdout);
}

void print_error(const std::string& text) {
    fmt::print(stderr, "tractwise: {}\n", printable(text));
}

void require_printed() {
    std::cout.flush();
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0 || !std::cout;
    if (failed)
        throw Error(ErrorKind::Input,
                    "cannot write standard output: " + std::generic_category().message(errno),
                    {.hint = "is the disk full that it goes to?"});
}

void print_json(const nlohmann::ordered_json& json) {
    print(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

} // namespace tractwise::cli
