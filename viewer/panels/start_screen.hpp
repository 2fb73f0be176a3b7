// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "../recent_files.hpp"

#include <filesystem>
#include <utility>

namespace tractwise::viewer {

/// What is seen before a study is open.
class StartScreen final : public Panel {
public:
    StartScreen(const RecentFiles& recent, std::filesystem::path studies)
        : recent_(recent), studies_(std::move(studies)) {}
    void draw(PanelContext& in) override;

private:
    const RecentFiles& recent_;
    std::filesystem::path studies_;
};

} // namespace tractwise::viewer
