// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"

#include <filesystem>

namespace tractwise::layers {

/// Adds every room of this folder, in the order in which they run: a room sees the columns of those
/// before it.
///
///     LayerCatalog catalog;
///     add_layers(catalog);
///     catalog.find("housing")->info().question;
void add_layers(layer::LayerCatalog& catalog);

/// Adds each `<folder>/<name>/layer.toml` and `<folder>/<name>.toml` of the user's own as a layer
/// that is only data, in the order of their names. Errors: Error(Input) for a folder that cannot be
/// read, Error(Usage) for an id already taken.
void add_data_layers(layer::LayerCatalog& catalog, const std::filesystem::path& folder);

} // namespace tractwise::layers
