// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/plane.hpp"

#include <span>
#include <string>
#include <vector>

namespace tractwise::geo {

/// The box around all shapes with the longitudes turned so that the widest stretch without any
/// shape lies outside: Alaska, which goes on past 180 degrees, gets 172 to 230 and not -180 to 180.
///
///     Box box = turned_box(tracts);            // min_x in [-180, 180), max_x may exceed 180
Box turned_box(const PolygonSet& set);

/// A flat map on which every square meter takes the same room, fitted to a region.
///
///     const EqualArea projection = EqualArea::around(turned_box(tracts));
///     const Point p = projection.forward({-87.6298, 41.8781});       // meters east, meters north
///     const LonLat back = projection.inverse(p);
///     footer(projection.words(Language::English));
///     // "Lambert azimuthal equal-area, centered at 41.84° N 87.68° W"
///
/// Regions up to 8 degrees (of a great circle) in both directions, and all that reach over the
/// equator, get Lambert's azimuthal projection around the middle of the box; wider ones get Albers'
/// cone, which touches the earth at 1/6 and 5/6 of the range of latitudes. The middle is rounded to
/// 0.01 degrees and the parallels to 0.1, so that what words() and proj() say is exact. The
/// ellipsoid is WGS84 (GRS80 differs by less than 0.1 mm).
///
/// Longitudes may run on past 180, in boxes and in places: -190 is the same place as 170. A map
/// whose box is given so (see turned_box) is in one piece across the antimeridian.
///
/// Limits: within 1e-6 m of PROJ, and inverse(forward(p)) within 1e-9 degrees of p, to 89.5 degrees
/// of latitude; of no use near the antipode of the middle. What is not a number stays so. Safe to
/// use from many threads. Cost: about 0.1 microseconds a place (tests/bench/README.md).
/// Source: Snyder 1987, "Map projections: a working manual" (USGS Professional Paper 1395), pages
/// 98-103 (Albers) and 187-190 (Lambert).
class EqualArea {
public:
    /// An empty box gives the projection around 0° N 0° E.
    static EqualArea around(const Box& box);

    Point forward(LonLat p) const;
    /// Longitudes in [-180, 180]; not a number beyond the edge of the map.
    LonLat inverse(Point p) const;
    std::vector<Point> forward(std::span<const LonLat> places) const; ///< on all cores

    LonLat center() const { return center_; } ///< where forward() gives (0, 0)
    /// For the foot of a map: as above, or "Albers equal-area, 29.0° and 45.0° N".
    std::string words(Language language = Language::English) const;
    /// As PROJ, QGIS and GDAL understand it: "+proj=laea +lat_0=41.84 +lon_0=-87.68 ...".
    std::string proj() const;

    friend bool operator==(const EqualArea& a, const EqualArea& b) {
        return a.conic_ == b.conic_ && a.center_ == b.center_ && a.south_ == b.south_ &&
               a.north_ == b.north_;
    }

private:
    EqualArea() = default;
    void prepare_azimuthal();
    void prepare_conic();

    bool conic_ = false;
    LonLat center_;
    double south_ = 0, north_ = 0;               // standard parallels, degrees
    double sin_beta_ = 0, cos_beta_ = 1, d_ = 1; // azimuthal: authalic latitude and D at the middle
    double n_ = 0, c_ = 0, rho_ = 0;             // conic
};

} // namespace tractwise::geo
