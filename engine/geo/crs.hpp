// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <memory>
#include <span>
#include <string>

namespace tractwise::geo {

/// Turns coordinates of a declared reference system into lon/lat degrees, in place.
///
///     ToLonLat to("EPSG:3435");     // Illinois East, US survey feet; also WKT or a PROJ string
///     to.convert(points);           // x, y -> lon, lat; always in that order
///
/// NAD83 (EPSG:4269) and WGS84 are taken as the same: no datum grid is applied, the program is
/// offline and the difference of about 1 m is below the precision of every source. Points that
/// cannot be converted become NaN. Errors: Error(Input) for a text that PROJ does not know, with a
/// hint.
class ToLonLat {
public:
    explicit ToLonLat(const std::string& crs);
    ~ToLonLat();
    ToLonLat(ToLonLat&&) noexcept;
    ToLonLat& operator=(ToLonLat&&) noexcept;

    bool is_identity() const; ///< already geographic lon/lat on NAD83 or WGS84
    void convert(std::span<LonLat> points) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tractwise::geo
