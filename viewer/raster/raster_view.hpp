// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"

namespace tractwise::viewer::raster {

/// Where meters of the map stand in a picture of whole pixels: x to the right, y downwards, pixel
/// (0, 0) from (0, 0) to (1, 1).
struct RasterView {
    explicit RasterView(const Camera& camera);

    double left, top;        ///< of the picture, in meters
    double pixels_per_meter; ///< in both directions
    int width, height;

    float x(float meters) const {
        return static_cast<float>((static_cast<double>(meters) - left) * pixels_per_meter);
    }
    float y(float meters) const {
        return static_cast<float>((top - static_cast<double>(meters)) * pixels_per_meter);
    }
};

/// Rows of a picture that are painted together: [first, last).
struct Rows {
    int first = 0, last = 0;
    int count() const { return last - first; }
};

/// What lies under some rows, and so many pixels around them, in meters.
MapBox box_of(const RasterView& view, Rows rows, float around);

} // namespace tractwise::viewer::raster
