// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include "engine/plan/results.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::viewer {

/// The stops of a scenario on a map that shows whom it reaches; nothing can be moved there.
///
///     if (const auto scenario = ScenarioOverlay::shown_by(siting, scene.column))
///         overlay.show(*scenario);                    // its own stops, in place of the plan's
///     overlay.show("partners", "plan");               // a difference: gained full, given up hollow
class ScenarioOverlay final : public MapOverlay {
public:
    /// The scenario whose reach this column is; nothing for the plan itself, whose stops can be moved,
    /// and for every other column.
    static std::optional<std::string> shown_by(const plan::SitingResults& siting,
                                               std::string_view column);
    void show(std::string scenario, std::string instead_of = {});
    bool take(const MapInput& input, PanelContext& in) override;
    void draw(ImDrawList& list, ImVec2 origin, PanelContext& in) override;

private:
    std::string scenario_, instead_of_;
    std::optional<std::uint32_t> hovered_; ///< site
    int taken_in_frame_ = -1;
};

} // namespace tractwise::viewer
