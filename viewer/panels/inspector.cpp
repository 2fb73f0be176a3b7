// SPDX-License-Identifier: Apache-2.0
#include "inspector.hpp"

namespace tractwise::viewer {

void Inspector::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
