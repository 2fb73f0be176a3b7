// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// Private to engine/needs.

namespace tractwise::needs {

/// The text of a file of this folder as it was when the program was built (cmake/tractwise_embed.cmake).
std::string_view embedded(std::string_view name);

} // namespace tractwise::needs
