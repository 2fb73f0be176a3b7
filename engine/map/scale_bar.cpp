// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scale_bar.hpp"

#include "engine/geo/geodesic.hpp"

#include "engine/core/round_number.hpp"
#include "engine/core/text.hpp"

#include <cmath>

namespace tractwise::map {
namespace {

constexpr double kKilometer = 1000, kFoot = 0.3048, kMile = geo::kMetersPerMile;

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
