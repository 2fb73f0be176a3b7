// SPDX-License-Identifier: Apache-2.0
#include "file_browser.hpp"

namespace tractwise::viewer {

void FileBrowser::draw(PanelContext& /*in*/) {
    static_cast<void>(recent_);
}

void FileBrowser::ask(Purpose /*purpose*/, const std::filesystem::path& /*start*/) {}

} // namespace tractwise::viewer
