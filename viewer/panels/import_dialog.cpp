// SPDX-License-Identifier: Apache-2.0
#include "import_dialog.hpp"

namespace tractwise::viewer {

void ImportDialog::draw(PanelContext& /*in*/) {}

void ImportDialog::ask(std::vector<std::filesystem::path> files) {
    files_ = std::move(files);
}

} // namespace tractwise::viewer
