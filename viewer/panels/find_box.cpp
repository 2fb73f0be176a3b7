// SPDX-License-Identifier: Apache-2.0
#include "find_box.hpp"

namespace tractwise::viewer {

void FindBox::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
