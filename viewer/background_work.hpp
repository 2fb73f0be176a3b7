// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"

#include "engine/core/error.hpp"
#include "engine/core/progress.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {

/// One piece of work beside the window's thread, at a time.
///
///     BackgroundWork<FoundClusters> work;
///     work.start([order](const Progress& progress) { return find_clusters_of(order, progress); });
///     if (auto outcome = work.take()) show(outcome->result);        // in each frame
///     work.stop();                                                  // take() gives an outcome without a result
///
/// What `start` is given must own all that it reads. Everything the engine throws ends here, as a Failure; what was
/// stopped gives neither result nor failure. The destructor stops what is running and waits for it.
template <typename Result>
class BackgroundWork {
public:
    struct Outcome {
        std::shared_ptr<const Result> result;
        std::optional<Activity::Failure> failure;
    };
    BackgroundWork() = default;
    ~BackgroundWork() { stop(); }
    BackgroundWork(const BackgroundWork&) = delete;
    BackgroundWork& operator=(const BackgroundWork&) = delete;

    /// Only while nothing is busy.
    template <typename Work>
    void start(Work work) {
        fraction_ = 0;
        running_ = std::stop_source();
        Progress progress;
        progress.stop = running_.get_token();
        progress.report = [this](std::string_view, double fraction) { fraction_ = fraction; };
        coming_ = std::async(std::launch::async, [work = std::move(work), progress] {
            Outcome outcome;
            try {
                outcome.result = std::make_shared<const Result>(work(progress));
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::Canceled)
                    outcome.failure =
                        Activity::Failure{error.message(), error.where(), error.hint()};
            } catch (const std::exception& error) {
                outcome.failure =
                    Activity::Failure{fmt::format("the program failed: {}", error.what()), {}, {}};
            }
            return outcome;
        });
    }
    void stop() { running_.request_stop(); } ///< it needs a moment: busy() until take()
    /// What has come, once.
    std::optional<Outcome> take() {
        if (!coming_ || coming_->wait_for(std::chrono::seconds(0)) != std::future_status::ready)
            return std::nullopt;
        Outcome outcome = coming_->get();
        coming_.reset();
        return outcome;
    }
    void wait() const { ///< until there is something to take
        if (coming_)
            coming_->wait();
    }
    void wait(double seconds) const { ///< the same, but no longer
        if (coming_)
            coming_->wait_for(std::chrono::duration<double>(seconds));
    }
    bool busy() const { return coming_.has_value(); } ///< something runs or was not taken
    double fraction() const { return fraction_; }

private:
    std::atomic<double> fraction_ = 0;
    std::stop_source running_;
    std::optional<std::future<Outcome>> coming_; ///< last: it ends first
};

} // namespace tractwise::viewer
