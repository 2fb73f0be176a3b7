// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tractwise::geo {

/// Name and version of the libraries behind this folder, as they are loaded: PROJ and GEOS.
std::vector<std::pair<std::string, std::string>> library_versions();

} // namespace tractwise::geo
