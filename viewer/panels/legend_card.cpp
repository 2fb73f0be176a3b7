// SPDX-License-Identifier: Apache-2.0
#include "legend_card.hpp"

namespace tractwise::viewer {

void LegendCard::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
