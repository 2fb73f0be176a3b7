// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <limits>

namespace tractwise::siting {

/// When a search has to end with what it has.
///
///     const Deadline all(spec.time_limit_s);
///     improve(plan, all.part(0.3));          // at most a third of what is left
///     while (!all.passed()) ...
///
/// One that is made without seconds never passes.
class Deadline {
public:
    Deadline() = default;
    explicit Deadline(double seconds) : end_(Clock::now() + Seconds(seconds)) {}

    double left_s() const {
        return is_never() ? std::numeric_limits<double>::infinity()
                          : std::max(0.0, Seconds(end_ - Clock::now()).count());
    }
    bool passed() const { return left_s() <= 0; }
    /// Ends when this share of what is left has gone.
    Deadline part(double share) const { return is_never() ? *this : Deadline(share * left_s()); }

private:
    using Clock = std::chrono::steady_clock;
    using Seconds = std::chrono::duration<double>;
    using Time = std::chrono::time_point<Clock, Seconds>;
    bool is_never() const { return end_ == Time::max(); }

    Time end_ = Time::max();
};

} // namespace tractwise::siting
