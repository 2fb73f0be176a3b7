// SPDX-License-Identifier: Apache-2.0
#include "python/background.hpp"

#include "engine/core/error.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace tractwise::python {
namespace {

namespace py = pybind11;

constexpr std::chrono::milliseconds kBetweenSignals{100};

/// What the two threads tell each other.
struct Exchange {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<std::pair<std::string, double>> report; ///< set until it has been delivered
    bool done = false;

    /// On the thread that works, or on several: hands a report over and waits until it was taken.
    void hand_over(std::string_view stage, double fraction) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return !report; });
        report.emplace(stage, fraction);
        changed.notify_all();
        changed.wait(lock, [&] { return !report; });
    }
};

} // namespace

void in_background(const py::object& callback, const std::function<void(const Progress&)>& work) {
    Exchange exchange;
    std::stop_source stop;
    Progress progress{nullptr, stop.get_token()};
    if (!callback.is_none())
        progress.report = [&](std::string_view stage, double fraction) {
            exchange.hand_over(stage, fraction);
        };
    std::exception_ptr failure, raised; // by the work, by Python
    bool refused = false;               // the callback returned False

    // With the GIL: what Python has to say about a report, or about signals.
    const auto ask_python = [&](const std::optional<std::pair<std::string, double>>& report) {
        const py::gil_scoped_acquire gil;
        try {
            if (PyErr_CheckSignals() != 0)
                throw py::error_already_set();
            if (report)
                refused = callback(report->first, report->second).is(py::bool_(false));
        } catch (...) {
            raised = std::current_exception();
        }
        if (refused || raised)
            stop.request_stop();
    };

    {
        const py::gil_scoped_release no_gil;
        std::thread worker([&] {
            try {
                work(progress);
            } catch (...) {
                failure = std::current_exception();
            }
            const std::scoped_lock lock(exchange.mutex);
            exchange.done = true;
            exchange.changed.notify_all();
        });
        std::unique_lock lock(exchange.mutex);
        while (!exchange.done) {
            exchange.changed.wait_for(lock, kBetweenSignals,
                                      [&] { return exchange.done || exchange.report; });
            if (exchange.done)
                break;
            const auto report = exchange.report;
            lock.unlock();
            if (!stop.stop_requested())
                ask_python(report);
            lock.lock();
            if (report) {
                exchange.report.reset();
                exchange.changed.notify_all();
            }
        }
        lock.unlock();
        worker.join();
    }
    if (raised)
        std::rethrow_exception(raised);
    if (failure)
        std::rethrow_exception(failure);
    if (refused) // at a report behind which nothing looked for a stop any more
        throw Error(ErrorKind::Canceled, "stopped on request");
}

} // namespace tractwise::python
