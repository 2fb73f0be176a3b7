// SPDX-License-Identifier: Apache-2.0
#include "layer_catalog.hpp"

#include <tractwise/layers/catalog.hpp>

namespace tractwise::cli {

LayerCatalog layer_catalog() {
    LayerCatalog catalog;
    add_layers(catalog);
    return catalog;
}

} // namespace tractwise::cli
