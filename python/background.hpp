// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"

#include <functional>

#include <pybind11/pybind11.h>

namespace tractwise::python {

/// Runs `work` on a thread of its own while other Python threads go on (the GIL is free) and this one
/// waits.
///
///     in_background(callback, [&](const Progress& progress) { results = session.run(progress); });
///
/// `callback` is None or is called as callback(stage, fraction) on the thread that waits, one report at
/// a time; the work stands still meanwhile. Where it returns False the work is stopped: Error(Canceled).
/// What it raises stops the work and is raised here. So does Ctrl-C, which is seen ten times a second
/// also where nothing is reported. `work` must not touch Python.
void in_background(const pybind11::object& callback,
                   const std::function<void(const Progress&)>& work);

} // namespace tractwise::python
