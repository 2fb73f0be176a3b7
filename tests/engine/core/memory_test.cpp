// SPDX-License-Identifier: Apache-2.0
#include "engine/core/memory.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tractwise {
namespace {

TEST(Memory, IsWhatTheMachineAndTheLimitOfTheProcessLeave) {
    EXPECT_GT(available_memory(), 1e6);
    // In a process of its own: limits stay.
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{.rlim_cur = 1, .rlim_max = RLIM_INFINITY}; // less than it has already
        ::_exit(::setrlimit(RLIMIT_AS, &limit) == 0 && available_memory() == 0 ? 0 : 1);
    }
    int status = 1;
    ::waitpid(child, &status, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_EQ(status, 0);
#endif
}

} // namespace
} // namespace tractwise
