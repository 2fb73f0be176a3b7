// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/background_work.hpp"
#include "viewer/panel.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/report/stability.hpp"
#include "engine/study/results.hpp"

#include <memory>
#include <optional>

namespace tractwise::viewer {

/// How firm the worst tenth of the index on the screen is, asked for by hand and found beside the window's thread.
///
///     section.draw(in);                // in each frame with an index on the screen; looks for what has come
///     section.forget();                // in each frame without one
///
/// An index that changes while it is asked about stops the search. What was found for the index before the change stays,
/// and says so, until it is asked for again; that of other tracts goes. The numbers are those of `tractwise stability`.
class FirmnessSection {
public:
    void draw(PanelContext& in);
    void forget();
    void wait() const { work_.wait(); } ///< until nothing is being found; for tests
    bool busy() const { return work_.busy(); }
    /// What was found last; null before.
    const report::Stability* found() const { return found_ ? &found_->stability : nullptr; }
    /// It is of the index that was drawn last.
    bool is_current() const { return current_; }

private:
    struct Found {
        std::shared_ptr<const study::Results> results; ///< that it is of
        report::Stability stability;
        report::WorstTenthHold hold;
        Diagnostics diagnostics;
    };
    enum class Ended { Well, ByHand, Overtaken };

    void follow(const std::shared_ptr<const study::Results>& results);
    void start(const std::shared_ptr<const study::Results>& results);
    void draw_asking(PanelContext& in);
    void draw_found(PanelContext& in) const;
    void draw_choices(PanelContext& in) const;
    void draw_factors(PanelContext& in) const;

    std::shared_ptr<const study::Results> drawn_, asked_; ///< on the screen; that the search is of
    std::shared_ptr<const Found> found_;
    std::optional<Activity::Failure> failure_;
    Ended ended_ = Ended::Well;
    bool current_ = false;
    BackgroundWork<Found> work_;
};

} // namespace tractwise::viewer
