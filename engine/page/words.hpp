// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <span>
#include <string_view>

// Private to engine/page: what the page itself says.

namespace tractwise::page {

/// A text by the key that HTML ({{key}}, data-word, data-label) and scripts (word("key")) name.
struct PageWord {
    std::string_view key;
    Text text; ///< {} is filled by the scripts
};
std::span<const PageWord> page_words();

} // namespace tractwise::page
