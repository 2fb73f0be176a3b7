// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scale_bar.hpp"

#include "engine/geo/geodesic.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <initializer_list>

namespace tractwise::map {
namespace {

constexpr double kKilometer = 1000, kFoot = 0.3048, kMile = geo::kMetersPerMile;

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
    double meters;
    const char* name;
};

BarLength bar(double meters_per_pixel, double widest, Unit large, Unit small) {
    const double room = meters_per_pixel * widest;
    const Unit unit = room >= large.meters * (1 - 1e-12) ? large : small;
    const double count = round_below(room / unit.meters);
    const double meters = count * unit.meters;
    const std::string number = count >= 1 ? format_count(count) : format_number(count);
    return {meters, meters / meters_per_pixel, number + " " + unit.name};
}

bool usable(double value) {
    return std::isfinite(value) && value > 0;
}

} // namespace

ScaleBar scale_bar(double meters_per_pixel, double widest_pixels) {
    if (!usable(meters_per_pixel) || !usable(widest_pixels))
        return {};
    return {bar(meters_per_pixel, widest_pixels, {kKilometer, "km"}, {1, "m"}),
            bar(meters_per_pixel, widest_pixels, {kMile, "mi"}, {kFoot, "ft"})};
}

} // namespace tractwise::map
