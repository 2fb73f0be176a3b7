// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/ecef.hpp"

#include <geodesic.h>

// Private to engine/geo: the ellipsoid as PROJ's geodesic routines want it.

namespace tractwise::geo {

inline const geod_geodesic& wgs84() {
    static const geod_geodesic g = [] {
        geod_geodesic made;
        geod_init(&made, kEquatorialRadius, kFlattening);
        return made;
    }();
    return g;
}

} // namespace tractwise::geo
