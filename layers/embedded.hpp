// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tractwise::layers {

/// The text of layers/ROOM/layer.toml as it was when the program was built. Error(Internal) for an
/// unknown room.
std::string_view embedded_layer_toml(std::string_view room);

} // namespace tractwise::layers
