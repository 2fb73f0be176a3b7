// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/console.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tractwise::cli {
namespace {

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
                fmt::print(stderr, "{:>4.0f} %  {}\n", at * 100, now);
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
        fmt::print(stderr, "\r\x1b[K[{}] {:>3.0f} %  {}", bar, at * 100, now);
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
        while (!ended.stop_requested()) {
            if (interrupted)
                stop.request_stop();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    progress_.stop = sink_->stop.get_token();
    progress_.report = [sink = sink_.get()](std::string_view stage, double fraction) {
        sink->report(stage, fraction);
    };
}

ConsoleProgress::~ConsoleProgress() {
    finish();
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void ConsoleProgress::finish() {
    const std::lock_guard lock(sink_->mutex);
    if (sink_->drawn)
        fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    sink_->drawn = false;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_json(const nlohmann::ordered_json& json) {
    print(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

} // namespace tractwise::cli
