// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/background_work.hpp"
#include "viewer/map/found_clusters.hpp"
#include "viewer/snapshot.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tractwise::viewer {

/// Finds clusters beside the window's thread.
///
///     maker.want({columns, "poverty_share", choice});      // as often as one likes: equal orders are one
///     if (maker.look()) remake_scene();                    // in each frame: something has come
///     if (auto found = maker.found(*columns, "poverty_share")) show(*found);
///
/// A new order stops what is being found for another one. Where only the question is another one, what was found before
/// stays until the answer is there: it is of the same numbers, and says how it was asked.
class ClusterMaker {
public:
    struct Order {
        std::shared_ptr<const study::ResultColumns> columns;
        std::string column;
        report::ClusterChoice choice;
    };

    void want(Order order);
    void forget(); ///< nothing is wanted: another map is shown, or no study
    void stop();   ///< the order is given up, until again() or another order
    void again();
    /// Takes what has come; true where there is something new to show or to say.
    bool look();
    void wait() const { work_.wait(); } ///< until nothing is being found; look() then
    void wait(double seconds) const { work_.wait(seconds); } ///< the same, but no longer

    bool busy() const { return work_.busy(); }
    bool stopped() const { return stopped_; }
    double fraction() const { return work_.fraction(); }
    /// What was found last, where it is of these numbers; else null.
    std::shared_ptr<const FoundClusters> found(const study::ResultColumns& columns,
                                               const std::string& column) const;
    /// Why the order that is wanted has no answer.
    const std::optional<Activity::Failure>& failure() const { return failure_; }

private:
    void start();

    std::optional<Order> wanted_;
    std::shared_ptr<const FoundClusters> found_;
    std::optional<Activity::Failure> failure_;
    bool answered_ = false; ///< the order is carried out, well or not, or is being so
    bool stopped_ = false;
    BackgroundWork<FoundClusters> work_;
};

} // namespace tractwise::viewer
