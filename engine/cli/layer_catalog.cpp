// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/layer_catalog.hpp"

#include "layers/catalog.hpp"

namespace tractwise::cli {

layer::LayerCatalog layer_catalog() {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    return catalog;
}

} // namespace tractwise::cli
