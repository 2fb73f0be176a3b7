// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/layer/layer.hpp>

#include <filesystem>
#include <vector>

namespace tractwise::cli {

/// Where shipped recipes stand: $TRACTWISE_DATA, beside the installed program, the source tree.
std::vector<std::filesystem::path> recipe_folders();

/// Every layer of the program.
LayerCatalog layer_catalog();

} // namespace tractwise::cli
