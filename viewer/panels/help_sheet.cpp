// SPDX-License-Identifier: Apache-2.0
#include "help_sheet.hpp"

namespace tractwise::viewer {

void HelpSheet::draw(PanelContext& /*in*/) {}

void HelpSheet::ask(Page /*page*/) {}

} // namespace tractwise::viewer
