// SPDX-License-Identifier: Apache-2.0
#include "start_screen.hpp"

namespace tractwise::viewer {

void StartScreen::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
