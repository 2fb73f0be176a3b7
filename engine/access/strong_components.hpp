// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/access.

namespace tractwise::access {

/// The strongly connected components of a graph: nodes that reach each other both ways. Numbered
/// in no particular order.
struct StrongComponents {
    std::vector<std::uint32_t> of; ///< per node
    std::uint32_t count = 0;
};

/// `first` (nodes + 1) and `head` are the arcs in CSR order. Tarjan 1972, without recursion: roads
/// are long. Cost: one pass over the arcs.
StrongComponents strong_components(std::span<const std::uint32_t> first,
                                   std::span<const std::uint32_t> head);

} // namespace tractwise::access
