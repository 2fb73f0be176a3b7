// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/layer/layer.hpp>

namespace tractwise::cli {

/// Every layer of the program.
LayerCatalog layer_catalog();

} // namespace tractwise::cli
