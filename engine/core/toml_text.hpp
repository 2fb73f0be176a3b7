// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

// Private to engine/study: how a study is written down.

namespace tractwise {

/// ["a", "b"]
std::string toml_list(const std::vector<std::string>& items);
/// The key as it is, or in quotes where TOML wants them.
std::string toml_key(const std::string& key);

/// Lines of TOML; what is empty is left out.
class TomlText {
public:
    void header(const std::string& name) { text_ += fmt::format("\n[{}]\n", name); }
    void text(const char* key, const std::string& value) {
        if (!value.empty())
            text_ += fmt::format("{} = {}\n", key, toml_quote(value));
    }
    void list(const char* key, const std::vector<std::string>& values) {
        if (!values.empty())
            text_ += fmt::format("{} = {}\n", key, toml_list(values));
    }
    void raw(const std::string& lines) { text_ += lines; }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

} // namespace tractwise
