// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include "engine/stats/summary.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// How values become classes: method, number, breaks on a histogram, and the lock that keeps them.
class ClassEditor {
public:
    void draw(PanelContext& in);

    /// "10, 20, 40" in the unit that a person reads -> {0.1, 0.2, 0.4}; nothing where a word of it
    /// is no number or the numbers do not ascend.
    static std::optional<std::vector<double>> parse_breaks(const std::string& text, double factor);

private:
    void draw_lock(PanelContext& in) const;
    void draw_method(PanelContext& in);
    void draw_odd(PanelContext& in);
    void draw_histogram(PanelContext& in);
    void draw_own(PanelContext& in);
    void refresh(const Snapshot& shown);

    // The histogram of the column on the map, made again with new results or another column.
    std::weak_ptr<const study::ResultColumns> made_for_;
    std::string column_;
    stats::Histogram histogram_;

    std::string own_text_;       ///< as it is typed
    std::vector<double> own_of_; ///< the breaks that it was written from
    double own_factor_ = 0;
    bool own_refused_ = false;

    std::uint64_t odd_of_ = ~std::uint64_t{0}; ///< scene that these were found for
    double odd_share_ = 0; ///< of the tracts in the fullest class; 0: nothing odd
    std::optional<stats::Method> better_;
};

} // namespace tractwise::viewer
