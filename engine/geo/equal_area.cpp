// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/equal_area.hpp"

#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"

#include "engine/core/numbers.hpp"
#include "engine/geo/ecef.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace tractwise::geo {

namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kWidestAzimuthal = 8; // degrees of a great circle

/// Snyder's q (3-12): the area of the ellipsoid from the equator to the latitude, as a share of
/// pi a^2. atanh(e s) / e is written as its series: e s is at most 0.082, so what is left out is
/// below the last bit, and no logarithm is taken for each of millions of vertices.
constexpr double area_to(double sin_lat) {
    const double x = kEccentricity2 * sin_lat * sin_lat;
    const double series =
        1 + x * (1.0 / 3 + x * (1.0 / 5 + x * (1.0 / 7 + x * (1.0 / 9 + x * (1.0 / 11)))));
    return (1 - kEccentricity2) * sin_lat * (1 / (1 - x) + series);
}

constexpr double kPolarArea = area_to(1);
const double kAuthalicRadius = kEquatorialRadius * std::sqrt(kPolarArea / 2); // (3-13)

/// (14-15): the radius of the parallel as a share of a.
double parallel(double lat) {
    const double sin_lat = std::sin(lat * kRadians);
    return std::cos(lat * kRadians) / std::sqrt(1 - kEccentricity2 * sin_lat * sin_lat);
}

/// The latitude in degrees up to which the ellipsoid has the area q.
double latitude_of(double q) {
    constexpr double e2 = kEccentricity2, e4 = e2 * e2, e6 = e4 * e2;
    const double beta = std::asin(std::clamp(q / kPolarArea, -1.0, 1.0));
    // (3-18) is within 1e-8 degrees; one step of Newton's method takes that to rounding. At the
    // poles the series is exact by itself, and Newton would divide by zero.
    double lat = beta + (e2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * std::sin(2 * beta) +
                 (23 * e4 / 360 + 251 * e6 / 3780) * std::sin(4 * beta) +
                 761 * e6 / 45360 * std::sin(6 * beta);
    const double cos_lat = std::cos(lat);
    if (cos_lat > 1e-3) {
        const double sin_lat = std::sin(lat);
        const double w2 = 1 - e2 * sin_lat * sin_lat;
        lat += (q - area_to(sin_lat)) * w2 * w2 / (2 * (1 - e2) * cos_lat);
    }
    return lat / kRadians;
}

double turned(double lon) {
    return std::abs(lon) <= 180 ? lon : std::remainder(lon, 360);
}

std::string compass(double degrees, int decimals, const char* positive, const char* negative) {
    return fmt::format("{}° {}", format_fixed(std::abs(degrees), decimals),
                       degrees < 0 ? negative : positive);
}

constexpr Text kAzimuthal{"Lambert azimuthal equal-area, centered at {} {}",
                          "Azimutal equivalente de Lambert, centrada en {} {}"};
constexpr Text kConic{"Albers equal-area, {}° and {}", "Equivalente de Albers, {}° y {}"};

} // namespace

Box turned_box(const PolygonSet& set) {
    // Tenths of a degree that some edge lies over; an edge goes the short way round.
    constexpr int kBins = 3600;
    std::array<bool, kBins> taken{};
    for (std::size_t s = 0; s < set.size(); ++s)
        for (std::size_t r : set.rings_of(s)) {
            const auto ring = set.ring(r);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const double from = turned(ring[i].lon), to = turned(ring[i + 1].lon);
                if (!std::isfinite(from) || !std::isfinite(to))
                    continue;
                const bool across = std::abs(to - from) > 180;
                const double west = across ? std::max(from, to) : std::min(from, to);
                const double east = across ? std::min(from, to) + 360 : std::max(from, to);
                const int last = static_cast<int>(std::floor((east + 180) * 10));
                for (int b = static_cast<int>(std::floor((west + 180) * 10)); b <= last; ++b)
                    taken[static_cast<std::size_t>(b % kBins)] = true;
            }
        }
    int widest = 0, middle = 0, run = 0;
    for (int b = 0; b < 2 * kBins; ++b) { // twice around, for a gap that holds the antimeridian
        run = taken[static_cast<std::size_t>(b % kBins)] ? 0 : run + 1;
        if (run > widest) {
            widest = run;
            middle = b - run / 2;
        }
    }
    const double seam = (middle % kBins) / 10.0 - 180;
    Box west_of_seam, all;
    for (LonLat p : set.vertices()) {
        const double lon = turned(p.lon);
        (lon < seam ? west_of_seam : all).add(LonLat{lon, p.lat});
    }
    // Turned only where the shapes lie on both sides, so that other boxes keep their exact numbers.
    if (widest > 0 && !west_of_seam.empty() && !all.empty()) {
        west_of_seam.min_x += 360;
        west_of_seam.max_x += 360;
    }
    if (!west_of_seam.empty())
        all.add(west_of_seam);
    return all;
}

EqualArea EqualArea::around(const Box& box) {
    EqualArea made;
    if (box.empty()) {
        made.prepare_azimuthal();
        return made;
    }
    const double height = box.max_y - box.min_y;
    const double lat = (box.min_y + box.max_y) / 2;
    // Near a pole the parallels of the azimuthal formulas vanish; a degree off is close enough.
    made.center_ = {turned(round_half_away((box.min_x + box.max_x) / 2, 2)),
                    std::clamp(round_half_away(lat, 2), -89.0, 89.0)};
    const double width = (box.max_x - box.min_x) * std::cos(lat * kRadians);
    const bool over_equator = box.min_y < 0 && box.max_y > 0;
    if (over_equator || std::max(width, height) <= kWidestAzimuthal) {
        made.prepare_azimuthal();
        return made;
    }
    made.south_ = round_half_away(box.min_y + height / 6, 1);
    made.north_ = round_half_away(box.max_y - height / 6, 1);
    if (made.south_ + made.north_ == 0) // on the equator itself there is no cone
        made.prepare_azimuthal();
    else
        made.prepare_conic();
    return made;
}

void EqualArea::prepare_azimuthal() {
    conic_ = false;
    south_ = north_ = 0;
    sin_beta_ = area_to(std::sin(center_.lat * kRadians)) / kPolarArea;
    cos_beta_ = std::sqrt(1 - sin_beta_ * sin_beta_);
    d_ = kEquatorialRadius * parallel(center_.lat) / (kAuthalicRadius * cos_beta_); // (24-20)
}

void EqualArea::prepare_conic() {
    conic_ = true;
    const double m1 = parallel(south_), m2 = parallel(north_);
    const double q1 = area_to(std::sin(south_ * kRadians));
    const double q2 = area_to(std::sin(north_ * kRadians));
    n_ =
        south_ == north_ ? std::sin(south_ * kRadians) : (m1 * m1 - m2 * m2) / (q2 - q1); // (14-14)
    c_ = m1 * m1 + n_ * q1;                                                               // (14-13)
    rho_ = kEquatorialRadius * std::sqrt(c_ - n_ * area_to(std::sin(center_.lat * kRadians))) / n_;
}

Point EqualArea::forward(LonLat p) const {
    const double q = area_to(std::sin(p.lat * kRadians));
    double turn = p.lon - center_.lon;
    if (std::abs(turn) > 180)
        turn = std::remainder(turn, 360);
    turn *= kRadians;
    if (conic_) {
        const double rho = kEquatorialRadius * std::sqrt(c_ - n_ * q) / n_; // (14-12)
        return {rho * std::sin(n_ * turn), rho_ - rho * std::cos(n_ * turn)};
    }
    const double sin_beta = std::clamp(q / kPolarArea, -1.0, 1.0);
    const double cos_beta = std::sqrt(1 - sin_beta * sin_beta);
    const double towards = cos_beta * std::cos(turn);
    const double b = kAuthalicRadius *
                     std::sqrt(2 / (1 + sin_beta_ * sin_beta + cos_beta_ * towards)); // (24-19)
    return {b * d_ * cos_beta * std::sin(turn),
            b / d_ * (cos_beta_ * sin_beta - sin_beta_ * towards)}; // (24-17), (24-18)
}

LonLat EqualArea::inverse(Point p) const {
    double q = 0, turn = 0;
    if (conic_) {
        const double side = n_ < 0 ? -1 : 1;
        const double y = rho_ - p.y;
        const double scaled2 = square(n_ / kEquatorialRadius) * (p.x * p.x + y * y);
        q = (c_ - scaled2) / n_;                      // (14-19)
        turn = std::atan2(side * p.x, side * y) / n_; // (14-11)
        if (!(std::abs(q) <= kPolarArea * (1 + 1e-15)) || !(std::abs(turn) <= std::numbers::pi))
            return {kNaN, kNaN};
    } else {
        const double half2 = (square(p.x / d_) + square(p.y * d_)) / square(2 * kAuthalicRadius);
        if (!(half2 <= 1))
            return {kNaN, kNaN};
        const double cos_c = 1 - 2 * half2;
        const double k = std::sqrt(1 - half2) / kAuthalicRadius;         // sin c / rho
        q = kPolarArea * (cos_c * sin_beta_ + d_ * p.y * k * cos_beta_); // (24-27)
        turn = std::atan2(p.x * k, d_ * (cos_beta_ * cos_c - d_ * p.y * sin_beta_ * k)); // (24-28)
    }
    return {turned(center_.lon + turn / kRadians), latitude_of(q)};
}

std::vector<Point> EqualArea::forward(std::span<const LonLat> places) const {
    std::vector<Point> points(places.size());
    parallel_for(places.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            points[i] = forward(places[i]);
    });
    return points;
}

std::string EqualArea::words(Language language) const {
    const char* west = language == Language::Spanish ? "O" : "W";
    if (conic_)
        return fmt::format(fmt::runtime(kConic.in(language)), format_fixed(std::abs(south_), 1),
                           compass(north_, 1, "N", "S"));
    return fmt::format(fmt::runtime(kAzimuthal.in(language)), compass(center_.lat, 2, "N", "S"),
                       compass(center_.lon, 2, "E", west));
}

std::string EqualArea::proj() const {
    if (conic_)
        return fmt::format(
            "+proj=aea +lat_1={} +lat_2={} +lat_0={} +lon_0={} +ellps=WGS84 +units=m "
            "+no_defs",
            south_, north_, center_.lat, center_.lon);
    return fmt::format("+proj=laea +lat_0={} +lon_0={} +ellps=WGS84 +units=m +no_defs", center_.lat,
                       center_.lon);
}

} // namespace tractwise::geo
