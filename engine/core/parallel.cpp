// SPDX-License-Identifier: Apache-2.0
#include "engine/core/parallel.hpp"

#include <memory>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace tractwise {

void parallel_for(std::size_t n, const std::function<void(std::size_t, std::size_t)>& body,
                  std::size_t grain) {
    // Isolated: a thread that waits here helps with this loop only. It must not come back by another
    // loop's body to something that it is itself in the middle of.
    tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, grain),
                          [&](const auto& range) { body(range.begin(), range.end()); });
    });
}

std::size_t thread_count() {
    return tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
}

void set_thread_limit(std::size_t threads) {
    static std::unique_ptr<tbb::global_control> limit;
    limit = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                  threads);
}

} // namespace tractwise
