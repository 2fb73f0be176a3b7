// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tractwise::io {

/// Name and version of the libraries that numbers depend on: GDAL, PROJ and GEOS. For run.json.
std::vector<std::pair<std::string, std::string>> library_versions();

} // namespace tractwise::io
