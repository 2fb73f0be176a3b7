// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <string>
#include <string_view>
#include <utility>

// Private to engine/access: what the words for measures and for decays have in common.

namespace tractwise::access {

/// A measure or a decay that cannot be meant; `where` is what the user wrote.
[[noreturn]] inline void refuse(std::string message, std::string_view where = {},
                                std::string hint = {}) {
    throw Error(ErrorKind::Usage, std::move(message),
                {.where = std::string(where), .hint = std::move(hint)});
}

/// A number as part of a column name: 7.5 -> "7_5", -1 -> "minus_1".
inline std::string slug_number(double value) {
    std::string text = format_number(value);
    for (char& c : text)
        if (c == '.')
            c = '_';
    return text.starts_with('-') ? "minus_" + text.substr(1) : text;
}

} // namespace tractwise::access
