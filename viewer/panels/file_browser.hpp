// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "../recent_files.hpp"

#include <filesystem>
#include <utility>

namespace tractwise::viewer {

/// The dialogs that open and save files.
class FileBrowser final : public Panel {
public:
    explicit FileBrowser(RecentFiles& recent) : recent_(recent) {}
    void draw(PanelContext& in) override;
    /// What is to be picked; drawn from the next frame on until it is closed.
    enum class Purpose { OpenAny, SaveStudy };
    void ask(Purpose purpose, const std::filesystem::path& start);

private:
    RecentFiles& recent_;
};

} // namespace tractwise::viewer
