// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/plane.hpp"

namespace tractwise::viewer {

/// A place in the window in pixels, y downwards.
struct Pixel {
    double x = 0;
    double y = 0;
    friend bool operator==(const Pixel&, const Pixel&) = default;
};

/// A box in projected meters.
struct MapBox {
    geo::Point least, greatest;
    bool empty() const { return least.x > greatest.x || least.y > greatest.y; }
    void add(geo::Point p);
    bool meets(const MapBox& other) const {
        return least.x <= other.greatest.x && other.least.x <= greatest.x &&
               least.y <= other.greatest.y && other.least.y <= greatest.y;
    }
    static MapBox nothing();
};

/// What part of the map stands where in the window. Plain arithmetic, no window.
///
///     camera.zoom_at({600, 400}, 1.25);            // what is under the cursor stays there
///     camera.pan(dx, dy);                          // exactly as far as the mouse went
///     const geo::Point world = camera.to_world({600, 400});
///
/// World: meters of the map's projection, y to the north. Pixels: of the map's rectangle, from its
/// upper left corner.
struct Camera {
    geo::Point center;
    double meters_per_pixel = 100;
    double width = 800, height = 600;        ///< of the map's rectangle
    double closest = 0.2, farthest = 20'000; ///< meters per pixel

    Pixel to_pixel(geo::Point world) const;
    geo::Point to_world(Pixel pixel) const;
    void pan(double dx, double dy);
    /// `factor` above 1 comes nearer.
    void zoom_at(Pixel fixed, double factor);
    /// The whole box with a margin; an empty box changes nothing.
    void fit(const MapBox& box, double margin_px = 24);
    /// Room for panels that lie over the map: the box is fitted to what is free.
    void fit(const MapBox& box, double left, double top, double right, double bottom);
    /// Keeps some of the box in sight: its nearest side comes no farther than a third of the picture
    /// behind the middle, and it never becomes smaller than a fifth of the picture.
    void keep_in_sight(const MapBox& box);
    MapBox visible() const;
    friend bool operator==(const Camera&, const Camera&) = default;
};

} // namespace tractwise::viewer
