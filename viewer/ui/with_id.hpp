// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::viewer::ui {

/// "Label###id": what is shown may change with the language, the identity may not.
inline std::string with_id(std::string_view label, std::string_view id) {
    return fmt::format("{}###{}", label, id);
}

} // namespace tractwise::viewer::ui
