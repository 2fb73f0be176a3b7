// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/drawing.hpp"

namespace tractwise::paper {

// Not inline: GCC 12 takes parts of the variant for uninitialized where it inlines this.
Item& Group::add(Item item) {
    return items.emplace_back(std::move(item));
}

} // namespace tractwise::paper
