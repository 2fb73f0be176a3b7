// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// What every target does with an input: an Error that says something is an answer, everything else
// (an internal error, an exception of a library, a crash) is a find.

namespace tractwise::fuzz {

template <typename Use>
int answers(const std::uint8_t* data, std::size_t size, Use use) {
    try {
        use(std::string_view(reinterpret_cast<const char*>(data), size));
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Internal || error.message().empty() ||
            error.message().size() > 10'000)
            std::abort();
    }
    return 0;
}

} // namespace tractwise::fuzz
