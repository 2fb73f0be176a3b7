// SPDX-License-Identifier: Apache-2.0
#include "viewer/raster/raster_view.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer::raster {

RasterView::RasterView(const Camera& camera)
    : left(camera.center.x - camera.width / 2 * camera.meters_per_pixel),
      top(camera.center.y + camera.height / 2 * camera.meters_per_pixel),
      pixels_per_meter(1 / camera.meters_per_pixel),
      width(std::max(1, static_cast<int>(std::lround(camera.width)))),
      height(std::max(1, static_cast<int>(std::lround(camera.height)))) {}

MapBox box_of(const RasterView& view, Rows rows, float around) {
    const double meters = 1 / view.pixels_per_meter, more = around * meters;
    return {{view.left - more, view.top - rows.last * meters - more},
            {view.left + view.width * meters + more, view.top - rows.first * meters + more}};
}

} // namespace tractwise::viewer::raster
