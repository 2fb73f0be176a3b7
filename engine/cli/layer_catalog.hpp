// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"

namespace tractwise::cli {

/// Every layer of the program.
layer::LayerCatalog layer_catalog();

} // namespace tractwise::cli
