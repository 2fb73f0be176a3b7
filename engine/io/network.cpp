// SPDX-License-Identifier: Apache-2.0
#include "engine/io/network.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// Of the process: what its owner said once holds for every reader.
std::atomic<bool>& allowed() {
    static std::atomic<bool> network{false};
    return network;
}

/// Virtual paths of GDAL behind which nothing but local bytes stands.
constexpr std::array<std::string_view, 5> kLocalPaths{"/vsizip/", "/vsigzip/", "/vsitar/",
                                                      "/vsimem/", "/vsistdin/"};

Error refusal(const std::string& which, const std::string& where) {
    return {
        ErrorKind::Usage,
        which + ", and may not",
        {.where = where, .hint = "--allow-network lets it; or fetch the data and name the file"}};
}

} // namespace

void allow_network(bool now) {
    allowed() = now;
}

bool network_allowed() {
    return allowed();
}

bool leaves_machine(const std::string& path) {
    if (!is_connection(path))
        return false;
    if (!path.starts_with("/vsi"))
        return true;
    // "/vsizip//vsicurl/https://...": one inside the other.
    for (auto at = path.find("/vsi"); at != std::string::npos; at = path.find("/vsi", at + 1)) {
        const std::string_view rest = std::string_view(path).substr(at);
        if (std::none_of(kLocalPaths.begin(), kLocalPaths.end(),
                         [&](std::string_view local) { return rest.starts_with(local); }))
            return true;
    }
    return false;
}

void require_consent(const SourceSpec& source) {
    for (const std::string& path : {source.path, source.nodes})
        if (!network_allowed() && leaves_machine(path)) {
            SourceSpec shown = source;
            shown.path = path;
            throw refusal("leaves this machine", shown_path(shown));
        }
}

void require_consent(const std::map<std::string, SourceSpec>& sources) {
    std::vector<std::string> those;
    std::string where;
    for (const auto& [id, source] : sources)
        if (leaves_machine(source.path) || leaves_machine(source.nodes)) {
            where = where.empty() ? where_of(source) : where;
            those.push_back(fmt::format("\"{}\" ({})", id, shown_path(source)));
        }
    if (!those.empty() && !network_allowed())
        throw refusal(fmt::format("{} {} this machine: {}",
                                  those.size() == 1 ? "a source" : "sources",
                                  those.size() == 1 ? "leaves" : "leave", join(those, ", ")),
                      where);
}

} // namespace tractwise::io
