// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/point_cloud.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace tractwise::viewer {

/// Moran's scatter plot of the clusters on the map: each tract against the mean of its neighbors, in the colors of the
/// map, with the line whose slope is Moran's I. Nothing is drawn while the map shows no clusters.
class MoranChart {
public:
    void draw(PanelContext& in, ImVec2 size);

private:
    void measure(const FoundClusters& found);
    std::string facts(const PanelContext& in, float room) const;
    void draw_quadrants(PanelContext& in, const ChartArea& area) const;
    void draw_line(PanelContext& in, const ChartArea& area) const;
    PointCloud::Look look_of(const PanelContext& in, std::uint32_t row) const;
    void tell(PanelContext& in, std::uint32_t row) const;

    std::shared_ptr<const FoundClusters> shown_;
    ui::Axis across_, up_;
    std::uint64_t version_ = 0; ///< grows with what is shown
    PointCloud cloud_;
};

} // namespace tractwise::viewer
