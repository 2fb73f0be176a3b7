// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/libraries.hpp"

#include <geos_c.h>
#include <proj.h>

namespace tractwise::geo {

std::vector<std::pair<std::string, std::string>> library_versions() {
    return {{"PROJ", proj_info().version}, {"GEOS", GEOSversion()}};
}

} // namespace tractwise::geo
