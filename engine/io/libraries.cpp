// SPDX-License-Identifier: Apache-2.0
#include "engine/io/libraries.hpp"

#include "engine/geo/libraries.hpp"

#include <gdal.h>

namespace tractwise::io {

std::vector<std::pair<std::string, std::string>> library_versions() {
    auto versions = geo::library_versions();
    versions.insert(versions.begin(), {"GDAL", GDALVersionInfo("RELEASE_NAME")});
    return versions;
}

} // namespace tractwise::io
