// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/equal_area.hpp"
#include "engine/paper/drawing.hpp"
#include "engine/tract/tract_set.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Private to engine/paper: which piece of the earth lies in which frame of the page.

namespace tractwise::paper {

/// Tracts that are shown in one frame, and how the earth is flattened for them.
struct Ground {
    std::vector<std::uint32_t> rows;
    geo::EqualArea projection = geo::EqualArea::around({});
    geo::Point least{0, 0}, greatest{0, 0}; ///< meters of the projection
    Text name{"", ""};                      ///< of an inset; the main map has none

    double width() const { return greatest.x - least.x; }
    double height() const { return greatest.y - least.y; }
};

/// The main map first. A country whose tracts lie mostly in the contiguous states has Alaska,
/// Hawaii and Puerto Rico as insets; anything else is one map.
std::vector<Ground> grounds_of(const tract::TractSet& tracts);

/// A ground in its frame: centered, as large as fits.
class Placing {
public:
    Placing(const Ground& ground, const Frame& frame);

    Spot at(geo::Point meters) const {
        return {left_ + (meters.x - least_.x) * scale_, top_ + (greatest_.y - meters.y) * scale_};
    }
    Spot at(geo::LonLat place) const { return at(projection_.forward(place)); }
    geo::Point meters_at(Spot spot) const {
        return {least_.x + (spot.x - left_) / scale_, greatest_.y - (spot.y - top_) / scale_};
    }
    double points_per_meter() const { return scale_; }
    /// The same ground at the same place, cut at another frame.
    Placing within(const Frame& frame) const {
        Placing other = *this;
        other.frame_ = frame;
        return other;
    }
    const geo::EqualArea& projection() const { return projection_; }
    const Frame& frame() const { return frame_; }

private:
    geo::EqualArea projection_;
    geo::Point least_, greatest_;
    Frame frame_;
    double scale_, left_, top_;
};

} // namespace tractwise::paper
