// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace tractwise {

/// Runs `body(begin, end)` over [0, n) in chunks on all cores; returns when all are done.
///
///     parallel_for(points.size(), [&](std::size_t begin, std::size_t end) {
///         for (std::size_t i = begin; i < end; ++i) out[i] = measure(points[i]);
///     });
///
/// Chunks write to places of their own, so the result never depends on the number of threads. Sum
/// in a fixed order afterwards, never into a shared total. An exception thrown by the body reaches
/// the caller. Chunks hold at least `grain` items.
void parallel_for(std::size_t n, const std::function<void(std::size_t, std::size_t)>& body,
                  std::size_t grain = 1024);

/// The number of worker threads that parallel_for uses; `set_thread_limit(1)` makes it serial
/// (benchmarks, tests).
std::size_t thread_count();
void set_thread_limit(std::size_t threads);

} // namespace tractwise
