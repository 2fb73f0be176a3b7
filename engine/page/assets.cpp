// SPDX-License-Identifier: Apache-2.0
#include "engine/page/assets.hpp"

#include <array>

namespace tractwise::page {
namespace {

constexpr std::array kScripts = {"words", "figures",   "state", "totals",  "shapes",
                                 "map",   "pick",      "card",  "legend",  "list",
                                 "table", "selection", "plan",  "sources", "start"};

} // namespace

std::string page_script() {
    std::string script;
    for (const char* name : kScripts)
        script += embedded("assets/" + std::string(name) + ".js");
    return script;
}

} // namespace tractwise::page
