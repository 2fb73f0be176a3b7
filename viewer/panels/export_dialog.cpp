// SPDX-License-Identifier: Apache-2.0
#include "export_dialog.hpp"

namespace tractwise::viewer {

void ExportDialog::draw(PanelContext& /*in*/) {}

void ExportDialog::ask() {}

} // namespace tractwise::viewer
