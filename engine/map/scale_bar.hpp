// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tractwise::map {

/// One bar: how long it is on the map and what is written beside it.
struct BarLength {
    double meters = 0;
    double pixels = 0;
    std::string label; ///< "5 km", "500 m", "3 mi", "1,000 ft"
};

struct ScaleBar {
    BarLength kilometers, miles;
};

/// The longest bars of a round length (1, 2 or 5 times a power of ten) that fit.
///
///     const ScaleBar bar = scale_bar(12.5, 160);    // 12.5 m a pixel, at most 160 pixels wide
///     bar.kilometers.label;                         // "2 km"
///     bar.kilometers.pixels;                        // 160
///     bar.miles.label;                              // "1 mi"
///
/// Below a kilometer it counts meters, below a mile feet (1, 2, 5 x 10^n, so never 5,280). The mile
/// is 1,609.344 m. A scale or width that is not positive and finite gives empty bars.
ScaleBar scale_bar(double meters_per_pixel, double widest_pixels);

} // namespace tractwise::map
