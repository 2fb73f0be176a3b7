// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/parallel.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace tractwise::test {

/// What `values` makes is equal to the last bit with one thread and with eight.
template <typename Values>
void expect_same_bits(const Values& values) {
    set_thread_limit(1);
    const auto one = values();
    set_thread_limit(8);
    const auto many = values();
    set_thread_limit(std::thread::hardware_concurrency());
    EXPECT_EQ(one, many);
}

} // namespace tractwise::test
