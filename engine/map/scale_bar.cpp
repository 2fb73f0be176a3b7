// SPDX-License-Identifier: Apache-2.0
#include <tractwise/map/scale_bar.hpp>

#include <tractwise/geo/geodesic.hpp>

#include <tractwise/core/text.hpp>

#include <cmath>
#include <initializer_list>

namespace tractwise::map {
namespace {

constexpr double kKilometre = 1000, kFoot = 0.3048, kMile = geo::kMetresPerMile;

/// The largest 1, 2 or 5 times a power of ten that is not above `limit`.
double round_below(double limit) {
    const double power = std::pow(10, std::floor(std::log10(limit)));
    // A limit of exactly 5 units must not lose its bar to the last bit of the logarithm.
    const double generous = limit * (1 + 1e-12);
    for (const double step : {10.0, 5.0, 2.0, 1.0})
        if (step * power <= generous)
            return step * power;
    return power / 2;
}

struct Unit {
    double metres;
    const char* name;
};

BarLength bar(double metres_per_pixel, double widest, Unit large, Unit small) {
    const double room = metres_per_pixel * widest;
    const Unit unit = room >= large.metres * (1 - 1e-12) ? large : small;
    const double count = round_below(room / unit.metres);
    const double metres = count * unit.metres;
    const std::string number = count >= 1 ? format_count(count) : format_number(count);
    return {metres, metres / metres_per_pixel, number + " " + unit.name};
}

bool usable(double value) {
    return std::isfinite(value) && value > 0;
}

} // namespace

ScaleBar scale_bar(double metres_per_pixel, double widest_pixels) {
    if (!usable(metres_per_pixel) || !usable(widest_pixels))
        return {};
    return {bar(metres_per_pixel, widest_pixels, {kKilometre, "km"}, {1, "m"}),
            bar(metres_per_pixel, widest_pixels, {kMile, "mi"}, {kFoot, "ft"})};
}

} // namespace tractwise::map
