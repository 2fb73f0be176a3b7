// SPDX-License-Identifier: Apache-2.0
#include "engine/core/toml_text.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

namespace tractwise {

std::string toml_list(const std::vector<std::string>& items) {
    std::vector<std::string> quoted;
    for (const std::string& item : items)
        quoted.push_back(toml_quote(item));
    return "[" + join(quoted, ", ") + "]";
}

// Bare keys may hold only letters, digits, '_' and '-'.
std::string toml_key(const std::string& key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return bare ? key : toml_quote(key);
}

} // namespace tractwise
