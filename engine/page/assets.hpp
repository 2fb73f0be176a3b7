// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Private to engine/page.

namespace tractwise::page {

/// The text of a file of this folder as it was when the program was built (cmake/tractwise_embed.cmake).
std::string_view embedded(std::string_view name);

/// The files of assets/*.js as one script: what stands at a file's top level may use the files before it.
std::string page_script();

} // namespace tractwise::page
