// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/feature_members.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// What happens in one XML file of a workbook; names come without their namespace.
struct XmlHandlers {
    std::function<void(std::string_view name, const char** attributes)> open;
    std::function<void(std::string_view name)> close = [](std::string_view) {};
    std::function<void(std::string_view text)> text = [](std::string_view) {};
    std::function<bool()> enough = [] { return false; };
};

/// The attribute whose name, its namespace aside, is this; else empty.
std::string_view attribute(const char** attributes, std::string_view name);

/// The zip of XML files that a workbook is. Errors: Error(Input) that says which part is damaged.
class XmlPackage {
public:
    explicit XmlPackage(const Member& member) : member_(member) {}
    bool holds(const std::string& entry) const { return is_there(path_of(entry)); }
    void parse(const std::string& entry, const XmlHandlers& handlers) const;
    [[noreturn]] void fail(const std::string& why) const;

private:
    std::string path_of(const std::string& entry) const {
        return "/vsizip/{" + member_.path + "}/" + entry;
    }
    Member member_;
};

} // namespace tractwise::io
