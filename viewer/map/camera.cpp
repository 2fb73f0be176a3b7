// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/camera.hpp"

#include <algorithm>
#include <limits>

namespace tractwise::viewer {

MapBox MapBox::nothing() {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    return {{kFar, kFar}, {-kFar, -kFar}};
}

void MapBox::add(geo::Point p) {
    least = {std::min(least.x, p.x), std::min(least.y, p.y)};
    greatest = {std::max(greatest.x, p.x), std::max(greatest.y, p.y)};
}

Pixel Camera::to_pixel(geo::Point world) const {
    return {width / 2 + (world.x - center.x) / meters_per_pixel,
            height / 2 - (world.y - center.y) / meters_per_pixel};
}

geo::Point Camera::to_world(Pixel pixel) const {
    return {center.x + (pixel.x - width / 2) * meters_per_pixel,
            center.y - (pixel.y - height / 2) * meters_per_pixel};
}

void Camera::pan(double dx, double dy) {
    center.x -= dx * meters_per_pixel;
    center.y += dy * meters_per_pixel;
}

void Camera::zoom_at(Pixel fixed, double factor) {
    const geo::Point before = to_world(fixed);
    meters_per_pixel = std::clamp(meters_per_pixel / factor, closest, farthest);
    const geo::Point after = to_world(fixed);
    center.x += before.x - after.x;
    center.y += before.y - after.y;
}

void Camera::fit(const MapBox& box, double margin_px) {
    fit(box, margin_px, margin_px, margin_px, margin_px);
}

void Camera::fit(const MapBox& box, double left, double top, double right, double bottom) {
    if (box.empty())
        return;
    const double free_width = std::max(width - left - right, width / 4);
    const double free_height = std::max(height - top - bottom, height / 4);
    meters_per_pixel = std::clamp(std::max((box.greatest.x - box.least.x) / free_width,
                                           (box.greatest.y - box.least.y) / free_height),
                                  closest, farthest);
    center = {(box.least.x + box.greatest.x) / 2 + (right - left) / 2 * meters_per_pixel,
              (box.least.y + box.greatest.y) / 2 + (top - bottom) / 2 * meters_per_pixel};
}

void Camera::keep_in_sight(const MapBox& box) {
    if (box.empty())
        return;
    constexpr double kLeastShare = 1.0 / 5, kBeyond = 1.0 / 3;
    farthest = std::max({closest, (box.greatest.x - box.least.x) / (width * kLeastShare),
                         (box.greatest.y - box.least.y) / (height * kLeastShare)});
    meters_per_pixel = std::min(meters_per_pixel, farthest);
    const double x = width * kBeyond * meters_per_pixel, y = height * kBeyond * meters_per_pixel;
    center = {std::clamp(center.x, box.least.x - x, box.greatest.x + x),
              std::clamp(center.y, box.least.y - y, box.greatest.y + y)};
}

MapBox Camera::visible() const {
    const geo::Point upper_left = to_world({0, 0});
    const geo::Point lower_right = to_world({width, height});
    return {{upper_left.x, lower_right.y}, {lower_right.x, upper_left.y}};
}

} // namespace tractwise::viewer
