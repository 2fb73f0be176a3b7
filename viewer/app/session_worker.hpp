// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"

#include "engine/layer/layer.hpp"
#include "engine/study/session.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace tractwise::viewer {

/// Runs studies on a thread of its own, so that the window never waits.
///
///     SessionWorker worker(catalog, recipe_folders, surface.needs_triangles(), [] { glfwPostEmptyEvent(); });
///     worker.run({.study = document.study, .with_plan = false});
///     if (std::optional<SessionWorker::News> news = worker.news()) show(*news);
///
/// The newest order wins: orders in between are forgotten. A run that computes a plan is stopped by
/// a new order; other stages are let end, so that dragging a slider always shows something.
/// Everything the engine throws ends here, as a Failure; the last good results stay.
class SessionWorker {
public:
    struct Order {
        study::Study study;
        bool with_plan = false; ///< else the run ends with the index
        bool reload = false;    ///< read every source again
    };
    /// What a run gave. `results` is null where it failed.
    struct News {
        std::shared_ptr<const study::Results> results;
        std::shared_ptr<const MapGeometry> geometry;
        std::shared_ptr<const Overlays> overlays;
        bool canceled = false;
        std::optional<Activity::Failure> failure;
    };

    /// `wake` is called from the worker's thread when there is news or progress.
    SessionWorker(const layer::LayerCatalog& catalog,
                  std::vector<std::filesystem::path> recipe_folders, bool triangles,
                  std::function<void()> wake);
    ~SessionWorker(); ///< stops what is running and waits for it
    SessionWorker(const SessionWorker&) = delete;
    SessionWorker& operator=(const SessionWorker&) = delete;

    void run(Order order);
    void cancel();
    /// Forgets all results: the study was closed.
    void close();
    std::optional<News> news(); ///< the newest, once
    bool busy() const;
    void describe(Activity& activity) const; ///< busy, stage, fraction
    /// Waits until nothing is running or ordered; for scripts and tests.
    void wait() const;
    /// The same, but no longer than so many seconds.
    void wait(double seconds) const;

private:
    void work(const std::stop_token& ending);
    News carry_out(const Order& order, const Progress& progress);

    const layer::LayerCatalog& catalog_;
    std::vector<std::filesystem::path> recipe_folders_;
    bool triangles_;
    std::function<void()> wake_;

    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    std::optional<Order> ordered_;
    std::optional<News> news_;
    std::stop_source running_;
    bool busy_ = false, running_plan_ = false, forget_ = false;
    std::string stage_;
    double fraction_ = 0;

    // Of the worker's thread only.
    std::unique_ptr<study::Session> session_;
    std::shared_ptr<const MapGeometry> geometry_;
    std::shared_ptr<const Overlays> overlays_;
    std::string overlays_of_; ///< what [view] said of sources when they were made

    std::jthread thread_; ///< last: it must not outlive what it uses
};

} // namespace tractwise::viewer
