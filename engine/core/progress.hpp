// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

namespace tractwise {

/// How long work tells its caller where it stands, and how the caller stops it.
///
///     progress.step("reading tracts", 0.1);     // throws Error(Canceled) when the caller asked to stop
///
/// The engine never draws a bar: the terminal and the viewer pass their own sink. A default
/// Progress is silent.
struct Progress {
    std::function<void(std::string_view stage, double fraction)> report;
    std::stop_token stop;

    bool stop_requested() const { return stop.stop_requested(); }
    void step(std::string_view stage, double fraction) const;
    void throw_if_stopped() const;
    /// The same sink, with `fraction` mapped to [from, to] of the whole.
    Progress part(double from, double to) const;
};

} // namespace tractwise
