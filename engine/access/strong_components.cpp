// SPDX-License-Identifier: Apache-2.0
#include "engine/access/strong_components.hpp"

#include <algorithm>

namespace tractwise::access {

StrongComponents strong_components(std::span<const std::uint32_t> first,
                                   std::span<const std::uint32_t> head) {
    constexpr std::uint32_t kNew = 0xffffffffU;
    const std::size_t n = first.size() - 1;
    StrongComponents result{std::vector<std::uint32_t>(n, kNew), 0};
    std::vector<std::uint32_t> order(n, kNew), low(n, 0), next(n, 0), open, path;
    std::uint32_t visited = 0;
    for (std::uint32_t root = 0; root < n; ++root) {
        if (order[root] != kNew)
            continue;
        const auto enter = [&](std::uint32_t v) {
            order[v] = low[v] = visited++;
            next[v] = first[v];
            open.push_back(v);
            path.push_back(v);
        };
        enter(root);
        while (!path.empty()) {
            const std::uint32_t v = path.back();
            if (next[v] < first[v + 1]) {
                const std::uint32_t w = head[next[v]++];
                if (order[w] == kNew)
                    enter(w);
                else if (result.of[w] == kNew) // still open: on the stack
                    low[v] = std::min(low[v], order[w]);
                continue;
            }
            path.pop_back();
            if (!path.empty())
                low[path.back()] = std::min(low[path.back()], low[v]);
            if (low[v] == order[v]) {
                std::uint32_t w = kNew;
                do {
                    w = open.back();
                    open.pop_back();
                    result.of[w] = result.count;
                } while (w != v);
                ++result.count;
            }
        }
    }
    return result;
}

} // namespace tractwise::access
