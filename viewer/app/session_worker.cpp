// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/session_worker.hpp"

#include "engine/core/error.hpp"

#include <chrono>
#include <exception>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using Clock = std::chrono::steady_clock;

/// What [view] says of sources that lie over the tracts.
std::string names_of_view(const study::Study& study) {
    std::string names;
    for (const char* key : {"streets", "water", "places"})
        names += study.view.text(key, "") + ";";
    return names;
}

Activity::Failure as_failure(const Error& error) {
    return {error.message(), error.where(), error.hint()};
}

} // namespace

SessionWorker::SessionWorker(const layer::LayerCatalog& catalog,
                             std::vector<std::filesystem::path> recipe_folders, bool triangles,
                             std::function<void()> wake)
    : catalog_(catalog), recipe_folders_(std::move(recipe_folders)), triangles_(triangles),
      wake_(std::move(wake)), thread_([this](const std::stop_token& ending) { work(ending); }) {}

SessionWorker::~SessionWorker() {
    cancel();
    thread_.request_stop();
    changed_.notify_all();
}

void SessionWorker::run(Order order) {
    {
        const std::lock_guard lock(mutex_);
        // An order to solve or to read again that was not begun yet is not forgotten.
        if (ordered_) {
            order.with_plan = order.with_plan || ordered_->with_plan;
            order.reload = order.reload || ordered_->reload;
        }
        ordered_ = std::move(order);
        if (running_plan_)
            running_.request_stop();
    }
    changed_.notify_all();
}

void SessionWorker::cancel() {
    const std::lock_guard lock(mutex_);
    ordered_.reset();
    running_.request_stop();
}

void SessionWorker::close() {
    const std::lock_guard lock(mutex_);
    ordered_.reset();
    running_.request_stop();
    news_.reset();
    forget_ = true;
}

std::optional<SessionWorker::News> SessionWorker::news() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, std::nullopt);
}

bool SessionWorker::busy() const {
    const std::lock_guard lock(mutex_);
    return busy_ || ordered_.has_value();
}

void SessionWorker::describe(Activity& activity) const {
    const std::lock_guard lock(mutex_);
    activity.busy = busy_ || ordered_.has_value();
    activity.stage = stage_;
    activity.fraction = fraction_;
}

void SessionWorker::wait() const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !busy_ && !ordered_; });
}

void SessionWorker::wait(double seconds) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double>(seconds),
                      [&] { return !busy_ && !ordered_; });
}

void SessionWorker::work(const std::stop_token& ending) {
    while (true) {
        Order order;
        Progress progress;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, ending, [&] { return ordered_.has_value(); }))
                return;
            order = std::move(*ordered_);
            ordered_.reset();
            if (std::exchange(forget_, false)) {
                session_.reset();
                geometry_.reset();
                overlays_.reset();
            }
            running_ = std::stop_source();
            busy_ = true;
            running_plan_ = order.with_plan && order.study.siting.has_value();
            stage_.clear();
            fraction_ = 0;
            progress.stop = running_.get_token();
        }
        // A bar that moves ten times a second is enough: more pictures would only take the processor
        // from the work that they show.
        progress.report = [this, shown = Clock::time_point()](std::string_view stage,
                                                              double fraction) mutable {
            {
                const std::lock_guard lock(mutex_);
                stage_ = stage;
                fraction_ = fraction;
            }
            if (const auto now = Clock::now(); now - shown > std::chrono::milliseconds(100)) {
                shown = now;
                wake_();
            }
        };
        News news = carry_out(order, progress);
        {
            const std::lock_guard lock(mutex_);
            busy_ = running_plan_ = false;
            // A run stopped by a newer order is no news.
            if (!forget_ && !(news.canceled && ordered_))
                news_ = std::move(news);
        }
        changed_.notify_all();
        wake_();
    }
}

SessionWorker::News SessionWorker::carry_out(const Order& order, const Progress& progress) {
    News news;
    try {
        if (!session_ || order.reload) {
            session_ = std::make_unique<study::Session>(catalog_, recipe_folders_);
            overlays_.reset();
        }
        session_->update(order.study);
        news.results =
            session_->run(progress.part(0, 0.7), order.with_plan ? study::Session::Stage::Siting
                                                                 : study::Session::Stage::Index);
        if (!geometry_ || geometry_->tracts != news.results->tracts)
            geometry_ = MapGeometry::of(news.results->tracts, triangles_, progress.part(0.7, 0.9));
        // Where sources, layers or tracts have changed, the places are other ones.
        if (const std::string names = names_of_view(order.study);
            !overlays_ || overlays_->lists != news.results->places || names != overlays_of_) {
            overlays_ = std::make_shared<const Overlays>(
                make_overlays(*news.results, geometry_->projection, progress.part(0.9, 1.0)));
            overlays_of_ = names;
        }
        news.geometry = geometry_;
        news.overlays = overlays_;
    } catch (const Error& error) {
        news.results.reset();
        news.canceled = error.kind() == ErrorKind::Canceled;
        news.failure = as_failure(error);
    } catch (const std::exception& error) {
        // Not ours to explain, but no reason to lose the user's work.
        news.results.reset();
        news.failure =
            Activity::Failure{fmt::format("the program failed: {}", error.what()), {}, {}};
    }
    return news;
}

} // namespace tractwise::viewer
