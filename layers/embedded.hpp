// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tractwise::layers {

/// The text of a file of this folder as it was when the program was built (cmake/tractwise_embed.cmake):
/// "social/layer.toml". Error(Internal) for one that was not built in.
std::string_view embedded(std::string_view name);

} // namespace tractwise::layers
