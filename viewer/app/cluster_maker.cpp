// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/cluster_maker.hpp"

#include <utility>

namespace tractwise::viewer {

void ClusterMaker::want(Order order) {
    if (wanted_ && wanted_->choice == order.choice && wanted_->column == order.column &&
        same_numbers(*wanted_->columns, *order.columns, order.column))
        return;
    wanted_ = std::move(order);
    failure_.reset();
    answered_ = stopped_ = false;
    work_.stop();
    start();
}

void ClusterMaker::start() {
    // What is being found for another order is waited for in look(): a thread that was told to stop needs a moment.
    if (work_.busy() || !wanted_ || answered_ || stopped_)
        return;
    answered_ = true;
    work_.start([order = *wanted_](const Progress& progress) {
        return find_clusters_of(order.columns, order.column, order.choice, progress);
    });
}

bool ClusterMaker::look() {
    auto outcome = work_.take();
    if (!outcome)
        return false;
    if (!answered_ || !wanted_ || stopped_) { // it was of an order that is not wanted any more
        start();
        return stopped_;
    }
    failure_ = std::move(outcome->failure);
    if (outcome->result || failure_)
        found_ = std::move(outcome->result);
    return true;
}

void ClusterMaker::forget() {
    wanted_.reset();
    found_.reset();
    failure_.reset();
    answered_ = stopped_ = false;
    work_.stop();
}

void ClusterMaker::stop() {
    if (!work_.busy() || !wanted_)
        return;
    stopped_ = true;
    work_.stop();
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
