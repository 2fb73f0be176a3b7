// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/chart_data.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tractwise::viewer {

/// A point a tract, as scatter plots show and select them: many as a density, the selected ones and those under the
/// mouse marked; a drag selects by a box, a click one tract.
///
///     cloud.place(xs, ys, axis_x, axis_y, area, version, in);  // again only where one of them has changed
///     cloud.draw(in, area);
///     cloud.draw_marks(in, area);
///     if (const auto row = cloud.act(in, area)) chart_tooltip(...);
///
/// Cost of a frame: a rectangle a point up to kMostPoints, a rectangle a cell of 3 units beyond.
class PointCloud {
public:
    /// More points than this are drawn as a density.
    static constexpr std::size_t kMostPoints = 6000;

    /// `version` grows where the values or the axes' ends have changed. NaN and infinite values have no place.
    void place(std::span<const double> xs, std::span<const double> ys, const ui::Axis& across,
               const ui::Axis& up, const ChartArea& area, std::uint64_t version,
               const PanelContext& in);

    /// How a tract is drawn while nothing is selected.
    struct Look {
        ImU32 color = 0;
        bool stands_out =
            false; ///< over the others; of a density, it decides the color of its cell
    };
    /// Without `look` all tracts are alike.
    void draw(PanelContext& in, const ChartArea& area,
              const std::function<Look(std::uint32_t)>& look = {});
    void draw_marks(PanelContext& in, const ChartArea& area) const;
    /// The tract under the mouse, while no box is drawn.
    std::optional<std::uint32_t> act(PanelContext& in, const ChartArea& area);

    std::size_t count() const { return count_; } ///< points that have a place

private:
    void draw_points(PanelContext& in, const ChartArea& area,
                     const std::function<Look(std::uint32_t)>& look) const;
    void draw_density(PanelContext& in, const ChartArea& area,
                      const std::function<Look(std::uint32_t)>& look);

    std::optional<std::uint64_t> version_;
    ImVec2 size_{0, 0};
    std::size_t count_ = 0;
    std::vector<PointGrid::Place> places_; ///< per row, from the plot's corner
    PointGrid grid_;
    std::vector<std::uint32_t> selected_in_cell_;
    std::uint64_t selection_version_ = 0;
    Brush brush_;
    HoverLink hover_;
};

} // namespace tractwise::viewer
