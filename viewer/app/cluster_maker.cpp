// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/cluster_maker.hpp"

#include "engine/core/error.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {

void ClusterMaker::want(Order order) {
    if (wanted_ && wanted_->choice == order.choice && wanted_->column == order.column &&
        same_numbers(*wanted_->columns, *order.columns, order.column))
        return;
    wanted_ = std::move(order);
    failure_.reset();
    answered_ = stopped_ = false;
    running_.request_stop();
    start();
}

void ClusterMaker::start() {
    // What is being found for another order is waited for in look(): a thread that was told to stop needs a moment.
    if (coming_ || !wanted_ || answered_ || stopped_)
        return;
    answered_ = true;
    fraction_ = 0;
    running_ = std::stop_source();
    Progress progress;
    progress.stop = running_.get_token();
    progress.report = [this](std::string_view, double fraction) { fraction_ = fraction; };
    coming_ = std::async(std::launch::async, [order = *wanted_, progress] {
        Outcome outcome;
        try {
            outcome.found = std::make_shared<const FoundClusters>(
                find_clusters_of(order.columns, order.column, order.choice, progress));
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Canceled)
                outcome.failure = Activity::Failure{error.message(), error.where(), error.hint()};
        } catch (const std::exception& error) {
            outcome.failure =
                Activity::Failure{fmt::format("the program failed: {}", error.what()), {}, {}};
        }
        return outcome;
    });
}

bool ClusterMaker::look() {
    if (!coming_ || coming_->wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return false;
    Outcome outcome = coming_->get();
    coming_.reset();
    if (!answered_ || !wanted_ || stopped_) { // it was of an order that is not wanted any more
        start();
        return stopped_;
    }
    failure_ = std::move(outcome.failure);
    if (outcome.found || failure_)
        found_ = std::move(outcome.found);
    return true;
}

void ClusterMaker::wait() const {
    if (coming_)
        coming_->wait();
}

void ClusterMaker::wait(double seconds) const {
    if (coming_)
        coming_->wait_for(std::chrono::duration<double>(seconds));
}

void ClusterMaker::forget() {
    wanted_.reset();
    found_.reset();
    failure_.reset();
    answered_ = stopped_ = false;
    running_.request_stop();
}

void ClusterMaker::stop() {
    if (!coming_ || !wanted_)
        return;
    stopped_ = true;
    running_.request_stop();
}

void ClusterMaker::again() {
    answered_ = stopped_ = false;
    failure_.reset();
    start();
}

std::shared_ptr<const FoundClusters> ClusterMaker::found(const study::ResultColumns& columns,
                                                         const std::string& column) const {
    return found_ && found_->belongs_to(columns, column) ? found_ : nullptr;
}

} // namespace tractwise::viewer
