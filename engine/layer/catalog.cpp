// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/layer.hpp"

#include "engine/core/error.hpp"

namespace tractwise::layer {

void LayerCatalog::add(std::unique_ptr<Layer> layer) {
    if (find(layer->info().id))
        throw Error(ErrorKind::Internal, "layer \"" + layer->info().id + "\" is added twice");
    layers_.push_back(std::move(layer));
}

const Layer* LayerCatalog::find(std::string_view id) const {
    for (const auto& layer : layers_)
        if (layer->info().id == id)
            return layer.get();
    return nullptr;
}

std::vector<std::string> LayerCatalog::ids() const {
    std::vector<std::string> ids;
    for (const auto& layer : layers_)
        ids.push_back(layer->info().id);
    return ids;
}

} // namespace tractwise::layer
