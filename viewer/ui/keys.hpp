// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise::viewer::ui {

/// ImGui's keys as GLFW numbers them, where no window of GLFW does it: without a display, in tests.
void map_keys();

} // namespace tractwise::viewer::ui
