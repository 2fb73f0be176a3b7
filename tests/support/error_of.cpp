// SPDX-License-Identifier: Apache-2.0
#include "tests/support/error_of.hpp"

#include "engine/core/error.hpp"

#include <gtest/gtest.h>

namespace tractwise::test {

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    ADD_FAILURE() << "no Error was thrown";
    return {};
}

} // namespace tractwise::test
